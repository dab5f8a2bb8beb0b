"""From what Slack sends to commands; pure.

A payload is taken as it comes: a field that is missing, or of another kind than Slack's reference says, reads as empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.slack.mrkdwn import read
from adapters.slack.translate import COMMAND, SHARE
from bot.commands import to_command
from bot.model import Command, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

PLATFORM = "slack"

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_SPOKEN = frozenset({"", "file_share", "thread_broadcast"})  # subtypes of messages that are somebody's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Where an answer goes: by the response URL where there is one, else to the channel.

    ``thread`` is the thread that it was asked in, ``below`` a message that may begin one: an answer that only the asker
    sees must not, as Slack shows it in a thread that exists already and nowhere else. ``private`` says who sees the answer
    where that does not depend on the reply.
    """

    place: Place
    user: str = ""
    thread: str = ""
    below: str = ""
    response_url: str = ""
    private: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody asked and where the answer goes.

    ``key`` is the same when Slack sends the same ask again, and empty where that cannot be told. ``parent`` is the message
    whose thread it was said in, and which it is about.
    """

    command: Command
    back: Return
    key: str = ""
    parent: str = ""


def value_at(payload: object, *path: str | int) -> object:
    """Return what stands at the path, or ``None``."""
    for step in path:
        if isinstance(payload, dict) and isinstance(step, str):
            payload = payload.get(step)
        elif isinstance(payload, list) and isinstance(step, int) and step < len(payload):
            payload = payload[step]
        else:
            return None
    return payload


def text_at(payload: object, *path: str | int) -> str:
    """Return the text that stands at the path; empty where there is none.

    >>> text_at({"actions": [{"value": "brief china"}]}, "actions", 0, "value"), text_at({"user": None}, "user", "id")
    ('brief china', '')
    """
    value = value_at(payload, *path)
    return value if isinstance(value, str) else ""


def from_slash(payload: Mapping[str, object]) -> Ask:
    """Return what a slash command asks; ``/brief-news``, for where ``/brief`` is another app's, is ``brief``."""
    name, text = text_at(payload, "command").removeprefix("/").partition("-")[0], text_at(payload, "text")
    place = _place(payload, text_at(payload, "channel_id"))
    user = text_at(payload, "user_id")
    return Ask(
        command=Command(name=name, text=read(text).strip(), place=place, user=user),
        back=Return(place=place, user=user, response_url=text_at(payload, "response_url")),
        key=_key(text_at(payload, "trigger_id"), name, text),
    )


def from_message(payload: Mapping[str, object], *, me: str = "") -> Ask | None:
    """Return what an event asks that is a mention of the bot or a direct message to it.

    A mention is answered in its thread, a direct message where it stands. What a bot says, this one with them, what an
    edit or a removal reports, and what is said in a channel without a mention ask nothing.

    Args:
        payload: The event.
        me: The bot's own user id, where it is known.
    """
    event = value_at(payload, "event")
    mention = text_at(event, "type") == "app_mention"
    if not _is_spoken(event, me) or not (mention or _is_direct(event)):
        return None
    place, user = _place(payload, text_at(event, "channel")), text_at(event, "user")
    moment, thread = text_at(event, "ts"), text_at(event, "thread_ts")
    words = read(_without_mention(text_at(event, "text"), _own_names(payload) | {me}, first=mention))
    return Ask(
        command=to_command(words, place=place, user=user),
        back=Return(place=place, user=user, thread=thread, below=moment if mention else "", private=False),
        key=_key(text_at(payload, "event_id")) or _key(place.channel, moment),
        parent=thread if thread != moment else "",
    )


def _is_spoken(event: object, me: str) -> bool:
    """Return whether a message is in somebody's own words: not the bot's, another bot's, or Slack's."""
    told = text_at(event, "subtype") in _SPOKEN and not text_at(event, "bot_id")
    return told and text_at(event, "user") not in {"", me, "USLACKBOT"}


def _is_direct(event: object) -> bool:
    kind = text_at(event, "channel_type")
    return kind == "im" or (not kind and text_at(event, "channel").startswith("D"))


def from_button(payload: Mapping[str, object]) -> Ask | None:
    """Return what a press of one of our buttons asks; ``None`` if the button is none of ours.

    An answer that all see stands in the thread of the message that has the button, or begins one; where only the asker
    sees that message, there is none to begin. To a press in the app's home the answer comes as a direct message.
    """
    if not text_at(payload, "actions", 0, "action_id").startswith(COMMAND):
        return None
    name, _, text = read(text_at(payload, "actions", 0, "value")).partition(" ")
    channel, user = text_at(payload, "channel", "id"), text_at(payload, "user", "id")
    place = _place(payload, channel or user)
    alone = value_at(payload, "container", "is_ephemeral") is True or not channel or channel.startswith("D")
    return Ask(
        command=Command(name=name, text=text, place=place, user=user),
        back=Return(
            place=place,
            user=user,
            thread=text_at(payload, "message", "thread_ts") or text_at(payload, "container", "thread_ts"),
            below="" if alone else text_at(payload, "container", "message_ts"),
            response_url=text_at(payload, "response_url"),
            private=False if name == SHARE or not channel else None,
        ),
        key=_key(text_at(payload, "trigger_id"), text_at(payload, "actions", 0, "action_ts"), name, text),
    )


def from_message_menu(payload: Mapping[str, object]) -> Ask:
    """Return what a message's menu asks: a brief of that message, which only the asker sees."""
    place, user = _place(payload, text_at(payload, "channel", "id")), text_at(payload, "user", "id")
    return Ask(
        command=Command(name="brief", place=place, user=user, subject=words_of(value_at(payload, "message"))),
        back=Return(place=place, user=user, response_url=text_at(payload, "response_url"), private=True),
        key=_key(text_at(payload, "trigger_id"), text_at(payload, "action_ts")),
    )


def from_home(payload: Mapping[str, object]) -> Return | None:
    """Return who has opened the app's home; ``None`` if it is another of the app's tabs."""
    if text_at(payload, "event", "tab") != "home":
        return None
    user = text_at(payload, "event", "user")
    return Return(place=_place(payload, user), user=user)


def words_of(message: object) -> str:
    """Return what a message says; of a message that is nothing but attachments, what the first says of itself."""
    first = value_at(message, "attachments", 0)
    return read(text_at(message, "text") or text_at(first, "from_url") or text_at(first, "fallback")).strip()


def _place(payload: Mapping[str, object], channel: str) -> Place:
    paths = (("team_id",), ("team", "id"), ("enterprise_id",), ("enterprise", "id"))
    workspace = next(filter(None, (text_at(payload, *path) for path in paths)), "")
    return Place(platform=PLATFORM, workspace=workspace, channel=channel)


def _key(first: str, *rest: str) -> str:
    return "\n".join((first, *rest)) if first else ""


def _own_names(payload: Mapping[str, object]) -> frozenset[str]:
    authorizations = value_at(payload, "authorizations")
    listed = authorizations if isinstance(authorizations, list) else []
    return frozenset(text_at(each, "user_id") for each in listed)


def _without_mention(text: str, names: frozenset[str], *, first: bool) -> str:
    """Remove the mentions of the bot: those of its names or, where Slack does not say them, the first of all."""
    if any(match[1] in names for match in _MENTION.finditer(text)):
        return _MENTION.sub(lambda match: "" if match[1] in names else match[0], text)
    return _MENTION.sub("", text, count=1) if first else text
