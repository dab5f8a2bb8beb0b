"""Words, stems and stop words, in the scripts that we read."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.text.words import stop_words, to_stems, to_words

LANGUAGES = sorted(path.name.removesuffix(".txt") for path in files("bot.text").joinpath("stop_words").iterdir())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("North Korea’s U.S.-made radars", "en", ["north", "korea's", "us", "made", "radars"]),
        ("He didn't re-arm the anti-tank 'unit'.", "en", ["he", "didn't", "re-arm", "the", "anti", "tank", "unit"]),
        ("1,250.5 tonnes at 08:30 on the 3rd", "en", ["1,250.5", "tonnes", "at", "08:30", "on", "the", "3rd"]),
        ("L’accord d'État aujourd’hui", "fr", ["l", "accord", "d", "état", "aujourd", "hui"]),
        ("Москва и Пекин", "ru", ["москва", "и", "пекин"]),
        ("プーチン大統領は", "ja", ["プーチン", "大", "統", "領", "は"]),
        ("中国外交部", "zh", ["中", "国", "外", "交", "部"]),
        ("राष्ट्रपति पुतिन", "hi", ["राष्ट्रपति", "पुतिन"]),
        ("คิม", "th", ["คิ", "ม"]),
        ("موسكو وبكين", "ar", ["موسكو", "وبكين"]),
        ("… — !?", "en", []),
        ("", "en", []),
        ("under_scored", "en", ["under", "scored"]),
    ],
)
def test_words_are_found_in_each_script(text: str, language: str, expected: list[str]) -> None:
    """Words come case-folded and in order; what is written without spaces falls into characters."""
    assert expected == to_words(text, language)


def test_stems_bring_inflected_words_together() -> None:
    """A possessive, a plural and a past tense share the stem of their word."""
    assert to_stems(["china", "missile", "sign"]) == to_stems(["china's", "missiles", "signed"])


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    """Where Snowball knows no rules, words are their own stems."""
    assert ["中", "国"] == to_stems(["中", "国"], "zh")


def test_stemming_of_nothing_is_nothing() -> None:
    """No words give no stems, with a stemmer and without."""
    assert [] == to_stems([], "en") == to_stems([], "xx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_are_words_as_texts_give_them(language: str) -> None:
    """Each stop word is one word of its language, so that it can be met in a text."""
    words = stop_words(language)

    assert len(words) > 40
    assert all([word] == to_words(word, language) for word in words)


def test_names_are_no_stop_words() -> None:
    """The country is spelt like the pronoun once folded, and must not be lost."""
    assert not {"us", "uk", "who's"} & (stop_words("en") - {"who's"})


@pytest.mark.parametrize("language", ["xx", "", "../en", "en.txt"])
def test_an_unknown_language_has_no_stop_words(language: str) -> None:
    """What is no language that we know gives an empty set, and reads no other file."""
    assert frozenset() == stop_words(language)
