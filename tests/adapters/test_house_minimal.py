"""The whole house, as it is run, against the least that a Slack and a Discord can be: what they lack stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.model import Place, Schedule, Subscription
from bot.store.open import open_store
from tests.peers import minimal_discord, minimal_slack
from tests.peers.minimal_discord import MinimalDiscord
from tests.peers.minimal_slack import MinimalSlack
from tests.support.house import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAYS = {
    "refused by name": (minimal_slack.UNKNOWN_METHOD, minimal_discord.NOT_FOUND),
    "a page": (minimal_slack.A_PAGE, minimal_discord.A_PAGE),
    "not allowed": (minimal_slack.NOT_FOUND, minimal_discord.NOT_ALLOWED),
}


@dataclass(frozen=True)
class Town:
    """The house and its two chats."""

    house: House
    slack: MinimalSlack
    discord: MinimalDiscord


@pytest.fixture(scope="module", params=list(WAYS.values()), ids=list(WAYS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Run the house between a Slack and a Discord that answer all that they do not know in one way."""
    slack_lacks, discord_lacks = request.param
    folder = tmp_path_factory.mktemp("house")
    subscribe(folder)
    with (
        MinimalSlack(missing=slack_lacks, knows_itself=slack_lacks is not minimal_slack.A_PAGE) as slack,
        MinimalDiscord(missing=discord_lacks, names_gateway=discord_lacks is minimal_discord.NOT_FOUND) as discord,
    ):
        slack.busy = discord.busy = 1
        gateway = {} if discord_lacks is minimal_discord.NOT_FOUND else {"DISCORD_GATEWAY_URL": discord.gateway_url}
        with House(folder, variables(slack, discord) | gateway) as house:
            house.wait(lambda: discord.identified and slack.sockets and discord.commands)
            yield Town(house, slack, discord)
            assert 0 == house.stop(), house.said


def variables(slack: MinimalSlack, discord: MinimalDiscord) -> dict[str, str]:
    """Return settings that point at two peers."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_TOKEN": minimal_discord.TOKEN,
    }


def subscribe(folder: Path) -> None:
    """Let a digest in each chat have been due since midnight."""
    store = open_store(f"sqlite:///{folder / 'briefbot.db'}")
    places = {
        "s": Place(platform="slack", workspace="T1", channel="C1"),
        "d": Place(platform="discord", channel="3000"),
    }
    for name, place in places.items():
        schedule = Schedule(at=time(0, 0), zone="UTC")
        created = datetime.now(UTC) - timedelta(days=2)
        store.save_subscription(Subscription(id=name, place=place, query="china", schedule=schedule, created=created))
    store.close()


def texts_of(message: dict[str, Any]) -> str:
    """Return all that a message of either chat says."""
    return str(message.get("blocks", "")) + str(message.get("embeds", "")) + str(message.get("content", ""))


def answers_to(slack: MinimalSlack, command: dict[str, Any]) -> list[dict[str, Any]]:
    """Send a slash command, and return what its response URL was told."""
    slack.envelop("slash_commands", command)
    return slack.wait(lambda: slack.responded.get(command["trigger_id"], []))


def option(name: str, value: str) -> dict[str, Any]:
    """Return an option of a command as Discord sends it."""
    return {"name": name, "type": 3, "value": value}


# --- Slack -------------------------------------------------------------------------------------------------------------


def test_slack_is_briefed(town: Town) -> None:
    """A brief of the sample corpus, with points, stances and sources, to the asker alone."""
    (message, *_) = answers_to(town.slack, town.slack.command("/brief", "china"))

    assert "ephemeral" == message["response_type"]
    assert all(word in texts_of(message) for word in ("Where it stands", "1. “", "Who stands where", "https://"))


def test_a_slack_without_files_is_told_in_words(town: Town) -> None:
    """A matrix whose picture cannot be uploaded is text."""
    messages = answers_to(town.slack, town.slack.command("/stance", "matrix ukraine"))

    assert "image" not in str([block["type"] for message in messages for block in message["blocks"]])
    assert "Russia" in texts_of(messages[0])


def test_a_slack_mention_is_answered_in_its_thread(town: Town) -> None:
    """Neither authorizations nor a thread that can be read are needed."""
    for at, text in enumerate(("<@U0BOT> brief russia", "<@U0BOT>"), start=1):
        thread = f"1700000000.00000{at}"
        event = town.slack.event(type="app_mention", channel="C7", text=text, thread_ts=thread)
        town.slack.envelop("events_api", event)
        posted = town.slack.wait(lambda: [each for each in town.slack.posted if each.get("thread_ts") == thread])  # noqa: B023

        assert ["C7"] == [each["channel"] for each in posted]
    assert "Russia" in texts_of(next(each for each in town.slack.posted if each["channel"] == "C7"))


def test_a_slack_direct_message_is_answered(town: Town) -> None:
    """And the answer, which a small peer may send back as a message of the bot's user, is not."""
    before = len(town.slack.posted)
    said = {"type": "message", "channel": "D7", "channel_type": "im"}
    town.slack.envelop("events_api", town.slack.event(**said, text="hello", bot_id="B0BOT"))
    town.slack.envelop("events_api", town.slack.event(**said, text="hello", subtype="message_changed"))
    town.slack.envelop("events_api", town.slack.event(**said, text="nato"))
    answer = town.slack.wait(lambda: town.slack.posted[before:])

    assert [("D7", True)] == [(each["channel"], "NATO" in texts_of(each)) for each in answer]


def test_a_slack_that_opens_no_forms_and_no_home_is_answered(town: Town) -> None:
    """A button that would open a form is answered in a sentence; the home is left as it is."""
    press = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "message_ts": "1700000000.000009"},
        "trigger_id": "9.9.form",
        "response_url": town.slack.response_url("form"),
        "actions": [{"type": "button", "action_id": "command:3", "value": "digest add china daily 08:00"}],
    }
    town.slack.envelop("interactive", press)
    town.slack.envelop("events_api", town.slack.event(type="app_home_opened", tab="home", channel="D1"))

    (told,) = town.slack.wait(lambda: town.slack.responded.get("form", []))
    assert "/digest add" in told["text"]
    assert answers_to(town.slack, town.slack.command("/source", "list"))


# --- Discord -----------------------------------------------------------------------------------------------------------


def test_discord_is_briefed(town: Town) -> None:
    """A command that Discord does not list is registered, deferred at once and answered in the deferral's place."""
    asked = town.discord.slash("brief", option("query", "china"))

    assert {"brief", "stance", "digest", "source"} <= {each["name"] for each in town.discord.commands}
    assert asked.response is not None
    assert 5 == asked.response["type"]
    assert all(word in texts_of(asked.messages[0]) for word in ("Where it stands", "1. “", "Who stands where"))


def test_what_a_discord_deferral_promised_can_be_changed_without_a_deletion(town: Town) -> None:
    """A command that changes things is deferred for all; a refusal, which is the asker's, takes its place all the same."""
    asked = town.discord.slash(
        "digest",
        {
            "type": 1,
            "name": "add",
            "options": [option("query", "china"), option("days", "daily"), option("at", "25:00")],
        },
    )

    assert 1 == len(asked.messages)
    assert "25:00" in texts_of(asked.messages[0])


def test_discord_completes_names(town: Town) -> None:
    """Completions come as the first response."""
    asked = town.discord.interact(4, {"name": "brief", "options": [{**option("query", "chi"), "focused": True}]})
    town.discord.wait(lambda: asked.response)

    assert asked.response is not None
    assert "China" in [each["name"] for each in asked.response["data"]["choices"]]


def test_a_discord_mention_and_a_direct_message_are_answered(town: Town) -> None:
    """By words alone where no list of mentions comes with them; without typing, and without what others write."""

    def answers() -> list[dict[str, Any]]:
        return [each for each in town.discord.posted if "message_reference" in each]

    town.discord.say("nobody asks")
    town.discord.say("hello", author={"id": minimal_discord.BOT, "username": "briefbot", "bot": True}, guild_id=None)
    town.discord.say(f"<@{minimal_discord.BOT}> brief japan")
    town.discord.wait(answers)
    town.discord.say("nato", guild_id=None)
    town.discord.wait(lambda: len(answers()) > 1)

    assert ["**Japan**", "**NATO**"] == [each["embeds"][0]["description"].split(" ")[0] for each in answers()]


def test_a_discord_session_is_resumed_without_a_word_from_the_peer(town: Town) -> None:
    """READY named no address to resume at, and RESUMED says nothing: both are taken as they are."""
    town.discord.sockets[-1].send({"op": 7, "d": None})
    town.discord.wait(lambda: town.discord.resumed)
    asked = town.discord.slash("help")

    assert "s1" == town.discord.resumed[0]["session_id"]
    assert "/brief" in texts_of(asked.messages[0])
    assert 1 == len(town.discord.identified)


# --- Both --------------------------------------------------------------------------------------------------------------


def test_each_digest_came_once_through_a_moments_refusal(town: Town) -> None:
    """A first 429 is waited out; the digest, late since midnight, stands once in each chat and says so."""
    town.slack.wait(lambda: any("Late by" in texts_of(each) for each in town.slack.posted))
    town.discord.wait(lambda: any("Late by" in texts_of(each) for each in town.discord.posted))
    late = [each for each in (*town.slack.posted, *town.discord.posted) if "Late by" in texts_of(each)]

    assert ["C1", None] == [each.get("channel") for each in late]
    assert all({"parse": [], "replied_user": False} == each["allowed_mentions"] for each in late[1:])


def test_what_is_lacking_is_logged_without_a_fault(town: Town) -> None:
    """No traceback, no token, and no word that somebody typed."""
    assert "Traceback" not in town.house.said
    assert not [secret for secret in ("xoxb-1", "xapp-1", minimal_discord.TOKEN) if secret in town.house.said]
    assert "25:00" not in town.house.said
