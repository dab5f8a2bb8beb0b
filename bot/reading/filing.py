"""Filing: which earlier articles a new one is a copy of, and which story it goes on with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.reading.copies import are_copies, find_shingles
from bot.reading.stories import find_story, story_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model import Record
    from bot.ports import Articles

_NEIGHBOURS = 100


def file_records(records: Iterable[Record], store: Articles) -> tuple[Record, ...]:
    """Return the records with their origin and story, oldest first, so that the earliest of several copies is the origin.

    Args:
        records: New records. They are compared with the store's and with one another; nothing is stored.
        store: What is kept already.
    """
    filed: list[Record] = []
    for record in sorted(records, key=lambda each: (each.article.moment, each.article.id)):
        filed.append(_file(record, filed, store))
    return tuple(filed)


def _file(record: Record, filed: Sequence[Record], store: Articles) -> Record:
    first = _find_origin(record, filed, store)
    if first:
        return replace(record, origin=first.origin or first.article.id, story=first.story or first.article.id)
    kept = store.search(story_query(record), limit=_NEIGHBOURS)
    story = find_story(record.article, [each for each in (*kept, *filed) if _counts(each, record)])
    return replace(record, origin=record.article.id, story=story or record.article.id)


def _find_origin(record: Record, filed: Sequence[Record], store: Articles) -> Record | None:
    """Return the first record whose text this one carries too."""
    bands = frozenset(record.bands)
    if not bands:
        return None
    shingles = find_shingles(record.article.text)
    for other in (*store.near_copies(bands), *(each for each in filed if bands.intersection(each.bands))):
        if _counts(other, record) and are_copies(shingles, find_shingles(other.article.text)):
            return other
    return None


def _counts(other: Record, record: Record) -> bool:
    """Say whether a record is compared with another: it is not itself, and no sample that is about to make way for it."""
    return other.article.id != record.article.id and other.article.sample == record.article.sample
