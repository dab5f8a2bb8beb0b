"""The forms (Slack: modals) that set up a digest and ask for a brief; pure. Where its answer goes travels in the form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from adapters.slack.mrkdwn import shorten
from adapters.slack.payloads import PLATFORM, Ask, Return, text_at, value_at
from adapters.slack.translate import Block, plain
from bot.commands import DAYS, LONGEST_QUERY, DigestForm, fill_digest_form
from bot.model import Command, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGEST = "digest"
QUERY = "query"
"""The callback ids of the two forms."""


def to_digest_form(command: Command, back: Return, *, zone: str) -> Block:
    """Return the form that a button opens whose command is ``digest add …``, filled in with what the button knows.

    Args:
        command: The button's command.
        back: Where the answer goes.
        zone: The time zone to offer where the button names none.
    """
    known = fill_digest_form(command, zone)
    return _form(
        DIGEST,
        "Follow daily",
        back,
        _input("query", "What to follow", _line(known.query)),
        _input("days", "On which days", _choice(known.days)),
        _input("at", "At what time", {"type": "timepicker", "initial_time": known.at}),
        _input("zone", "In which time zone, such as Europe/London", _line(known.zone)),
    )


def to_query_form(back: Return) -> Block:
    """Return the form that asks for a query, and for the conversation in which its brief is to stand."""
    place = {"type": "conversations_select", "default_to_current_conversation": True, "response_url_enabled": True}
    return _form(
        QUERY,
        "Brief",
        back,
        _input("query", "An actor, a topic, words, or a link", _line("")),
        _input("place", "Where to post it", place),
    )


def find_errors(payload: Mapping[str, object]) -> dict[str, str]:
    """Return what is wrong with a form that was sent, by the input that it stands in; empty if nothing is."""
    if text_at(payload, "view", "callback_id") != DIGEST:
        return {}
    zone = _value(payload, "zone").strip()
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return {"zone": shorten(f"{zone} is no time zone; write one such as Europe/London.", 150)}
    return {}


def from_digest_form(payload: Mapping[str, object]) -> Ask:
    """Return what the digest form asks: to add one."""
    back = _read_return(payload)
    form = DigestForm(**{name: _value(payload, name) for name in ("query", "days", "at", "zone")})
    command = Command(name="digest", text=form.text, place=back.place, user=back.user)
    return Ask(command=command, back=back, key=text_at(payload, "view", "id"))


def from_query_form(payload: Mapping[str, object]) -> Ask:
    """Return what the query form asks: a brief, for all to see in the conversation that was chosen."""
    asked = _read_return(payload)
    url = text_at(payload, "response_urls", 0, "response_url")
    channel = text_at(payload, "response_urls", 0, "channel_id") or _value(payload, "place")
    place = Place(platform=PLATFORM, workspace=asked.place.workspace, channel=channel)
    command = Command(name="brief", text=_value(payload, "query").strip(), place=place, user=asked.user)
    back = Return(place=place, user=asked.user, response_url=url, private=False)
    return Ask(command=command, back=back, key=text_at(payload, "view", "id"))


def _form(callback: str, title: str, back: Return, *blocks: Block) -> Block:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title),
        "submit": plain(title.split(maxsplit=1)[0]),
        "close": plain("Cancel"),
        "private_metadata": _write_return(back),
        "blocks": list(blocks),
    }


def _input(name: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": plain(label), "element": {**element, "action_id": name}}


def _line(value: str) -> Block:
    line: Block = {"type": "plain_text_input", "max_length": LONGEST_QUERY}
    return {**line, "initial_value": value} if value else line


def _choice(chosen: str) -> Block:
    options = {name: {"text": plain(label), "value": name} for name, label in DAYS.items()}
    return {"type": "static_select", "options": list(options.values()), "initial_option": options[chosen]}


def _value(payload: Mapping[str, object], name: str) -> str:
    state = value_at(payload, "view", "state", "values", name, name)
    keys = ("value", "selected_time", "selected_conversation")
    found = (text_at(state, key) for key in keys)
    return next(filter(None, found), "") or text_at(state, "selected_option", "value")


def _write_return(back: Return) -> str:
    kept = {"workspace": back.place.workspace, "channel": back.place.channel, "user": back.user}
    return json.dumps({**kept, "thread": back.thread, "below": back.below, "response_url": back.response_url})


def _read_return(payload: Mapping[str, object]) -> Return:
    try:
        kept: object = json.loads(text_at(payload, "view", "private_metadata"))
    except ValueError:
        kept = {}
    return Return(
        place=Place(platform=PLATFORM, workspace=text_at(kept, "workspace"), channel=text_at(kept, "channel")),
        user=text_at(payload, "user", "id") or text_at(kept, "user"),
        thread=text_at(kept, "thread"),
        below=text_at(kept, "below"),
        response_url=text_at(kept, "response_url"),
    )
