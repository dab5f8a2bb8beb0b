"""Units: candidates with what the coverage method needs to know of their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.text.words import stop_words, to_stems, to_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model import Candidate

Concept = tuple[str, str]
"""Two stems that stand side by side, not both of them stop words (Gillick and Favre 2009, ILP-NLP)."""


@dataclass(slots=True, eq=False)
class Unit:
    """One candidate.

    ``order`` is its place among the candidates, ``place`` its place among those of its article (where an actor was asked for, an
    article's first words on it count, not its first words), ``rank`` its article's place among the articles.
    """

    candidate: Candidate
    text: str
    order: int
    place: int
    rank: int
    words: int
    stems: tuple[str, ...]
    content: frozenset[str]
    concepts: frozenset[Concept]
    merit: float = field(default=1.0)


def count_words(text: str, found: int) -> int:
    """Return how long a text is in words: what stands between spaces, or the characters of a script without them."""
    spaced = len(text.split())
    return found if found > 4 * spaced else max(1, spaced)


def make_units(candidates: Sequence[Candidate]) -> list[Unit]:
    """Return a unit for each candidate that has words, in order; of those that read the same, only the first."""
    stemmer = Stems()
    ranks: dict[str, int] = {}
    places: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    units = []
    for order, candidate in enumerate(candidates):
        article = candidate.record.article
        rank = ranks.setdefault(article.id, len(ranks))
        place = places[article.id]
        places[article.id] += 1
        text = candidate.text
        words = to_words(text, article.language)
        key = tuple(words)
        if not words or key in seen:
            continue
        seen.add(key)
        stop = stop_words(article.language)
        stems = stemmer.of(words, article.language)
        heavy = [word not in stop for word in words]
        units.append(
            Unit(
                candidate=candidate,
                text=text,
                order=order,
                place=place,
                rank=rank,
                words=count_words(text, len(words)),
                stems=tuple(stems),
                content=frozenset(stem for stem, own in zip(stems, heavy, strict=True) if own),
                concepts=frozenset(
                    pair for pair, heavy_ones in zip(pairwise(stems), pairwise(heavy), strict=True) if any(heavy_ones)
                ),
            )
        )
    return units


class Stems:
    """Stems, each word's found once."""

    def __init__(self) -> None:
        self._known: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def of(self, words: Sequence[str], language: str) -> list[str]:
        """Return the words' stems, in order."""
        known = self._known[language]
        new = [word for word in words if word not in known]
        if new:
            known.update(zip(new, to_stems(new, language), strict=True))
        return [known[word] for word in words]

    def content(self, texts: Iterable[str], language: str) -> frozenset[str]:
        """Return the stems of the words of some texts that are no stop words."""
        stop = stop_words(language)
        words = [word for text in texts for word in to_words(text, language) if word not in stop]
        return frozenset(self.of(words, language))
