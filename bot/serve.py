"""``briefbot serve``: run the adapters that have their settings, each in a thread, until told to stop."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from bot.errors import BotError, ConfigError, PluginNotFoundError, StoreAwayError
from bot.plugins import ADAPTERS, find_plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from importlib.metadata import EntryPoint
    from types import FrameType

    from bot.bootstrap import Bot
    from bot.ports import Adapter

log = logging.getLogger(__name__)

INTERACTIVE = frozenset({"terminal"})
"""Adapters that talk to whoever started them; ``briefbot chat`` runs them, and a service has no use for them."""

_LAST_WORDS = 10.0  # seconds that running answers have to end
_FIRST_PAUSE = 1.0  # seconds before an adapter that fell is started again; twice as long each time
_LONGEST_PAUSE = 300.0
_GLANCE = 0.5  # seconds between looks at whether any adapter is left


@dataclass(frozen=True, slots=True)
class Offer:
    """An adapter that can run, or the sentence that says why it cannot."""

    name: str
    adapter: Adapter | None = None
    reason: str = ""


def find_adapters(bot: Bot, only: Collection[str] = (), but: Collection[str] = ()) -> list[Offer]:
    """Build the adapters, and say of each that cannot run what it lacks.

    Args:
        bot: The bot that they are for.
        only: The names wanted; all but the interactive ones if empty.
        but: The names not wanted.

    Raises:
        PluginNotFoundError: If one that is named does not exist.
    """
    known = find_plugins(ADAPTERS)
    for name in (*only, *but):
        if name not in known:
            raise PluginNotFoundError(ADAPTERS, name, known)
    wanted = set(only or set(known) - INTERACTIVE).difference(but)
    return [_build(point, bot) for name, point in known.items() if name in wanted]


def find_lenders(bot: Bot, running: Collection[str]) -> list[Adapter]:
    """Build the adapters that do not run here and have a channel: posting takes that alone, and no connection.

    So a process in which the clock is all that runs posts digests to each chat that has its settings.
    """
    points = [point for name, point in find_plugins(ADAPTERS).items() if name not in INTERACTIVE.union(running)]
    built = [_build(point, bot).adapter for point in points]
    return [adapter for adapter in built if adapter and adapter.channel]


def _build(point: EntryPoint, bot: Bot) -> Offer:
    try:
        return Offer(point.name, point.load()(bot.env()))
    except ConfigError as error:
        return Offer(point.name, reason=str(error))
    except ImportError as error:
        missing = f"{error.name or error} is not installed"
        return Offer(point.name, reason=f"{missing}: pip install 'briefbot[{point.name}]'.")
    except Exception:
        log.exception("adapter fell while it was built", extra={"adapter": point.name})
        return Offer(point.name, reason="It fell while it was built; the log says more.")


def serve(bot: Bot, *, only: Sequence[str] = (), but: Sequence[str] = (), say: Callable[[str], None]) -> int:
    """Run until SIGTERM or SIGINT, or until no adapter is left; return the exit status.

    A database that is locked or away does not keep it from starting: all that needs it says so, until it is there.

    Args:
        bot: The bot.
        only: Names of the adapters to run; if one of them cannot, none does. All that can if empty.
        but: Names of adapters that are not to run. These, too, lend their channels: digests are posted by any process.
        say: Tells whoever started it what runs and what does not, and why.

    Raises:
        StoreError: If the database cannot be used, and will not mend by itself.
    """
    _stop_on_signals(bot.stopping)  # before anything is said: whoever reads it may stop us at once
    offers = find_adapters(bot, only, but)
    for offer in offers:
        say(f"{offer.name}: {'runs.' if offer.adapter else f'does not run. {offer.reason}'}")
    adapters = [offer.adapter for offer in offers if offer.adapter]
    if not adapters or (only and len(adapters) < len(offers)):
        return 1
    for lender in find_lenders(bot, [offer.name for offer in offers]):
        bot.borrow(lender)
        say(f"{lender.name}: does not run here; digests are posted to it.")
    _look_at_store(bot, say)
    calm_collector()
    fell = run_all(bot, adapters, bot.stopping)
    say("No adapter is left; the log says why." if fell else "Stopped.")
    return 1 if fell else 0


def _look_at_store(bot: Bot, say: Callable[[str], None]) -> None:
    """Open the store; say if it is away for now."""
    try:
        bot.bare_store.check()
    except StoreAwayError as error:
        say(f"store: {error} Until then nothing can be answered or posted; it is tried again each time.")


def calm_collector() -> None:
    """Let Python look for cycles of garbage less often: the records at hand are a hundred thousand objects without any.

    By default a brief in ten stood still for the time of another while all of them were gone through.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def run_all(bot: Bot, adapters: Sequence[Adapter], stop: threading.Event) -> bool:
    """Run each adapter in a thread of its own until the event is set, and let them end.

    Returns:
        Whether they all ended by themselves.
    """
    for adapter in adapters:
        bot.connect(adapter)
    threads = [
        threading.Thread(target=_keep_running, args=(each, stop), name=each.name, daemon=True) for each in adapters
    ]
    for thread in threads:
        thread.start()
    fell = _wait(threads, stop)
    _join(threads)
    return fell


def leave() -> NoReturn:
    """End the process with status 0, without waiting for threads that wait for somebody else, as for a page that does not come.

    Nothing of theirs is lost: nothing is half written, and what was not read is read the next time.
    """
    sys.stdout.flush()
    logging.shutdown()
    os._exit(0)


def _stop_on_signals(stop: threading.Event) -> None:
    """Set the event at the first signal; a second one ends the process as it would any other."""

    def on_signal(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, on_signal)


def _wait(threads: Sequence[threading.Thread], stop: threading.Event) -> bool:
    """Return when told to stop, with False; or once no adapter is left, with True."""
    while not stop.wait(_GLANCE):
        if not any(thread.is_alive() for thread in threads):
            return not stop.is_set()  # it may have been set since the last look, and they have ended as they were told
    return False


def _join(threads: Sequence[threading.Thread]) -> None:
    latest = time.monotonic() + _LAST_WORDS
    for thread in threads:
        thread.join(max(0.0, latest - time.monotonic()))
        if thread.is_alive():
            log.warning("an adapter did not stop in time", extra={"adapter": thread.name})


def _keep_running(adapter: Adapter, stop: threading.Event, *, seconds: Callable[[], float] = time.monotonic) -> None:
    """Run an adapter; if it falls, start it again after a pause. One that refuses its settings is left alone.

    Each pause is twice as long as the one before, until it has run well for longer than the longest of them.
    """
    pause = _FIRST_PAUSE
    while not stop.is_set():
        started = seconds()
        try:
            adapter.run(stop)
        except BotError as error:
            log.error("adapter stopped: %s", error, extra={"adapter": adapter.name})  # noqa: TRY400 - a sentence says it
            if isinstance(error, ConfigError):
                return
        except Exception:
            log.exception("adapter fell", extra={"adapter": adapter.name})
        else:
            return
        if seconds() - started > _LONGEST_PAUSE:
            pause = _FIRST_PAUSE
        stop.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
