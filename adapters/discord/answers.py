"""The ways back to Discord: to an interaction, whose token lives for 15 minutes, and to a message."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.http import Route

from adapters.discord.layout import file_name, nonce, without_pictures
from adapters.discord.translate import EPHEMERAL, to_messages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from discord.http import HTTPClient

    from adapters.discord.commands import Payload
    from adapters.discord.layout import Message
    from bot.model import Reply

log = logging.getLogger(__name__)

_DEFERRED, _CHOICES, _MODAL = 5, 8, 9  # types of responses
_ALREADY_ANSWERED = 40_060
_LOST = (aiohttp.ClientError, TimeoutError)  # the reply did not come; the request may have arrived


class Interaction:
    """One interaction's way back.

    Args:
        http: Discord.
        payload: The interaction.
        application: The id of our application, where the interaction does not say it.
    """

    def __init__(self, http: HTTPClient, payload: Mapping[str, Any], *, application: int = 0) -> None:
        self._http = http
        self._id = payload["id"]
        self._token = payload["token"]
        self._application = payload.get("application_id") or application
        self._private = False

    async def defer(self, *, private: bool) -> None:
        """Say that an answer will come, for its asker alone or for all.

        Raises:
            discord.HTTPException: If there is none to give: more than 3 s have passed, or another process answers.
        """
        self._private = private
        response = {"type": _DEFERRED, "data": {"flags": EPHEMERAL if private else 0}}
        try:
            await self._respond(response)
        except _LOST:
            await self._defer_again(response)

    async def _defer_again(self, response: Payload) -> None:
        """Defer after the reply to the first attempt was lost; that it had arrived is what we are told then."""
        try:
            await self._respond(response)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ANSWERED:
                raise

    async def complete(self, choices: Sequence[Payload]) -> None:
        """Offer completions."""
        await self._respond({"type": _CHOICES, "data": {"choices": list(choices)}})

    async def open_form(self, form: Payload) -> None:
        """Open a form (Discord: modal)."""
        await self._respond({"type": _MODAL, "data": form})

    async def answer(self, reply: Reply) -> None:
        """Give the answer that was deferred: in its place, unless who may see it is not as was said then."""
        first, *rest = to_messages(reply, sharing=reply.private)
        if reply.private != self._private and await self._take_back():
            rest = [first, *rest]
        else:
            await _twice(lambda: self._ask("PATCH", "/messages/@original", first))
        for message in rest:
            await self._ask("POST", "", message, {"flags": EPHEMERAL} if reply.private else {})

    async def _take_back(self) -> bool:
        """Delete the deferral; return whether it is gone. Where it stays, the answer has to take its place."""
        try:
            await _twice(lambda: self._ask("DELETE", "/messages/@original"))
        except discord.HTTPException as error:
            log.warning("Discord did not delete a deferral: %s", error)
            return False
        return True

    async def _respond(self, response: Payload) -> None:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        await self._http.request(Route("POST", path, webhook_id=self._id, webhook_token=self._token), json=response)

    async def _ask(self, method: str, below: str, message: Message | None = None, more: Payload | None = None) -> None:
        path = "/webhooks/{webhook_id}/{webhook_token}" + below
        route = Route(method, path, webhook_id=self._application, webhook_token=self._token)
        if message is None:
            await self._http.request(route)
        else:
            await _send(self._http, route, message, more or {})


async def answer_message(http: HTTPClient, payload: Mapping[str, Any], reply: Reply) -> None:
    """Answer a message below it, for all to see."""
    for at, message in enumerate(to_messages(reply)):
        more: Payload = {"nonce": nonce(payload["id"], at), "enforce_nonce": True}
        if at == 0:
            more["message_reference"] = {"message_id": payload["id"], "fail_if_not_exists": False}
        await _twice(partial(_post, http, payload["channel_id"], message, more))


async def _post(http: HTTPClient, channel: str, message: Message, more: Payload) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
    await _send(http, route, message, more)


async def _send(http: HTTPClient, route: Route, message: Message, more: Payload) -> None:
    """Send a message; without its pictures where files are refused, as they need a permission of their own."""
    try:
        await http.request(route, **_to_body(message, more))
    except discord.HTTPException as error:
        if not message.pictures:
            raise
        log.warning("Discord did not take a picture: %s", error)
        await http.request(route, **_to_body(without_pictures(message), more))


async def show_typing(http: HTTPClient, payload: Mapping[str, Any]) -> None:
    """Show for 10 s that an answer is being written; a courtesy, so nothing that goes wrong with it counts."""
    with contextlib.suppress(discord.HTTPException, *_LOST):
        await http.send_typing(payload["channel_id"])


async def _twice(ask: Callable[[], Awaitable[None]]) -> None:
    """Ask again where the reply was lost: only for what changes nothing more when it is done twice."""
    try:
        await ask()
    except _LOST:
        await ask()


def _to_body(message: Message, more: Payload) -> Payload:
    """Return a message as arguments of discord.py's request: JSON, or a form with its pictures."""
    payload = message.payload | more
    if not message.pictures:
        return {"json": payload}
    files = [discord.File(io.BytesIO(each.png), file_name(at, each)) for at, each in enumerate(message.pictures)]
    parts = [
        {"name": f"files[{at}]", "value": file.fp, "filename": file.filename, "content_type": "image/png"}
        for at, file in enumerate(files)
    ]
    return {"form": [{"name": "payload_json", "value": json.dumps(payload)}, *parts], "files": files}
