"""How the connection begins, lasts and ends: the real discord.py against gateways on loopback."""

from __future__ import annotations

import logging
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.discord.app import build
from adapters.discord.commands import to_application_commands
from bot.commands import COMMANDS
from bot.config import Secret, Settings
from bot.errors import ConfigError
from bot.model import Reply
from tests.peers.discord import DIRECT, DiscordPeer, Fault
from tests.support.discord_house import Core, env_for, running, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

MESSAGE_CONTENT, MEMBERS, PRESENCES = 1 << 15, 1 << 1, 1 << 8


@pytest.fixture
def peer() -> Iterator[DiscordPeer]:
    """Discord on loopback."""
    with DiscordPeer() as peer:
        yield peer


def answers(peer: DiscordPeer, core: Core) -> bool:
    """Say whether a command that is given now is answered."""
    asked = peer.slash("help")
    peer.wait_for(lambda: asked.messages)
    return core.asked[-1].name == "help"


# --- Where Discord is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("compress", [True, False], ids=["one zlib stream", "plain JSON"])
def test_a_gateway_may_compress_or_not(compress: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Discord's own stream is read, and so is a simple peer's plain text."""
    core = Core()
    with DiscordPeer(compress=compress) as peer, serving(peer, core):
        assert answers(peer, core)


def test_a_peer_that_names_one_gateway_is_enough() -> None:
    """A peer that knows ``/gateway`` and no shards is connected to all the same."""
    core = Core()
    with DiscordPeer(names_gateway=False) as peer, serving(peer, core):
        assert answers(peer, core)


def test_a_given_gateway_goes_before_the_named_one(peer: DiscordPeer) -> None:
    """DISCORD_GATEWAY_URL is where the connection goes, whatever the API names."""
    with DiscordPeer() as other:
        settings = replace(settings_for(peer), discord_gateway_url=other.gateway_url)
        with running(Core(), settings):
            other.wait_for(lambda: other.sessions)

    assert [] == peer.sessions
    assert {"v": "10", "encoding": "json", "compress": "zlib-stream"} == other.gateway_queries[0]


def test_two_bots_in_one_process_do_not_mix(peer: DiscordPeer) -> None:
    """Each has its own API and gateway: nothing of where Discord is stands in discord.py's classes."""
    with DiscordPeer() as other:
        here, there = Core(), Core()
        with serving(peer, here), serving(other, there):
            assert answers(peer, here)
            assert answers(other, there)

    assert [1, 1] == [len(here.asked), len(there.asked)]


def test_no_privileged_intent_is_asked_for(peer: DiscordPeer) -> None:
    """Neither message content, nor members, nor presences."""
    with serving(peer, Core()):
        intents = peer.sessions[0].identify["intents"]

    assert 0 == intents & (MESSAGE_CONTENT | MEMBERS | PRESENCES)
    assert intents & (1 << 9)  # messages of guilds
    assert intents & (1 << 12)  # direct messages


# --- How it lasts ------------------------------------------------------------------------------------------------------


def test_the_heart_beats() -> None:
    """Heartbeats go out as often as the gateway wants them."""
    with DiscordPeer(heartbeat=0.1) as peer, serving(peer, Core()):
        peer.wait_for(lambda: peer.heartbeats > 3)


def test_a_broken_connection_is_resumed_and_nothing_is_lost(peer: DiscordPeer) -> None:
    """What happened while the line was down is answered after the resume; what was answered before it is not again."""
    core = Core()
    with serving(peer, core) as house:
        assert answers(peer, core)
        peer.hang_up()
        peer.wait_for(lambda: not house.adapter.ready or peer.resumes)
        peer.say("meanwhile", direct=True)
        peer.wait_for(lambda: peer.channels[DIRECT] and house.adapter.ready)

    assert 1 == len(peer.resumes)
    assert 1 == len(peer.sessions)
    assert ["help", "brief"] == [command.name for command in core.asked]


def test_an_order_to_reconnect_is_followed(peer: DiscordPeer) -> None:
    """RECONNECT leads to a resume of the same session."""
    core = Core()
    with serving(peer, core) as house:
        peer.order()
        peer.wait_for(lambda: peer.resumes)
        peer.wait_for(lambda: house.adapter.ready)
        assert answers(peer, core)

    assert 1 == len(peer.sessions)


def test_an_invalid_session_is_begun_anew(peer: DiscordPeer) -> None:
    """INVALID_SESSION leads to a new IDENTIFY, after the five seconds that Discord wants between two."""
    core = Core()
    with serving(peer, core):
        peer.order(invalid=True)
        peer.wait_for(lambda: len(peer.sessions) > 1, seconds=20)
        assert answers(peer, core)


def test_a_stale_event_of_an_earlier_session_is_not_answered_again(peer: DiscordPeer) -> None:
    """A replayed interaction is known by its id."""
    core = Core()
    with serving(peer, core):
        asked = peer.slash("help")
        peer.wait_for(lambda: asked.messages)
        event = peer.sessions[-1].events[-1]
        peer.dispatch(event["t"], event["d"])
        assert answers(peer, core)

    assert 2 == len(core.asked)


def test_an_api_that_is_down_at_the_start_is_waited_for(peer: DiscordPeer, caplog: pytest.LogCaptureFixture) -> None:
    """A 503 at login is told in a line and tried again."""
    peer.faults.append(Fault(method="GET", path="/users/@me", status=503, body={}))
    core = Core()
    with caplog.at_level(logging.WARNING, "adapters.discord"), serving(peer, core):
        assert answers(peer, core)

    assert "out of reach" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_peer_that_is_not_there_keeps_nobody_from_stopping() -> None:
    """With nothing at the address, the adapter is not ready, tries again, and stops at once when told to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = Settings(
        database_url="sqlite://", discord_api_url=f"http://127.0.0.1:{port}/api/v10", discord_token=Secret("token")
    )
    with running(Core(), settings) as house:
        assert not house.adapter.ready
        house.stopping.set()
        house.running.join(5)
        assert not house.running.is_alive()

    assert [] == house.troubles


def test_it_is_not_ready_once_it_has_stopped(peer: DiscordPeer) -> None:
    """Readiness ends with the connection."""
    with serving(peer, Core()) as house:
        assert house.adapter.ready
    assert not house.adapter.ready


# --- The token ---------------------------------------------------------------------------------------------------------


def test_a_token_that_the_api_refuses_is_told_and_not_tried_again(peer: DiscordPeer) -> None:
    """One sentence that names the variable, and one request."""
    settings = replace(settings_for(peer), discord_token=Secret("wrong"))
    with running(Core(), settings) as house:
        house.running.join(10)

    (trouble,) = house.troubles
    assert isinstance(trouble, ConfigError)
    assert "DISCORD_TOKEN" == trouble.variable
    assert "wrong" not in str(trouble)
    assert 1 == len(peer.calls)


def test_a_token_that_the_gateway_refuses_is_told_and_not_tried_again(peer: DiscordPeer) -> None:
    """Close code 4004 ends it as a refusal by the API does."""
    with DiscordPeer() as other:
        other.token = "another"
        settings = replace(settings_for(peer), discord_gateway_url=other.gateway_url)
        with running(Core(), settings) as house:
            house.running.join(10)

    (trouble,) = house.troubles
    assert isinstance(trouble, ConfigError)
    assert 1 == len(other.gateway_queries)


def test_a_missing_token_names_its_variable() -> None:
    """Without DISCORD_TOKEN there is no adapter."""
    with pytest.raises(ConfigError) as caught:
        build(env_for(Settings(database_url="sqlite://"), Core()))

    assert "DISCORD_TOKEN" == caught.value.variable


# --- The commands ------------------------------------------------------------------------------------------------------


def test_commands_are_registered_once(peer: DiscordPeer) -> None:
    """The first start registers them; a second, with nothing changed, writes nothing."""
    for _ in range(2):
        with serving(peer, Core()):
            peer.wait_for(lambda: len(peer.calls_to("GET", "/commands")) > len(peer.sessions) - 1 and peer.commands)

    assert 1 == len(peer.calls_to("PUT", "/commands"))
    assert [each["name"] for each in to_application_commands()] == [each["name"] for each in peer.commands]


def test_changed_commands_are_registered_again(peer: DiscordPeer) -> None:
    """A command that Discord lists otherwise than the table is written anew."""
    with serving(peer, Core()):
        peer.wait_for(lambda: peer.commands)
    peer.commands[0]["description"] = "What it once did"
    with serving(peer, Core()):
        peer.wait_for(lambda: len(peer.calls_to("PUT", "/commands")) > 1)

    assert COMMANDS[0].summary == peer.commands[0]["description"]


def test_commands_that_cannot_be_registered_do_not_keep_it_from_answering(peer: DiscordPeer) -> None:
    """A refusal is logged; mentions and direct messages work on."""
    peer.faults.append(Fault(method="PUT", path="/commands", status=403, body={"message": "No", "code": 0}))
    core = Core(answer=lambda _: Reply(text="Here."))
    with serving(peer, core):
        peer.wait_for(lambda: peer.calls_to("PUT", "/commands"))
        peer.say("china", direct=True)
        peer.wait_for(lambda: peer.channels[DIRECT])

    assert [] == peer.commands


def test_commands_that_are_not_listed_are_registered(peer: DiscordPeer) -> None:
    """A peer that takes commands need not be one that lists them."""
    peer.faults.append(Fault(method="GET", path="/commands", status=405, body={"message": "No", "code": 0}))
    with serving(peer, Core()):
        peer.wait_for(lambda: peer.commands)

    assert [each["name"] for each in to_application_commands()] == [each["name"] for each in peer.commands]
