"""Search and adding in SQLite and PostgreSQL, side by side: python -m benchmarks.search [--million] [--sqlite]."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import EVERY, FIRST, RARE, make_records
from bot.model import Query
from bot.store.open import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.ports import Articles
    from bot.store.sql import SqlStore

ROUNDS = 30
BATCH = 500


def queries(last: datetime) -> dict[str, Callable[[Articles], object]]:
    """Return what is measured, by name; ``last`` is the moment of the newest article."""
    week = last - EVERY * 720 * 7

    def search(**query: object) -> Callable[[Articles], object]:
        asked = Query(text="", **query)  # type: ignore[arg-type]  # fields of Query
        return lambda store: store.search(asked)

    aliases = Query(text="", phrases=("moscow", "kremlin", "putin", "russian"))
    return {
        "an actor": search(actors=("China",)),
        "two actors": search(actors=("China", "Philippines")),
        "an actor, 7 days": search(actors=("China",), since=week),
        "a common word": search(phrases=("the",)),
        "a phrase": search(phrases=("north korea",)),
        "a rare word": search(phrases=(RARE,)),
        "a word in one": search(phrases=("name39999",)),
        "no such word": search(phrases=("xyzzy",)),
        "aliases by OR": lambda store: store.search(aliases, match="any"),
        "stances of one": lambda store: store.stances(holders=("China",), limit=100),
        "a digest's news": lambda store: store.search(
            Query(text="", actors=("China",)), after=store.extent().seq - 720
        ),
    }


def measure(store: SqlStore, ask: Callable[[Articles], object], *, warm: bool) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds; a store that is not warm has no record at hand."""
    times = []
    ask(store)
    for _ in range(ROUNDS):
        if not warm:
            store._shelf.clear()  # noqa: SLF001 - what a process that has just started finds
        begun = time.perf_counter()
        ask(store)
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def fill(store: Articles, start: int, count: int) -> float:
    """Add articles up to a count, and return how many a second."""
    records = islice(make_records(count), start, None)
    spent = 0.0
    while batch := list(islice(records, BATCH)):
        begun = time.perf_counter()
        store.add(batch)
        spent += time.perf_counter() - begun
    return (count - start) / spent


def run(stores: dict[str, SqlStore], sizes: Sequence[int]) -> None:
    """Print the tables."""
    start = 0
    for size in sizes:
        print(f"\n{size:,} articles; p50/p95 in ms of the newest 200: records at hand | read from the database")
        rates = {name: fill(store, start, size) for name, store in stores.items()}
        print(f"{'adding, articles/s':20}" + "".join(f"{name:>12} {rate:21,.0f}" for name, rate in rates.items()))
        for what, ask in queries(FIRST + EVERY * size).items():
            line = f"{what:20}"
            for name, store in stores.items():
                figures = [f"{a:6.1f}/{b:6.1f}" for a, b in (measure(store, ask, warm=warm) for warm in (True, False))]
                line += f"{name:>12} {' | '.join(figures)}"
            print(line, flush=True)
        start = size


def main() -> None:
    """Measure 10,000 and 100,000 articles, and a million if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", action="store_true", help="a million articles too: some 20 minutes, 15 GB")
    parser.add_argument("--sqlite", action="store_true", help="SQLite alone")
    arguments = parser.parse_args()
    sizes = [10_000, 100_000, *([1_000_000] if arguments.million else [])]
    with tempfile.TemporaryDirectory() as folder:
        stores: dict[str, SqlStore] = {"SQLite": open_store(f"sqlite:///{Path(folder) / 'bench.db'}")}  # type: ignore[dict-item]
        if arguments.sqlite:
            run(stores, sizes)
            return
        from tests.support.postgresql import Server  # noqa: PLC0415 - a real server is not always wanted

        server = Server()
        try:
            stores["PostgreSQL"] = open_store(server.fresh())  # type: ignore[assignment]
            run(stores, sizes)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
