"""Where Discord is: its own address, or a peer that speaks its protocol (a proxy, a rehearsal on loopback).

discord.py keeps both addresses in class attributes, ``Route.BASE`` and ``DiscordWebSocket.DEFAULT_GATEWAY``, which all
clients of a process share. Here each client has its own, set on each request and connection as it leaves.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any, cast

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from adapters.discord.gateway import WholeSocket, to_user

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds that a refused request waits at most; a ban, which lasts longer, is told at once
TRIES = 3

_TOO_MANY = 429
_ABSENT = frozenset({404, 405, 501})  # what a peer answers that does not know the request


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
        if route.url.startswith(Route.BASE):  # else it has been asked before, and leads there already
            route.url = self._api + route.url.removeprefix(Route.BASE)
        for _ in range(TRIES - 1):
            try:
                return await self._request(route, **kwargs)
            except discord.HTTPException as error:
                wait = await _find_wait(error) if error.status == _TOO_MANY else -1.0
                if not 0 <= wait <= PATIENCE:
                    raise
                await asyncio.sleep(wait)
        return await self._request(route, **kwargs)

    async def _request(self, route: Route, **kwargs: Any) -> Any:  # noqa: ANN401 - JSON
        """Ask once; nothing is returned of an answer that says it is JSON and is not, as an empty one may."""
        try:
            return _read(await super().request(route, **kwargs))
        except json.JSONDecodeError:
            log.warning("Discord's answer to a %s is no JSON.", route.method)
            return None

    async def static_login(self, token: str) -> Any:  # noqa: ANN401 - as discord.py has it
        """Return who the bot is, as far as that is known before READY says it.

        Raises:
            discord.LoginFailure: If the token is refused.
        """
        try:
            return to_user(await super().static_login(token))
        except discord.HTTPException as error:
            if error.status not in _ABSENT:
                raise
            self.token = token  # discord.py has put it away
            return to_user(None)

    async def application_info(self) -> Any:  # noqa: ANN401 - as discord.py has it
        """Return the application with the fields that discord.py wants of one; READY tells its id as well."""
        told = await self._ask_any("/oauth2/applications/@me", "/applications/@me")
        return {
            "id": told.get("id") or 0,
            "name": told.get("name") or "briefbot",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": to_user(None),
            "verify_key": "",
            "flags": told.get("flags") or 0,
            "interactions_endpoint_url": told.get("interactions_endpoint_url"),
        }

    async def get_bot_gateway(self) -> tuple[int, str, Any]:
        """Return how many shards are wanted, where the gateway is, and how many sessions may still be started."""
        try:
            named = await self._ask_any("/gateway/bot", "/gateway")
        except discord.HTTPException as error:
            raise discord.GatewayNotFound from error
        if not self._named and not named.get("url"):
            raise discord.GatewayNotFound
        if not self._named:
            self._gateway = URL(named["url"])
        return int(named.get("shards") or 1), str(self._gateway), named.get("session_start_limit") or {}

    async def _ask_any(self, *paths: str) -> dict[str, Any]:
        """Return what the first of these paths answers that the API knows; nothing if it knows none."""
        for path in paths:
            try:
                told = await self.request(Route("GET", path))
            except discord.HTTPException as error:
                if error.status not in _ABSENT:
                    raise
            else:
                return told if isinstance(told, dict) else {}
        return {}

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Connect to the gateway: where READY says for a resume, but never from a peer to Discord itself."""
        followed = str(self._follow(URL(url)))
        socket = await super().ws_connect(followed, compress=compress)
        return cast("aiohttp.ClientWebSocketResponse", WholeSocket(socket, followed))

    def _follow(self, url: URL) -> URL:
        if self._abroad and url.host != self._gateway.host:
            return self._gateway.with_query(url.query)
        return url


def _read(answer: object) -> Any:  # noqa: ANN401 - JSON
    """Return an answer's JSON: discord.py leaves it as text where its media type also names a charset, or none."""
    if not isinstance(answer, str):
        return answer
    try:
        return json.loads(answer)
    except ValueError:
        return None


async def _find_wait(error: discord.HTTPException) -> float:
    """Return the seconds that a refusal asks to wait, by its header or its body; -1 if it names none."""
    told = error.response.headers.get("Retry-After")
    if told is None:
        body = _read(await cast("aiohttp.ClientResponse", error.response).text())
        told = body.get("retry_after") if isinstance(body, dict) else None
    try:
        return float(told or -1)
    except (TypeError, ValueError):
        return -1.0
