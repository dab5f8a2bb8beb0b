"""What the default ranker's coefficients are learned from: the sets as they are, and smaller and shorter ones made of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.summ.methods import lead
from benchmarks.summ.scores import words_of
from bot.model import Budget, Query
from bot.ranking.choose import Worth, choose
from bot.ranking.features import measure
from bot.ranking.salience import Salience
from bot.ranking.standing import standing
from bot.ranking.units import make_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.summ.sets import Cluster, Set
    from bot.model import Candidate
    from bot.ranking.features import Features
    from bot.ranking.learned import Learned
    from bot.ranking.units import Unit

_MANY = 6  # documents
_SHORT = 100  # words


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Example:
    """A cluster with all of it that does not change as coefficients do.

    ``kind`` names the examples whose scores are averaged, ``topic`` those that must not be parted: the languages of MultiLing
    have the same ten.
    """

    kind: str
    topic: int
    words: int
    measure: str
    units: Sequence[Unit]
    features: Features
    asked: NDArray[np.float64]
    standing: NDArray[np.float64]
    tokens: Sequence[Sequence[str]]
    references: Sequence[Counter[tuple[str, str]]]

    @property
    def budget(self) -> Budget:
        """How long the summary may be."""
        return Budget(points=None, words=self.words)

    def score(self, learned: Learned, noise: NDArray[np.float64] | float = 1.0) -> float:
        """Return the ROUGE-2, in per cent, of what is chosen by these coefficients, merits multiplied by ``noise``."""
        worth = Worth(
            self.units,
            self.features.said.rows,
            learned.weights(self.features).tolist(),
            (learned.merits(self.features) * self.asked * noise).tolist(),
            length=learned.length,
            spread=learned.spread,
        )
        alone = dict(zip(map(id, self.units), (self.standing**learned.standing).tolist(), strict=True))
        return self.rouge(choose(worth, judge=lambda unit: alone[id(unit)], budget=self.budget))

    def lead(self) -> float:
        """Return the ROUGE-2, in per cent, of the documents' first sentences."""
        units = {id(unit.candidate): unit for unit in self.units}
        chosen = lead([unit.candidate for unit in self.units], query=Query(text=""), budget=self.budget)
        return self.rouge([units[id(candidate)] for candidate in chosen])

    def rouge(self, chosen: Sequence[Unit]) -> float:
        """Compare a choice with the references."""
        tokens = dict(zip(map(id, self.units), self.tokens, strict=True))
        words = [word for unit in chosen for word in tokens[id(unit)]]
        own = Counter(pairwise(words))
        common = [(own & reference).total() for reference in self.references]
        recall = sum(n / max(1, each.total()) for n, each in zip(common, self.references, strict=True)) / len(common)
        if self.measure == "recall":
            return 100 * recall
        precision = sum(common) / len(common) / max(1, own.total())
        return 200 * recall * precision / (recall + precision) if recall + precision else 0.0


def make_examples(data: Set, *, rng: np.random.Generator) -> Iterator[Example]:
    """Yield a set's clusters, each followed by what can be made of it: fewer documents, other lengths."""
    for topic, cluster in enumerate(data.clusters):
        documents = list(dict.fromkeys(candidate.record.article.id for candidate in cluster.candidates))
        yield from _example(cluster, documents, data.name, topic, (data.words, data.measure))
        if len(documents) >= _MANY:
            yield from _example(cluster, documents, f"{data.name}, short", topic, (_SHORT, data.measure))
            few = _some(documents, 3, rng)
            yield from _example(cluster, few, f"{data.name}, few", topic, (data.words, "f"))
            some = _some(documents, 5, rng)
            yield from _example(cluster, some, f"{data.name}, some", topic, (_SHORT, data.measure))
            yield from _example(cluster, documents[:1], f"{data.name}, one", topic, (data.words // 3, "f"))
        else:
            longer = (data.words * 3 // 2, data.measure)
            yield from _example(cluster, documents, f"{data.name}, longer", topic, longer)
            if len(documents) > 1:
                fewer = _some(documents, len(documents) - 1, rng)
                yield from _example(cluster, fewer, f"{data.name}, fewer", topic, (data.words, data.measure))


def _some(documents: Sequence[str], number: int, rng: np.random.Generator) -> list[str]:
    return [documents[each] for each in rng.permutation(len(documents))[:number]]


def _example(
    cluster: Cluster, documents: Sequence[str], kind: str, topic: int, goal: tuple[int, str]
) -> Iterator[Example]:
    """Yield the example of some of a cluster's documents, if they have a sentence."""
    wanted = set(documents)
    candidates = [each for each in cluster.candidates if each.record.article.id in wanted]
    units = make_units(candidates)
    if not units:
        return
    salience = Salience(units, cluster.query)
    references = [words_of(reference, cluster.language) for reference in cluster.references]
    yield Example(
        kind=kind,
        topic=topic,
        words=goal[0],
        measure=goal[1],
        units=units,
        features=measure(units),
        asked=np.array([salience.of(unit) for unit in units]),
        standing=np.array([_standing(unit.candidate) for unit in units]),
        tokens=[words_of(unit.text, cluster.language) for unit in units],
        references=[Counter(pairwise(words)) for words in references],
    )


def _standing(candidate: Candidate) -> float:
    return standing(candidate.text, candidate.record.article.language)
