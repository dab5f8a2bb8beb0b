"""Send the messages of a reply one after another, its pictures uploaded first."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from adapters.slack.api import LONGEST_WAIT, BlocksError
from adapters.slack.translate import Message, mrkdwn, to_messages
from bot.errors import ChannelError
from bot.model import Picture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.slack.api import Api
    from adapters.slack.translate import Block
    from bot.model import Reply

ATTEMPTS = 3
"""Attempts at a message that Slack asks to wait with."""
_READY = (0.5, 1.0, 2.0)
"""Seconds between attempts at a message whose picture Slack has not made ready yet."""

T = TypeVar("T")

log = logging.getLogger(__name__)


async def deliver(api: Api, reply: Reply, send: Callable[[Message], Awaitable[None]], *, private: bool) -> None:
    """Send a reply.

    Args:
        api: Slack.
        reply: The reply.
        send: Sends one of the messages.
        private: Whether only the asker will see it.
    """
    for message in to_messages(reply, private=private, files=await _upload(api, reply)):
        await _send_when_ready(message, send)


async def insist(post: Callable[[], Awaitable[T]], *, longest: float = LONGEST_WAIT) -> T:
    """Post, and again after the time that Slack asks to wait: what it answers so, it has not done.

    Args:
        post: Posts.
        longest: The longest wait, in seconds; a longer one is the caller's.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return await post()
        except ChannelError as error:
            if not 0 < error.retry_after <= longest:
                raise
            await asyncio.sleep(error.retry_after)
    return await post()


async def _upload(api: Api, reply: Reply) -> dict[Picture, str]:
    """Upload a reply's pictures; those that Slack does not take are told in words."""
    files = {}
    for picture in (part for part in reply.parts if isinstance(part, Picture)):
        try:
            files[picture] = await api.upload(picture)
        except ChannelError as error:
            log.warning("slack took no picture", extra={"reason": str(error)})
    return files


async def _send_when_ready(message: Message, send: Callable[[Message], Awaitable[None]]) -> None:
    """Send a message; while Slack refuses its picture, which it does until that is ready, try again, then without."""
    if not any(block["type"] == "image" for block in message.blocks):
        await send(message)
        return
    for seconds in _READY:
        try:
            await send(message)
        except BlocksError:
            await asyncio.sleep(seconds)
        else:
            return
    await send(replace(message, blocks=tuple(map(_in_words, message.blocks))))


def _in_words(block: Block) -> Block:
    if block["type"] != "image":
        return block
    return {"type": "context", "elements": [mrkdwn(str(block["alt_text"]))]}
