"""The least Discord that a bot can live in, from Discord's own reference: a gateway in plain text, and five requests.

Every other request is answered as ``missing`` says. It shares no code with the fuller peer, or with the adapter.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.peers.wire import Answer, WirePeer, say

if TYPE_CHECKING:
    from tests.peers.wire import Json, Request, WebSocket

NOT_FOUND = say({"message": "404: Not Found", "code": 0}, 404)
A_PAGE = Answer(status=404, body=b"<html><title>404</title>Not found</html>", kind="text/html; charset=utf-8")
NOT_ALLOWED = Answer(status=405)

TOKEN = "MTAwMA.G1a2b3.c4d5e6"
BOT = "1000"
IN_TIME = 3.0

_IDENTIFY, _RESUME, _HEARTBEAT = 2, 6, 1
_COMMANDS = re.compile(r"/applications/\d+/commands")
_CALLBACK = re.compile(r"/interactions/(\w+)/(\w+)/callback")
_WEBHOOK = re.compile(r"/webhooks/(\d+)/(\w+)(/messages/@original)?")
_MESSAGES = re.compile(r"/channels/(\d+)/messages")


@dataclass
class Interaction:
    """An interaction, how it was first answered and after how many seconds, and what was said then."""

    sent: float = field(default_factory=time.monotonic)
    response: Json | None = None
    seconds: float = 0.0
    messages: list[Json] = field(default_factory=list)


class MinimalDiscord(WirePeer):
    """A Discord of one channel.

    Args:
        missing: What a request is answered that is not here.
        names_gateway: Whether ``/gateway/bot`` is here; if not, a bot has to be told where the gateway is.
    """

    def __init__(self, *, missing: Answer = NOT_FOUND, names_gateway: bool = True) -> None:
        super().__init__()
        self._missing = missing
        self._names_gateway = names_gateway
        self._numbers = itertools.count(5_000)
        self._sequence = itertools.count(1)
        self.identified: list[Json] = []
        self.resumed: list[Json] = []
        self.commands: list[Json] = []
        self.posted: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.busy = 0
        """How many of the next posts are refused for a moment (429)."""

    @property
    def api_url(self) -> str:
        """Where the API is."""
        return f"http://{self.host}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://{self.host}/"

    # --- what it is asked ---

    def answer(self, request: Request) -> Answer:
        """Answer a request of the API."""
        method, path = request.method, request.path.removeprefix("/api/v10")
        if found := _CALLBACK.fullmatch(path):
            return self._respond(self.interactions[found[2]], request.arguments)
        if (found := _WEBHOOK.fullmatch(path)) and (method, bool(found[3])) in {("PATCH", True), ("POST", False)}:
            return self._take(self.interactions[found[2]].messages, request.arguments)
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return say({"message": "401: Unauthorized", "code": 0}, 401)
        return self._answer_bot(request, method, path)

    def _answer_bot(self, request: Request, method: str, path: str) -> Answer:
        if method == "POST" and _MESSAGES.fullmatch(path):
            return self._post(request.arguments)
        if method == "PUT" and _COMMANDS.fullmatch(path):
            return self._register(request)
        if (method, path) == ("GET", "/gateway/bot") and self._names_gateway:
            return say({"url": self.gateway_url})
        return self._missing

    def _register(self, request: Request) -> Answer:
        commands = json.loads(request.body)
        self.note(lambda: self.commands.extend(commands))
        return say(commands)

    def _respond(self, interaction: Interaction, response: Json) -> Answer:
        def change() -> None:
            interaction.response, interaction.seconds = response, time.monotonic() - interaction.sent

        self.note(change)
        return Answer(status=204)

    def _take(self, messages: list[Json], message: Json) -> Answer:
        if not (message.get("content") or message.get("embeds")):
            return say({"message": "Cannot send an empty message", "code": 50006}, 400)
        self.note(lambda: messages.append(message))
        return say({"id": str(next(self._numbers))})

    def _post(self, message: Json) -> Answer:
        if self.busy:
            self.busy -= 1
            return say({"message": "You are being rate limited.", "retry_after": 0.5, "global": False}, 429)
        return self._take(self.posted, message)

    # --- the gateway ---

    def converse(self, socket: WebSocket, _request: Request) -> None:
        """Greet, take who identifies, and acknowledge heartbeats."""
        socket.send({"op": 10, "d": {"heartbeat_interval": 41250}})
        while (said := socket.receive()) is not None:
            if said["op"] == _HEARTBEAT:
                socket.send({"op": 11})
            elif said["op"] == _IDENTIFY and said["d"]["token"] != TOKEN:
                socket.close(4004)
            elif said["op"] == _IDENTIFY:
                ready = {"v": 10, "user": {"id": BOT, "username": "briefbot"}, "guilds": [], "session_id": "s1"}
                self._send(socket, "READY", ready)
                self.note(lambda told=said["d"]: self.identified.append(told))  # type: ignore[misc]
            elif said["op"] == _RESUME:
                socket.send({"op": 0, "t": "RESUMED", "s": next(self._sequence), "d": None})
                self.note(lambda told=said["d"]: self.resumed.append(told))  # type: ignore[misc]

    def _send(self, socket: WebSocket, event: str, data: Json) -> None:
        socket.send({"op": 0, "t": event, "s": next(self._sequence), "d": data})

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event over the newest websocket."""
        self._send(self.sockets[-1], event, data)

    def interact(self, kind: int, data: Json) -> Interaction:
        """Send an interaction with no field that its kind can do without."""
        number, token = str(next(self._numbers)), f"aW50ZXJhY3Rpb24{next(self._numbers)}"
        interaction = self.interactions[token] = Interaction()
        who = {"member": {"user": {"id": "500", "username": "ada"}}, "guild_id": "2000", "channel_id": "3000"}
        self.dispatch("INTERACTION_CREATE", {"id": number, "token": token, "type": kind, "data": data, **who})
        return interaction

    def slash(self, name: str, *options: Json) -> Interaction:
        """Give a slash command, and wait until it is answered, the first time within three seconds."""
        interaction = self.interact(2, {"id": "1", "name": name, "options": list(options)})
        self.wait(lambda: interaction.messages)
        assert interaction.seconds < IN_TIME
        return interaction

    def say(self, content: str, **fields: Any) -> None:  # noqa: ANN401 - JSON
        """Say something in the channel, or in a direct message if ``guild_id`` is ``None``."""
        message = {"id": str(next(self._numbers)), "channel_id": "3000", "guild_id": "2000", "content": content}
        author = {"id": "500", "username": "ada"}
        self.dispatch("MESSAGE_CREATE", {**message, "author": author, **fields})
