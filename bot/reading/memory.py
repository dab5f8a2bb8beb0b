"""What reading remembers of entries from one reading of a feed to the next, and forgets when its process ends."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

TRIES = 3  # readings in which an entry's page may fail before the feed's own words have to do
MOST = 20_000  # entries that are remembered


class Memory:
    """Remembers which entries hold no article, and whose pages have failed how often. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hollow: OrderedDict[str, None] = OrderedDict()
        self._tries: OrderedDict[str, int] = OrderedDict()

    def set_aside(self, article: str) -> None:
        """Note that there is no article in an entry: its feed shows it again and again."""
        with self._lock:
            self._hollow[article] = None
            _forget(self._hollow)

    def aside(self, articles: Collection[str]) -> frozenset[str]:
        """Return those of the ids that were set aside."""
        with self._lock:
            return frozenset(each for each in articles if each in self._hollow)

    def wait(self, article: str) -> bool:
        """Note that an entry's page could not be read; say whether it is worth another try."""
        with self._lock:
            tries = self._tries.pop(article, 0) + 1
            if tries < TRIES:
                self._tries[article] = tries
                _forget(self._tries)
            return tries < TRIES


def _forget(remembered: OrderedDict[str, None] | OrderedDict[str, int]) -> None:
    while len(remembered) > MOST:
        remembered.popitem(last=False)
