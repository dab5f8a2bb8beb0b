"""What is kept in memory of the last few things: when each channel was last posted to, and what has been answered."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_APART = 1.0
"""Slack takes about one message a second for a channel, and hides some of those above that without an error."""
_REMEMBERED = 10_000


class Pace:
    """Hand out moments at which to post to a channel, at least :data:`SECONDS_APART` from one another.

    Any thread may ask: answers and digests share a channel's pace.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._free: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def reserve(self, channel: str) -> float:
        """Take the channel's next free moment and return the seconds until then."""
        with self._lock:
            now = self._now()
            moment = max(now, self._free.pop(channel, now))
            self._free[channel] = moment + SECONDS_APART
            _trim(self._free)
            return moment - now


class Seen:
    """Remember the last keys, to know an event or a command that Slack sends again."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def add(self, key: str) -> bool:
        """Remember a key; say whether it is new. An empty key is always new."""
        if key in self._keys:
            return False
        if key:
            self._keys[key] = None
            _trim(self._keys)
        return True


def _trim(kept: OrderedDict[str, float] | OrderedDict[str, None]) -> None:
    while len(kept) > _REMEMBERED:
        kept.popitem(last=False)
