"""How much each concept weighs: what many articles say early is what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.ranking.units import Concept, Unit

DECAY = 0.5  # a concept in the sentence at place p of an article weighs 1 / (1 + p) ** DECAY there
FEW = 4  # articles; among more, a concept that only one of them has
LONELY = 0.3  # keeps this share of its weight


def weigh(units: Sequence[Unit], *, focused: bool = False) -> Mapping[Concept, float]:
    """Return the weight of each concept: for each article that has it, how early it is first said there, added up.

    With more than a few articles, concepts that only one of them has are mostly noise.

    Args:
        units: Those of an article stand together, in text order.
        focused: Whether all were found because they name the same actors: then the more of them have a concept (a name, most
            often), the less it tells.
    """
    weights: defaultdict[Concept, float] = defaultdict(float)
    articles: defaultdict[Concept, list[int]] = defaultdict(list)
    spread: Counter[Concept] = Counter()
    for unit in units:
        early = 1 / (1 + unit.place) ** DECAY
        spread.update(unit.concepts)
        for concept in unit.concepts:
            ranks = articles[concept]
            if (
                not ranks or ranks[-1] != unit.rank
            ):  # units of an article stand in text order: the first is the earliest
                ranks.append(unit.rank)
                weights[concept] += early
    lonely = 1.0 if len({unit.rank for unit in units}) <= FEW else LONELY
    return {
        concept: weight
        * (1.0 if len(articles[concept]) > 1 else lonely)
        * (1 - spread[concept] / (len(units) + 1) if focused else 1.0)
        for concept, weight in weights.items()
    }
