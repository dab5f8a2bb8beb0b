"""Where words that were read from a file stand in the file."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.places import Places


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("First. China warned Japan.", "China warned Japan.", "China warned Japan."),
        ("China\r\nwarned\r\nJapan.\r\n", "China warned Japan.", "China\r\nwarned\r\nJapan."),
        ("China war\u00adned\u200b Japan.", "China warned Japan.", "China war\u00adned\u200b Japan."),
        (unicodedata.normalize("NFD", "Café in São Paulo"), "Café in São", unicodedata.normalize("NFD", "Café in São")),
        ("He said: “China won.” Then", "“China won.”", "“China won.”"),
        ("(China won [so far])!", "(China won [so far])!", "(China won [so far])!"),
        ("**China** warned [Japan](https://a.example/b) *today*.", "China warned Japan today.", None),
        ("中国外交部发言人。", "中国外交部发言人。", "中国外交部发言人。"),
        ("---\ntitle: China won.\n---\n\nToday China won.", "China won.", "China won."),
    ],
)
def test_words_are_found_in_text(text: str, words: str, stands: str | None) -> None:
    """Line breaks, invisible characters, other forms of letters, and Markdown may stand in between."""
    place = Places(text).find(words)

    assert place
    if stands is None:
        assert (text.index("China"), len(text)) == place
    else:
        assert stands == text[slice(*place)]


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("<p>China <b>warned</b> Japan.</p>", "China warned Japan.", "China <b>warned</b> Japan."),
        ("<p>China&nbsp;won &eacute;lections.</p>", "China won élections.", "China&nbsp;won &eacute;lections."),
        ("<p>&ldquo;China won.&rdquo;</p>", "“China won.”", "&ldquo;China won.&rdquo;"),
        ('<meta content="China won."><p>China won.</p>', "China won.", "China won."),
        ("<script>China won.</script><!-- China won. --><p>China won.</p>", "China won.", "China won."),
        ("<title>China</title> 5 < 6 China & Japan", "China & Japan", "China & Japan"),
    ],
)
def test_words_are_found_in_markup(text: str, words: str, stands: str) -> None:
    """What stands in tags, scripts and comments is no text."""
    place = Places(text, markup=True).find(words)

    assert place
    assert (stands, text.rindex(stands)) == (text[slice(*place)], place[0])


def test_words_that_stand_twice_are_found_in_order() -> None:
    """After an offset, if they stand there; to the letter, if they do."""
    places = Places("“China won.” Yes: China won. 'China won.'")

    assert (1, 11) == places.find("China won.")
    assert (18, 28) == places.find("China won.", 2)
    assert (29, 41) == places.find("'China won.'")
    assert (1, 11) == places.find("China won.", 40)


def test_a_title_in_the_front_matter_is_found_where_it_stands() -> None:
    """Behind the front matter first, but if it stands nowhere else, there."""
    assert (11, 20) == Places("---\ntitle: China won\n---\n\nToday.").find("China won")


@pytest.mark.parametrize("words", ["", "?!", "Brazil", "“”"])
def test_what_does_not_stand_there_has_no_place(words: str) -> None:
    """Neither have words without letters."""
    assert Places("China won.").find(words) is None


WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6), min_size=1, max_size=6)
GAPS = st.sampled_from([" ", "\n", "\r\n", "  ", " \u200b", "\t", "\n> "])


@given(before=st.text(max_size=30), words=WORDS, gap=GAPS, behind=st.text(max_size=30), markup=st.booleans())
def test_what_was_put_there_is_found_there(before: str, words: list[str], gap: str, behind: str, markup: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever stands around them, a place holds the letters of the words and no others."""
    text = f"{before} \x00 {gap.join(words)} \x00 {behind}"
    place = Places(text, markup=markup).find(" ".join(words))
    letters = [part for part in unicodedata.normalize("NFD", "".join(words)) if part.isalnum()]

    if place is None:
        assert not letters
    else:
        found = unicodedata.normalize("NFD", text[slice(*place)])
        assert place[0] < place[1] <= len(text)
        assert markup or letters == [part for part in found if part.isalnum()]
