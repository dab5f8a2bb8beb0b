"""Answer what was asked: the command runs in a thread, its reply goes back to where it was asked."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.slack.api import BlocksError, LostError
from adapters.slack.deliver import deliver, insist
from adapters.slack.payloads import words_of
from adapters.slack.translate import to_home
from bot.errors import ChannelError
from bot.model import Command, Reply

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from adapters.slack.api import Api
    from adapters.slack.pace import Pace
    from adapters.slack.payloads import Ask, Return
    from adapters.slack.translate import Block, Message
    from bot.ports import Handler

RESPONSES = 5
"""Answers that a response URL serves."""
PATIENCE = 4.0
"""Seconds that running answers have to end when the adapter stops."""
_APOLOGY_PATIENCE = 1.0
_POINTING = frozenset({"", "this", "that", "it"})
"""Words that ask for nothing but the message they stand below."""

_FAILED = Reply(text="Something went wrong here, and the log says what. Please ask again.", private=True)
_STOPPING = Reply(text="I am being restarted. Please ask again in a minute.", private=True)

_NO_FORM = Reply(
    text="Slack did not open the form. Type it instead: /digest add china daily 08:00 Europe/London", private=True
)
_HOME = (("help", ""), ("source", "list"))
"""The commands whose answers make the app's home."""

log = logging.getLogger(__name__)


class Answers:
    """Give answers, many at a time, and wait for them at the end."""

    def __init__(self, handle: Handler, api: Api, pace: Pace) -> None:
        self._handle = handle
        self._api = api
        self._pace = pace
        self._running: set[asyncio.Task[None]] = set()

    def begin(self, ask: Ask) -> None:
        """Begin to answer, and return at once."""
        self._start(self._answer(ask))

    def begin_form(self, trigger: str, form: Block, back: Return) -> None:
        """Begin to open a form, which must be done within three seconds of the press that asks for it."""
        self._start(self._open_form(trigger, form, back))

    def begin_home(self, back: Return) -> None:
        """Begin to show the app's home: what can be asked, and which sources are read."""
        self._start(self._show_home(back))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def end(self) -> None:
        """Let running answers end; those that take too long end in a word to the asker."""
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE)
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=_APOLOGY_PATIENCE)

    async def _answer(self, ask: Ask) -> None:
        place = ask.command.place.key
        try:
            reply = await asyncio.to_thread(self._handle, await self._with_subject(ask))
            await self._deliver(ask.back, reply)
        except asyncio.CancelledError:
            log.warning("slack answer cut short", extra={"command": ask.command.name, "place": place})
            await self._tell(ask.back, _STOPPING)
        except ChannelError as error:
            log.warning("slack answer lost", extra={"command": ask.command.name, "place": place, "reason": str(error)})
        except Exception:
            log.exception("slack command failed", extra={"command": ask.command.name, "place": place})
            await self._tell(ask.back, _FAILED)

    async def _open_form(self, trigger: str, form: Block, back: Return) -> None:
        try:
            await self._api.open_form(trigger, form)
        except ChannelError as error:
            log.warning("slack form not opened", extra={"place": back.place.key, "reason": str(error)})
            await self._tell(back, _NO_FORM)

    async def _show_home(self, back: Return) -> None:
        commands = (Command(name=name, text=text, place=back.place, user=back.user) for name, text in _HOME)
        try:
            replies = [await asyncio.to_thread(self._handle, command) for command in commands]
            await self._api.publish_home(back.user, to_home(replies))
        except ChannelError as error:
            log.warning("slack home not shown", extra={"reason": str(error)})

    async def _with_subject(self, ask: Ask) -> Command:
        """Return the command with the message that it is about, where it says nothing but that."""
        if not ask.parent or ask.command.text.casefold().strip(" .!?") not in _POINTING:
            return ask.command
        try:
            parent = await self._api.first_of_thread(ask.command.place.channel, ask.parent)
        except ChannelError as error:
            log.warning("slack thread not read", extra={"place": ask.command.place.key, "reason": str(error)})
            return ask.command
        return replace(ask.command, text="", subject=words_of(parent))

    async def _tell(self, back: Return, reply: Reply) -> None:
        try:
            await self._deliver(back, reply)
        except ChannelError as error:
            log.warning("slack answer lost", extra={"place": back.place.key, "reason": str(error)})

    async def _deliver(self, back: Return, reply: Reply) -> None:
        private = reply.private if back.private is None else back.private
        thread = back.thread if private else back.thread or back.below
        served = bool(back.response_url)

        async def send(message: Message) -> None:
            nonlocal served
            served = served and message.number < RESPONSES
            served = served and await self._api.respond(back.response_url, message, private=private, thread=thread)
            if not served:
                await self._say(back, message, private=private, thread=thread)

        await deliver(self._api, reply, send, private=private)

    async def _say(self, back: Return, message: Message, *, private: bool, thread: str) -> None:
        async def post() -> None:
            await asyncio.sleep(self._pace.reserve(back.place.channel))
            if private:
                await self._whisper(back, message, thread=thread)
            else:
                await self._api.post(back.place.channel, message, thread=thread)

        await insist(post)

    async def _whisper(self, back: Return, message: Message, *, thread: str) -> None:
        """Show a message to the asker alone: where it was asked or, if Slack will not have it there, as a direct message."""
        try:
            await self._api.whisper(back.place.channel, back.user, message, thread=thread)
        except (BlocksError, LostError):
            raise
        except ChannelError as error:
            if error.retry_after or not back.user:
                raise
            log.warning("slack answer not shown where it was asked", extra={"reason": str(error)})
            await self._api.post(back.user, message)
