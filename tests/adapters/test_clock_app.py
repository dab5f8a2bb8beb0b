"""The clock, with a real scheduler."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from apscheduler.events import EVENT_SCHEDULER_STARTED

from adapters.clock.app import Clock, build
from bot.config import Settings
from bot.model import Reply
from bot.ports import Env, Status
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEADLINE = 10.0
LONG = 3000.0


@dataclass
class Ticks:
    """A tick that returns each of ``answers`` in turn, raising those that are errors, then asks for a long rest."""

    answers: list[float | Exception]
    count: int = 0
    at_once: int = 0
    most_at_once: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> float:
        """Count, and return or raise the next answer."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.count += 1
        try:
            if not self.answers:
                self.done.set()
                return LONG
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        finally:
            self.at_once -= 1


@contextmanager
def running(clock: Clock) -> Iterator[threading.Event]:
    """Run a clock in a thread, as ``briefbot serve`` does, and stop it in the end."""
    stop = threading.Event()
    thread = threading.Thread(target=clock.run, args=(stop,))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(DEADLINE)
        assert not thread.is_alive()


def make(tick: Callable[[], float]) -> Clock:
    """Build a clock through its entry point."""
    return build(
        Env(
            settings=Settings(database_url="sqlite://"),
            handle=lambda _command: Reply(text=""),
            complete=lambda _prefix: [],
            tick=tick,
            status=lambda: Status(adapters={}),
            clock=lambda: datetime.now(UTC),
        )
    )


def test_it_ticks_at_once_and_when_it_is_asked_to() -> None:
    """Again and again, one tick at a time, whatever number it is given."""
    ticks = Ticks([0.01, 0.0, -5.0, 0.02])

    with running(make(ticks)):
        assert ticks.done.wait(DEADLINE)

    assert (5, 1) == (ticks.count, ticks.most_at_once)


def test_a_tick_that_fails_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    """The next is ordered, a minute later; what went wrong is logged."""
    clock = make(Ticks([RuntimeError("no such luck")]))

    with running(clock):
        ordered = wait_for(lambda: clock._scheduler.get_job("tick"))
    seconds = (ordered.next_run_time - datetime.now(UTC)).total_seconds()

    assert pytest.approx(60, abs=10) == seconds
    assert ["a tick failed"] == [record.message for record in caplog.records if record.name == "adapters.clock.app"]


def test_it_is_ready_while_it_runs() -> None:
    """Not before and not after; then it can run again."""
    ticks = Ticks([])
    clock = make(ticks)
    states = [clock.ready]

    for _ in range(2):
        ticks.done.clear()
        with running(clock):
            assert ticks.done.wait(DEADLINE)
            states.append(clock.ready)
        states.append(clock.ready)

    assert [False, True, False, True, False] == states
    assert ("clock", None) == (clock.name, clock.channel)


def test_it_lets_a_tick_end_before_it_stops() -> None:
    """What has begun is not cut off."""
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def tick() -> float:
        begun.set()
        go_on.wait(DEADLINE)
        ended.set()
        return LONG

    with running(make(tick)) as stop:
        assert begun.wait(DEADLINE)
        stop.set()
        go_on.set()

    assert ended.is_set()


def test_a_clock_that_is_set_back_does_not_delay_it(caplog: pytest.LogCaptureFixture) -> None:
    """The scheduler waits by the machine's clock; a wake that does not come is done without."""
    ticks = Ticks([0.01])
    clock = Clock(ticks, patience=0.01)
    clock._scheduler.add_listener(lambda _event: clock._scheduler.pause(), EVENT_SCHEDULER_STARTED)  # it never knocks

    with running(clock):
        assert ticks.done.wait(DEADLINE)

    assert 2 == ticks.count
    assert "waking without it" in caplog.text
