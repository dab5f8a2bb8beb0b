"""A reply as Discord's messages. Pure.

Each message has a line of content, for notifications and screen readers, and embeds that hold the rest. Components of
version 2 would forbid content and hold 4,000 characters in all; embeds hold 6,000, so that a brief stays one message. What
is longer becomes several, cut between lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.discord.commands import to_custom_id
from adapters.discord.layout import CONTENT, FILE_BYTES, MARK, ROW, TITLE, Message, Pages, Payload, cut
from adapters.discord.markdown import escape, size, split_line, to_markdown
from bot.model import Actions, Heading, Items, Paragraph, Picture, Run, Style, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Button, Line, Part, Reply

EPHEMERAL = 1 << 6
"""The flag of a message that its asker alone sees."""

LINE = 3_000  # characters of Markdown: with its prefix and a heading above it, it fits an embed
LABEL = 80
SHARE = "share"

_EMPTY = frozenset({"", "-", "–", "—"})


def to_messages(reply: Reply, *, mark: str = "", sharing: bool = False) -> list[Message]:
    """Return the messages that a reply becomes: at least one, each within Discord's limits.

    Args:
        reply: What the core answered.
        mark: Small print for each message, so that it can be found again; at most 80 characters.
        sharing: Whether a ``share`` button has a use: not where all can see the reply.
    """
    title, parts = _take_title(reply.parts)
    pages = Pages(_to_markdown((Run(reply.text),), CONTENT - MARK), title=title, mark=mark)
    for part in parts:
        _write(pages, part, sharing=sharing)
    return pages.close()


def _take_title(parts: tuple[Part, ...]) -> tuple[str, tuple[Part, ...]]:
    """Return the title that a reply begins with, and what follows it."""
    if parts and isinstance(parts[0], Heading) and parts[0].level == 1:
        title = escape(parts[0].text)
        if 0 < size(title) <= TITLE:
            return title, parts[1:]
    return "", parts


def _to_markdown(line: Line, limit: int = LINE) -> list[str]:
    return [to_markdown(piece) for piece in split_line(line, limit)]


def _write(pages: Pages, part: Part, *, sharing: bool) -> None:
    match part:
        case Heading():
            _write_heading(pages, part)
        case Paragraph():
            _write_lines(pages, [part.line], prefixes=["-# " if part.small else ""], tight=part.small)
        case Items():
            start = part.start
            prefixes = ["- " if start is None else f"{start + at}. " for at in range(len(part.lines))]
            _write_lines(pages, part.lines, prefixes=prefixes)
        case Table():
            _write_table(pages, part)
        case Picture():
            _write_picture(pages, part)
        case Actions():
            _write_buttons(pages, part.buttons, sharing=sharing)


def _write_heading(pages: Pages, heading: Heading) -> None:
    text = escape(heading.text)
    if size(text) <= TITLE:
        pages.head(f"{'##' if heading.level == 1 else '###'} {text}")
    else:
        _write_lines(pages, [(Run(heading.text, Style.STRONG),)], prefixes=[""])


def _write_lines(pages: Pages, lines: Iterable[Line], *, prefixes: Iterable[str], tight: bool = False) -> None:
    """Write one line each, below one another; what is left of a long one stands below it."""
    for line, prefix in zip(lines, prefixes, strict=True):
        for piece in _to_markdown(line):
            if piece:
                pages.write(prefix + piece, tight=tight)
                tight = True


def _write_table(pages: Pages, table: Table) -> None:
    """Write a line a row: names of columns once above them, or in each row where cells are empty, as in a matrix."""
    sparse = any(_is_empty(cell) for row in table.rows for cell in row[1:])
    if not sparse:
        names = " · ".join(name for name in table.head if name.strip())
        _write_lines(pages, [(Run(names),)], prefixes=["-# "])
    lines = [_to_sparse_line(table.head, row) if sparse else _to_full_line(row) for row in table.rows]
    _write_lines(pages, lines, prefixes=["- "] * len(lines), tight=not sparse)


def _is_empty(cell: Line) -> bool:
    return "".join(run.text for run in cell).strip() in _EMPTY


def _to_full_line(row: tuple[Line, ...]) -> Line:
    first, *rest = row or ((),)
    return (*_to_strong(first), *(run for cell in rest for run in (Run(" · "), *cell)))


def _to_sparse_line(head: tuple[str, ...], row: tuple[Line, ...]) -> Line:
    named = [(name, cell) for name, cell in zip(head[1:], row[1:], strict=True) if not _is_empty(cell)]
    first = row[0] if row else ()
    runs = [
        run for at, (name, cell) in enumerate(named) for run in (Run(f"{' — ' if at == 0 else ' · '}{name}: "), *cell)
    ]
    return (*_to_strong(first), *runs)


def _to_strong(cell: Line) -> Line:
    return tuple(Run(run.text, Style.STRONG if run.style is Style.PLAIN else run.style, run.url) for run in cell)


def _write_picture(pages: Pages, picture: Picture) -> None:
    if len(picture.png) <= FILE_BYTES:
        pages.show(picture)
    else:
        _write_lines(pages, [(Run(f"The picture is too large for Discord. It shows: {picture.alt}"),)], prefixes=[""])


def _write_buttons(pages: Pages, buttons: tuple[Button, ...], *, sharing: bool) -> None:
    made = [_to_button(button) for button in buttons if sharing or button.name != SHARE]
    whole = [button for button in made if button["custom_id"] and button["label"]]
    for at in range(0, len(whole), ROW):
        pages.offer(whole[at : at + ROW])


def _to_button(button: Button) -> Payload:
    custom_id = to_custom_id(button.name, button.text)
    return {"type": 2, "style": 2, "label": cut(button.label, LABEL), "custom_id": custom_id}
