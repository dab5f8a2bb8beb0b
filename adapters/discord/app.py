"""Discord as an edge of the house: when it connects, connects again, gives up, and stops."""

from __future__ import annotations

import asyncio
import itertools
import logging
from functools import partial
from typing import TYPE_CHECKING

from adapters.discord.posts import DiscordChannel
from bot.errors import ConfigError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from adapters.discord.client import BriefClient
    from bot.ports import Env

log = logging.getLogger(__name__)

GRACE = 2.0  # seconds for running answers when it stops, and again for closing the connection
GLANCE = 0.1  # seconds between looks at whether to stop: a threading.Event cannot be awaited
LONGEST_WAIT = 300.0  # seconds between connections; a day has 1,000 IDENTIFYs

_BAD_TOKEN = 4004  # the gateway's close code


def build(env: Env) -> DiscordAdapter:
    """Return the adapter.

    Raises:
        ConfigError: If there is no token, or discord.py is not installed.
    """
    env.settings.require("discord_token")
    try:
        from adapters.discord.client import BriefClient  # noqa: PLC0415 - discord.py is an extra
    except ModuleNotFoundError as error:
        raise ConfigError("DISCORD_TOKEN", "Discord needs its library: pip install 'briefbot[discord]'.") from error
    return DiscordAdapter(env, partial(BriefClient, env))


class DiscordAdapter:
    """Connect to Discord until told to stop; posting works without."""

    name = "discord"

    def __init__(self, env: Env, make_client: Callable[[], BriefClient]) -> None:
        self._token = env.settings.discord_token
        self._make_client = make_client
        self._client: BriefClient | None = None
        self.channel = DiscordChannel(env.settings)

    @property
    def ready(self) -> bool:
        """Whether all shards have a session."""
        return self._client is not None and self._client.connected

    def run(self, stop: threading.Event, /) -> None:
        """Serve until the event is set; then let running answers end for some seconds, and return.

        Raises:
            ConfigError: If Discord refuses the token; trying it again would only lead to a ban.
        """
        asyncio.run(self._serve(stop))

    async def _serve(self, stop: threading.Event) -> None:
        waits = _waits()
        while not stop.is_set():
            self._client = client = self._make_client()
            error = await _connect(client, self._token.reveal(), stop)
            self._client = None
            if error is None:
                return
            _check_token(error)
            waits = _waits() if client.was_connected else waits
            wait = next(waits)
            log.warning("Discord is out of reach; trying again in %g s: %s %s", wait, type(error).__name__, error)
            await _pause(stop, wait)


async def _connect(client: BriefClient, token: str, stop: threading.Event) -> BaseException | None:
    """Keep a client connected until the event is set; return what ended it before."""
    serving = asyncio.create_task(client.start(token))
    watching = asyncio.create_task(_pause(stop))
    await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
    await client.finish(GRACE)
    for task in (serving, watching):
        task.cancel()
    ended, _ = await asyncio.gather(serving, watching, return_exceptions=True)
    if stop.is_set():
        return None
    return ended if isinstance(ended, BaseException) else ConnectionError("the gateway closed the connection")


async def _pause(stop: threading.Event, seconds: float = float("inf")) -> None:
    """Wait until the event is set, at most so long."""
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    while not stop.is_set() and clock() < end:  # noqa: ASYNC110 - the event is a thread's
        await asyncio.sleep(GLANCE)


def _waits() -> Iterator[float]:
    """Yield the seconds to wait before each next try: 1, 2, 4 and so on."""
    return (min(LONGEST_WAIT, 2.0**tries) for tries in itertools.count())


def _check_token(error: BaseException) -> None:
    import discord  # noqa: PLC0415 - an extra; a client came from it, so it is there

    refused = isinstance(error, discord.LoginFailure)
    if refused or (isinstance(error, discord.ConnectionClosed) and error.code == _BAD_TOKEN):
        sentence = "Discord refuses DISCORD_TOKEN; copy the bot's token again, as docs/how-to/discord.md shows."
        raise ConfigError("DISCORD_TOKEN", sentence) from error
