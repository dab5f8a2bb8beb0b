"""Which unit has which items (stems or concepts), in arrays: sums over units and over articles without a loop."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]

Item = TypeVar("Item", str, tuple[str, str])


class Incidence(Generic[Item]):
    """Entries, a unit and an item each, in the order of the units; and pairs, an item and an article that says it each.

    Args:
        rows: The items of each unit, none twice.
        articles: The number of each unit's article, from 0.
    """

    def __init__(self, rows: Sequence[Sequence[Item]], articles: Indices) -> None:
        self.ids: dict[Item, int] = {}
        self.rows = [[self.ids.setdefault(item, len(self.ids)) for item in row] for row in rows]
        self.lengths = np.array([len(row) for row in self.rows], dtype=np.int64)
        self._unit = np.repeat(np.arange(len(self.rows)), self.lengths)
        self._item = np.fromiter(chain.from_iterable(self.rows), dtype=np.int64, count=len(self._unit))
        keys = self._item * (1 + int(articles.max(initial=0))) + articles[self._unit]
        self._order = np.argsort(keys, kind="stable")
        ordered = keys[self._order]
        first = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(keys) else np.zeros(0, dtype=bool)
        self._starts = np.flatnonzero(first)
        self._pair_item = self._item[self._order][self._starts]
        self._pair = np.empty(len(keys), dtype=np.int64)  # of each entry
        self._pair[self._order] = np.cumsum(first) - 1

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def units(self) -> Numbers:
        """How many units have each item."""
        return np.bincount(self._item, minlength=len(self)).astype(float)

    @property
    def articles(self) -> Numbers:
        """How many articles have each item."""
        return np.bincount(self._pair_item, minlength=len(self)).astype(float)

    def best(self, values: Numbers) -> Numbers:
        """Return for each item the sum over articles of the highest value of a unit that has it."""
        return _sums(self._pair_item, self._highest(values), len(self))

    def others(self, values: Numbers) -> Numbers:
        """Return for each unit the sum over its items of ``best``, its own article left out."""
        highest = self._highest(values)
        total = _sums(self._pair_item, highest, len(self))
        return self._over_units(total[self._item] - highest[self._pair])

    def total(self, weights: Numbers) -> Numbers:
        """Return for each unit the sum of its items' weights."""
        return self._over_units(weights[self._item])

    def _highest(self, values: Numbers) -> Numbers:
        if not len(self._starts):
            return np.zeros(0)
        return np.asarray(np.maximum.reduceat(values[self._unit][self._order], self._starts))

    def _over_units(self, entries: Numbers) -> Numbers:
        return _sums(self._unit, entries, len(self.rows))


def _sums(places: Indices, values: Numbers, length: int) -> Numbers:
    """Return for each place the sum of the values that belong there."""
    return np.bincount(places, values, minlength=length).astype(float)
