"""The poster: what is due is posted, once, or it is said why not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from bot.bootstrap import shield_posting
from bot.errors import ChannelError, ChannelGoneError, CommandError, StoreError
from bot.model import Digest, Heading, Reply, State
from bot.ports import POST_SECONDS
from bot.posting.post import LEASE, MISSED, PAUSED, Poster
from bot.store.memory import MemoryStore
from tests.support.posting import PLACE, FakeChannel, FakeComposer, FixedClock, make_subscription
from tests.support.records import EPOCH, at, make_record

DAY = timedelta(days=1)
DOWN = ChannelError(PLACE.key, "The platform is down.")


@dataclass
class House:
    """A poster with fakes at its ports."""

    store: MemoryStore = field(default_factory=MemoryStore)
    channel: FakeChannel = field(default_factory=FakeChannel)
    compose: FakeComposer = field(default_factory=FakeComposer)
    clock: FixedClock = field(default_factory=FixedClock)

    def poster(self) -> Poster:
        """Return a poster, as a process that has just started has it."""
        return Poster(self.store, self.compose, {"test": self.channel}, self.clock)

    def tick(self, **by: float) -> None:
        """Move the clock and do what is due."""
        self.clock.move(**by)
        poster = self.poster()
        poster.open_due()
        poster.drain()

    def history(self, name: str = "ab3") -> list[tuple[date, State, str]]:
        """Return what the ledger says, newest day first."""
        return [(each.day, each.state, each.error) for each in self.store.deliveries(name)]


@pytest.fixture
def house() -> House:
    """Lend a house with one article and one subscription, daily at 08:00."""
    house = House()
    house.store.add([make_record(1)])
    house.store.save_subscription(make_subscription())
    return house


def test_a_digest_is_posted_when_it_is_due(house: House) -> None:
    """Not before; with all that the ledger must know of it."""
    house.tick(hours=7, minutes=59)
    before = list(house.channel.posts)
    house.tick(minutes=1)

    assert [] == before
    assert [("ab3:2024-06-01", Reply(text="China: news."))] == house.channel.posts
    (delivery,) = house.store.deliveries("ab3")
    assert (State.POSTED, "C-1", at(8), 10, 1) == (
        delivery.state,
        delivery.message,
        delivery.posted,
        delivery.upto,
        delivery.attempt,
    )


def test_each_day_has_one_digest_however_often_it_ticks(house: House) -> None:
    """A tick each minute for three days, from one process or another."""
    for _ in range(3 * 24 * 60):
        house.tick(minutes=1)

    assert ["ab3:2024-06-01", "ab3:2024-06-02", "ab3:2024-06-03"] == house.channel.keys


def test_a_digest_is_told_what_was_seen_and_shown(house: House) -> None:
    """The first has seen nothing; a failed one counts for nothing; a quiet one counts."""
    house.tick(hours=8)
    house.compose.digest = Digest(reply=Reply(text="China: nothing new."), upto=20, quiet=True)
    house.tick(hours=24)
    house.compose.digest = Digest(reply=Reply(text="China: lost."), upto=30, shown=("p9",))
    house.channel.troubles = [ChannelGoneError(PLACE.key, "The channel is gone.")]
    house.tick(hours=24)
    house.store.save_subscription(make_subscription())
    house.tick(hours=24)

    nothing, first = frozenset[str](), frozenset({"p1"})
    assert [("ab3", 0, nothing), ("ab3", 10, first), ("ab3", 20, first), ("ab3", 20, first)] == house.compose.asked
    states = [state for _, state, _ in house.history()]
    assert [State.POSTED, State.FAILED, State.QUIET, State.POSTED] == states


def test_a_missed_digest_is_posted_late_and_says_so(house: House) -> None:
    """After a restart, with a visible delay, above what it says and in its one line."""
    house.compose.digest = replace(house.compose.digest, reply=Reply(text="China.", parts=(Heading("China"),)))
    house.tick(hours=8, minutes=22)

    ((_, reply),) = house.channel.posts
    assert "China. (Late by 22 min)" == reply.text
    assert ("Heading", "Paragraph") == tuple(type(part).__name__ for part in reply.parts)


def test_of_several_missed_only_the_latest_is_posted(house: House) -> None:
    """The others stand in the history as missed."""
    house.tick(hours=8)
    house.tick(hours=3 * 24)

    assert ["ab3:2024-06-01", "ab3:2024-06-04"] == house.channel.keys
    missed = [(day, error) for day, state, error in house.history() if state is State.FAILED]
    assert [(date(2024, 6, 3), MISSED), (date(2024, 6, 2), MISSED)] == missed


def test_one_that_waited_for_its_platform_gives_way_to_the_next(house: House) -> None:
    """When the platform is connected again, two days later, one digest comes, not three."""
    for _ in range(3):
        house.clock.move(hours=24)
        house.poster().open_due()
    house.tick()

    assert ["ab3:2024-06-03"] == house.channel.keys
    assert [MISSED, MISSED] == [error for _, state, error in house.history() if state is State.FAILED]


def test_a_paused_subscription_posts_nothing(house: House) -> None:
    """Nor does it catch up when it goes on, the same day or later."""
    subscription = make_subscription()
    house.store.save_subscription(replace(subscription, paused=True))
    house.tick(hours=8)
    house.tick(hours=24)
    house.store.save_subscription(subscription)
    house.tick(hours=1)
    house.tick(hours=23)

    assert ["ab3:2024-06-03"] == house.channel.keys
    assert [PAUSED, PAUSED] == [error for _, state, error in house.history() if state is State.FAILED]


def test_a_long_pause_forgets_nothing(house: House) -> None:
    """After eighty days the next digest goes on where the last one ended."""
    house.tick(hours=8)
    house.store.save_subscription(replace(make_subscription(), paused=True))
    for _ in range(80):
        house.tick(hours=24)
    house.store.save_subscription(make_subscription())
    house.tick(hours=24)

    assert [("ab3", 0), ("ab3", 10)] == [(name, after) for name, after, _ in house.compose.asked]


@pytest.mark.parametrize("paused", [True, False])
def test_one_that_was_opened_before_the_pause_or_removal_is_not_posted(house: House, *, paused: bool) -> None:
    """Its end says why; what is removed has no history to come."""
    house.clock.move(hours=8)
    house.poster().open_due()
    if paused:
        house.store.save_subscription(replace(make_subscription(), paused=True))
    else:
        house.store._subscriptions.clear()  # as when another process removes it just now
    house.tick()

    assert [] == house.channel.posts
    assert [PAUSED if paused else "The digest was removed."] == [error for *_, error in house.history()]


def test_a_post_that_arrived_unheard_is_found_not_repeated(house: House) -> None:
    """The platform took it and its answer was lost."""
    house.channel.deaf = [DOWN]
    house.tick(hours=8)
    waiting = house.history()
    house.tick(minutes=1)

    assert [(date(2024, 6, 1), State.STAGED, "The platform is down.")] == waiting
    assert ["ab3:2024-06-01"] == house.channel.keys
    (delivery,) = house.store.deliveries("ab3")
    assert (State.POSTED, "C-1", 2) == (delivery.state, delivery.message, delivery.attempt)


def test_a_post_that_did_not_arrive_is_made_again(house: House) -> None:
    """After it was looked for; it says the same, and how late it is by then."""
    house.channel.troubles = [DOWN]
    house.tick(hours=8)
    house.tick(minutes=10)

    assert ["China: news. (Late by 10 min)"] == [reply.text for _, reply in house.channel.posts]
    assert (1, 1) == (house.channel.asked, len(house.compose.asked))


def test_a_quiet_digest_that_was_put_back_ends_as_quiet(house: House) -> None:
    """Whether its post was refused, or arrived unheard: the history says that nothing was new."""
    house.compose.digest = Digest(reply=Reply(text="China: nothing new."), upto=10, quiet=True)
    house.channel.troubles = [DOWN]
    house.channel.deaf = [DOWN]
    house.tick(hours=8)
    for _ in range(5):
        house.tick(minutes=1)

    assert (1, ["ab3:2024-06-01"]) == (len(house.compose.asked), house.channel.keys)
    assert [(date(2024, 6, 1), State.QUIET, "")] == house.history()


def test_a_platform_that_asks_for_time_is_given_it(house: House) -> None:
    """Not a second less."""
    house.channel.troubles = [ChannelError(PLACE.key, "Too many.", retry_after=600)]
    house.tick(hours=8)
    house.tick(seconds=599)
    before = list(house.channel.keys)
    house.tick(seconds=1)

    assert [] == before
    assert ["ab3:2024-06-01"] == house.channel.keys


def test_a_channel_that_is_gone_pauses_its_subscription(house: House) -> None:
    """It is not tried again, today or tomorrow."""
    house.channel.troubles = [ChannelGoneError(PLACE.key, "The bot was put out of the channel.")]
    house.tick(hours=8)
    house.tick(hours=24)

    assert [] == house.channel.posts
    assert (date(2024, 6, 1), State.FAILED, "The bot was put out of the channel.") == house.history()[-1]
    assert [True] == [each.paused for each in house.store.subscriptions()]


def test_a_refused_post_is_given_up_when_its_day_is_over(house: House) -> None:
    """Until then it is tried again, less and less often; the last refusal is kept."""
    house.channel.troubles = [DOWN] * 5000
    house.store.save_subscription(
        replace(make_subscription(), schedule=replace(make_subscription().schedule, days=frozenset({5})))
    )
    for _ in range(33 * 60):
        house.tick(minutes=1)

    assert [(date(2024, 6, 1), State.FAILED, "The platform is down.")] == house.history()
    assert 60 < 5000 - len(house.channel.troubles) < 150


def test_one_platform_that_is_down_does_not_hold_up_another(house: House) -> None:
    """After three refusals its others wait; the other platform's are all posted."""
    other = FakeChannel()
    for n in range(10):
        house.store.save_subscription(make_subscription(f"s{n}"))
        house.store.save_subscription(make_subscription(f"t{n}", place=replace(PLACE, platform="other")))
    house.channel.troubles = [DOWN] * 100
    house.clock.move(hours=8)
    poster = Poster(house.store, house.compose, {"test": house.channel, "other": other}, house.clock)

    assert 21 == poster.open_due()
    assert 13 == poster.drain()
    assert 10 == len(other.posts)
    assert 97 == len(house.channel.troubles)


def test_a_query_that_is_not_understood_any_more_fails_with_its_sentence(house: House) -> None:
    """Today; tomorrow it is tried again."""
    house.compose.troubles = [CommandError("The query is too long.")]
    house.tick(hours=8)
    house.tick(hours=24)

    assert ["ab3:2024-06-02"] == house.channel.keys
    assert (date(2024, 6, 1), State.FAILED, "The query is too long.") == house.history()[-1]


def test_a_digest_that_cannot_be_made_now_is_made_later(house: House) -> None:
    """Nothing was staged, so it is composed anew."""
    house.compose.troubles = [StoreError("sqlite://", "The database is locked.")]
    house.tick(hours=8)
    waiting = house.history()
    house.tick(minutes=1)

    assert [(date(2024, 6, 1), State.DUE, "The database is locked.")] == waiting
    assert (["ab3:2024-06-01"], 0) == (house.channel.keys, house.channel.asked)


def test_who_lost_the_lease_while_composing_posts_nothing(house: House) -> None:
    """Another worker has taken it over, and posts."""
    house.clock.move(hours=8)
    slow, quick = house.poster(), Poster(house.store, FakeComposer(), {"test": house.channel}, house.clock)
    slow.open_due()

    def meanwhile() -> None:
        house.clock.move(minutes=3)
        quick.drain()

    house.compose.meanwhile = meanwhile
    slow.drain()

    assert ["ab3:2024-06-01"] == house.channel.keys
    assert [2] == [each.attempt for each in house.store.deliveries("ab3")]


def test_who_has_little_of_the_lease_left_does_not_begin_to_post(house: House) -> None:
    """Somebody else could take it over before the post has arrived."""
    house.compose.meanwhile = lambda: house.clock.move(seconds=0.6 * LEASE.total_seconds())
    house.tick(hours=8)
    before = list(house.channel.keys)
    house.tick(minutes=1)

    assert [] == before
    assert ["ab3:2024-06-01"] == house.channel.keys


def test_a_lease_outlasts_a_post() -> None:
    """One that begins as late as it may is over before somebody else could take it for lost."""
    assert LEASE / 2 + timedelta(seconds=POST_SECONDS) < LEASE


def test_samples_are_not_posted_as_news() -> None:
    """A digest from the sample corpus says so."""
    house = House()
    house.store.add([make_record(1, sample=True)])
    house.store.save_subscription(make_subscription())
    house.tick(hours=8)

    assert ["China: news. (From the sample corpus, not from the news: add a source of your own with /source add)"] == [
        reply.text for _, reply in house.channel.posts
    ]


def test_a_clock_that_goes_back_repeats_nothing(house: House) -> None:
    """By minutes, or by years after a leap forward."""
    house.tick(hours=8)
    house.tick(minutes=-30)
    house.tick(minutes=30)
    house.clock.now = EPOCH + 3650 * DAY
    house.tick()
    house.clock.now = at(24 + 9)
    house.tick()

    assert ["ab3:2024-06-01", "ab3:2034-05-29", "ab3:2024-06-02"] == house.channel.keys


def test_a_clock_that_goes_back_while_a_slot_waits_posts_it_still(house: House) -> None:
    """The slot was opened; it is not taken for a missed one."""
    house.tick(hours=8)
    house.clock.move(hours=24)
    house.poster().open_due()
    house.tick(minutes=-20)

    assert ["ab3:2024-06-01", "ab3:2024-06-02"] == house.channel.keys


def test_when_it_is_time_to_stop_nothing_more_is_begun(house: House) -> None:
    """What is at hand is carried to its end; the rest is posted by the next process."""
    house.store.save_subscription(make_subscription("cd4"))
    house.clock.move(hours=8)
    poster = replace(house.poster(), stopping=lambda: bool(house.channel.posts))
    poster.open_due()

    assert (1, ["ab3:2024-06-01"]) == (poster.drain(), house.channel.keys)
    assert (1, ["ab3:2024-06-01", "cd4:2024-06-01"]) == (house.poster().drain(), house.channel.keys)


def test_a_fault_in_one_digest_does_not_stop_the_others(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """A ranker or a chat of a stranger's may raise anything; the digest is tried again, and asked for before it is posted."""
    house.store.save_subscription(make_subscription("cd4"))
    house.clock.move(hours=8)
    poster = replace(house.poster(), shield=shield_posting)
    poster.open_due()
    house.compose.troubles = [RuntimeError("a secret")]
    house.channel.deaf = [KeyError("a secret")]

    poster.drain()
    assert ["cd4:2024-06-01"] == house.channel.keys
    states = {name: house.store.deliveries(name)[0] for name in ("ab3", "cd4")}
    assert {"ab3": State.DUE, "cd4": State.STAGED} == {name: each.state for name, each in states.items()}
    assert "It could not be posted: something went wrong here" in states["ab3"].error
    assert "a secret" not in str([record.__dict__ for record in caplog.records])

    house.clock.move(minutes=1)
    poster.drain()
    assert ["cd4:2024-06-01", "ab3:2024-06-01"] == house.channel.keys
    assert [State.POSTED] * 2 == [house.store.deliveries(name)[0].state for name in ("ab3", "cd4")]
