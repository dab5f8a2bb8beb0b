"""``briefbot doctor``: what is well, what is not, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.bootstrap import build
from bot.config import find_unknown, read_settings
from bot.errors import BotError
from bot.plugins import RANKERS, STANCES, load_plugin
from bot.serve import find_adapters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.bootstrap import Bot
    from bot.ports import Store

_CHATS = frozenset({"slack", "discord"})


class State(StrEnum):
    """How something is."""

    WELL = "ok  "
    NOTE = "note"
    ILL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence that says what to do where something is to be done."""

    state: State
    sentence: str

    @property
    def ill(self) -> bool:
        """Whether something must be done."""
        return self.state is State.ILL


def examine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look at settings, plug-ins, store, sources and adapters; what is ill does not hide what comes after it.

    Args:
        environ: The environment, with what a ``.env`` file says.
    """
    yield from (Finding(State.ILL, warning) for warning in find_unknown(environ))
    try:
        settings = read_settings(environ)
    except BotError as error:
        yield Finding(State.ILL, str(error))
        return
    yield Finding(State.WELL, "Settings: each can be read.")
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
        except (BotError, ImportError) as error:
            yield Finding(State.ILL, f"{variable}: {error}")
        else:
            yield Finding(State.WELL, f"{variable}: {name}.")


def _store(bot: Bot) -> Iterator[Finding]:
    try:
        store = bot.bare_store
        store.check()
        extent = store.extent()
    except BotError as error:
        yield Finding(State.ILL, f"Store: {error}")
        return
    held = f"{extent.articles:,} articles" + (" of the sample corpus" if extent.sample else "")
    yield Finding(State.WELL, f"Store: can be read and written; it holds {held}.")
    yield from _sources(store)


def _sources(store: Store) -> Iterator[Finding]:
    sources = store.sources()
    if not sources:
        yield Finding(State.NOTE, "Sources: none yet; briefbot source add https://… adds one.")
        return
    failing = [source for source in sources if source.failures]
    if len(failing) < len(sources):
        yield Finding(State.WELL, f"Sources: {len(sources) - len(failing)} of {len(sources)} are well.")
    for source in failing:
        todo = f"mend it, or briefbot source remove {source.url}"
        yield Finding(
            State.ILL, f"Source {source.url} failed {source.failures} times in a row: {source.error} To do: {todo}."
        )


def _adapters(bot: Bot) -> Iterator[Finding]:
    """Say which adapters would run; one without its settings is no fault, as nobody needs them all."""
    chats = False
    for offer in find_adapters(bot):
        chats = chats or (offer.adapter is not None and offer.name in _CHATS)
        if offer.adapter:
            yield Finding(State.WELL, f"{offer.name}: has what it needs.")
        else:
            yield Finding(State.NOTE, f"{offer.name}: would not run. {offer.reason}")
    if not chats:
        yield Finding(State.NOTE, "No chat is connected; without one there is briefbot chat.")
