"""When a source's turn comes, and what a reading leaves of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.text.normalise import normalise

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Source
    from bot.reading.gather import Gathered

_DOUBLINGS = 4  # of the interval between two readings of a source that fails
LONGEST_REST = timedelta(days=1)  # that a server is granted, whatever it asks for


def is_due(source: Source, now: datetime, every: timedelta) -> bool:
    """Return whether a source's turn has come: each failure in a row doubles the wait, up to sixteenfold.

    A server that asked to be left alone is, for a day at most. What was read in the future was read by a wrong clock: its
    turn has come.
    """
    if source.checked is None or source.checked - now > every:
        return True
    if source.rests and now < source.rests <= now + LONGEST_REST:
        return False
    return now - source.checked >= every * (1 << min(source.failures, _DOUBLINGS))


def after(source: Source, gathered: Gathered, now: datetime) -> Source:
    """Return a source as its reading leaves it."""
    rests = now + min(gathered.rest, LONGEST_REST) if gathered.rest else None
    if gathered.error:
        return replace(source, checked=now, failures=source.failures + 1, error=normalise(gathered.error), rests=rests)
    return replace(
        source,
        title=source.title or gathered.title,
        checked=now,
        failures=0,
        error="",
        etag=gathered.etag,
        modified=gathered.modified,
        rests=rests,
    )
