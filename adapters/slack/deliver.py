"""Send the messages of a reply one after another, its pictures uploaded first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

import structlog

from adapters.slack.api import BlocksError
from adapters.slack.translate import Message, mrkdwn, to_messages
from bot.errors import ChannelError
from bot.model import Picture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.slack.api import Api
    from adapters.slack.translate import Block
    from bot.model import Reply


class Send(Protocol):
    """Send one message, the ``number``-th (from 0) of ``count``."""

    async def __call__(self, message: Message, /, *, number: int, count: int) -> None:
        """Send it, or raise :class:`~bot.errors.ChannelError`."""


_READY = (0.5, 1.0, 2.0)
"""Seconds between attempts at a message whose picture Slack has not made ready yet."""

_log = structlog.get_logger(__name__)


async def deliver(api: Api, reply: Reply, send: Send, *, private: bool) -> None:
    """Send a reply.

    Args:
        api: Slack.
        reply: The reply.
        send: Sends one of the messages.
        private: Whether only the asker will see it.
    """
    messages = to_messages(reply, private=private, files=await _upload(api, reply))
    for number, message in enumerate(messages):
        await _send_when_ready(message, partial(send, number=number, count=len(messages)))


async def _upload(api: Api, reply: Reply) -> dict[Picture, str]:
    """Upload a reply's pictures; those that Slack does not take are told in words."""
    files = {}
    for picture in (part for part in reply.parts if isinstance(part, Picture)):
        try:
            files[picture] = await api.upload(picture)
        except ChannelError as error:
            _log.warning("slack took no picture", reason=str(error))
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
