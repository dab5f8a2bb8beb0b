"""Stances as lines of JSON, for whoever wants to measure them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.model import Record, Stance


def stance_lines(paths: Iterable[str], look: Callable[[str], Record]) -> Iterator[str]:
    """Return one JSON object for each stance in files, and in the files of folders.

    ``start`` and ``end`` are in characters of the file as it stands on disk; they are left out where the evidence does not
    stand there word for word, as in a page whose markup runs through it.

    Args:
        paths: Files and folders.
        look: Analyses the article at a path, without storing it.
    """
    for path in _files(paths):
        record = look(str(path))
        raw = path.read_text("utf-8", errors="replace")
        after = 0
        for stance in record.stances:
            evidence = record.article.text[stance.start : stance.end]
            start = raw.find(evidence, after)
            start = start if start >= 0 else raw.find(evidence)
            after = max(after, start)
            yield json.dumps(_to_row(path.name, stance, evidence, start), ensure_ascii=False)


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        else:
            yield path


def _to_row(name: str, stance: Stance, evidence: str, start: int) -> dict[str, object]:
    place = {"start": start, "end": start + len(evidence)} if start >= 0 else {}
    return {
        "file": name,
        **place,
        "holder": stance.holder,
        "target": stance.target,
        "stance": stance.label,
        "mode": stance.mode,
        "voice": stance.voice,
        "speaker": stance.speaker,
        "confidence": round(stance.confidence, 3),
        "evidence": evidence,
    }
