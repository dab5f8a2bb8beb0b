"""The whole house, as it is run, in Slack and Discord at once: from what somebody types to what they read."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.peers import discord as discord_peer
from tests.peers import slack as slack_peer
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer
from tests.support import slack_payloads as sent
from tests.support.house import House
from tests.support.loopback import Loopback, Request, respond
from tests.support.slack_house import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IN_TIME = 3.0
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>http://{host}/</link>
<item><title>China tests &lt;!channel&gt; @everyone a treaty</title><link>http://{host}/treaty?b=1&amp;c=2</link>
<guid>1</guid><pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>"""

ARTICLE = """<!doctype html><html lang="en"><head><title>China tests &lt;!channel&gt; @everyone a treaty</title></head>
<body><article><h1>China tests &lt;!channel&gt; @everyone a treaty</h1>
<p>China warned Japan against &lt;!channel&gt; and &lt;@U1&gt; in a statement that @everyone in Beijing read on Friday.</p>
<p>Japan criticised the statement of China, and said that it would answer [here](https://evil.example) in its own time.</p>
<p>Officials of both countries met in the afternoon to speak about the treaty and its consequences for the region.</p>
</article></body></html>"""


def publish(request: Request) -> list[bytes]:
    """Answer with a feed of one article, or with the article."""
    text, kind = (FEED, "application/rss+xml") if request.path == "/feed.xml" else (ARTICLE, "text/html")
    return respond(text.replace("{host}", request.headers["host"]).encode(), content_type=kind)


@dataclass(frozen=True)
class Town:
    """The house, its two chats, where its web page is, and where Slack's requests go if it has them go anywhere."""

    house: House
    slack: SlackPeer
    discord: DiscordPeer
    page: str
    events: str


@pytest.fixture(scope="module", params=["socket", "http"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Run the house in both chats; Slack by Socket Mode, then by HTTP."""
    with SlackPeer() as slack, DiscordPeer() as discord:
        ports = free_port(), free_port()
        events = f"http://127.0.0.1:{ports[1]}/slack/events" if request.param == "http" else ""
        settings = variables(slack, discord) | {
            "SLACK_MODE": request.param,
            "SLACK_HTTP_PORT": str(ports[1]),
            "BRIEFBOT_WEB_PORT": str(ports[0]),
            "BRIEFBOT_ALLOW_PRIVATE": "yes",
        }
        with House(tmp_path_factory.mktemp("house"), settings) as house:
            town = Town(house, slack, discord, f"http://127.0.0.1:{ports[0]}", events)
            house.wait(lambda: is_ready(town))
            yield town
            assert 0 == house.stop(), house.said


def variables(slack: SlackPeer, discord: DiscordPeer) -> dict[str, str]:
    """Return settings that point at two peers."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack_peer.BOT_TOKEN,
        "SLACK_APP_TOKEN": slack_peer.APP_TOKEN,
        "SLACK_SIGNING_SECRET": slack_peer.SECRET,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord_peer.TOKEN,
    }


def get(url: str) -> httpx.Response:
    """Return what an address of the house answers."""
    return httpx.get(url, trust_env=False, timeout=10)


def is_ready(town: Town) -> bool:
    """Say whether the house says that it is ready."""
    try:
        return get(f"{town.page}/readyz").status_code == 200 and bool(town.discord.commands)
    except httpx.TransportError:
        return False


def tell(town: Town, payload: dict[str, Any], *, kind: str = "slash_commands", **headers: str) -> None:
    """Send Slack's payload by whichever way it is connected; it has to be acknowledged in time."""
    if town.events:
        began = time.monotonic()
        answer = town.slack.request(town.events, payload, form=kind == "slash_commands", **headers)
        assert (200, True) == (answer.status_code, time.monotonic() - began < IN_TIME)
    else:
        retries = {"retry_attempt": int(headers["X_Slack_Retry_Num"])} if headers else {}
        assert town.slack.acknowledged(town.slack.send(kind, payload, **retries)).seconds < IN_TIME


def command(town: Town, name: str, text: str) -> dict[str, Any]:
    """Give a slash command in Slack, and return the answer by its response URL."""
    payload = sent.slash(town.slack, text, command=f"/{name}")
    tell(town, payload)
    path = payload["response_url"].rpartition("/")[2]
    return town.slack.wait(lambda: [each.body for each in town.slack.responses if each.path == path])[0]


def interact(town: Town, name: str, *options: dict[str, Any]) -> dict[str, Any]:
    """Give a slash command in Discord, and return the first message that answers it."""
    asked = town.discord.slash(name, *options)
    town.discord.wait_for(lambda: any(asked.messages))
    assert asked.answered - asked.sent < IN_TIME
    return next(each for each in asked.messages if each)


def option(name: str, value: str) -> dict[str, Any]:
    """Return an option of a command as Discord sends it."""
    return {"name": name, "type": 3, "value": value}


def action(name: str, *options: dict[str, Any]) -> dict[str, Any]:
    """Return an action of a command as Discord sends it."""
    return {"name": name, "type": 1, "options": list(options)}


def words(message: dict[str, Any]) -> str:
    """Return all that a message says, of either chat."""
    return "\n".join(strings(message.get("blocks") or message.get("embeds") or message.get("content") or ""))


def strings(value: object) -> Iterator[str]:
    """Yield all texts in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def test_the_house_says_what_runs(town: Town) -> None:
    """One line for each adapter; health and readiness are told to whoever watches, and no privilege is asked for."""
    assert {"clock: runs.", "discord: runs.", "slack: runs.", "web: runs."} <= set(town.house.lines)
    assert 200 == get(f"{town.page}/healthz").status_code
    assert 'briefbot_adapter_ready{adapter="slack"} 1.0' in get(f"{town.page}/metrics").text
    assert 0 == town.discord.sessions[0].identify["intents"] & PRIVILEGED


def test_both_chats_give_the_same_brief(town: Town) -> None:
    """The first point of the one is the first point of the other, to the letter."""
    in_slack = words(command(town, "brief", "china"))
    in_discord = words(interact(town, "brief", option("query", "china")))
    (first, *_) = [line for line in in_slack.split("\n") if line.startswith("1. “")]

    assert first.partition(" — ")[0] in in_discord
    assert all(
        part in both for part in ("Where it stands", "Who stands where", "Sources") for both in (in_slack, in_discord)
    )


def test_both_chats_show_who_stands_where(town: Town) -> None:
    """A matrix is a picture with alt text beside the same in words."""
    in_slack = command(town, "stance", "matrix ukraine")
    in_discord = interact(town, "stance", option("query", "matrix ukraine"))

    assert any(block["type"] == "image" and block["alt_text"] for block in in_slack["blocks"])
    assert town.slack.uploads
    assert in_discord["attachments"][0]["description"]
    assert "Russia" in words(in_slack)
    assert "Russia" in words(in_discord)


def test_a_digest_is_set_up_listed_and_removed(town: Town) -> None:
    """What is changed is told to all, in either chat; each sees its own channel's."""
    added = command(town, "digest", "add china daily 08:00 Europe/London")
    options = (option("query", "nato"), option("days", "weekdays"), option("at", "07:30"), option("zone", "Asia/Tokyo"))
    interact(town, "digest", action("add", *options))
    listed = words(interact(town, "digest", action("list")))
    refused = command(town, "digest", "add china daily 08:00 Europe/Nowhere")
    name = words(command(town, "digest", "list")).split("\n")

    assert ("in_channel", "ephemeral") == (added["response_type"], refused["response_type"])
    assert "nato" in listed
    assert "china" not in listed
    assert "Europe/Nowhere" in words(refused)
    assert any("china" in line for line in name)


def test_a_mention_and_a_direct_message_are_answered_once_however_often_they_are_sent(town: Town) -> None:
    """Slack sends an event again with X-Slack-Retry-Num; the answer to a mention stands in its thread."""
    mention, direct = sent.mention("brief russia"), sent.direct("nato")
    for payload in (mention, direct):
        tell(town, payload, kind="events_api")
        tell(town, payload, kind="events_api", X_Slack_Retry_Num="1", X_Slack_Retry_Reason="http_timeout")
    tell(town, sent.direct("from the bot itself", user=slack_peer.BOT_USER), kind="events_api")
    tell(town, sent.direct("japan"), kind="events_api")
    town.slack.wait(lambda: len(town.slack.messages) >= 3)
    command(town, "brief", "help")

    said = sorted((each["channel"], each["text"].partition(":")[0]) for each in town.slack.messages)
    assert [(slack_peer.CHANNEL, "Russia"), (slack_peer.DIRECT, "Japan"), (slack_peer.DIRECT, "NATO")] == said
    assert [mention["event"]["ts"]] == [each["thread_ts"] for each in town.slack.messages if each.get("thread_ts")]


def test_an_answer_waits_as_long_as_slack_asks(town: Town) -> None:
    """A 429 is waited out, and the answer stands once."""
    town.slack.fail("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "1"})
    before = len(town.slack.messages)
    tell(town, sent.mention("ukraine"), kind="events_api")
    town.slack.wait(lambda: len(town.slack.messages) > before)

    first, second = [call.at for call in town.slack.calls if call.method == "chat.postMessage"][-2:]
    assert second - first >= 1


def test_discord_completes_mentions_and_resumes(town: Town) -> None:
    """Names are completed, a mention is answered below it, and what was said while the line was down is not lost."""
    asked = town.discord.interact(
        {"type": 4, "data": {"name": "stance", "options": [{**option("query", "north k"), "focused": True}]}}
    )
    town.discord.wait_for(lambda: asked.response)
    town.discord.hang_up()
    said = town.discord.say(f"<@{discord_peer.APPLICATION}> brief russia", mentions=True)
    town.discord.wait_for(lambda: town.discord.channels[discord_peer.CHANNEL])

    (answer,) = town.discord.channels[discord_peer.CHANNEL]
    assert asked.response is not None
    assert "North Korea" in [each["name"] for each in asked.response["data"]["choices"]]
    assert said["id"] == answer["message_reference"]["message_id"]
    assert {"parse": [], "replied_user": False} == answer["allowed_mentions"]
    assert 1 == len(town.discord.resumes)


def test_foreign_words_ping_nobody(town: Town) -> None:
    """A feed is added in one chat; what it says reads as it was written in both, and calls and links nobody."""
    with Loopback(publish) as server:
        command(town, "source", f"add {server.url('/feed.xml')}")
        in_slack = words(command(town, "brief", "china"))
        in_discord = words(interact(town, "brief", option("query", "china")))
        command(town, "source", f"remove {server.url('/feed.xml')}")

    assert "&lt;!channel&gt;" in in_slack
    assert not [each for each in ("<!", "<@") if each in in_slack]
    assert "＠everyone" in in_discord
    assert not [each for each in ("@everyone", "](https://evil.example)") if each in in_discord]
    assert "sample corpus" not in in_slack


def test_nothing_secret_or_said_is_logged(town: Town) -> None:
    """Neither tokens nor what people typed stand in the log, and nothing went wrong in there."""
    secrets = (slack_peer.BOT_TOKEN, slack_peer.APP_TOKEN, slack_peer.SECRET, discord_peer.TOKEN)

    assert not [each for each in (*secrets, "matrix ukraine", "Traceback", "Europe/Nowhere") if each in town.house.said]


# --- HTTP alone ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("town", ["http"], indirect=True)
def test_only_slacks_own_requests_are_heard(town: Town) -> None:
    """An unsigned, a wrongly signed and an old request are 401; a challenge is answered with itself."""
    body = b"command=%2Fbrief&text=china"
    now, old = str(int(time.time())), str(int(time.time()) - 600)
    forged = [
        {"X_Slack_Signature": slack_peer.signature(now, b"another body")},
        {"X_Slack_Signature": "v0=" + "0" * 64},
        {"X_Slack_Request_Timestamp": old, "X_Slack_Signature": slack_peer.signature(old, body)},
        {"X_Slack_Request_Timestamp": "soon"},
    ]
    kind = "application/x-www-form-urlencoded"
    challenge = town.slack.request(town.events, {"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"})

    assert {401} == {town.slack.request_raw(town.events, body, kind, **each).status_code for each in forged}
    assert 401 == httpx.post(town.events, content=body, trust_env=False).status_code
    assert (200, True) == (challenge.status_code, "3eZbrw1a" in challenge.text)


# --- How it ends -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_house_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """It lets go of both chats, says so, and ends with 0 in a few seconds."""
    with SlackPeer() as slack, DiscordPeer() as discord, House(tmp_path, variables(slack, discord)) as house:
        house.wait(lambda: slack.open and discord.sessions)
        slack.send("slash_commands", sent.slash(slack, "china"))
        began = time.monotonic()

        assert 0 == house.stop(number), house.said
        assert time.monotonic() - began < 10
        assert "Stopped." == house.lines[-1]
        slack.wait(lambda: not slack.open)


def test_a_refused_token_stops_its_own_chat_alone(tmp_path: Path) -> None:
    """Slack refuses the token; one line says which and what to do, and Discord is answered."""
    with SlackPeer() as slack, DiscordPeer() as discord:
        settings = variables(slack, discord) | {"SLACK_BOT_TOKEN": "xoxb-wrong"}
        with House(tmp_path, settings) as house:
            house.wait(lambda: discord.sessions and "SLACK_BOT_TOKEN (invalid_auth)" in house.said)
            asked = discord.slash("help")
            discord.wait_for(lambda: asked.messages)

            assert 0 == house.stop()
            assert "xoxb-wrong" not in house.said
