"""Posting once, against a Discord on loopback, with no connection to its gateway."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.discord.layout import nonce
from adapters.discord.posts import DiscordChannel, read_mark, to_error
from bot.errors import ChannelError, ChannelGoneError
from bot.model import Actions, Button, Heading, Items, Paragraph, Picture, Place, Reply, Run
from tests.peers.discord import BOT_USER, CHANNEL, GUILD, DiscordPeer, Fault
from tests.support.discord_house import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "k3:2026-11-22"
PLACE = Place(platform="discord", workspace=GUILD, channel=CHANNEL)
PNG = b"\x89PNG\r\n\x1a\n"

SHORT = Reply(text="China: 2 new points.", parts=(Heading("China", 1), Paragraph((Run("A point."),))))
LONG = Reply(text="China: many new points.", parts=(Items(tuple((Run("word " * 300),) for _ in range(10)), start=1),))


@pytest.fixture
def peer() -> Iterator[DiscordPeer]:
    """Discord on loopback."""
    with DiscordPeer() as peer:
        yield peer


@pytest.fixture
def channel(peer: DiscordPeer) -> Iterator[DiscordChannel]:
    """Our end."""
    channel = DiscordChannel(settings_for(peer))
    yield channel
    channel.close()


def before() -> datetime:
    """Return a moment before the test began."""
    return datetime.now(UTC) - timedelta(minutes=5)


def forget_nonces(peer: DiscordPeer) -> None:
    """Let some minutes pass, after which Discord no longer knows a nonce."""
    peer.enforce_nonces = False


def test_a_post_arrives_and_is_found(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """It pings nobody, carries its nonce, and its small print lets it be found when the nonce is long forgotten."""
    message = channel.post(PLACE, SHORT, key=KEY)
    (posted,) = peer.channels[CHANNEL]

    assert posted["id"] == message == channel.find(PLACE, KEY, since=before())
    assert {"parse": [], "replied_user": False} == posted["allowed_mentions"]
    assert nonce(KEY, 0) == posted["sent_nonce"]
    assert f"digest {KEY}" == posted["embeds"][-1]["footer"]["text"]


def test_a_line_without_parts_is_found_too(channel: DiscordChannel) -> None:
    """A quiet day's one line carries its mark below it."""
    message = channel.post(PLACE, Reply(text="China: nothing new."), key=KEY)

    assert message == channel.find(PLACE, KEY, since=before())


def test_what_was_not_posted_is_not_found(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """Neither another key, nor another's words, nor a post before that moment."""
    channel.post(PLACE, SHORT, key="k3:2026-11-2")
    peer.channels[CHANNEL].append(
        {"id": peer.new_id(), "content": f"-# digest {KEY}", "author": {"id": "666"}, "sent_nonce": None}
    )
    channel.post(PLACE, SHORT, key="old:2026-11-22")

    assert channel.find(PLACE, KEY, since=before()) is None
    assert channel.find(PLACE, "old:2026-11-22", since=datetime.now(UTC) + timedelta(hours=1)) is None


def test_the_same_post_again_is_one_message(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """Within some minutes Discord itself knows the nonce."""
    assert channel.post(PLACE, SHORT, key=KEY) == channel.post(PLACE, SHORT, key=KEY)
    assert 1 == len(peer.channels[CHANNEL])


def test_a_post_whose_reply_was_lost_is_found_and_not_doubled(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """It may or may not have arrived, says the error; that it has, says find."""
    peer.faults.append(Fault(method="POST", path="/messages", after=True))
    with pytest.raises(ChannelError) as caught:
        channel.post(PLACE, SHORT, key=KEY)

    forget_nonces(peer)
    assert not isinstance(caught.value, ChannelGoneError)
    assert peer.channels[CHANNEL][0]["id"] == channel.find(PLACE, KEY, since=before())


def test_a_post_that_never_arrived_is_not_found(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """A request that was dropped left nothing behind."""
    peer.faults.append(Fault(method="POST", path="/messages"))
    with pytest.raises(ChannelError):
        channel.post(PLACE, SHORT, key=KEY)

    assert channel.find(PLACE, KEY, since=before()) is None


def test_a_long_post_that_broke_off_is_finished_not_doubled(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """Of several messages, the next attempt posts those that are missing, long after the nonces are forgotten."""
    whole = len(expected := sent_texts(LONG))
    channel.post(PLACE, LONG, key=KEY)
    del peer.channels[CHANNEL][1:]
    forget_nonces(peer)
    half_found = channel.find(PLACE, KEY, since=before())
    first = channel.post(PLACE, LONG, key=KEY)

    assert whole > 2
    assert half_found is None
    assert first == channel.find(PLACE, KEY, since=before()) == peer.channels[CHANNEL][0]["id"]
    assert expected == [each["embeds"][-1]["footer"]["text"] for each in peer.channels[CHANNEL]]


def sent_texts(reply: Reply) -> list[str]:
    """Return the small print that a reply's messages will carry."""
    with DiscordPeer() as peer:
        channel = DiscordChannel(settings_for(peer))
        channel.post(PLACE, reply, key=KEY)
        channel.close()
        return [each["embeds"][-1]["footer"]["text"] for each in peer.channels[CHANNEL]]


def test_a_post_is_found_among_many(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """A channel's history is read page by page, from that moment on."""
    since = before()
    message = channel.post(PLACE, SHORT, key=KEY)
    peer.channels[CHANNEL][:0] = [
        {"id": str(int(message) - 1_000 + at), "content": "talk", "author": {"id": "5"}, "sent_nonce": None}
        for at in range(250)
    ]

    assert message == channel.find(PLACE, KEY, since=since)
    assert 3 == len(peer.calls_to("GET", f"/channels/{CHANNEL}/messages"))


def test_a_peer_that_ignores_after_is_asked_once(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """Where a page brings nothing newer, the search ends."""
    old = [{"id": str(at), "content": "", "author": BOT_USER} for at in range(1, 101)]
    peer.faults.append(Fault(method="GET", path="/messages", status=200, body=old, times=5))

    assert channel.find(PLACE, KEY, since=before()) is None
    assert 1 == len(peer.calls_to("GET", f"/channels/{CHANNEL}/messages"))


def test_pictures_and_buttons_are_posted_but_nothing_to_share(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """A digest is for all to see already."""
    buttons = Actions((Button("Share", "share", "china"), Button("More", "brief", "china length:full")))
    channel.post(PLACE, Reply(text="A matrix.", parts=(Picture(png=PNG, alt="China: cautious"), buttons)), key=KEY)
    (call,) = peer.calls_to("POST", "/messages")

    assert {"files[0]": PNG} == call.files
    assert "China: cautious" == call.json["attachments"][0]["description"]
    assert ["More"] == [button["label"] for button in call.json["components"][0]["components"]]


def test_several_threads_may_post(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """Each post arrives once."""
    keys = [f"k{number}:2026-11-22" for number in range(8)]
    threads = [threading.Thread(target=channel.post, args=(PLACE, SHORT), kwargs={"key": key}) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert {nonce(key, 0) for key in keys} == {each["sent_nonce"] for each in peer.channels[CHANNEL]}


# --- Refusals ----------------------------------------------------------------------------------------------------------


def refusal(peer: DiscordPeer, channel: DiscordChannel, fault: Fault) -> ChannelError:
    """Return what a post raises."""
    peer.faults.append(fault)
    with pytest.raises(ChannelError) as caught:
        channel.post(PLACE, SHORT, key=KEY)
    return caught.value


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, {"message": "Unknown Channel", "code": 10003}), (403, {"message": "Missing Access", "code": 50001})],
)
def test_a_channel_that_is_gone_is_gone_for_good(
    peer: DiscordPeer, channel: DiscordChannel, status: int, body: dict[str, object]
) -> None:
    """404 and 403 are never tried again."""
    error = refusal(peer, channel, Fault(method="POST", path="/messages", status=status, body=body))

    assert isinstance(error, ChannelGoneError)
    assert PLACE.key == error.place
    assert 1 == len(peer.calls_to("POST", "/messages"))


def test_a_short_wait_is_waited_here(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """After a 429 of less than five seconds the post is made in the same attempt, once."""
    body = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
    peer.faults.append(Fault(method="POST", path="/messages", status=429, body=body, times=2))

    assert channel.post(PLACE, SHORT, key=KEY) == peer.channels[CHANNEL][0]["id"]
    assert 1 == len(peer.channels[CHANNEL])
    assert 3 == len(peer.calls_to("POST", "/messages"))


def test_a_short_wait_is_not_waited_for_ever(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """The third refusal is the outbox's."""
    fault = Fault(method="POST", path="/messages", status=429, body={"retry_after": 0.01}, times=9)
    error = refusal(peer, channel, fault)

    assert 1.0 == error.retry_after
    assert 3 == len(peer.calls_to("POST", "/messages"))


@pytest.mark.parametrize("status", [403, 404, 405, 501])
@pytest.mark.parametrize("path", ["/messages", "/users/@me"])
def test_a_channel_that_cannot_be_read_is_posted_to(
    peer: DiscordPeer, channel: DiscordChannel, path: str, status: int
) -> None:
    """Neither who the bot is nor what was posted need be told: a post is made, whole, and then found or not."""
    peer.faults.append(Fault(method="GET", path=path, status=status, body={"message": "No", "code": 0}, times=9))
    first = channel.post(PLACE, LONG, key=KEY)

    assert first == peer.channels[CHANNEL][0]["id"]
    assert sent_texts(LONG) == [each["embeds"][-1]["footer"]["text"] for each in peer.channels[CHANNEL]]
    assert (first if path == "/users/@me" else None) == channel.find(PLACE, KEY, since=before())


def test_too_many_requests_wait_as_long_as_they_are_told(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """A longer 429 is not tried again here: the outbox waits."""
    body = {"message": "You are being rate limited.", "retry_after": 12.5, "global": False}
    error = refusal(peer, channel, Fault(method="POST", path="/messages", status=429, body=body))

    assert 12.5 == error.retry_after
    assert not isinstance(error, ChannelGoneError)
    assert 1 == len(peer.calls_to("POST", "/messages"))


def test_trouble_at_discord_is_tried_again_later(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """A 503 says no time; five seconds it is."""
    error = refusal(peer, channel, Fault(method="POST", path="/messages", status=503, body={}))

    assert 5.0 == error.retry_after
    assert not isinstance(error, ChannelGoneError)


def test_a_refused_token_is_told_and_left_alone_for_an_hour(peer: DiscordPeer, channel: DiscordChannel) -> None:
    """10,000 refusals in ten minutes are a ban."""
    peer.token = "new"
    with pytest.raises(ChannelError, match="DISCORD_TOKEN") as caught:
        channel.post(PLACE, SHORT, key=KEY)

    assert 3_600 == caught.value.retry_after


@pytest.mark.parametrize("body", [None, [], {"ok": True}, "fine"])
def test_an_answer_that_is_none_of_discords_proves_nothing(
    peer: DiscordPeer, channel: DiscordChannel, body: object
) -> None:
    """A 200 without an id may come from something between: the post has to be looked for."""
    error = refusal(peer, channel, Fault(method="POST", path="/messages", status=200, body=body))
    peer.faults.append(Fault(method="GET", path="/messages", status=200, body={}))

    assert "no id" in str(error)
    with pytest.raises(ChannelError, match="did not list"):
        channel.find(PLACE, KEY, since=before())


@pytest.mark.parametrize(
    ("status", "body", "header", "gone", "wait"),
    [
        (404, None, "", False, 0.0),  # no answer of Discord's: a wrong address, or something between
        (403, None, "", False, 0.0),
        (429, None, "7", False, 7.0),
        (429, None, "soon", False, 1.0),
        (502, None, "30", False, 30.0),
        (400, {"message": "Invalid Form Body", "code": 50035}, "", False, 0.0),
        (403, {"message": "Missing Permissions", "code": 50013}, "", True, 0.0),
    ],
)
def test_what_a_refusal_means(status: int, body: object, header: str, gone: bool, wait: float) -> None:  # noqa: FBT001
    """Only Discord's own 403 and 404 close a channel for good; the time to wait is taken from wherever it stands."""
    error = to_error("discord/1/2", status, body, header)

    assert gone is isinstance(error, ChannelGoneError)
    assert wait == error.retry_after


@pytest.mark.parametrize(
    "message",
    [
        {"content": "Digest k3:2026-11-22"},
        {"content": "-# digest k3:2026-11-221"},
        {"embeds": [{"footer": {"text": "digest k3:2026-11-22 (1 of many)"}}]},
        {"embeds": [{"footer": None}], "content": None, "nonce": 7},
        {},
    ],
)
def test_other_messages_have_no_mark(message: dict[str, object]) -> None:
    """What only looks like our small print is none."""
    assert (None, 1) == read_mark(message, KEY)


def test_a_nonce_that_is_kept_is_a_mark_too() -> None:
    """A peer that keeps nonces but not embeds is enough."""
    assert (0, 1) == read_mark({"nonce": nonce(KEY, 0)}, KEY)
