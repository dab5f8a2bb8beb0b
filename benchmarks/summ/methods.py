"""What rankers are measured against: the documents' first sentences from below, and from above a ranker that cheats."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from benchmarks.summ.rouge import rouge_n
from benchmarks.summ.scores import words_of
from bot.ranking.choose import take
from bot.ranking.units import make_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.summ.sets import Cluster
    from bot.model import Budget, Candidate, Query
    from bot.ranking.units import Unit


def lead(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Take the first sentence of each document, then the second of each, and so on; a Ranker."""
    del query
    documents: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in make_units(candidates):
        documents[unit.candidate.record.article.id].append(unit)
    rows = chain.from_iterable(zip_longest(*documents.values()))
    return [unit.candidate for unit in take([unit for unit in rows if unit is not None], budget)]


def oracle(cluster: Cluster, *, words: int) -> list[Candidate]:
    """Choose greedily by ROUGE-2 recall against the references: about the best that whole sentences can reach."""
    wanted = [words_of(reference, cluster.language) for reference in cluster.references]
    units = make_units(cluster.candidates)
    known = {unit.order: words_of(unit.text, cluster.language) for unit in units}
    chosen: list[Unit] = []
    so_far: list[str] = []
    best = 0.0
    while True:
        room = words - sum(unit.words for unit in chosen)
        left = [unit for unit in units if unit not in chosen and unit.words <= room]
        gains = [(rouge_n(so_far + known[unit.order], wanted, 2).recall - best) / unit.words for unit in left]
        if not gains or max(gains) <= 0:
            return [unit.candidate for unit in chosen]
        unit = left[gains.index(max(gains))]
        chosen.append(unit)
        so_far += known[unit.order]
        best = rouge_n(so_far, wanted, 2).recall
