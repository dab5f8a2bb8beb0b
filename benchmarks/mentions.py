"""Finding actors in text, against a plain regular expression of the same names."""

from __future__ import annotations

import re
import time
from datetime import date
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.actors.folding import fold, to_key
from bot.actors.mentions import find_mentions
from bot.actors.registry import Registry
from bot.actors.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAY = date(2024, 7, 12)
ROUNDS = 5


def measure(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def read_all(work: Callable[[str], object], texts: Sequence[str]) -> None:
    """Do the work on each text."""
    for text in texts:
        work(text)


def main() -> None:
    """Print megabytes a second over the sample corpus, and what a start costs."""
    articles = [each.read_text(encoding="utf-8") for each in files("seeds").iterdir() if each.name.endswith(".md")]
    size = sum(len(text.encode()) for text in articles) / 1e6
    tables = read_tables()
    registry = Registry(tables)
    names = sorted({to_key(name.text) for row in tables.rows for name in row.names}, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    automaton = registry.patterns()
    ways: dict[str, Callable[[str], object]] = {
        "mentions (ours)": lambda text: find_mentions(text, registry, on=DAY),
        "its automaton alone": lambda text: automaton.find(fold(text).text),
        "a regular expression": lambda text: pattern.findall(fold(text).text),
    }
    rates = {what: size / measure(partial(read_all, work, articles)) for what, work in ways.items()}
    print(f"{len(names):,} names; {len(articles)} articles, {size * 1e3:.0f} KB")
    for what, rate in rates.items():
        print(f"{what:22}{rate:8.2f} MB/s{rate / rates['a regular expression']:8.1f} x")
    print(f"{'reading the tables':22}{measure(lambda: Registry(read_tables())) * 1e3:8.1f} ms")
    print(f"{'making the automaton':22}{measure(lambda: Registry(tables).patterns()) * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
