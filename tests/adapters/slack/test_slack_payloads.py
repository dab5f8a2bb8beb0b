"""What Slack sends, as commands and as the places of their answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.forms import (
    find_errors,
    from_digest_form,
    from_query_form,
    to_digest_form,
    to_query_form,
)
from adapters.slack.payloads import (
    Ask,
    Return,
    from_button,
    from_home,
    from_message,
    from_message_menu,
    from_slash,
    text_at,
    value_at,
    words_of,
)
from bot.commands import wants_form
from bot.model import Command, Place
from tests.peers.slack import BOT_USER, CHANNEL, DIRECT, PERSON, TEAM, SlackPeer
from tests.support import slack_payloads as sent

HERE = Place(platform="slack", workspace=TEAM, channel=CHANNEL)
PEER = SlackPeer()  # for its addresses; it does not run

payloads = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "type",
                        "event",
                        "channel",
                        "user",
                        "id",
                        "actions",
                        "view",
                        "state",
                        "values",
                        "query",
                        "value",
                        "message",
                    ),
                    *(
                        "private_metadata",
                        "response_urls",
                        "authorizations",
                        "container",
                        "text",
                        "attachments",
                        "team",
                        "command",
                    ),
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


def asked(payload: dict[str, Any]) -> Ask:
    """Return what a message asks, which must be something."""
    ask = from_message(payload)
    assert ask
    return ask


def test_a_slash_command_is_a_command() -> None:
    """The name, the words, the place and the asker are Slack's; the answer goes to the response URL."""
    payload = sent.slash(PEER, " china on <https://example.org/|example.org> &amp; more ", command="/stance")

    ask = from_slash(payload)

    text = "china on https://example.org/ & more"
    assert Command(name="stance", text=text, place=HERE, user=PERSON) == ask.command
    assert Return(place=HERE, user=PERSON, response_url=payload["response_url"]) == ask.back
    assert ask.key.startswith(payload["trigger_id"])


def test_a_command_may_have_a_longer_name() -> None:
    """Where another app has the name, what follows a hyphen tells ours apart."""
    assert "digest" == from_slash(sent.slash(PEER, "list", command="/digest-news")).command.name


def test_a_mention_is_answered_in_its_thread() -> None:
    """The mention of the bot itself is no word of the query, and its message begins the thread."""
    payload = sent.mention('stance matrix "putin-kim pact"')

    ask = asked(payload)

    assert ("stance", 'matrix "putin-kim pact"') == (ask.command.name, ask.command.text)
    assert Return(place=HERE, user=PERSON, below=payload["event"]["ts"], private=False) == ask.back
    assert (payload["event_id"], "") == (ask.key, ask.parent)


def test_a_mention_in_a_thread_is_about_its_first_message() -> None:
    """What is said in a thread is answered there, and may be about the message that the thread hangs on."""
    ask = asked(sent.mention("", thread_ts="1600000000.000001"))

    assert ("1600000000.000001", "1600000000.000001") == (ask.parent, ask.back.thread)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<@{BOT_USER}> china", "china"),
        (f"china <@{BOT_USER}>", "china"),
        (f"<@{BOT_USER}|briefbot> what of <@U2|ada>?", "what of @ada?"),
        ("hello", "hello"),
    ],
)
def test_only_the_bot_itself_is_left_out(text: str, expected: str) -> None:
    """The mention of the bot goes, wherever it stands; others stay as names."""
    assert expected == asked(sent.mention("", text=text)).command.text


def test_the_first_mention_is_the_bot_where_slack_does_not_say() -> None:
    """A payload without authorizations names the bot by its first mention."""
    payload = sent.mention("", text="<@W111> Hi there!")
    del payload["authorizations"]

    assert "Hi there!" == asked(payload).command.text


def test_a_direct_message_is_answered_where_it_stands() -> None:
    """In a direct message there is no crowd to spare, so it needs no thread."""
    ask = asked(sent.direct("china"))

    assert Return(place=Place(platform="slack", workspace=TEAM, channel=DIRECT), user=PERSON, private=False) == ask.back


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"user": None},
        {"user": BOT_USER},
        {"user": "USLACKBOT"},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"channel_type": None, "channel": CHANNEL},
    ],
)
def test_nobodys_words_are_not_answered(fields: dict[str, Any]) -> None:
    """Bots, this one with them, edits, removals and talk in channels ask nothing."""
    assert from_message(sent.direct("china", **fields), me=BOT_USER) is None


def test_a_direct_message_is_known_by_its_channel_too() -> None:
    """Where Slack does not say what kind of conversation it is, its id does."""
    assert "china" == asked(sent.direct("china", channel_type=None)).command.text


def test_a_mention_of_the_bot_is_known_by_its_own_id() -> None:
    """Where a payload says nothing of who is mentioned, what the token said of the bot does."""
    payload = sent.mention("", text=f"<@U2> and <@{BOT_USER}> china")
    del payload["authorizations"]
    ask = from_message(payload, me=BOT_USER)

    assert ask is not None
    assert "and  china" == ask.command.text


def test_an_event_of_a_shared_channel_is_answered_for_the_workspace_that_has_the_bot() -> None:
    """In Slack Connect somebody of another workspace speaks; of an organisation's installation there may be no workspace."""
    shared = {**sent.mention("china", user_team="T2", source_team="T2"), "is_ext_shared_channel": True}
    whole = {**sent.mention("china"), "team_id": None, "enterprise_id": "E1", "enterprise": {"id": "E1"}}

    assert HERE == asked(shared).command.place
    assert "E1" == asked(whole).command.place.workspace


def test_an_event_without_an_id_is_known_by_its_message() -> None:
    """Where Slack names no event, the channel and the moment tell a repetition."""
    payload = sent.mention("china")
    del payload["event_id"]

    assert asked(payload).key == f"{CHANNEL}\n{payload['event']['ts']}"


def test_a_press_is_answered_beside_its_button() -> None:
    """Below a message that all see the answer may begin a thread; beside one that only the asker sees it must not."""
    public = from_button(sent.press(PEER, "stance china", ephemeral=False))
    private = from_button(sent.press(PEER, "stance china"))
    threaded = from_button(sent.press(PEER, "stance china", message={"thread_ts": "1.1"}))

    assert public
    assert private
    assert threaded
    assert Command(name="stance", text="china", place=HERE, user=PERSON) == public.command
    assert ["1700000001.000001", "", ""] == [each.back.below for each in (public, private, threaded)]
    assert ["", "", "1.1"] == [each.back.thread for each in (public, private, threaded)]


def test_sharing_is_for_all_to_see() -> None:
    """The share button's answer is for all, whatever the reply says of itself."""
    ask = from_button(sent.press(PEER, "share china"))

    assert ask
    assert ask.back.private is False


def test_a_press_in_the_home_is_answered_in_a_direct_message() -> None:
    """The app's home is no channel: who presses a button there is written to."""
    ask = from_button(sent.press(PEER, "brief china", channel=None, container={"type": "view"}, response_url=None))

    assert ask
    assert (PERSON, False, "") == (ask.command.place.channel, ask.back.private, ask.back.below)


def test_a_button_of_another_kind_asks_nothing() -> None:
    """A button that carries no command of ours is left alone."""
    assert from_button(sent.press(PEER, "x", actions=[{"action_id": "other", "value": "x"}])) is None


def test_a_message_of_the_menu_is_what_the_brief_is_about() -> None:
    """'Brief this' asks about the message, and only the asker sees the answer."""
    ask = from_message_menu(sent.menu(PEER, "see <https://example.org/a>"))

    assert ("brief", "", "see https://example.org/a") == (ask.command.name, ask.command.text, ask.command.subject)
    assert ask.back.private is True


def test_a_message_without_text_is_what_its_attachment_shows() -> None:
    """An unfurled link, or a bot's attachment, stands for a message without words."""
    assert "https://example.org/a" == words_of({"text": "", "attachments": [{"from_url": "https://example.org/a"}]})
    assert "a fallback" == words_of({"attachments": [{"fallback": "a fallback"}]})
    assert "" == words_of(None)


def test_only_the_home_tab_is_shown() -> None:
    """The app's messages tab is no home."""
    opened = sent.home()

    assert from_home(opened)
    assert from_home({**opened, "event": {**opened["event"], "tab": "messages"}}) is None


@given(payloads)
def test_no_payload_is_too_odd(payload: object) -> None:
    """Whatever a payload is made of, it is read without an error."""
    body = payload if isinstance(payload, dict) else {"event": payload}

    from_slash(body)
    from_message(body)
    from_button(body)
    from_message_menu(body)
    from_home(body)
    from_query_form(body)
    from_digest_form(body)
    find_errors(body)


def test_a_path_that_leads_nowhere_is_empty() -> None:
    """What is missing or of another kind reads as nothing."""
    assert value_at({"a": [1]}, "a", 1) is None
    assert value_at({"a": [1]}, 0) is None
    assert "" == text_at({"a": [1]}, "a", 0)


# --- forms ---

FOLLOW = Command(name="digest", text="add china vs japan daily 08:00", place=HERE, user=PERSON)
BACK = Return(place=HERE, user=PERSON, thread="1.1", below="2.2", response_url="https://hooks.example/1")
SCHEMA = Path(__file__).parents[4] / "shared" / "specs" / "slack-blocks.schema.json"


def element(form: dict[str, object], name: str) -> Any:  # noqa: ANN401 - JSON
    """Return the element of one of a form's inputs."""
    blocks = form["blocks"]
    assert isinstance(blocks, list)
    return next(block["element"] for block in blocks if block["block_id"] == name)


def test_only_following_needs_a_form() -> None:
    """A button that adds a digest opens a form; all others are commands as they stand."""
    assert wants_form(FOLLOW)
    assert not wants_form(Command(name="digest", text="list", place=HERE))
    assert not wants_form(Command(name="brief", text="add china", place=HERE))


@pytest.mark.parametrize(
    ("text", "query", "days", "at", "zone"),
    [
        ("add china vs japan daily 08:00", "china vs japan", "daily", "08:00", "UTC"),
        ("add china weekdays 7:30 Asia/Kolkata", "china", "weekdays", "07:30", "Asia/Kolkata"),
        ("add china", "china", "daily", "08:00", "UTC"),
        ("add daily bread", "daily bread", "daily", "08:00", "UTC"),
        ("add china daily 99:99", "china daily 99:99", "daily", "08:00", "UTC"),
    ],
)
def test_a_form_is_filled_in_with_what_the_button_knows(text: str, query: str, days: str, at: str, zone: str) -> None:
    """What the button's command says is offered; what it leaves open has a default."""
    form = to_digest_form(Command(name="digest", text=text, place=HERE), BACK, zone="UTC")

    assert query == element(form, "query")["initial_value"]
    assert days == element(form, "days")["initial_option"]["value"]
    assert at == element(form, "at")["initial_time"]
    assert zone == element(form, "zone")["initial_value"]


def test_a_form_that_is_sent_is_a_command() -> None:
    """What was chosen is the command that a person would type, and its answer goes where the button stood."""
    values: dict[str, Any] = {
        "query": {"value": "china"},
        "days": {"selected_option": {"value": "weekdays"}},
        "at": {"selected_time": "07:15"},
        "zone": {"value": " Europe/London "},
    }

    ask = from_digest_form(sent.submission(to_digest_form(FOLLOW, BACK, zone="UTC"), values))

    assert Command(name="digest", text="add china weekdays 07:15 Europe/London", place=HERE, user=PERSON) == ask.command
    assert BACK == ask.back
    assert ask.key


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "\x00"])
def test_a_wrong_time_zone_is_told_at_its_input(zone: str) -> None:
    """A zone that does not exist is told beside its input, while the form is still open."""
    payload = sent.submission(to_digest_form(FOLLOW, BACK, zone="UTC"), {"zone": {"value": zone}})

    assert ["zone"] == list(find_errors(payload))


def test_a_right_form_has_no_errors() -> None:
    """A zone that exists is taken; the other form has nothing that can be wrong."""
    good = sent.submission(to_digest_form(FOLLOW, BACK, zone="UTC"), {"zone": {"value": "Asia/Kathmandu"}})

    assert {} == find_errors(good)
    assert {} == find_errors(sent.submission(to_query_form(BACK), {}))


def test_a_query_goes_to_the_conversation_that_was_chosen() -> None:
    """The brief that the global shortcut asks for stands where its asker wants it, for all to see."""
    urls = [{"response_url": "https://hooks.example/2", "channel_id": "C2"}]

    ask = from_query_form(sent.submission(to_query_form(BACK), {"query": {"value": "nato"}}, response_urls=urls))

    place = Place(platform="slack", workspace=TEAM, channel="C2")
    assert Command(name="brief", text="nato", place=place, user=PERSON) == ask.command
    assert Return(place=place, user=PERSON, response_url="https://hooks.example/2", private=False) == ask.back


@pytest.mark.parametrize("form", [to_digest_form(FOLLOW, BACK, zone="UTC"), to_query_form(BACK)])
def test_a_form_keeps_slacks_limits(form: dict[str, Any]) -> None:
    """A title has 24 characters at most, the private metadata 3,000, an option 75."""
    assert len(form["title"]["text"]) <= 24
    assert len(form["private_metadata"]) <= 3_000
    assert all(
        len(option["text"]["text"]) <= 75 for block in form["blocks"] for option in block["element"].get("options", [])
    )


@pytest.mark.skipif(not SCHEMA.is_file(), reason="Slack's schema of blocks is not at hand")
@pytest.mark.parametrize("form", [to_digest_form(FOLLOW, BACK, zone="UTC"), to_query_form(BACK)])
def test_a_form_is_of_slacks_schema(form: dict[str, Any]) -> None:
    """Each form is one that Slack's own types describe."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only where the schema is

    schema = {**json.loads(SCHEMA.read_text()), "$ref": "#/definitions/ModalView"}

    assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(form)]
