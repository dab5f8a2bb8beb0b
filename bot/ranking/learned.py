"""What ``benchmarks.summ.train`` has learned: how much each feature of sentences and concepts counts.

All is log-linear: the logarithm of a merit or weight is the sum of the features, each times its coefficient.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from bot.ranking.features import CONCEPTS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.ranking.features import Features

    Numbers = NDArray[np.float64]

_FILE = "learned.json"
_MOST = 8.0  # logarithms are kept within this, so that no odd text makes a weight that drowns all others


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Learned:
    """Coefficients.

    Args:
        telling: Of the features of a sentence, for how much weight it lends to the concepts that it tells.
        merit: Of the same features, for how readily it is chosen.
        concepts: Of the features of a concept, for its weight.
        standing: The power to which :func:`~bot.ranking.standing.standing` counts.
        length: A sentence's gain is divided by its words to this power.
        spread: The share of its worth that is left to a sentence for each one chosen from the same article.
    """

    telling: Numbers
    merit: Numbers
    concepts: Numbers
    standing: float
    length: float
    spread: float

    def merits(self, features: Features) -> Numbers:
        """Return the merit of each unit, above 0."""
        return _exp(features.sentences @ self.merit)

    def weights(self, features: Features) -> Numbers:
        """Return the weight of each concept, above 0."""
        return _exp(features.concepts(_exp(features.sentences @ self.telling)) @ self.concepts)


def make_learned(numbers: Mapping[str, Mapping[str, float]]) -> Learned:
    """Return coefficients by name; those of features that are not named are 0."""
    choice = numbers["choice"]
    return Learned(
        telling=_in_order(numbers["telling"], SENTENCES),
        merit=_in_order(numbers["merit"], SENTENCES),
        concepts=_in_order(numbers["concepts"], CONCEPTS),
        standing=choice["standing"],
        length=choice["length"],
        spread=choice["spread"],
    )


@lru_cache(maxsize=1)
def load_learned() -> Learned:
    """Read the coefficients that are shipped."""
    return make_learned(json.loads(files("bot.ranking").joinpath(_FILE).read_text("utf-8")))


def _in_order(numbers: Mapping[str, float], names: tuple[str, ...]) -> Numbers:
    unknown = numbers.keys() - set(names)
    if unknown:
        raise ValueError(f"There is no feature {min(unknown)!r}.")
    return np.array([numbers.get(name, 0.0) for name in names])


def _exp(logarithms: Numbers) -> Numbers:
    return np.exp(np.clip(logarithms, -_MOST, _MOST))
