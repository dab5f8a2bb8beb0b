"""Dialogs with the real discord.py, against a Discord on loopback."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.commands import COMMANDS
from bot.model import Actions, Button, Command, Paragraph, Picture, Reply, Run
from tests.peers.discord import APPLICATION, BOT_USER, CHANNEL, DIRECT, GUILD, PERSON, DiscordPeer, Fault
from tests.support.discord_house import Core, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PNG = b"\x89PNG\r\n\x1a\n"
IN_TIME = 3.0  # seconds that Discord waits for a first response


@pytest.fixture
def peer() -> Iterator[DiscordPeer]:
    """Discord on loopback."""
    with DiscordPeer() as peer:
        yield peer


def private(text: str) -> Core:
    """Return a core whose every reply is for its asker alone."""
    return Core(answer=lambda _: Reply(text=text, private=True))


def string(name: str, value: str, **more: object) -> dict[str, object]:
    """Return an option as Discord sends it."""
    return {"name": name, "type": 3, "value": value, **more}


def contents(messages: Sequence[dict[str, Any] | None]) -> list[str | None]:
    """Return what messages say; ``None`` for one that was taken back."""
    return [message["content"] if message else None for message in messages]


# --- Slash commands ----------------------------------------------------------------------------------------------------


def test_a_slash_command_reaches_the_core_as_it_would_be_typed(peer: DiscordPeer) -> None:
    """Options become the command's text, in the table's order; guild, channel and person are known."""
    core = private("Six points.")
    with serving(peer, core):
        asked = peer.slash("brief", string("since", "7d"), string("query", "china"))
        peer.wait_for(lambda: asked.messages)

    (command,) = core.asked
    assert ("brief", "china since:7d", PERSON) == (command.name, command.text, command.user)
    assert ("discord", GUILD, CHANNEL) == (command.place.platform, command.place.workspace, command.place.channel)
    assert ["Six points."] == contents(asked.messages)


def test_a_slow_answer_is_deferred_at_once(peer: DiscordPeer) -> None:
    """Discord hears within 3 s that an answer comes, however long the core takes."""
    core = private("At last.")
    core.free.clear()
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.response and core.asked)
        before = list(asked.messages)
        core.free.set()
        peer.wait_for(lambda: asked.messages)

    assert 5 == (asked.response or {})["type"]
    assert [] == before
    assert ["At last."] == contents(asked.messages)


def test_thirty_slow_commands_are_all_deferred_in_time(peer: DiscordPeer) -> None:
    """A pool that is full of slow answers makes nobody wait for the first response."""
    core = private("Done.")
    core.free.clear()
    with serving(peer, core):
        every = [peer.slash("brief", string("query", str(number))) for number in range(40)]
        peer.wait_for(lambda: all(asked.response for asked in every))
        core.free.set()
        peer.wait_for(lambda: all(asked.messages for asked in every))

    assert max(asked.answered - asked.sent for asked in every) < IN_TIME
    assert 40 == len(core.asked)


def test_a_subcommand_is_typed_before_its_options(peer: DiscordPeer) -> None:
    """``/digest add`` carries its action and its arguments in order."""
    core = private("Added.")
    options = [
        string("days", "daily"),
        string("at", "08:00"),
        string("query", "china"),
        string("zone", "Europe/London"),
    ]
    with serving(peer, core):
        asked = peer.slash("digest", {"name": "add", "type": 1, "options": options})
        peer.wait_for(lambda: asked.messages)

    assert [("digest", "add china daily 08:00 Europe/London")] == [(each.name, each.text) for each in core.asked]


def test_names_are_completed_while_they_are_typed(peer: DiscordPeer) -> None:
    """At most 25 completions are offered, without a deferral and without asking for a brief."""
    core = Core(names=["China", *(f"Ch{number}" for number in range(40)), "c" * 101])
    with serving(peer, core):
        data = {"id": "1", "type": 1, "name": "brief", "options": [string("query", "ch", focused=True)]}
        asked = peer.interact({"type": 4, "data": data})
        peer.wait_for(lambda: asked.response)

    response = asked.response or {}
    assert 8 == response["type"]
    assert 25 == len(response["data"]["choices"])
    assert {"name": "China", "value": "China"} == response["data"]["choices"][0]
    assert [] == core.asked


def test_a_completion_that_fails_is_an_empty_one(peer: DiscordPeer) -> None:
    """Where the core cannot complete, the person types on."""
    core = Core(names=[cast("str", None)])  # makes completing raise
    with serving(peer, core):
        data = {"id": "1", "type": 1, "name": "brief", "options": [string("query", "ch", focused=True)]}
        asked = peer.interact({"type": 4, "data": data})
        peer.wait_for(lambda: asked.response)

    assert [] == (asked.response or {})["data"]["choices"]


def test_the_menu_of_a_message_briefs_it(peer: DiscordPeer) -> None:
    """Apps > Brief this makes the message the subject, embeds included."""
    core = private("A page.")
    message = {"id": "9", "content": "", "embeds": [{"title": "A pact", "url": "https://example.org/pact"}]}
    data = {"id": "2", "type": 3, "name": "Brief this", "target_id": "9", "resolved": {"messages": {"9": message}}}
    with serving(peer, core):
        asked = peer.interact({"type": 2, "data": data})
        peer.wait_for(lambda: asked.messages)

    assert [("brief", "", "A pact\nhttps://example.org/pact")] == [(c.name, c.text, c.subject) for c in core.asked]


def test_an_interaction_that_comes_twice_is_answered_once(peer: DiscordPeer) -> None:
    """The gateway may send an event again; the core is asked once, and Discord gets one response."""
    core = private("Once.")
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"), times=3)
        after = peer.slash("help")
        peer.wait_for(lambda: asked.messages and after.messages)

    assert ["brief", "help"] == sorted(command.name for command in core.asked)
    assert 1 == len(peer.calls_to("POST", f"{asked.token}/callback"))


def test_another_process_that_was_faster_is_left_to_it(peer: DiscordPeer) -> None:
    """Where Discord says that an interaction has its response already, the core is not asked."""
    core = private("Mine.")
    body = {"message": "Interaction has already been acknowledged.", "code": 40060}
    peer.faults.append(Fault(method="POST", path="/callback", status=400, body=body))
    with serving(peer, core):
        taken = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: peer.calls_to("POST", "/callback"))
        after = peer.slash("help")
        peer.wait_for(lambda: after.messages)

    assert ["help"] == [command.name for command in core.asked]
    assert [] == taken.messages


# --- Who sees it -------------------------------------------------------------------------------------------------------


def test_a_private_reply_is_for_its_asker_alone(peer: DiscordPeer) -> None:
    """What the core calls private is ephemeral, the messages that follow the first included, and can be shared."""
    buttons = Actions((Button("Share", "share", "china"),))
    core = Core(answer=lambda _: Reply(text="x " * 3_000, parts=(buttons,), private=True))
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: len(asked.messages) > 3)

    assert asked.is_private
    assert {64} == {message["flags"] for message in asked.messages if message}
    last = asked.messages[-1] or {}
    assert ["/share china"] == [button["custom_id"] for button in last["components"][0]["components"]]


def test_a_public_reply_takes_the_deferral_back(peer: DiscordPeer) -> None:
    """A deferral cannot change who sees it: it is deleted, and the reply follows for all to see, with nothing to share."""
    buttons = Actions((Button("Share", "share", "china"), Button("More", "brief", "china length:full")))
    core = Core(answer=lambda _: Reply(text="For all.", parts=(buttons,)))
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: len(asked.messages) > 1)

    assert [None, "For all."] == contents(asked.messages)
    shown = asked.messages[1] or {}
    assert 0 == shown["flags"]
    assert ["/brief china length:full"] == [button["custom_id"] for button in shown["components"][0]["components"]]


@pytest.mark.parametrize("status", [403, 404, 405])
def test_a_deferral_that_cannot_be_deleted_is_answered_in_its_place(peer: DiscordPeer, status: int) -> None:
    """Who sees it is then as was said at first; the answer is not lost."""
    peer.faults.append(Fault(method="DELETE", path="/messages/@original", status=status, body={"message": "No"}))
    with serving(peer, Core(answer=lambda _: Reply(text="For all."))):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.messages)

    assert ["For all."] == contents(asked.messages)
    assert 1 == len(peer.calls_to("PATCH", "/messages/@original"))


def test_sharing_answers_for_all_to_see(peer: DiscordPeer) -> None:
    """The share button's deferral is public from the start."""
    core = Core(answer=lambda command: Reply(text=f"{command.name} {command.text}"))
    with serving(peer, core):
        asked = peer.press("/share china")
        peer.wait_for(lambda: asked.messages)

    assert not asked.is_private
    assert ["share china"] == contents(asked.messages)


# --- Buttons and forms -------------------------------------------------------------------------------------------------


def test_a_button_works_after_a_restart(peer: DiscordPeer) -> None:
    """A button's command stands in its custom_id: a new process knows it without any memory."""
    core = Core(
        answer=lambda _: Reply(text="Six.", parts=(Actions((Button("Stances", "stance", "china"),)),), private=True)
    )
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.messages)
    button = (asked.messages[0] or {})["components"][0]["components"][0]

    again = private("Cautious.")
    with serving(peer, again):
        pressed = peer.press(button["custom_id"])
        peer.wait_for(lambda: pressed.messages)

    assert [("stance", "china")] == [(command.name, command.text) for command in again.asked]
    assert ["Cautious."] == contents(pressed.messages)


def test_follow_daily_asks_for_hour_and_zone(peer: DiscordPeer) -> None:
    """The button opens a form, filled in; sending it is ``/digest add``."""
    core = private("Added.")
    with serving(peer, core):
        pressed = peer.press("/digest add south korea daily 08:00")
        peer.wait_for(lambda: pressed.response)
        form = (pressed.response or {})["data"]
        components = [{**label["component"], "value": label["component"].get("value")} for label in form["components"]]
        sent = [{"type": 18, "component": each} for each in components]
        sent[1]["component"] = {"type": 3, "custom_id": "days", "values": ["weekdays"]}
        answered = peer.interact({"type": 5, "data": {"custom_id": form["custom_id"], "components": sent}})
        peer.wait_for(lambda: answered.messages)

    assert 9 == (pressed.response or {})["type"]
    assert ["south korea", None, "08:00", "Europe/London"] == [each["value"] for each in components]
    assert [("digest", "add south korea weekdays 08:00 Europe/London")] == [(c.name, c.text) for c in core.asked]


# --- Messages ----------------------------------------------------------------------------------------------------------


def test_a_mention_is_answered_below_it(peer: DiscordPeer) -> None:
    """The words beside the mention are the query; the answer replies to the message, pings nobody, and comes once."""
    core = Core()
    with serving(peer, core):
        said = peer.say(f"<@{APPLICATION}> china since:7d", mentions=True)
        peer.wait_for(lambda: peer.channels[CHANNEL])

    assert [("brief", "china since:7d", PERSON)] == [(each.name, each.text, each.user) for each in core.asked]
    (answer,) = peer.channels[CHANNEL]
    assert {"message_id": said["id"], "fail_if_not_exists": False} == answer["message_reference"]
    assert {"parse": [], "replied_user": False} == answer["allowed_mentions"]
    assert len(answer["sent_nonce"]) <= 25


def test_a_mention_may_name_any_command(peer: DiscordPeer) -> None:
    """What would be a slash command is one in a mention too."""
    core = Core()
    with serving(peer, core):
        peer.say(f"<@!{APPLICATION}> stance china on japan", mentions=True)
        peer.wait_for(lambda: peer.channels[CHANNEL])

    assert [("stance", "china on japan")] == [(each.name, each.text) for each in core.asked]


def test_a_reply_to_a_link_is_about_that_message(peer: DiscordPeer) -> None:
    """Mentioning the bot in a reply makes what it replies to the subject."""
    core = Core()
    referenced = {"id": "8", "content": "Read https://example.org/pact", "author": {"id": "501"}}
    with serving(peer, core):
        reference = {"message_id": "8", "channel_id": CHANNEL}
        more: dict[str, Any] = {"type": 19, "message_reference": reference, "referenced_message": referenced}
        peer.say(f"<@{APPLICATION}>", mentions=True, **more)
        peer.wait_for(lambda: peer.channels[CHANNEL])

    assert [("", "Read https://example.org/pact")] == [(each.text, each.subject) for each in core.asked]


def test_a_reply_to_words_that_discord_withholds_says_what_to_do(peer: DiscordPeer) -> None:
    """Without the privileged intent another's words may be missing: the person is told of the menu."""
    core = Core()
    with serving(peer, core):
        referenced = {"id": "8", "content": "", "author": {"id": "501"}}
        more: dict[str, Any] = {"type": 19, "message_reference": {"message_id": "8"}, "referenced_message": referenced}
        peer.say(f"<@{APPLICATION}>", mentions=True, **more)
        peer.wait_for(lambda: peer.channels[CHANNEL])

    assert "Brief this" in peer.channels[CHANNEL][0]["content"]
    assert [] == core.asked


def test_an_empty_mention_asks_for_help(peer: DiscordPeer) -> None:
    """A mention alone reaches the core as an empty brief, which it answers with help."""
    core = Core()
    with serving(peer, core):
        peer.say(f"<@{APPLICATION}>", mentions=True)
        peer.wait_for(lambda: peer.channels[CHANNEL])

    assert [("brief", "", "")] == [(each.name, each.text, each.subject) for each in core.asked]


def test_a_direct_message_needs_no_mention(peer: DiscordPeer) -> None:
    """What is said to the bot alone is a command; it has no guild."""
    core = Core()
    with serving(peer, core):
        peer.say("japan", direct=True)
        peer.wait_for(lambda: peer.channels[DIRECT])

    assert [("japan", "", DIRECT)] == [(each.text, each.place.workspace, each.place.channel) for each in core.asked]


def test_bots_and_bystanders_are_not_answered(peer: DiscordPeer) -> None:
    """Other bots, webhooks, the bot itself, notices, and people who speak of something else get no answer."""
    core = Core()
    with serving(peer, core):
        peer.say("china", mentions=False)
        peer.say(f"<@{APPLICATION}> china", mentions=True, author={"id": "600", "bot": True})
        peer.say(f"<@{APPLICATION}> china", mentions=True, author=BOT_USER)
        peer.say(f"<@{APPLICATION}> china", mentions=True, webhook_id="700")
        peer.say("pinned a message", mentions=True, type=6)
        peer.say("last", direct=True)
        peer.wait_for(lambda: peer.channels[DIRECT])

    assert ["last"] == [command.text for command in core.asked]
    assert [] == peer.channels[CHANNEL]


# --- What goes wrong ---------------------------------------------------------------------------------------------------


def test_a_core_that_fails_is_told_in_a_sentence(peer: DiscordPeer) -> None:
    """An error of ours reaches the person as a sentence and the log as a trace."""

    def fail(command: Command) -> Reply:
        raise RuntimeError(command.name)

    with serving(peer, Core(answer=fail)):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.messages)

    assert "went wrong" in str(contents(asked.messages)[0])


def test_a_deferral_whose_reply_is_lost_counts(peer: DiscordPeer) -> None:
    """The second attempt is told that the first arrived; the answer is given, once."""
    core = private("Here.")
    peer.faults.append(Fault(method="POST", path="/callback", after=True))
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.messages)

    assert ["Here."] == contents(asked.messages)
    assert 1 == len(core.asked)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="PATCH", path="/messages/@original"),
        Fault(method="PATCH", path="/messages/@original", status=502, body={}),
        Fault(
            method="PATCH",
            path="/messages/@original",
            status=429,
            body={"message": "You are being rate limited.", "retry_after": 0.2, "global": False},
            headers={"Retry-After": "0.2"},
        ),
        Fault(
            method="PATCH",
            path="/messages/@original",
            status=429,
            body={"message": "You are being rate limited.", "retry_after": 0.2, "global": False},
            headers={"Retry-After": "0.2", "Via": "1.1 google"},
        ),
    ],
    ids=["lost", "502", "429", "429 by way of Discord's proxies"],
)
def test_an_answer_survives_a_fault(peer: DiscordPeer, fault: Fault) -> None:
    """A reply that is refused for now, or lost, is given again."""
    peer.faults.append(fault)
    core = private("Here.")
    with serving(peer, core):
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.messages)

    assert ["Here."] == contents(asked.messages)


def test_an_answer_to_a_message_is_given_once_though_its_reply_is_lost(peer: DiscordPeer) -> None:
    """The nonce makes the second request the same message."""
    peer.faults.append(Fault(method="POST", path=f"/channels/{DIRECT}/messages", after=True))
    with serving(peer, Core()):
        peer.say("japan", direct=True)
        peer.wait_for(lambda: len(peer.calls_to("POST", f"/channels/{DIRECT}/messages")) > 1)

    assert ["brief: japan"] == contents(peer.channels[DIRECT])


def test_a_lost_typing_notice_costs_nothing(peer: DiscordPeer) -> None:
    """The notice that an answer is being written is a courtesy; without it the answer comes all the same."""
    peer.faults.append(Fault(method="POST", path="/typing", status=404, body={"message": "Unknown", "code": 0}))
    with serving(peer, Core()):
        peer.say("japan", direct=True)
        peer.wait_for(lambda: peer.channels[DIRECT])

    assert ["brief: japan"] == contents(peer.channels[DIRECT])


def test_a_picture_carries_its_words(peer: DiscordPeer) -> None:
    """A picture arrives as a file whose description is its alt text."""
    parts = (Paragraph((Run("Who stands where."),)), Picture(png=PNG, alt="China: cautious", name="matrix.png"))
    core = Core(answer=lambda _: Reply(text="The matrix.", parts=parts, private=True))
    with serving(peer, core):
        asked = peer.slash("stance", string("query", "matrix treaty"))
        peer.wait_for(lambda: asked.messages)

    (call,) = peer.calls_to("PATCH", "/messages/@original")
    assert {"files[0]": PNG} == call.files
    assert [{"id": "0", "filename": "0-matrix.png", "description": "China: cautious"}] == call.json["attachments"]


def test_words_arrive_where_pictures_are_refused(peer: DiscordPeer) -> None:
    """Files need a permission of their own; without it the answer is given in words, on both ways back."""
    refused = {"message": "Missing Permissions", "code": 50013}
    paths = (("PATCH", "/messages/@original"), ("POST", f"/channels/{DIRECT}/messages"))
    peer.faults += [Fault(method=method, path=path, status=403, body=refused) for method, path in paths]
    parts = (Paragraph((Run("Who stands where."),)), Picture(png=PNG, alt="China: cautious", name="matrix.png"))
    core = Core(answer=lambda _: Reply(text="The matrix.", parts=parts, private=True))
    with serving(peer, core):
        asked = peer.slash("stance", string("query", "matrix treaty"))
        peer.say("stance matrix", direct=True)
        peer.wait_for(lambda: asked.messages and peer.channels[DIRECT])

    for method, path in paths:
        first, second = peer.calls_to(method, path)
        assert ({"files[0]": PNG}, {}) == (first.files, second.files)
        assert first.json["embeds"] == second.json["embeds"]
        assert "attachments" not in second.json


def test_it_stops_though_an_answer_never_ends(peer: DiscordPeer) -> None:
    """Running answers get some seconds, no more."""
    core = private("Never.")
    core.free.clear()
    with serving(peer, core) as adapter:
        asked = peer.slash("brief", string("query", "china"))
        peer.wait_for(lambda: asked.response)
        stopping = time.monotonic()
        adapter.stopping.set()
        peer.wait_for(lambda: not adapter.running.is_alive())

    assert time.monotonic() - stopping < 5
    assert [] == asked.messages


def test_every_command_of_the_table_is_answered(peer: DiscordPeer) -> None:
    """Whatever the table lists, the core is asked by that name."""
    core = private("Yes.")
    with serving(peer, core):
        every = [peer.slash(spec.name) for spec in COMMANDS]
        peer.wait_for(lambda: all(asked.messages for asked in every))

    assert {spec.name for spec in COMMANDS} == {command.name for command in core.asked}
