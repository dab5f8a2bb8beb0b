"""Text of any kind: offsets stay exact, nothing raises, nothing is lost or made up."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.text.clean import clean_text
from bot.text.normalise import fold, normalise
from bot.text.sentences import split_sentences
from bot.text.words import _ASCII_WORD, _WORD, to_stems, to_words

_PIECES = st.sampled_from(
    [
        "The U.S. said so. ", "Lt. Gen. Kim left", "“We will win. ", "” he said. ", "… ", "(AP) ", "SEOUL, June 20 (Reuters) - ",
        "\n", "\n\n", "Share this:", "Most Popular\n", "3 Comments\n", "Putin’s visit ", "No. 1 ", "- ", "• ", "中国。", "है। ",
        "? ", ". ", " ", "HomeNewsWorld", "By Jane Doe\n", "© 2024 ", "J. K. ", "5 p.m. ", "(", ")", "«", "\u00a0", "\U0001f600",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=60).map("".join))
_LANGUAGES = st.sampled_from(["en", "fr", "ru", "ar", "hi", "ja", "zh", "th", "xx", ""])


@given(_TEXTS)
def test_a_normal_form_is_its_own(raw: str) -> None:
    """Normalising and folding twice changes nothing more, and leaves no control characters."""
    once = normalise(raw)

    assert once == normalise(once)
    assert not [char for char in once if ord(char) < 32 and char != "\n"]
    assert fold(once) == fold(fold(once))


@given(_TEXTS, _LANGUAGES)
def test_sentences_are_spans_in_order(text: str, language: str) -> None:
    """Sentences do not overlap, begin and end with something to read, and leave out no letter but a marker's."""
    found = split_sentences(text, language)

    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(text[each.start : each.end] == text[each.start : each.end].strip() for each in found)
    between = [text[one.end : two.start] for one, two in itertools.pairwise(found)]
    assert all(len(gap.strip()) <= 4 for gap in between)


@given(_TEXTS)
def test_clean_text_is_cut_out_of_the_raw_one(raw: str) -> None:
    """Each character that is kept stands in the raw text where its offset says; a line break may have become a space."""
    clean = clean_text(raw)

    for sentence in split_sentences(clean.text):
        kept = clean.text[sentence.start : sentence.end]
        taken = raw[clean.raw_offset(sentence.start) : clean.raw_offset(sentence.end - 1) + 1]
        assert kept.split() == taken.split() or all(part in raw for part in kept.split())
        assert all(
            char == raw[clean.raw_offset(sentence.start + place)] or (char == " ") for place, char in enumerate(kept)
        )


@given(_TEXTS)
def test_cleaning_a_clean_text_adds_nothing(raw: str) -> None:
    """What is cleaned again is made of what was there."""
    once = clean_text(raw).text

    assert [] == [word for word in clean_text(once).text.split() if word not in once]


@given(_TEXTS, _LANGUAGES)
def test_words_are_folded_and_stemmed_one_by_one(text: str, language: str) -> None:
    """There is a stem for each word, and no word has white space."""
    words = to_words(text, language)

    assert len(words) == len(to_stems(words, language))
    assert all(word.split() == [word] for word in words)


@given(st.text(st.characters(max_codepoint=127), max_size=80))
def test_plain_english_has_the_same_words_either_way(text: str) -> None:
    """The quick pattern for ASCII finds what the pattern for all scripts finds."""
    assert _WORD.findall(text.casefold()) == _ASCII_WORD.findall(text.casefold())
