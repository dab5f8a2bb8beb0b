"""Replies as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Actions, Button, Heading, Items, Paragraph, Picture, Reply, Run, Style, Table
from bot.plain import measure, to_text

HEAD = ("", "toward", "stance", "in whose words")
ROW = (
    (Run("China"),),
    (Run("North Korea"),),
    (Run("cautious (foreseen)"),),
    (Run("“Beijing will be displeased” — [3]"),),
)


def text_of(*parts: Heading | Paragraph | Items | Table | Picture | Actions, width: int = 80) -> str:
    """Return parts as text."""
    return to_text(Reply(text="gist", parts=parts), width=width)


def test_a_reply_without_parts_is_its_gist() -> None:
    """The one line for notifications stands in where there is nothing else."""
    assert "gist\n" == to_text(Reply(text="gist"))


def test_parts_stand_apart_and_lists_under_their_headings() -> None:
    """An empty line parts what is said, but not a heading from its list."""
    text = text_of(
        Paragraph((Run("China"),)), Heading("Where it stands"), Items(((Run("one"),), (Run("two"),)), start=3)
    )

    assert "China\n\nWhere it stands\n3. one\n4. two\n" == text


def test_long_items_hang() -> None:
    """The lines of an item stand below its text, not below its number."""
    assert "- aaa bbb\n  ccc\n" == text_of(Items(((Run("aaa bbb ccc"),),)), width=9)


def test_addresses_stand_below_an_item() -> None:
    """A source's address follows on a line of its own; that of a citation stands with the sources already."""
    source = (Run("A title", url="https://example.org/1"), Run(" · Example"))
    point = (Run("“Words” — "), Run("[1]", url="https://example.org/1"))

    assert "1. A title · Example\n   https://example.org/1\n" == text_of(Items((source,), start=1))
    assert "- “Words” — [1]\n" == text_of(Items((point,)))


def test_addresses_within_prose_follow_their_words() -> None:
    """In a paragraph, an address stands in brackets behind the words that it belongs to."""
    assert "See the page (https://example.org/)\n" == text_of(
        Paragraph((Run("See "), Run("the page", url="https://example.org/")))
    )


def test_a_table_has_columns() -> None:
    """Columns are as wide as what is in them; the last one takes the rest, and wraps."""
    assert [
        "       toward       stance               in whose words",
        "China  North Korea  cautious (foreseen)  “Beijing will be displeased” —",
        "                                         [3]",
    ] == text_of(Table(HEAD, (ROW,)), width=72).splitlines()


def test_a_narrow_table_has_one_line_a_row() -> None:
    """Where there is no room for columns, each cell says what it is."""
    assert [
        "- China · toward: North Korea · stance:",
        "  cautious (foreseen) · in whose words:",
        "  “Beijing will be displeased” — [3]",
    ] == text_of(Table(HEAD, (ROW,)), width=40).splitlines()


def test_a_picture_is_told() -> None:
    """The alt text stands for the picture."""
    assert "Picture: who stands where\n" == text_of(Picture(b"", "who stands where"))


def test_buttons_are_commands_to_type() -> None:
    """Buttons become what can be typed; sharing means nothing where all can see."""
    actions = Actions((Button("Stances", "stance", "china"), Button("Share", "share", "china"), Button("Help", "help")))

    assert "Next: stance china · help\n" == text_of(actions)


def test_paint_sees_each_piece_in_its_style() -> None:
    """Styles are painted after lines have been measured and broken."""
    line = (Run("bold words", Style.STRONG), Run(", plain"))
    painted = to_text(
        Reply(text="", parts=(Paragraph(line),)),
        width=11,
        paint=lambda text, style: f"<{text}>" if style is Style.STRONG else text,
    )

    assert "<bold> <words>,\nplain\n" == painted


def test_what_controls_a_terminal_is_left_out() -> None:
    """Foreign text cannot clear the screen, write backwards, or begin a line of its own."""
    assert "ab c\n" == text_of(Paragraph((Run("a\x1b[2J\u202eb\nc"),)))


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("北京", 4), ("e\u0301", 1), ("", 0)])
def test_measure(text: str, columns: int) -> None:
    """Wide characters take two columns, combining ones none."""
    assert columns == measure(text)


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12), max_size=12), st.integers(20, 90)
)
def test_no_line_is_too_long(words: list[str], width: int) -> None:
    """Whatever is written, words of at most 12 wide characters never leave the page."""
    lines = text_of(
        Paragraph((Run(" ".join(words)),)), Items(((Run(" ".join(words)),),)), width=width + 10
    ).splitlines()

    assert all(measure(line) <= width + 10 for line in lines)
