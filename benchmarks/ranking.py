"""The default ranker, and our LexRank, against sumy's LexRank on the same sentences: python -m benchmarks.ranking."""

from __future__ import annotations

import time
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer

from benchmarks.corpus import make_records
from bot.model import Budget, Candidate, Query
from bot.ranking import sumy_methods, units
from bot.ranking.coverage import rank
from bot.ranking.standing import standing
from bot.ranking.tokenizer import Tokenizer
from bot.text.words import stop_words, to_stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.ports import Ranker

SIZES = (100, 300, 500, 1_000)
ALONE = (3_300, 20_000)  # sentences that LexRank would take minutes or hours for
NOTHING, SHORT = Query(text=""), Budget(points=None, words=250)
POINTS = 6
ROUNDS = 9


def take_sentences(count: int) -> list[Candidate]:
    """Return so many sentences of generated articles, each unlike the others."""
    records = make_records(count)
    found = (Candidate(record=record, index=each) for record in records for each in range(len(record.sentences)))
    return list(islice((each for each in found if not each.sentence.heading), count))


def milliseconds(
    work: Callable[[], object], *, rounds: int = ROUNDS, before: Callable[[], None] | None = None
) -> float:
    """Return the processor time of the quickest of some runs; what is to be done before each is not counted.

    What else the machine does at the time counts little that way.
    """
    times = []
    for _ in range(rounds):
        if before:
            before()
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) * 1e3


def forget() -> None:
    """Forget all sentences that have been read."""
    units.read.cache_clear()
    standing.cache_clear()


def by_sumy(texts: Sequence[str]) -> Callable[[], object]:
    """Return what sumy's own LexRank does with sentences that it has split into words before."""
    tokenizer = Tokenizer("en")
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
    summarise = LexRankSummarizer(lru_cache(maxsize=None)(lambda word: to_stems([word], "en")[0]))
    summarise.stop_words = stop_words("en")
    return lambda: summarise(document, POINTS)


def show(candidates: Sequence[Candidate], *, beside: bool) -> None:
    """Print how long the default ranker takes, for new sentences and for known ones, beside LexRank if wanted."""

    def work(ranker: Ranker) -> Callable[[], object]:
        return lambda: ranker(candidates, query=NOTHING, budget=SHORT)

    new = milliseconds(work(rank), before=forget)
    line = f"{len(candidates):>9,} {new:>10.1f} {milliseconds(work(rank)):>10.1f}"
    if beside:
        ours = milliseconds(work(sumy_methods.lexrank))
        theirs = milliseconds(by_sumy([candidate.text for candidate in candidates]), rounds=1)
        line += f" {theirs:>14,.0f} {theirs / new:>8,.0f} x {ours:>16.1f} {theirs / ours:>8,.0f} x"
    print(line, flush=True)


def main() -> None:
    """Print milliseconds and ratios for growing numbers of sentences."""
    sumy_methods.lexrank(take_sentences(3), query=NOTHING, budget=SHORT)  # its imports are not what is measured
    print(f"{'':>9} {'default ranker':>21} {'sumy LexRank':>25} {'our LexRank':>27}")
    print(f"{'sentences':>9} {'new, ms':>10} {'known, ms':>10} {'ms':>14} {'/ new':>10} {'ms':>16} {'sumy / ours':>10}")
    for size in (*SIZES, *ALONE):
        show(take_sentences(size), beside=size in SIZES)


if __name__ == "__main__":
    main()
