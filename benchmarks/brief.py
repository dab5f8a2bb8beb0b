"""A warm brief on 10,000 and 100,000 stored articles, and how long the command line takes to start.

python -m benchmarks.brief [--small] [--database FILE]
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import RARE, make_records
from bot.actors.registry import Registry, load_registry
from bot.answering.brief import Answerer
from bot.answering.find import LIMIT
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply
from bot.bootstrap import utc_now
from bot.plugins import RANKERS, load_plugin
from bot.serve import calm_collector
from bot.store.open import open_store
from bot.store.tokens import to_needles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.ports import Ranker, Store

QUERIES = ("china", "north korea", "putin", '"arms transfers"', "china vs japan", "china on north korea", RARE)
BATCH = 500
ROUNDS = 40


@dataclass(frozen=True)
class Times:
    """How many milliseconds each of some runs took, and how many of them a processor was at it.

    Where others share the machine, the latter say more.
    """

    every: list[float]
    busy: list[float]

    @classmethod
    def joined(cls, several: Sequence[Times]) -> Times:
        """Return the times of several series as one."""
        return cls(
            [each for times in several for each in times.every], [each for times in several for each in times.busy]
        )

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.every)

    @property
    def p95(self) -> float:
        """What 19 of 20 stay below."""
        return statistics.quantiles(self.every, n=20)[-1]


def fill(store: Store, count: int) -> None:
    """Add articles up to a count."""
    records = islice(make_records(count), store.extent().articles, None)
    while batch := list(islice(records, BATCH)):
        store.add(batch)


def measure(work: Callable[[], object]) -> Times:
    """Run some work again and again; the first two runs, which warm it, are not counted."""
    every, busy = [], []
    for _ in range(ROUNDS + 2):
        begun, begun_busy = time.perf_counter(), time.process_time()
        work()
        every.append((time.perf_counter() - begun) * 1e3)
        busy.append((time.process_time() - begun_busy) * 1e3)
    return Times(every[2:], busy[2:])


@dataclass(frozen=True)
class Bench:
    """What is measured on one store.

    Args:
        path: SQLite's file.
        store: The store that is open on it.
        rank: The ranker.
        registry: The actors.
    """

    path: Path
    store: Store
    rank: Ranker
    registry: Registry

    def brief(self, text: str) -> Times:
        """Measure a brief, from words to a reply."""
        answerer = Answerer(self.store, self.rank, self.registry, utc_now)

        def work() -> None:
            request = parse_query(text, registry=self.registry, now=utc_now())
            brief_reply(answerer.brief(request), request)

        return measure(work)

    def bare(self, text: str) -> Times:
        """Measure the baseline: the numbers of the newest hits, by a query that SQLite has compiled, and nothing else."""
        request = parse_query(text, registry=self.registry, now=utc_now())
        needles = [needle[0].strip() for query in request.queries for needle in to_needles(query)]
        words = " AND ".join(f'"{needle}"' for needle in needles)
        select = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
        with closing(sqlite3.connect(self.path)) as connection:
            return measure(lambda: connection.execute(select, (words, LIMIT)).fetchall())

    def compare(self) -> None:
        """Print a line for each query, and one for all."""
        print(f"  {'':22} {'brief p50':>10} {'p95':>7} {'CPU p50':>9} {'FTS5 p50':>10} {'ratio':>7}")
        briefs, bares = [], []
        for text in QUERIES:
            briefs.append(self.brief(text))
            bares.append(self.bare(text))
            print_line(text, briefs[-1], bares[-1])
        print_line("all", Times.joined(briefs), Times.joined(bares))


def print_line(text: str, brief: Times, bare: Times) -> None:
    """Print a brief's times beside those of the bare query."""
    busy, bare_busy = statistics.median(brief.busy), statistics.median(bare.busy)
    print(
        f"  {text:22} {brief.p50:10.1f} {brief.p95:7.1f} {busy:9.1f} {bare.p50:10.2f} {busy / bare_busy:7.0f}",
        flush=True,
    )


def briefs(path: Path, sizes: list[int]) -> None:
    """Print the time that warm briefs take on stores of these sizes, beside SQLite's own."""
    store = open_store(f"sqlite:///{path}")
    bench = Bench(path, store, load_plugin(RANKERS, "default"), load_registry())
    calm_collector()  # as in a process that serves
    for size in sizes:
        if store.extent().articles > size:
            continue  # a database of before, which was kept, has more
        fill(store, size)
        print(f"\nwarm brief, {size:,} articles in SQLite, in ms; beside it the full-text query alone")
        bench.compare()
    store.close()


def starts(folder: Path) -> None:
    """Print how long commands take from start to end, in a process of their own."""
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'start.db'}"}
    print("\nfrom start to end, in s: median of 7, disk caches warm")
    for arguments in (["--help"], ["brief", "china"], ["stance", "china"]):
        times = []
        for _ in range(8):
            begun = time.perf_counter()
            subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "bot", *arguments], env=environ, check=True, stdout=subprocess.DEVNULL
            )
            times.append(time.perf_counter() - begun)
        print(f"  briefbot {' '.join(arguments):18} {statistics.median(times[1:]):6.3f}   (first: {times[0]:.3f})")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="10,000 articles alone")
    parser.add_argument("--database", type=Path, help="keep the articles in this file, for the next time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        starts(Path(folder))
        path = arguments.database or Path(folder) / "bench.db"
        briefs(path, [10_000] if arguments.small else [10_000, 100_000])


if __name__ == "__main__":
    main()
