"""Sources, receipts and subscriptions, in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.model import Delivery, Place, Receipt, Schedule, Source, SourceKind, State, Subscription
from tests.support.records import EPOCH, at

if TYPE_CHECKING:
    from datetime import datetime

    from bot.ports import Store

SOURCE = Source(url="https://example.org/feed", kind=SourceKind.FEED, title="Feed", added=at(2))
PLACE = Place(platform="slack", workspace="T1", channel="C1")
SUBSCRIPTION = Subscription(
    id="ab3",
    place=PLACE,
    query='"arms transfers" since:7d',
    schedule=Schedule(at=time(8, 30), zone="Europe/London", days=frozenset({0, 4})),
    created=at(1),
)


def receipt(number: int) -> Receipt:
    """Return a receipt."""
    return Receipt(
        article=f"a{number}", url=f"https://example.org/{number}", start=number, end=number + 5, sha256="ab" * 32
    )


def test_sources_come_oldest_first(store: Store) -> None:
    """By when they were added."""
    older = replace(SOURCE, url="https://example.org/b", kind=SourceKind.FOLDER, added=at(1))
    store.save_source(SOURCE)
    store.save_source(older)

    assert (older, SOURCE) == store.sources()


def test_a_source_is_replaced_by_its_address(store: Store) -> None:
    """All its fields are the new ones."""
    changed = replace(SOURCE, title="New", etag='"x"', modified="Mon", checked=at(5), failures=3, error="It fails.")
    store.save_source(SOURCE)
    store.save_source(changed)

    assert (changed,) == store.sources()


def test_a_source_that_was_removed_is_not_brought_back(store: Store) -> None:
    """What was found by its address is replaced while it is there, and stays away once it is gone."""
    store.save_source(SOURCE)
    changed = replace(SOURCE, failures=1, error="It does not answer.", rests=at(9))

    assert store.update_source(changed)
    assert changed == store.source(SOURCE.url)
    store.remove_source(SOURCE.url)
    assert not store.update_source(changed)
    assert store.source(SOURCE.url) is None
    assert () == store.sources()


@pytest.mark.parametrize("checked", [None, at(3)])
def test_a_source_is_taken_once(store: Store, checked: datetime | None) -> None:
    """Of two who found it due at the same time, one reads it; once it was read or is gone, nobody does."""
    found = replace(SOURCE, checked=checked)
    store.save_source(found)

    assert [True, False] == [store.take_source(found, at(5)), store.take_source(found, at(6))]
    assert (replace(found, checked=at(5)),) == store.sources()
    store.remove_source(SOURCE.url)
    assert not store.take_source(replace(found, checked=at(5)), at(7))
    assert () == store.sources()


def test_a_source_is_removed_once(store: Store) -> None:
    """The second time it is not there."""
    store.save_source(SOURCE)

    assert [True, False] == [store.remove_source(SOURCE.url), store.remove_source(SOURCE.url)]
    assert () == store.sources()


def test_receipts_come_back_in_order(store: Store) -> None:
    """With the title of their brief."""
    receipts = (receipt(2), receipt(1), receipt(3))
    store.keep_receipts("b1", "China — “now”", receipts)

    assert ("China — “now”", receipts) == store.receipts("b1")
    assert store.receipts("b2") is None


def test_receipts_of_a_brief_are_replaced(store: Store) -> None:
    """The same id again replaces them; a brief without a line has none."""
    store.keep_receipts("b1", "China", [receipt(1)])
    store.keep_receipts("b1", "Russia", [])

    assert ("Russia", ()) == store.receipts("b1")


def test_subscriptions_come_oldest_first(store: Store) -> None:
    """All, or those of one place."""
    other = replace(SUBSCRIPTION, id="zz1", place=replace(PLACE, channel="C2"), created=EPOCH, paused=True)
    store.save_subscription(SUBSCRIPTION)
    store.save_subscription(other)

    assert (other, SUBSCRIPTION) == store.subscriptions()
    assert (SUBSCRIPTION,) == store.subscriptions(PLACE)
    assert () == store.subscriptions(replace(PLACE, platform="discord"))


def test_a_subscription_is_found_by_its_id(store: Store) -> None:
    """And by nothing else."""
    store.save_subscription(SUBSCRIPTION)
    store.save_subscription(replace(SUBSCRIPTION, id="zz1", paused=True))

    assert SUBSCRIPTION == store.subscription("ab3")
    assert [None, None] == [store.subscription(name) for name in ("AB3", "other")]


def test_a_subscription_is_replaced_by_its_id(store: Store) -> None:
    """All its fields are the new ones."""
    changed = replace(SUBSCRIPTION, query="russia", paused=True, schedule=Schedule(at=time(9), zone="Asia/Kolkata"))
    store.save_subscription(SUBSCRIPTION)
    store.save_subscription(changed)

    assert (changed,) == store.subscriptions()


def test_with_a_subscription_goes_what_is_due_of_it(store: Store) -> None:
    """What was posted stays in the history; another's deliveries stay as they are."""
    store.save_subscription(SUBSCRIPTION)
    slots = [
        Delivery(subscription=name, day=at(24 * day).date(), place=PLACE, due=at(24 * day))
        for name, day in (("ab3", 0), ("ab3", 1), ("ab3", 2), ("other", 3))
    ]
    for slot in slots:
        store.open_slot(slot)
    posted = store.claim(at(100), lease=at(101), platforms=["slack"])
    assert posted is not None
    store.stage(posted, ["key"])
    store.settle(posted, State.POSTED)
    staged = store.claim(at(100), lease=at(101), platforms=["slack"])
    assert staged is not None
    store.stage(staged, [])

    assert [True, False] == [store.remove_subscription("ab3"), store.remove_subscription("ab3")]
    assert () == store.subscriptions()
    assert [(slots[0].day, State.POSTED)] == [(each.day, each.state) for each in store.deliveries("ab3")]
    assert 1 == len(store.deliveries("other"))
    assert frozenset() == store.shown("ab3", ["key"])
    assert not store.settle(staged, State.POSTED)


def test_a_digest_that_was_removed_is_not_brought_back(store: Store) -> None:
    """It is paused while it is there; once it is gone, pausing it changes nothing."""
    store.save_subscription(SUBSCRIPTION)
    paused = replace(SUBSCRIPTION, paused=True)

    assert store.update_subscription(paused)
    assert (paused,) == store.subscriptions()
    store.remove_subscription(SUBSCRIPTION.id)
    assert not store.update_subscription(paused)
    assert () == store.subscriptions()
