"""The connection to Discord: what people do there becomes commands, and replies go back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord.answers import Interaction, answer_message, show_typing
from adapters.discord.commands import (
    find_focused,
    is_about_unseen,
    is_private,
    read_message_command,
    to_choices,
    to_command,
)
from adapters.discord.forms import to_form
from adapters.discord.gateway import RawState
from adapters.discord.peer import PeerHTTP
from adapters.discord.sync import sync_commands
from bot.commands import wants_form
from bot.model import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.model import Command
    from bot.ports import Env

    Payload = Mapping[str, Any]

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we have no voice to miss

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None that Discord grants on application only: direct messages and mentions carry their words without it."""

THREADS = 32  # commands that are worked on at once
REMEMBERED = 5_000  # ids of what was answered, should the gateway send it again

UNSEEN = Reply(
    text="Discord does not show me that message. Open its menu, then Apps, then Brief this; or send me its link."
)
BROKEN = Reply(text="Something went wrong here, and stands in the log. Please try again.", private=True)

_COMPONENT, _AUTOCOMPLETE = 3, 4  # types of interactions
_FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)  # TimeoutError is an OSError


class BriefClient(discord.AutoShardedClient):
    """discord.py's client, answering interactions, mentions and direct messages with ``env.handle``.

    ``was_connected`` says whether it ever had a session.
    """

    def __init__(self, env: Env) -> None:
        self._env = env
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="discord")
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._answering: set[asyncio.Task[Any]] = set()
        self._connected: set[int] = set()  # ids of shards
        self.was_connected = False
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )

    def _get_state(self, **options: Any) -> RawState:  # type: ignore[override]  # noqa: ANN401 - as discord.py has it
        """Return discord.py's state with our REST client in the place of its own; its constructor asks for it."""
        settings = self._env.settings
        self.http = PeerHTTP(self.loop, api_url=settings.discord_api_url, gateway_url=settings.discord_gateway_url)
        return RawState(dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options)

    @property
    def connected(self) -> bool:
        """Whether all shards have a session."""
        return bool(self._connected) and len(self._connected) == self.shard_count

    async def finish(self, seconds: float) -> None:
        """Let running answers end for so long, then close the connection."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=seconds)
        self._pool.shutdown(wait=False, cancel_futures=True)
        await asyncio.wait({asyncio.create_task(self.close())}, timeout=seconds)
        await self.http.close()  # a peer that does not close its end would keep close() for half a minute

    # --- What discord.py calls -----------------------------------------------------------------------------------------

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note a new session; the first tells which application's the commands are."""
        self._connected.add(shard_id)
        is_first, self.was_connected = not self.was_connected, True
        if is_first:
            await self._sync_commands()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note a session that goes on."""
        self._connected.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note a lost connection; discord.py makes it again."""
        self._connected.discard(shard_id)

    async def on_interaction_payload(self, payload: Payload) -> None:
        """Answer a slash command, a menu, a button or a form."""
        with self._work_on(payload) as is_new:
            if is_new:
                await self._interact(payload)

    async def on_message_payload(self, payload: Payload) -> None:
        """Answer a direct message, or one that mentions the bot."""
        command = read_message_command(payload, str(self.user.id) if self.user else "")
        if command is None:
            return
        with self._work_on(payload) as is_new:
            if is_new:
                await self._converse(payload, command)

    async def _sync_commands(self) -> None:
        """Register the commands where they have changed; without them, mentions and direct messages are still answered."""
        try:
            changed = await sync_commands(self.http, self.application_id or 0)
            log.info("Discord has the commands%s.", ", registered anew" if changed else " already")
        except _FAILURES as error:
            log.warning("Discord did not take the commands: %s", error)

    # --- Work ----------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _work_on(self, payload: Payload) -> Iterator[bool]:
        """Say whether this is the first time that Discord sends it; log what its API refuses."""
        is_new = payload["id"] not in self._seen
        self._seen[payload["id"]] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - events run in tasks
        self._answering.add(task)
        try:
            yield is_new
        except _FAILURES as error:
            log.warning(
                "Discord did not take an answer: %s %s", type(error).__name__, error, extra={"event_id": payload["id"]}
            )
        finally:
            self._answering.discard(task)

    async def _interact(self, payload: Payload) -> None:
        way = Interaction(self.http, payload, application=self.application_id or 0)
        if payload["type"] == _AUTOCOMPLETE:
            await way.complete(to_choices(await self._complete(payload)))
            return
        command = to_command(payload)
        if payload["type"] == _COMPONENT and wants_form(command):
            await way.open_form(to_form(command, self._env.settings.briefbot_time_zone))
            return
        await way.defer(private=is_private(command))
        await way.answer(await self._handle(command))

    async def _complete(self, payload: Payload) -> Sequence[str]:
        typed = find_focused((payload.get("data") or {}).get("options") or ())
        try:
            return await self.loop.run_in_executor(self._pool, self._env.complete, typed)
        except Exception as error:  # noqa: BLE001 - as in _handle; completing is a courtesy
            log.error("Completing failed: %s", type(error).__name__)  # noqa: TRY400
            return ()

    async def _converse(self, payload: Payload, command: Command) -> None:
        if is_about_unseen(payload, command):
            await answer_message(self.http, payload, UNSEEN)
            return
        typing = asyncio.create_task(show_typing(self.http, payload))
        reply = await self._handle(command)
        typing.cancel()  # nobody waits for a courtesy
        await answer_message(self.http, payload, reply)

    async def _handle(self, command: Command) -> Reply:
        try:
            return await self.loop.run_in_executor(self._pool, self._env.handle, command)
        except Exception as error:  # noqa: BLE001 - an adapter's edge; its message may quote what was typed
            log.error("Answering failed: %s", type(error).__name__, extra={"command": command.name})  # noqa: TRY400
            return BROKEN
