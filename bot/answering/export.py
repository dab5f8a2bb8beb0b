"""Stances as lines of JSON, for whoever wants to measure them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.answering.places import Places
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bot.model import Record, Stance

_HTML = frozenset({".html", ".htm", ".xhtml"})


def stance_lines(
    files: Iterable[tuple[str, Path]],
    *,
    look: Callable[[str], Record],
    load: Callable[[Path], str],
    tell: Callable[[str], None],
) -> Iterator[str]:
    """Return one JSON object for each stance in files, in text order.

    ``start`` and ``end`` are in characters of the file as it stands on disk, line breaks as they are; ``evidence`` is what
    stands there as it was read, without line breaks and markup. Only evidence that is not found there has no offsets.

    Args:
        files: What each is called, and where it is.
        look: Analyses the article at a path, without storing it.
        load: Returns the text of a whole file.
        tell: Is told, in a sentence, of each file that cannot be read; the others go on.
    """
    for name, path in files:
        try:
            record, text = look(str(path)), load(path)
        except SourceError as error:
            tell(str(error))
            continue
        places = Places(text, markup=path.suffix.lower() in _HTML)
        for stance, place in _locate(record, places):
            yield json.dumps(_to_row(name, record, stance, place), ensure_ascii=False)


def _locate(record: Record, places: Places) -> Iterator[tuple[Stance, tuple[int, int] | None]]:
    """Return the stances with where in the file their evidence stands."""
    found: dict[tuple[int, int], tuple[int, int] | None] = {}
    after = 0
    for span in sorted({(stance.start, stance.end) for stance in record.stances}):
        found[span] = place = places.find(record.article.text[slice(*span)], after)
        after = place[0] + 1 if place and place[0] >= after else after
    return ((stance, found[stance.start, stance.end]) for stance in record.stances)


def _to_row(name: str, record: Record, stance: Stance, place: tuple[int, int] | None) -> dict[str, object]:
    return {
        "file": name,
        **({"start": place[0], "end": place[1]} if place else {}),
        "holder": stance.holder,
        "target": stance.target,
        "stance": stance.label,
        "mode": stance.mode,
        "voice": stance.voice,
        "speaker": stance.speaker,
        "confidence": round(stance.confidence, 3),
        "evidence": record.article.text[stance.start : stance.end],
    }
