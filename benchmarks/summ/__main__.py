"""ROUGE and milliseconds of lead, every installed ranker and a greedy oracle: python -m benchmarks.summ FOLDER."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.summ.methods import lead, oracle
from benchmarks.summ.scores import MEASURES, measure
from benchmarks.summ.sets import read_sets
from bot.model import Budget
from bot.plugins import RANKERS, find_plugins, load_plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.summ.scores import Result
    from benchmarks.summ.sets import Cluster, Set
    from bot.model import Candidate
    from bot.ports import Ranker

    Summarise = Callable[[Cluster], Sequence[Candidate]]

OURS = "default"
DECIDES = MEASURES.index("R-2")


def methods(data: Set, wanted: Sequence[str]) -> dict[str, Summarise]:
    """Return what is measured on a set, by name: our ranker first, for the others are compared with it."""
    rankers: dict[str, Ranker] = {name: load_plugin(RANKERS, name) for name in find_plugins(RANKERS) if name in wanted}
    ours = {OURS: rankers.pop(OURS)} if OURS in rankers else {}
    found = {name: _by(ranker, data) for name, ranker in (ours | {"lead": lead} | rankers).items()}
    return found | {"oracle": lambda cluster: oracle(cluster, words=data.words)}


def _by(ranker: Ranker, data: Set) -> Summarise:
    budget = Budget(points=None, words=data.words)
    return lambda cluster: ranker(cluster.candidates, query=cluster.query, budget=budget)


def show(data: Set, wanted: Sequence[str]) -> None:
    """Print a line for each method, with 95 % intervals, and how sure it is that ours is better in ROUGE-2."""
    sentences = sum(len(cluster.candidates) for cluster in data.clusters) / len(data.clusters)
    print(
        f"\n{data.name}: {len(data.clusters)} clusters of {sentences:.0f} sentences; {data.words} words, {data.measure}"
    )
    print(f"{'':>10} {' '.join(f'{name:>20}' for name in MEASURES)} {'ms':>8}  ours better")
    ours: Result | None = None
    for name, summarise in methods(data, wanted).items():
        if name in wanted:
            result = measure(summarise, data)
            ours = result if name == OURS else ours
            print(f"{name:>10} {_figures(result)}{_compared(ours, result)}", flush=True)


def _figures(result: Result) -> str:
    cells = []
    for column in range(len(MEASURES)):
        low, high = result.interval(column)
        cells.append(f"{result.scores[:, column].mean():6.2f} [{low:5.2f} {high:5.2f}]")
    return f"{' '.join(cells)} {result.milliseconds:8.1f}"


def _compared(ours: Result | None, result: Result) -> str:
    if ours is None or ours is result:
        return ""
    return f"  {ours.beats(result, DECIDES):6.1%}"


def main() -> None:
    """Measure what is asked for on all sets of a folder."""
    known = ["lead", *find_plugins(RANKERS), "oracle"]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summ", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets are: *.jsonl, see README.md")
    parser.add_argument("--set", default="", help="only sets whose names have this in them")
    parser.add_argument("--methods", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--most", type=int, help="only so many clusters of each set")
    arguments = parser.parse_args()
    found = False
    for data in read_sets(arguments.folder, names=arguments.set, most=arguments.most):
        found = True
        show(data, arguments.methods)
    if not found:
        sys.exit(f"There is no set in {arguments.folder}: a *.jsonl file with documents and references on each line.")


if __name__ == "__main__":
    main()
