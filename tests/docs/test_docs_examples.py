"""Every example in the documentation runs."""

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
BLOCK = re.compile(r"^( *)```(python|toml)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{page.relative_to(ROOT)}:{number}", textwrap.dedent(code))
        for page in PAGES
        for number, (_, tongue, code) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
        if tongue == language
    ]


@pytest.mark.parametrize(("where", "code"), _blocks("python"), ids=[where for where, _ in _blocks("python")])
def test_python_runs(where: str, code: str) -> None:
    """Each block is a module of its own: it imports what it uses."""
    exec(compile(code, where, "exec"), {"__name__": "example"})  # noqa: S102 - our own documentation


@pytest.mark.parametrize(("where", "code"), _blocks("toml"), ids=[where for where, _ in _blocks("toml")])
def test_toml_parses(where: str, code: str) -> None:
    """Each block can be pasted into a pyproject.toml."""
    assert tomllib.loads(code), where
