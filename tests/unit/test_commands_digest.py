"""``/digest``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model import Delivery, Place, State
from tests.support.answering import write
from tests.support.desk import PLACE, START, Desk

ELSEWHERE = Place(platform="test", channel="elsewhere")


class Channel:
    """A channel that takes posts."""

    def post(self, place: Place, _reply: object, /, *, key: str) -> str:
        """Take it."""
        return f"{place.key} {key}"

    def find(self, _place: Place, _key: str, /, *, since: object) -> str | None:
        """Find nothing."""
        del since
        return None


@pytest.fixture
def desk() -> Desk:
    """A desk with two articles and a channel."""
    desk = Desk()
    desk.channels["test"] = Channel()
    desk.store.add([write(1, "China raised tariffs."), write(2, "Japan spoke with China.")])
    return desk


def add(desk: Desk, text: str = "china daily 08:00 Europe/London") -> str:
    """Add a digest and return its id."""
    found = re.match(r"Digest (\w+):", desk.say(f"/digest add {text}"))
    assert found
    return found[1]


def test_a_digest_is_added(desk: Desk) -> None:
    """The answer, for all to see, says what was understood and when the first one comes."""
    reply = desk.ask("/digest add china weekdays 08:00 Europe/London")
    (kept,) = desk.store.subscriptions(PLACE)

    assert not reply.private
    assert (
        f"Digest {kept.id}: china, weekdays 08:00 Europe/London. The first comes on "
        "Tuesday, 2 July 2024, 08:00 Europe/London."
    ) == reply.text
    assert ("china", START) == (kept.query, kept.created)


def test_ids_are_short_and_differ(desk: Desk) -> None:
    """People type ids; two digests have two."""
    one, other = add(desk), add(desk, "japan daily 08:00")

    assert one != other
    assert {4} == {len(one), len(other)}


def test_where_nothing_can_be_posted_it_says_so(desk: Desk) -> None:
    """A digest in a place without posts says how to see it."""
    desk.channels.clear()

    assert "Nothing can be posted here, though: digest run" in desk.say("/digest add china daily 08:00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("add china daily 25:00", "Say when"),
        ("add china daily 08:00 Europe/Londn", "did you mean Europe/London or"),
        ("add daily 08:00", "Say what the digest is on"),
        ("add help daily 08:00", "A digest is on an actor"),
        ("add https://example.org/ daily 08:00", "A digest is on an actor"),
        ("add china since:soon daily 08:00", "since: takes"),
        ("pause", "Name the digest by its id"),
        ("run zzzz", "There is no digest 'zzzz' here"),
        ("", "/digest: a brief on a schedule, with only what is new."),
        ("eat", "/digest has no action 'eat'; it has add, list,"),
    ],
)
def test_what_is_wrong_is_said(desk: Desk, text: str, said: str) -> None:
    """Bad input changes nothing and is answered with a sentence."""
    assert said in desk.say(f"/digest {text}")
    assert () == desk.store.subscriptions()


def test_the_same_digest_is_not_added_twice(desk: Desk) -> None:
    """A second one at the same time on the same thing is pointed to the first."""
    name = add(desk)

    assert f"This channel has that digest already: {name}." in desk.say("/digest add china daily 08:00 Europe/London")


def test_a_digest_does_not_inherit_the_history_of_one_that_was_removed(desk: Desk) -> None:
    """What was posted of that one stands in the ledger under its id; the new one gets another."""
    removed = add(desk)
    settle(desk, removed, upto=1)
    desk.say(f"/digest remove {removed}")
    name = add(desk)

    assert name != removed
    assert f"Nothing was due of digest {name} yet." in desk.say(f"/digest history {name}")


def test_digests_are_listed_by_channel(desk: Desk) -> None:
    """A channel sees its own digests, with ids, schedules and when the next comes."""
    name = add(desk)

    assert f"- {name} · china · daily 08:00 Europe/London · next on Tuesday, 2 July 2024, 08:00" in desk.say(
        "/digest list"
    )
    assert "No digests here yet" in desk.say("/digest list", place=ELSEWHERE)


def test_a_digest_of_another_channel_is_out_of_reach(desk: Desk) -> None:
    """Nobody pauses or removes what belongs to another channel."""
    name = add(desk)

    assert "There is no digest" in desk.say(f"/digest remove {name}", place=ELSEWHERE)


def test_a_digest_is_paused_resumed_and_removed(desk: Desk) -> None:
    """Each says what it did, for all to see."""
    name = add(desk)

    assert f"Digest {name} (china) is paused" in desk.say(f"/digest pause {name.upper()}")
    assert "· paused" in desk.say("/digest list")
    assert f"Digest {name} (china) goes on; the next comes on Tuesday" in desk.say(f"/digest resume {name}")
    assert f"Digest {name} (china) is removed." in desk.say(f"/digest remove {name}")
    assert () == desk.store.subscriptions()


def test_run_shows_what_the_next_would_hold(desk: Desk) -> None:
    """A preview is a brief for the asker alone; asking again shows the same."""
    name = add(desk)
    preview = desk.say(f"/digest run {name}")

    assert "“China raised tariffs.”" in preview
    assert preview == desk.say(f"/digest run {name}")
    assert desk.ask(f"/digest run {name}").private


def test_run_after_a_digest_shows_only_what_is_new(desk: Desk) -> None:
    """What the last digest had seen is not in the next; when nothing is new, one line says so."""
    name = add(desk)
    settle(desk, name, upto=desk.store.extent().seq)

    assert "China: nothing new." in desk.say(f"/digest run {name}")

    desk.store.add([write(700, "China lowered tariffs again.")])
    text = desk.say(f"/digest run {name}")

    assert text.startswith("China: what is new · 1 article")
    assert "“China lowered tariffs again.”" in text


def test_run_remembers_what_was_seen_before_a_long_pause(desk: Desk) -> None:
    """As the post does that it is a preview of."""
    name = add(desk)
    settle(desk, name, upto=desk.store.extent().seq)
    for days in range(1, 80):
        due = START + timedelta(days=days)
        paused = Delivery(subscription=name, day=due.date(), place=PLACE, due=due, state=State.FAILED)
        desk.store.open_slot(paused)

    assert "China: nothing new." in desk.say(f"/digest run {name}")


def test_news_of_one_thing_is_none_of_two(desk: Desk) -> None:
    """A digest on an actor and a phrase is quiet while only the actor is in the news, the first one too."""
    name = add(desk, 'china "rare earths" daily 08:00')

    assert "nothing new." in desk.say(f"/digest run {name}")

    settle(desk, name, upto=desk.store.extent().seq)
    desk.store.add([write(700, "China beat Thailand at football.")])

    assert "nothing new." in desk.say(f"/digest run {name}")

    desk.store.add([write(701, "China sells rare earths again.")])

    assert "“China sells rare earths again.”" in desk.say(f"/digest run {name}")


def test_a_late_copy_of_old_news_is_not_new(desk: Desk) -> None:
    """An article that copies one which an earlier digest had seen is left out."""
    name = add(desk)
    settle(desk, name, upto=desk.store.extent().seq)
    desk.store.add([write(700, "China raised tariffs.", origin=1)])

    assert "China: nothing new." in desk.say(f"/digest run {name}")


def test_an_added_source_brings_no_old_news(desk: Desk) -> None:
    """What was published long before the last digest is not new, however late it is read."""
    name = add(desk)
    settle(desk, name, upto=desk.store.extent().seq)
    desk.store.add([write(-2_000, "China built a wall.")])

    assert "China: nothing new." in desk.say(f"/digest run {name}")


def test_history_tells_what_happened(desk: Desk) -> None:
    """Each delivery is told with its day, its time where people are, how late it was, and why it failed."""
    name = add(desk)

    assert f"Nothing was due of digest {name} yet." in desk.say(f"/digest history {name}")

    settle(desk, name, upto=1)
    text = desk.say(f"/digest history {name}")

    assert "- 1 July 2024: posted at 13:22; late by 22 min" in text


def settle(desk: Desk, name: str, *, upto: int) -> None:
    """Let a digest have been posted 22 minutes late, having seen so much."""
    delivery = Delivery(subscription=name, day=date(2024, 7, 1), place=PLACE, due=START)
    desk.store.open_slot(delivery)
    claimed = desk.store.claim(START, lease=START + timedelta(minutes=2), platforms=["test"])
    assert claimed
    desk.store.stage(replace(claimed, upto=upto), ())
    desk.store.settle(replace(claimed, message="m", posted=START + timedelta(minutes=22)), State.POSTED)
