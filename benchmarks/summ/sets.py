"""The sets that summaries are measured on: clusters of documents with references, a file each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.model import Query
from bot.ranking.jsonl import find_candidates
from bot.reading.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.model import Candidate

# What each kind of file is measured by where it was published: words, and recall or F.
_CUSTOMS = {
    "duc2004": (100, "recall"),
    "duc2006": (250, "recall"),
    "duc2007": (100, "recall"),
    "multiling": (250, "recall"),
    "multinews": (250, "f"),
    "neus": (65, "f"),
    "wcep": (40, "f"),
    "squality": (250, "f"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Documents to be summarised together, as the sentences of which a summary may be made."""

    id: str
    candidates: tuple[Candidate, ...]
    query: Query
    references: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of most of the sentences; English if there are none."""
        languages = [candidate.record.article.language for candidate in self.candidates]
        return max(sorted(set(languages)), key=languages.count, default="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """Clusters of one kind, how many words a summary of them has, and by what it is measured: ``recall`` or ``f``."""

    name: str
    words: int
    measure: str
    clusters: tuple[Cluster, ...]


def read_sets(folder: Path, *, names: str = "", most: int | None = None, queries: bool = True) -> Iterator[Set]:
    """Yield the sets of a folder, in the order of their names.

    Args:
        folder: Holds ``*.jsonl`` in the form that ``bot.ranking.jsonl`` reads, with ``references``, a list of texts; or with
            ``queries``, objects that have a ``query`` and ``references`` each.
        names: Only files whose names have this in them.
        most: Only so many lines of each.
        queries: Whether to read sets of which each cluster is asked something, too.
    """
    for path in sorted(folder.glob("*.jsonl")):
        if names in path.stem:
            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:most]]
            clusters = tuple(cluster for line in lines for cluster in _clusters(line))
            words, measure = _custom(path.stem, clusters)
            if not queries and all(cluster.query.text for cluster in clusters):
                continue
            yield Set(name=path.stem, words=words, measure=measure, clusters=clusters)


def _custom(name: str, clusters: tuple[Cluster, ...]) -> tuple[int, str]:
    """Return how a set is measured: as others did or, where none did, by F at the length of its references."""
    for kind, custom in _CUSTOMS.items():
        if name.replace("_", "").startswith(kind):
            return custom
    lengths = [len(reference.split()) for cluster in clusters for reference in cluster.references]
    return (round(sum(lengths) / len(lengths)) if lengths else 100), "f"


def _clusters(line: dict[str, Any]) -> Iterator[Cluster]:
    for each in line.get("queries") or [line]:
        if each.get("references"):
            yield Cluster(
                id=str(line.get("id")),
                candidates=tuple(find_candidates(line, detect_language)),
                query=Query(text=str(each.get("query") or "")),
                references=tuple(each["references"]),
            )
