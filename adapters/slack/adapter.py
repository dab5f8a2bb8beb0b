"""Slack as an edge of the house: how it starts, serves and stops."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from adapters.slack.answers import Answers
from adapters.slack.api import open_api
from adapters.slack.bolt import make_app
from adapters.slack.http_mode import serve_http
from adapters.slack.listeners import register
from adapters.slack.pace import Pace, Seen
from adapters.slack.posts import Posts
from adapters.slack.socket_mode import SocketMode
from bot.errors import ChannelError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from slack_bolt.async_app import AsyncApp

    from adapters.slack.api import Api
    from bot.ports import Env

WORKERS = 32
"""Commands that are answered at a time; more wait their turn, acknowledged."""
CHECK = 5.0
"""Seconds that Slack has to say what it thinks of the token."""
GLANCE = 0.1
"""Seconds between looks at whether to stop: a threading.Event cannot be awaited."""

log = logging.getLogger(__name__)


class SlackAdapter:
    """Serve Slack, by Socket Mode or HTTP, in an event loop of its own; posting works without."""

    name = "slack"

    def __init__(self, env: Env) -> None:
        self._env = env
        self._pace = Pace()
        self.channel = Posts(env.settings, self._pace)
        self._seen = Seen()
        self._is_ready: Callable[[], bool] = lambda: False

    @property
    def ready(self) -> bool:
        """Whether Slack can reach us: a websocket has been greeted, or the port is listened to."""
        return self._is_ready()

    def check(self) -> None:
        """Ask Slack whether it takes the tokens that the mode needs.

        Raises:
            ConfigError: If it refuses one.
            ChannelError: If it cannot be asked.
        """
        asyncio.run(self._check())

    async def _check(self) -> None:
        settings = self._env.settings
        try:
            async with open_api(settings) as api, asyncio.timeout(CHECK):
                await api.check_token()
                if settings.slack_mode == "socket":
                    await api.open_connection(settings.slack_app_token.reveal())
        except TimeoutError as error:
            raise ChannelError("token", f"Slack did not answer within {CHECK:g} seconds.") from error

    def run(self, stop: threading.Event, /) -> None:
        """Serve until the event is set; then let running answers end for some seconds, and return.

        Raises:
            ConfigError: If Slack refuses a token, or the port is taken.
        """
        workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="slack")
        loop = asyncio.new_event_loop()
        loop.set_default_executor(workers)
        try:
            loop.run_until_complete(self._serve(stop))
        finally:
            self._is_ready = lambda: False
            # Not asyncio.run: it would wait for a command that its asker has been told not to wait for.
            workers.shutdown(wait=False, cancel_futures=True)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    async def _serve(self, stop: threading.Event) -> None:
        async with open_api(self._env.settings) as api:
            me = await _find_self(api)
            app = make_app(api.client)
            answers = Answers(self._env.handle, api, self._pace)
            register(app, answers, self._seen, zone=self._env.settings.briefbot_time_zone, me=me)
            serve = self._serve_socket if self._env.settings.slack_mode == "socket" else self._serve_http
            try:
                await serve(app, api, stop)
            finally:
                await answers.end()

    async def _serve_http(self, app: AsyncApp, _api: Api, stop: threading.Event) -> None:
        async with serve_http(app, self._env.settings, self._env.clock):
            self._is_ready = lambda: True
            while not stop.is_set():  # noqa: ASYNC110 - the event is a thread's
                await asyncio.sleep(GLANCE)

    async def _serve_socket(self, app: AsyncApp, api: Api, stop: threading.Event) -> None:
        socket_mode = SocketMode(app, api, self._env.settings.slack_app_token.reveal())
        self._is_ready = lambda: socket_mode.connected
        serving = asyncio.create_task(socket_mode.run())
        while not stop.is_set() and not serving.done():
            await asyncio.wait({serving}, timeout=GLANCE)
        serving.cancel()
        await asyncio.wait({serving})
        if not serving.cancelled():
            serving.result()  # raises what ended it


async def _find_self(api: Api) -> str:
    """Return the bot's own user id; say at once that a token is refused, but go on where Slack is merely out of reach."""
    try:
        async with asyncio.timeout(CHECK):
            return await api.check_token()
    except (ChannelError, TimeoutError) as error:
        log.warning("slack token not checked", extra={"reason": str(error)})
        return ""
