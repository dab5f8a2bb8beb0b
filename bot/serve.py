"""``briefbot serve``: run the adapters that have their settings, each in a thread, until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BotError, ConfigError, PluginNotFoundError
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

_LAST_WORDS = 30.0  # seconds that running answers have to end
_FIRST_PAUSE = 1.0  # seconds before an adapter that fell is started again; twice as long each time
_LONGEST_PAUSE = 300.0
_GLANCE = 0.5  # seconds between looks at whether any adapter is left


@dataclass(frozen=True, slots=True)
class Offer:
    """An adapter that can run, or the sentence that says why it cannot."""

    name: str
    adapter: Adapter | None = None
    reason: str = ""


def find_adapters(bot: Bot, only: Collection[str] = ()) -> list[Offer]:
    """Build the adapters, and say of each that cannot run what it lacks.

    Args:
        bot: The bot that they are for.
        only: The names wanted; all but the interactive ones if empty.

    Raises:
        PluginNotFoundError: If one that is wanted does not exist.
    """
    known = find_plugins(ADAPTERS)
    for name in only:
        if name not in known:
            raise PluginNotFoundError(ADAPTERS, name, known)
    names = [name for name in known if (name in only if only else name not in INTERACTIVE)]
    return [_build(known[name], bot) for name in names]


def _build(point: EntryPoint, bot: Bot) -> Offer:
    try:
        return Offer(point.name, point.load()(bot.env()))
    except ConfigError as error:
        return Offer(point.name, reason=str(error))
    except ImportError as error:
        missing = f"{error.name or error} is not installed"
        return Offer(point.name, reason=f"{missing}: pip install 'briefbot[{point.name}]'.")


def serve(bot: Bot, *, only: Sequence[str], say: Callable[[str], None]) -> int:
    """Run until SIGTERM or SIGINT, or until no adapter is left; return the exit status.

    Args:
        bot: The bot.
        only: Names of the adapters to run; if one of them cannot, none does. All that can if empty.
        say: Tells whoever started it what runs and what does not, and why.
    """
    stop = threading.Event()
    _stop_on_signals(stop)  # before anything is said: whoever reads it may stop us at once
    offers = find_adapters(bot, only)
    for offer in offers:
        say(f"{offer.name}: {'runs.' if offer.adapter else f'does not run. {offer.reason}'}")
    adapters = [offer.adapter for offer in offers if offer.adapter]
    if not adapters or (only and len(adapters) < len(offers)):
        return 1
    fell = run_all(bot, adapters, stop)
    say("No adapter is left; the log says why." if fell else "Stopped.")
    return 1 if fell else 0


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
            return True
    return False


def _join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join(_LAST_WORDS)
        if thread.is_alive():
            log.warning("an adapter did not stop in time", extra={"adapter": thread.name})


def _keep_running(adapter: Adapter, stop: threading.Event) -> None:
    """Run an adapter; if it falls, start it again after a pause. One that refuses its settings is left alone."""
    pause = _FIRST_PAUSE
    while not stop.is_set():
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
        stop.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
