"""Help, written from the table of commands."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.commands.table import COMMANDS, find_command
from bot.model import Actions, Button, Heading, Items, Paragraph, Reply, Run, Style

if TYPE_CHECKING:
    from bot.model import Line

_TRY = ("china", "arms transfers", "nato")


def help_reply(trouble: str = "") -> Reply:
    """Return what can be asked; ``trouble`` is said first, where something was not understood."""
    first = Paragraph((Run(trouble or "Ask for a brief on an actor or a topic, in verbatim, cited sentences."),))
    return Reply(
        text=trouble or "What can be asked of briefbot.",
        parts=(
            first,
            Heading("Commands"),
            Items(tuple(_command(spec.name, spec.example, spec.summary) for spec in COMMANDS)),
            Actions(tuple(Button(topic, "brief", topic) for topic in _TRY)),
        ),
        private=True,
    )


def usage_reply(name: str, action: str = "") -> Reply:
    """Return what a command's actions are; ``action`` is what was typed, if it is none of them."""
    spec = find_command(name)
    actions = spec.actions if spec else ()
    trouble = f"/{name} has no action {action[:40]!r}." if action else f"Say what /{name} is to do."
    lines = tuple(_command(f"{name} {each.name}", each.example, each.summary) for each in actions)
    return Reply(text=trouble, parts=(Paragraph((Run(trouble),)), Items(lines)), private=True)


def _command(name: str, example: str, summary: str) -> Line:
    examples = [f"/{name} {each}".strip() for each in example.split(" · ")]
    runs = [run for each in examples for run in (Run(" · "), Run(each, Style.CODE))][1:]
    return (*runs, Run(f": {summary[:1].lower()}{summary[1:]}"))


def find_near(name: str) -> str:
    """Return the name of the command that may have been meant, or nothing.

    >>> find_near("breif")
    'brief'
    """
    near = difflib.get_close_matches(name.casefold(), [spec.name for spec in COMMANDS], n=1)
    return near[0] if near else ""
