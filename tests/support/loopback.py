"""A server on loopback whose every byte a test chooses."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Request:
    """What a client asked: the path with its query, and the headers by lower-case name."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Loopback:
    """Answer each request on 127.0.0.1 with the bytes that ``answer`` gives, piece by piece, then close.

    An endless answer should wait on ``stopping`` between its pieces.
    """

    answer: Callable[[Request], Iterable[bytes]]
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with socket.create_connection(self._listener.getsockname()):  # wakes accept()
            self._threads[0].join(5)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.stopping.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with contextlib.suppress(OSError), connection:  # the client may go when it has had enough, as some tests want
            if self.tls is None:
                self._converse(connection)
                return
            with self.tls.wrap_socket(connection, server_side=True) as secured:
                self._converse(secured)

    def _converse(self, connection: socket.socket) -> None:
        head = _read_head(connection)
        if not head:
            return
        line, *rest = head.split("\r\n")
        request = Request(line.split(" ")[1], dict(_to_header(each) for each in rest))
        self.requests.append(request)
        for piece in self.answer(request):
            connection.sendall(piece)


def _to_header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name.lower(), value


def _read_head(connection: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = connection.recv(65_536)
        if not piece:
            return ""
        head += piece
    return head.decode("latin-1").removesuffix("\r\n\r\n")


def respond(body: bytes = b"", *, status: int = 200, **headers: str) -> list[bytes]:
    """Return a whole answer; underscores in the names of headers stand for hyphens."""
    named = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return [f"HTTP/1.1 {status} Because\r\n{head}connection: close\r\n\r\n".encode("latin-1"), body]
