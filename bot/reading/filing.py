"""Filing: which earlier articles a new one is a copy of, and which story it goes on with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.reading.copies import Shingles, are_copies, find_shingles
from bot.reading.stories import find_story, story_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Record
    from bot.ports import Articles

_NEIGHBOURS = 100  # articles of the same days and actors that one is compared with


def file_records(records: Iterable[Record], store: Articles) -> tuple[Record, ...]:
    """Return the records with their origin and story, oldest first, so that the earliest of several copies is the origin.

    Args:
        records: New records. They are compared with the store's and with one another; nothing is stored. The time for each
            grows with how many there are, up to a bound.
        store: What is kept already.
    """
    batch = _Batch()
    for record in sorted(records, key=lambda each: (each.article.moment, each.article.id)):
        batch.add(_file(record, batch, store))
    return tuple(batch.filed)


class _Batch:
    """The records that are filed so far, and where those of each band stand among them."""

    def __init__(self) -> None:
        self.filed: list[Record] = []
        self._places: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Take up a record that is filed."""
        if record.origin == record.article.id:  # what is like a copy is like its origin
            for band in record.bands:
                self._places[band].append(len(self.filed))
        self.filed.append(record)

    def near_copies(self, bands: Iterable[int]) -> list[Record]:
        """Return the records that share a band, oldest first; of copies of one another, the origin."""
        return [self.filed[place] for place in sorted({each for band in bands for each in self._places.get(band, ())})]

    def neighbours(self) -> list[Record]:
        """Return the latest of them: they are in the order of their moments."""
        return self.filed[-_NEIGHBOURS:]


def _file(record: Record, batch: _Batch, store: Articles) -> Record:
    first = _find_origin(record, batch, store)
    if first:
        return replace(record, origin=first.origin or first.article.id, story=first.story or first.article.id)
    kept = store.search(story_query(record), limit=_NEIGHBOURS)
    story = find_story(record.article, [each for each in (*kept, *batch.neighbours()) if _counts(each, record)])
    return replace(record, origin=record.article.id, story=story or record.article.id)


def _find_origin(record: Record, batch: _Batch, store: Articles) -> Record | None:
    """Return the first record whose text this one carries too."""
    bands = frozenset(record.bands)
    if not bands:
        return None
    shingles = _shingles(record.article.text)
    for other in (*store.near_copies(bands), *batch.near_copies(bands)):
        if _counts(other, record) and are_copies(shingles, _shingles(other.article.text)):
            return other
    return None


@lru_cache(maxsize=128)  # what one article is compared with, the next one often is too
def _shingles(text: str) -> Shingles:
    return find_shingles(text)


def _counts(other: Record, record: Record) -> bool:
    """Say whether a record is compared with another: it is not itself, and no sample that is about to make way for it."""
    return other.article.id != record.article.id and other.article.sample == record.article.sample
