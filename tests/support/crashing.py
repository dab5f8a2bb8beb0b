"""Posting in processes that die: a driver that posts what is due, and is killed at the step that it is told.

``python -m tests.support.crashing DATABASE_URL SLACK_API_URL`` takes a line for each run on its standard input: the moment, how
many processes run at once, and the step at which they are killed (0: none). A step is the moment right before or right after
any call of the store or of Slack. Each run is a process forked from the driver, so that it costs no start of Python; after
each, a line says how the processes ended: 0 and the number of steps, or the signal.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from adapters.slack.pace import Pace
from adapters.slack.posts import Posts
from bot.config import read_settings
from bot.posting.post import Poster
from bot.store.open import open_store
from tests.peers.slack import BOT_TOKEN
from tests.support.posting import FakeComposer, FixedClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Settings

ROOT = Path(__file__).parents[2]


class Fuse:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.steps = 0

    def step(self) -> None:
        """Count one."""
        self.steps += 1
        if self.steps == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class Fused:
    """What it stands before, with a step before and after each call."""

    def __init__(self, behind: object, fuse: Fuse) -> None:
        self._behind = behind
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._behind, name)

        def call(*given: object, **more: object) -> object:
            self._fuse.step()
            result = method(*given, **more)
            self._fuse.step()
            return result

        return call


def post_what_is_due(settings: Settings, now: datetime, at: int) -> int:
    """Do what a tick does, and return how many steps it took."""
    fuse = Fuse(at)
    store: Any = Fused(open_store(settings.database_url), fuse)
    channel: Any = Fused(Posts(settings, Pace()), fuse)
    poster = Poster(store, FakeComposer(), {"slack": channel}, FixedClock(now))
    poster.open_due()
    poster.drain()
    return fuse.steps


def _fork(settings: Settings, now: datetime, at: int, start: int) -> int:
    """Return the id of a process that posts what is due as soon as ``start`` can be read, and ends with its steps."""
    child = os.fork()
    if child:
        return child
    select.select([start], [], [])  # all of a run begin at once
    status = 255
    try:
        status = post_what_is_due(settings, now, at)
    finally:
        os._exit(status)


def _run(settings: Settings, line: str) -> str:
    moment, count, at = line.split()
    start, signal_start = os.pipe()
    now = datetime.fromisoformat(moment)
    children = [_fork(settings, now, int(at), start) for _ in range(int(count))]
    os.write(signal_start, b"go")
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    os.close(start)
    os.close(signal_start)
    return " ".join(map(str, ends))


def main() -> None:
    """Drive."""
    database, api = sys.argv[1:]
    settings = read_settings({"DATABASE_URL": database, "SLACK_API_URL": api, "SLACK_BOT_TOKEN": BOT_TOKEN})
    open_store(database).close()  # what that imports is there for all that are forked; no connection is
    for line in sys.stdin:
        print(_run(settings, line), flush=True)  # noqa: T201 - to whoever drives the driver


class Driver:
    """The driver, from the side of a test."""

    def __init__(self, database: str, api: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", "tests.support.crashing", database, api],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(10)
        finally:
            self._process.kill()
            self._process.wait()

    def run(self, now: datetime, *, count: int = 1, at: int = 0) -> list[int]:
        """Post what is due at a moment, and return how the processes ended: with their steps, or minus the signal."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{now.astimezone(UTC).isoformat()} {count} {at}\n")
        self._process.stdin.flush()
        return [int(word) for word in self._process.stdout.readline().split()]


if __name__ == "__main__":
    main()
