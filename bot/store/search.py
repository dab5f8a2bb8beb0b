"""Full-text search, each engine's way, over the same haystacks: which articles, newest first.

A brief wants the newest few hundred, so neither engine may touch all hits: FTS5 walks its lists from the newest row and
stops; PostgreSQL, whose GIN has no order, is asked for the newest stretch first. Words, phrases and actors are all tokens
of one haystack, so that any mix of them is one query to one index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, cast, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.store.schema import BLOCK, article, extent, fts5, gin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.store.tokens import Needle

_STRETCH = 16 * BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which articles come into question: ``low < seq < high``, and their moments (``until`` excluded)."""

    low: int = 0
    high: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self, seq: ColumnElement[int], moment: ColumnElement[datetime]) -> Iterator[ColumnElement[bool]]:
        """Yield the window as conditions on these columns."""
        yield seq > self.low
        if self.high is not None:
            yield seq < self.high
        if self.since is not None:
            yield moment >= self.since
        if self.until is not None:
            yield moment < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the index is told of one article."""

    seq: int
    moment: datetime
    haystack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles are wanted: all or any of the needles; there is at least one, and none is empty."""

    needles: Sequence[Needle]
    match: Literal["all", "any"]
    window: Window


class Index(Protocol):
    """Full-text search inside a transaction."""

    def add(self, connection: Connection, entries: Sequence[Entry], /) -> None:
        """Take the articles up."""

    def clear(self, connection: Connection, /) -> None:
        """Forget all articles."""

    def newest(self, connection: Connection, wanted: Wanted, limit: int, /) -> list[int]:
        """Return the numbers of the newest hits, newest first."""


class Fts5Index:
    """SQLite's FTS5. It is told to split at spaces alone, and stores no text."""

    def add(self, connection: Connection, entries: Sequence[Entry], /) -> None:
        """Take the articles up."""
        rows = [{"rowid": each.seq, "words": each.haystack} for each in entries]
        connection.execute(insert(fts5).values(rowid=bindparam("rowid"), words=bindparam("words")), rows)

    def clear(self, connection: Connection, /) -> None:
        """Forget all articles."""
        connection.execute(insert(fts5).values(search="delete-all"))  # a command in the form of a row

    def newest(self, connection: Connection, wanted: Wanted, limit: int, /) -> list[int]:
        """Return the numbers of the newest hits, newest first."""
        glue = " AND " if wanted.match == "all" else " OR "
        quoted = glue.join(map(_to_match, wanted.needles))
        window = wanted.window
        found = select(fts5.c.rowid).where(fts5.c.search.op("MATCH")(quoted))
        if window.since or window.until:
            found = found.join(article, article.c.seq == fts5.c.rowid)
        found = found.where(*window.conditions(fts5.c.rowid, article.c.moment))
        return list(connection.scalars(found.order_by(fts5.c.rowid.desc()).limit(limit)))


def _to_match(needle: Needle) -> str:
    """Return a needle in the language of FTS5; a token holds no quotation mark.

    >>> _to_match((" arm transfer ", " de|arm de|transf "))
    '("arm transfer" OR "de|arm de|transf")'
    """
    forms = (f'"{form.strip()}"' for form in needle)
    return f"({' OR '.join(forms)})"


class GinIndex:
    """PostgreSQL's GIN over our tokens, with two more that say in which stretch of articles one stands."""

    def add(self, connection: Connection, entries: Sequence[Entry], /) -> None:
        """Take the articles up."""
        rows = [
            {"seq": each.seq, "moment": each.moment, "words": f"{each.haystack}{_stretches(each.seq)} "}
            for each in entries
        ]
        connection.execute(insert(gin), rows)

    def clear(self, connection: Connection, /) -> None:
        """Forget all articles."""
        connection.execute(delete(gin))

    def newest(self, connection: Connection, wanted: Wanted, limit: int, /) -> list[int]:
        """Return the numbers of the newest hits, newest first."""
        top = connection.scalar(select(extent.c.seq)) or 0
        if wanted.window.high is not None:
            top = min(top, wanted.window.high - 1)
        found: list[int] = []
        for bottom, stretch in _widening(top):
            found = list(connection.scalars(self._select(wanted, stretch).limit(limit)))
            if len(found) == limit or bottom <= wanted.window.low:
                break
        return found

    def _select(self, wanted: Wanted, stretch: str) -> Select[Any]:
        glue = " & " if wanted.match == "all" else " | "
        tokens = f"({glue.join(map(_to_tsquery, wanted.needles))}){stretch}"
        hits = (
            select(gin.c.seq)
            .where(gin.c.tokens.op("@@")(cast(tokens, TSQUERY)), *wanted.window.conditions(gin.c.seq, gin.c.moment))
            .order_by((gin.c.seq + 0).desc())  # the sum keeps PostgreSQL from reading all articles backwards instead
        )
        if all(len(form.split()) == 1 for needle in wanted.needles for form in needle):
            return hits
        # The index knows that a phrase's words are there, not that they stand together. An offset keeps PostgreSQL from
        # merging the selects, so that texts are read one by one, newest first, until there are enough.
        newest_first = hits.offset(0).subquery()
        read = gin.alias()
        stands = [or_(*(func.strpos(read.c.words, form) > 0 for form in needle)) for needle in wanted.needles]
        holds = select(and_(*stands) if wanted.match == "all" else or_(*stands)).where(read.c.seq == newest_first.c.seq)
        return select(newest_first.c.seq).where(holds.scalar_subquery())


def _to_tsquery(needle: Needle) -> str:
    """Return the condition on tokens that a needle makes; that a phrase's tokens stand together is for others to see.

    >>> _to_tsquery((" arm transfer ", " de|arm de|transf "))
    "('arm' & 'transfer' | 'de|arm' & 'de|transf')"
    """
    forms = (" & ".join(f"'{token}'" for token in form.split()) for form in needle)
    return f"({' | '.join(forms)})"


def _stretches(seq: int) -> str:
    """Return the tokens that say in which stretch an article stands: one of 4,096 and one of 65,536.

    >>> _stretches(70_000)
    '#17 ##1'
    """
    return f"#{seq // BLOCK} ##{seq // _STRETCH}"


def _widening(top: int) -> Iterator[tuple[int, str]]:
    """Yield ever longer stretches that end at ``top``, each as the number before its first and a condition on tokens.

    A word too rare for the first is rare enough that the next has few hits, and so on: none finds more than a few thousand.
    """
    for mark, size in (("#", BLOCK), ("##", _STRETCH)):
        last = top // size
        yield (last - 1) * size - 1, f" & ('{mark}{last}' | '{mark}{last - 1}')"
    yield -1, ""


def newest(connection: Connection, window: Window, limit: int) -> list[int]:
    """Return the numbers of the newest articles in the window, newest first."""
    found = select(article.c.seq).where(*window.conditions(article.c.seq, article.c.moment))
    return list(connection.scalars(found.order_by(article.c.seq.desc()).limit(limit)))
