"""Slack by HTTP: commands, events and interactions come as signed requests to one address."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response

from adapters.slack.bolt import dispatch_text
from adapters.slack.signing import is_signed
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.async_app import AsyncApp

    from bot.config import Settings
    from bot.ports import Clock

PATH = "/slack/events"
LARGEST_BODY = 1024 * 1024
"""Bytes; the largest that Slack sends, a menu on a long message, is about a tenth of it."""
_READ_SECONDS = 5
_CLOSE_SECONDS = 1

log = logging.getLogger(__name__)


@asynccontextmanager
async def serve_http(app: AsyncApp, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """Take Slack's requests while the context is open.

    Raises:
        ConfigError: If the port is taken.
    """
    host, port = settings.slack_http_host, settings.slack_http_port
    server = web.Application(client_max_size=LARGEST_BODY)
    endpoint = _Endpoint(app, settings.slack_signing_secret.reveal(), clock)
    server.add_routes([web.post(PATH, endpoint.receive)])
    runner = web.AppRunner(server, access_log=None, handle_signals=False, shutdown_timeout=_CLOSE_SECONDS)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        log.info("slack listens", extra={"address": f"http://{host}:{port}{PATH}"})
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        message = f"Slack cannot be listened to on {host}:{port} ({error.strerror}): choose another SLACK_HTTP_PORT."
        raise ConfigError("SLACK_HTTP_PORT", message) from error


class _Endpoint:
    def __init__(self, app: AsyncApp, secret: str, clock: Clock) -> None:
        self._app = app
        self._secret = secret
        self._clock = clock

    async def receive(self, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(_READ_SECONDS):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408)
        if not self._is_slacks(request, body):
            return web.Response(status=401, text="This request is not signed by Slack.")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return web.Response(status=400)
        return await to_aiohttp_response(await dispatch_text(self._app, text, request.content_type))

    def _is_slacks(self, request: web.Request, body: bytes) -> bool:
        return is_signed(
            self._secret,
            body,
            timestamp=request.headers.get("X-Slack-Request-Timestamp", ""),
            signature=request.headers.get("X-Slack-Signature", ""),
            now=self._clock(),
        )
