"""Commands, options, settings, targets and files that the documentation mentions exist."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.config import Settings
from tests.support.console import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
SETTINGS = {each.name.upper() for each in fields(Settings)}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
TREE = ("bot/", "adapters/", "seeds/", "tests/", "benchmarks/", "docs/")


def _code(page: Path) -> str:
    """Return the code of a page: spans, and blocks of shell commands."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^ *```(?:sh|console|ini)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", prose)])


@pytest.fixture(params=PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each page in turn."""
    return _code(request.param)


def test_commands_and_options_exist(code: str) -> None:
    """What follows ``briefbot`` is one of its commands, and each option is one of that command's."""
    for words in re.findall(r"^(?:\$ |[A-Z_]+=\S+ |\S*/)*briefbot((?: [^|#\n]+)?)", code, re.MULTILINE):
        name, *arguments = words.split() or ["--help"]
        if name.startswith("-"):
            continue
        assert name in main.commands
        known = {option for parameter in main.commands[name].params for option in parameter.opts} | {"--help"}
        assert [] == [each for each in arguments if each.startswith("--") and each.partition("=")[0] not in known]


def test_settings_exist(code: str) -> None:
    """Variables that look like ours are."""
    assert set() == set(re.findall(r"\b((?:BRIEFBOT|SLACK|DISCORD)_[A-Z_]+)\b", code)) - SETTINGS


def test_targets_exist(code: str) -> None:
    """What follows ``make`` is made."""
    assert set() == set(re.findall(r"^(?:\$ )?make ([a-z-]+)", code, re.MULTILINE)) - TARGETS


def test_files_exist(code: str) -> None:
    """Paths within the project lead somewhere."""
    paths = [path for path in re.findall(r"[\w./-]+", code) if path.startswith(TREE)]

    assert [] == [path for path in paths if not (ROOT / path.rstrip(".")).exists()]
