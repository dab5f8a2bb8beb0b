"""Between a terminal and the core: lines to commands, replies to coloured text. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import find_command, to_command
from bot.model import Place, Style
from bot.plain import leave_plain, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model import Command, Reply

PLACE = Place(platform="terminal")  # that of the command line, so that both see the same digests

_RESET = "\x1b[0m"
_CODES = {Style.STRONG: "\x1b[1m", Style.EMPHASIS: "\x1b[2m", Style.CODE: "\x1b[36m"}


def from_line(line: str) -> Command | None:
    """Return the command that a line means; ``None`` for an empty one.

    >>> from_line("/stance china").name, from_line("  ")
    ('stance', None)
    """
    return to_command(line, place=PLACE) if line.strip() else None


def split_typed(typed: str) -> tuple[str, str]:
    """Part what has been typed into a command's name, with its space, and what can be completed.

    >>> split_typed("stance chi"), split_typed("south k")
    (('stance ', 'chi'), ('', 'south k'))
    """
    first, space, rest = typed.partition(" ")
    return (f"{first}{space}", rest) if space and find_command(first.removeprefix("/")) else ("", typed)


def find_completions(typed: str, complete: Callable[[str], Sequence[str]]) -> list[str]:
    """Return the lines that what has been typed may become.

    A terminal puts what they all begin with in the place of what was typed: so names that begin otherwise, as other names of
    the same actors do, are left out.

    Args:
        typed: The line so far.
        complete: Gives names for the beginning of one.

    >>> find_completions("brief chi", lambda _: ["China", "Chile", "Taiwan"])
    ['brief China', 'brief Chile']
    """
    command, rest = split_typed(typed)
    names = complete(rest) if rest else ()
    return [f"{command}{name}" for name in names if name.casefold().startswith(rest.casefold())]


def paint(text: str, style: Style) -> str:
    r"""Set a piece of text in a style, by the codes of ECMA-48.

    >>> paint("China", Style.STRONG)
    '\x1b[1mChina\x1b[0m'
    """
    code = _CODES.get(style)
    return f"{code}{text}{_RESET}" if code else text


def to_screen(reply: Reply, *, width: int, colour: bool) -> str:
    """Return a reply as a terminal shows it."""
    return to_text(reply, width=width, paint=paint if colour else leave_plain)
