"""Digests posted to a Slack on loopback: each once, through 429s, lost replies and crashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from adapters.slack.pace import Pace, Seen
from adapters.slack.posts import Posts
from bot.errors import ChannelError, ChannelGoneError
from bot.model import Actions, Button, Items, Paragraph, Picture, Place, Reply, Run
from tests.peers.slack import CHANNEL, TEAM, SlackPeer
from tests.support.slack_house import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Place(platform="slack", workspace=TEAM, channel=CHANNEL)
KEY = "d1:2026-11-22"
DIGEST = Reply(text="China: 2 new", parts=(Paragraph((Run("“A sentence.”"),)),))
LONG = Reply(text="China", parts=tuple(Items(((Run("word " * 550),),)) for _ in range(9)))
SINCE = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def peer() -> Iterator[SlackPeer]:
    """Lend a Slack."""
    with SlackPeer() as running:
        yield running


@pytest.fixture
def posts(peer: SlackPeer) -> Posts:
    """Lend a channel to post to, in a process that does nothing else."""
    return Posts(settings_for(peer), Pace())


def test_a_post_is_marked_and_found(peer: SlackPeer, posts: Posts) -> None:
    """A post carries its key as metadata, by which another process finds it; its links are not unfurled."""
    moment = posts.post(HERE, DIGEST, key=KEY)

    (message,) = peer.messages
    found = Posts(settings_for(peer), Pace()).find(HERE, KEY, since=SINCE)
    assert (moment, moment) == (message["ts"], found)
    assert {"key": KEY, "number": 0, "count": 1} == message["metadata"]["event_payload"]
    assert (False, False) == (message["unfurl_links"], message["unfurl_media"])


def test_what_was_not_posted_is_not_found(peer: SlackPeer, posts: Posts) -> None:
    """Neither another delivery nor another's metadata is taken for this one, nor what is older."""
    posts.post(HERE, DIGEST, key="d2:2026-11-22")
    peer.messages[0]["metadata"]["event_payload"]["number"] = "0"
    peer.messages.append({"channel": CHANNEL, "ts": peer.messages[0]["ts"], "metadata": {"event_type": "x"}})

    assert posts.find(HERE, KEY, since=SINCE) is None
    assert posts.find(HERE, "d2:2026-11-22", since=SINCE) is None
    assert posts.find(HERE, KEY, since=datetime.now(UTC) + timedelta(hours=1)) is None


def test_a_post_whose_reply_was_lost_is_found_and_not_doubled(peer: SlackPeer, posts: Posts) -> None:
    """A post that arrived while its reply got lost is an error to the poster, who then finds it."""
    peer.fail("chat.postMessage", status=0, after=True)

    with pytest.raises(ChannelError, match="may have arrived"):
        posts.post(HERE, DIGEST, key=KEY)

    assert peer.messages[0]["ts"] == posts.find(HERE, KEY, since=SINCE)
    assert 1 == len(peer.called("chat.postMessage")) == len(peer.messages)


def test_a_post_that_did_not_arrive_is_not_found(peer: SlackPeer, posts: Posts) -> None:
    """A post that never arrived is made again, once."""
    peer.fail("chat.postMessage", status=0)
    with pytest.raises(ChannelError):
        posts.post(HERE, DIGEST, key=KEY)
    assert posts.find(HERE, KEY, since=SINCE) is None

    posts.post(HERE, DIGEST, key=KEY)

    assert 1 == len(peer.messages)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("arrived", [False, True])
def test_a_long_post_goes_on_where_it_stopped(peer: SlackPeer, posts: Posts, *, restarted: bool, arrived: bool) -> None:
    """Of a digest of several messages only those that are missing are posted, through lost replies and restarts."""
    posts.post(HERE, DIGEST, key="another")
    _fail_second(peer, arrived=arrived)
    with pytest.raises(ChannelError):
        posts.post(HERE, LONG, key=KEY)
    again = Posts(settings_for(peer), Pace()) if restarted else posts

    found = again.find(HERE, KEY, since=SINCE)
    moment = again.post(HERE, LONG, key=KEY)

    ours = [each for each in peer.messages if each["metadata"]["event_payload"]["key"] == KEY]
    assert found is None
    assert [0, 1, 2] == [each["metadata"]["event_payload"]["number"] for each in ours]
    assert moment == ours[0]["ts"] == again.find(HERE, KEY, since=SINCE)


def _fail_second(peer: SlackPeer, *, arrived: bool) -> None:
    peer.fail("chat.postMessage", after=True)  # the first is carried out
    peer.fail("chat.postMessage", status=0, after=arrived)


def test_a_busy_slack_says_when_to_come_again(peer: SlackPeer, posts: Posts) -> None:
    """A 429 is told with the time that Slack asks for, and nothing is tried before."""
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "7"})

    with pytest.raises(ChannelError) as caught:
        posts.post(HERE, DIGEST, key=KEY)

    assert 7 == caught.value.retry_after
    assert 1 == len(peer.called("chat.postMessage"))


def test_a_short_wait_is_waited_here(peer: SlackPeer, posts: Posts) -> None:
    """After a 429 of less than five seconds the post is made in the same attempt, once, and no more than three times."""
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "0.05"}, times=2)
    posts.post(HERE, DIGEST, key=KEY)
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "0.05"}, times=9)
    with pytest.raises(ChannelError, match="asks to wait"):
        posts.post(HERE, DIGEST, key="another")

    assert 1 == len(peer.messages)
    assert 6 == len(peer.called("chat.postMessage"))


def test_a_post_ends_in_time(peer: SlackPeer) -> None:
    """While its lease holds: what was not posted until then is the next attempt's, and nothing is posted twice."""
    hurried = Posts(settings_for(peer), Pace(), seconds=0.5)  # less than Slack wants between two messages

    with pytest.raises(ChannelError, match="took no whole post"):
        hurried.post(HERE, LONG, key=KEY)
    before = len(peer.messages)
    found = hurried.find(HERE, KEY, since=SINCE)
    patient = Posts(settings_for(peer), Pace())
    patient.find(HERE, KEY, since=SINCE)
    patient.post(HERE, LONG, key=KEY)

    assert (1, None) == (before, found)
    assert [0, 1, 2] == [each["metadata"]["event_payload"]["number"] for each in peer.messages]


UNREADABLE = [
    {"body": {"ok": False, "error": "unknown_method"}},
    {"body": {"ok": False, "error": "missing_scope", "needed": "channels:history"}},
    {"status": 404},
    {"status": 405},
]


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_was_refused_is_posted_though_the_channel_cannot_be_read(
    peer: SlackPeer, posts: Posts, fault: dict[str, Any]
) -> None:
    """Slack said that it did not post it, so it need not be looked for."""
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "7"})
    with pytest.raises(ChannelError):
        posts.post(HERE, DIGEST, key=KEY)
    peer.fail("conversations.history", **fault)

    assert posts.find(HERE, KEY, since=SINCE) is None
    assert posts.post(HERE, DIGEST, key=KEY) == peer.messages[0]["ts"]


@pytest.mark.parametrize("fault", UNREADABLE)
@pytest.mark.parametrize("lost", [{"status": 0}, {"status": 503}])
def test_what_may_have_arrived_is_not_posted_unless_the_channel_can_be_read(
    peer: SlackPeer, posts: Posts, fault: dict[str, Any], lost: dict[str, Any]
) -> None:
    """A second digest would be worse than a late one: it waits until whoever runs the bot lets it look."""
    peer.fail("chat.postMessage", after=True, **lost)
    with pytest.raises(ChannelError):
        posts.post(HERE, DIGEST, key=KEY)
    peer.fail("conversations.history", **fault)

    with pytest.raises(ChannelError):
        posts.find(HERE, KEY, since=SINCE)
    assert peer.messages[0]["ts"] == posts.find(HERE, KEY, since=SINCE)


@pytest.mark.parametrize(("said", "seconds"), [("", 30), ("soon", 30), ("-1", 0), ("1e9", 3_600)])
def test_an_odd_retry_after_is_no_trouble(peer: SlackPeer, posts: Posts, said: str, seconds: float) -> None:
    """What Slack says of the time to wait is taken within reason."""
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": said})

    with pytest.raises(ChannelError) as caught:
        posts.post(HERE, DIGEST, key=KEY)

    assert seconds == caught.value.retry_after


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel"])
def test_a_channel_that_is_gone_is_told_so(peer: SlackPeer, posts: Posts, error: str) -> None:
    """A channel that will never take a post is another error than one that takes none now."""
    peer.fail("chat.postMessage", error)

    with pytest.raises(ChannelGoneError, match="Slack refuses the post: "):
        posts.post(HERE, DIGEST, key=KEY)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"body": {"ok": False, "error": "missing_scope", "needed": "chat:write"}}, "lacks the scope chat:write"),
        ({"body": {"ok": False, "error": "msg_too_long"}}, "msg_too_long"),
        ({"error": "account_inactive"}, r"refuses SLACK_BOT_TOKEN \(account_inactive\): copy it again"),
        ({"status": 500, "body": {"ok": False}}, "HTTP 500"),
        ({"status": 503}, "HTTP 503"),
    ],
)
def test_any_other_refusal_is_a_sentence(peer: SlackPeer, posts: Posts, fault: dict[str, Any], sentence: str) -> None:
    """What Slack refuses is told in a sentence that says what to do, or at least what Slack said; the channel is not gone."""
    peer.fail("chat.postMessage", **fault)

    with pytest.raises(ChannelError, match=sentence) as caught:
        posts.post(HERE, DIGEST, key=KEY)
    assert not isinstance(caught.value, ChannelGoneError)


def test_a_search_lives_with_fifteen_messages_a_minute(peer: SlackPeer, posts: Posts) -> None:
    """Where Slack shows a page a minute, a search goes on at the page where it was stopped, and finds the post."""
    moment = posts.post(HERE, DIGEST, key=KEY)
    peer.messages += [{"channel": CHANNEL, "ts": f"{float(moment) + number:.6f}"} for number in range(1, 40)]
    searched = Posts(settings_for(peer), Pace())

    for _ in range(2):
        peer.fail("conversations.history", after=True)
        peer.fail("conversations.history", "ratelimited", status=429, headers={"Retry-After": "60"})
        with pytest.raises(ChannelError) as caught:
            searched.find(HERE, KEY, since=SINCE)
        assert 60 == caught.value.retry_after

    assert moment == searched.find(HERE, KEY, since=SINCE)
    answered = [call for call in peer.called("conversations.history") if int(call["limit"]) == 15]
    assert ["", "15", "15", "30", "30"] == [call.get("cursor", "") for call in answered]


def test_a_search_that_fails_begins_anew(peer: SlackPeer, posts: Posts) -> None:
    """A search that fails for another reason than its pace begins again with the newest messages."""
    peer.messages += [{"channel": CHANNEL, "ts": f"{SINCE.timestamp() + number:.6f}"} for number in range(40)]
    peer.fail("conversations.history", after=True)
    peer.fail("conversations.history", "invalid_cursor")
    with pytest.raises(ChannelError, match="invalid_cursor"):
        posts.find(HERE, KEY, since=SINCE)

    posts.find(HERE, KEY, since=SINCE)

    assert ["", "15", "", "15", "30"] == [call.get("cursor", "") for call in peer.called("conversations.history")]


def test_a_channel_is_posted_to_once_a_second(peer: SlackPeer, posts: Posts) -> None:
    """Posts to one channel keep Slack's pace; another channel does not wait for them."""
    for number in range(3):
        posts.post(HERE, DIGEST, key=f"{KEY}{number}")
    posts.post(Place(platform="slack", workspace=TEAM, channel="C2"), DIGEST, key=KEY)

    moments = [call.at for call in peer.calls if call.method == "chat.postMessage"]
    assert [True, True, False] == [later - earlier > 0.9 for earlier, later in pairwise(moments)]


def test_a_digest_shows_its_picture_and_nothing_to_share(peer: SlackPeer, posts: Posts) -> None:
    """A digest's picture is uploaded; all see the digest, so it has no share button."""
    row = Actions((Button("Share", "share", "china"), Button("Stances", "stance", "china")))

    posts.post(HERE, Reply(text="China", parts=(Picture(b"\x89PNG", "alt"), row)), key=KEY)

    image, buttons = peer.messages[0]["blocks"]
    assert ("image", "alt") == (image["type"], image["alt_text"])
    assert ["stance china"] == [each["value"] for each in buttons["elements"]]


def test_many_deliveries_leave_no_trace(peer: SlackPeer) -> None:
    """What is remembered of deliveries under way is bounded."""
    posts = Posts(settings_for(peer), Pace())
    for number in range(1_100):
        posts._trace(str(number))

    assert 1_000 == len(posts._traces)


# --- what is kept of the last few things ---


def test_a_pace_hands_out_moments_apart() -> None:
    """A channel's moments are a second apart; a channel that has rested has no debts and no credit."""
    now = [100.0]
    pace = Pace(lambda: now[0])

    waits = [pace.reserve("a"), pace.reserve("a"), pace.reserve("b"), pace.reserve("a")]
    now[0] = 200.0
    waits.append(pace.reserve("a"))

    assert [0.0, 1.0, 0.0, 2.0, 0.0] == waits


def test_what_was_seen_is_known_until_it_is_old() -> None:
    """A key is new once; the last ten thousand are remembered, and no key is never known."""
    seen = Seen()

    assert [True, False, True, True] == [seen.add("a"), seen.add("a"), seen.add(""), seen.add("")]
    for number in range(10_000):
        seen.add(str(number))
    assert [True, False] == [seen.add("a"), seen.add("9999")]
