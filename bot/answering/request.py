"""What somebody asks for, understood: the kind of thing, about whom, how far back and how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.answering.wording import clip, listed
from bot.model import Budget, Query

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = 80  # characters


class Ask(StrEnum):
    """What kind of thing is asked for."""

    HELP = "help"
    LINK = "link"
    TOPIC = "topic"
    VERSUS = "versus"  # A vs B: two sides
    TOWARD = "toward"  # A on B: where A stands toward B
    ALL = "all"  # everything that is kept


class Length(StrEnum):
    """How long a brief is."""

    SHORT = "short"
    NORMAL = "normal"
    FULL = "full"


POINTS = {Length.SHORT: 3, Length.NORMAL: 6, Length.FULL: 12}
"""How many points a brief of that length has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for.

    Args:
        ask: The kind of thing.
        text: What was typed, without its options.
        options: The options as they were typed, but for ``length:`` and ``words:``.
        queries: One for a topic, one without terms for ``ALL``, two for ``VERSUS`` and ``TOWARD``, none for the rest.
        url: The page, for a link.
        length: How long the answer is to be, in points.
        words: How long it is to be in words, where that was asked for; points are then not bounded.
    """

    ask: Ask
    text: str = ""
    options: str = ""
    queries: tuple[Query, ...] = ()
    url: str = ""
    length: Length = Length.NORMAL
    words: int | None = None

    @property
    def budget(self) -> Budget:
        """How long the brief may be."""
        return Budget(points=None, words=self.words) if self.words else Budget(points=POINTS[self.length])

    @property
    def joint(self) -> Query:
        """One query for all that is named."""
        first = self.queries[0]
        return Query(
            text=self.text,
            actors=tuple(dict.fromkeys(actor for query in self.queries for actor in query.actors)),
            phrases=tuple(dict.fromkeys(phrase for query in self.queries for phrase in query.phrases)),
            since=first.since,
            until=first.until,
        )


def title_of(request: Request) -> str:
    """Return what a brief on a request is called.

    >>> china, arms = Query(text="prc", actors=("China",)), Query(text="arms deals", phrases=("arms", "deals"))
    >>> title_of(Request(ask=Ask.VERSUS, queries=(china, arms))), title_of(Request(ask=Ask.TOPIC, queries=(arms,)))
    ('China vs arms deals', 'Arms deals')
    """
    between = {Ask.VERSUS: " vs ", Ask.TOWARD: " on "}.get(request.ask, "")
    return _begin(between.join(map(_name, request.queries)))


def side_of(query: Query) -> str:
    """Return what one side of two is called."""
    return _begin(_name(query))


def _name(query: Query) -> str:
    """Return what a query is called: actors alone by their names, all else as it was typed."""
    return clip(query.text, _TITLE) if query.phrases else listed(query.actors)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


def terms(queries: Sequence[Query]) -> str:
    """Return what is looked for, in words: actors as they are, phrases in quotation marks."""
    actors = dict.fromkeys(actor for query in queries for actor in query.actors)
    phrases = dict.fromkeys(phrase for query in queries for phrase in query.phrases)
    return listed([*actors, *(f"“{phrase}”" for phrase in phrases)])
