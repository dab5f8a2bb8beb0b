"""Slack commands over loopback HTTP: briefbot beside a bare Bolt app that echoes.

Each server runs in a process of its own and is sent the same signed commands, so many at a time. A command counts when its
answer has come by its response URL. The bare app checks signatures and tokens as Bolt does by default.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import multiprocessing
import socket
import statistics
import threading
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.config import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from multiprocessing.process import BaseProcess

    from bot.model import Command, Reply

SECRET = "loopback"  # noqa: S105 - of a peer on loopback
AT_A_TIME = 32

Load = tuple[float, list[float]]
"""How many commands were answered a second, and how many ms each acknowledgement took."""


@dataclass
class Sink:
    """What stands for Slack: it takes any call of its Web API, and counts the answers that come."""

    answered: int = 0
    wanted: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(self, _request: web.Request) -> web.Response:
        """Say yes to a call."""
        return web.json_response({"ok": True, "user_id": "U0", "bot_id": "B0", "team_id": "T1"})

    async def answer(self, request: web.Request) -> web.Response:
        """Count an answer."""
        if b"went wrong" in await request.read():
            raise SystemExit("The bot does not answer; run briefbot brief china to see why.")
        self.answered += 1
        if self.answered == self.wanted:
            self.done.set()
        return web.Response(text="ok")


@asynccontextmanager
async def listen(sink: Sink) -> AsyncIterator[int]:
    """Serve the sink; yield its port."""
    server = web.Application()
    server.add_routes([web.route("*", "/api/{method}", sink.call), web.post("/answer", sink.answer)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def settings_for(port: int, slack: int) -> Settings:
    """Return settings for a server on a port, with a Slack on another."""
    return read_settings(
        {
            "DATABASE_URL": "sqlite://",
            "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/",
            "SLACK_MODE": "http",
            "SLACK_BOT_TOKEN": "xoxb-loopback",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_HTTP_PORT": str(port),
        }
    )


def serve_bare(port: int, slack: int) -> None:
    """Serve a bare Bolt app that says back what it is asked."""
    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond  # noqa: PLC0415 - in the server's process alone
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415

    client = AsyncWebClient("xoxb-loopback", base_url=f"http://127.0.0.1:{slack}/api/")
    app = AsyncApp(client=client, signing_secret=SECRET)

    @app.command("/brief")
    async def brief(ack: AsyncAck, respond: AsyncRespond, command: dict[str, str]) -> None:
        await ack()
        await respond(command["text"])

    web.run_app(app.web_app(), host="127.0.0.1", port=port, print=None)


def serve_echo(port: int, slack: int) -> None:
    """Serve our adapter, with a core that says back what it is asked."""
    from bot.model import Reply  # noqa: PLC0415 - in the server's process alone

    _serve(settings_for(port, slack), lambda command: Reply(text=command.text))


def serve_briefs(port: int, slack: int) -> None:
    """Serve the whole bot, on its sample corpus."""
    from bot.bootstrap import build  # noqa: PLC0415 - in the server's process alone

    settings = settings_for(port, slack)
    _serve(settings, build(settings).handle)


def _serve(settings: Settings, handle: Callable[[Command], Reply]) -> None:
    from adapters.slack.app import build  # noqa: PLC0415 - in the server's process alone
    from bot.bootstrap import utc_now  # noqa: PLC0415
    from bot.ports import Env, Status  # noqa: PLC0415

    env = Env(
        settings=settings,
        handle=handle,
        complete=lambda _typed: (),
        tick=lambda: 60.0,
        status=lambda: Status(adapters={}),
        clock=utc_now,
    )
    build(env).run(threading.Event())


async def load(port: int, sink: Sink, slack: int, commands: int) -> Load:
    """Send commands; return how many were answered a second, and how many ms each acknowledgement took."""
    sink.answered, sink.wanted, sink.done = 0, commands, asyncio.Event()
    gate = asyncio.Semaphore(AT_A_TIME)
    times: list[float] = []
    async with aiohttp.ClientSession() as session:

        async def send(number: int) -> None:
            async with gate:
                begun = time.perf_counter()
                body, headers = _sign(number, slack)
                async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
                    await answer.read()
                    answer.raise_for_status()
                times.append((time.perf_counter() - begun) * 1e3)

        begun = time.perf_counter()
        await asyncio.gather(*(send(number) for number in range(commands)))
        await asyncio.wait_for(sink.done.wait(), 120)
        return commands / (time.perf_counter() - begun), times


def _sign(number: int, slack: int) -> tuple[bytes, dict[str, str]]:
    now = str(int(time.time()))
    fields = {"command": "/brief", "text": "china", "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
    answer = {"response_url": f"http://127.0.0.1:{slack}/answer", "trigger_id": f"{time.time_ns()}.{number}"}
    body = urlencode({**fields, **answer}).encode()
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
    }
    return body, headers


@asynccontextmanager
async def running(serve: Callable[[int, int], None], slack: int) -> AsyncIterator[int]:
    """Run a server in a process of its own; yield its port."""
    port = _free_port()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(port, slack), daemon=True)
    process.start()
    try:
        await _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _wait_for(port: int, process: BaseProcess) -> None:
    while process.is_alive():
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise SystemExit("A server fell; what it said stands above.")


async def measure(
    servers: Mapping[str, Callable[[int, int], None]], commands: int, rounds: int
) -> dict[str, list[Load]]:
    """Run the servers side by side, and return what each bore in each round, one after another, after a warm-up."""
    sink = Sink()
    borne: dict[str, list[Load]] = {name: [] for name in servers}
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(listen(sink))
        ports = {name: await stack.enter_async_context(running(serve, slack)) for name, serve in servers.items()}
        for port in ports.values():
            await load(port, sink, slack, 2 * AT_A_TIME)
        for _ in range(rounds):
            for name, port in ports.items():
                borne[name].append(await load(port, sink, slack, commands))
    return borne


def main() -> None:
    """Measure the three side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=300, help="commands a load")
    parser.add_argument("--rounds", type=int, default=5, help="loads a server, in turns")
    given = parser.parse_args()
    servers = {"bare Bolt, echo": serve_bare, "briefbot, echo": serve_echo, "briefbot, /brief china": serve_briefs}
    borne = asyncio.run(measure(servers, given.commands, given.rounds))
    print(
        f"\n{given.rounds} rounds of {given.commands} commands, {AT_A_TIME} at a time: "
        "median answers a second; acknowledgement p50 / p95 in ms"
    )
    bare = statistics.median(rate for rate, _ in borne["bare Bolt, echo"])
    for name, loads in borne.items():
        rate = statistics.median(rate for rate, _ in loads)
        times = [each for _, times in loads for each in times]
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"  {name:24} {rate:7.0f}   {p50:6.1f} / {p95:6.1f}   ratio {rate / bare:.2f}", flush=True)


if __name__ == "__main__":
    main()
