"""Discord as an edge of the house."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adapters.discord.posts import DiscordChannel
from bot.errors import ConfigError

if TYPE_CHECKING:
    import threading

    from adapters.discord.connection import Connection
    from bot.config import Settings
    from bot.ports import Env


def build(env: Env) -> DiscordAdapter:
    """Return the adapter.

    Raises:
        ConfigError: If there is no token, or discord.py is not installed.
    """
    env.settings.require("discord_token")
    try:
        from adapters.discord.connection import Connection  # noqa: PLC0415 - discord.py is an extra
    except ModuleNotFoundError as error:
        raise ConfigError("DISCORD_TOKEN", "Discord needs its library: pip install 'briefbot[discord]'.") from error
    return DiscordAdapter(env.settings, Connection(env))


class DiscordAdapter:
    """Answers over a connection; posts without one, so that a process which only posts needs none."""

    name = "discord"

    def __init__(self, settings: Settings, connection: Connection) -> None:
        self._settings = settings
        self.channel = DiscordChannel(settings)
        self._connection = connection

    @property
    def ready(self) -> bool:
        """Whether all shards have a session."""
        return self._connection.ready

    def check(self) -> None:
        """Ask Discord whether it takes the token.

        Raises:
            ConfigError: If it refuses it.
            ChannelError: If it cannot be asked.
        """
        channel = DiscordChannel(self._settings)  # whoever only asks keeps no connection
        try:
            channel.check()
        finally:
            channel.close()

    def run(self, stop: threading.Event, /) -> None:
        """Serve until the event is set; then let running answers end for some seconds, and return.

        Raises:
            ConfigError: If Discord refuses the token: to try it again would only lead to a ban.
        """
        asyncio.run(self._connection.serve(stop))
