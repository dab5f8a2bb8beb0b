"""Messages to commands, and help."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS, to_command
from bot.commands.help import find_near, help_reply, read_action, usage_reply
from bot.errors import CommandError
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
        ("help digest", "help", "digest"),
        ("digest help", "digest", "help"),
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
    """A command with actions lists them, each with an example."""
    text = to_text(usage_reply("source"))

    assert text.startswith("/source: the feeds and pages that are read.\n- /source add https://…: ")
    assert "- /source health: " in text


def test_usage_names_the_arguments() -> None:
    """A command without actions shows examples, what each argument is, and what it may be."""
    text = to_text(usage_reply("brief"))

    assert "\n- /brief china vs japan\n" in text
    assert "- query · an actor, a topic, words, or a link\n" in text
    assert "- length: · how long: short, normal, full\n" in text


def test_usage_of_no_command_is_help() -> None:
    """A name that is no command's is said, above what there is."""
    assert to_text(usage_reply("nonsense")).startswith("There is no command 'nonsense'.\n\nCommands\n")


@pytest.mark.parametrize("action", [action.name for command in COMMANDS for action in command.actions])
def test_actions_are_read_in_any_case(action: str) -> None:
    """What comes after the action is left as it is."""
    name = next(command.name for command in COMMANDS if action in {each.name for each in command.actions})

    assert (action, "What Comes  After") == read_action(name, f" {action.upper()}  What Comes  After")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lst", "/source has no action 'lst'; did you mean list?"),
        ("zzz", "/source has no action 'zzz'; it has add, list, remove and health."),
    ],
)
def test_an_action_that_there_is_not_is_said(typed: str, said: str) -> None:
    """The sentence names the action that was perhaps meant, or all of them."""
    with pytest.raises(CommandError) as raised:
        read_action("source", typed)

    assert said == str(raised.value)


@pytest.mark.parametrize(("typed", "near"), [("stanse", "stance"), ("HELP", "help"), ("zzz", "")])
def test_a_slip_is_recognised(typed: str, near: str) -> None:
    """A command that is nearly right is named."""
    assert near == find_near(typed)
