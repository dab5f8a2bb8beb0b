"""When to connect to Discord, to connect again, to give up, and to stop."""

from __future__ import annotations

import asyncio
import itertools
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord.client import BriefClient
from bot.errors import ConfigError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from bot.ports import Env

log = logging.getLogger(__name__)

GRACE = 2.0  # seconds for running answers when it stops, and again for closing the connection
GLANCE = 0.1  # seconds between looks at whether to stop: a threading.Event cannot be awaited
LONGEST_WAIT = 300.0  # seconds between connections; a day has 1,000 IDENTIFYs

_BAD_TOKEN = 4004  # the gateway's close code
_EXPECTED = (OSError, aiohttp.ClientError, discord.DiscordException)


class Connection:
    """A connection that is made again whenever it breaks for good; discord.py itself mends what can be resumed."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._client: BriefClient | None = None

    @property
    def ready(self) -> bool:
        """Whether all shards have a session."""
        return self._client is not None and self._client.connected

    async def serve(self, stop: threading.Event) -> None:
        """Stay connected until the event is set.

        Raises:
            ConfigError: If Discord refuses the token.
        """
        waits = _waits()
        while not stop.is_set():
            self._client = client = BriefClient(self._env)
            error = await _connect(client, self._env.settings.discord_token.reveal(), stop)
            self._client = None
            if error is not None:
                check_token(error)
                waits = _waits() if client.was_connected else waits
                await _wait_after(error, next(waits), stop)


async def _connect(client: BriefClient, token: str, stop: threading.Event) -> BaseException | None:
    """Keep a client connected until the event is set; return what ended it before, if anything did."""
    serving = asyncio.create_task(client.start(token))
    watching = asyncio.create_task(_pause(stop))
    await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
    await client.finish(GRACE)
    for task in (serving, watching):
        task.cancel()
    ended, _ = await asyncio.gather(serving, watching, return_exceptions=True)
    if stop.is_set():
        return None
    return ended or ConnectionError("the gateway closed the connection")


async def _wait_after(error: BaseException, seconds: float, stop: threading.Event) -> None:
    sentence = "Discord is out of reach; trying again in %g s: %s %s"
    trace = None if isinstance(error, _EXPECTED) else error
    log.warning(sentence, seconds, type(error).__name__, error, exc_info=trace)
    await _pause(stop, seconds)


async def _pause(stop: threading.Event, seconds: float = float("inf")) -> None:
    """Wait until the event is set, at most so long."""
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    while not stop.is_set() and clock() < end:  # noqa: ASYNC110 - the event is a thread's
        await asyncio.sleep(GLANCE)


def _waits() -> Iterator[float]:
    """Yield the seconds to wait before each next try: 1, 2, 4 and so on."""
    return itertools.chain((2.0**tries for tries in range(9)), itertools.repeat(LONGEST_WAIT))


def check_token(error: BaseException) -> None:
    """Raise :class:`ConfigError` if it was the token that ended a connection."""
    refused = isinstance(error, discord.LoginFailure)
    if refused or (isinstance(error, discord.ConnectionClosed) and error.code == _BAD_TOKEN):
        sentence = "Discord refuses DISCORD_TOKEN; copy the bot's token again, as docs/how-to/discord.md shows."
        raise ConfigError("DISCORD_TOKEN", sentence) from error
