"""What a sentence is worth by itself, before its wording is looked at: place, headline, query, actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ranking.units import Stems

if TYPE_CHECKING:
    from bot.model import Query
    from bot.ranking.units import Unit

PLACE = 0.2  # the sentence at place p of its article keeps 1 / (1 + p) ** PLACE
ORDER = 0.05  # the article at place p of the articles keeps 1 / (1 + p) ** ORDER
HEADLINE = 0.5  # what a sentence gains that has all of its headline's words
QUERY = 1.0  # what a sentence gains that has all of the query's words


class Salience:
    """Judges the units of one query."""

    def __init__(self, query: Query) -> None:
        self._stems = Stems()
        self._query = query
        self._headlines: dict[int, frozenset[str]] = {}

    def of(self, unit: Unit) -> float:
        """Return the merit of a unit, about 1."""
        place = float((1 + unit.place) ** -PLACE * (1 + unit.rank) ** -ORDER)
        return place * (1 + HEADLINE * self._headline(unit))

    def _headline(self, unit: Unit) -> float:
        article = unit.candidate.record.article
        if unit.rank not in self._headlines:
            self._headlines[unit.rank] = self._stems.content([article.title], article.language)
        headline = self._headlines[unit.rank]
        return len(headline & unit.content) / len(headline) if headline else 0.0
