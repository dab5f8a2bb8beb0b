"""A reply as Discord's messages. Pure.

A message holds embeds: 6,000 characters in all, where components of version 2 hold 4,000 and forbid content, so that a
brief stays one message. One that nobody waits for has its gist as content above them, for notifications. What is longer
becomes several messages, cut between lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.discord.commands import SHARE, to_custom_id
from adapters.discord.layout import CONTENT, FILE_BYTES, MARK, ROW, TITLE, Message, Pages, Payload, cut
from adapters.discord.markdown import escape, flatten, size, split_line, to_markdown
from bot.model import Actions, Heading, Items, Paragraph, Picture, Run, Style, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Button, Line, Part, Reply

EPHEMERAL = 1 << 6
"""The flag of a message that its asker alone sees."""

LINE = 3_000  # characters of Markdown: with its prefix and a heading above it, it fits an embed
LABEL = 80

_EMPTY = frozenset({"", "-", "–", "—"})


def to_messages(reply: Reply, *, mark: str = "", sharing: bool = False) -> list[Message]:
    """Return the messages that a reply becomes: at least one, each within Discord's limits.

    Args:
        reply: What the core answered.
        mark: Small print for each message of a post that nobody asked for, so that it can be found again; at most 80
            characters. An answer has none.
        sharing: Whether a ``share`` button has a use: not where all can see the reply.
    """
    lead, title, parts = _take_head(reply, announced=bool(mark))
    pages = Pages(_to_markdown(lead, CONTENT - MARK), title=title, mark=mark)
    for part in parts:
        _write(pages, part, sharing=sharing)
    return pages.close()


def _take_head(reply: Reply, *, announced: bool) -> tuple[Line, str, tuple[Part, ...]]:
    """Return what stands above the embeds, the first one's title, and what follows; nothing is said twice."""
    gist: Line = (Run(reply.text),)
    match reply.parts:
        case (Paragraph(line=line), *rest) if flatten("".join(run.text for run in line)) == flatten(reply.text):
            return line, "", tuple(rest)
        case (Heading(text=text, level=1), *rest) if 0 < size(escape(text)) <= TITLE:
            return gist if announced else (), escape(text), tuple(rest)
    is_said = any(not isinstance(part, Actions) for part in reply.parts)
    return () if is_said and not announced else gist, "", reply.parts


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
    """Write one line each, below one another; what is left of a long one stands below it.

    Lines that fit an embed together stay together.
    """
    cut = [
        [prefix + piece for piece in _to_markdown(line) if piece] for line, prefix in zip(lines, prefixes, strict=True)
    ]
    pieces = [piece for each in cut for piece in each]
    whole = "\n".join(pieces)
    for text in [whole] if whole and size(whole) <= LINE else pieces:
        pages.write(text, tight=tight)
        tight = True


def _write_table(pages: Pages, table: Table) -> None:
    """Write a line a row: names of columns once above them, or in each row where cells are empty, as in a matrix."""
    sparse = any(_is_empty(cell) for row in table.rows for cell in row[1:])
    if not sparse:
        names = " · ".join(name.strip() or "who" for name in table.head)  # only holders go without a name
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
