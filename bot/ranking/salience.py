"""How much a sentence has to do with what was asked: the query's words, and the part its actors have."""

from __future__ import annotations

from collections import Counter
from math import fsum, log
from typing import TYPE_CHECKING

from bot.ranking.units import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Query
    from bot.ranking.units import Unit

QUERY = 4.0  # what a sentence gains that has all of the query's words
FIRST = 1.4  # a sentence whose first actor was asked for is about it,
LATER = 0.85  # one that names it after others less so with each of them,
UNNAMED = 0.02  # and one that does not name it is a last resort
COMPANY = 1.2  # what it gains that names others beside: it says whom all this is about


class Salience:
    """Judges the units of one query."""

    def __init__(self, units: Sequence[Unit], query: Query) -> None:
        self._actors = frozenset(query.actors)
        self._terms = _weigh_terms(units, query)
        self._whole = fsum(self._terms.values())  # exact, so that the order of a set is no matter

    def of(self, unit: Unit) -> float:
        """Return how far a unit is to the point, about 1; 1 for all units where nothing was asked."""
        return (1 + QUERY * self._match(unit)) * self._role(unit)

    def _match(self, unit: Unit) -> float:
        """Return what share of the query's words a unit has, by weight, 0 to 1."""
        return (
            sum(self._terms[term] for term in self._terms.keys() & unit.content) / self._whole if self._whole else 0.0
        )

    def _role(self, unit: Unit) -> float:
        """Judge whether a unit is about an actor that was asked for, or only mentions it."""
        if not self._actors:
            return 1.0
        named = unit.candidate.sentence.actors
        first = next((place for place, actor in enumerate(named) if actor in self._actors), None)
        if first is None:
            return UNNAMED
        company = 1.0 if self._actors.issuperset(named) else COMPANY
        return float(FIRST * LATER**first * company)


def _weigh_terms(units: Sequence[Unit], query: Query) -> Mapping[str, float]:
    """Return how much each of the query's words tells: the fewer sentences have it, the more."""
    texts = query.phrases or (() if query.actors else (query.text,))
    languages = {unit.candidate.record.article.language for unit in units}
    terms = {term for language in languages for text in texts for term in read(text, language).content}
    count = Counter(term for unit in units for term in unit.content & terms)
    return {term: log(1 + len(units) / number) for term, number in count.items()}
