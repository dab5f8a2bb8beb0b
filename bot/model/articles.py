"""Articles, what reading finds in them, and the sources they come from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.checks import check_aware, check_span
from bot.model.stances import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document as it was read: clean text, and where it came from.

    ``id`` comes from :func:`article_id`. ``published`` is ``None`` where the document gives no date of its own.
    """

    id: str
    url: str
    title: str
    text: str
    publisher: str
    fetched: datetime
    author: str = ""
    published: datetime | None = None
    language: str = "en"
    source: str = ""  # the address of the Source that it came by
    syndicated: bool = False  # says of itself that it came by way of a syndicated feed
    licence: str = ""
    sample: bool = False

    def __post_init__(self) -> None:
        check_aware(self.fetched)
        check_aware(self.published)

    @property
    def moment(self) -> datetime:
        """When it was published or, failing that, fetched."""
        return self.published or self.fetched

    @property
    def sha256(self) -> str:
        """Hash of the stored text, in hex: the part of a receipt that proves that nothing was altered."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def article_id(address: str) -> str:
    """Return the identity of an article: 16 hex digits of the SHA-256 of its canonical address.

    >>> article_id("https://example.org/a")
    'b5b10dd0429e69ac'
    """
    return hashlib.sha256(address.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article, ``article.text[start:end]``, and the actors it mentions, in text order, once each."""

    start: int
    end: int
    actors: tuple[str, ...] = ()
    heading: bool = False  # a title, sub-heading or caption: read, but never shown as a point

    def __post_init__(self) -> None:
        check_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article with all that reading found in it: what the store keeps.

    ``bands`` are locality-sensitive hashes of the text: two articles that share one may be copies. ``origin`` is the id of
    the article that brought the same wire text here first (its own id if it is no copy; of several that came together, the
    earliest), ``story`` the id of the first to be read about the same happening. ``seq`` grows with each record that a store
    keeps; 0 before that.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    stances: tuple[Stance, ...] = ()
    bands: tuple[int, ...] = ()
    origin: str = ""
    story: str = ""
    seq: int = 0

    def quote(self, sentence: Sentence) -> str:
        """Return a sentence's own words."""
        return self.article.text[sentence.start : sentence.end]


class SourceKind(StrEnum):
    """What a source is."""

    FEED = "feed"
    PAGE = "page"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where articles come from, with the state that the next conditional request needs and how the last one went."""

    url: str
    kind: SourceKind
    title: str = ""
    added: datetime
    etag: str = ""
    modified: str = ""  # the Last-Modified header, as it came
    checked: datetime | None = None
    failures: int = 0  # in a row
    error: str = ""  # one sentence; empty when the last check went well
    rests: datetime | None = None  # until when its server asked to be left alone
