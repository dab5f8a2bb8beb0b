"""Choosing under a budget: greedily, by what each sentence adds, and never the same thing twice."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.model import Budget
    from bot.ranking.units import Concept, Unit

LENGTH = 0.8  # gain is divided by words ** LENGTH
SPREAD = 0.92  # the share of its worth that is left to a sentence for each one chosen from the same article,
SPREAD_OF_POINTS = 0.88  # and where points are the budget
FLOOR = 0.12  # what hangs on others so much is no point
ENOUGH = 3  # once there are so many that are
SAME_STEMS = 0.6  # two sentences say the same if one holds this share of the other's stems,
SAME_GRAMS = 0.4  # or this share of its runs of three words


@dataclass(slots=True)
class Choice:
    """What has been chosen so far."""

    weights: Mapping[Concept, float]
    budget: Budget
    units: list[Unit] = field(default_factory=list)
    words: int = 0
    _covered: set[Concept] = field(default_factory=set)

    def worth(self, unit: Unit) -> float:
        """Return what a unit adds, for its length; it only falls as others are chosen."""
        gain = sum(self.weights.get(concept, 0.0) for concept in unit.concepts - self._covered)
        again = sum(chosen.rank == unit.rank for chosen in self.units)
        spread = SPREAD if self.budget.points is None else SPREAD_OF_POINTS
        return float(gain * spread**again / unit.words**LENGTH)

    def fits(self, unit: Unit) -> bool:
        """Say whether there is room for a unit, and none that says the same."""
        room = self.budget.words is None or self.words + unit.words <= self.budget.words
        return room and not any(says_the_same(unit, chosen) for chosen in self.units)

    @property
    def full(self) -> bool:
        """Whether no point more is wanted."""
        return self.budget.points is not None and len(self.units) >= self.budget.points

    def add(self, unit: Unit) -> None:
        """Choose a unit."""
        self.units.append(unit)
        self.words += unit.words
        self._covered |= unit.concepts


def choose(
    units: Sequence[Unit], weights: Mapping[Concept, float], *, judge: Callable[[Unit], float], budget: Budget
) -> list[Unit]:
    """Return the units to show, the best first.

    The greedy choice is found lazily (Minoux 1978): what a unit adds only falls, so that the best is known once the one on top
    of a heap stays on top when it is looked at again. So only few units are ever judged.

    Args:
        units: What may be chosen.
        weights: Of concepts.
        judge: Returns what share of a unit's worth is left when its wording is looked at, 0 to 1; costly, so asked once a unit.
        budget: Points, words, or both.
    """
    choice = Choice(weights, budget)
    heap = [(-choice.worth(unit) * unit.merit, unit.order, -1, unit) for unit in units]
    heapq.heapify(heap)
    judged: dict[int, float] = {}
    while heap and not choice.full:
        _, order, seen, unit = heapq.heappop(heap)
        if seen == len(choice.units):
            if choice.fits(unit):
                choice.add(unit)
            continue
        if order not in judged:
            judged[order] = judge(unit)
        if budget.points is not None and judged[order] < FLOOR and len(choice.units) >= ENOUGH:
            continue
        worth = choice.worth(unit) * unit.merit * judged[order]
        if worth > 0:
            heapq.heappush(heap, (-worth, order, len(choice.units), unit))
    return choice.units


def take(units: Sequence[Unit], budget: Budget) -> list[Unit]:
    """Return of units that stand in the order of their worth those that the budget has room for, none twice."""
    choice = Choice({}, budget)
    for unit in units:
        if choice.full:
            break
        if choice.fits(unit):
            choice.add(unit)
    return choice.units


def says_the_same(one: Unit, other: Unit) -> bool:
    """Say whether one of two sentences holds most of what the other says."""
    if _share(one.content, other.content) >= SAME_STEMS:
        return True
    return _share(_grams(one), _grams(other)) >= SAME_GRAMS


def _share(one: frozenset[object], other: frozenset[object]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _grams(unit: Unit) -> frozenset[tuple[str, ...]]:
    stems = unit.stems
    return frozenset(zip(stems, stems[1:], stems[2:], strict=False))
