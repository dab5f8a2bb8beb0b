"""The default ranker: choose the sentences that together cover what the articles say most, and that can stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ranking.choose import choose
from bot.ranking.concepts import weigh
from bot.ranking.roles import part
from bot.ranking.salience import Salience
from bot.ranking.standing import standing
from bot.ranking.units import make_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Budget, Candidate, Query
    from bot.ranking.units import Unit


def rank(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose the sentences that a brief is made of; a Ranker.

    Concepts (pairs of neighbouring stems) weigh by how many articles say them, and how early. A sentence is worth the weight
    of the concepts that it adds, for its length, times its own merit: where it stands, what it has in common with headline and
    query, whether it can be read alone. Sentences that say the same are chosen once.

    Source:
        Gillick and Favre (2009), A scalable global model for summarization; Lin and Bilmes (2010), for gain over length.
    """
    prose = [candidate for candidate in candidates if not candidate.sentence.heading]
    units = make_units(prose)
    salience = Salience(units, query)
    for unit in units:
        unit.merit = salience.of(unit)

    def judge(unit: Unit) -> float:
        return standing(unit.text, unit.candidate.record.article.language) * part(unit.text, query.actors)

    return [
        unit.candidate for unit in choose(units, weigh(units, focused=bool(query.actors)), judge=judge, budget=budget)
    ]
