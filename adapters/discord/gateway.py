"""The gateway as discord.py reads it, in all that we need of it and no more.

discord.py builds its objects from each event, and ends the connection where one lacks a field. Four events matter here, and
of those few fields: what else Discord, or a smaller peer in its place, sends or leaves out does no harm.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import discord
from discord.state import AutoShardedConnectionState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from discord.types.gateway import ReadyEvent

    Payload = dict[str, Any]

_READ = frozenset({"READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE"})
_NOBODY = {"id": "0", "username": "briefbot", "discriminator": "0", "avatar": None}


def to_user(told: object) -> Payload:
    """Return a user with the fields that discord.py wants of one, whatever has been told of it.

    >>> to_user({"id": "7"})
    {'id': '7', 'username': 'briefbot', 'discriminator': '0', 'avatar': None}
    """
    return _NOBODY | (told if isinstance(told, dict) else {})


class RawState(AutoShardedConnectionState[discord.AutoShardedClient]):
    """discord.py's reading of events: those of commands and messages are handed on as they came, others are not read.

    ``commands.py`` reads Discord's own payloads, so that a recorded one is a test.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as discord.py has it
        super().__init__(**options)
        self.parsers = {name: parse for name, parse in self.parsers.items() if name in _READ}

    def parse_interaction_create(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Dispatch ``interaction_payload``."""
        self.dispatch("interaction_payload", data)

    def parse_message_create(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Dispatch ``message_payload``."""
        self.dispatch("message_payload", data)

    def parse_ready(self, data: Any) -> None:  # noqa: ANN401 - JSON
        """Read who we are; a peer without shards need not say that it has one, and nobody asks for guilds."""
        user = to_user(data.get("user") or {"id": str(self.self_id or 0)})
        told = data.get("application") or {}
        self.application_id = int(told.get("id") or self.application_id or user["id"])  # most bots share their app's id
        whole = {**data, "shard": data.get("shard") or [0, 1], "user": user, "guilds": []}
        super().parse_ready(cast("ReadyEvent", whole))


class WholeSocket:
    """A websocket that adds to READY and RESUMED, where they come as text, what discord.py takes for granted.

    Discord compresses what it sends, and leaves nothing out; a small peer may do neither.

    Args:
        socket: The websocket.
        url: Where it leads; a session is resumed there unless READY names another address.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, url: str) -> None:
        self._socket = socket
        self._url = url

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the socket has
        return getattr(self._socket, name)

    async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109 - aiohttp's own signature
        """Return the next frame."""
        frame = await self._socket.receive(timeout)
        if frame.type is aiohttp.WSMsgType.TEXT:
            return frame._replace(data=_complete(frame.data, self._url))
        return frame


def _complete(text: str, url: str) -> str:
    if '"READY"' not in text and '"RESUMED"' not in text:
        return text
    event: Mapping[str, Any] = json.loads(text)
    if event.get("t") not in {"READY", "RESUMED"}:
        return text
    data = {"session_id": "", "resume_gateway_url": url} | (event.get("d") or {})
    return json.dumps({"s": None, **event, "d": data})
