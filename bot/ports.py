"""What the core asks of the outside, each port as small as its caller's need.

Rankers, stance methods and adapters are found by entry point (``bot.plugins``); the rest is put together in
``bot.bootstrap``. All are synchronous: an adapter that owns an event loop calls the core through ``asyncio.to_thread``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from bot.config import Settings
    from bot.model import (
        Article,
        Budget,
        Candidate,
        Command,
        Delivery,
        Place,
        Query,
        Receipt,
        Record,
        Reply,
        Sentence,
        Source,
        Stance,
        State,
        Subscription,
    )

# --- Reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered. ``url`` is where redirects led; ``body`` is decompressed, and empty when not modified."""

    url: str
    status: int
    media_type: str = ""  # lower case, without parameters
    charset: str = ""
    etag: str = ""
    modified: str = ""
    body: bytes = b""

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing has changed since the validators that were sent (304)."""
        return self.status == 304  # noqa: PLR2004


class Fetcher(Protocol):
    """Get what stands at an http or https address."""

    def __call__(self, url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
        """Return a 200 or a 304.

        Raises:
            FetchError: For all else: no answer, another status, too large, too slow, or an address of a private network.
        """


class StanceMethod(Protocol):
    """Find the stances that one article reports."""

    def __call__(self, article: Article, sentences: Sequence[Sentence], /) -> Sequence[Stance]:
        """Return them in text order; empty if there are none."""


# --- Answering -------------------------------------------------------------------------------------------------------


class Ranker(Protocol):
    """Choose the sentences that a brief is made of."""

    def __call__(self, candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> Sequence[Candidate]:
        """Return some of the candidates, best first, within the budget; no two that say the same.

        Candidates of one record stand in text order, records in the order of the caller's preference. No candidates give
        none.
        """


# --- Keeping ---------------------------------------------------------------------------------------------------------


class Articles(Protocol):
    """The store, as reading and answering see it."""

    def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
        """Keep those that are not yet kept, all or none, and return their article ids.

        The first record that is no sample drives out all samples, and with them what was only about samples.

        Args:
            records: The records.
            seen: The highest ``Record.seq`` when their origins and stories were looked up.

        Raises:
            StoreMovedError: If articles were added after ``seen``; nothing is kept then.
        """

    def known(self, ids: Collection[str], /) -> frozenset[str]:
        """Return those of the ids that are kept (samples are not, once a real article is)."""

    def records(self, ids: Sequence[str], /) -> tuple[Record, ...]:
        """Return the records of these articles, in this order; unknown ids are left out."""

    def search(
        self, query: Query, /, *, limit: int = 200, after: int = 0, match: Literal["all", "any"] = "all"
    ) -> tuple[Record, ...]:
        """Return the newest records that match, newest first, at most ``limit``.

        ``after`` leaves out records whose ``seq`` is not greater. A query without actors and phrases matches all. User
        text in phrases is data, never syntax: ``"``, ``*`` and ``NEAR`` mean nothing.
        """

    def near_copies(self, bands: Collection[int], /, *, limit: int = 50) -> tuple[Record, ...]:
        """Return records that share at least one band, oldest first; of more than ``limit``, those that share most bands.

        Of the records of one band, the oldest ``limit`` are looked at.
        """

    def stances(
        self,
        *,
        holders: Collection[str] = (),
        targets: Collection[str] = (),
        since: datetime | None = None,
        limit: int = 500,
    ) -> tuple[Stance, ...]:
        """Return the newest stances, newest first; an empty collection means any."""

    def extent(self) -> Extent:
        """Return what is kept, in figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What a store holds."""

    articles: int = 0
    seq: int = 0  # the highest Record.seq
    sample: bool = False  # whether what it holds is the sample corpus
    first: datetime | None = None
    last: datetime | None = None


class Sources(Protocol):
    """The store, as the reading of sources sees it."""

    def sources(self) -> tuple[Source, ...]:
        """Return all, oldest first."""

    def source(self, url: str, /) -> Source | None:
        """Return the one of that address."""

    def save_source(self, source: Source, /) -> None:
        """Add it, or replace the one of the same address."""

    def update_source(self, source: Source, /) -> bool:
        """Replace the one of the same address, if it is still there; say whether it was."""

    def take_source(self, source: Source, now: datetime, /) -> bool:
        """Set when it was checked to now, unless that has changed since or it is gone; say whether it was set.

        Of several processes that find it due, one takes it.
        """

    def remove_source(self, url: str, /) -> bool:
        """Remove it; say whether it was there. Its articles stay."""


class Receipts(Protocol):
    """The store, as /verify sees it."""

    def keep_receipts(self, brief: str, title: str, receipts: Sequence[Receipt], /) -> None:
        """Keep the receipts of a brief under its id; the same id again replaces them.

        Raises:
            StoreAwayError: If they cannot be written within about a second: somebody waits for the brief.
        """

    def receipts(self, brief: str, /) -> tuple[str, tuple[Receipt, ...]] | None:
        """Return a brief's title and receipts, in order."""


class Subscriptions(Protocol):
    """The store, as /digest sees it."""

    def subscriptions(self, place: Place | None = None, /) -> tuple[Subscription, ...]:
        """Return all, or a place's, oldest first."""

    def subscription(self, name: str, /) -> Subscription | None:
        """Return the one of that id."""

    def save_subscription(self, subscription: Subscription, /) -> None:
        """Add it, or replace the one of the same id."""

    def update_subscription(self, subscription: Subscription, /) -> bool:
        """Replace the one of the same id, if it is still there; say whether it was."""

    def remove_subscription(self, subscription: str, /) -> bool:
        """Remove it and what is due of it; say whether it was there. The history of what was posted stays."""


class Ledger(Protocol):
    """The store, as posting sees it: deliveries, and what each subscription has already shown."""

    def open_slot(self, delivery: Delivery, /) -> bool:
        """Insert a DUE delivery unless its slot has one already; say whether it was inserted."""

    def claim(self, now: datetime, /, *, lease: datetime, platforms: Collection[str]) -> Delivery | None:
        """Take the oldest DUE or STAGED delivery for these platforms whose lease is free or has run out.

        The returned delivery has the new lease and one attempt more. Two workers never hold the same one.
        """

    def stage(self, delivery: Delivery, shown: Collection[str], /) -> bool:
        """Fix the reply, ``upto``, ``quiet`` and what it shows, in one transaction, and set STAGED.

        Say False, changing nothing, if the delivery's attempt is no longer the ledger's.
        """

    def settle(self, delivery: Delivery, state: State, /) -> bool:
        """Write the end of it (state, message, posted, error), free the lease and let the reply go; False as in ``stage``.

        DUE or STAGED puts it back, to be claimed again once ``delivery.lease`` has passed.
        """

    def deliveries(self, subscription: str, /, *, limit: int = 30) -> tuple[Delivery, ...]:
        """Return a subscription's deliveries, newest day first."""

    def seen(self, subscription: str, /) -> int:
        """Return the highest ``upto`` of those of a subscription's digests that came to their channel; 0 if none did."""

    def shown(self, subscription: str, keys: Collection[str], /) -> frozenset[str]:
        """Return those of the keys that the subscription's earlier digests have shown."""


class Store(Articles, Sources, Receipts, Subscriptions, Ledger, Protocol):
    """All that is kept, in one database."""

    def check(self) -> None:
        """Raise :class:`~bot.errors.StoreError` if the database cannot be read and written."""

    def close(self) -> None:
        """Let go of the database."""


# --- The edges -------------------------------------------------------------------------------------------------------


class Clock(Protocol):
    """Say what time it is."""

    def __call__(self) -> datetime:
        """Return the moment, aware and in UTC."""


class Handler(Protocol):
    """Answer a command."""

    def __call__(self, command: Command, /) -> Reply:
        """Return the answer; never raise: what goes wrong is a reply in one sentence."""


POST_SECONDS = 50.0
"""How long a channel tries to post. Some time later another process may take the post to be lost, and look for it."""


class Channel(Protocol):
    """Post to one platform, once."""

    def post(self, place: Place, reply: Reply, /, *, key: str) -> str:
        """Post and return what the platform calls the message; mark it with the key so that ``find`` can find it.

        It takes no longer than :data:`POST_SECONDS`, unless the platform itself makes one of two posts of the same key.

        Raises:
            ChannelError: If it was refused, took too long, or may or may not have arrived.
        """

    def find(self, place: Place, key: str, /, *, since: datetime) -> str | None:
        """Return the message that was posted with this key after that moment, if there is one."""


class Adapter(Protocol):
    """One edge of the house, run by ``briefbot serve`` in a thread of its own."""

    @property
    def name(self) -> str:
        """The platform's name, as in ``Place.platform``."""

    @property
    def channel(self) -> Channel | None:
        """Where digests for this platform are posted, whether or not it runs; ``None`` for an edge that takes no posts."""

    @property
    def ready(self) -> bool:
        """Whether it is connected and serving."""

    def run(self, stop: threading.Event, /) -> None:
        """Serve until the event is set; then let running answers end, and return."""


@runtime_checkable
class Checkable(Protocol):
    """An adapter that can ask its platform whether it takes our tokens; one without tokens need not."""

    def check(self) -> None:
        """Ask; return within seconds if all is well.

        Raises:
            ConfigError: If a token is refused; the message says what to do.
            ChannelError: If the platform cannot be asked.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What an adapter's ``build(env)`` is given.

    ``tick`` does what is due (reads sources whose turn has come, opens slots, drains the outbox) and returns the seconds
    until it wants to be called again; ``complete`` gives names of actors and topics for what has been typed so far, at
    most 25; ``status`` gives facts for health and metrics.
    """

    settings: Settings
    handle: Handler
    complete: Callable[[str], Sequence[str]]
    tick: Callable[[], float]
    status: Callable[[], Status]
    clock: Clock


Ending = Literal["answered", "refused", "failed"]
"""How a command ended: as asked, with the sentence that says why not, or with an apology for a fault of ours."""

LATENCIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds, in seconds, of the classes in which the times that commands took are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How many commands of a name ended so since the start, and how long they took together.

    ``within`` counts those that took no longer than each of :data:`LATENCIES`.
    """

    command: str  # as in the table of commands, or "other"
    outcome: Ending
    count: int
    seconds: float
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the house does. ``trouble`` is one sentence for each thing that keeps it from being ready."""

    trouble: tuple[str, ...] = ()
    articles: int = 0
    sources: int = 0
    failing: int = 0
    subscriptions: int = 0
    adapters: Mapping[str, bool]  # name -> ready
    last_tick: datetime | None = None
    answered: tuple[Answered, ...] = ()
