"""The default ranker: choose the sentences that together cover what the articles say most, and that can stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.ranking.choose import Worth, choose
from bot.ranking.features import measure
from bot.ranking.learned import load_learned
from bot.ranking.roles import introduced, part
from bot.ranking.salience import Salience
from bot.ranking.standing import standing
from bot.ranking.units import make_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Budget, Candidate, Query
    from bot.ranking.learned import Learned
    from bot.ranking.units import Unit

LENGTH_OF_POINT = 0.8  # where points are the budget, a gain is divided by a sentence's words to this power,
SPREAD_OF_POINTS = 0.75  # this share of its worth is left to it for each point from the same article,
OUTLET_OF_POINTS = 0.8  # and for each from another article of the same publisher
STANDING_OF_POINTS = 1.5  # points stand alone, so that counts to this power
EVEN = 0.5  # where points are the budget, weights and merits count to this power: readers want several things, not one thing


def rank(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose the sentences that a brief is made of; a Ranker.

    Concepts (pairs of neighbouring stems) weigh by how many articles say them, how early and in what sentences. A sentence is
    worth the weight of the concepts that it adds, for its length, times its own merit: where it stands, what it has in common
    with headlines, the query and other articles, whether it can be read alone. Sentences that say the same are chosen once.

    Source:
        Gillick and Favre (2009), A scalable global model for summarization; Lin and Bilmes (2010), for gain over length. How
        much each feature counts was learned from data: ``benchmarks/summ/README.md``.
    """
    units = make_units([candidate for candidate in candidates if not candidate.sentence.heading])
    if not units:
        return []
    learned = load_learned()
    by_points = budget.points is not None
    power = STANDING_OF_POINTS if by_points else learned.standing

    def judge(unit: Unit) -> float:
        article = unit.candidate.record.article
        alone = standing(unit.text, article.language)
        if article.language == "en":
            alone *= introduced(unit.text, article.moment.date())
        return float(alone**power * part(unit.text, query.actors))

    return [
        unit.candidate
        for unit in choose(_worth(units, query, learned, by_points=by_points), judge=judge, budget=budget)
    ]


def _worth(units: Sequence[Unit], query: Query, learned: Learned, *, by_points: bool) -> Worth:
    features = measure(units)
    weights = learned.weights(features)
    merits = learned.merits(features)
    if by_points:
        weights, merits = weights**EVEN, merits**EVEN
    if query.actors:  # all name them: what most units have in common, a name most often, tells little
        weights *= 1 - features.said.units / (len(units) + 1)
    salience = Salience(units, query)
    merits = merits * np.array([salience.of(unit) for unit in units])
    return Worth(
        units,
        features.said.rows,
        weights.tolist(),
        merits.tolist(),
        length=LENGTH_OF_POINT if by_points else learned.length,
        spread=SPREAD_OF_POINTS if by_points else learned.spread,
        outlet=OUTLET_OF_POINTS if by_points else 1.0,
    )
