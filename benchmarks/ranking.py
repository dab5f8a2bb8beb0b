"""The default ranker against sumy's LexRank on the same sentences: python -m benchmarks.ranking."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.corpus import make_records
from bot.model import Budget, Candidate, Query
from bot.ranking import sumy_methods, units
from bot.ranking.coverage import rank
from bot.ranking.standing import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.ports import Ranker

SIZES = (100, 300, 500, 1_000)
ALONE = (3_300, 20_000)  # sentences that LexRank would take minutes or hours for
NOTHING, SHORT = Query(text=""), Budget(points=None, words=250)
ROUNDS = 5


def take_sentences(count: int) -> list[Candidate]:
    """Return so many sentences of generated articles, each unlike the others."""
    records = make_records(count)
    found = (Candidate(record=record, index=each) for record in records for each in range(len(record.sentences)))
    return list(islice((each for each in found if not each.sentence.heading), count))


def milliseconds(work: Callable[[], object], *, rounds: int = ROUNDS, before: Callable[[], None] | None = None) -> float:
    """Return how long the quickest of some runs takes; what is to be done before each is not counted."""
    times = []
    for _ in range(rounds):
        if before:
            before()
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1e3


def forget() -> None:
    """Forget all sentences that have been read."""
    units.read.cache_clear()
    standing.cache_clear()


def show(candidates: Sequence[Candidate], *, beside: bool) -> None:
    """Print how long the default ranker takes, for new sentences and for known ones, beside LexRank if wanted."""

    def work(ranker: Ranker) -> Callable[[], object]:
        return lambda: ranker(candidates, query=NOTHING, budget=SHORT)

    new = milliseconds(work(rank), before=forget)
    line = f"{len(candidates):>9,} {new:>10.1f} {milliseconds(work(rank)):>10.1f}"
    if beside:
        other = milliseconds(work(sumy_methods.lexrank), rounds=1)
        line += f" {other:>14,.0f} {other / new:>8,.0f} x"
    print(line, flush=True)


def main() -> None:
    """Print milliseconds and ratios for growing numbers of sentences."""
    sumy_methods.lexrank(take_sentences(3), query=NOTHING, budget=SHORT)  # its imports are not what is measured
    sumy_methods.MOST["lex_rank"] = max(SIZES)  # nor is what we spare it
    print(f"{'sentences':>9} {'new, ms':>10} {'known, ms':>10} {'LexRank, ms':>14} {'ratio':>10}")
    for size in (*SIZES, *ALONE):
        show(take_sentences(size), beside=size in SIZES)


if __name__ == "__main__":
    main()
