"""Posting survives kill -9 at any step, on each store: each slot is posted once, and late ones say so."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.model import Place, Schedule, State, Subscription
from bot.posting.post import LEASE
from bot.store.open import open_store
from tests.peers.slack import SlackPeer
from tests.support.crashing import Driver
from tests.support.records import make_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.ports import Store

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
MINUTE = timedelta(minutes=1)
AFTER_LEASE = LEASE + timedelta(seconds=1)
KILLED = [-signal.SIGKILL]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The store with one article, as the test looks at it while processes come and go."""
    store = open_store(url)
    store.add([make_record(1)])
    yield store
    store.close()


@pytest.fixture
def peer() -> Iterator[SlackPeer]:
    """Slack on loopback."""
    with SlackPeer() as peer:
        yield peer


@pytest.fixture
def driver(url: str, peer: SlackPeer, store: Store) -> Iterator[Driver]:  # noqa: ARG001 - its tables must be there
    """A driver on both."""
    with Driver(url, peer.api_url) as driver:
        yield driver


def subscribe(store: Store, name: str, due: datetime) -> None:
    """Let a channel of that name have a digest due at a moment of today, and at that time of each day."""
    store.save_subscription(
        Subscription(
            id=name,
            place=Place(platform="slack", workspace="T1", channel=name.upper()),
            query="china",
            schedule=Schedule(at=due.time(), zone="UTC"),
            created=due - MINUTE,
        )
    )


def posts(peer: SlackPeer, name: str) -> list[str]:
    """Return the texts of what was posted to a channel, in order."""
    return [each["text"] for each in peer.messages if each["channel"] == name.upper()]


def test_a_kill_at_any_step_loses_and_repeats_nothing(store: Store, driver: Driver, peer: SlackPeer) -> None:
    """Killed at each step in turn, then at the same step of the recovery, then left alone: one post, late where it was not out."""
    subscribe(store, "first", NOW)
    (steps,) = driver.run(NOW)
    assert steps > 20

    for step in range(1, steps + 1):
        name = f"at{step}"
        subscribe(store, name, NOW)
        assert KILLED == driver.run(NOW, at=step)
        was_out = bool(posts(peer, name))
        if driver.run(NOW + 22 * MINUTE, at=step) == KILLED:
            assert KILLED != driver.run(NOW + 22 * MINUTE + AFTER_LEASE)

        (text,) = posts(peer, name)
        assert was_out or text.startswith("China: news. (Late by 2"), f"killed at step {step} of {steps}"
        (delivery,) = store.deliveries(name)
        assert (State.POSTED, True) == (delivery.state, bool(delivery.message)), f"killed at step {step} of {steps}"
        store.remove_subscription(name)


def test_an_answer_that_is_lost_is_asked_for(store: Store, driver: Driver, peer: SlackPeer) -> None:
    """Slack posts, and the connection breaks before it can say so; or it breaks before Slack posts."""
    for name, arrives in (("arrived", True), ("lost", False)):
        subscribe(store, name, NOW)
        peer.fail("chat.postMessage", status=0, after=arrives)
        driver.run(NOW)
        before = len(posts(peer, name))
        driver.run(NOW + AFTER_LEASE)

        assert (int(arrives), 1) == (before, len(posts(peer, name)))
        (delivery,) = store.deliveries(name)
        assert State.POSTED is delivery.state


def test_processes_that_race_for_a_slot_post_it_once(store: Store, driver: Driver, peer: SlackPeer) -> None:
    """Four at once, five times, two slots each: nothing is posted twice, and nothing is left."""
    for turn in range(5):
        for name in (f"a{turn}", f"b{turn}"):
            subscribe(store, name, NOW)
        ends = driver.run(NOW, count=4)
        assert all(ended >= 0 for ended in ends), ends
        assert [1, 1] == [len(posts(peer, f"a{turn}")), len(posts(peer, f"b{turn}"))]
        assert [State.POSTED] * 2 == [store.deliveries(name)[0].state for name in (f"a{turn}", f"b{turn}")]
        for name in (f"a{turn}", f"b{turn}"):
            store.remove_subscription(name)


def test_processes_that_race_and_die_leave_nothing_undone(store: Store, driver: Driver, peer: SlackPeer) -> None:
    """Three at once, killed at one step or another; then three at once that live."""
    subscribe(store, "first", NOW)
    (steps,) = driver.run(NOW)
    for step in range(2, steps + 1, 3):
        name = f"at{step}"
        subscribe(store, name, NOW)
        driver.run(NOW, count=3, at=step)
        driver.run(NOW + AFTER_LEASE, count=3)
        assert 1 == len(posts(peer, name)), f"killed at step {step} of {steps}"
        assert State.POSTED is store.deliveries(name)[0].state
        store.remove_subscription(name)
