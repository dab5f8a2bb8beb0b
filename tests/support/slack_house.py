"""What the Slack adapter is given in tests: settings that point at a peer, and a core that answers as a test says."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.slack.app import build
from bot.config import Settings, read_settings
from bot.model import Command, Paragraph, Reply, Run
from bot.ports import Env, Status
from tests.peers.slack import APP_TOKEN, BOT_TOKEN, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adapters.slack.adapter import SlackAdapter
    from bot.ports import Handler
    from tests.peers.slack import SlackPeer


def say(command: Command) -> Reply:
    """Answer with the command itself."""
    text = f"{command.name}: {command.text or command.subject}"
    return Reply(text=text, parts=(Paragraph((Run(text),)),))


@dataclass
class Core:
    """A core that keeps what it was asked and answers with what it is given, as soon as ``free`` is set."""

    answer: Callable[[Command], Reply] = say
    asked: list[Command] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def handle(self, command: Command, /) -> Reply:
        """Answer a command."""
        self.asked.append(command)
        assert self.free.wait(30)
        return self.answer(command)


def settings_for(peer: SlackPeer, **variables: str) -> Settings:
    """Return settings that point at a peer, changed by these variables."""
    return read_settings(
        {
            "DATABASE_URL": "sqlite://",
            "SLACK_API_URL": peer.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_HTTP_PORT": str(free_port()),
            **variables,
        }
    )


def env_for(settings: Settings, handle: Handler) -> Env:
    """Return what the adapter is built from."""
    return Env(
        settings=settings,
        handle=handle,
        complete=lambda _typed: (),
        tick=lambda: 60.0,
        status=lambda: Status(adapters={}),
        clock=lambda: datetime.now(UTC),
    )


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def events_url(settings: Settings) -> str:
    """Return the address to which Slack sends its requests."""
    return f"http://{settings.slack_http_host}:{settings.slack_http_port}/slack/events"


@contextmanager
def serving(settings: Settings, handle: Handler, peer: SlackPeer) -> Iterator[SlackAdapter]:
    """Run the adapter in a thread until the context ends; then it must stop within six seconds."""
    adapter = build(env_for(settings, handle))
    stop = threading.Event()
    fell: list[BaseException] = []

    def run() -> None:
        try:
            adapter.run(stop)
        except BaseException as error:  # noqa: BLE001 - told where the test can see it
            fell.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        peer.wait(lambda: adapter.ready or fell)
        yield adapter
    finally:
        stop.set()
        thread.join(6)
        assert not thread.is_alive(), "the adapter did not stop"
        if fell:
            raise fell[0]
