"""Messages in the making: what is written onto them spills over to the next where Discord's limits end one. Pure.

Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.discord.markdown import flatten, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Picture

CONTENT = 2_000
TITLE = 256
DESCRIPTION = 4_096
EMBEDDED = 6_000  # over all embeds of a message
FILES = 10
FILE_BYTES = 8 * 2**20  # all servers take 10 MiB in a message
ALT_TEXT = 1_024
ROWS, ROW = 5, 5  # rows of buttons in a message, buttons in a row
MARK = 100  # room for a mark and its number

ACCENT = 0x3B6EA5

_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``payload`` is the JSON that Discord's API takes, ``pictures`` the files that it names, in order."""

    payload: Payload
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class _Page:
    content: str = ""
    title: str = ""
    texts: list[str] = field(default_factory=list)  # the descriptions of its embeds
    pictures: list[Picture] = field(default_factory=list)
    rows: list[list[Payload]] = field(default_factory=list)

    @property
    def embedded(self) -> int:
        return size(self.title) + sum(size(text) for text in self.texts)

    @property
    def weight(self) -> int:
        return sum(len(picture.png) for picture in self.pictures)

    @property
    def custom_ids(self) -> set[str]:
        return {button["custom_id"] for row in self.rows for button in row}


class Pages:
    """A stack of messages, of which the last is written on.

    Args:
        contents: The content of each, at least one; all but the last hold nothing else.
        title: The title of the last.
        mark: Small print at the foot of each, so that it can be found again.
    """

    def __init__(self, contents: Sequence[str], *, title: str = "", mark: str = "") -> None:
        self._pages = [_Page(content=content) for content in contents]
        self._pages[-1].title = title
        self._mark = mark
        self._heading = ""

    def head(self, heading: str) -> None:
        """Write a heading, above what comes next and on the same message."""
        self._write_heading()
        self._heading = heading

    def write(self, text: str, *, tight: bool = False) -> None:
        """Write lines, of at most 3,700 characters together; tight ones without an empty line above them."""
        if self._heading:
            text, self._heading, tight = f"{self._heading}\n{text}", "", False
        page = self._pages[-1]
        last = page.texts[-1] if page.texts else ""
        joined = f"{last}{chr(10) if tight else chr(10) * 2}{text}" if last else text
        if page.embedded - size(last) + size(joined) + MARK > EMBEDDED:
            self._turn().texts.append(text)
        elif not last or size(joined) > DESCRIPTION:
            page.texts.append(text)
        else:
            page.texts[-1] = joined

    def show(self, picture: Picture) -> None:
        """Attach a picture of at most :data:`FILE_BYTES`."""
        self._write_heading()
        page = self._pages[-1]
        if len(page.pictures) == FILES or page.weight + len(picture.png) > FILE_BYTES:
            page = self._turn()
        page.pictures.append(picture)

    def offer(self, buttons: Sequence[Payload]) -> None:
        """Add a row of at most five buttons; a message takes none twice."""
        self._write_heading()
        page = self._pages[-1] if len(self._pages[-1].rows) < ROWS else self._turn()
        known = page.custom_ids
        row = {button["custom_id"]: button for button in buttons if button["custom_id"] not in known}
        if row:
            page.rows.append(list(row.values()))

    def close(self) -> list[Message]:
        """Return the messages."""
        self._write_heading()
        return [_to_message(page, number(self._mark, at, len(self._pages))) for at, page in enumerate(self._pages, 1)]

    def _turn(self) -> _Page:
        self._pages.append(_Page())
        return self._pages[-1]

    def _write_heading(self) -> None:
        if self._heading:
            heading, self._heading = self._heading, ""
            self.write(heading)


def number(mark: str, at: int, count: int) -> str:
    """Return the mark of one message of several.

    >>> number("digest k3:2026-11-22", 1, 2)
    'digest k3:2026-11-22 (1 of 2)'
    """
    return f"{mark} ({at} of {count})" if mark and count > 1 else mark


def nonce(key: str, at: int) -> str:
    """Return what tells Discord that two requests are one message: 25 characters of a hash of the key and the part.

    >>> nonce("k3:2026-11-22", 0)
    '743fb74f4eae034b737ebd6b4'
    """
    return hashlib.sha256(f"{key}/{at}".encode()).hexdigest()[:25]


def _to_message(page: _Page, mark: str) -> Message:
    payload: Payload = {"allowed_mentions": {"parse": [], "replied_user": False}}
    embeds = [{"description": text, "color": ACCENT} for text in page.texts] or (
        [{"color": ACCENT}] if page.title else []
    )
    if page.title:
        embeds[0]["title"] = page.title
    content = page.content
    if embeds and mark:
        embeds[-1]["footer"] = {"text": mark}
    elif mark:
        content = f"{content}\n-# {mark}".strip()
    if content or not (embeds or page.pictures):
        payload["content"] = content or "…"  # buttons alone are refused
    if embeds:
        payload["embeds"] = embeds
    if page.pictures:
        payload["attachments"] = [_to_attachment(at, picture) for at, picture in enumerate(page.pictures)]
    if page.rows:
        payload["components"] = [{"type": 1, "components": row} for row in page.rows]
    return Message(payload, tuple(page.pictures))


def without_pictures(message: Message) -> Message:
    """Return a message's words alone, for where files are refused; what a picture shows, words say too."""
    payload = {name: value for name, value in message.payload.items() if name != "attachments"}
    if not (payload.get("content") or payload.get("embeds")):
        payload["content"] = "…"
    return Message(payload)


def _to_attachment(at: int, picture: Picture) -> Payload:
    return {"id": str(at), "filename": file_name(at, picture), "description": cut(picture.alt, ALT_TEXT) or "A picture"}


def file_name(at: int, picture: Picture) -> str:
    """Return the name of a message's picture: plain, and no other's.

    >>> from bot.model import Picture
    >>> file_name(0, Picture(png=b"", alt="", name="who stands where?.png"))
    '0-who-stands-where-.png'
    """
    return f"{at}-{_FILE_NAME.sub('-', picture.name)[-80:] or 'picture.png'}"


def cut(text: str, limit: int) -> str:
    """Return text on one line, of at most ``limit`` characters, an ellipsis where it is cut.

    >>> cut("cautious", 5)
    'caut…'
    """
    kept = flatten(text)
    if size(kept) <= limit:
        return kept
    while (excess := size(kept) - limit + 1) > 0:
        kept = kept[: -((excess + 1) // 2)]  # a character counts two at most
    return f"{kept.rstrip()}…"
