"""Counting what was answered."""

from __future__ import annotations

import threading

from bot.ports import LATENCIES, Answered
from bot.tally import Tally


def test_what_was_counted_is_read() -> None:
    """Times fall into the classes that hold them, a bound into its own class, and what is slower into none."""
    tally = Tally()
    for seconds in (0.001, 0.01, 0.3, 60.0):
        tally.count("brief", "answered", seconds)

    (read,) = tally.read()
    assert Answered(
        command="brief", outcome="answered", count=4, seconds=60.311, within=(2, 2, 2, 2, 2, 3, 3, 3, 3, 3)
    ) == Answered(
        command=read.command, outcome=read.outcome, count=read.count, seconds=round(read.seconds, 6), within=read.within
    )
    assert len(LATENCIES) == len(read.within)


def test_names_and_outcomes_are_kept_apart() -> None:
    """Each has its own line, in order."""
    tally = Tally()
    tally.count("stance", "refused", 0.1)
    tally.count("brief", "failed", 0.1)
    tally.count("brief", "answered", 0.1)

    assert [("brief", "answered"), ("brief", "failed"), ("stance", "refused")] == [
        (each.command, each.outcome) for each in tally.read()
    ]
    assert () == Tally().read()


def count_often(tally: Tally) -> None:
    """Count 500 times."""
    for _ in range(500):
        tally.count("brief", "answered", 0.0)


def test_threads_lose_no_count() -> None:
    """Counts from many threads add up."""
    tally = Tally()
    threads = [threading.Thread(target=count_often, args=(tally,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 4_000 == tally.read()[0].count
