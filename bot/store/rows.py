"""Articles and stances as rows, and back."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from bot.model import Article, Label, Mode, Record, Stance, Voice
from bot.store.codec import findings_from_json, findings_to_json
from bot.store.schema import article, stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Row

_T = TypeVar("_T")

_AT_ONCE = 1000  # values that one statement may be asked to look for

_CACHED = 8_000_000  # characters of text


def chunks(values: Collection[_T], size: int = _AT_ONCE) -> Iterator[list[_T]]:
    """Yield the values, as many at once as one statement may be asked to look for."""
    rest = list(values)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def to_row(record: Record) -> dict[str, Any]:
    """Return the row of ``article`` for a record."""
    made = record.article
    return {
        "seq": record.seq,
        "id": made.id,
        "moment": made.moment,
        "fetched": made.fetched,
        "published": made.published,
        "syndicated": made.syndicated,
        "sample": made.sample,
        "language": made.language,
        "publisher": made.publisher,
        "author": made.author,
        "source": made.source,
        "licence": made.licence,
        "origin": record.origin,
        "story": record.story,
        "url": made.url,
        "title": made.title,
        "findings": findings_to_json(record),
        "text": made.text,
    }


def to_stance_rows(record: Record) -> list[dict[str, Any]]:
    """Return the rows of ``stance`` for a record."""
    return [
        {
            "seq": record.seq,
            "n": n,
            "holder": each.holder,
            "target": each.target,
            "label": each.label.value,
            "mode": each.mode.value,
            "voice": each.voice.value,
            "start": each.start,
            "end": each.end,
            "article": each.article,
            "speaker": each.speaker,
            "confidence": each.confidence,
        }
        for n, each in enumerate(record.stances)
    ]


def to_stance(row: Row[Any]) -> Stance:
    """Return the stance of a row of ``stance``."""
    return Stance(
        holder=row.holder,
        target=row.target,
        label=Label(row.label),
        mode=Mode(row.mode),
        voice=Voice(row.voice),
        start=row.start,
        end=row.end,
        article=row.article,
        speaker=row.speaker,
        confidence=row.confidence,
    )


def _to_record(row: Row[Any], stances: Sequence[Stance]) -> Record:
    sentences, bands = findings_from_json(row.findings)
    made = Article(
        id=row.id,
        url=row.url,
        title=row.title,
        text=row.text,
        publisher=row.publisher,
        fetched=row.fetched,
        author=row.author,
        published=row.published,
        language=row.language,
        source=row.source,
        syndicated=row.syndicated,
        licence=row.licence,
        sample=row.sample,
    )
    return Record(
        article=made,
        sentences=sentences,
        stances=tuple(stances),
        bands=bands,
        origin=row.origin,
        story=row.story,
        seq=row.seq,
    )


class Shelf:
    """Records by number, the latest read kept at hand: what is stored under a number never changes.

    The lock guards the records at hand; a record may be read twice by two threads, which costs time and nothing else.
    """

    def __init__(self, size: int = _CACHED) -> None:
        self._size = size
        self._held = 0
        self._lock = threading.Lock()
        self._records: OrderedDict[int, Record] = OrderedDict()

    def take(self, connection: Connection, seqs: Sequence[int]) -> list[Record]:
        """Return the records of these numbers, in this order; those that are not kept are left out."""
        with self._lock:
            at_hand = {seq: self._records[seq] for seq in seqs if seq in self._records}
        missing = [seq for seq in seqs if seq not in at_hand]
        for some in chunks(missing):
            at_hand.update(_load(connection, some))
        found = [at_hand[seq] for seq in seqs if seq in at_hand]
        self._keep(found)
        return found

    def clear(self) -> None:
        """Hold nothing at hand."""
        with self._lock:
            self._records.clear()
            self._held = 0

    def _keep(self, records: Iterable[Record]) -> None:
        with self._lock:
            for record in records:
                if record.seq not in self._records:
                    self._records[record.seq] = record
                    self._held += len(record.article.text)
                self._records.move_to_end(record.seq)
            while self._held > self._size:
                self._held -= len(self._records.popitem(last=False)[1].article.text)


def _load(connection: Connection, seqs: Sequence[int]) -> dict[int, Record]:
    stances: dict[int, list[Stance]] = {}
    for row in connection.execute(select(stance).where(stance.c.seq.in_(seqs)).order_by(stance.c.seq, stance.c.n)):
        stances.setdefault(row.seq, []).append(to_stance(row))
    rows = connection.execute(select(article).where(article.c.seq.in_(seqs)))
    return {row.seq: _to_record(row, stances.get(row.seq, ())) for row in rows}
