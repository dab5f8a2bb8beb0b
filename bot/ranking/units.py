"""Units: candidates with what the coverage method needs to know of their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise, starmap
from operator import or_
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from bot.text.words import stop_words, to_stems, to_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Candidate

Concept = tuple[str, str]
"""Two stems that stand side by side, not both of them stop words (Gillick and Favre 2009, ILP-NLP)."""

REMEMBERED = 8192
"""Sentences whose words are kept at hand, some 4 kB each: who asks for an actor again, or for another of the same news, finds
them read."""


class Wording(NamedTuple):
    """What a text is made of.

    ``terms`` are the stems that are no stop words, ``content`` the same as a set; like ``concepts``, each once, in the order of
    the text. ``figures`` counts the words that begin with a digit.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    terms: tuple[str, ...]
    content: frozenset[str]
    concepts: tuple[Concept, ...]
    length: int
    figures: int


@lru_cache(maxsize=REMEMBERED)
def read(text: str, language: str) -> Wording:
    """Return what a text is made of. The same text is seldom read twice: most of what ranking costs is reading."""
    words = to_words(text, language)
    stems = [intern(stem) for stem in to_stems(words, language)]
    stop = stop_words(language)
    heavy = [word not in stop for word in words]
    terms = tuple(dict.fromkeys(compress(stems, heavy)))
    return Wording(
        words=tuple(words),
        stems=tuple(stems),
        terms=terms,
        content=frozenset(terms),
        concepts=tuple(dict.fromkeys(compress(pairwise(stems), starmap(or_, pairwise(heavy))))),
        length=count_words(text, len(words)),
        figures=sum(word[0] <= "9" for word in words),  # words begin with a letter or a digit
    )


@dataclass(slots=True, eq=False)
class Unit:
    """One candidate.

    ``order`` is its place among the candidates, ``place`` its place among those of its article (where an actor was asked for, an
    article's first words on it count, not its first words), ``rank`` its article's place among the articles. The rest is as in
    :class:`Wording`.
    """

    candidate: Candidate
    text: str
    order: int
    place: int
    rank: int
    words: int
    stems: tuple[str, ...]
    terms: tuple[str, ...]
    content: frozenset[str]
    concepts: tuple[Concept, ...]
    figures: int

    @property
    def publisher(self) -> str:
        """Who published its article; empty if that is not known."""
        return self.candidate.record.article.publisher


def count_words(text: str, found: int) -> int:
    """Return how long a text is in words: what stands between spaces, or the characters of a script without them."""
    spaced = len(text.split())
    return found if found > 4 * spaced else max(1, spaced)


def make_units(candidates: Sequence[Candidate]) -> list[Unit]:
    """Return a unit for each candidate that has words, in order; of those that read the same, only the first."""
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
        wording = read(text, article.language)
        if not wording.words or wording.words in seen:
            continue
        seen.add(wording.words)
        units.append(
            Unit(
                candidate=candidate,
                text=text,
                order=order,
                place=place,
                rank=rank,
                words=wording.length,
                stems=wording.stems,
                terms=wording.terms,
                content=wording.content,
                concepts=wording.concepts,
                figures=wording.figures,
            )
        )
    return units
