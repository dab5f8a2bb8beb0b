"""A warm brief on 10,000 and 100,000 stored articles, and how long the command line takes to start."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import RARE, make_records
from bot.actors.registry import load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply
from bot.bootstrap import utc_now
from bot.plugins import RANKERS, load_plugin
from bot.store.open import open_store

if TYPE_CHECKING:
    from bot.ports import Ranker, Store

QUERIES = ("china", "north korea", "putin", '"arms transfers"', "china vs japan", "china on north korea", RARE)
BATCH = 500
ROUNDS = 30


def fill(store: Store, start: int, count: int) -> None:
    """Add articles up to a count."""
    records = islice(make_records(count), start, None)
    while batch := list(islice(records, BATCH)):
        store.add(batch)


def measure(store: Store, rank: Ranker, text: str) -> list[float]:
    """Return how many milliseconds each of some briefs took, from words to a reply; the first is not counted."""
    registry = load_registry()
    answerer = Answerer(store, rank, registry, utc_now)
    times = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        request = parse_query(text, registry=registry, now=utc_now())
        brief_reply(answerer.brief(request), request)
        times.append((time.perf_counter() - begun) * 1e3)
    return times[1:]


def briefs(sizes: list[int]) -> None:
    """Print the time that warm briefs take on stores of these sizes."""
    rank = load_plugin(RANKERS, "default")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        start = 0
        for size in sizes:
            fill(store, start, size)
            start = size
            print(f"\nwarm brief, {size:,} articles in SQLite: p50 / p95 in ms")
            every = []
            for text in QUERIES:
                times = measure(store, rank, text)
                every += times
                print(f"  {text:22} {statistics.median(times):7.1f} / {statistics.quantiles(times, n=20)[-1]:7.1f}")
            print(f"  {'all':22} {statistics.median(every):7.1f} / {statistics.quantiles(every, n=20)[-1]:7.1f}")
        store.close()


def starts() -> None:
    """Print how long commands take from start to end, in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "DATABASE_URL": f"sqlite:///{Path(folder) / 'start.db'}"}
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
    arguments = parser.parse_args()
    starts()
    briefs([10_000] if arguments.small else [10_000, 100_000])


if __name__ == "__main__":
    main()
