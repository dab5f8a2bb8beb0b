"""Discord on loopback: its REST API and its gateway as far as a bot meets them, with the faults that a test asks for.

It runs in a thread of its own, keeps every request, and refuses what Discord refuses: a wrong token, a second response to an
interaction, one that comes after 3 s, a message that is empty or over its limits.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Json = dict[str, Any]

TOKEN = "loopback-token"
APPLICATION = "1000"  # of the application, and of its bot's user
PERSON = "500"
GUILD = "2000"
CHANNEL = "3000"
DIRECT = "4000"
EPHEMERAL = 64

BOT_USER = {"id": APPLICATION, "username": "briefbot", "discriminator": "0", "avatar": None, "bot": True}
PERSON_USER = {"id": PERSON, "username": "ada", "discriminator": "0", "avatar": None}

_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 0, 1, 2, 6, 7, 9, 10, 11
_EPOCH = 1_420_070_400_000  # ms; ids count from there
_IN_TIME = 3.0  # seconds in which an interaction takes its first response


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request: the path under the API's, its JSON, and its files by field."""

    method: str
    path: str
    json: Any = None
    files: dict[str, bytes] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)


@dataclass(kw_only=True)
class Fault:
    """What befalls the next requests of a method to a path that ends so: this answer, or with status 0 none.

    ``after``: the request is carried out first, as when only its reply is lost.
    """

    method: str
    path: str
    status: int = 0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    after: bool = False


@dataclass(kw_only=True)
class Asked:
    """An interaction, its first response, and the messages that answer it (``None`` where one was deleted)."""

    id: str
    token: str
    sent: float
    response: Json | None = None
    answered: float = 0.0
    messages: list[Json | None] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether its deferral said that only the asker will see the answer."""
        return bool(((self.response or {}).get("data") or {}).get("flags", 0) & EPHEMERAL)


@dataclass(kw_only=True)
class Session:
    """A session of the gateway, with all that was sent in it, should it be resumed."""

    id: str
    identify: Json
    events: list[Json] = field(default_factory=list)
    line: _Line | None = None


class _Line:
    """A socket, compressed as one stream or plain."""

    def __init__(self, socket: web.WebSocketResponse, *, compress: bool) -> None:
        self.socket = socket
        self._stream = zlib.compressobj() if compress else None

    async def send(self, payload: Json) -> None:
        text = json.dumps(payload)
        if self._stream is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH))


class DiscordPeer:
    """A Discord of one guild, one channel, one direct message and one person.

    Args:
        compress: Whether the gateway compresses where it is asked to; a simple peer sends plain JSON.
        enforce_nonces: Whether a nonce that was seen returns its message, as it does for some minutes.
        heartbeat: The heartbeat interval in seconds.
        names_gateway: Whether the API knows ``/gateway/bot``, or ``/gateway`` alone.
    """

    def __init__(
        self,
        *,
        compress: bool = True,
        enforce_nonces: bool = True,
        heartbeat: float = 40.0,
        names_gateway: bool = True,
    ) -> None:
        self.compress, self.enforce_nonces, self.heartbeat = compress, enforce_nonces, heartbeat
        self.names_gateway = names_gateway
        self.token = TOKEN
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.commands: list[Json] = []
        self.channels: dict[str, list[Json]] = {CHANNEL: [], DIRECT: []}
        self.interactions: dict[str, Asked] = {}
        self.sessions: list[Session] = []
        self.resumes: list[Json] = []
        self.gateway_queries: list[dict[str, str]] = []
        self.heartbeats = 0
        self.refuse_resumes = False
        self._changed = threading.Condition()
        self._ids = itertools.count(int(time.time() * 1000 - _EPOCH) << 22)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="discord-peer")
        self._started = threading.Event()
        self._stopping = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(20)
        assert not self._thread.is_alive()

    @property
    def api_url(self) -> str:
        """Where its REST API is."""
        return f"http://127.0.0.1:{self._port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where its gateway is."""
        return f"ws://127.0.0.1:{self._port}/gateway"

    def new_id(self) -> str:
        """Return a new snowflake."""
        return str(next(self._ids))

    def wait_for(self, look: Callable[[], T], *, seconds: float = 10.0) -> T:
        """Return what ``look`` returns as soon as that is true: after each change here, and every 50 ms for others'."""
        end = time.monotonic() + seconds
        with self._changed:
            while not (seen := look()):
                assert time.monotonic() < end, "it never came to pass"
                self._changed.wait(0.05)
            return seen

    def calls_to(self, method: str, ending: str) -> list[Call]:
        """Return the requests of that method to paths that end so, in order."""
        return [call for call in self.calls if call.method == method and call.path.endswith(ending)]

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event in the newest session, now or when it is resumed."""
        self._do(self._dispatch(self.sessions[-1], event, data))

    def interact(self, payload: Json, *, times: int = 1, direct: bool = False) -> Asked:
        """Send an INTERACTION_CREATE of the person, with this type and data; more than once, as a bad peer might."""
        asked = Asked(id=self.new_id(), token=f"token-{self.new_id()}", sent=time.monotonic())
        self.interactions[asked.token] = asked
        where: Json = {"channel_id": DIRECT, "user": PERSON_USER}
        if not direct:
            where = {"channel_id": CHANNEL, "guild_id": GUILD, "member": {"user": PERSON_USER, "roles": []}}
        whole = {"id": asked.id, "token": asked.token, "application_id": APPLICATION, "version": 1, **where, **payload}
        for _ in range(times):
            self.dispatch("INTERACTION_CREATE", whole)
        return asked

    def slash(self, name: str, *options: Json, times: int = 1, direct: bool = False) -> Asked:
        """Send a slash command."""
        data = {"id": "1", "type": 1, "name": name, "options": list(options)}
        return self.interact({"type": 2, "data": data}, times=times, direct=direct)

    def press(self, custom_id: str) -> Asked:
        """Press a button."""
        return self.interact({"type": 3, "data": {"component_type": 2, "custom_id": custom_id}})

    def say(self, content: str, *, direct: bool = False, mentions: bool = False, **more: Any) -> Json:  # noqa: ANN401
        """Say something as the person, and return the message."""
        channel = DIRECT if direct else CHANNEL
        message: Json = {
            "id": self.new_id(),
            "type": 0,
            "channel_id": channel,
            "author": PERSON_USER,
            "content": content,
            "mentions": [BOT_USER] if mentions else [],
            "embeds": [],
            **({} if direct else {"guild_id": GUILD}),
            **more,
        }
        self.dispatch("MESSAGE_CREATE", message)
        return message

    def hang_up(self, code: int = 4000) -> None:
        """Close the newest session's socket with that code; it can be resumed."""
        line = self.sessions[-1].line
        assert line is not None
        self._do(line.socket.close(code=code))

    def order(self, *, invalid: bool = False) -> None:
        """Order the newest session to reconnect, or declare it invalid."""
        line = self.sessions[-1].line
        assert line is not None
        self._do(line.send({"op": _INVALID, "d": False} if invalid else {"op": _RECONNECT, "d": None}))

    # --- Its own life --------------------------------------------------------------------------------------------------

    def _do(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._api)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._port: int = runner.addresses[0][1]
        self._started.set()
        await self._stopping.wait()
        for session in self.sessions:
            if session.line is not None:
                await session.line.socket.close(code=1001)
        await runner.cleanup()

    def _note(self, change: Callable[[], object]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()

    # --- The gateway ---------------------------------------------------------------------------------------------------

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=True)
        await socket.prepare(request)
        self._note(lambda: self.gateway_queries.append(dict(request.query)))
        line = _Line(socket, compress=self.compress and request.query.get("compress") == "zlib-stream")
        await line.send({"op": _HELLO, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(line, json.loads(frame.data))
        return socket

    async def _hear(self, line: _Line, frame: Json) -> None:
        if frame["op"] == _HEARTBEAT:
            await line.send({"op": _ACK})
            self._note(lambda: setattr(self, "heartbeats", self.heartbeats + 1))
        elif frame["op"] == _IDENTIFY:
            await self._identify(line, frame["d"])
        elif frame["op"] == _RESUME:
            await self._resume(line, frame["d"])

    async def _identify(self, line: _Line, identify: Json) -> None:
        if identify["token"] != self.token:
            await line.socket.close(code=4004, message=b"Authentication failed.")
            return
        session = Session(id=f"session-{self.new_id()}", identify=identify, line=line)
        ready = {
            "v": 10,
            "user": BOT_USER,
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.gateway_url,
            "shard": identify.get("shard", [0, 1]),
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._dispatch(session, "READY", ready)
        await self._dispatch(session, "GUILD_CREATE", _guild())
        self._note(lambda: self.sessions.append(session))

    async def _resume(self, line: _Line, resume: Json) -> None:
        session = next((each for each in self.sessions if each.id == resume["session_id"]), None)
        if session is None or self.refuse_resumes:
            await line.send({"op": _INVALID, "d": False})
            return
        session.line = line
        for event in session.events[resume["seq"] :]:
            await line.send(event)
        await self._dispatch(session, "RESUMED", {"_trace": []})
        self._note(lambda: self.resumes.append(resume))

    async def _dispatch(self, session: Session, event: str, data: Json) -> None:
        session.events.append({"op": _DISPATCH, "s": len(session.events) + 1, "t": event, "d": data})
        if session.line is not None and not session.line.socket.closed:
            await session.line.send(session.events[-1])

    # --- The API -------------------------------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        call = await _read(request)
        self._note(lambda: self.calls.append(call))
        fault = next((each for each in self.faults if each.times > 0 and _strikes(each, call)), None)
        if fault is not None:
            fault.times -= 1
        if fault is None or fault.after:
            status, body = self._answer(call)
        if fault is None:
            return _to_response(status, body)
        if fault.status == 0:
            assert request.transport is not None
            request.transport.close()  # the client waits for a reply that never comes
        return _to_response(fault.status or 500, fault.body, fault.headers)

    def _answer(self, call: Call) -> tuple[int, Any]:
        """Carry a request out, under the lock: tests look at what it changes."""
        with self._changed:
            answer = self._carry_out(call)
            self._changed.notify_all()
            return answer

    def _carry_out(self, call: Call) -> tuple[int, Any]:
        match call.method, call.path.strip("/").split("/"):
            case "POST", ["interactions", interaction, token, "callback"]:
                return self._respond(interaction, token, call.json)
            case method, ["webhooks", application, token, *rest] if application == APPLICATION:
                return self._follow_up(method, self.interactions.get(token), rest, call.json)
        if call.headers.get("Authorization") != f"Bot {self.token}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        match call.method, call.path.strip("/").split("/"):
            case method, ["channels", channel, what] if channel in self.channels:
                return self._channel(method, channel, what, call)
            case method, ["applications", _, "commands"]:
                return self._commands(method, call.json)
        return self._about(call.path.strip("/"))

    def _channel(self, method: str, channel: str, what: str, call: Call) -> tuple[int, Any]:
        if what == "typing":
            return 204, None
        return (200, self._list(channel, call.query)) if method == "GET" else self._post(channel, call.json)

    def _commands(self, method: str, commands: list[Json]) -> tuple[int, Any]:
        if method == "PUT":
            self.commands = [{**each, "id": self.new_id(), "application_id": APPLICATION} for each in commands]
        return 200, self.commands

    def _about(self, path: str) -> tuple[int, Any]:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        known = {
            "users/@me": BOT_USER,
            "oauth2/applications/@me": _application(),
            "gateway": {"url": self.gateway_url},
            "gateway/bot": {"url": self.gateway_url, "shards": 1, "session_start_limit": limit},
        }
        if not self.names_gateway:
            del known["gateway/bot"]
        return (200, known[path]) if path in known else (404, {"message": "Unknown Channel", "code": 10003})

    def _respond(self, interaction: str, token: str, response: Json) -> tuple[int, Any]:
        asked = self.interactions.get(token)
        if asked is None or asked.id != interaction or time.monotonic() - asked.sent > _IN_TIME:
            return 404, {"message": "Unknown interaction", "code": 10062}
        if asked.response is not None:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        asked.response, asked.answered = response, time.monotonic()
        return 204, None

    def _follow_up(self, method: str, asked: Asked | None, rest: list[str], payload: Json) -> tuple[int, Any]:
        if asked is None or asked.response is None:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        if method == "DELETE":
            asked.messages.append(None)
            return 204, None
        if trouble := find_trouble(payload):
            return 400, trouble
        flags = EPHEMERAL if rest and asked.is_private else payload.get("flags", 0)
        asked.messages.append({**payload, "id": self.new_id(), "author": BOT_USER, "flags": flags})
        return 200, asked.messages[-1]

    def _list(self, channel: str, query: dict[str, str]) -> list[Json]:
        messages = [each for each in self.channels[channel] if int(each["id"]) > int(query.get("after", 0))]
        limit = int(query.get("limit", 50))
        return (messages[:limit] if "after" in query else messages[-limit:])[::-1]

    def _post(self, channel: str, payload: Json) -> tuple[int, Any]:
        if trouble := find_trouble(payload):
            return 400, trouble
        if self.enforce_nonces and payload.get("enforce_nonce"):
            for known in self.channels[channel]:
                if known["sent_nonce"] == payload["nonce"]:
                    return 200, {**known, "nonce": payload["nonce"]}
        kept = {key: value for key, value in payload.items() if key not in {"nonce", "enforce_nonce"}}
        message = {**kept, "id": self.new_id(), "channel_id": channel, "author": BOT_USER}
        self.channels[channel].append({**message, "sent_nonce": payload.get("nonce")})  # the API does not tell it later
        return 200, {**message, "nonce": payload.get("nonce")}


def find_trouble(payload: Json) -> Json | None:
    """Return Discord's refusal of a message, or ``None``."""
    embeds = payload.get("embeds") or []
    texts = [_texts(embed) for embed in embeds]
    if not (payload.get("content") or embeds or payload.get("attachments")):
        return {"message": "Cannot send an empty message", "code": 50006}
    if (
        len(payload.get("content") or "") > 2_000
        or len(embeds) > 10
        or sum(len(text) for each in texts for text in each) > 6_000
        or any(len(embed.get("description") or "") > 4_096 or len(embed.get("title") or "") > 256 for embed in embeds)
    ):
        return {"message": "Invalid Form Body", "code": 50035}
    return None


def _texts(embed: Json) -> list[str]:
    return [embed.get("title") or "", embed.get("description") or "", (embed.get("footer") or {}).get("text") or ""]


async def _read(request: web.Request) -> Call:
    path = request.match_info["path"]
    common: Json = {
        "method": request.method,
        "path": f"/{path}",
        "query": dict(request.query),
        "headers": dict(request.headers),
    }
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return Call(json=json.loads(text) if text else None, **common)
    form = await request.post()
    files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
    return Call(json=json.loads(str(form["payload_json"])), files=files, **common)


def _strikes(fault: Fault, call: Call) -> bool:
    return fault.method == call.method and call.path.endswith(fault.path)


def _to_response(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:  # noqa: ANN401 - JSON
    limits = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset-After": "1"}
    if status == 204:
        return web.Response(status=204, headers={**limits, **(headers or {})})
    typed = {"Content-Type": "application/json"}  # discord.py reads JSON under no other name
    return web.Response(status=status, body=json.dumps(body).encode(), headers={**limits, **typed, **(headers or {})})


def _application() -> Json:
    return {
        "id": APPLICATION,
        "name": "briefbot",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": PERSON_USER,
        "team": None,
    }


def _guild() -> Json:
    channel = {"id": CHANNEL, "type": 0, "name": "general", "position": 0, "permission_overwrites": [], "nsfw": False}
    role = {"id": GUILD, "name": "@everyone", "permissions": "0", "position": 0, "colors": {}, "color": 0}
    return {
        "id": GUILD,
        "name": "A guild",
        "owner_id": PERSON,
        "roles": [{**role, "hoist": False, "managed": False, "mentionable": False}],
        "emojis": [],
        "features": [],
        "channels": [channel],
        "threads": [],
        "members": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "afk_timeout": 300,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
    }
