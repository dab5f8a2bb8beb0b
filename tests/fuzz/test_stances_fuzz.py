"""Stances of awkward texts: none crashes, none is made up, and long sentences take no longer than their length."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.stances.frames import find_stances
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames
from bot.stances.tagging import tag
from bot.stances.tokens import LONGEST, to_tokens
from bot.text.sentences import split_sentences
from tests.support.stances import found, to_article

ACTORS = (
    "Russia",
    "North Korea",
    "the EU",
    "Putin",
    "Chinese officials",
    "Tokyo's",
    "NATO",
    "it",
    "they",
    "his",
    "whose",
)
MARKS = (
    ",",
    '"',
    "“",
    "”",
    "'",
    "’",
    "(",
    ")",
    ":",
    ";",
    "-",
    "—",
    "...",
    "?",
    "!",
    ".",
    "’s",
    "n't",
    "$3.5m",
    "1,000",
)
SMALL = (
    "that",
    "to",
    "of",
    "and",
    "or",
    "not",
    "by",
    "with",
    "which",
    "who",
    "if",
    "said",
    "the",
    "a",
    "would",
    "be",
    "been",
)


@cache
def predicates() -> tuple[str, ...]:
    """Return first words of frames, in all their forms."""
    known = load_frames().by_word
    return (*load_lexicon().verbs, *known["noun"], *known["adjective"])


@cache
def seed_texts() -> tuple[str, ...]:
    """Return the texts of the sample corpus."""
    return tuple(path.read_text("utf-8") for path in files("seeds").iterdir() if path.name.endswith(".md"))


def check(text: str) -> None:
    """Read a text, and hold each stance to what every stance must be."""
    sentences = split_sentences(text, "en")
    spans = {(sentence.start, sentence.end) for sentence in sentences}
    for stance in find_stances(to_article(text), sentences):
        assert (stance.start, stance.end) in spans
        assert stance.holder != stance.target
        assert stance.holder.strip()
        assert stance.target.strip()
        assert 0 < stance.confidence <= 1


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No string of characters makes reading fail."""
    check(text)


@settings(max_examples=300)
@given(st.data())
def test_any_order_of_words_is_read(data: st.DataObject) -> None:
    """Actors, predicates, small words and marks in any order make no stance that is not one."""
    words = st.one_of(
        st.sampled_from(ACTORS), st.sampled_from(predicates()), st.sampled_from(SMALL), st.sampled_from(MARKS)
    )
    check(" ".join(data.draw(st.lists(words, min_size=1, max_size=40))))


@settings(max_examples=100)
@given(st.data())
def test_mutilated_articles_are_read(data: st.DataObject) -> None:
    """Articles that were cut anywhere, and have anything put in, are read."""
    text = data.draw(st.sampled_from(seed_texts()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 600)))
    check(text[start:end] + data.draw(st.text(max_size=20)) + text[end : end + 200])


@pytest.mark.parametrize(
    "text",
    [
        "Россия осудила Запад. Russia condemned the West.",
        "Russia\x00 condemned\x07 the\u202e West\u200b.",
        "中国谴责北约。China condemned NATO.",
        "RUSSIA CONDEMNED NATO",
        "russia condemned nato",
        "Russia" * 500,
        "\ufeffRussia condemned NATO.",
        "Mr.",
        "Mr. Mr. Mr.",
        "' ' ' '’s",
        "the the the",
        "to",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    """Mixed scripts, control characters, lines of capitals and lone words are texts too."""
    check(text)


@pytest.mark.parametrize(
    "filler", ["and the war ", "which said that it ", "Russia, ", "of the ", '" ', "condemned ", "(", "not to ", "A's "]
)
def test_long_sentences_are_read_up_to_a_limit(filler: str) -> None:
    """Of a sentence of thousands of words only so many are looked at, so that its time has a bound."""
    text = f"Russia condemned NATO {filler * 4000} and China."

    check(text)
    assert len(to_tokens(text, 0, len(text), [])) <= LONGEST


def test_a_long_sentence_is_still_read_at_its_head() -> None:
    """What stands at the head of an endless sentence is found."""
    assert ("Russia", "NATO", "critical") in found(f"Russia condemned NATO, {'and so on and on ' * 500}.")


def test_no_actor_no_stance() -> None:
    """Where nobody is named, nobody stands anywhere."""
    assert set() == found("Somebody condemned somebody, and everyone supported the plan.")


@pytest.mark.parametrize(
    "sentence",
    [
        "He ate turkey and praised the cook.",
        "Michael Jordan praised the polish of the china.",
        "A chad hung from the ballot, which angered the judge.",
        "The georgia type was criticised by printers.",
    ],
)
def test_common_words_are_no_actors(sentence: str) -> None:
    """Turkey on a plate, china in a cupboard and polish on a shoe stand nowhere."""
    assert not {
        each
        for each in found(sentence)
        for name in each[:2]
        if name in {"Turkey", "China", "Chad", "Georgia", "Jordan"}
    }


@given(st.lists(st.sampled_from((*ACTORS, *SMALL, *MARKS)), max_size=30))
def test_every_token_has_a_tag(words: list[str]) -> None:
    """The tagger leaves no token without a tag."""
    text = " ".join(words)

    assert all(token.tag and token.tag != "?" for token in tag(to_tokens(text, 0, len(text), [])))
