"""Every method that the adapter calls, with the arguments that Slack's reference names."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.pace import Pace
from adapters.slack.posts import Posts
from bot.model import Actions, Button, Paragraph, Picture, Place, Reply, Run
from tests.peers.slack import CHANNEL, TEAM, SlackPeer
from tests.support import slack_payloads as sent
from tests.support.slack_house import Core, events_url, serving, settings_for

FILE = Path(__file__).parents[4] / "shared" / "specs" / "slack-web-api-2021.json"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="Slack's reference of its methods is not at hand")

LATER = {
    "chat.postMessage": {"metadata"},
    "chat.postEphemeral": set[str](),
    "conversations.history": {"include_all_metadata"},
}
"""Arguments that Slack has taken since that reference was written."""
NEWER = {"apps.connections.open", "files.getUploadURLExternal", "files.completeUploadExternal"}
"""Methods that Slack has had since."""

PRESS = Actions((Button("Share", "share", "china"),))
HERE = Place(platform="slack", workspace=TEAM, channel=CHANNEL)
ALL_KINDS = Reply(
    text="China", parts=(Paragraph((Run("“A.”"),)), Picture(b"PNG", "China: cautious"), PRESS), private=True
)


def find_faults(method: str, arguments: dict[str, Any]) -> list[str]:
    """Return what is wrong with a call."""
    if method in NEWER:
        return []
    known = json.loads(FILE.read_text())[method]
    odd = set(arguments) - set(known["arguments"]) - LATER.get(method, set())
    lacking = set(known["required"]) - set(arguments)
    return [f"{method}: {name}" for name in sorted(odd | lacking)]


def test_every_call_is_one_that_slack_knows() -> None:
    """Answers of all kinds, forms and the home, a thread that is read, a digest and its search."""
    core = Core(answer=lambda _: ALL_KINDS)
    with SlackPeer() as peer:
        settings = settings_for(peer, SLACK_MODE="http")
        url = events_url(settings)
        with serving(settings, core.handle, peer):
            peer.request(url, sent.slash(peer, "china", response_url=""), form=True)
            peer.request(url, sent.mention("this", thread_ts="1700000000.000001"))
            peer.request(url, sent.press(peer, "digest add china daily 08:00"))
            peer.request(url, sent.home())
            for method in ("chat.postEphemeral", "chat.postMessage", "views.open", "views.publish"):
                peer.wait(lambda method=method: peer.called(method))  # type: ignore[misc]
        posts = Posts(settings, Pace())
        posts.post(HERE, ALL_KINDS, key="k3:2026-11-22")
        Posts(settings, Pace()).find(HERE, "k3:2026-11-22", since=datetime.now(UTC) - timedelta(minutes=1))

    assert {"auth.test", "conversations.replies", "conversations.history"} <= {call.method for call in peer.calls}
    assert [] == [fault for call in peer.calls for fault in find_faults(call.method, call.arguments)]
