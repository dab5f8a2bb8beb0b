"""Help, written from the table of commands."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.answering.wording import listed
from bot.commands.table import COMMANDS, find_command
from bot.errors import CommandError
from bot.model import Actions, Button, Heading, Items, Paragraph, Reply, Run, Style

if TYPE_CHECKING:
    from bot.commands.table import Argument
    from bot.model import Line, Part

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


def usage_reply(name: str) -> Reply:
    """Return how a command is used: what it does, examples, and what each of its arguments is, or each of its actions."""
    spec = find_command(name)
    if spec is None:
        return help_reply(f"There is no command {name[:40]!r}.")
    first = f"/{name}: {spec.summary[:1].lower()}{spec.summary[1:]}."
    actions = [_command(f"{name} {each.name}", each.example, each.summary) for each in spec.actions]
    examples = [(Run(f"/{name} {each}".strip(), Style.CODE),) for each in spec.example.split(" · ")]
    arguments = [_argument(each) for each in spec.arguments]
    parts: list[Part] = [Paragraph((Run(first),)), Items(tuple(actions or examples))]
    if arguments:
        parts += [Heading("What it takes"), Items(tuple(arguments))]
    return Reply(text=first, parts=tuple(parts), private=True)


def read_action(name: str, text: str) -> tuple[str, str]:
    """Part what was typed after a command's name into an action of its, and what comes after that.

    Raises:
        CommandError: If it begins with none of its actions.
    """
    action, rest = (*text.split(maxsplit=1), "", "")[:2]
    spec = find_command(name)
    known = [each.name for each in spec.actions] if spec else []
    if action.casefold() in known:
        return action.casefold(), rest
    near = difflib.get_close_matches(action.casefold(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"it has {listed(known)}."
    raise CommandError(f"/{name} has no action {action[:40]!r}; {hint}")


def _argument(argument: Argument) -> Line:
    form = argument.name if argument.required else f"{argument.name}:"
    choices = f": {', '.join(argument.choices)}" if argument.choices else ""
    return (Run(form, Style.CODE), Run(f" · {argument.summary[:1].lower()}{argument.summary[1:]}{choices}"))


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
