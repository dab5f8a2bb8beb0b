"""Where Discord is: its own address, or a peer that speaks its protocol (a proxy, a rehearsal on loopback).

discord.py keeps both addresses in class attributes, ``Route.BASE`` and ``DiscordWebSocket.DEFAULT_GATEWAY``, which all
clients of a process share. Here each client has its own, set on each request and connection as it leaves.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from discord.state import AutoShardedConnectionState
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Mapping

    import aiohttp

PATIENCE = 60.0  # seconds that a refused request waits at most; a ban, which lasts longer, is told at once
TRIES = 3

_TOO_MANY = 429


class PeerHTTP(HTTPClient):
    """discord.py's REST client, speaking to a given address.

    Args:
        loop: The client's event loop.
        api_url: The API with its version, such as ``https://discord.com/api/v10``.
        gateway_url: The gateway; if empty, the one that the API names.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, api_url: str, gateway_url: str = "") -> None:
        super().__init__(loop)
        self._api = api_url.rstrip("/")
        self._abroad = self._api != Route.BASE or bool(gateway_url)
        self._named = bool(gateway_url)
        self._gateway = URL(gateway_url) if gateway_url else DiscordWebSocket.DEFAULT_GATEWAY

    async def request(self, route: Route, **kwargs: Any) -> Any:  # noqa: ANN401 - as discord.py has it
        """Ask the API, and again after the time that it names when it has had too much.

        discord.py does so only for answers that came through Discord's proxies (a ``Via`` header).
        """
        route.url = self._api + route.url.removeprefix(Route.BASE)
        for _ in range(TRIES - 1):
            try:
                return _read(await super().request(route, **kwargs))
            except discord.HTTPException as error:
                wait = _seconds(error.response.headers.get("Retry-After"))
                if error.status != _TOO_MANY or not 0 <= wait <= PATIENCE:
                    raise
                await asyncio.sleep(wait)
        return _read(await super().request(route, **kwargs))

    async def get_bot_gateway(self) -> tuple[int, str, Any]:
        """Return how many shards are wanted, where the gateway is, and how many sessions may still be started."""
        try:
            named = await self._ask_gateway()
        except discord.HTTPException as error:
            raise discord.GatewayNotFound from error
        if not self._named:
            self._gateway = URL(named["url"])
        return int(named.get("shards", 1)), str(self._gateway), named.get("session_start_limit", {})

    async def _ask_gateway(self) -> Mapping[str, Any]:
        try:
            return await self.request(Route("GET", "/gateway/bot"))  # type: ignore[no-any-return]
        except discord.NotFound:  # a small peer may know the plain one alone
            return await self.request(Route("GET", "/gateway"))  # type: ignore[no-any-return]

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Connect to the gateway: where READY says for a resume, but never from a peer to Discord itself."""
        return await super().ws_connect(str(self._follow(URL(url))), compress=compress)

    def _follow(self, url: URL) -> URL:
        if self._abroad and url.host != self._gateway.host:
            return self._gateway.with_query(url.query)
        return url


def _read(answer: object) -> Any:  # noqa: ANN401 - JSON
    """Return an answer's JSON: discord.py leaves it as text where its media type also names a charset."""
    return json.loads(answer) if isinstance(answer, str) and answer else answer


def _seconds(text: str | None) -> float:
    """Return a header's seconds; -1 if it has none."""
    try:
        return float(text or -1)
    except ValueError:
        return -1.0


class RawState(AutoShardedConnectionState[discord.AutoShardedClient]):
    """discord.py's reading of events, but for the two that we answer: those are handed on as they came.

    ``translate.py`` and ``commands.py`` read Discord's own payloads, so that a recorded one is a test; and an event that
    lacks a field which nobody reads does not end the connection, as it does when discord.py builds its objects.
    """

    def parse_interaction_create(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Dispatch ``interaction_payload``."""
        self.dispatch("interaction_payload", data)

    def parse_message_create(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Dispatch ``message_payload``."""
        self.dispatch("message_payload", data)

    def parse_ready(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Read READY; a peer without shards need not say that it has one."""
        data.setdefault("shard", [0, 1])
        super().parse_ready(data)
