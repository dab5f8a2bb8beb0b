"""Whole dialogs with the real slack-bolt over Socket Mode, against a Slack on loopback."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from adapters.slack.app import build
from bot.config import read_settings
from bot.errors import ConfigError
from tests.peers.minimal_slack import MinimalSlack
from tests.peers.slack import IN_TIME, SlackPeer
from tests.support import slack_payloads as sent
from tests.support.slack_house import Core, env_for, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.slack.adapter import SlackAdapter
    from bot.config import Settings


@pytest.fixture
def peer() -> Iterator[SlackPeer]:
    """Lend a Slack."""
    with SlackPeer() as running:
        yield running


@pytest.fixture
def core() -> Core:
    """Lend a core that says back what it is asked."""
    return Core()


@pytest.fixture
def settings(peer: SlackPeer) -> Settings:
    """Lend settings for Socket Mode, which is the default."""
    return settings_for(peer)


@pytest.fixture
def adapter(settings: Settings, core: Core, peer: SlackPeer) -> Iterator[SlackAdapter]:
    """Lend a running adapter."""
    with serving(settings, core.handle, peer) as running:
        yield running


@pytest.mark.usefixtures("adapter")
def test_each_kind_of_payload_is_acknowledged_and_answered(peer: SlackPeer, core: Core) -> None:
    """Commands, events and interactions come over one websocket."""
    envelopes = [
        peer.send("slash_commands", sent.slash(peer, "a command")),
        peer.send("interactive", sent.press(peer, "brief a button")),
        peer.send("interactive", sent.menu(peer, "a message")),
        peer.send("events_api", sent.direct("a direct message")),
    ]

    acknowledgements = [peer.acknowledged(each) for each in envelopes]

    peer.wait(lambda: len(peer.responses) == 3 and peer.messages)
    assert [None] * 4 == [each.payload for each in acknowledgements]
    assert {"a command", "a button", "a message", "a direct message"} == {
        each.text or each.subject for each in core.asked
    }


@pytest.mark.usefixtures("adapter")
def test_thirty_slow_commands_are_acknowledged_in_time(peer: SlackPeer, core: Core) -> None:
    """However many commands take however long, each is acknowledged within three seconds and answered once."""
    core.free.clear()
    envelopes = [peer.send("slash_commands", sent.slash(peer, f"topic {number}")) for number in range(30)]
    acknowledgements = [peer.acknowledged(each) for each in envelopes]
    assert [] == peer.responses
    core.free.set()

    peer.wait(lambda: len(peer.responses) == 30)

    assert max(each.seconds for each in acknowledgements) < IN_TIME
    assert {f"brief: topic {number}" for number in range(30)} == {each.body["text"] for each in peer.responses}


@pytest.mark.usefixtures("adapter")
def test_a_wrong_form_is_told_in_the_acknowledgement(peer: SlackPeer) -> None:
    """What Slack is to show in a form stands in the acknowledgement itself."""
    peer.send("interactive", sent.press(peer, "digest add china daily 08:00"))
    (opened,) = peer.wait(lambda: peer.called("views.open"))

    envelope = peer.send("interactive", sent.submission(opened["view"], {"zone": {"value": "Mars"}}))

    payload = peer.acknowledged(envelope).payload
    assert payload
    assert "errors" == payload["response_action"]


@pytest.mark.usefixtures("adapter")
def test_what_nobody_knows_is_acknowledged(peer: SlackPeer, core: Core) -> None:
    """Payloads of unknown kinds, of odd forms and of none are acknowledged, and the next command is answered."""
    odd: list[tuple[str, dict[str, object]]] = [
        ("interactive", {"type": "something_new"}),
        ("interactive", {"type": "block_actions", "actions": []}),
        ("events_api", {"type": "event_callback", "event": "none"}),
        ("something_new", {}),
    ]
    envelopes = [peer.send(kind, payload) for kind, payload in odd]
    for raw in ("", "{", "[]", '{"type": "hello"}', '{"envelope_id": 1}', '{"type": 1}'):
        peer.send_raw(raw)

    last = peer.send("slash_commands", sent.slash(peer, "china"))

    assert [peer.acknowledged(each).payload for each in (*envelopes, last)] == [None] * 5
    peer.wait(lambda: peer.responses)
    assert ["china"] == [each.text for each in core.asked]


@pytest.mark.usefixtures("adapter")
def test_the_next_connection_opens_while_the_last_still_serves(peer: SlackPeer, core: Core) -> None:
    """When Slack is about to close a connection, both serve for a while, so that no command meets a closed door."""
    peer.disconnect(1, "warning", close=False)
    peer.wait(lambda: 2 in peer.open)

    old = peer.send("slash_commands", sent.slash(peer, "by the old"), connection=1)
    new = peer.send("slash_commands", sent.slash(peer, "by the new"), connection=2)

    assert [1, 2] == [peer.acknowledged(each).connection for each in (old, new)]
    peer.wait(lambda: len(peer.responses) == 2)
    peer.wait(lambda: 1 not in peer.open)
    assert {"by the old", "by the new"} == {each.text for each in core.asked}


def test_nothing_is_lost_or_doubled_when_slack_asks_for_a_new_connection(
    peer: SlackPeer, core: Core, adapter: SlackAdapter
) -> None:
    """What Slack sends again by the new connection is acknowledged there, and answered once."""
    core.free.clear()
    command, event = sent.slash(peer, "china"), sent.mention("russia")
    first = [peer.send("slash_commands", command), peer.send("events_api", event)]
    for each in first:
        peer.acknowledged(each)
    peer.disconnect(1)
    peer.wait(lambda: 2 in peer.open and adapter.ready)

    again = [peer.send("slash_commands", command), peer.send("events_api", event, retry_attempt=1)]
    for each in again:
        assert peer.acknowledged(each).connection == 2
    core.free.set()

    peer.wait(lambda: peer.responses and peer.messages)
    assert {"china", "russia"} == {each.text for each in core.asked}
    assert (2, 1, 1) == (len(core.asked), len(peer.responses), len(peer.messages))


def test_a_connection_that_breaks_off_is_replaced(peer: SlackPeer, adapter: SlackAdapter) -> None:
    """A connection that ends without a word is replaced at once, by an address of its own."""
    peer.drop(1)
    peer.wait(lambda: 2 in peer.open)

    peer.wait(lambda: adapter.ready)
    peer.acknowledged(peer.send("slash_commands", sent.slash(peer, "china")))

    assert 2 == len(peer.called("apps.connections.open"))


@pytest.mark.usefixtures("adapter")
def test_slack_is_asked_again_until_it_gives_an_address(peer: SlackPeer) -> None:
    """Where Slack gives no address, or one that has run out, it is asked for another."""
    peer.fail("apps.connections.open", "internal_error")
    peer.fail("apps.connections.open", status=0)
    peer.fail("apps.connections.open", body={"ok": True, "url": f"ws://127.0.0.1:{peer.port}/socket/expired"})

    peer.drop(1)

    peer.wait(lambda: 2 in peer.open, 20)
    assert 5 == len(peer.called("apps.connections.open"))


def test_slack_is_given_the_time_that_it_asks_for(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """Where Slack is asked too often for an address, it is left alone for as long as it says."""
    peer.fail("apps.connections.open", "ratelimited", status=429, headers={"Retry-After": "2"})

    with serving(settings, core.handle, peer):
        first, second = (call.at for call in peer.calls if call.method == "apps.connections.open")

    assert second - first >= 2


@pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type", "missing_scope"])
def test_a_refused_token_is_told_plainly(peer: SlackPeer, settings: Settings, core: Core, error: str) -> None:
    """An app token that Slack refuses ends the adapter with the variable's name, at the start and later."""
    peer.fail("apps.connections.open", error)

    with pytest.raises(ConfigError, match=f"SLACK_APP_TOKEN.*{error}"), serving(settings, core.handle, peer):
        pass


def test_no_refused_token_is_tried_for_ever(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """A token that is taken back while the adapter runs ends it."""

    def take_back() -> None:
        with serving(settings, core.handle, peer):
            peer.fail("apps.connections.open", "token_revoked")
            peer.drop(1)
            peer.wait(lambda: len(peer.called("apps.connections.open")) == 2)

    with pytest.raises(ConfigError, match="SLACK_APP_TOKEN"):
        take_back()


def test_a_running_answer_ends_when_told_to_stop(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """The websocket closes at once and takes no more; what is being answered is answered still."""
    core.free.clear()
    with serving(settings, core.handle, peer):
        peer.acknowledged(peer.send("slash_commands", sent.slash(peer, "china")))
        peer.wait(lambda: core.asked)
        threading.Timer(1.0, core.free.set).start()

    assert {} == peer.open
    assert ["brief: china"] == [each.body["text"] for each in peer.responses]


def test_the_adapter_stops_while_slack_is_out_of_reach(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """Told to stop while it waits to connect again, the adapter stops at once."""
    with serving(settings, core.handle, peer) as adapter:
        peer.fail("apps.connections.open", status=0, times=1_000)
        peer.drop(1)
        peer.wait(lambda: not adapter.ready)
        began = time.monotonic()

    assert time.monotonic() - began < 2


def test_a_connection_that_says_no_hello_is_not_ready(peer: SlackPeer, adapter: SlackAdapter) -> None:
    """The adapter is ready while a greeted connection is open, and not a moment longer."""
    assert adapter.ready
    peer.fail("apps.connections.open", status=0, times=2)

    peer.drop(1)

    peer.wait(lambda: not adapter.ready)
    peer.wait(lambda: adapter.ready)


def test_a_connection_that_brings_work_needs_no_hello(core: Core) -> None:
    """A small peer may say nothing first; with its first envelope the adapter is ready."""
    variables = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DATABASE_URL": "sqlite://"}
    stop = threading.Event()
    with MinimalSlack(greets=False) as peer:
        adapter = build(env_for(read_settings({**variables, "SLACK_API_URL": peer.api_url}), core.handle))
        thread = threading.Thread(target=adapter.run, args=(stop,))
        thread.start()
        peer.wait(lambda: peer.sockets)
        assert not adapter.ready
        peer.envelop("slash_commands", command := peer.command("/brief", "china"))
        peer.wait(lambda: peer.responded.get(command["trigger_id"]))
        peer.wait(lambda: adapter.ready)
        stop.set()
        thread.join(6)

    assert not thread.is_alive()
