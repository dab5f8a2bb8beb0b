"""How many commands were answered, how, and how fast: counted here, shown by whichever edge shows figures."""

from __future__ import annotations

import threading
from bisect import bisect_left
from itertools import accumulate

from bot.ports import LATENCIES, Answered, Ending


class Tally:
    """Counts of commands since the start. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, Ending], list[int]] = {}
        self._seconds: dict[tuple[str, Ending], float] = {}

    def count(self, command: str, outcome: Ending, seconds: float) -> None:
        """Count one command.

        Args:
            command: Its name: one of few, since each is kept for good.
            outcome: How it ended.
            seconds: How long it took.
        """
        key = command, outcome
        with self._lock:
            counts = self._counts.setdefault(key, [0] * (len(LATENCIES) + 1))
            counts[bisect_left(LATENCIES, seconds)] += 1
            self._seconds[key] = self._seconds.get(key, 0.0) + seconds

    def read(self) -> tuple[Answered, ...]:
        """Return the counts, by command and outcome.

        >>> tally = Tally()
        >>> tally.count("brief", "answered", 0.03)
        >>> tally.read()[0].within[:3]
        (0, 0, 1)
        """
        with self._lock:
            return tuple(
                Answered(
                    command=command,
                    outcome=outcome,
                    count=sum(counts),
                    seconds=self._seconds[command, outcome],
                    within=tuple(accumulate(counts[:-1])),
                )
                for (command, outcome), counts in sorted(self._counts.items())
            )
