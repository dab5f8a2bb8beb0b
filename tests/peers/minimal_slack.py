"""The least Slack that a bot can live in, from Slack's own reference: four methods, a websocket and response URLs.

Every other method is answered as ``missing`` says. It shares no code with the fuller peer, or with the adapter.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import itertools
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tests.peers.wire import Answer, WirePeer, say

if TYPE_CHECKING:
    from tests.peers.wire import Json, Request, WebSocket

UNKNOWN_METHOD = say({"ok": False, "error": "unknown_method"})
NOT_FOUND = say({"ok": False}, 404)
A_PAGE = Answer(status=404, body=b"<html><title>404</title>Not found</html>", kind="text/html; charset=utf-8")

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
IN_TIME = 3.0


class MinimalSlack(WirePeer):
    """A Slack of one channel and one direct message.

    Args:
        missing: What a method is answered that is not here.
        knows_itself: Whether ``auth.test`` is here.
        greets: Whether it says hello on a new websocket.
    """

    def __init__(self, *, missing: Answer = UNKNOWN_METHOD, knows_itself: bool = True, greets: bool = True) -> None:
        super().__init__()
        self._missing = missing
        self._knows_itself = knows_itself
        self._greets = greets
        self._numbers = itertools.count(1)
        self._sent: dict[str, float] = {}
        self.busy = 0
        """How many of the next posts are refused for a moment (429)."""
        self.posted: list[Json] = []
        self.responded: dict[str, list[Json]] = {}
        self.acknowledged: dict[str, float] = {}
        """Seconds until each envelope was acknowledged."""

    @property
    def api_url(self) -> str:
        """The address of the Web API."""
        return f"http://{self.host}/api/"

    def response_url(self, name: str) -> str:
        """Return a response URL."""
        return f"http://{self.host}/commands/T1/{name}"

    # --- what it is asked ---

    def answer(self, request: Request) -> Answer:
        """Answer a method of the Web API, or take an answer by a response URL."""
        _, root, *rest = request.path.split("/")
        if root == "commands":
            self.note(lambda: self.responded.setdefault(rest[-1], []).append(request.arguments))
            return Answer(body=b"ok", kind="text/plain")
        if root != "api" or not request.headers.get("Authorization", "").startswith("Bearer xox"):
            return self._missing if root != "api" else self._open(request)
        if rest == ["auth.test"] and self._knows_itself:
            return say({"ok": True, "team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT", "user": "briefbot"})
        return self._post(request.arguments) if rest == ["chat.postMessage"] else self._missing

    def _open(self, request: Request) -> Answer:
        if request.path != "/api/apps.connections.open" or request.headers.get("Authorization", "") != "Bearer xapp-1":
            return say({"ok": False, "error": "not_authed"})
        return say({"ok": True, "url": f"ws://{self.host}/link/?ticket={next(self._numbers)}"})

    def _post(self, message: Json) -> Answer:
        if self.busy:
            self.busy -= 1
            return say({"ok": False, "error": "ratelimited"}, 429, Retry_After="1")
        for name in ("blocks", "metadata"):
            if isinstance(message.get(name), str):
                message[name] = json.loads(message[name])
        if not message.get("channel") or not message.get("text") or len(message.get("blocks", [])) > 50:
            return say({"ok": False, "error": "invalid_arguments"})
        self.note(lambda: self.posted.append(message))
        return say({"ok": True, "channel": message["channel"], "ts": self._moment()})

    def _moment(self) -> str:
        return f"{time.time():.0f}.{next(self._numbers):06}"

    def converse(self, socket: WebSocket, _request: Request) -> None:
        """Greet, and take acknowledgements."""
        if self._greets:
            socket.send({"type": "hello", "connection_info": {"app_id": "A1"}, "num_connections": 1})
        while (said := socket.receive()) is not None:
            seconds = time.monotonic() - self._sent[said["envelope_id"]]
            self.note(lambda name=said["envelope_id"], took=seconds: self.acknowledged.setdefault(name, took))  # type: ignore[misc]

    # --- what it sends ---

    def envelop(self, kind: str, payload: Json) -> None:
        """Send a payload over the newest websocket and wait until it is acknowledged, in time."""
        envelope = f"{next(self._numbers)}-envelope"
        self._sent[envelope] = time.monotonic()
        self.wait(lambda: self.sockets and self.sockets[-1].open)
        self.sockets[-1].send({"envelope_id": envelope, "type": kind, "payload": payload})
        self.wait(lambda: envelope in self.acknowledged)
        assert self.acknowledged[envelope] < IN_TIME

    def command(self, command: str, text: str) -> Json:
        """Return a slash command; the last part of its response URL is its trigger's id."""
        trigger = f"{next(self._numbers)}.{int(time.time())}.abc"
        return {
            "token": "gIkuvaNzQIHg97ATvDxqgjtO",
            "team_id": "T1",
            "team_domain": "example",
            "channel_id": "C1",
            "channel_name": "general",
            "user_id": "U1",
            "user_name": "ada",
            "command": command,
            "text": text,
            "api_app_id": "A1",
            "is_enterprise_install": "false",
            "response_url": self.response_url(trigger),
            "trigger_id": trigger,
        }

    def event(self, **event: Any) -> Json:  # noqa: ANN401 - JSON
        """Return an event without anything that Slack need not send."""
        return {
            "team_id": "T1",
            "api_app_id": "A1",
            "type": "event_callback",
            "event_id": f"Ev{next(self._numbers)}",
            "event_time": int(time.time()),
            "event": {"user": "U1", "ts": self._moment(), **event},
        }

    def post(self, url: str, payload: Json, *, form: bool = False, **headers: str) -> tuple[int, str]:
        """Send a signed request to the app, and return the status and the text of its answer."""
        body = urlencode(payload) if form else json.dumps(payload)
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        now = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
        signed = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signature}", "Content-Type": kind}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        address = urlsplit(url)
        connection = http.client.HTTPConnection(address.netloc, timeout=IN_TIME)
        connection.request("POST", address.path, body.encode(), signed | given)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text
