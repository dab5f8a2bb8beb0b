"""From a reply to Slack's messages, within Slack's limits; pure.

The limits are those of docs.slack.dev/reference/block-kit, and one that stands nowhere: a message whose blocks hold about
13,200 characters is refused with `msg_blocks_too_long` (slackapi/bolt-js 2509).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, assert_never

from adapters.slack.mrkdwn import escape, flatten, join_within, render_within, shorten, size
from bot.model import Actions, Heading, Items, Paragraph, Picture, Run, Style, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.model import Button, Line, Part, Reply

Block = dict[str, object]
"""A block as Slack takes it."""

MESSAGE_BLOCKS = 50
HOME_BLOCKS = 100
MESSAGE_SIZE = 9_900
"""Of a message's blocks, as JSON: with its text it stays under 12,000 however Slack counts."""
TEXT_SIZE = 2_000
TEXT_OBJECT_SIZE = 3_000
HEADER_SIZE = 150
LABEL_SIZE = 75
ALT_SIZE = 2_000

COMMAND = "command:"
"""What the action id of a button begins with that carries a command; the button's value is the command."""
SHARE = "share"
"""The name of the command that shows all what only the asker saw."""


@dataclass(frozen=True, slots=True)
class Message:
    """The ``number``-th (from 0) of the ``count`` messages of a reply.

    ``text`` is what notifications show and screen readers read, ``blocks`` is what is seen.
    """

    text: str
    blocks: tuple[Block, ...]
    number: int = 0
    count: int = 1


def to_messages(
    reply: Reply, *, private: bool = False, files: Mapping[Picture, str] | None = None
) -> tuple[Message, ...]:
    """Return a reply as one message or, if it is too long for that, as several, in order.

    Args:
        reply: The reply.
        private: Whether only the asker will see it; if not, there is nothing to share and no button for it.
        files: What Slack calls the pictures that were uploaded to it; the others are told in words, by their alt text.
    """
    shown = [part if private else _without_share(part) for part in reply.parts]
    groups = list(_group(shown, files or {}))
    gist = flatten(reply.text).strip() or "briefbot"
    pages = list(_paginate(groups or ([block] for block in _sections([(Run(gist),)]))))
    text = shorten(gist, TEXT_SIZE)
    if len(pages) == 1:
        return (Message(text, tuple(pages[0])),)
    return tuple(
        Message(f"{text} ({number + 1}/{len(pages)})", tuple(page), number, len(pages))
        for number, page in enumerate(pages)
    )


def to_home(replies: Iterable[Reply]) -> list[Block]:
    """Return replies, one below the other, as the blocks of the app's home; what does not fit there is left out."""
    parts = chain.from_iterable(reply.parts for reply in replies)
    return [*chain.from_iterable(to_blocks(_without_share(part), {}) for part in parts)][:HOME_BLOCKS]


def _without_share(part: Part) -> Part:
    if not isinstance(part, Actions):
        return part
    return Actions(tuple(button for button in part.buttons if button.name != SHARE))


def _group(parts: Iterable[Part], files: Mapping[Picture, str]) -> Iterator[list[Block]]:
    """Yield the blocks that stay together: headings with the first block of what they head, any other block alone."""
    headings: list[Block] = []
    for part in parts:
        blocks = to_blocks(part, files)
        if isinstance(part, Heading):
            headings += blocks
        elif blocks:
            yield from _within_a_page([*headings, blocks[0]])
            yield from ([block] for block in blocks[1:])
            headings = []
    if headings:
        yield from _within_a_page(headings)


def _within_a_page(group: list[Block]) -> Iterator[list[Block]]:
    if len(group) <= MESSAGE_BLOCKS and _weigh(group) <= MESSAGE_SIZE:
        yield group
    else:
        yield from ([block] for block in group)


def _paginate(groups: Iterable[list[Block]]) -> Iterator[list[Block]]:
    page: list[Block] = []
    weight = 0
    for group in groups:
        more = _weigh(group)
        if page and (len(page) + len(group) > MESSAGE_BLOCKS or weight + more > MESSAGE_SIZE):
            yield page
            page, weight = [], 0
        page, weight = [*page, *group], weight + more
    if page:
        yield page


def _weigh(blocks: list[Block]) -> int:
    """Return the size of blocks as JSON; that of several lists together is a little less than the sum of theirs."""
    return size(json.dumps(blocks, ensure_ascii=False))


def to_blocks(part: Part, files: Mapping[Picture, str]) -> list[Block]:
    """Return a part of a reply as blocks, none if nothing of it can be seen."""
    match part:
        case Heading():
            return _heading(part)
        case Paragraph():
            return _smalls([part.line]) if part.small else _sections([part.line])
        case Items():
            return _sections(_items(part))
        case Table():
            return _table(part)
        case Picture():
            return _picture(part, files.get(part))
        case Actions():
            return _actions(part)
        case _:
            assert_never(part)


def _heading(part: Heading) -> list[Block]:
    text = escape(part.text).strip()
    if part.level == 1 and 0 < size(text) <= HEADER_SIZE:
        return [{"type": "header", "text": plain(text)}]
    return _sections([(Run(part.text, Style.STRONG),)])


def _items(part: Items) -> Iterator[Line]:
    for number, line in enumerate(part.lines, start=part.start or 0):
        yield (Run("• " if part.start is None else f"{number}. "), *line)


def _table(part: Table) -> list[Block]:
    """Return a line a row; names of columns once above them, or in each row where cells are empty, as in a matrix."""
    if not part.rows:
        return []
    if any(_is_empty(cell) for row in part.rows for cell in row[1:]):
        return _sections(_row(part.head, row) for row in part.rows)
    names = " · ".join(name.strip() or "who" for name in part.head)  # only holders go without a name
    unnamed = ("",) * len(part.head)
    return [*_smalls([(Run(names),)]), *_sections(_row(unnamed, row) for row in part.rows)]


def _is_empty(cell: Line) -> bool:
    return not any(run.text.strip() for run in cell)


def _row(head: tuple[str, ...], row: tuple[Line, ...]) -> Line:
    """Return a row as one line that can be read aloud: its first cell, then each other cell after its column's name."""
    shown = [_cell(name, cell, first=not index) for index, (name, cell) in enumerate(zip(head, row, strict=True))]
    return (Run("• "), *chain.from_iterable(_separate(cell for cell in shown if cell)))


def _cell(name: str, cell: Line, *, first: bool) -> Line:
    if _is_empty(cell):
        return ()
    if first:
        return tuple(Run(run.text, Style.STRONG, run.url) for run in cell)
    return (Run(f"{name}: " if name else "", Style.EMPHASIS), *cell)


def _separate(cells: Iterable[Line]) -> Iterator[Line]:
    for index, cell in enumerate(cells):
        yield (Run(" · "), *cell) if index else cell


def _picture(part: Picture, file: str | None) -> list[Block]:
    if file is None:
        return _smalls([(Run(part.alt),)])
    return [
        {"type": "image", "slack_file": {"id": file}, "alt_text": shorten(part.alt, ALT_SIZE).strip() or "A picture"}
    ]


def _actions(part: Actions) -> list[Block]:
    buttons = [_button(button, number) for number, button in enumerate(part.buttons)]
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _button(button: Button, number: int) -> Block:
    return {
        "type": "button",
        "action_id": f"{COMMAND}{number}",
        "text": plain(shorten(button.label, LABEL_SIZE).strip() or button.name),
        "value": escape(f"{button.name} {button.text}".strip()),
    }


def _sections(lines: Iterable[Line]) -> list[Block]:
    return [{"type": "section", "text": mrkdwn(text)} for text in _texts(lines)]


def _smalls(lines: Iterable[Line]) -> list[Block]:
    return [{"type": "context", "elements": [mrkdwn(text)]} for text in _texts(lines)]


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    return join_within(chain.from_iterable(render_within(line, TEXT_OBJECT_SIZE) for line in lines), TEXT_OBJECT_SIZE)


def plain(text: str) -> Block:
    """Return a text object without style; the text is escaped already."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    """Return a text object with style, in which Slack links nothing of its own accord; the text is escaped already."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
