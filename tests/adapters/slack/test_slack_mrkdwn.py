"""Foreign text in Slack's own markup."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.mrkdwn import escape, flatten, join_within, read, render, render_within, shorten, size, to_link
from bot.model import Run, Style
from tests.support.slack_replies import texts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((Run("it is "), Run(" strong ", Style.STRONG), Run("here")), "it is  *strong* here"),
        ((Run("5*4 = 20, snake_case, a~b"),), "5*4 = 20, snake_case, a~b"),
        ((Run("*not* _mine_ ~here~ `code`"),), "∗not∗ ˍmineˍ ∼here∼ ˋcodeˋ"),
        ((Run("```"), Run("x", Style.CODE), Run("```")), "ˋˋˋ`x`ˋˋˋ"),
        ((Run("> quoted"),), "› quoted"),
        ((Run(">>> all of it"),), "››› all of it"),
        ((Run(" "), Run("> quoted")), " › quoted"),
        ((Run("a > b"),), "a &gt; b"),
        ((Run("one\ntwo\tthree"),), "one two three"),
        ((Run(""), Run(" ", Style.STRONG), Run("", url="https://example.org/")), " "),
        ((Run("label|x>", url="https://example.org/"),), "<https://example.org/|label|x&gt;>"),
        ((Run("label", Style.EMPHASIS, "https://example.org/"),), "_<https://example.org/|label>_"),
        ((Run("label", url="javascript:alert(1)"),), "label"),
    ],
)
def test_a_line_keeps_its_own_style_and_no_other(line: tuple[Run, ...], expected: str) -> None:
    """A run has the style and the link that it is given; marks in its text give it none."""
    assert expected == render(line)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2"),
        (" HTTPS://example.org/", "HTTPS://example.org/"),
        ("https://example.org/<!channel>|x y", "https://example.org/%3C!channel%3E%7Cx%20y"),
        ("https://münchen.example/ü", "https://münchen.example/ü"),
        ("https://example.org/\u202e", ""),
        ("https://example.org/a\nb", ""),
        ("https://[broken", ""),
        ("http:///nowhere", ""),
        ("ftp://example.org/", ""),
        ("data:text/html,x", ""),
        ("", ""),
        ("https://example.org/" + "a" * 1_500, ""),
    ],
)
def test_only_an_address_of_the_web_is_linked(url: str, expected: str) -> None:
    """Characters that would end a link are encoded; what is no address, or cannot be seen, is not linked."""
    assert expected == to_link(url)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("china", "china"),
        ("AT&amp;T &lt;3 &amp;lt;", "AT&T <3 &lt;"),
        ("see <https://example.org/?a=1&amp;b=2>", "see https://example.org/?a=1&b=2"),
        ("see <https://example.org/|example.org>", "see https://example.org/"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<@U1> <@U1|ada> <#C1> <#C1|general> <!here|here> <!subteam^S1>", " @ada  #general here "),
        ("a < b > c", "a < b > c"),
    ],
)
def test_what_people_write_is_read_as_they_see_it(written: str, expected: str) -> None:
    """Slack's markup of a message is taken for the words that it shows."""
    assert expected == read(written)


@given(texts)
def test_escaped_text_is_the_text_itself(text: str) -> None:
    """Escaping loses nothing but what cannot be seen: Slack shows the very words."""
    assert flatten(text) == html.unescape(escape(text).replace("&amp;", "&#38;"))


@given(texts, st.integers(2, 60))
def test_a_shortened_text_fits_and_ends_no_entity_in_the_middle(text: str, limit: int) -> None:
    """Text is cut between characters as people see them, and what was cut ends in an ellipsis."""
    short = shorten(text, limit)

    assert size(short) <= limit
    assert short == escape(text) or short.endswith("…")
    assert "&" not in short.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@given(
    st.lists(
        st.builds(Run, texts, st.sampled_from(Style), st.sampled_from(["", "https://example.org/?a&b"])), max_size=4
    )
)
def test_a_cut_line_keeps_every_word(line: list[Run]) -> None:
    """A line that is cut loses no character that can be seen, and each piece fits."""
    pieces = render_within(tuple(line), 3_000)

    assert all(0 < size(piece) <= 3_000 for piece in pieces)
    assert _seen(render(tuple(line))) == _seen("".join(pieces))


def _seen(text: str) -> str:
    """Return the letters and digits of a text without its links, whose address may be repeated."""
    shown = html.unescape(text.replace("https://example.org/?a&amp;b", "").replace("&amp;", "&#38;"))
    return "".join(character for character in shown if character.isalnum())


@pytest.mark.parametrize("start", ["> ", " >", ">>>"])
def test_no_piece_of_a_cut_line_is_set_as_a_quotation(start: str) -> None:
    """A `>` that begins a piece, the first or a later one, is a letter of the text and no mark."""
    line = (Run(start + "&" * 2_990 + " "), Run(">" * 10, Style.PLAIN, "ftp://no.link/"), Run(" and on" * 500))

    pieces = render_within(line, 3_000)

    assert len(pieces) > 2
    assert not [piece for piece in pieces if piece.lstrip().startswith("&gt;")]
    assert _seen(render(line)) == _seen("".join(pieces))


def test_texts_are_joined_up_to_the_limit() -> None:
    """As many texts as fit stand in one, in order."""
    assert ["aa\nbb", "cc"] == list(join_within(["aa", "bb", "cc"], 6))
    assert [] == list(join_within([], 6))
