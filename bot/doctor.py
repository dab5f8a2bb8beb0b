"""``briefbot doctor``: what is well, what is not, and what to do about it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.bootstrap import build
from bot.config import find_unknown, read_settings
from bot.errors import BotError, ChannelError, SourceError
from bot.model import SourceKind
from bot.plugins import RANKERS, STANCES, load_plugin
from bot.ports import Checkable
from bot.serve import find_adapters
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.bootstrap import Bot
    from bot.model import Source
    from bot.ports import Fetcher, Store

_CHATS = frozenset({"slack", "discord"})
_EACH = 8.0  # seconds that a source has to answer
_ALL = 30.0  # seconds that all of them have together
_AT_ONCE = 16


class Health(StrEnum):
    """How something that was looked at is."""

    WELL = "ok  "
    NOTE = "note"
    ILL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence that says what to do where something is to be done."""

    state: Health
    sentence: str

    @property
    def ill(self) -> bool:
        """Whether something must be done."""
        return self.state is Health.ILL


def examine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look at settings, plug-ins, store, sources and adapters; what is ill does not hide what comes after it.

    Args:
        environ: The environment, with what a ``.env`` file says.
    """
    yield from (Finding(Health.ILL, warning) for warning in find_unknown(environ))
    try:
        settings = read_settings(environ)
    except BotError as error:
        yield Finding(Health.ILL, str(error))
        return
    yield Finding(Health.WELL, "Settings: each can be read.")
    bot = build(settings)
    try:
        yield from _plugins(bot)
        yield from _store(bot)
        yield from _adapters(bot)
    finally:
        bot.close()


def _plugins(bot: Bot) -> Iterator[Finding]:
    wanted = (
        (RANKERS, "BRIEFBOT_RANKER", bot.settings.briefbot_ranker),
        (STANCES, "BRIEFBOT_STANCES", bot.settings.briefbot_stances),
    )
    for group, variable, name in wanted:
        try:
            load_plugin(group, name)
        except BotError as error:
            yield Finding(Health.ILL, f"{variable}: {error}")
        else:
            yield Finding(Health.WELL, f"{variable}: {name}.")


def _store(bot: Bot) -> Iterator[Finding]:
    try:
        store = bot.bare_store
        store.check()
        extent = store.extent()
    except BotError as error:
        yield Finding(Health.ILL, f"Store: {error}")
        return
    held = f"{extent.articles:,} articles" + (" of the sample corpus" if extent.sample else "")
    yield Finding(Health.WELL, f"Store: can be read and written; it holds {held}.")
    yield from _sources(bot, store)


def _sources(bot: Bot, store: Store) -> Iterator[Finding]:
    """Ask each source of the web whether it answers now, and say how the last readings went."""
    sources = store.sources()
    if not sources:
        yield Finding(Health.NOTE, "Sources: none yet; briefbot source add https://… adds one.")
        return
    troubles = _ask_all([each.url for each in sources if each.kind is not SourceKind.FOLDER], bot.fetch_within(_EACH))
    ill = [each for each in sources if troubles.get(each.url) or each.failures]
    if len(ill) < len(sources):
        yield Finding(Health.WELL, f"Sources: {len(sources) - len(ill)} of {len(sources)} are well.")
    unasked = sum(trouble is None for trouble in troubles.values())
    if unasked:
        yield Finding(Health.NOTE, f"Sources: {unasked} of them were not asked, as it took more than {_ALL:g} seconds.")
    for source in ill:
        told = _tell_trouble(source, troubles.get(source.url))
        yield Finding(Health.ILL, f"Source {source.url} {told} To do: mend it, or briefbot source remove {source.url}.")


def _tell_trouble(source: Source, trouble: str | None) -> str:
    if trouble:
        return f"cannot be read: {trouble}"
    now = "answers now, but " if trouble == "" else ""
    return f"{now}failed {count(source.failures, 'time')} in a row: {source.error}"


def _ask_all(urls: Sequence[str], fetch: Fetcher) -> dict[str, str | None]:
    """Ask addresses, some at a time; return what is wrong with each: nothing if it answers, ``None`` if time ran out."""

    def ask(url: str) -> str:
        try:
            fetch(url)
        except SourceError as error:
            return str(error)
        return ""

    pool = ThreadPoolExecutor(_AT_ONCE)
    answers = {url: pool.submit(ask, url) for url in urls}
    wait(answers.values(), timeout=_ALL)
    pool.shutdown(cancel_futures=True)  # those that are under way end within seconds
    return {url: None if answer.cancelled() else answer.result() for url, answer in answers.items()}


def _adapters(bot: Bot) -> Iterator[Finding]:
    """Say which adapters would run; one without its settings is no fault, as nobody needs them all."""
    chats = False
    for offer in find_adapters(bot):
        chats = chats or (offer.adapter is not None and offer.name in _CHATS)
        if offer.adapter is None:
            yield Finding(Health.NOTE, f"{offer.name}: would not run. {offer.reason}")
        elif isinstance(offer.adapter, Checkable):
            yield _check(offer.name, offer.adapter)
        else:
            yield Finding(Health.WELL, f"{offer.name}: has what it needs.")
    if not chats:
        yield Finding(Health.NOTE, "No chat is connected; without one there is briefbot chat.")


def _check(name: str, adapter: Checkable) -> Finding:
    """Ask an adapter's platform whether it takes our tokens."""
    try:
        adapter.check()
    except ChannelError as error:
        todo = "To do: see that this machine reaches it, then run briefbot doctor again."
        return Finding(Health.ILL, f"{name}: its tokens could not be checked. {error} {todo}")
    except BotError as error:
        return Finding(Health.ILL, f"{name}: {error}")
    return Finding(Health.WELL, f"{name}: has what it needs, and its tokens are taken.")
