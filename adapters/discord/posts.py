"""Posts that nobody asked for at that moment: digests. Synchronous, and with no connection to the gateway.

A post carries its delivery's key twice. The nonce, which Discord enforces for some minutes, lets a second request for the
same message return the first one's; small print stands in the message for good, so that it can be found in the channel's
history, which does not keep nonces (https://github.com/Rapptz/discord.py/issues/2451).
"""

from __future__ import annotations

import json
import logging
import re
import time
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import httpx

from adapters.discord.layout import Message, file_name, nonce
from adapters.discord.translate import to_messages
from bot.errors import ChannelError, ChannelGoneError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from bot.config import Settings
    from bot.model import Place, Reply

SECONDS = 20.0  # for each wait on the network
PATIENCE = 5.0  # seconds that a post waits where Discord asks for it; longer waits are the outbox's
PAGE = 100  # messages that Discord lists at once
PAGES = 20  # of a channel's history that are looked through at most
DAMAGED = 5.0  # seconds until the next try after a server error
REFUSED = 3_600.0  # seconds until the next try with a token that is refused; 10,000 refusals in 10 minutes are a ban

_UNREADABLE = frozenset({403, 404, 405, 501})

log = logging.getLogger(__name__)

_NUMBERED = re.compile(r"(?: \((\d+) of (\d+)\))?$")
_EPOCH = 1_420_070_400_000  # ms: the first of 2015, from which snowflakes count


class _TokenError(ChannelError):
    """Discord refuses the token."""


class _UnreadableError(ChannelError):
    """What is asked for is not there, or not for the bot; to post is another matter."""


class DiscordChannel:
    """Post to Discord's channels, once each. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.discord_api_url.rstrip("/")
        self._token = settings.discord_token

    @cached_property
    def _http(self) -> httpx.Client:
        headers = {
            "Authorization": f"Bot {self._token.reveal()}",
            "User-Agent": f"DiscordBot (briefbot, {version('briefbot')})",
        }
        return httpx.Client(headers=headers, timeout=SECONDS, trust_env=False)  # discord.py minds no proxies either

    @cached_property
    def _me(self) -> str:
        """Our id; empty where Discord does not say it: then a post is ours by its mark alone."""
        try:
            return _id_of(self._ask("GET", "/users/@me", "discord"), "discord")
        except _UnreadableError:
            return ""

    def post(self, place: Place, reply: Reply, /, *, key: str) -> str:
        """Post a reply, in several messages if it must be, and return the id of the first.

        Of several, those that an earlier attempt left in the channel are not posted again.

        Raises:
            ChannelGoneError: If the channel is gone or closed to the bot.
            ChannelError: If Discord refuses for now, or the answer was lost.
        """
        messages = to_messages(reply, mark=_mark(key))
        posted = self._find_parts(place, key)[0] if len(messages) > 1 else {}
        for at, message in enumerate(messages):
            if at not in posted:
                posted[at] = self._send(place, message, nonce(key, at))
        return posted[0]

    def find(self, place: Place, key: str, /, *, since: datetime) -> str | None:
        """Return the id of the first message that was posted with this key, if all of them are there.

        Where the bot may not read the channel none is found, and for some minutes it is the nonce that keeps a post single.

        Raises:
            ChannelError: As for ``post``.
        """
        posted, count = self._find_parts(place, key, since=since)
        return posted[0] if posted.keys() >= set(range(count)) else None

    def check(self) -> None:
        """Ask Discord who we are.

        Raises:
            ConfigError: If it refuses the token.
            ChannelError: If it cannot be asked.
        """
        try:
            self._ask("GET", "/users/@me", "discord")
        except _TokenError as error:
            raise ConfigError("DISCORD_TOKEN", str(error)) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _send(self, place: Place, message: Message, once: str) -> str:
        payload = message.payload | {"nonce": once, "enforce_nonce": True}
        path = f"/channels/{place.channel}/messages"
        if not message.pictures:
            return _id_of(self._ask("POST", path, place.key, json=payload), place.key)
        files = {
            f"files[{at}]": (file_name(at, each), each.png, "image/png") for at, each in enumerate(message.pictures)
        }
        form = {"payload_json": json.dumps(payload)}
        return _id_of(self._ask("POST", path, place.key, data=form, files=files), place.key)

    def _find_parts(self, place: Place, key: str, *, since: datetime | None = None) -> tuple[dict[int, str], int]:
        """Return the ids of a post's messages by their place in it, from 0, and how many there should be, at least 1."""
        found: dict[int, str] = {}
        count = 1
        try:
            for message in self._own_messages(place, since):
                at, of = read_mark(message, key)
                if at is not None:
                    found[at] = str(message["id"])
                    count = max(count, of)
        except _UnreadableError as error:
            log.warning("an earlier post was not looked for: %s", error, extra={"place": place.key})
        return found, count

    def _own_messages(self, place: Place, since: datetime | None) -> Iterator[Mapping[str, Any]]:
        """Yield our messages: those after that moment, oldest page first, or the newest 100."""
        path = f"/channels/{place.channel}/messages"
        after = snowflake(since) if since else 0
        for _ in range(PAGES):
            query = {"limit": PAGE} | ({"after": after} if since else {})
            page = self._ask("GET", path, place.key, params=query)
            if not isinstance(page, list):
                raise ChannelError(place.key, "Discord did not list the channel's messages.")
            yield from (each for each in page if not self._me or _author(each) in {"", self._me})
            newest = max((int(each["id"]) for each in page), default=0)
            if not since or len(page) < PAGE or newest <= after:
                return
            after = newest

    def _ask(self, method: str, path: str, place: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        """Ask, and again after a short wait that Discord asks for: what it answers so, it has not done."""
        for last in (False, False, True):
            try:
                response = self._http.request(method, self._url + path, **more)
            except httpx.HTTPError as error:
                raise ChannelError(place, f"Discord did not answer ({type(error).__name__}).") from error
            if response.is_success:
                return _read(response)
            refusal = to_error(place, response.status_code, _read(response), response.headers.get("Retry-After", ""))
            if method == "GET" and response.status_code in _UNREADABLE:
                raise _UnreadableError(place, str(refusal))
            if last or response.status_code != httpx.codes.TOO_MANY_REQUESTS or refusal.retry_after > PATIENCE:
                raise refusal
            time.sleep(refusal.retry_after)
        raise AssertionError  # the last turn returns or raises


def _id_of(body: object, place: str) -> str:
    if not isinstance(body, dict) or "id" not in body:
        raise ChannelError(place, "Discord's answer tells no id.")
    return str(body["id"])


def _read(response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
    try:
        return response.json()
    except ValueError:
        return None


def to_error(place: str, status: int, body: object, retry_after: str = "") -> ChannelError:
    """Return what a refusal means for the next try.

    Args:
        place: Where the post was to go.
        status: HTTP's.
        body: Discord's JSON, ``None`` where something before Discord answered.
        retry_after: The header, if there is one.
    """
    told = body if isinstance(body, dict) else {}
    reason = f"{told.get('message', 'no reason given')} ({status})"
    if status == httpx.codes.UNAUTHORIZED:
        return _TokenError(place, "Discord refuses DISCORD_TOKEN; set the bot's current token.", retry_after=REFUSED)
    if status in {httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND} and told:
        return ChannelGoneError(place, f"The Discord channel is gone, or closed to the bot: {reason}.")
    wait = _seconds(told.get("retry_after"), retry_after)
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return ChannelError(place, "Discord asks to wait before the next post.", retry_after=max(wait, 1.0))
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return ChannelError(place, f"Discord has trouble of its own: {reason}.", retry_after=max(wait, DAMAGED))
    return ChannelError(place, f"Discord refused the post: {reason}.", retry_after=wait)


def _seconds(*named: object) -> float:
    """Return the first that is a number, 0 if none is."""
    for each in named:
        try:
            return float(str(each))
        except ValueError:
            continue
    return 0.0


def _mark(key: str) -> str:
    return f"digest {key}"


def read_mark(message: Mapping[str, Any], key: str) -> tuple[int | None, int]:
    """Return which message of a key's post this is, from 0, and of how many; ``None`` if it is none.

    >>> read_mark({"embeds": [{"footer": {"text": "digest k3:2026-11-22 (2 of 3)"}}]}, "k3:2026-11-22")
    (1, 3)
    """
    footers = [(embed.get("footer") or {}).get("text", "") for embed in message.get("embeds") or ()]
    last_line = str(message.get("content") or "").rpartition("\n")[2].removeprefix("-# ")
    for text in (*footers, last_line):
        numbered = _NUMBERED.match(text.removeprefix(_mark(key))) if text.startswith(_mark(key)) else None
        if numbered:
            return int(numbered[1] or 1) - 1, int(numbered[2] or 1)
    return (0, 1) if message.get("nonce") == nonce(key, 0) else (None, 1)


def _author(message: Mapping[str, Any]) -> str:
    return str((message.get("author") or {}).get("id", ""))


def snowflake(moment: datetime) -> int:
    """Return the lowest id that a message of that moment can have.

    >>> from datetime import UTC, datetime
    >>> snowflake(datetime(2015, 1, 1, 0, 0, 1, tzinfo=UTC))
    4194304000
    """
    return max(0, int(moment.timestamp() * 1000) - _EPOCH) << 22
