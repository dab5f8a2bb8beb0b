"""The tables of frames and words: each entry says what it should, and each word does what its frame says."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from bot.model import TOPIC, Label
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import PARTS, Frame, load_frames, read_table, to_words
from tests.support.stances import found, to_sentence

FRAMES: list[Frame] = [frame for part in PARTS for frame in chain.from_iterable(load_frames().by_word[part].values())]
VERB_SLOTS = {"subject", "object", "first", "object with", "content"}
NOUN_SLOTS = {"owner", "have", "cause", "pair", "role", "want"}
RULE = {
    *("mode", "negated", "refused", "possible", "foreseen", "intended"),
    *("conditional", "asked", "ordered", "reported", "topics"),
}


def test_there_are_many_predicates() -> None:
    """A desk's news needs some hundreds of words by which actors show what they think."""
    assert len({(frame.part, frame.words) for frame in FRAMES}) >= 900


def test_each_class_says_how_words_about_it_change_it() -> None:
    """A class that forgets a circumstance would be silent about it."""
    assert {} == {
        name: RULE - set(entry) for name, entry in read_table("frames")["class"].items() if set(entry) != RULE
    }


def test_each_class_has_frames() -> None:
    """No class is left over."""
    table = read_table("frames")

    assert set(table["class"]) == {entry["class"] for entry in table["frame"]}


@pytest.mark.parametrize("entry", read_table("frames")["frame"], ids=lambda entry: f"{entry['class']} {entry['label']}")
def test_each_frame_names_slots_that_there_are(entry: dict[str, str]) -> None:
    """A slot is one of the names, or a preposition."""
    tags = load_lexicon().tags
    known = VERB_SLOTS if "verb" in entry else NOUN_SLOTS if "noun" in entry else {"subject"}
    slots = [slot for key in ("holder", "target") for slot in to_words(entry[key])]

    assert [] == [slot for slot in slots if slot not in known and tags.get(slot.split()[-1]) not in {"p", "t"}]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame.part} {' '.join(frame.words)} {frame.label}")
def test_each_predicate_shows_what_its_frame_says(frame: Frame) -> None:
    """In the plainest sentence that can be made with it, a predicate has its holder, its target and its label."""
    sentence = to_sentence(frame)
    shown = {(target, label) for holder, target, label in found(sentence) if holder == "Brazil"}
    labels = {str(other.label) for other in FRAMES if other.words == frame.words and other.part == frame.part}
    if frame.special in {"urge", "view"}:
        labels |= {Label.CRITICAL, Label.CONCERNED}

    assert shown, sentence
    assert all(target == "India" or target.startswith(TOPIC) for target, _ in shown), sentence
    assert {label for _, label in shown} <= labels, sentence


def test_no_word_stands_twice_in_a_list() -> None:
    """Whoever looks for a word finds it in one place of a list."""
    lists = {
        f"{entry['class']} {entry['label']} {part}": to_words(entry[part])
        for entry in read_table("frames")["frame"]
        for part in PARTS
        if part in entry
    }

    assert {} == {
        name: twice for name, words in lists.items() if (twice := {word for word in words if words.count(word) > 1})
    }


def test_no_predicate_has_two_opposite_labels() -> None:
    """Nothing both supports and threatens."""
    labels: dict[tuple[str, tuple[str, ...]], set[Label]] = {}
    for frame in FRAMES:
        if not frame.special:
            labels.setdefault((frame.part, frame.words), set()).add(frame.label)
    hostile = {Label.CRITICAL, Label.THREATENING}

    assert [] == [words for words, both in labels.items() if Label.SUPPORTIVE in both and both & hostile]


def test_words_are_written_as_they_are_looked_up() -> None:
    """Entries are in lower case, with straight apostrophes."""
    words = [word for table in ("frames", "words") for word in _strings(read_table(table))]

    assert [] == [word for word in words if word != word.casefold() or re.search("[‘’]", word)]


def _strings(value: object) -> list[str]:
    """Return all entries of the lists of a table, but for the names of actors."""
    if isinstance(value, dict):
        return [word for key, each in value.items() if key not in {"organs", "nicknames"} for word in _strings(each)]
    if isinstance(value, list):
        return [word for each in value for word in _strings(each)]
    return value.split() if isinstance(value, str) else []


def test_an_unknown_class_is_refused() -> None:
    """A frame of a class that there is not stops the start, and says so."""
    from bot.stances.tables import _to_frames  # noqa: PLC0415 - the one test that looks inside

    with pytest.raises(ValueError, match="no class of frames is called 'nonsense'"):
        list(_to_frames({"class": "nonsense", "label": "critical", "holder": "subject", "target": "object"}, {}))
