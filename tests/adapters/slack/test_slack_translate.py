"""Replies as Slack's messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adapters.slack.payloads import text_at, value_at
from adapters.slack.translate import Message, to_home, to_messages
from bot.model import Actions, Button, Heading, Items, Paragraph, Picture, Reply, Run, Style, Table
from tests.support.slack_limits import find_faults
from tests.support.slack_replies import HOSTILE, replies

SCHEMA = Path(__file__).parents[4] / "shared" / "specs" / "slack-blocks.schema.json"

PICTURE = Picture(b"png", "China cautions North Korea", "matrix.png")


def texts_of(*messages: Message) -> list[str]:
    """Return the texts of all blocks that have one."""
    return [text_at(block, "text", "text") for each in messages for block in each.blocks if "text" in block]


def test_a_reply_without_parts_shows_its_text() -> None:
    """What has only a gist is shown, and told to notifications, in the same words."""
    (message,) = to_messages(Reply(text="Nothing new."))

    assert "Nothing new." == message.text
    assert ["Nothing new."] == texts_of(message)


def test_a_gist_that_is_longer_than_a_message_becomes_several() -> None:
    """A reply of one text alone is shown whole too."""
    messages = to_messages(Reply(text="&" * 9_000))

    assert 9_000 == sum(str(block).count("&amp;") for each in messages for block in each.blocks)
    assert [] == [fault for each in messages for fault in find_faults(each.text, each.blocks)]


def test_a_title_is_a_header_and_a_heading_is_strong() -> None:
    """A title of level 1 is a header block; parts are headed in a section."""
    (message,) = to_messages(Reply(text="China", parts=(Heading("China & co", 1), Heading("Where it stands"))))

    assert ["header", "section"] == [block["type"] for block in message.blocks]
    assert ["China &amp; co", "*Where it stands*"] == texts_of(message)


def test_a_title_too_long_for_a_header_is_shown_whole() -> None:
    """A header takes 150 characters; a longer title loses nothing."""
    title = "a title " * 30

    (message,) = to_messages(Reply(text="x", parts=(Heading(title, 1),)))

    assert [f"*{title.strip()}* "] == texts_of(message)


def test_points_are_numbered_from_their_start() -> None:
    """The items of a second part go on where the first stopped; without a start they have bullets."""
    lines = ((Run("one"),), (Run("two"),))

    (message,) = to_messages(Reply(text="x", parts=(Items(lines, start=5), Items(lines))))

    assert ["5. one\n6. two", "• one\n• two"] == texts_of(message)


def test_a_full_table_names_its_columns_once() -> None:
    """In small print above its rows, of which each is a line."""
    row = ((Run("China"),), (Run("Japan"),), (Run("cautious"),), (Run("“words” "), Run("[1]", url="https://e.org/1")))

    (message,) = to_messages(Reply(text="x", parts=(Table(("", "toward", "stance", "in whose words"), (row,)),)))

    assert ["context", "section"] == [block["type"] for block in message.blocks]
    assert "who · toward · stance · in whose words" == value_at(message.blocks[0], "elements", 0, "text")
    assert "• *China* · Japan · cautious · “words” <https://e.org/1|[1]>" == value_at(message.blocks[1], "text", "text")


def test_a_table_without_rows_shows_nothing() -> None:
    """Nor does it name columns that hold nothing."""
    (message,) = to_messages(Reply(text="x", parts=(Table(("", "toward"), ()),)))

    assert ["x"] == texts_of(message)


def test_a_row_with_gaps_reads_as_a_sentence() -> None:
    """Its first cell, then each other cell after its column's name; empty cells are left out."""
    head = ("", "toward", "stance", "in whose words")
    row = (
        (Run("China"),),
        (Run("North Korea"),),
        (),
        (Run("“cannot appear too close” — "), Run("[5]", url="https://e.org/5")),
    )

    (message,) = to_messages(Reply(text="x", parts=(Table(head, (row,)),)))

    expected = "• *China* · _toward:_ North Korea · _in whose words:_ “cannot appear too close” — <https://e.org/5|[5]>"
    assert [expected] == texts_of(message)


def test_small_print_is_a_context_block() -> None:
    """Coverage is said in small print."""
    (message,) = to_messages(Reply(text="x", parts=(Paragraph((Run("Read: 5 of 5"),), small=True),)))

    assert ["context"] == [block["type"] for block in message.blocks]


def test_a_button_carries_its_command() -> None:
    """Pressing a button needs no state: its value is the command, escaped as all text is."""
    (message,) = to_messages(Reply(text="x", parts=(Actions((Button("Stances", "stance", "<china> & co"),)),)))

    button = value_at(message.blocks[0], "elements", 0)

    assert ("command:0", "stance &lt;china&gt; &amp; co") == (text_at(button, "action_id"), text_at(button, "value"))


def test_nobody_is_asked_to_share_what_all_see() -> None:
    """The share button stands where only the asker sees the reply, and there alone."""
    reply = Reply(text="x", parts=(Paragraph((Run("x"),)), Actions((Button("Share", "share", "china"),))))

    assert ["section", "actions"] == [block["type"] for block in to_messages(reply, private=True)[0].blocks]
    assert ["section"] == [block["type"] for block in to_messages(reply, private=False)[0].blocks]


def test_a_picture_has_alt_text() -> None:
    """An uploaded picture is an image block; one that Slack did not take is told in words."""
    reply = Reply(text="x", parts=(PICTURE,))

    (shown,) = to_messages(reply, files={PICTURE: "F1"})
    (told,) = to_messages(reply)

    assert {"type": "image", "slack_file": {"id": "F1"}, "alt_text": PICTURE.alt} == shown.blocks[0]
    assert PICTURE.alt == text_at(told.blocks[0], "elements", 0, "text")


def test_a_long_reply_becomes_several_messages() -> None:
    """Nothing is left out of a reply that one message cannot hold, and each message says which of how many it is."""
    points = tuple((Run(f"point {number} " + "word " * 60),) for number in range(150))

    messages = to_messages(Reply(text="China", parts=(Heading("China", 1), Items(points, start=1))))

    assert [(number, len(messages)) for number in range(len(messages))] == [
        (each.number, each.count) for each in messages
    ]
    assert f"China (2/{len(messages)})" == messages[1].text
    assert all(f"point {number} " in "\n".join(texts_of(*messages)) for number in range(150))


def test_a_heading_does_not_stay_behind() -> None:
    """A heading that would end a message goes to the next one, with what it heads."""
    filler = [Paragraph((Run("x"),), small=True) for _ in range(49)]

    messages = to_messages(Reply(text="x", parts=(*filler, Heading("Stances"), Paragraph((Run("China"),)))))

    assert ["*Stances*", "China"] == texts_of(messages[1])


def test_a_line_longer_than_a_text_object_is_cut_between_words() -> None:
    """A long line is cut where words end, and no entity and no link is cut."""
    line = (Run("R&D " * 2_000), Run("the link " * 100, url="https://example.org/a?b=1&c=2"))

    messages = to_messages(Reply(text="x", parts=(Paragraph(line),)))

    assert [] == [fault for each in messages for fault in find_faults(each.text, each.blocks)]
    assert 2_000 == "".join(texts_of(*messages)).count("R&amp;D")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(replies, st.booleans(), st.booleans())
def test_any_reply_keeps_slacks_limits(reply: Reply, private: bool, uploaded: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a reply holds, Slack takes its messages and nothing in them can ping, link, break out or hide."""
    files = {part: "F1" for part in reply.parts if isinstance(part, Picture)} if uploaded else {}

    messages = to_messages(reply, private=private, files=files)

    assert list(range(messages[0].count)) == [each.number for each in messages]
    assert [] == [fault for each in messages for fault in find_faults(each.text, each.blocks)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(replies, max_size=3))
def test_any_home_keeps_slacks_limits(shown: list[Reply]) -> None:
    """Whatever the replies hold that a home is made of, Slack takes it."""
    blocks = to_home(shown)

    assert len(blocks) <= 100
    assert [] == [fault for block in blocks for fault in find_faults("home", [block])]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("style", Style)
def test_hostile_text_is_harmless_in_every_style(text: str, style: Style) -> None:
    """No text can ping, link or break out, whatever its style and wherever it stands."""
    line = (Run(text, style), Run(text, style, "https://example.org/"))
    parts = (
        Heading(text, 1),
        Paragraph(line),
        Items((line,)),
        Table((text, text), ((line, line),)),
        Picture(b"", text),
    )
    reply = Reply(text=text, parts=(*parts, Actions((Button(text, "brief", text[:80]),))))

    messages = to_messages(reply)

    assert [] == [fault for each in messages for fault in find_faults(each.text, each.blocks)]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="Slack's schema of blocks is not at hand")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reply=replies)
def test_any_reply_is_of_slacks_schema(reply: Reply) -> None:
    """Each block is one that Slack's own types describe."""
    files = {part: "F1" for part in reply.parts if isinstance(part, Picture)}
    validator = _validator("KnownBlock")

    errors = [
        error.message
        for each in to_messages(reply, files=files)
        for block in each.blocks
        for error in validator.iter_errors(block)
    ]

    assert [] == errors


def _validator(name: str) -> Draft202012Validator:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text())
    return Draft202012Validator({**schema, "$ref": f"#/definitions/{name}"})
