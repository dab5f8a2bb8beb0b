"""Payloads as Slack sends them, as short as its reference allows."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tests.peers.slack import BOT_USER, CHANNEL, DIRECT, PERSON, TEAM

if TYPE_CHECKING:
    from tests.peers.slack import SlackPeer

Json = dict[str, Any]

_numbers = itertools.count(1)


def slash(peer: SlackPeer, text: str, *, command: str = "/brief", **fields: str) -> Json:
    """Return a slash command."""
    number = next(_numbers)
    return {
        "command": command,
        "text": text,
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": PERSON,
        "trigger_id": f"{number}.trigger",
        "response_url": peer.response_url(f"slash{number}"),
        **fields,
    }


def mention(text: str, /, **fields: Any) -> Json:  # noqa: ANN401 - JSON
    """Return the event of a mention of the bot."""
    number = next(_numbers)
    said = {"type": "app_mention", "text": f"<@{BOT_USER}> {text}", "user": PERSON, "channel": CHANNEL}
    return _event({**said, "ts": f"1700000000.{number:06}", **fields})


def direct(text: str, /, **fields: Any) -> Json:  # noqa: ANN401 - JSON
    """Return the event of a direct message to the bot."""
    number = next(_numbers)
    said = {"type": "message", "channel_type": "im", "text": text, "user": PERSON, "channel": DIRECT}
    return _event({**said, "ts": f"1700000000.{number:06}", **fields})


def home() -> Json:
    """Return the event of somebody opening the app's home."""
    return _event({"type": "app_home_opened", "tab": "home", "user": PERSON, "channel": DIRECT})


def _event(event: Json) -> Json:
    authorizations = [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}]
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{next(_numbers)}",
        "event": event,
        "authorizations": authorizations,
    }


def press(peer: SlackPeer, value: str, *, ephemeral: bool = True, **fields: Any) -> Json:  # noqa: ANN401 - JSON
    """Return the press of a button that carries a command."""
    number = next(_numbers)
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": PERSON},
        "channel": {"id": CHANNEL},
        "container": {"type": "message", "message_ts": "1700000001.000001", "is_ephemeral": ephemeral},
        "trigger_id": f"{number}.trigger",
        "response_url": peer.response_url(f"press{number}"),
        "actions": [{"action_id": "command:0", "type": "button", "value": value, "action_ts": f"{number}.0"}],
        **fields,
    }


def menu(peer: SlackPeer, text: str, /, **message: Any) -> Json:  # noqa: ANN401 - JSON
    """Return the choice of 'Brief this' in a message's menu."""
    number = next(_numbers)
    return {
        "type": "message_action",
        "callback_id": "brief_this",
        "team": {"id": TEAM},
        "user": {"id": PERSON},
        "channel": {"id": CHANNEL},
        "trigger_id": f"{number}.trigger",
        "action_ts": f"{number}.0",
        "response_url": peer.response_url(f"menu{number}"),
        "message": {"type": "message", "text": text, "ts": "1700000001.000001", **message},
    }


def shortcut() -> Json:
    """Return the choice of 'Brief anything' among all shortcuts."""
    number = next(_numbers)
    who = {"team": {"id": TEAM}, "user": {"id": PERSON}}
    return {
        "type": "shortcut",
        "callback_id": "brief_anything",
        "trigger_id": f"{number}.trigger",
        "action_ts": "1.0",
        **who,
    }


def submission(form: Json, values: dict[str, Json], **fields: Any) -> Json:  # noqa: ANN401 - JSON
    """Return a form as it is sent back, with these values of its inputs."""
    state = {"values": {name: {name: value} for name, value in values.items()}}
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": PERSON},
        "trigger_id": f"{next(_numbers)}.trigger",
        "view": {**form, "id": f"V{next(_numbers)}", "state": state},
        **fields,
    }
