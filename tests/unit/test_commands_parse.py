"""Messages to commands, and help."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS, to_command
from bot.commands.help import find_near, help_reply, usage_reply
from bot.model import Place
from bot.plain import to_text

PLACE = Place(platform="test")


@pytest.mark.parametrize(
    ("message", "name", "text"),
    [
        ("china", "brief", "china"),
        ("", "brief", ""),
        ("/brief china", "brief", "china"),
        ("brief china", "brief", "china"),
        ("Stance china on japan", "stance", "china on japan"),
        ("help", "help", ""),
        ("/help", "help", ""),
        ("help for ukraine", "brief", "help for ukraine"),
        ("source", "source", ""),
        ("source list", "source", "list"),
        ("source of the gas", "brief", "source of the gas"),
        ("digest add china daily 08:00", "digest", "add china daily 08:00"),
        ("verify abcd2345", "verify", "abcd2345"),
        ("verify the ceasefire claims", "brief", "verify the ceasefire claims"),
        ("/nonsense x", "nonsense", "x"),
        ("  china\n since:7d ", "brief", "china\n since:7d"),
    ],
)
def test_a_message_means_a_command(message: str, name: str, text: str) -> None:
    """A command's name counts where the rest fits it; all else is looked up."""
    command = to_command(message, place=PLACE, user="ann", subject="before")

    assert (name, text, "ann", "before") == (command.name, command.text, command.user, command.subject)


def test_help_names_every_command() -> None:
    """Each command of the table stands in help with its examples."""
    text = to_text(help_reply())

    assert all(f"/{spec.name}" in text for spec in COMMANDS)


def test_help_says_first_what_was_not_understood() -> None:
    """Trouble leads."""
    assert to_text(help_reply("There is no command 'x'.")).startswith("There is no command 'x'.\n")


def test_usage_names_the_actions() -> None:
    """A command with actions lists them, and says which one is not among them."""
    text = to_text(usage_reply("source", "eat"))

    assert text.startswith("/source has no action 'eat'.")
    assert "/source add https://…" in text


@pytest.mark.parametrize(("typed", "near"), [("stanse", "stance"), ("HELP", "help"), ("zzz", "")])
def test_a_slip_is_recognised(typed: str, near: str) -> None:
    """A command that is nearly right is named."""
    assert near == find_near(typed)
