"""What a Discord adapter is given in tests: settings that point at a peer, and a core that answers as a test says."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.discord.app import build
from bot.config import Secret, Settings
from bot.model import Reply
from bot.ports import Env, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adapters.discord.app import DiscordAdapter
    from bot.model import Command
    from tests.peers.discord import DiscordPeer

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass
class Core:
    """A core that keeps what it was asked and answers with what it is given, as soon as ``free`` is set."""

    answer: Callable[[Command], Reply] = lambda command: Reply(text=f"{command.name}: {command.text}")
    names: Sequence[str] = ()
    asked: list[Command] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def handle(self, command: Command, /) -> Reply:
        """Answer a command."""
        self.asked.append(command)
        assert self.free.wait(30)
        return self.answer(command)

    def complete(self, typed: str) -> list[str]:
        """Complete a name."""
        return [name for name in self.names if name.casefold().startswith(typed.casefold())]


def settings_for(peer: DiscordPeer, *, token: str = "", gateway: str = "") -> Settings:
    """Return settings that point at a peer; the gateway is the one that its API names, unless one is given."""
    return Settings(
        database_url="sqlite://",
        discord_api_url=peer.api_url,
        discord_gateway_url=gateway,
        discord_token=Secret(token or peer.token),
        briefbot_time_zone="Europe/London",
    )


def env_for(settings: Settings, core: Core) -> Env:
    """Return what ``build`` is given."""
    return Env(
        settings=settings,
        handle=core.handle,
        complete=core.complete,
        tick=lambda: 60.0,
        status=lambda: Status(adapters={}),
        clock=lambda: NOW,
    )


@dataclass
class House:
    """An adapter that runs in a thread."""

    adapter: DiscordAdapter
    stopping: threading.Event = field(default_factory=threading.Event)
    troubles: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.running = threading.Thread(target=self._run, name="discord-adapter")
        self.running.start()

    def _run(self) -> None:
        try:
            self.adapter.run(self.stopping)
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            self.troubles.append(error)


@contextmanager
def serving(peer: DiscordPeer, core: Core, *, settings: Settings | None = None) -> Iterator[House]:
    """Run the adapter against a peer until it is connected, and stop it at the end."""
    with running(core, settings or settings_for(peer)) as house:
        peer.wait_for(lambda: peer.sessions and house.adapter.ready)
        yield house


@contextmanager
def running(core: Core, settings: Settings) -> Iterator[House]:
    """Run the adapter, and stop it at the end."""
    house = House(build(env_for(settings, core)))
    try:
        yield house
    finally:
        house.stopping.set()
        house.running.join(20)
        core.free.set()
        house.adapter.channel.close()
        assert not house.running.is_alive()
