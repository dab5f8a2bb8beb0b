"""The real discord.py, as we have it connect, to a Discord that knows next to nothing; in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.discord.gateway import to_user
from bot.config import Secret, Settings
from bot.errors import ConfigError
from bot.model import Reply
from tests.peers.minimal_discord import A_PAGE, NOT_ALLOWED, NOT_FOUND, TOKEN, MinimalDiscord
from tests.peers.wire import Answer, say
from tests.support.discord_house import Core, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.wire import Request

NO_JSON = Answer(body=b"fine")
NO_ANSWER = Answer(body=b"fine", kind="text/plain")


def settings_for(peer: MinimalDiscord, *, gateway: str = "", token: str = TOKEN) -> Settings:
    """Return settings that point at a peer."""
    return Settings(
        database_url="sqlite://",
        discord_api_url=peer.api_url,
        discord_gateway_url=gateway,
        discord_token=Secret(token),
    )


@pytest.mark.parametrize("missing", [NOT_FOUND, A_PAGE, NOT_ALLOWED, NO_JSON, NO_ANSWER, say(["a list"])])
def test_what_a_peer_does_not_know_is_done_without(missing: Answer) -> None:
    """Who we are, our application, where the gateway is, which commands there are: the connection stands without them."""
    core = Core(answer=lambda _: Reply(text="Here.", private=True))
    peer = MinimalDiscord(missing=missing, names_gateway=False)
    with peer, running(core, settings_for(peer, gateway=peer.gateway_url)):
        peer.wait(lambda: peer.identified and peer.commands)
        asked = peer.slash("help")

    assert ["Here."] == [each["content"] for each in asked.messages]
    assert ["/api/v10/applications/1000/commands"] == [each.path for each in peer.asked("PUT", "/commands")]


def test_a_gateway_that_nobody_names_is_asked_for_again() -> None:
    """Without an address to go to, the connection is not ready, and stops when told to."""
    with MinimalDiscord(names_gateway=False) as peer, running(Core(), settings_for(peer)) as house:
        peer.wait(lambda: len(peer.asked("GET", "/gateway/bot")) > 1)

        assert not house.adapter.ready


def test_a_gateway_of_a_peer_that_names_none_of_its_own_is_asked_for_again() -> None:
    """An answer that names no address is none."""
    with MinimalDiscord(missing=say({}), names_gateway=False) as peer, running(Core(), settings_for(peer)):
        peer.wait(lambda: len(peer.asked("GET", "/gateway/bot")) > 1)

    assert [] == peer.identified


def test_a_token_that_the_gateway_alone_refuses_is_told() -> None:
    """The API may not check it."""
    with MinimalDiscord() as peer, running(Core(), settings_for(peer, token="MTAwMA.another")) as house:
        house.running.join(10)

    (trouble,) = house.troubles
    assert isinstance(trouble, ConfigError)


class Slow(MinimalDiscord):
    """A peer that asks to wait before it takes a first response, in the body or in a header, or in neither."""

    def __init__(self, refusal: Answer) -> None:
        super().__init__()
        self._refusals = [refusal]

    def answer(self, request: Request) -> Answer:
        """Refuse the first callback."""
        if request.path.endswith("/callback") and self._refusals:
            return self._refusals.pop()
        return super().answer(request)


def in_body(seconds: object) -> Answer:
    """Refuse with a time to wait in the body."""
    return say({"message": "You are being rate limited.", "retry_after": seconds}, 429)


@pytest.mark.parametrize(
    "refusal",
    [
        in_body(0.05),
        say({}, 429, Retry_After="0.05"),
        Answer(status=429, kind="text/plain", headers={"Retry-After": "0"}),
    ],
)
def test_a_wait_is_waited_wherever_it_is_named(refusal: Answer) -> None:
    """429 says when to come again, in a header or in its body."""
    with Slow(refusal) as peer, running(Core(), settings_for(peer)):
        peer.wait(lambda: peer.commands)
        asked = peer.slash("help")

    assert 1 == len(asked.messages)
    assert 2 == len(peer.asked("POST", "/callback"))


@pytest.mark.parametrize(
    "refusal", [in_body(None), in_body("soon"), in_body(3_600), say([], 429), say({}, 429, Retry_After="soon")]
)
def test_a_wait_that_is_not_named_or_too_long_is_not_waited(refusal: Answer) -> None:
    """The answer is lost with a line in the log; the next command is answered."""
    with Slow(refusal) as peer, running(core := Core(), settings_for(peer)):
        peer.wait(lambda: peer.commands)
        lost = peer.interact(2, {"name": "help"})
        peer.wait(lambda: peer.asked("POST", "/callback"))
        peer.slash("help")

    assert [] == lost.messages
    assert 1 == len(core.asked)


@pytest.mark.parametrize("told", [None, "a page", [], {}])
def test_a_user_of_whom_nothing_is_told_is_nobody(told: object) -> None:
    """discord.py finds the fields that it wants."""
    assert ("0", "briefbot") == (to_user(told)["id"], to_user(told)["username"])


def test_a_peer_may_send_events_that_nobody_reads() -> None:
    """A guild with next to no fields, which discord.py could not read, ends nothing."""
    events: list[Callable[[MinimalDiscord], None]] = [
        lambda peer: peer.dispatch("GUILD_CREATE", {"id": "2000", "name": "A guild"}),
        lambda peer: peer.dispatch("CHANNEL_UPDATE", {}),
        lambda peer: peer.dispatch("A_NEW_ONE", {"READY": 1}),
        lambda peer: peer.dispatch("MESSAGE_CREATE", {"id": "1", "content": "READY", "mentions": []}),
        lambda peer: peer.sockets[-1].send({"op": 99, "d": '"READY"'}),
    ]
    with MinimalDiscord() as peer, running(Core(), settings_for(peer)):
        peer.wait(lambda: peer.commands)
        for send in events:
            send(peer)
        asked = peer.slash("help")

    assert 1 == len(asked.messages)
    assert 1 == len(peer.identified)


@pytest.mark.parametrize("nonsense", ["READY", ["a list"], {"op": 10, "d": {}}])
def test_nonsense_from_the_gateway_ends_the_connection_and_no_more(nonsense: object) -> None:
    """A second later there is a new one, and the next command is answered."""
    with MinimalDiscord() as peer, running(Core(), settings_for(peer)):
        peer.wait(lambda: peer.commands)
        peer.sockets[-1].send(nonsense)
        peer.wait(lambda: len(peer.identified) > 1)
        asked = peer.slash("help")

    assert 1 == len(asked.messages)
