"""Whole dialogs with the real slack-bolt over signed HTTP requests, against a Slack on loopback."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from adapters.slack.app import build
from bot.config import Secret
from bot.errors import ConfigError
from bot.model import Actions, Button, Items, Paragraph, Picture, Reply, Run
from tests.peers.slack import CHANNEL, DIRECT, IN_TIME, PERSON, SlackPeer, signature
from tests.support import slack_payloads as sent
from tests.support.slack_house import Core, env_for, events_url, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.config import Settings

SLOW = 2.0
LONG = Reply(text="China", parts=tuple(Items(((Run("word " * 550),),)) for _ in range(18)))


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
    """Lend settings for HTTP."""
    return settings_for(peer, SLACK_MODE="http")


@pytest.fixture
def url(settings: Settings, core: Core, peer: SlackPeer) -> Iterator[str]:
    """Lend the address of a running adapter."""
    with serving(settings, core.handle, peer):
        yield events_url(settings)


def test_a_slash_command_is_acknowledged_and_answered(peer: SlackPeer, core: Core, url: str) -> None:
    """The acknowledgement says nothing; the answer comes by the response URL, with text beside its blocks, unfurling none."""
    acknowledged = peer.request(url, sent.slash(peer, "china"), form=True)

    (response,) = peer.wait(lambda: peer.responses)

    assert (200, "") == (acknowledged.status_code, acknowledged.text)
    assert ["china"] == [command.text for command in core.asked]
    assert "brief: china" == response.body["text"]
    assert ("in_channel", False) == (response.body["response_type"], response.body["replace_original"])
    assert (False, False) == (response.body["unfurl_links"], response.body["unfurl_media"])


def test_a_private_answer_is_for_the_asker_alone(peer: SlackPeer, core: Core, url: str) -> None:
    """A reply that is private is shown to nobody else."""
    core.answer = lambda _: Reply(text="only you", private=True)

    peer.request(url, sent.slash(peer, "list", command="/digest"), form=True)

    assert "ephemeral" == peer.wait(lambda: peer.responses)[0].body["response_type"]


def test_thirty_slow_commands_are_acknowledged_in_time(peer: SlackPeer, core: Core, url: str) -> None:
    """However many commands take however long, each is acknowledged within three seconds and answered once."""
    core.free.clear()
    taken: list[float] = []

    def ask(number: int) -> None:
        began = time.monotonic()
        assert peer.request(url, sent.slash(peer, f"topic {number}"), form=True).status_code == 200
        taken.append(time.monotonic() - began)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == peer.responses
    core.free.set()

    peer.wait(lambda: len(peer.responses) == 30)

    assert 30 == len(taken)
    assert max(taken) < IN_TIME
    assert {f"brief: topic {number}" for number in range(30)} == {each.body["text"] for each in peer.responses}


def test_a_mention_is_answered_in_its_thread(peer: SlackPeer, url: str) -> None:
    """A mention is answered below itself, for all to see, even where a command would be answered in private."""
    payload = sent.mention("china")

    peer.request(url, payload)

    (message,) = peer.wait(lambda: peer.messages)
    assert (CHANNEL, payload["event"]["ts"]) == (message["channel"], message["thread_ts"])
    assert (False, False) == (message["unfurl_links"], message["unfurl_media"])


def test_a_direct_message_is_answered(peer: SlackPeer, url: str) -> None:
    """A direct message is answered where it stands."""
    peer.request(url, sent.direct("china"))

    (message,) = peer.wait(lambda: peer.messages)
    assert (DIRECT, None) == (message["channel"], message.get("thread_ts"))


@pytest.mark.parametrize("words", ["", "this?", "brief this"])
def test_a_mention_below_a_link_is_about_the_link(peer: SlackPeer, core: Core, url: str, words: str) -> None:
    """Who mentions the bot in a thread and asks for nothing else, asks about the message that the thread hangs on."""
    peer.messages.append(
        {"ts": "1600000000.000001", "channel": CHANNEL, "text": "<https://example.org/a|a> &amp; more"}
    )

    peer.request(url, sent.mention(words, thread_ts="1600000000.000001"))

    peer.wait(lambda: len(peer.messages) == 2)
    assert [("", "https://example.org/a & more")] == [(each.text, each.subject) for each in core.asked]


def test_a_query_in_a_thread_needs_no_look_at_the_thread(peer: SlackPeer, core: Core, url: str) -> None:
    """Where the mention says what it asks for, Slack's scarce history is not asked."""
    peer.request(url, sent.mention("china", thread_ts="1600000000.000001"))

    peer.wait(lambda: peer.messages)
    assert ["china"] == [each.text for each in core.asked]
    assert [] == peer.called("conversations.replies")


def test_a_thread_that_cannot_be_read_is_answered_all_the_same(peer: SlackPeer, core: Core, url: str) -> None:
    """Where Slack does not show the thread (a scope, a limit), the answer says what can be asked."""
    peer.fail("conversations.replies", "missing_scope")

    peer.request(url, sent.mention("", thread_ts="1600000000.000001"))

    peer.wait(lambda: peer.messages)
    assert [""] == [each.subject for each in core.asked]


def test_an_event_that_slack_sends_again_is_answered_once(peer: SlackPeer, core: Core, url: str) -> None:
    """Slack repeats an event three times; each repetition is acknowledged, and the first alone is answered."""
    payload = sent.mention("china")

    first = peer.request(url, payload)
    again = [peer.request(url, payload, X_Slack_Retry_Num=str(number)) for number in (1, 2, 3)]
    peer.request(url, sent.mention("russia"))

    peer.wait(lambda: len(peer.messages) == 2)
    assert [200] * 4 == [each.status_code for each in (first, *again)]
    assert ["china", "russia"] == [each.text for each in core.asked]


def test_a_command_that_is_sent_again_is_answered_once(peer: SlackPeer, core: Core, url: str) -> None:
    """A command is known by its trigger."""
    payload = sent.slash(peer, "china")

    for _ in range(3):
        assert peer.request(url, payload, form=True).status_code == 200
    peer.request(url, sent.slash(peer, "russia"), form=True)

    peer.wait(lambda: len(peer.responses) == 2)
    assert ["china", "russia"] == [each.text for each in core.asked]


def test_the_bot_does_not_talk_to_bots(peer: SlackPeer, core: Core, url: str) -> None:
    """Neither its own messages nor those of other bots are answered."""
    peer.request(url, sent.direct("china", bot_id="B0BOT", user="U0BOT"))
    peer.request(url, sent.direct("russia", subtype="bot_message", bot_id="B2"))
    peer.request(url, sent.direct("nato"))

    peer.wait(lambda: peer.messages)
    assert ["nato"] == [each.text for each in core.asked]


def test_a_button_is_a_command(peer: SlackPeer, core: Core, url: str) -> None:
    """A press is the command that the button carries, answered beside it and not in place of it."""
    peer.request(url, sent.press(peer, "stance china &amp; co", ephemeral=False))

    (response,) = peer.wait(lambda: peer.responses)
    assert [("stance", "china & co")] == [(each.name, each.text) for each in core.asked]
    assert ("1700000001.000001", False) == (response.body["thread_ts"], response.body["replace_original"])


def test_sharing_shows_all_what_one_saw(peer: SlackPeer, core: Core, url: str) -> None:
    """The share button of a private brief posts it in the channel, and the shared one has no such button."""
    row = Actions((Button("Share", "share", "china"), Button("More", "brief", "china length:full")))
    core.answer = lambda command: Reply(
        text="China", parts=(Paragraph((Run("x"),)), row), private=command.name != "share"
    )

    peer.request(url, sent.slash(peer, "china"), form=True)
    peer.wait(lambda: len(peer.responses) == 1)
    peer.request(url, sent.press(peer, "share china"))
    peer.wait(lambda: len(peer.responses) == 2)

    private, shared = (each.body for each in peer.responses)
    assert (["share china", "brief china length:full"], "ephemeral") == (values(private), private["response_type"])
    assert (["brief china length:full"], "in_channel") == (values(shared), shared["response_type"])
    assert "thread_ts" not in shared


def values(message: dict[str, Any]) -> list[str]:
    """Return the commands of a message's buttons."""
    return [each["value"] for block in message["blocks"] if block["type"] == "actions" for each in block["elements"]]


def test_following_opens_a_form_and_the_form_adds_a_digest(peer: SlackPeer, core: Core, url: str) -> None:
    """The button opens a form in time; what is chosen there is a /digest add, answered where the button stood."""
    pressed = sent.press(peer, "digest add china daily 08:00")
    peer.request(url, pressed)
    (opened,) = peer.wait(lambda: peer.called("views.open"))
    chosen: dict[str, Any] = {
        "query": {"value": "china"},
        "days": {"selected_option": {"value": "weekdays"}},
        "at": {"selected_time": "07:30"},
        "zone": {"value": "Asia/Kathmandu"},
    }

    peer.request(url, sent.submission(opened["view"], chosen))

    (response,) = peer.wait(lambda: peer.responses)
    assert pressed["trigger_id"] == opened["trigger_id"]
    assert ["add china weekdays 07:30 Asia/Kathmandu"] == [each.text for each in core.asked]
    assert CHANNEL == core.asked[0].place.channel
    assert pressed["response_url"].endswith(response.path)


def test_a_wrong_time_zone_keeps_the_form_open(peer: SlackPeer, core: Core, url: str) -> None:
    """A form with a mistake is sent back with a sentence at the input, and nothing is asked."""
    peer.request(url, sent.press(peer, "digest add china daily 08:00"))
    (opened,) = peer.wait(lambda: peer.called("views.open"))

    answer = peer.request(url, sent.submission(opened["view"], {"zone": {"value": "Mars"}}))

    assert {"response_action": "errors", "errors": {"zone": answer.json()["errors"]["zone"]}} == answer.json()
    assert "Mars is no time zone" in answer.json()["errors"]["zone"]
    assert [] == core.asked


def test_a_form_that_slack_does_not_open_is_told(peer: SlackPeer, url: str) -> None:
    """Where the form cannot be opened, the asker reads what to type instead."""
    peer.fail("views.open", "expired_trigger_id")

    peer.request(url, sent.press(peer, "digest add china daily 08:00"))

    assert "/digest add" in peer.wait(lambda: peer.responses)[0].body["text"]


def test_brief_this_is_answered_to_the_asker(peer: SlackPeer, core: Core, url: str) -> None:
    """A message's menu briefs that message, for the asker alone."""
    peer.request(url, sent.menu(peer, "see <https://example.org/a>"))

    (response,) = peer.wait(lambda: peer.responses)
    assert "ephemeral" == response.body["response_type"]
    assert ["see https://example.org/a"] == [each.subject for each in core.asked]


def test_brief_anything_asks_what_and_where(peer: SlackPeer, core: Core, url: str) -> None:
    """The global shortcut opens a form; its brief stands in the conversation that was chosen."""
    peer.request(url, sent.shortcut())
    (opened,) = peer.wait(lambda: peer.called("views.open"))
    chosen = [{"response_url": peer.response_url("chosen"), "channel_id": "C2"}]

    peer.request(url, sent.submission(opened["view"], {"query": {"value": "nato"}}, response_urls=chosen))

    (response,) = peer.wait(lambda: peer.responses)
    assert ("chosen", "in_channel") == (response.path, response.body["response_type"])
    assert [("nato", "C2")] == [(each.text, each.place.channel) for each in core.asked]


def test_the_home_shows_what_can_be_asked(peer: SlackPeer, core: Core, url: str) -> None:
    """Who opens the app's home sees help and the sources."""
    peer.request(url, sent.home())

    (published,) = peer.wait(lambda: peer.called("views.publish"))
    assert (PERSON, "home") == (published["user_id"], published["view"]["type"])
    assert ["help", "source"] == [each.name for each in core.asked]


def test_a_home_that_slack_does_not_take_harms_nothing(peer: SlackPeer, url: str) -> None:
    """A refused home is logged; the next command is answered."""
    peer.fail("views.publish", "not_enabled")
    peer.request(url, sent.home())
    peer.wait(lambda: peer.called("views.publish"))

    peer.request(url, sent.slash(peer, "china"), form=True)

    assert peer.wait(lambda: peer.responses)


def test_a_long_answer_goes_on_after_the_response_url_is_used_up(peer: SlackPeer, core: Core, url: str) -> None:
    """A response URL serves five messages; the rest of a longer answer is posted in the channel."""
    core.answer = lambda _: LONG

    peer.request(url, sent.slash(peer, "china"), form=True)

    peer.wait(lambda: peer.messages)
    assert 5 == len(peer.responses)
    assert "China (6/6)" == peer.messages[0]["text"]


def test_a_response_url_that_is_refused_is_replaced(peer: SlackPeer, core: Core, url: str) -> None:
    """Where Slack takes no answer by the response URL, it is posted; a private one is shown to its asker alone."""
    peer.fail("response", "expired_url", status=404, times=2)

    peer.request(url, sent.slash(peer, "china"), form=True)
    peer.wait(lambda: peer.messages)
    core.answer = lambda _: Reply(text="only you", private=True)
    peer.request(url, sent.slash(peer, "china"), form=True)

    (whispered,) = peer.wait(lambda: peer.called("chat.postEphemeral"))
    assert ["brief: china"] == [each["text"] for each in peer.messages]
    assert (PERSON, "only you") == (whispered["user"], whispered["text"])


@pytest.mark.parametrize("error", ["unknown_method", "user_not_in_channel", "not_in_channel"])
def test_what_cannot_be_whispered_is_a_direct_message(peer: SlackPeer, core: Core, url: str, error: str) -> None:
    """What only the asker may see is never lost, nor shown to all, where Slack will not have it in the channel."""
    core.answer = lambda _: Reply(text="only you", private=True)
    peer.fail("chat.postEphemeral", error)

    peer.request(url, sent.slash(peer, "china", response_url=""), form=True)

    peer.wait(lambda: peer.messages)
    assert [(PERSON, "only you")] == [(each["channel"], each["text"]) for each in peer.messages]


def test_a_whisper_whose_reply_was_lost_is_not_given_twice(peer: SlackPeer, core: Core, url: str) -> None:
    """It may have arrived, so that no direct message follows it."""
    core.answer = lambda _: Reply(text="only you", private=True)
    peer.fail("chat.postEphemeral", status=0)

    peer.request(url, sent.slash(peer, "china", response_url=""), form=True)
    peer.wait(lambda: peer.called("chat.postEphemeral"))
    peer.request(url, sent.slash(peer, "russia"), form=True)
    peer.wait(lambda: peer.responses)

    assert [] == peer.messages


def test_an_answer_whose_reply_was_lost_is_not_given_twice(peer: SlackPeer, url: str) -> None:
    """Where Slack took an answer and its reply got lost, the answer is left alone."""
    peer.fail("response", status=0, after=True)

    peer.request(url, sent.slash(peer, "china"), form=True)
    peer.wait(lambda: peer.responses)
    peer.request(url, sent.slash(peer, "russia"), form=True)
    peer.wait(lambda: len(peer.responses) == 2)

    assert ["brief: china", "brief: russia"] == [each.body["text"] for each in peer.responses]
    assert [] == peer.messages


def test_an_answer_waits_when_slack_asks_to(peer: SlackPeer, url: str) -> None:
    """A post that Slack has no room for is made again after the time that it names."""
    peer.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "1"})

    peer.request(url, sent.mention("china"))

    peer.wait(lambda: peer.messages)
    first, second = (call.at for call in peer.calls if call.method == "chat.postMessage")
    assert second - first >= 1


def test_answers_to_one_channel_keep_slacks_pace(peer: SlackPeer, url: str) -> None:
    """A channel is posted to about once a second."""
    for topic in ("china", "russia", "nato"):
        peer.request(url, sent.mention(topic))

    peer.wait(lambda: len(peer.messages) == 3)
    moments = [call.at for call in peer.calls if call.method == "chat.postMessage"]
    assert all(later - earlier > 0.9 for earlier, later in pairwise(moments))


def test_an_answer_that_slack_refuses_harms_nothing(peer: SlackPeer, url: str) -> None:
    """An answer to a channel that is gone is logged; the next command is answered."""
    peer.fail("chat.postMessage", "is_archived")
    peer.request(url, sent.mention("china"))
    peer.wait(lambda: peer.called("chat.postMessage"))

    peer.request(url, sent.slash(peer, "china"), form=True)

    assert peer.wait(lambda: peer.responses)


def test_a_picture_is_uploaded_with_its_alt_text(peer: SlackPeer, core: Core, url: str) -> None:
    """A picture is given to Slack with words that say the same, and stands in the message."""
    core.answer = lambda _: Reply(text="Matrix", parts=(Picture(b"\x89PNG", "China cautions North Korea"),))

    peer.request(url, sent.slash(peer, "matrix", command="/stance"), form=True)

    (response,) = peer.wait(lambda: peer.responses)
    (file,) = peer.uploads
    assert b"\x89PNG" == peer.uploads[file]
    assert "China cautions North Korea" == peer.called("files.getUploadURLExternal")[0]["alt_txt"]
    assert ("image", {"id": file}) == (response.body["blocks"][0]["type"], response.body["blocks"][0]["slack_file"])


def test_a_picture_that_is_not_ready_is_waited_for(peer: SlackPeer, core: Core, url: str) -> None:
    """Slack refuses a picture in a message until it has looked at it; a moment later it takes it."""
    core.answer = lambda _: Reply(text="Matrix", parts=(Picture(b"\x89PNG", "alt"),))
    peer.fail("response", "invalid_blocks", status=404)

    peer.request(url, sent.slash(peer, "matrix", command="/stance"), form=True)

    assert "image" == peer.wait(lambda: peer.responses)[0].body["blocks"][0]["type"]


def test_a_picture_that_slack_never_takes_is_told_in_words(peer: SlackPeer, core: Core, url: str) -> None:
    """Where a picture cannot be uploaded, or is never ready, its alt text stands in its place."""
    core.answer = lambda command: Reply(text="Matrix", parts=(Picture(b"\x89PNG", f"alt {command.text}"),))
    peer.fail("files.getUploadURLExternal", "missing_scope")

    peer.request(url, sent.slash(peer, "one", command="/stance"), form=True)
    peer.wait(lambda: len(peer.responses) == 1)
    peer.fail("response", "invalid_blocks", status=404, times=3)
    peer.request(url, sent.slash(peer, "two", command="/stance"), form=True)
    peer.wait(lambda: len(peer.responses) == 2)

    assert ["alt one", "alt two"] == [each.body["blocks"][0]["elements"][0]["text"] for each in peer.responses]


def test_a_core_that_fails_is_a_sentence(peer: SlackPeer, core: Core, url: str) -> None:
    """Whatever a plug-in raises, the asker is told so and no more."""

    def fail(_: object) -> Reply:
        raise RuntimeError("a secret")

    core.answer = fail

    peer.request(url, sent.slash(peer, "china"), form=True)

    (response,) = peer.wait(lambda: peer.responses)
    assert "Something went wrong" in response.body["text"]
    assert "secret" not in str(response.body)


# --- requests that are not Slack's ---


def test_slack_proves_an_address_by_a_challenge(peer: SlackPeer, url: str) -> None:
    """The challenge with which Slack checks a new address comes back."""
    answer = peer.request(url, {"type": "url_verification", "challenge": "3eZbrw1aB"})

    assert (200, "3eZbrw1aB") == (answer.status_code, answer.json()["challenge"])


BODY = b"command=%2Fbrief&text=china&trigger_id=1"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "٣", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "-301", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "+301", "X-Slack-Signature": "good"},
        {"X-Slack-Request-Timestamp": "+0", "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "+0", "X-Slack-Signature": "v0=ünïcode"},
        {"X-Slack-Request-Timestamp": "+0", "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "+0", "X-Slack-Signature": "v1=good"},
    ],
)
def test_a_request_that_is_not_signed_is_refused(core: Core, url: str, headers: dict[str, str]) -> None:
    """A wrong signature, and a time that is old, to come or no time, is a stranger's request: 401, never 500."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    if timestamp[1:].isascii() and timestamp[1:].isdigit() and timestamp[0] in "+-" and timestamp != "-1":
        timestamp = str(int(time.time()) + int(timestamp))
    good = signature(timestamp, BODY)
    raw = {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": headers.get("X-Slack-Signature", "").replace("good", good),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    kept = {name.encode(): value.encode() for name, value in raw.items() if name in {*headers, "Content-Type"}}

    answer = httpx.post(url, content=BODY, headers=kept, trust_env=False)

    assert 401 == answer.status_code
    assert [] == core.asked


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 200),
        (b"", "application/x-www-form-urlencoded", 200),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=1", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"type": "event_callback", "event": "none"}', "application/json", 200),
        (b'{"type": "event_callback", "event": {"type": "app_mention", "user": 1}}', "application/json", 400),
        (b'{"type": "block_actions", "actions": []}', "application/json", 400),
        (b'{"type": "something_new", "trigger_id": "1"}', "application/json", 200),
        (b"command=%2Funknown", "application/x-www-form-urlencoded", 200),
        (b"{" * 50_000, "application/json", 400),
        (b"x" * (2 * 1024 * 1024), "application/json", 413),
    ],
)
def test_a_body_of_no_use_is_answered_at_once(peer: SlackPeer, url: str, body: bytes, kind: str, status: int) -> None:
    """What Slack signed but nobody understands is acknowledged, what is no payload refused; nothing is a fault of ours."""
    assert status == peer.request_raw(url, body, kind).status_code

    peer.request(url, sent.slash(peer, "china"), form=True)
    peer.wait(lambda: any("china" in each.body["text"] for each in peer.responses))


def test_other_addresses_are_not_there(url: str) -> None:
    """The adapter serves one address, by POST."""
    assert 404 == httpx.post(url + "/other", trust_env=False).status_code
    assert 405 == httpx.get(url, trust_env=False).status_code


# --- beginning and end ---


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
def test_a_refused_token_is_told_plainly(peer: SlackPeer, settings: Settings, core: Core, error: str) -> None:
    """A token that Slack refuses ends the adapter with the variable's name and what to do, and without the token."""
    peer.fail("auth.test", error)

    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN") as caught, serving(settings, core.handle, peer):
        pass

    assert "SLACK_BOT_TOKEN" == caught.value.variable
    assert settings.slack_bot_token.reveal() not in str(caught.value)


def test_a_slack_that_cannot_be_asked_stops_nothing(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """Where Slack is out of reach at the start, the adapter serves all the same."""
    peer.fail("auth.test", status=0)

    with serving(settings, core.handle, peer) as adapter:
        assert adapter.ready


def test_a_port_that_is_taken_is_told_plainly(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """Two adapters cannot listen to one port; the second says which setting to change."""
    with (
        serving(settings, core.handle, peer),
        pytest.raises(ConfigError, match="SLACK_HTTP_PORT"),
        serving(settings, core.handle, peer),
    ):
        pass


def test_a_running_answer_ends_when_told_to_stop(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """What is being answered when the adapter stops is answered still."""
    core.free.clear()
    with serving(settings, core.handle, peer):
        peer.request(events_url(settings), sent.slash(peer, "china"), form=True)
        peer.wait(lambda: core.asked)
        threading.Timer(1.0, core.free.set).start()

    assert ["brief: china"] == [each.body["text"] for each in peer.responses]


def test_an_answer_that_takes_too_long_ends_in_a_word(peer: SlackPeer, settings: Settings, core: Core) -> None:
    """What cannot be waited for ends with a sentence to its asker, and the adapter stops within six seconds."""
    core.free.clear()
    with serving(settings, core.handle, peer):
        peer.request(events_url(settings), sent.slash(peer, "china"), form=True)
        peer.wait(lambda: core.asked)

    core.free.set()
    assert ["I am being restarted. Please ask again in a minute."] == [each.body["text"] for each in peer.responses]


@pytest.mark.parametrize(
    ("mode", "lacking"),
    [
        ("socket", "SLACK_BOT_TOKEN"),
        ("socket", "SLACK_APP_TOKEN"),
        ("http", "SLACK_BOT_TOKEN"),
        ("http", "SLACK_SIGNING_SECRET"),
    ],
)
def test_the_first_missing_variable_is_named(peer: SlackPeer, core: Core, mode: str, lacking: str) -> None:
    """Each mode needs two secrets; the first that is missing is named."""
    settings = settings_for(peer, SLACK_MODE=mode, **{lacking: ""})

    with pytest.raises(ConfigError) as caught:
        build(env_for(settings, core.handle))

    assert lacking == caught.value.variable


def test_an_address_without_a_slash_at_its_end_will_do(peer: SlackPeer, core: Core) -> None:
    """SLACK_API_URL may end in a slash or not."""
    settings = settings_for(peer, SLACK_MODE="http", SLACK_API_URL=peer.api_url.rstrip("/"))

    with serving(settings, core.handle, peer):
        assert [{}] == peer.called("auth.test")


def test_no_token_is_in_what_is_shown(peer: SlackPeer, settings: Settings) -> None:
    """Settings hide their secrets from logs."""
    assert isinstance(settings.slack_bot_token, Secret)
    assert settings.slack_bot_token.reveal() not in repr(settings)
    assert peer.port
