"""What the store holds on a query: its articles, copies folded, and the sentences that are to the point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from bot.model import Candidate, Query
from bot.text.terms import term_line
from bot.text.words import stop_words, to_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.model import Record, Sentence
    from bot.ports import Articles

Match = Literal["all", "any"]

LIMIT = 200
"""How many articles, the newest, one brief looks at."""

MOST = 800
"""How many sentences, those of the newest articles, a ranker chooses from: what it costs grows with them, and with some rankers
with their square.
"""

_ENOUGH = 5  # sentences to choose from, below which those that name less of what was asked are looked at too


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that carry the same wire text: the earliest of those found, and its copies in order of time."""

    record: Record
    copies: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All of them, the earliest first."""
        return (self.record, *self.copies)

    @property
    def origin(self) -> str:
        """What tells it from other groups."""
        return self.record.origin or self.record.article.id


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a query.

    Args:
        query: What was looked for in the end.
        groups: The newest first.
        loose: Whether nothing has all that was asked just so, and this is what has some of it.
    """

    query: Query
    groups: tuple[Group, ...] = ()
    loose: bool = False

    @property
    def records(self) -> tuple[Record, ...]:
        """All articles, copies included."""
        return tuple(record for group in self.groups for record in group.records)


def find(store: Articles, query: Query, *, after: int = 0, exact: bool = False) -> Found:
    """Return what the store holds on a query, asking for less and less until something is found.

    First for all that was asked; then for a phrase's words wherever they stand; then for any of it; last for an actor's name
    as plain text.

    Args:
        store: Where to look.
        query: What for.
        after: Leave out what was kept up to this ``Record.seq``.
        exact: Ask for all that was asked and for nothing less.
    """
    for each, match in islice(_tries(query), 1 if exact else None):
        groups = _search(store, each, after, match)
        if groups:  # an actor's name that is found as text is no loss
            return Found(each, groups, loose=each.actors == query.actors and (each, match) != (query, "all"))
    return Found(query)


def _tries(query: Query) -> Iterator[tuple[Query, Match]]:
    yield query, "all"
    apart = tuple(dict.fromkeys(word for phrase in query.phrases for word in _words(phrase)))
    if apart != query.phrases:
        yield replace(query, phrases=apart), "all"
    if len(query.actors) + len(query.phrases) > 1:
        yield query, "any"
    if query.actors:
        yield replace(query, actors=(), phrases=(*query.actors, *query.phrases)), "all"


def _search(store: Articles, query: Query, after: int, match: Match) -> tuple[Group, ...]:
    """Return what matches; after some ``Record.seq``, without late copies of what was kept before."""
    folded = fold_copies(store.search(query, limit=LIMIT, after=after, match=match))
    groups = tuple(sorted(folded, key=lambda group: group.record.article.moment, reverse=True))
    if not after:
        return groups
    old = {record.article.id for record in store.records([group.origin for group in groups]) if record.seq <= after}
    return tuple(group for group in groups if group.origin not in old)


def _words(phrase: str) -> list[str]:
    stop = stop_words("en")
    return [word for word in to_words(phrase) if word not in stop] or [phrase]


def fold_copies(records: Iterable[Record]) -> tuple[Group, ...]:
    """Put copies together; groups stand in the order of their first record."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.origin or record.article.id, []).append(record)
    ordered = (
        sorted(group, key=lambda each: (each.article.id != origin, each.article.moment, each.seq))
        for origin, group in groups.items()
    )
    return tuple(Group(first, tuple(rest)) for first, *rest in ordered)


def find_candidates(groups: Sequence[Group], query: Query) -> tuple[Candidate, ...]:
    """Return the sentences that are to the point, from one article of each group, in the order that a ranker expects.

    To the point is what names all actors and holds all phrases that were asked for; where such sentences are few, what
    lacks one of them, then two, and so on. A query without terms gives all sentences. Headings are left out, and of very many
    sentences those of the older articles.
    """
    terms = Terms(query)
    scored = [
        (terms.count(group.record, sentence), Candidate(record=group.record, index=index))
        for group in groups
        for index, sentence in enumerate(group.record.sentences)
        if not sentence.heading
    ]
    for least in range(terms.total, 1, -1):
        some = tuple(candidate for score, candidate in scored if score >= least)
        if len(some) >= _ENOUGH:
            return some[:MOST]
    return tuple(islice((candidate for score, candidate in scored if score or not terms.total), MOST))


class Terms:
    """What a query asks for, compared with sentences: actors by name, phrases as search compares them with articles."""

    def __init__(self, query: Query) -> None:
        self._actors = frozenset(query.actors)
        self._phrases = tuple(query.phrases)
        self.total = len(self._actors) + len(self._phrases)

    def count(self, record: Record, sentence: Sentence) -> int:
        """Return how many of the terms the sentence has, 0 to ``total``."""
        hits = len(self._actors.intersection(sentence.actors))
        if not self._phrases:
            return hits
        language = record.article.language
        said = term_line(record.quote(sentence), language)
        lines = (term_line(phrase, language) for phrase in self._phrases)
        return hits + sum(bool(line) and line in said for line in lines)
