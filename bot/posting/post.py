"""Posting: open what is due, and carry each delivery to its end, once and only once.

A delivery is claimed under a lease, composed, staged (its reply is then fixed), posted and settled. A worker may die between
any two of these: before it was staged nothing was posted, so the next one begins anew; after that, the next one asks the
platform for the post by its key before it posts again.
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.errors import BotError, ChannelError, ChannelGoneError, CommandError
from bot.model import Delivery, Paragraph, Reply, Run, State
from bot.ports import Articles, Ledger, Subscriptions
from bot.posting.slots import find_due, find_last, say_late

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from bot.model import Digest, Subscription
    from bot.ports import Channel, Clock

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a worker holds a delivery: shorter than Discord remembers a nonce.

Half of it is for composing and looking; a post begins in it or not at all, and is over in the other half
(:data:`bot.ports.POST_SECONDS`).
"""

GIVE_UP = timedelta(hours=24)
"""How long after its slot a delivery is tried again, however often; after that, only a few times."""

SAMPLES = "From the sample corpus, not from the news: add a source of your own with /source add."

PAUSED = "Paused."
MISSED = "Missed: it could not be posted before the next one was due."

_SKEW = timedelta(minutes=10)  # between our clock and a platform's
_FIRST_PAUSE = timedelta(seconds=30)  # before a refused post is tried again; twice as long each time
_LONGEST_PAUSE = timedelta(minutes=15)
_REFUSALS = 3  # of one platform, after which its other deliveries wait for the next turn
_TRIES = 8
_HISTORY = 60  # deliveries of a subscription that are looked at


class Book(Articles, Subscriptions, Ledger, Protocol):
    """The store, as the poster sees it."""


class Compose(Protocol):
    """Make what a subscription's next digest holds."""

    def __call__(
        self, subscription: Subscription, after: int, shown: Callable[[Collection[str]], Collection[str]], /
    ) -> Digest:
        """Return the digest.

        Args:
            subscription: Whose digest it is.
            after: The highest ``Record.seq`` that the last digest had seen; 0 for the first one.
            shown: Returns those of some keys that earlier digests have shown.
        """


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts digests. Any number of them may share a store, in any number of processes.

    Args:
        store: Where the ledger is.
        compose: Makes a digest.
        channels: Where to post, by platform; those that are connected at the time.
        clock: Says what time it is.
        lease: How long a worker holds a delivery.
        stopping: Says whether to begin nothing more.
        shield: Turns whatever goes wrong in its block, through a fault of ours or of a plug-in, into a
            :class:`~bot.errors.ChannelError` of the place that it is given: one digest never stops the others.
    """

    store: Book
    compose: Compose
    channels: Mapping[str, Channel]
    clock: Clock
    lease: timedelta = LEASE
    stopping: Callable[[], bool] = lambda: False
    shield: Callable[[str], AbstractContextManager[None]] = lambda _place: nullcontext()
    _last: dict[str, date] = field(default_factory=dict)  # by subscription: the day whose slot is known to be open

    # --- What is due

    def open_due(self) -> int:
        """Open the slots that have fallen due, and return how many are to be posted.

        Of several that were missed only the latest is posted; the others, and those of a paused subscription, go into the
        history as what they are.
        """
        return sum(self._open(subscription) for subscription in self.store.subscriptions())

    def _open(self, subscription: Subscription) -> int:
        now = self.clock()
        schedule = subscription.schedule
        last = self._last.get(subscription.id)
        if last is None or schedule.due(last) > now:
            last = find_last(self.store.deliveries(subscription.id, limit=_HISTORY), now)
        days = find_due(schedule, created=subscription.created, now=now, last=last)
        if not days:
            return 0
        slots = [_delivery(subscription, day) for day in days]
        reason, posted = (PAUSED, 0) if subscription.paused else (MISSED, 1)
        for slot in slots[: len(slots) - posted]:
            self.store.open_slot(replace(slot, state=State.FAILED, error=reason))
        opened = sum(self.store.open_slot(slot) for slot in slots[len(slots) - posted :])
        self._last[subscription.id] = days[-1]
        return opened

    # --- The outbox

    def drain(self) -> int:
        """Carry on with all deliveries that wait and that nobody else holds; return how many they were.

        When it is time to stop, the one at hand is carried to its end, and the others wait for the next process.
        """
        carried = 0
        refusals = dict.fromkeys(self.channels, 0)
        while not self.stopping():
            open_platforms = [name for name, count in refusals.items() if count < _REFUSALS]
            now = self.clock()
            delivery = self.store.claim(now, lease=now + self.lease, platforms=open_platforms)
            if delivery is None:
                break
            carried += 1
            if not self._carry(delivery, until=now + self.lease / 2):
                refusals[delivery.place.platform] += 1
        return carried

    def _carry(self, delivery: Delivery, *, until: datetime) -> bool:
        """Carry a claimed delivery on; say whether its platform takes posts. ``until`` is when the post must have begun."""
        if delivery.state is State.STAGED:
            return self._post(delivery, until=until)
        try:
            with self.shield(delivery.place.key):
                digest = self._compose(delivery)
        except CommandError as error:
            self._end(delivery, State.FAILED, error=str(error))
            return True
        except BotError as error:
            self._put_back(delivery, State.DUE, error)
            return True
        if digest is None:
            return True
        staged = replace(delivery, reply=self._finish(digest.reply), upto=digest.upto, quiet=digest.quiet)
        if not self.store.stage(staged, digest.shown):
            return True  # the lease ran out meanwhile, and somebody else has it
        return self._post(staged, until=until)

    def _compose(self, delivery: Delivery) -> Digest | None:
        """Return what to post, or ``None`` after settling a delivery that is not wanted any more."""
        subscription = self.store.subscription(delivery.subscription)
        history = self.store.deliveries(delivery.subscription, limit=_HISTORY)
        if subscription is None:
            self._end(delivery, State.FAILED, error="The digest was removed.")
        elif subscription.paused:
            self._end(delivery, State.FAILED, error=PAUSED)
        elif (find_last(history, self.clock()) or delivery.day) > delivery.day:
            self._end(delivery, State.FAILED, error=MISSED)
        else:
            return compose_next(subscription, self.store, self.compose)
        return None

    def _finish(self, reply: Reply) -> Reply:
        """Return a reply as a channel is to see it: for all, and never passing samples for news."""
        reply = replace(reply, private=False)
        return _add_note(reply, SAMPLES) if self.store.extent().sample else reply

    def _post(self, delivery: Delivery, *, until: datetime) -> bool:
        """Post a staged delivery, unless it stands there already, and settle it; False if the platform refuses."""
        try:
            with self.shield(delivery.place.key):
                message = self._find_or_post(delivery, until=until)
        except ChannelGoneError as error:
            self._end(delivery, State.FAILED, error=str(error))
            self._pause(delivery.subscription)
            return True
        except ChannelError as error:
            self._put_back(delivery, State.STAGED, error, pause=timedelta(seconds=error.retry_after))
            return False
        end = State.QUIET if delivery.quiet else State.POSTED
        self._end(replace(delivery, message=message, posted=self.clock()), end)
        return True

    def _find_or_post(self, delivery: Delivery, *, until: datetime) -> str:
        channel = self.channels[delivery.place.platform]
        if delivery.state is State.STAGED:  # as it was claimed: somebody may have posted it and died
            message = channel.find(delivery.place, delivery.key, since=delivery.due - _SKEW)
            if message is not None:
                return message
        now = self.clock()
        if now > until:
            raise ChannelError(delivery.place.key, "There was no time left to post.")
        return channel.post(delivery.place, _say_when(delivery, now), key=delivery.key)

    def _pause(self, name: str) -> None:
        """Pause a subscription whose channel is gone, so that it is not tried each day; whoever lists it sees that."""
        subscription = self.store.subscription(name)
        if subscription:
            self.store.update_subscription(replace(subscription, paused=True))
            log.warning("digest paused, its channel is gone", extra={"digest": name, "place": subscription.place.key})

    def _put_back(self, delivery: Delivery, state: State, error: BotError, *, pause: timedelta = timedelta()) -> None:
        """Let a delivery be tried again later, unless its day is over."""
        now = self.clock()
        if now - delivery.due > GIVE_UP and delivery.attempt >= _TRIES:
            self._end(delivery, State.FAILED, error=str(error))
            return
        pause = max(pause, min(_FIRST_PAUSE * 2 ** min(delivery.attempt - 1, 10), _LONGEST_PAUSE))
        log.warning("digest put back: %s", error, extra={"digest": delivery.key, "attempt": delivery.attempt})
        self.store.settle(replace(delivery, lease=now + pause, error=str(error)), state)

    def _end(self, delivery: Delivery, state: State, *, error: str = "") -> None:
        held = self.store.settle(replace(delivery, error=error), state)
        log.info("digest ended", extra={"digest": delivery.key, "state": state.value, "error": error, "held": held})


def compose_next(subscription: Subscription, ledger: Ledger, compose: Compose) -> Digest:
    """Return what a subscription's next digest holds, for a post or a preview: what its earlier ones have not seen."""
    return compose(subscription, ledger.seen(subscription.id), partial(ledger.shown, subscription.id))


def _delivery(subscription: Subscription, day: date) -> Delivery:
    return Delivery(subscription=subscription.id, day=day, place=subscription.place, due=subscription.schedule.due(day))


def _say_when(delivery: Delivery, now: datetime) -> Reply:
    """Return the delivery's reply, with how late it is if it is late."""
    reply = delivery.reply or Reply(text="")
    late = say_late(delivery.due, now)
    return _add_note(reply, f"{late[0].upper()}{late[1:]}.") if late else reply


def _add_note(reply: Reply, note: str) -> Reply:
    """Put a line of ours under a reply's title, and into its one line for notifications."""
    title, *rest = reply.parts or (Paragraph((Run(reply.text),)),)
    return replace(reply, text=f"{reply.text} ({note.rstrip('.')})", parts=(title, Paragraph((Run(note),)), *rest))
