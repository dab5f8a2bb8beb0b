"""The documentation names all there is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import COMMANDS
from bot.config import Settings
from bot.plugins import ADAPTERS, RANKERS, STANCES, find_plugins

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


def test_every_setting_is_documented() -> None:
    """The reference has one row for each field of Settings, and none for anything else."""
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")

    assert {each.name.upper() for each in fields(Settings)} == set(
        re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)
    )


def test_every_command_is_documented() -> None:
    """The reference has a section for each command and a row for each action."""
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")

    for command in COMMANDS:
        assert f"## `{command.name}`" in page
        for action in command.actions:
            assert f"| `{action.name}` | `/{command.name} {action.name}" in page


@pytest.mark.parametrize("name", sorted(set(main.commands) - {command.name for command in COMMANDS} | {"stance"}))
def test_every_command_of_the_shell_is_documented(name: str) -> None:
    """The reference has a section for each command that is the shell's own, with a row for each option."""
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    _, found, section = page.partition(f"\n## `briefbot {name}")
    options = [each for each in main.commands[name].params if each.param_type_name == "option"]

    assert found
    for option in options:
        assert f"| `{option.opts[0]}` |" in section.partition("\n## ")[0]


@pytest.mark.parametrize("group", [RANKERS, STANCES, ADAPTERS])
def test_every_plugin_is_documented(group: str) -> None:
    """Each entry point that the project ships is named somewhere in the documentation."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert [] == [name for name in find_plugins(group) if f"`{name}`" not in text]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    """A reader never meets a dead link."""
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]
