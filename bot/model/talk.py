"""What people say to the bot and what it says back, in no platform's form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a chat something is said: ``slack``, a workspace and a channel; the words of the platform itself."""

    platform: str
    workspace: str = ""
    channel: str = ""

    @property
    def key(self) -> str:
        """One string for the whole."""
        return f"{self.platform}/{self.workspace}/{self.channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What somebody asked for, on any platform: ``/brief china`` is ``Command(name="brief", text="china", ...)``.

    ``subject`` is the text of the message that it is about (a reply, a context menu), where there is one.
    """

    name: str
    text: str = ""
    place: Place
    user: str = ""
    subject: str = ""


class Style(StrEnum):
    """How a run of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, linked where there is an address. Foreign, unless proved otherwise: renderers escape it.

    ``stance`` is the label of a stance, ``mixed`` or ``unknown`` where the text is that word and nothing else, for renderers that
    can show it by more than the word.
    """

    text: str
    style: Style = Style.PLAIN
    url: str = ""
    stance: str = ""


Line = tuple[Run, ...]
"""A line of a reply."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 for the title of a reply, 2 for its parts."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of prose; ``small`` for what is said in small print, as coverage is."""

    line: Line
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``start`` is the number of the first item, ``None`` for bullets."""

    lines: tuple[Line, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as the head. A renderer without tables writes one line a row."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("each row needs as many cells as the head")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, with alt text that says the same."""

    png: bytes
    alt: str
    name: str = "picture.png"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: pressing it is the command ``name`` with ``text``. Both together are at most 90 characters long.

    The name ``share`` is a command that no table lists: it answers as ``brief`` does, but its reply is not private. Post it
    where the button stands, for all to see. An edge whose replies all can see leaves this button out.
    """

    label: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of buttons; at most five."""

    buttons: tuple[Button, ...]


Part = Heading | Paragraph | Items | Table | Picture | Actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer in no platform's form. ``text`` says the gist in one line, for notifications and screen readers.

    ``private`` asks the platform to show it to the asker alone where it can.
    """

    text: str
    parts: tuple[Part, ...] = ()
    private: bool = False
