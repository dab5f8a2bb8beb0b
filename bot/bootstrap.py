"""The composition root: the only module that names implementations.

Rooms are made when they are first asked for, so that each command pays only for those that it uses.
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from bot.errors import BotError, ChannelError, SourceError, StoreAwayError
from bot.plugins import STANCES, load_plugin, load_ranker
from bot.ports import Env, Status
from bot.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.actors.registry import Registry
    from bot.answering.brief import Answerer
    from bot.config import Settings
    from bot.model import Article, Command, Record, Reply
    from bot.ports import Adapter, Channel, Clock, Ending, Fetcher, Store
    from bot.posting.post import Compose, Poster
    from bot.reading.read import Reader

T = TypeVar("T")

log = logging.getLogger(__name__)

_APOLOGY = "Something went wrong here, and nothing was lost. It has been noted for whoever runs this bot."
_NOTED = "something went wrong here, which has been noted for whoever runs this bot."
_MINUTE = 60.0
_OVERDUE = timedelta(minutes=10)  # since the last tick, after which the house is not ready
_AWAY = 5.0  # seconds until the next tick while the database is away
_LAST_WORDS = 2.0  # seconds that reading has to end, once it is time to stop


class _once(cached_property[T]):  # noqa: N801 - used as a decorator, like the one that it is made of
    """A cached property that two threads never make twice; ``functools`` dropped its own lock in Python 3.12."""

    def __get__(self, instance: Bot, owner: type | None = None) -> T:  # type: ignore[override]
        with instance.making:
            return super().__get__(instance, owner)


def utc_now() -> datetime:
    """Return the moment by the machine's clock."""
    return datetime.now(UTC)


class Bot:
    """The whole bot, put together from its settings. Threads may share it.

    Args:
        settings: The settings.
        clock: Says what time it is.
    """

    def __init__(self, settings: Settings, *, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.zone = settings.briefbot_time_zone
        self.making = threading.RLock()
        self.adapters: dict[str, Adapter] = {}
        self.channels: dict[str, Channel] = {}
        self.tally = Tally()
        self.stopping = threading.Event()
        self._ticked: datetime | None = None
        self._trouble = ""  # what kept the last tick from doing what is due
        self._reading = threading.Lock()

    # --- Rooms

    @_once
    def bare_store(self) -> Store:
        """The store as it is: empty, perhaps."""
        from bot.store.open import open_store  # noqa: PLC0415 - see the module

        return open_store(self.settings.database_url)

    @_once
    def store(self) -> Store:
        """The store; an empty one is filled from the sample corpus first."""
        store = self.bare_store
        if not store.extent().articles:
            from bot.reading.samples import fill  # noqa: PLC0415 - see the module

            fill(store, self.analyse, self.clock)
        return store

    @_once
    def registry(self) -> Registry:
        """The actors."""
        from bot.actors.registry import load_registry  # noqa: PLC0415 - see the module

        return load_registry()

    @_once
    def analyse(self) -> Callable[[Article], Record]:
        """Finds sentences, actors and stances in an article."""
        from bot.reading.analyse import analyse  # noqa: PLC0415 - see the module

        find_stances = load_plugin(STANCES, self.settings.briefbot_stances)
        return partial(analyse, registry=self.registry, find_stances=find_stances)

    @_once
    def fetch(self) -> Fetcher:
        """The one window to the outside."""
        from bot.net.fetch import GuardedFetcher  # noqa: PLC0415 - see the module

        return GuardedFetcher(allow_private=self.settings.briefbot_allow_private)

    @_once
    def reader(self) -> Reader:
        """Carries sources into the store."""
        from bot.reading.read import Reader  # noqa: PLC0415 - see the module

        return Reader(self.bare_store, self.fetch, self.clock, self.analyse, shield=shield)

    def fetch_within(self, seconds: float) -> Fetcher:
        """Return a window to the outside that waits no longer than so many seconds."""
        from bot.net.fetch import GuardedFetcher, Limits  # noqa: PLC0415 - see the module

        return GuardedFetcher(allow_private=self.settings.briefbot_allow_private, limits=Limits(seconds=seconds))

    @_once
    def answerer(self) -> Answerer:
        """Makes briefs."""
        from bot.answering.brief import Answerer  # noqa: PLC0415 - see the module

        rank = load_ranker(self.settings.briefbot_ranker)
        return Answerer(self.store, rank, self.registry, self.clock)

    @_once
    def compose(self) -> Compose:
        """Makes what a subscription's next digest holds."""
        from bot.answering.digest import Composer  # noqa: PLC0415 - see the module

        return Composer(self.answerer, self.registry, self.clock)

    @_once
    def poster(self) -> Poster:
        """Posts digests, to the channels of those adapters that are connected or lend theirs."""
        from bot.posting.post import Poster  # noqa: PLC0415 - see the module

        return Poster(
            self.store,
            self.compose,
            self.channels,
            self.clock,
            stopping=self.stopping.is_set,
            shield=shield_posting,
        )

    # --- What adapters are given

    def answer(self, command: Command, /) -> Reply:
        """Answer a command.

        Raises:
            BotError: If it cannot be answered.
        """
        from bot.commands.handle import answer  # noqa: PLC0415 - see the module

        return answer(command, self)

    def handle(self, command: Command, /) -> Reply:
        """Answer a command, and count it; never raise."""
        from bot.commands import find_command  # noqa: PLC0415 - see the module

        started = time.perf_counter()
        outcome, reply = self._try(command)
        name = command.name if command.name == "share" or find_command(command.name) else "other"
        self.tally.count(name, outcome, time.perf_counter() - started)
        return reply

    def _try(self, command: Command) -> tuple[Ending, Reply]:
        from bot.answering.replies import sentence_reply  # noqa: PLC0415 - see the module

        try:
            return "answered", self.answer(command)
        except BotError as error:
            return "refused", sentence_reply(str(error))
        except Exception as error:  # noqa: BLE001 - it is logged, but for its message, which may quote what was typed
            log.error("command failed", extra=_trace_of(command, error))  # noqa: TRY400 - as above
            return "failed", sentence_reply(_APOLOGY)

    def complete(self, prefix: str) -> Sequence[str]:
        """Return names of actors for what has been typed so far; in "A vs B" and "A on B", for the last of them."""
        try:
            before, joint, last = _last_term(prefix)
            return [f"{before}{joint}{name}" for name in self.registry.complete(last)]
        except BotError as error:
            log.warning("no completions: %s", error)
            return []

    def status(self) -> Status:
        """Return how the house does; what is in trouble is said, not raised.

        The store is read only: whoever asks for health waits for no one who writes.
        """
        ready = {name: adapter.ready for name, adapter in self.adapters.items()}
        trouble = [f"{name} is not connected." for name, is_ready in ready.items() if not is_ready]
        if self._ticked and self.clock() - self._ticked > _OVERDUE:
            trouble.append(f"What is due was last done at {self._ticked:%H:%M} UTC on {self._ticked:%d %B}.")
        try:
            sources = self.bare_store.sources()
            return Status(
                trouble=tuple(trouble),
                articles=self.bare_store.extent().articles,
                sources=len(sources),
                failing=sum(bool(source.failures) for source in sources),
                subscriptions=len(self.bare_store.subscriptions()),
                adapters=ready,
                last_tick=self._ticked,
                answered=self.tally.read(),
            )
        except BotError as error:
            counts = self.tally.read()
            return Status(trouble=(str(error), *trouble), adapters=ready, last_tick=self._ticked, answered=counts)

    def tick(self) -> float:
        """Do what is due, and return the seconds until the next full minute, when it wants to be called again.

        Sources are read in a thread of their own: one that is slow never makes a digest late. While the database is away it
        is asked more often, and said once.
        """
        try:
            if self._reading.acquire(blocking=False):
                threading.Thread(target=self._read_and_release, name="reading", daemon=True).start()
            self.poster.open_due()
            self.poster.drain()
        except BotError as error:
            if str(error) != self._trouble:
                log.error("what is due could not be done: %s", error)  # noqa: TRY400 - the sentence says it all
            self._trouble = str(error)
            if isinstance(error, StoreAwayError):
                return _AWAY
        else:
            if self._trouble:
                log.info("what is due is done again")
            self._trouble = ""
            self._ticked = self.clock()
        now = self.clock()
        return _MINUTE - now.second - now.microsecond / 1e6

    def _read_and_release(self) -> None:
        try:
            self.read_sources()
        except BotError as error:
            log.error("sources could not be read: %s", error)  # noqa: TRY400 - the sentence says it all
        except Exception:
            log.exception("reading stopped")
        finally:
            self._reading.release()

    def read_sources(self) -> None:
        """Read the sources whose turn has come."""
        minutes = self.settings.briefbot_read_minutes
        if not minutes or not self.bare_store.sources():
            return
        every = timedelta(minutes=minutes)
        for outcome in self.reader.read_sources(self.clock(), every, stopping=self.stopping.is_set):
            log.info("source read", extra={"url": outcome.address, "kept": len(outcome.kept)})
            for failure in outcome.failures:
                log.warning("source failed: %s", failure, extra={"url": outcome.address})

    def env(self) -> Env:
        """Return what an adapter's ``build`` is given."""
        return Env(
            settings=self.settings,
            handle=self.handle,
            complete=self.complete,
            tick=self.tick,
            status=self.status,
            clock=self.clock,
        )

    def connect(self, adapter: Adapter) -> None:
        """Count an adapter in: for status and, if it takes posts, for digests."""
        self.adapters[adapter.name] = adapter
        self.borrow(adapter)

    def borrow(self, adapter: Adapter) -> None:
        """Post digests by the channel of an adapter, if it takes posts, whether or not it runs here."""
        if adapter.channel:
            self.channels[adapter.name] = adapter.channel

    def close(self) -> None:
        """Let go of what was opened. Reading ends first, unless it waits for somebody else: then its turn comes again."""
        self.stopping.set()
        ended = self._reading.acquire(timeout=_LAST_WORDS)
        for name in ("reader", "bare_store"):
            if name in vars(self):  # else it was never made
                vars(self)[name].close()
        if ended:
            self._reading.release()


def shield(address: str) -> AbstractContextManager[None]:
    """Turn what nobody foresaw, in the reading of one address, into an error of that address, and log it.

    Foreign documents and plug-ins make it happen; one of them never stops the reading of the others.
    """
    return _shield("reading failed", SourceError(address, f"{address} could not be read: {_NOTED}"), url=address)


def shield_posting(place: str) -> AbstractContextManager[None]:
    """Turn what nobody foresaw, in one digest, into an error of the place that it is for, and log it.

    Rankers and chats of others make it happen; one digest never stops the others.
    """
    return _shield("posting failed", ChannelError(place, f"It could not be posted: {_NOTED}"), place=place)


@contextmanager
def _shield(event: str, meant: BotError, **where: str) -> Iterator[None]:
    try:
        yield
    except BotError:
        raise
    except Exception as error:
        log.error(event, extra={**where, **_trace(error)})  # noqa: TRY400 - its message may quote what people write
        raise meant from error


def build(settings: Settings, *, clock: Clock = utc_now) -> Bot:
    """Put the bot together."""
    return Bot(settings, clock=clock)


def _trace_of(command: Command, error: Exception) -> dict[str, str]:
    return {"command": command.name[:20], "platform": command.place.platform, **_trace(error)}


def _trace(error: Exception) -> dict[str, str]:
    return {
        "error": type(error).__name__,
        "trace": "".join(traceback.format_tb(error.__traceback__)),
    }


def _last_term(prefix: str) -> tuple[str, str, str]:
    """Part what has been typed before the last " vs " or " on "."""
    for joint in (" vs ", " on "):
        before, found, last = prefix.rpartition(joint)
        if found:
            return before, found, last
    return "", "", prefix
