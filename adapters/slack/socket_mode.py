"""Slack by Socket Mode: commands, events and interactions come over a websocket that we open.

The SDK's client (slack-sdk 3.47) was deaf for 10 s after a connection broke off, closes one connection before it opens the
next, and tries a token that Slack refuses for ever. Here a broken connection is replaced at once, the next one opens while
the last still serves, and a refused token ends the run with a sentence.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING

import aiohttp

from adapters.slack.bolt import dispatch_payload
from adapters.slack.payloads import text_at, value_at
from bot.errors import ChannelError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from slack_bolt.async_app import AsyncApp

    from adapters.slack.api import Api

    Socket = aiohttp.ClientWebSocketResponse

HEARTBEAT = 10.0
"""Seconds between pings; a connection that answers none within half of that is given up."""
OVERLAP = 2.0
"""Seconds that a connection which Slack is about to close goes on beside the next."""
SHORT_LIVED = 5.0
"""Seconds below which a connection counts as a failure, so that the next one waits longer."""
LONGEST_PAUSE = 30.0
_CLOSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class SocketMode:
    """Serve what comes over Slack's websockets, one after another."""

    def __init__(self, app: AsyncApp, api: Api, token: str) -> None:
        self._app = app
        self._api = api
        self._token = token
        self._sockets: set[Socket] = set()
        self._greeted: set[Socket] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def connected(self) -> bool:
        """Whether Slack has said hello on a connection that is open."""
        return any(not socket.closed for socket in self._greeted)

    async def run(self) -> None:
        """Serve until this task is cancelled; then close all connections.

        Raises:
            ConfigError: If Slack refuses the app's token.
        """
        failures = 0
        try:
            while True:
                began = time.monotonic()
                pause = await self._serve_once()
                failures = 0 if time.monotonic() - began > SHORT_LIVED else failures + 1
                await asyncio.sleep(max(pause, _pause(failures)))
        finally:
            await self._close()

    async def _serve_once(self) -> float:
        """Serve one connection until it closes or is about to; return the seconds that Slack asks to wait with the next."""
        try:
            url = await self._api.open_connection(self._token)
            socket = await self._api.connect(url, heartbeat=HEARTBEAT)
        except ChannelError as error:
            log.warning("slack connection failed", extra={"reason": str(error)})
            return error.retry_after
        leaving = asyncio.Event()
        self._sockets.add(socket)
        self._spawn(self._tasks, self._read(socket, leaving))
        await leaving.wait()
        return 0.0

    async def _read(self, socket: Socket, leaving: asyncio.Event) -> None:
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(socket, message.data, leaving)
        finally:
            leaving.set()
            self._sockets.discard(socket)
            self._greeted.discard(socket)
            await socket.close()

    def _take(self, socket: Socket, data: str, leaving: asyncio.Event) -> None:
        try:
            envelope: object = json.loads(data)
        except ValueError:
            return
        kind = text_at(envelope, "type")
        if kind == "hello":
            self._greet(socket)
        elif kind == "disconnect":
            log.info("slack connection ends", extra={"reason": text_at(envelope, "reason")})
            leaving.set()
        elif text_at(envelope, "envelope_id") and not self._stopping:
            if socket not in self._greeted:  # whoever hands us work has as good as said hello
                self._greet(socket)
            self._spawn(self._answers, self._answer(socket, envelope))

    def _greet(self, socket: Socket) -> None:
        """Take a new connection into service, and let those before it go."""
        log.info("slack connected")
        for old in self._greeted:
            self._spawn(self._tasks, _retire(old))
        self._greeted.add(socket)

    async def _answer(self, socket: Socket, envelope: object) -> None:
        """Hand a payload to Bolt and acknowledge its envelope.

        Where the acknowledgement does not arrive, Slack sends the payload again; it is known then by its key.
        """
        payload = value_at(envelope, "payload")
        response = await dispatch_payload(self._app, payload if isinstance(payload, dict) else {})
        answer = {"payload": json.loads(response.body)} if response.body.startswith("{") else {}
        try:
            await socket.send_json({"envelope_id": text_at(envelope, "envelope_id"), **answer})
        except (aiohttp.ClientError, ConnectionError):
            log.warning("slack acknowledgement lost")

    def _spawn(self, tasks: set[asyncio.Task[None]], work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def _close(self) -> None:
        """Acknowledge what has come, take nothing more, and close."""
        self._stopping = True
        if self._answers:
            await asyncio.wait(self._answers, timeout=_CLOSE_SECONDS)
        await asyncio.gather(*(socket.close() for socket in self._sockets))
        for task in (rest := self._tasks | self._answers):
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


async def _retire(socket: Socket) -> None:
    await asyncio.sleep(OVERLAP)
    await socket.close()


def _pause(failures: int) -> float:
    """Return the seconds to wait after that many failures in a row; the first may be chance.

    >>> [_pause(failures) for failures in (0, 1, 2, 3, 10)]
    [0.0, 0.0, 0.5, 1.0, 30.0]
    """
    return min(LONGEST_PAUSE, 2.0**failures / 8) if failures > 1 else 0.0
