"""From a command to its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import briefs, digests, sources, stances
from bot.commands.help import find_near, help_reply, usage_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.commands.desk import Desk
    from bot.model import Command, Reply

_ANSWERS: Mapping[str, Callable[[Command, Desk], Reply]] = {
    "brief": briefs.brief,
    "share": briefs.share,
    "stance": stances.stance,
    "digest": digests.digest,
    "source": sources.source,
    "verify": briefs.verify,
    "help": lambda command, _desk: _help(command.text),
}

_HELP = frozenset({"help", "--help", "-h", "?"})


def answer(command: Command, desk: Desk) -> Reply:
    """Return the answer to a command of the table, or to the ``share`` of the buttons; help to any other.

    Raises:
        BotError: If it cannot be answered; the message says why.
    """
    name = command.name.casefold()
    use_case = _ANSWERS.get(name)
    if use_case is None:
        return _unknown(command.name)
    asks_how = command.text.strip().casefold() in _HELP and name != "brief"  # whose help is everyone's
    return usage_reply(name) if asks_how else use_case(command, desk)


def _help(about: str) -> Reply:
    """Return all commands, or how one of them is used."""
    name = about.strip().removeprefix("/").casefold()
    return usage_reply(name) if name else help_reply()


def _unknown(name: str) -> Reply:
    near = find_near(name)
    hint = f" Did you mean {near}?" if near else ""
    return help_reply(f"There is no command {name[:40]!r}.{hint}")
