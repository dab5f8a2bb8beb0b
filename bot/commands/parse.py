"""Messages in a person's own words, taken for the command that they mean: one reading for every chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.table import find_command
from bot.model import Command

if TYPE_CHECKING:
    from bot.model import Place

_ALONE = 1  # words of a message that is nothing but the command's name
_WITH_ID = 2  # words of "verify ID" and "help digest"


def to_command(message: str, *, place: Place, user: str = "", subject: str = "") -> Command:
    """Return the command that a message means: ``brief`` unless it plainly asks for another.

    Written with a slash, the first word is always the command. Without one it is only where the rest fits, so that
    "source of the gas" and "help for Ukraine" are looked up, not taken for commands.

    Args:
        message: What somebody wrote to the bot, without the mention of the bot itself.
        place: Where it was written.
        user: Who wrote it.
        subject: The message that it replies to, if any.

    >>> from bot.model import Place
    >>> to_command("stance china", place=Place(platform="test")).name
    'stance'
    >>> to_command("source of the gas", place=Place(platform="test")).text
    'source of the gas'
    """
    message = message.strip()
    first, rest = (*message.split(maxsplit=1), "", "")[:2]
    name = first.removeprefix("/").casefold()
    if first.startswith("/") or _fits(name, rest.split()):
        return Command(name=name, text=rest.strip(), place=place, user=user, subject=subject)
    return Command(name="brief", text=message, place=place, user=user, subject=subject)


def _fits(name: str, rest: list[str]) -> bool:
    """Return whether a first word without a slash is meant as a command's name."""
    spec = find_command(name)
    if spec is None:
        return False
    if spec.actions:
        return not rest or rest[0].casefold() in {"help", *(action.name for action in spec.actions)}
    words = 1 + len(rest)
    if name == "help" and words == _WITH_ID:
        return find_command(rest[0].casefold()) is not None
    return words == _ALONE or (name == "verify" and words == _WITH_ID) or name in {"brief", "stance"}
