"""The web edge: a page with every command and no account, health, and metrics."""

from __future__ import annotations

import asyncio
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs

import uvicorn
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from adapters.web.guard import Guard
from adapters.web.metrics import make_registry
from adapters.web.pages import LONGEST, STYLE, shorten, to_page
from adapters.web.translate import PLACE, from_words
from bot.errors import ConfigError
from bot.model import Command, Reply

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from starlette.requests import Request

    from bot.ports import Env

T = TypeVar("T")

log = logging.getLogger(__name__)

THREADS = 16  # commands that are worked on at once
GRACE = 3  # seconds that running answers have when it stops
GLANCE = 0.1  # seconds between looks at whether to stop: a threading.Event cannot be awaited
BODY = 64 * 1024  # bytes of a form, at most

TOO_LONG = Reply(text=f"That is too long: the box takes {LONGEST:,} characters.")


def build(env: Env) -> WebAdapter:
    """Return the adapter; it needs no settings."""
    return WebAdapter(env)


class WebAdapter:
    """Serves over HTTP until told to stop."""

    name = "web"
    channel = None

    def __init__(self, env: Env) -> None:
        self._host = env.settings.briefbot_web_host
        self._port = env.settings.briefbot_web_port
        self._pages = Pages(env)
        self._server: uvicorn.Server | None = None
        self.url = ""  # where it serves, once it does

    @property
    def ready(self) -> bool:
        """Whether it takes requests."""
        return self._server is not None and self._server.started and not self._server.should_exit

    def run(self, stop: threading.Event, /) -> None:
        """Serve until the event is set; then let running answers end for some seconds, and return.

        Raises:
            ConfigError: If the address cannot be listened on.
        """
        listener = listen(self._host, self._port)
        self.url = to_url(listener)
        asyncio.run(self._serve(listener, stop))
        self._pages.close()

    async def _serve(self, listener: socket.socket, stop: threading.Event) -> None:
        self._server = server = uvicorn.Server(
            uvicorn.Config(
                self._pages.make_app(own=self._host),
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level=logging.WARNING,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        watching = asyncio.create_task(_watch(stop, server))
        log.info("The web page is at %s", self.url)
        await server.serve(sockets=[listener])
        watching.cancel()


async def _watch(stop: threading.Event, server: uvicorn.Server) -> None:
    while not stop.is_set():  # noqa: ASYNC110 - the event is a thread's
        await asyncio.sleep(GLANCE)
    server.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any that is free.

    Raises:
        ConfigError: If the address is none of this machine's, or the port is taken or not to be had.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise ConfigError("BRIEFBOT_WEB_HOST", f"BRIEFBOT_WEB_HOST names no address: {host}.") from error
    try:
        listener = socket.create_server(address, family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        sentence = f"The web page cannot listen on port {port} of {host} ({reason}); set BRIEFBOT_WEB_PORT to another."
        raise ConfigError("BRIEFBOT_WEB_PORT", sentence) from error
    if not ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback:
        log.warning("The web page listens on %s: whoever can reach it can use the bot.", host)
    return listener


def to_url(listener: socket.socket) -> str:
    """Return the address at which a browser on this machine finds what listens."""
    host, port, *_ = listener.getsockname()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not listened on
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class Pages:
    """What each address answers. The core is asked in threads of its own."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._registry = make_registry(env.status, env.clock)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="web")

    def make_app(self, *, own: str) -> Starlette:
        """Return the ASGI application.

        Args:
            own: The name or address that it listens on.
        """
        return Starlette(
            routes=[
                Route("/", self.show),
                Route("/", self.ask, methods=["POST"]),
                Route("/style.css", self.style),
                Route("/healthz", self.health),
                Route("/readyz", self.readiness),
                Route("/metrics", self.metrics),
            ],
            middleware=[Middleware(Guard, own=own)],
        )

    def close(self) -> None:
        """Let go of the threads; an answer that still runs is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def show(self, _request: Request) -> Response:
        """Show the page, with help."""
        reply = await self._do(lambda: self._env.handle(Command(name="help", place=PLACE)))
        return HTMLResponse(to_page(reply, heading="What can be asked"))

    async def ask(self, request: Request) -> Response:
        """Answer what was typed into the box, or the button that was pressed."""
        words = await _read_words(request)
        if words is None:
            return HTMLResponse(to_page(TOO_LONG, heading="Too long"), 413)
        command = from_words(words)
        if command is None:
            return await self.show(request)
        reply = await self._do(lambda: self._env.handle(command))
        return HTMLResponse(to_page(reply, heading=f"Answer to “{shorten(words)}”", typed=words))

    async def style(self, _request: Request) -> Response:
        """Return the page's style."""
        return Response(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def health(self, _request: Request) -> Response:
        """Say that the process is alive."""
        return PlainTextResponse("alive\n")

    async def readiness(self, _request: Request) -> Response:
        """Say whether all works; if not, one sentence for each thing that does not."""
        trouble = (await self._do(self._env.status)).trouble
        return PlainTextResponse("\n".join(trouble or ["ready"]) + "\n", 503 if trouble else 200)

    async def metrics(self, _request: Request) -> Response:
        """Return the figures, for Prometheus."""
        text = await self._do(lambda: generate_latest(self._registry))
        return Response(text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


async def _read_words(request: Request) -> str | None:
    """Return what a form says in ``q``; ``None`` if it is too much."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > BODY:
            return None
    words = parse_qs(body.decode("utf-8", "replace")).get("q", [""])[0]
    return words if len(words) <= LONGEST else None
