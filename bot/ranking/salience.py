"""What a sentence is worth by itself, before its wording is looked at: place, headline, query, actors."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from bot.ranking.units import Stems, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Query
    from bot.ranking.units import Unit

PLACE = 0.2  # the sentence at place p of its article keeps 1 / (1 + p) ** PLACE,
PLACE_ON_ACTOR = 0.1  # or this power where an actor was asked for: what is said of it does not stand first,
ORDER = 0.05  # that of the article at place p of the articles 1 / (1 + p) ** ORDER
HEADLINE = 0.5  # what a sentence gains that has all of its headline's words
QUERY = 1.0  # what a sentence gains that has all of the query's words
FIRST = 1.4  # a sentence whose first actor was asked for is about it,
LATER = 0.85  # one that names it after others less so with each of them,
UNNAMED = 0.02  # and one that does not name it is a last resort


class Salience:
    """Judges the units of one query."""

    def __init__(self, units: Sequence[Unit], query: Query) -> None:
        self._actors = frozenset(query.actors)
        self._stems = Stems()
        self._headlines: dict[int, frozenset[str]] = {}
        self._terms = self._weigh_terms(units, query)

    def of(self, unit: Unit) -> float:
        """Return the merit of a unit, about 1."""
        power = PLACE_ON_ACTOR if self._actors else PLACE
        place = float((1 + unit.place) ** -power * (1 + unit.rank) ** -ORDER)
        return place * (1 + HEADLINE * self._headline(unit)) * (1 + QUERY * self._match(unit)) * self._role(unit)

    def _weigh_terms(self, units: Sequence[Unit], query: Query) -> Mapping[str, float]:
        """Return how much each of the query's words tells: the fewer sentences have it, the more."""
        texts = query.phrases or (() if query.actors else (query.text,))
        languages = {unit.candidate.record.article.language for unit in units}
        terms = {term for language in languages for term in self._stems.content(texts, language)}
        if not terms:
            return {}
        count = Counter(term for unit in units for term in unit.content & terms)
        return {term: log(1 + len(units) / count[term]) for term in terms if count[term]}

    def _match(self, unit: Unit) -> float:
        """Return what share of the query's words a unit has, by weight, 0 to 1."""
        whole = sum(self._terms.values())
        return sum(self._terms[term] for term in self._terms.keys() & unit.content) / whole if whole else 0.0

    def _headline(self, unit: Unit) -> float:
        """Return what share of its headline's words a unit has."""
        article = unit.candidate.record.article
        if unit.rank not in self._headlines:
            self._headlines[unit.rank] = read(article.title, article.language).content
        headline = self._headlines[unit.rank]
        return len(headline & unit.content) / len(headline) if headline else 0.0

    def _role(self, unit: Unit) -> float:
        """Judge whether a unit is about an actor that was asked for, or only mentions it."""
        if not self._actors:
            return 1.0
        named = unit.candidate.sentence.actors
        first = next((place for place, actor in enumerate(named) if actor in self._actors), None)
        if first is None:
            return UNNAMED
        return float(FIRST * LATER**first)
