"""Articles in SQL: kept once, numbered in the order of their commits, found again newest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, func, insert, select, union_all, update

from bot.errors import StoreMovedError
from bot.ports import Extent
from bot.store.database import upsert
from bot.store.rows import Shelf, chunks, to_row, to_stance, to_stance_rows
from bot.store.schema import BLOCK, article, band, block, brief, extent, stance
from bot.store.search import Entry, Wanted, Window, newest
from bot.store.tokens import note_languages, to_haystack, to_needles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from bot.model import Query, Record, Stance
    from bot.store.database import Database
    from bot.store.search import Index

_BANDS = 100  # that one statement may look for, each by a walk along the index
_PAIRS = 100  # of holder and target: so many short walks along an index are quicker than one long one


class SqlArticles:
    """A :class:`~bot.ports.Articles` in SQL."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index
        self._shelf = Shelf()

    # --- Writing

    def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
        """Keep those that are not yet kept; see :meth:`bot.ports.Articles.add`."""
        with self._database.write() as connection:
            # Whoever holds this row's lock is the only one who adds: numbers follow the order of the commits, and no
            # reader ever sees 42 before 41.
            kept = connection.execute(select(extent).with_for_update()).one()
            if seen is not None and seen != kept.seq:
                raise StoreMovedError(self._database.url, "Articles were added in between.")
            if any(not record.article.sample for record in records):
                records = [record for record in records if not record.article.sample]
                if kept.sample:
                    self._drive_out(connection)
                    kept = connection.execute(select(extent)).one()
            elif kept.articles and not kept.sample:
                return ()
            fresh = self._number(connection, records, kept.seq)
            if fresh:
                self._insert(connection, fresh)
                _widen(connection, fresh, kept)
        return tuple(record.article.id for record in fresh)

    def _drive_out(self, connection: Connection) -> None:
        """Remove the samples, and what was only about them: the receipts of their briefs."""
        self._index.clear(connection)
        for each in (article, block, brief):
            connection.execute(delete(each))
        connection.execute(update(extent).values(articles=0, sample=False, first=None, last=None, languages=""))
        self._shelf.clear()

    @staticmethod
    def _number(connection: Connection, records: Sequence[Record], seq: int) -> list[Record]:
        """Return those that are not yet kept, once each, with their numbers."""
        first = {record.article.id: record for record in reversed(records)}
        kept = _known(connection, first)
        ids = dict.fromkeys(record.article.id for record in records if record.article.id not in kept)
        return [replace(first[each], seq=seq + n) for n, each in enumerate(ids, 1)]

    def _insert(self, connection: Connection, fresh: Sequence[Record]) -> None:
        connection.execute(insert(article), [to_row(record) for record in fresh])
        self._index.add(connection, [_to_entry(record) for record in fresh])
        stances = [row for record in fresh for row in to_stance_rows(record)]
        if stances:
            connection.execute(insert(stance), stances)
        bands = [{"hash": each, "seq": record.seq} for record in fresh for each in set(map(_signed, record.bands))]
        if bands:
            connection.execute(insert(band), bands)

    # --- Reading

    def known(self, ids: Collection[str], /) -> frozenset[str]:
        """Return those of the ids that are kept."""
        with self._database.read() as connection:
            return frozenset(_known(connection, ids))

    def records(self, ids: Sequence[str], /) -> tuple[Record, ...]:
        """Return the records of these articles, in this order; unknown ids are left out."""
        with self._database.read() as connection:
            numbers = _known(connection, ids)
            return tuple(self._shelf.take(connection, [numbers[each] for each in ids if each in numbers]))

    def search(
        self, query: Query, /, *, limit: int = 200, after: int = 0, match: Literal["all", "any"] = "all"
    ) -> tuple[Record, ...]:
        """Return the newest records that match, newest first; see :meth:`bot.ports.Articles.search`."""
        with self._database.read() as connection:
            needles = to_needles(query, _languages(connection) if query.phrases else ())
            if needles and not (all(needles) if match == "all" else any(needles)):
                return ()
            window = _find_window(connection, query.since, query.until, after=after)
            if window is None:
                return ()
            if needles:
                wanted = Wanted(needles=[needle for needle in needles if needle], match=match, window=window)
                seqs = self._index.newest(connection, wanted, limit)
            else:
                seqs = newest(connection, window, limit)
            return tuple(self._shelf.take(connection, seqs))

    def near_copies(self, bands: Collection[int], /, *, limit: int = 50) -> tuple[Record, ...]:
        """Return records that share at least one band; see :meth:`bot.ports.Articles.near_copies`."""
        wanted = frozenset(bands)
        oldest = [
            select(band.c.seq).where(band.c.hash == each).order_by(band.c.seq).limit(limit).subquery()
            for each in sorted(map(_signed, wanted))
        ]
        shared: Counter[int] = Counter()
        with self._database.read() as connection:
            for some in chunks(oldest, _BANDS):
                shared.update(connection.scalars(union_all(*(select(each) for each in some))))
            best = sorted(shared, key=lambda seq: (-shared[seq], seq))[:limit]
            found = self._shelf.take(connection, sorted(best))
        return tuple(record for record in found if wanted.intersection(record.bands))

    def stances(
        self,
        *,
        holders: Collection[str] = (),
        targets: Collection[str] = (),
        since: datetime | None = None,
        limit: int = 500,
    ) -> tuple[Stance, ...]:
        """Return the newest stances: by article, newest first, and within one in text order."""
        with self._database.read() as connection:
            window = _find_window(connection, since, None)
            if window is None:
                return ()
            return tuple(map(to_stance, connection.execute(_select_stances(holders, targets, window, limit))))

    def extent(self) -> Extent:
        """Return what is kept, in figures."""
        with self._database.read() as connection:
            row = connection.execute(select(extent)).one()
        return Extent(articles=row.articles, seq=row.seq, sample=row.sample, first=row.first, last=row.last)


def _to_entry(record: Record) -> Entry:
    made = record.article
    words = to_haystack(made.title, made.text, language=made.language, sentences=record.sentences)
    return Entry(seq=record.seq, moment=made.moment, haystack=words)


def _languages(connection: Connection) -> list[str]:
    """Return the languages that tokens are marked with in what is kept."""
    noted: str = connection.scalar(select(extent.c.languages)) or ""
    return noted.split()


def _signed(hashed: int) -> int:
    """Return a hash as the engines' signed 64 bits hold it."""
    return (hashed + 2**63) % 2**64 - 2**63


def _known(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return the numbers of those articles that are kept."""
    found: dict[str, int] = {}
    for some in chunks(ids):
        rows = connection.execute(select(article.c.id, article.c.seq).where(article.c.id.in_(some)))
        found.update((row.id, row.seq) for row in rows)
    return found


def _widen(connection: Connection, fresh: Sequence[Record], kept: Row[Any]) -> None:
    """Let the extent, and the blocks that the articles stand in, tell of them."""
    moments: dict[int, list[datetime]] = {}
    for record in fresh:
        moments.setdefault(record.seq // BLOCK, []).append(record.article.moment)
    for row in connection.execute(select(block).where(block.c.number.in_(list(moments)))):
        moments[row.number] += [row.first, row.last]
    upsert(connection, block, [{"number": n, "first": min(of), "last": max(of)} for n, of in moments.items()])
    every = [moment for of in moments.values() for moment in of]
    if kept.articles:
        every += [kept.first, kept.last]
    connection.execute(
        update(extent).values(
            seq=fresh[-1].seq,
            articles=kept.articles + len(fresh),
            sample=fresh[-1].article.sample,
            first=min(every),
            last=max(every),
            languages=note_languages(kept.languages, (record.article.language for record in fresh)),
        )
    )


def _find_window(
    connection: Connection, since: datetime | None, until: datetime | None, *, after: int = 0
) -> Window | None:
    """Return the window, narrowed to the blocks that hold its moments; ``None`` if none does."""
    if since is None and until is None:
        return Window(low=after)
    found = select(func.min(block.c.number), func.max(block.c.number))
    if since is not None:
        found = found.where(block.c.last >= since)
    if until is not None:
        found = found.where(block.c.first < until)
    first, last = connection.execute(found).one()
    if first is None:
        return None
    return Window(low=max(after, first * BLOCK - 1), high=(last + 1) * BLOCK, since=since, until=until)


def _select_stances(holders: Collection[str], targets: Collection[str], window: Window, limit: int) -> Select[Any]:
    found = select(stance).order_by(stance.c.seq.desc(), stance.c.n).limit(limit)
    found = found.where(*window.conditions(stance.c.seq, article.c.moment))
    if window.since is not None:
        found = found.join(article, article.c.seq == stance.c.seq)
    anyone: list[str | None] = [None]
    pairs = list(product(sorted(set(holders)) or anyone, sorted(set(targets)) or anyone))
    if len(pairs) > _PAIRS:
        found = found.where(stance.c.holder.in_(holders)) if holders else found
        return found.where(stance.c.target.in_(targets)) if targets else found
    each = []
    for holder, target in pairs:
        one = found if holder is None else found.where(stance.c.holder == holder)
        each.append(one if target is None else one.where(stance.c.target == target))
    if len(each) == 1:
        return each[0]
    merged = union_all(*(select(one.subquery()) for one in each)).subquery()
    return select(merged).order_by(merged.c.seq.desc(), merged.c.n).limit(limit)
