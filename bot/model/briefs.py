"""Queries, and the briefs that answer them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Article, Record, Sentence
from bot.model.checks import check_aware, check_span
from bot.model.stances import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: a hit names every actor and contains every phrase, within the window (``until`` excluded)."""

    text: str
    actors: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        check_aware(self.since)
        check_aware(self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long a brief may be: a number of points, a number of words, or both; ``None`` is no bound."""

    points: int | None = 6
    words: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may become a point: ``record.sentences[index]``."""

    record: Record
    index: int

    @property
    def sentence(self) -> Sentence:
        """The sentence's span."""
        return self.record.sentences[self.index]

    @property
    def text(self) -> str:
        """The sentence's own words."""
        return self.record.quote(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What proves a line: ``sha256`` is of the article's whole stored text, of which ``[start:end]`` is the line."""

    article: str
    url: str
    start: int
    end: int
    sha256: str

    def __post_init__(self) -> None:
        check_span(self.start, self.end)


class Section(StrEnum):
    """Where in a brief a point stands."""

    NOW = "Where it stands"
    NEXT = "What next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One verbatim sentence with its citation.

    ``source`` is the number of its :class:`Citation`; ``origins`` counts the independent origins that report the same.
    ``side`` is the actor or topic that it stands for in a brief of two sides, empty in any other.
    """

    text: str
    receipt: Receipt
    source: int
    origins: int = 1
    section: Section = Section.NOW
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stance as a brief shows it: the words that show it, with their receipt and citation."""

    stance: Stance
    text: str
    receipt: Receipt
    source: int
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One numbered source of a brief: the article, and the outlets that carried copies of it."""

    number: int
    article: Article
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was read and what was not; counts of articles unless said otherwise."""

    articles: int = 0
    kept: int = 0  # in the store, whatever they are on
    outlets: int = 0
    origins: int = 0
    copies: int = 0
    syndicated: int = 0
    undated: int = 0
    since: datetime | None = None
    until: datetime | None = None
    languages: tuple[str, ...] = ()
    sources_read: int = 0
    failed: tuple[str, ...] = ()  # addresses of the sources that could not be read
    sample: bool = False  # from the sample corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The answer to a query.

    ``missing`` is one sentence that says what is not there ("not enough sources"), and ``near`` names actors and topics
    that may have been meant; a brief that found nothing has both and no points. ``silent`` are the asked-for actors of
    whom no statement of their own was found.
    """

    id: str
    title: str
    query: Query
    made: datetime
    points: tuple[Point, ...] = ()
    stances: tuple[Evidence, ...] = ()
    sources: tuple[Citation, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    silent: tuple[str, ...] = ()
    missing: str = ""
    near: tuple[str, ...] = ()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The receipts of all lines, points first."""
        return (*(point.receipt for point in self.points), *(stance.receipt for stance in self.stances))
