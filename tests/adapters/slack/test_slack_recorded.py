"""Payloads that were recorded elsewhere, through the real slack-bolt: none of them is a fault of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.peers.slack import SlackPeer
from tests.support import slack_payloads as sent
from tests.support.slack_house import Core, events_url, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parents[4] / "shared" / "specs" / "bolt-payloads.json"
RECORDED: list[dict[str, Any]] = json.loads(FILE.read_text()) if FILE.is_file() else []

pytestmark = pytest.mark.skipif(not RECORDED, reason="bolt's recorded payloads are not at hand")


@pytest.fixture
def peer() -> Iterator[SlackPeer]:
    """Lend a Slack."""
    with SlackPeer() as running:
        yield running


def expected(payloads: list[dict[str, Any]]) -> set[str]:
    """Return the queries that the recorded payloads make: their mentions and their message shortcut."""
    events = [payload["event"] for payload in payloads if payload.get("event", {}).get("type") == "app_mention"]
    menus = [payload for payload in payloads if payload.get("callback_id") == "brief_this"]
    return {event["text"].partition("> ")[2] for event in events} | {menu["message"]["text"] for menu in menus}


def test_recorded_payloads_are_acknowledged_over_http(peer: SlackPeer) -> None:
    """Each is answered 200 at once, its mentions are answered, and what it has for other apps is ignored."""
    core = Core()
    settings = settings_for(peer, SLACK_MODE="http")
    with serving(settings, core.handle, peer):
        answers = [peer.request(events_url(settings), each["payload"]) for each in RECORDED]
        peer.wait(lambda: expected([each["payload"] for each in RECORDED]) <= {each.text for each in core.asked})

    assert {200} == {answer.status_code for answer in answers}


def test_recorded_payloads_are_acknowledged_over_a_websocket(peer: SlackPeer, caplog: pytest.LogCaptureFixture) -> None:
    """Each is acknowledged, and none is an error in the log."""
    core = Core()
    with serving(settings_for(peer), core.handle, peer):
        for each in RECORDED:
            peer.acknowledged(peer.send(each["kind"], each["payload"]))
        peer.acknowledged(peer.send("slash_commands", sent.slash(peer, "the last")))
        peer.wait(lambda: "the last" in {each.text for each in core.asked})

    assert [] == [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
