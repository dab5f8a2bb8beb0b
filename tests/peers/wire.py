"""HTTP and websockets from the standard library alone: the ground for peers that share no code with what they test."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from email.message import Message
    from io import BufferedIOBase

T = TypeVar("T")
Json = dict[str, Any]

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
_CONTINUED, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0, 1, 2, 8, 9, 10


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: Message
    body: bytes

    @property
    def arguments(self) -> Json:
        """The body, as JSON or as a form; of a multipart form, its JSON part."""
        kind = self.headers.get_content_type()
        if kind == "application/x-www-form-urlencoded":
            return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}
        if kind == "multipart/form-data":
            start = self.body.index(b"{", self.body.index(b'name="payload_json"'))
            return dict(json.JSONDecoder().raw_decode(self.body[start:].decode(errors="replace"))[0])
        return dict(json.loads(self.body)) if self.body.strip().startswith(b"{") else {}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a request is answered."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def say(value: object, status: int = 200, **headers: str) -> Answer:
    """Answer with JSON; underscores in the names of headers stand for hyphens."""
    named = {name.replace("_", "-"): each for name, each in headers.items()}
    return Answer(status=status, body=json.dumps(value).encode(), headers=named)


class WebSocket:
    """The server's end of a websocket (RFC 6455), without extensions."""

    def __init__(self, source: BufferedIOBase, connection: socket.socket) -> None:
        self._source = source
        self._connection = connection
        self._sending = threading.Lock()
        self.open = True

    def send(self, value: object) -> None:
        """Send JSON, as text."""
        self._send(_TEXT, json.dumps(value).encode())

    def close(self, code: int = 1000) -> None:
        """Say that it ends."""
        self._send(_CLOSE, struct.pack(">H", code))

    def receive(self) -> Json | None:
        """Return the next JSON; ``None`` once the other side has closed."""
        whole = b""
        while True:
            try:
                last, kind, data = self._read()
            except (OSError, struct.error):
                self.open = False
                return None
            if kind == _CLOSE:
                self._answer_close(data)
                return None
            if kind == _PING:
                self._send(_PONG, data)
            elif kind in {_CONTINUED, _TEXT, _BINARY}:
                whole += data
                if last:
                    return dict(json.loads(whole))

    def _answer_close(self, data: bytes) -> None:
        if self.open:
            self._send(_CLOSE, data[:2])
        self.open = False

    def _read(self) -> tuple[bool, int, bytes]:
        first, second = struct.unpack(">BB", self._source.read(2))
        size = second & 127
        if size > 125:
            (size,) = struct.unpack(">H" if size == 126 else ">Q", self._source.read(2 if size == 126 else 8))
        mask = self._source.read(4) if second & 128 else b"\0" * 4
        data = self._source.read(size)
        return bool(first & 128), first & 15, bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))

    def _send(self, kind: int, data: bytes) -> None:
        size = len(data)
        head = struct.pack(">BB", 128 | kind, size) if size < 126 else struct.pack(">BBQ", 128 | kind, 127, size)
        with self._sending:
            self._connection.sendall(head + data)


class WirePeer:
    """A server on loopback, in threads of its own. What it is asked, a subclass answers."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.sockets: list[WebSocket] = []
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def answer(self, request: Request) -> Answer:
        """Answer a request."""
        raise NotImplementedError

    def converse(self, socket: WebSocket, request: Request) -> None:
        """Talk over a websocket until it closes."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def note(self, change: Callable[[], object]) -> None:
        """Change something that a test waits for."""
        with self._changed:
            change()
            self._changed.notify_all()

    def wait(self, look: Callable[[], T], seconds: float = 15.0) -> T:
        """Return what ``look`` returns as soon as that is true."""
        end = time.monotonic() + seconds
        with self._changed:
            while not (seen := look()):
                assert time.monotonic() < end, "it never came to pass"
                self._changed.wait(0.05)
            return seen

    def asked(self, method: str, ending: str) -> list[Request]:
        """Return the requests of a method to paths that end so."""
        return [each for each in self.requests if each.method == method and each.path.endswith(ending)]


def _handler_of(peer: WirePeer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def handle_any(self) -> None:
            address = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(method=self.command, path=address.path, query=query, headers=self.headers, body=body)
            if self.headers.get("Upgrade", "").lower() == "websocket":
                self._upgrade(request)
                return
            peer.note(lambda: peer.requests.append(request))
            self._write(peer.answer(request))

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - as the base class has it

        def _write(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.status != 204:
                self.wfile.write(answer.body)

        def _upgrade(self, request: Request) -> None:
            key = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + _GUID).encode(), usedforsecurity=False).digest()
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", base64.b64encode(key).decode())
            self.end_headers()
            self.close_connection = True
            socket = WebSocket(self.rfile, self.connection)
            peer.note(lambda: peer.sockets.append(socket))
            peer.converse(socket, request)
            peer.note(lambda: None)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
            """Say nothing."""

    return Handler
