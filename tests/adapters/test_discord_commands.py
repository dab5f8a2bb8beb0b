"""From Discord's payloads to commands, and from the table to what is registered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adapters.discord.commands import (
    find_focused,
    is_about_unseen,
    is_private,
    read_custom_id,
    read_message,
    read_message_command,
    to_application_commands,
    to_choices,
    to_command,
    to_custom_id,
)
from adapters.discord.forms import FORM, read_form, to_form
from adapters.discord.sync import differ
from bot.commands import COMMANDS, wants_form
from bot.model import Command, Place

OPENAPI = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"
PLACE = Place(platform="discord", workspace="2", channel="3")
ME = "1000"


def interaction(kind: int, **data: object) -> dict[str, Any]:
    """Return an interaction of a person in a guild, as Discord sends it."""
    return {"type": kind, "guild_id": "2", "channel_id": "3", "member": {"user": {"id": "5"}}, "data": data}


def validator(name: str) -> Draft202012Validator:
    """Return what Discord's own description says of a thing."""
    if not OPENAPI.is_file():
        pytest.skip("Discord's OpenAPI description is not there; put it at ../shared/specs/discord-openapi.json")
    whole = json.loads(OPENAPI.read_text())
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": whole["components"]})


def every_option(command: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a command's options, those of its subcommands included."""
    options = command.get("options", [])
    return [*options, *(below for option in options for below in every_option(option))]


# --- What is registered ------------------------------------------------------------------------------------------------


def test_the_whole_table_is_registered() -> None:
    """Each command is a slash command, its actions subcommands; and a message has a menu."""
    made = to_application_commands()

    assert [*(spec.name for spec in COMMANDS), "Brief this"] == [command["name"] for command in made]
    for spec, command in zip(COMMANDS, made, strict=False):
        names = {argument.name for argument in spec.arguments} | {action.name for action in spec.actions}
        assert names == {option["name"] for option in command["options"]}


def test_what_is_registered_keeps_discords_limits() -> None:
    """Descriptions, counts, and required options first."""
    made = to_application_commands()

    assert len(made) <= 100
    for command in made:
        options = every_option(command)
        assert len(command.get("options", [])) <= 25
        assert all(1 <= len(option["description"]) <= 100 for option in options)
        assert all(len(option.get("choices", [])) <= 25 for option in options)
        assert not any(option.get("choices") and option.get("autocomplete") for option in options)
        for group in (command, *options):
            required = [option.get("required", False) for option in group.get("options", [])]
            assert sorted(required, reverse=True) == required


def test_what_is_registered_is_valid_by_discords_own_description() -> None:
    """Each command validates against the published schema."""
    schema = validator("ApplicationCommandUpdateRequest")
    for command in to_application_commands():
        schema.validate(command)


def test_commands_differ_only_in_what_they_say() -> None:
    """Ids, versions, defaults and order are Discord's; a changed word, option or context is ours."""
    wanted = to_application_commands()
    listed = [{**command, "id": "1", "version": "2", "nsfw": False, "dm_permission": True} for command in wanted][::-1]
    listed[0] = {**listed[0], "contexts": listed[0]["contexts"][::-1]}

    assert not differ(listed, wanted)
    assert differ(listed[1:], wanted)
    assert differ([{**listed[-1], "description": "Another"}, *listed[:-1]], wanted)
    assert differ([{**listed[-1], "options": []}, *listed[:-1]], wanted)
    assert differ([{**command, "contexts": [0]} for command in listed], wanted)


# --- What people do ----------------------------------------------------------------------------------------------------


def test_a_command_that_the_table_has_lost_still_reaches_the_core() -> None:
    """A slash command of an older version carries its options as they come."""
    options = [{"name": "b", "type": 3, "value": "two"}, {"name": "a", "type": 3, "value": "one"}]

    assert Command(name="old", text="two one", place=PLACE, user="5") == to_command(
        interaction(2, name="old", options=options)
    )
    nested = [{"name": "list", "type": 1, "options": options}]
    assert "list two one" == to_command(interaction(2, name="old", options=nested)).text


def test_an_optional_argument_of_brief_is_written_with_its_name() -> None:
    """``since`` and ``length`` follow the query, whatever order they were filled in."""
    options = [
        {"name": "length", "type": 3, "value": "full"},
        {"name": "query", "type": 3, "value": "china"},
        {"name": "since", "type": 3, "value": "7d"},
    ]

    assert "china since:7d length:full" == to_command(interaction(2, name="brief", options=options)).text


@pytest.mark.parametrize(
    ("name", "text", "private"),
    [
        ("brief", "china", True),
        ("share", "china", False),
        ("digest", "list", True),
        ("digest", "add china daily 08:00", False),
        ("source", "remove https://example.org", False),
        ("brief", "add up", True),
    ],
)
def test_what_changes_things_for_others_is_answered_for_all(name: str, text: str, private: bool) -> None:  # noqa: FBT001
    """A brief is for its asker until it is shared; a new digest concerns the channel."""
    assert private is is_private(Command(name=name, text=text, place=PLACE))


def test_an_interaction_that_says_little_is_read_as_far_as_it_goes() -> None:
    """A direct message's user stands elsewhere; what is missing is empty."""
    assert Command(name="help", place=Place(platform="discord", channel="9"), user="5") == to_command(
        {"type": 2, "channel": {"id": "9"}, "user": {"id": "5"}, "data": {"name": "help"}}
    )
    assert Command(name="", place=Place(platform="discord")) == to_command({"type": 2})
    assert "" == to_command(interaction(2, type=3, name="Brief this", target_id="1")).subject


@given(name=st.sampled_from([spec.name for spec in COMMANDS]), text=st.text(max_size=120))
def test_a_button_says_its_command_or_is_no_button(name: str, text: str) -> None:
    """What was written into a custom_id is read from it; what does not fit is not written."""
    text = text.strip()
    custom_id = to_custom_id(name, text)

    assert len(custom_id) <= 100
    if custom_id:
        assert (name, text) == read_custom_id(custom_id)
        pressed = to_command(interaction(3, component_type=2, custom_id=custom_id))
        assert (name, text) == (pressed.name, pressed.text)


def test_what_is_being_typed_is_found_under_subcommands() -> None:
    """The focused option may stand two levels down, or not at all."""
    options = [{"name": "add", "type": 1, "options": [{"name": "query", "value": "chi", "focused": True}]}]

    assert "chi" == find_focused(options)
    assert "" == find_focused([{"name": "add", "type": 1}])


def test_completions_are_few_short_and_different() -> None:
    """25 at most, of 100 characters at most, none twice, none empty."""
    names = ["China", "China", "", "x" * 101, *map(str, range(40))]

    assert ["China", "0"] == [choice["name"] for choice in to_choices(names)][:2]
    assert 25 == len(to_choices(names))


# --- Messages ----------------------------------------------------------------------------------------------------------


def message(content: str, **more: object) -> dict[str, Any]:
    """Return a direct message, as Discord sends it."""
    return {"id": "1", "type": 0, "channel_id": "3", "author": {"id": "5"}, "content": content, **more}


def test_a_forwarded_message_is_the_subject() -> None:
    """Forwarding a message to the bot is asking about it."""
    forwarded = {"message_snapshots": [{"message": {"content": "https://example.org/pact"}}], "message_reference": {}}
    command = read_message_command(message("", **forwarded), ME)

    assert command is not None
    assert "https://example.org/pact" == command.subject
    assert not is_about_unseen(message("", **forwarded), command)


def test_a_message_to_the_whole_guild_is_nobodys_command() -> None:
    """@everyone does not mention the bot."""
    assert read_message_command(message("china", guild_id="2", mention_everyone=True), ME) is None


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [(None, "china"), ([{"id": ME}], "china"), ([], None), ([{"id": "5"}], None)],
    ids=["no list", "listed", "listed as nobody", "another listed"],
)
def test_a_mention_is_what_discord_lists_as_one(mentions: list[dict[str, str]] | None, expected: str | None) -> None:
    """Only where a message brings no list do its words decide: in code, a mention is none."""
    told = {} if mentions is None else {"mentions": mentions}
    command = read_message_command(message(f"<@{ME}> china", guild_id="2", **told), ME)

    assert expected == (command and command.text)


def test_embeds_are_read_with_the_words() -> None:
    """Title, address and description, as far as there are any."""
    assert "Look\nA pact\nhttps://example.org\nSigned." == read_message(
        {
            "content": "Look",
            "embeds": [{"title": "A pact", "url": "https://example.org", "description": "Signed."}, {"title": None}],
        }
    )


# --- The form ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query", "days", "at", "zone"),
    [
        ("add china", "china", "daily", "08:00", "Europe/London"),
        ("add south korea weekdays 07:30 Asia/Seoul", "south korea", "weekdays", "07:30", "Asia/Seoul"),
        ('add "daily life" daily', '"daily life"', "daily", "08:00", "Europe/London"),
    ],
)
def test_the_form_is_filled_in(text: str, query: str, days: str, at: str, zone: str) -> None:
    """What the button knows stands in the form, and sending it unchanged asks for just that."""
    command = Command(name="digest", text=text, place=PLACE)
    form = to_form(command, "Europe/London")
    inputs = [label["component"] for label in form["components"]]
    chosen = [option["value"] for option in inputs[1]["options"] if option["default"]]
    sent = [
        {
            "type": 18,
            "component": {"custom_id": each["custom_id"], "value": each["value"]}
            if "value" in each
            else {"custom_id": each["custom_id"], "values": chosen},
        }
        for each in inputs
    ]

    assert wants_form(command)
    assert f"add {query} {days} {at} {zone}" == read_form({"custom_id": FORM, "components": sent})


def test_a_form_in_rows_is_read_too() -> None:
    """Older clients send inputs under rows."""
    rows = [{"type": 1, "components": [{"type": 4, "custom_id": name, "value": name}]} for name in ("at", "query")]

    assert "add query at" == read_form({"components": rows})


def test_only_adding_a_digest_asks_for_a_form() -> None:
    """Other buttons answer at once."""
    assert not wants_form(Command(name="digest", text="list", place=PLACE))
    assert not wants_form(Command(name="brief", text="add china", place=PLACE))


def test_the_form_is_valid_by_discords_own_description() -> None:
    """Title, labels and inputs validate against the published schema, the longest query too."""
    form = to_form(Command(name="digest", text=f"add {'x' * 500}", place=PLACE), "America/Argentina/ComodRivadavia")
    validator("ModalInteractionCallbackRequestData").validate(form)
