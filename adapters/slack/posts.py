"""Digests on their way to Slack: each post is marked with its delivery's key, and looked for before it is made again."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from adapters.slack.api import LostError, UnreadableError, open_api
from adapters.slack.deliver import deliver, insist
from adapters.slack.payloads import text_at, value_at
from bot.errors import ChannelError
from bot.ports import POST_SECONDS

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.slack.api import Api
    from adapters.slack.pace import Pace
    from adapters.slack.translate import Message
    from bot.config import Settings
    from bot.model import Place, Reply

MARK = "briefbot_delivery"
"""The event type of the metadata that marks a post (docs.slack.dev/messaging/message-metadata)."""
TRACES = 1_000
"""Deliveries under way of which something is remembered."""
PATIENCE = 5.0
"""Seconds that a post waits where Slack asks for it; longer waits are the outbox's."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Trace:
    """What is known of a delivery: the moments of its messages by number, how many there are, how far the search came.

    ``doubtful``: one of its messages was sent, and whether it arrived was not said.
    """

    posted: dict[int, str] = field(default_factory=dict)
    count: int = 0
    cursor: str = ""
    doubtful: bool = False

    def note(self, message: object, key: str) -> None:
        """Take note of a message if it belongs to the delivery."""
        mark = value_at(message, "metadata", "event_payload")
        number, count = value_at(mark, "number"), value_at(mark, "count")
        ours = text_at(message, "metadata", "event_type") == MARK and text_at(mark, "key") == key
        if ours and isinstance(number, int) and isinstance(count, int):
            self.posted[number], self.count = text_at(message, "ts"), count

    @property
    def whole(self) -> bool:
        """Whether all messages of the delivery are there."""
        return bool(self.posted) and len(self.posted) == self.count


class Posts:
    """Post to Slack's channels, once: the port :class:`~bot.ports.Channel`.

    A digest may be several messages. Each has the key, its number and how many there are, so that after a crash those
    that are missing are posted and no others. Each call has an event loop of its own: a process that only posts has no other.

    Args:
        settings: The settings.
        pace: Says when to post to a channel.
        seconds: How long a post may take: then the rest of its messages is left to the next attempt.
    """

    def __init__(self, settings: Settings, pace: Pace, *, seconds: float = POST_SECONDS) -> None:
        self._settings = settings
        self._pace = pace
        self._seconds = seconds
        self._traces: dict[str, _Trace] = {}

    def post(self, place: Place, reply: Reply, /, *, key: str) -> str:
        """Post a reply and return the moment of its first message, by which Slack knows it."""
        return asyncio.run(self._post(place, reply, key))

    def find(self, place: Place, key: str, /, *, since: datetime) -> str | None:
        """Return the moment of the first message with this key, if all of them stand in the channel.

        A channel's history may be given 15 messages a minute and no more. A search that is cut short by that goes on, when
        it is called again, where it stopped. Where the bot may not read the channel, none is found, unless it is doubtful
        whether a post of this process arrived.

        Raises:
            ChannelError: If it cannot be told now.
        """
        return asyncio.run(self._find(place, key, since))

    async def _post(self, place: Place, reply: Reply, key: str) -> str:
        trace = self._trace(key)

        async def send(message: Message) -> None:
            if message.number not in trace.posted:
                await asyncio.sleep(self._pace.reserve(place.channel))
                mark = {"key": key, "number": message.number, "count": message.count}
                metadata = {"event_type": MARK, "event_payload": mark}
                post = partial(api.post, place.channel, message, metadata=metadata)
                try:
                    trace.posted[message.number] = await insist(post, longest=PATIENCE)
                except (LostError, asyncio.CancelledError):
                    trace.doubtful = True
                    raise

        async with open_api(self._settings) as api:
            try:
                async with asyncio.timeout(self._seconds):
                    await deliver(api, reply, send, private=False)
            except TimeoutError as error:
                raise ChannelError(place.channel, f"Slack took no whole post in {self._seconds:g} seconds.") from error
        self._traces.pop(key, None)
        return trace.posted[0]

    async def _find(self, place: Place, key: str, since: datetime) -> str | None:
        trace = self._trace(key)
        async with open_api(self._settings) as api:
            try:
                await self._search(api, place.channel, key, oldest=f"{since.timestamp():.6f}")
                trace.doubtful = False
            except UnreadableError as error:
                if trace.doubtful:
                    raise
                log.warning("an earlier post was not looked for: %s", error, extra={"place": place.key})
            except ChannelError as error:
                if not error.retry_after:
                    trace.cursor = ""
                raise
        return trace.posted[0] if trace.whole else None

    async def _search(self, api: Api, channel: str, key: str, *, oldest: str) -> None:
        trace = self._trace(key)
        while not trace.whole:
            messages, trace.cursor = await api.history(channel, oldest=oldest, cursor=trace.cursor)
            for message in messages:
                trace.note(message, key)
            if not trace.cursor:
                return
        trace.cursor = ""

    def _trace(self, key: str) -> _Trace:
        if key not in self._traces and len(self._traces) >= TRACES:
            self._traces.pop(next(iter(self._traces)))
        return self._traces.setdefault(key, _Trace())
