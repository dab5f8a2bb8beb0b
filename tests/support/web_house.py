"""The web adapter, run on loopback for a test."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from adapters.web.app import WebAdapter, build
from bot.config import Settings
from bot.model import Reply
from bot.ports import Answered, Env, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Command

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANSWERED = Answered(command="brief", outcome="answered", count=3, seconds=0.5, within=(0, 0, 1, 2, 2, 3, 3, 3, 3, 3))


@dataclass
class Core:
    """A core that keeps what it was asked, answers with what it is given, and says how it does."""

    answer: Callable[[Command], Reply] = lambda command: Reply(text=f"{command.name}: {command.text}")
    status: Status = field(
        default_factory=lambda: Status(
            articles=412,
            sources=44,
            failing=3,
            subscriptions=2,
            adapters={"slack": True, "discord": False},
            last_tick=NOW - timedelta(seconds=30),
            answered=(ANSWERED,),
        )
    )
    asked: list[Command] = field(default_factory=list)

    def handle(self, command: Command, /) -> Reply:
        """Answer a command."""
        self.asked.append(command)
        return self.answer(command)

    def env(self, *, host: str = "127.0.0.1", port: int = 0) -> Env:
        """Return what ``build`` is given."""
        return Env(
            settings=Settings(database_url="sqlite://", briefbot_web_host=host, briefbot_web_port=port),
            handle=self.handle,
            complete=lambda _: (),
            tick=lambda: 60.0,
            status=lambda: self.status,
            clock=lambda: NOW,
        )


@contextmanager
def serving(env: Env) -> Iterator[WebAdapter]:
    """Run the adapter until it takes requests, and stop it at the end."""
    adapter = build(env)
    stop = threading.Event()
    thread = threading.Thread(target=adapter.run, args=(stop,), name="web-adapter")
    thread.start()
    end = time.monotonic() + 10
    while not adapter.ready:
        assert thread.is_alive()
        assert time.monotonic() < end
        thread.join(0.01)
    try:
        yield adapter
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()
