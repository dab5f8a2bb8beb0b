"""The clock: a user who never sleeps, and asks each minute for what is due.

APScheduler only wakes us. What is due is decided from the subscriptions and the ledger when we are awake, so that a wake that
comes late, twice or not at all loses nothing and repeats nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Env

_SHORTEST, _LONGEST = 0.01, 3600.0  # seconds from one tick to the next, whatever is asked for
_AFTER_TROUBLE = 60.0  # seconds until the next tick after one that failed
_PATIENCE = 5.0  # seconds that a wake may be late before it is taken for lost
_GLANCE = 0.1  # seconds between two looks at whether to wake or to stop

log = logging.getLogger(__name__)


def build(env: Env) -> Clock:
    """Return the adapter; it needs no settings."""
    return Clock(env.tick)


class Clock:
    """Calls ``tick`` at once, and then whenever it wants to be called again; never twice at the same time.

    The scheduler's own thread does no more than to knock: it holds its locks while it waits for a job to end, and a job that
    orders the next one would wait for them.

    Args:
        tick: Does what is due, and returns the seconds until it wants to be called again.
        patience: How many seconds a wake may be late before the clock wakes without it.
    """

    name = "clock"
    channel = None

    def __init__(self, tick: Callable[[], float], *, patience: float = _PATIENCE) -> None:
        self._tick = tick
        self._patience = patience
        self._knocked = threading.Event()
        self._scheduler = _make_scheduler()

    @property
    def ready(self) -> bool:
        """Whether it runs."""
        return bool(self._scheduler.running)

    def run(self, stop: threading.Event, /) -> None:
        """Tick until the event is set; a tick that has begun ends first."""
        self._scheduler.start()
        try:
            while not stop.is_set():
                seconds = min(max(self._try_tick(), _SHORTEST), _LONGEST)
                self._order(seconds)
                self._sleep(stop, latest=time.monotonic() + seconds + self._patience)
        finally:
            self._scheduler.shutdown()
            self._scheduler = _make_scheduler()  # one that was shut down cannot be started again

    def _try_tick(self) -> float:
        try:
            return self._tick()
        except Exception:
            log.exception("a tick failed")
            return _AFTER_TROUBLE

    def _order(self, seconds: float) -> None:
        """Order the next wake, in place of any other."""
        self._knocked.clear()
        at = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(self._knocked.set, "date", run_date=at, id="tick", replace_existing=True)

    def _sleep(self, stop: threading.Event, *, latest: float) -> None:
        """Return at the scheduler's knock, or when told to stop.

        The scheduler waits by the machine's clock, and for hours if that is set back: ``latest``, by the clock that is never
        set, is when to wake without it.
        """
        while not self._knocked.is_set() and not stop.wait(_GLANCE):
            if time.monotonic() > latest:
                log.warning("no wake came, as when the machine's clock is set back; waking without it")
                return


def _make_scheduler() -> BackgroundScheduler:
    """Return a scheduler that keeps its one job in memory, and never drops it for being late.

    Two instances, for the next wake may be due before the scheduler has noticed that this one has ended.
    """
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every wake
    return BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 2},
    )
