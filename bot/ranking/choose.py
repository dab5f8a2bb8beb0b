"""Choosing under a budget: greedily, by what each sentence adds, and never the same thing twice."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.model import Budget
    from bot.ranking.units import Unit

FLOOR = 0.15  # what hangs on others so much is no point
ENOUGH = 3  # once there are so many that are
SHORT = 75  # words: in a text so short, room is left empty rather than filled
GAP = 0.5  # by what is worth less than this share of the best for which there was no room
TINY = 50  # words: a text so short says one thing,
FILLER = 0.08  # and what would add less than this share of the first sentence's worth is left out
SAME_STEMS = 0.6  # two sentences say the same if one holds this share of the other's stems,
SAME_GRAMS = 0.4  # or this share of its runs of three words


@dataclass(slots=True)
class Worth:
    """What units are worth, as others are chosen.

    Args:
        units: What may be chosen.
        concepts: The numbers of each unit's concepts.
        weights: Of concepts, by their numbers; those that are told become 0.
        merits: Of units.
        length: A unit's gain is divided by its words to this power.
        spread: The share of its worth that is left to a unit for each one chosen from the same article,
        outlet: and for each from another article of the same publisher.
    """

    units: Sequence[Unit]
    concepts: Sequence[Sequence[int]]
    weights: list[float]
    merits: Sequence[float]
    length: float
    spread: float
    outlet: float = 1.0

    def of(self, number: int, chosen: Sequence[Unit]) -> float:
        """Return what a unit would add to those chosen; it only falls as more are."""
        unit = self.units[number]
        gain = sum(map(self.weights.__getitem__, self.concepts[number]))
        worth = float(gain * self.merits[number] / unit.words**self.length)
        for each in chosen:
            if each.rank == unit.rank:
                worth *= self.spread
            elif each.publisher and each.publisher == unit.publisher:
                worth *= self.outlet
        return worth

    def tell(self, number: int) -> None:
        """Take note that what a unit says is told."""
        for concept in self.concepts[number]:
            self.weights[concept] = 0.0


@dataclass(slots=True)
class Choice:
    """What has been chosen so far."""

    budget: Budget
    units: list[Unit] = field(default_factory=list)
    words: int = 0

    def fits(self, unit: Unit) -> bool:
        """Say whether there is room for a unit, and none that says the same."""
        return self.has_room(unit) and not any(says_the_same(unit, chosen) for chosen in self.units)

    def has_room(self, unit: Unit) -> bool:
        """Say whether the budget has room for a unit; once it has not, it never will."""
        return self.budget.words is None or self.words + unit.words <= self.budget.words

    @property
    def full(self) -> bool:
        """Whether no point more is wanted."""
        return self.budget.points is not None and len(self.units) >= self.budget.points

    def is_below(self, judged: float) -> bool:
        """Say whether what is left of a unit in judgement is too little for a point, now that there are some."""
        return self.budget.points is not None and judged < FLOOR and len(self.units) >= ENOUGH

    def add(self, unit: Unit) -> None:
        """Choose a unit."""
        self.units.append(unit)
        self.words += unit.words


def choose(worth: Worth, *, judge: Callable[[Unit], float], budget: Budget) -> list[Unit]:
    """Return the units to show, the best first.

    Args:
        worth: Of the units among which to choose.
        judge: Returns what share of a unit's worth is left when its wording is looked at, 0 to 1; costly, so asked once a unit.
        budget: Points, words, or both.
    """
    choice, filler = Choice(budget), Filler(budget)

    def may(unit: Unit) -> bool:
        return filler.matters or choice.has_room(unit)

    for each in _best_first(worth, judge, choice.units, may):
        unit = worth.units[each.number]
        if choice.full or filler.is_it(each.worth):
            break
        if not choice.has_room(unit):
            filler.pass_by(each.worth)
        elif choice.fits(unit) and not choice.is_below(each.share):
            choice.add(unit)
            worth.tell(each.number)
            filler.follow(each.worth)
    return choice.units


class _Best(NamedTuple):
    """The best unit that is left: its number, what it is worth now, and what share of that its wording leaves it."""

    number: int
    worth: float
    share: float


def _best_first(
    worth: Worth, judge: Callable[[Unit], float], chosen: Sequence[Unit], may: Callable[[Unit], bool]
) -> Iterator[_Best]:
    """Yield units, each time the best as things stand, none twice; who asks may add to those chosen in between.

    The best is found lazily (Minoux 1978): what a unit adds only falls, so it is known once the one on top of a heap stays there
    when it is looked at again. So only few units are ever judged. Those that may not be chosen are passed over for good.
    """
    heap = [(-worth.of(number, chosen), number, 0) for number in range(len(worth.units))]
    heapq.heapify(heap)
    judged: dict[int, float] = {}
    while heap:
        negative, number, seen = heapq.heappop(heap)
        if not may(worth.units[number]):
            continue
        if seen == len(chosen):
            if number in judged:
                yield _Best(number, -negative, judged[number])
                continue
            judged[number] = judge(worth.units[number])
        left = worth.of(number, chosen) * judged.get(number, 1.0)
        if left > 0:
            heapq.heappush(heap, (-left, number, len(chosen)))


class Filler:
    """Tells what would only fill a short text; its first sentence never does."""

    def __init__(self, budget: Budget) -> None:
        words = SHORT + 1 if budget.words is None else budget.words
        self.matters = words <= SHORT
        self._gap = GAP if words <= SHORT else 0.0
        self._share = FILLER if words <= TINY else 0.0
        self._begun = False
        self._least = 0.0

    def is_it(self, worth: float) -> bool:
        """Say whether a sentence of this worth is filler."""
        return worth < self._least

    def pass_by(self, worth: float) -> None:
        """Take note of a sentence for which there is no room."""
        if self._begun:
            self._least = max(self._least, self._gap * worth)

    def follow(self, worth: float) -> None:
        """Take note of a sentence that was chosen."""
        self._begun = True
        self._least = max(self._least, self._share * worth)


def take(units: Sequence[Unit], budget: Budget) -> list[Unit]:
    """Return of units that stand in the order of their worth those that the budget has room for, none twice."""
    choice = Choice(budget)
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
