"""The edge to Slack's Web API: what the rest asks of it, and its failures as ours.

Nothing is sent again of its own accord. The SDK's own handlers repeat a request whose reply was lost, and then a message
stands in the channel twice; what may have arrived is looked for first (:mod:`adapters.slack.posts`).
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.payloads import text_at, value_at
from bot.errors import ChannelError, ChannelGoneError, ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from adapters.slack.translate import Block, Message
    from bot.config import Settings
    from bot.model import Picture

TIMEOUT = 15
"""Seconds that a request may take."""
CLOSE = 1.0
"""Seconds to wait for the other side when a websocket closes; Slack leaves its own side open."""
WAIT = 30.0
"""Seconds to wait where Slack says that it is asked too often, and not for how long."""
LONGEST_WAIT = 3_600.0
PAGE = 15
"""Messages to ask for at a time: what Slack gives at most to apps that are sold outside its Marketplace."""

_GONE = {
    "channel_not_found": "the channel is gone, or briefbot cannot see it: invite it with /invite @briefbot",
    "is_archived": "the channel is archived",
    "not_in_channel": "briefbot is not in the channel: invite it with /invite @briefbot",
}
REFUSED = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""What Slack says of a token that it will not take, today or tomorrow."""
_NOT_FOR_SOCKETS = frozenset({"missing_scope", "not_allowed_token_type"})
_HIDDEN = frozenset({"missing_scope", "not_allowed_token_type", "unknown_method"})
_ABSENT = frozenset({403, 404, 405, 501})
_BLOCKS = "Slack refuses the form of a message (invalid_blocks)."
_BUSY = frozenset({"ratelimited", "rate_limited"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BlocksError(ChannelError):
    """Slack refuses the blocks of a message; so it does for some seconds with a picture that it has just been given."""


class UnreadableError(ChannelError):
    """Slack does not show the bot what it asks to see: it lacks a scope, or the method is not there."""


class LostError(ChannelError):
    """No answer came, or none of Slack's: what was sent may have arrived."""


class Api:
    """What is asked of Slack. All raise :class:`~bot.errors.ChannelError`; ``place`` in it is the channel."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.client = client
        self.session = session

    async def check_token(self) -> str:
        """Return the bot's own user id.

        Raises:
            ConfigError: If Slack refuses the bot's token.
        """
        with _failures("token"), _refusals("SLACK_BOT_TOKEN", REFUSED):
            told = await self.client.auth_test()
        return text_at(told.data, "user_id")

    async def open_connection(self, token: str) -> str:
        """Return an address of a websocket for Socket Mode, which serves once.

        Raises:
            ConfigError: If Slack refuses the app's token.
        """
        with _failures("socket"), _refusals("SLACK_APP_TOKEN", REFUSED | _NOT_FOR_SOCKETS):
            opened = await self.client.apps_connections_open(app_token=token)
        return text_at(opened.data, "url")

    async def connect(self, url: str, *, heartbeat: float) -> aiohttp.ClientWebSocketResponse:
        """Open a websocket that is pinged so often, in seconds."""
        with _failures("socket"):
            return await self.session.ws_connect(
                url, heartbeat=heartbeat, timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE), proxy=self.client.proxy
            )

    async def post(
        self, channel: str, message: Message, *, thread: str = "", metadata: Mapping[str, object] | None = None
    ) -> str:
        """Post a message and return its moment, by which Slack knows it."""
        with _failures(channel):
            posted = await self.client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread or None,
                metadata=dict(metadata) if metadata else None,
                unfurl_links=False,
                unfurl_media=False,
            )
        return text_at(posted.data, "ts")

    async def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        """Show a message to one person in a channel."""
        with _failures(channel):
            await self.client.chat_postEphemeral(
                channel=channel,
                user=user,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread or None,
            )

    async def respond(self, url: str, message: Message, *, private: bool, thread: str = "") -> bool:
        """Answer by a response URL; return whether Slack took it: it serves five answers in half an hour, no more.

        Raises:
            ChannelError: If the answer may or may not have arrived.
        """
        body = {
            "response_type": "ephemeral" if private else "in_channel",
            "replace_original": False,
            "text": message.text,
            "blocks": message.blocks,
            "unfurl_links": False,
            "unfurl_media": False,
            **({"thread_ts": thread} if thread else {}),
        }
        try:
            async with self.session.post(url, json=body, proxy=self.client.proxy) as answer:
                said = await answer.text()
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL):
            return False
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ChannelError("answer", "Slack's answer to an answer was lost; it may have arrived.") from error
        if "invalid_blocks" in said:
            raise BlocksError("answer", _BLOCKS)
        return answer.ok and '"ok":false' not in said

    async def upload(self, picture: Picture) -> str:
        """Give Slack a picture and return what it calls the file."""
        with _failures(picture.name):
            uploaded = await self.client.files_upload_v2(
                filename=picture.name, file=picture.png, title=picture.name, alt_txt=picture.alt[:1_000]
            )
        return text_at(uploaded.data, "files", 0, "id")

    async def first_of_thread(self, channel: str, thread: str) -> object:
        """Return the message that a thread hangs on."""
        with _failures(channel):
            replies = await self.client.conversations_replies(channel=channel, ts=thread, limit=1, inclusive=True)
        return value_at(replies.data, "messages", 0)

    async def history(self, channel: str, *, oldest: str, cursor: str) -> tuple[Sequence[object], str]:
        """Return a page of a channel's messages, newest first, with their metadata, and the cursor of the next.

        Raises:
            UnreadableError: If the bot may not read the channel.
        """
        with _failures(channel), _unreadable(channel):
            page = await self.client.conversations_history(
                channel=channel, oldest=oldest, cursor=cursor or None, limit=PAGE, include_all_metadata=True
            )
        messages = value_at(page.data, "messages")
        return (messages if isinstance(messages, list) else ()), text_at(page.data, "response_metadata", "next_cursor")

    async def open_form(self, trigger: str, form: Block) -> None:
        """Open a form, within three seconds of the press that asks for it."""
        with _failures("form"):
            await self.client.views_open(trigger_id=trigger, view=form)

    async def publish_home(self, user: str, blocks: Sequence[Block]) -> None:
        """Show somebody the app's home."""
        with _failures("home"):
            await self.client.views_publish(user_id=user, view={"type": "home", "blocks": list(blocks)})


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[Api]:
    """Open Slack's Web API for the running event loop."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session:
        client = AsyncWebClient(
            settings.slack_bot_token.reveal(), base_url=settings.slack_api_url, session=session, retry_handlers=[]
        )
        if urlsplit(settings.slack_api_url).hostname in _LOOPBACK:
            client.proxy = None  # the SDK takes the environment's proxy, and knows no NO_PROXY
        yield Api(client, session)


@contextmanager
def _refusals(variable: str, codes: frozenset[str]) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        code = _code(error)
        if code not in codes:
            raise
        raise ConfigError(variable, _say_refused(variable, code)) from error


def _say_refused(variable: str, code: str) -> str:
    return f"Slack refuses {variable} ({code}): copy it again as docs/how-to/slack.md says."


@contextmanager
def _failures(place: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        raise _translate(place, error) from error
    except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError, json.JSONDecodeError) as error:
        raise LostError(place, "Slack did not answer; what was sent may have arrived.") from error


@contextmanager
def _unreadable(place: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        if _code(error) not in _HIDDEN and _status(error) not in _ABSENT:
            raise
        raise UnreadableError(place, str(_translate(place, error))) from error


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", getattr(error.response, "status", 0)))


def _translate(place: str, error: SlackApiError) -> ChannelError:
    status = _status(error)
    code = _code(error)
    if status == 429 or code in _BUSY:  # noqa: PLR2004 - HTTP's Too Many Requests
        wait = _seconds(error.response.headers.get("Retry-After", ""))
        return ChannelError(place, f"Slack asks to wait {wait:g} seconds.", retry_after=wait)
    if code in _GONE:
        return ChannelGoneError(place, f"Slack refuses the post: {_GONE[code]}.")
    if code in REFUSED:
        return ChannelError(place, _say_refused("SLACK_BOT_TOKEN", code))
    if code == "missing_scope":
        needed = text_at(error.response.data, "needed")
        return ChannelError(place, f"The Slack app lacks the scope {needed}; see docs/how-to/slack.md.")
    if code == "invalid_blocks":
        return BlocksError(place, _BLOCKS)
    kind = LostError if status >= 500 else ChannelError  # noqa: PLR2004 - HTTP's server errors
    return kind(place, f"Slack refuses a request ({code or f'HTTP {status}'}).")


def _code(error: SlackApiError) -> str:
    return text_at(getattr(error.response, "data", None), "error")


def _seconds(text: str) -> float:
    try:
        return min(max(0.0, float(text)), LONGEST_WAIT)
    except ValueError:
        return WAIT
