"""The ledger of deliveries, in every store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.model import Delivery, Paragraph, Picture, Place, Reply, Run, State
from tests.support.records import at

if TYPE_CHECKING:
    from bot.ports import Store

PLACE = Place(platform="slack", workspace="T1", channel="C1")
REPLY = Reply(
    text="China: 2 points \ud800\x00",
    parts=(Paragraph((Run("a", url="https://example.org"),)), Picture(b"\x89PNG", "alt")),
)


def slot(day: int = 1, subscription: str = "ab3", *, platform: str = "slack") -> Delivery:
    """Return the delivery of a day in June 2024, due at its midnight."""
    due = at(24 * (day - 1))
    return Delivery(subscription=subscription, day=due.date(), place=replace(PLACE, platform=platform), due=due)


def claim(store: Store, now: float = 1000, lease: float = 1001) -> Delivery:
    """Claim a delivery that is there."""
    claimed = store.claim(at(now), lease=at(lease), platforms=["slack"])
    assert claimed is not None
    return claimed


def test_a_slot_is_opened_once(store: Store) -> None:
    """The second delivery for the same day of a subscription changes nothing."""
    first = slot()

    assert [True, False, False] == [
        store.open_slot(first),
        store.open_slot(first),
        store.open_slot(replace(first, due=at(5))),
    ]
    assert (first,) == store.deliveries("ab3")


def test_the_oldest_is_claimed_first(store: Store) -> None:
    """By when they fall due; then there are none left."""
    for each in (slot(2), slot(1, "zz"), slot(1)):
        store.open_slot(each)

    claimed = [claim(store) for _ in range(3)]

    assert ["ab3:2024-06-01", "zz:2024-06-01", "ab3:2024-06-02"] == [each.key for each in claimed]
    assert [(1, at(1001))] * 3 == [(each.attempt, each.lease) for each in claimed]
    assert store.claim(at(1000), lease=at(1001), platforms=["slack"]) is None


def test_a_platform_claims_its_own(store: Store) -> None:
    """Nothing is claimed for a platform that is not served."""
    store.open_slot(slot(platform="discord"))

    assert store.claim(at(1), lease=at(2), platforms=["slack", "web"]) is None
    assert store.claim(at(1), lease=at(2), platforms=[]) is None
    assert store.claim(at(1), lease=at(2), platforms=["slack", "discord"]) is not None


def test_a_lease_runs_out(store: Store) -> None:
    """Until then nobody else claims; from then on anybody does, and the first has lost it."""
    store.open_slot(slot())
    first = claim(store, now=10, lease=11)

    assert store.claim(at(10.9), lease=at(12), platforms=["slack"]) is None
    second = claim(store, now=11, lease=12)

    assert 2 == second.attempt
    assert [False, False] == [store.stage(first, ["a"]), store.settle(first, State.POSTED)]
    assert [True, True] == [store.stage(second, ["b"]), store.settle(second, State.POSTED)]
    assert frozenset({"b"}) == store.shown("ab3", ["a", "b", "c"])


def test_a_staged_reply_is_fixed(store: Store) -> None:
    """Whoever claims the delivery next finds the reply, to the letter."""
    store.open_slot(slot())
    first = claim(store)
    store.stage(replace(first, reply=REPLY, upto=42, quiet=True), ["p1", "p2"])

    second = claim(store, now=2000, lease=2001)

    assert (State.STAGED, REPLY, 42, True) == (second.state, second.reply, second.upto, second.quiet)
    assert 2 == second.attempt
    assert frozenset({"p1", "p2"}) == store.shown("ab3", ["p1", "p2", "p3"])
    assert frozenset() == store.shown("other", ["p1"])
    assert frozenset() == store.shown("ab3", [])


def test_a_posted_delivery_is_history(store: Store) -> None:
    """It keeps all that is said of it but the reply, is never claimed again and cannot be settled again."""
    store.open_slot(slot())
    held = replace(claim(store), reply=REPLY, upto=7)
    store.stage(held, [])
    ended = replace(held, message="1718.01", posted=at(3), error="")

    assert [True, False, False] == [
        store.settle(ended, State.POSTED),
        store.settle(ended, State.FAILED),
        store.stage(held, ["late"]),
    ]
    assert (replace(ended, state=State.POSTED, lease=None, reply=None),) == store.deliveries("ab3")
    assert store.claim(at(5000), lease=at(5001), platforms=["slack"]) is None
    assert frozenset() == store.shown("ab3", ["late"])


@pytest.mark.parametrize("state", [State.DUE, State.STAGED])
def test_a_delivery_is_put_back(store: Store, state: State) -> None:
    """It is claimed again when its lease has passed, not before."""
    store.open_slot(slot())
    held = claim(store, now=1, lease=2)
    store.settle(replace(held, lease=at(50), error="The platform is down."), state)

    assert store.claim(at(49), lease=at(60), platforms=["slack"]) is None
    again = claim(store, now=50, lease=60)

    assert (state, 2, "The platform is down.") == (again.state, again.attempt, again.error)


def test_what_a_failed_delivery_shows_was_not_shown(store: Store) -> None:
    """What an earlier one has shown stays shown."""
    for day, keys, state in ((1, ["a", "b"], State.POSTED), (2, ["b", "c"], State.FAILED)):
        store.open_slot(slot(day))
        held = claim(store)
        store.stage(held, keys)
        store.settle(held, state)

    assert frozenset({"a", "b"}) == store.shown("ab3", ["a", "b", "c"])


def test_the_history_begins_with_the_newest_day(store: Store) -> None:
    """And ends at the limit."""
    for day in (2, 1, 3):
        store.open_slot(slot(day))

    assert [date(2024, 6, 3), date(2024, 6, 2)] == [each.day for each in store.deliveries("ab3", limit=2)]
    assert () == store.deliveries("other")


def test_what_was_seen_is_never_forgotten(store: Store) -> None:
    """However long ago it was: the most that any digest had seen which came to its channel, not the last one, nor a failed one."""
    ends = [(40, State.POSTED), (50, State.QUIET), (45, State.POSTED), (90, State.FAILED), (99, None)]
    nothing = store.seen("ab3")
    for day, (upto, end) in enumerate(ends, 1):
        store.open_slot(slot(day))
        held = replace(claim(store), upto=upto)
        store.stage(held, [])
        if end:
            store.settle(held, end)
    for day in range(6, 76):
        store.open_slot(replace(slot(day), state=State.FAILED))

    assert (0, 50, 0) == (nothing, store.seen("ab3"), store.seen("other"))


def test_two_workers_never_hold_the_same(store: Store) -> None:
    """Eight threads claim forty deliveries: each goes to one of them."""
    for day in range(1, 41):
        store.open_slot(slot(day))

    def work(_: int) -> list[str]:
        held = []
        while taken := store.claim(at(5000), lease=at(5001), platforms=["slack"]):
            held.append(taken.key)
        return held

    with ThreadPoolExecutor(8) as pool:
        claimed = [key for keys in pool.map(work, range(8)) for key in keys]

    assert 40 == len(claimed)
    assert 40 == len(set(claimed))


def test_a_slot_is_opened_by_one_of_many(store: Store) -> None:
    """Eight threads open the same twenty slots: each is opened once."""

    def work(_: int) -> int:
        return sum(store.open_slot(slot(day)) for day in range(1, 21))

    with ThreadPoolExecutor(8) as pool:
        assert 20 == sum(pool.map(work, range(8)))
