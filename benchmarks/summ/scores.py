"""What a method reaches on a set, how sure that is, and how sure it is that another does better."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import Stemmer

from benchmarks.summ.rouge import rouge_l, rouge_n, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from benchmarks.summ.sets import Cluster, Set
    from bot.model import Candidate

MEASURES = ("R-1", "R-2", "R-4", "R-L")
_RESAMPLES = 2_000
_SEED = 7  # the same resamples for every method: differences are paired


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """``scores`` has a row for each cluster and a column for each of ``MEASURES``, in per cent; times are a cluster's."""

    scores: NDArray[np.float64]
    milliseconds: float

    def interval(self, column: int) -> tuple[float, float]:
        """Return the bounds within which 95 % of the means of resamples lie (Efron 1979)."""
        low, high = np.percentile(_means(self.scores[:, column]), (2.5, 97.5))
        return float(low), float(high)

    def beats(self, other: Result, column: int) -> float:
        """Return the share of resamples in which this is ahead of another: a paired bootstrap (Koehn 2004)."""
        return float((_means(self.scores[:, column] - other.scores[:, column]) > 0).mean())


def measure(summarise: Callable[[Cluster], Sequence[Candidate]], data: Set) -> Result:
    """Summarise each cluster of a set, and compare with its references."""
    rows, spent = [], 0.0
    for cluster in data.clusters:
        begun = time.perf_counter()
        chosen = summarise(cluster)
        spent += time.perf_counter() - begun
        rows.append(_score(" ".join(candidate.text for candidate in chosen), cluster, data.measure))
    return Result(scores=100 * np.array(rows), milliseconds=spent * 1e3 / len(data.clusters))


def words_of(text: str, language: str) -> list[str]:
    """Return the words of a text as ROUGE compares them."""
    return tokens(text, _porter() if language == "en" else None)


def _score(summary: str, cluster: Cluster, kind: str) -> list[float]:
    own = words_of(summary, cluster.language)
    references = [words_of(reference, cluster.language) for reference in cluster.references]
    scores = [*(rouge_n(own, references, n) for n in (1, 2, 4)), rouge_l(own, references)]
    return [score.recall if kind == "recall" else score.f for score in scores]


def _means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    picks = np.random.default_rng(_SEED).integers(0, len(values), (_RESAMPLES, len(values)))
    return np.asarray(values[picks].mean(axis=1))


@lru_cache(maxsize=1)
def _porter() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("porter")
