"""Every request that the adapter makes, against Discord's own description of its API."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from adapters.discord.posts import DiscordChannel
from bot.model import Actions, Button, Command, Heading, Items, Paragraph, Picture, Place, Reply, Run, Style, Table
from tests.peers.discord import CHANNEL, GUILD, DiscordPeer
from tests.support.discord_house import NOW, Core, serving, settings_for

if TYPE_CHECKING:
    from tests.peers.discord import Call

OPENAPI = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"

pytestmark = pytest.mark.skipif(not OPENAPI.is_file(), reason="Discord's description of its API is not at hand")

PNG = b"\x89PNG\r\n\x1a\n"
PLACE = Place(platform="discord", workspace=GUILD, channel=CHANNEL)
ALL_KINDS = Reply(
    text="China: 2 points.",
    parts=(
        Heading("China", 1),
        Paragraph((Run("Strong", Style.STRONG), Run(" and "), Run("linked", Style.CODE, "https://example.org/"))),
        Items(((Run("“A.”"),), (Run("“B.” " * 1_500),)), start=1),
        Table(("", "toward"), (((Run("China"),), (Run("Japan"),)),)),
        Picture(png=PNG, alt="China: cautious"),
        Paragraph((Run("Read: 5 of 5"),), small=True),
        Actions((Button("Share", "share", "china"), Button("Follow daily", "digest", "add china daily 08:00"))),
    ),
    private=True,
)


@cache
def description() -> dict[str, Any]:
    """Return the description."""
    return dict(json.loads(OPENAPI.read_text()))


def find_operation(call: Call) -> dict[str, Any]:
    """Return what the description says of a request; of two paths that fit it, the one with fewer blanks."""
    fitting = [
        (path.count("{"), operations[call.method.lower()])
        for path, operations in description()["paths"].items()
        if call.method.lower() in operations and re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", path), call.path)
    ]
    assert fitting, f"{call.method} {call.path} is no request of Discord's"
    return dict(min(fitting, key=lambda each: each[0])[1])


def check(call: Call) -> None:
    """Check a request's query and body."""
    operation = find_operation(call)
    named = {each["name"] for each in operation.get("parameters", ()) if each.get("in") == "query"}
    assert set(call.query) <= named, f"{call.method} {call.path}?{call.query}"
    if call.json is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": description()["components"]})
        faults = [error.message for error in validator.iter_errors(call.json)]
        assert [] == faults, f"{call.method} {call.path}"


def answer(command: Command) -> Reply:
    """Answer in public what is shared, all else in private."""
    return Reply(text="For all.") if command.name in {"share", "source"} else ALL_KINDS


def option(name: str, value: str, **more: object) -> dict[str, object]:
    """Return an option as Discord sends it."""
    return {"name": name, "type": 3, "value": value, **more}


def test_every_request_is_one_that_discord_describes() -> None:
    """Commands, a deferral, answers of all kinds, completions, a form, a mention's answer, a digest and its search."""
    with DiscordPeer() as peer:
        with serving(peer, Core(answer=answer, names=("China",))):
            peer.wait_for(lambda: peer.commands)
            asked = [
                peer.slash("brief", option("query", "china")),
                peer.slash("source", {"name": "list", "type": 1}),
                peer.press("/share china"),
            ]
            forms = [
                peer.press("/digest add china daily 08:00"),
                peer.interact({"type": 4, "data": {"name": "brief", "options": [option("query", "ch", focused=True)]}}),
            ]
            peer.say("china", mentions=True)
            peer.wait_for(lambda: all(any(each.messages) for each in asked) and all(each.response for each in forms))
            peer.wait_for(lambda: len(peer.channels[CHANNEL]) > 1)
        channel = DiscordChannel(settings_for(peer))
        channel.post(PLACE, ALL_KINDS, key="k3:2026-11-22")
        channel.find(PLACE, "k3:2026-11-22", since=NOW)
        channel.close()

    kinds = {(call.method, re.sub(r"\d+|token-\d+", "_", call.path)) for call in peer.calls}
    assert {
        ("PUT", "/applications/_/commands"),
        ("PATCH", "/webhooks/_/_/messages/@original"),
        ("DELETE", "/webhooks/_/_/messages/@original"),
        ("POST", "/webhooks/_/_"),
        ("POST", "/channels/_/messages"),
        ("GET", "/channels/_/messages"),
    } <= kinds
    for call in peer.calls:
        check(call)
