"""Slack on loopback: its Web API, its websockets and its response URLs as far as a bot meets them, with faults on request.

It runs in a thread of its own, keeps every call, and refuses what Slack refuses: a wrong token, a message over its limits, a
sixth answer by one response URL, a form whose press was longer than 3 s ago.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx
from aiohttp import WSMsgType, web

from tests.support.slack_limits import find_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")
Json = dict[str, Any]

BOT_TOKEN = "xoxb-loopback"
APP_TOKEN = "xapp-loopback"
SECRET = "loopback-secret"
BOT_USER = "U0BOT"
BOT = "B0BOT"
TEAM = "T1"
CHANNEL = "C1"
DIRECT = "D1"
PERSON = "U1"

IN_TIME = 3.0
"""Seconds in which Slack wants to be acknowledged, and in which a press may open a form."""
RESPONSES = 5


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a method, with its arguments decoded."""

    method: str
    arguments: Json
    at: float = field(default_factory=time.monotonic)


@dataclass(kw_only=True)
class Fault:
    """What befalls the next calls of a method: this answer, or none if the status is 0.

    ``after``: the call is carried out first, as when only its reply is lost.
    """

    method: str
    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    after: bool = False


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer by a response URL."""

    path: str
    body: Json
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """How the app acknowledged an envelope, and by which connection."""

    connection: int
    payload: Json | None
    seconds: float


class SlackPeer:
    """A Slack workspace with one app in it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.messages: list[Json] = []
        self.responses: list[Response] = []
        self.uploads: dict[str, bytes] = {}
        self.acknowledgements: dict[str, Acknowledgement] = {}
        self.connections = 0
        self.open: dict[int, web.WebSocketResponse] = {}
        self.limits = True
        self._sent: dict[str, float] = {}
        self._pressed: dict[str, float] = {}
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None
        self.port = 0

    # --- its life ---

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        server = web.Application(client_max_size=16 * 1024 * 1024)
        server.add_routes(
            [
                web.route("*", "/api/{method}", self._on_call),
                web.post("/upload/{file}", self._on_upload),
                web.post("/response/{name}", self._on_response),
                web.get("/socket/{ticket}", self._on_socket),
            ]
        )
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        assert self._runner
        for socket in list(self.open.values()):
            await socket.close()
        await self._runner.cleanup()

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    @property
    def api_url(self) -> str:
        """The address of the Web API."""
        return f"http://127.0.0.1:{self.port}/api/"

    def response_url(self, name: str = "1") -> str:
        """Return a response URL; answers by different names are counted apart."""
        return f"http://127.0.0.1:{self.port}/response/{name}"

    # --- what tests ask ---

    def wait(self, found: Callable[[], T], seconds: float = 10.0) -> T:
        """Return what is found once it is true, or fail after so many seconds."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (result := found()):
                left = deadline - time.monotonic()
                assert left > 0, "nothing came in time"
                self._changed.wait(min(left, 0.05))
            return result

    def called(self, method: str) -> list[Json]:
        """Return the arguments of the calls of a method."""
        return [call.arguments for call in self.calls if call.method == method]

    def fail(self, method: str, error: str = "", **fault: Any) -> None:  # noqa: ANN401 - the fields of a Fault
        """Let the next call of a method be refused with this error, or as the fault says."""
        fault.setdefault("body", {"ok": False, "error": error} if error else {})
        self.faults.append(Fault(method=method, **fault))

    # --- the Web API ---

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method=method, arguments=await _arguments(request))
        self.calls.append(call)
        fault = self._fault(method)
        answer: Json = {"ok": True}
        if fault is None or fault.after:
            wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
            given = request.headers.get("Authorization", "")
            answer = self._answer(call) if given == f"Bearer {wanted}" else {"ok": False, "error": "invalid_auth"}
        self._tell()
        if fault is None:
            return web.json_response(answer)
        if not fault.status:
            assert request.transport
            request.transport.abort()
        return web.json_response(fault.body or answer, status=fault.status or 200, headers=fault.headers)

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _answer(self, call: Call) -> Json:
        methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": lambda _: {"ok": True, "user_id": BOT_USER, "bot_id": BOT, "team_id": TEAM},
            "apps.connections.open": self._open_connection,
            "chat.postMessage": self._post,
            "chat.postEphemeral": lambda given: self._refuse(given) or {"ok": True, "message_ts": self._moment()},
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "files.getUploadURLExternal": self._offer_upload,
            "files.completeUploadExternal": lambda given: {"ok": True, "files": given["files"]},
            "views.open": self._open_form,
            "views.publish": lambda _: {"ok": True},
        }
        method = methods.get(call.method)
        return method(call.arguments) if method else {"ok": False, "error": "unknown_method"}

    def _open_connection(self, _: Json) -> Json:
        self._tickets.add(ticket := str(next(self._numbers)))
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket/{ticket}"}

    def _offer_upload(self, _: Json) -> Json:
        file = f"F{next(self._numbers)}"
        return {"ok": True, "file_id": file, "upload_url": f"http://127.0.0.1:{self.port}/upload/{file}"}

    def _open_form(self, arguments: Json) -> Json:
        late = time.monotonic() - self._pressed.get(arguments["trigger_id"], 0.0) > IN_TIME
        return {"ok": False, "error": "expired_trigger_id"} if late else {"ok": True, "view": {"id": "V1"}}

    def _replies(self, arguments: Json) -> Json:
        return {"ok": True, "messages": [each for each in self.messages if each["ts"] == arguments["ts"]]}

    def _refuse(self, message: Json) -> Json | None:
        faults = find_faults(message.get("text"), message.get("blocks", [])) if self.limits else []
        return {"ok": False, "error": "invalid_blocks", "faults": faults} if faults else None

    def _post(self, arguments: Json) -> Json:
        if refused := self._refuse(arguments):
            return refused
        message = {**arguments, "ts": self._moment(), "bot_id": BOT, "user": BOT_USER, "type": "message"}
        self.messages.append(message)
        return {"ok": True, "ts": message["ts"], "channel": arguments["channel"], "message": message}

    def _history(self, arguments: Json) -> Json:
        wanted = [
            each
            for each in reversed(self.messages)
            if each["channel"] == arguments["channel"]
            and not each.get("thread_ts")
            and float(each["ts"]) > float(arguments.get("oldest", 0))
        ]
        start, limit = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        page = [each if arguments.get("include_all_metadata") else {**each, "metadata": None} for each in wanted]
        more = str(start + limit) if start + limit < len(wanted) else ""
        return {"ok": True, "messages": page[start : start + limit], "response_metadata": {"next_cursor": more}}

    def _moment(self) -> str:
        return f"{time.time():.0f}.{next(self._numbers):06}"

    async def _on_upload(self, request: web.Request) -> web.Response:
        self.uploads[request.match_info["file"]] = await request.read()
        self._tell()
        return web.Response(text="OK")

    async def _on_response(self, request: web.Request) -> web.StreamResponse:
        path, body = request.match_info["name"], json.loads(await request.read())
        fault = self._fault("response")
        used = sum(each.path == path for each in self.responses) >= RESPONSES
        refused = {"ok": False, "error": "used_url"} if used else self._refuse(body)
        if not refused and (fault is None or fault.after):
            self.responses.append(Response(path=path, body=body))
        self._tell()
        if fault and not fault.status:
            assert request.transport
            request.transport.abort()
        if refused or fault:
            return web.json_response(refused or (fault and fault.body), status=fault.status if fault else 404)
        return web.Response(text="ok")

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # --- Socket Mode ---

    async def _on_socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            return web.Response(status=410)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        number = self.connections
        self.open[number] = socket
        await socket.send_json({"type": "hello", "num_connections": len(self.open)})
        self._tell()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledge(number, json.loads(message.data))
        self.open.pop(number, None)
        self._tell()
        return socket

    def _acknowledge(self, connection: int, said: Json) -> None:
        seconds = time.monotonic() - self._sent[said["envelope_id"]]
        found = Acknowledgement(connection=connection, payload=said.get("payload"), seconds=seconds)
        self.acknowledgements[said["envelope_id"]] = found
        self._tell()

    def send(self, kind: str, payload: Json, *, connection: int = 0, **fields: Any) -> str:  # noqa: ANN401 - JSON
        """Send a payload in an envelope, by the newest connection or the one that is named; return the envelope's id."""
        self.wait(lambda: self.open)
        envelope = f"E{next(self._numbers)}"
        body = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True, **fields}
        self._sent[envelope] = time.monotonic()
        self._press(payload)
        self._call(self.open[connection or max(self.open)].send_json(body))
        return envelope

    def send_raw(self, text: str) -> None:
        """Send some text by the newest connection."""
        self._call(self.open[max(self.open)].send_str(text))

    def disconnect(self, connection: int, reason: str = "refresh_requested", *, close: bool = True) -> None:
        """Tell the app that a connection ends, and close it."""
        socket = self.open[connection]
        self._call(socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}}))
        if close:
            self._call(socket.close())

    def drop(self, connection: int) -> None:
        """Break a connection off without a word."""
        transport = self.open[connection]._req.transport  # type: ignore[union-attr]  # no other way
        assert transport
        self._loop.call_soon_threadsafe(transport.abort)

    def acknowledged(self, envelope: str) -> Acknowledgement:
        """Wait until an envelope is acknowledged."""
        return self.wait(lambda: self.acknowledgements.get(envelope))  # type: ignore[return-value] # it is true by then

    def _press(self, payload: Json) -> None:
        if payload.get("trigger_id"):
            self._pressed[payload["trigger_id"]] = time.monotonic()

    # --- HTTP ---

    def request(self, url: str, payload: Json, *, form: bool = False, **headers: str) -> httpx.Response:
        """Send a signed request to the app: a slash command if ``form``, an interaction or an event by its type."""
        self._press(payload)
        if form:
            body = str(httpx.QueryParams(payload)).encode()
        elif "event" in payload or payload.get("type") == "url_verification":
            return self.request_raw(url, json.dumps(payload).encode(), "application/json", **headers)
        else:
            body = str(httpx.QueryParams({"payload": json.dumps(payload)})).encode()
        return self.request_raw(url, body, "application/x-www-form-urlencoded", **headers)

    def request_raw(self, url: str, body: bytes, kind: str, **headers: str) -> httpx.Response:
        """Send a signed request with this body to the app."""
        now = str(int(time.time()))
        signed = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(now, body),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return httpx.post(url, content=body, headers=signed, timeout=10, trust_env=False)


def signature(timestamp: str, body: bytes) -> str:
    """Return Slack's signature of a request."""
    return "v0=" + hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    arguments: Json = {**request.query, **dict(await request.post())}
    for name in ("files", "view", "blocks", "metadata"):
        if isinstance(arguments.get(name), str):
            arguments[name] = json.loads(arguments[name])
    return arguments
