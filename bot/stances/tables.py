"""The data files of this room, read once: words (``data/words.toml``) and frames (``data/frames.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.model import Label, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PARTS = ("verb", "noun", "adjective")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the words about a predicate change what it shows: of each, a label, a mode, or ``None`` (it shows nothing)."""

    mode: Mode
    negated: Label | None
    refused: Label | None
    possible: Mode | None
    foreseen: Mode | None
    intended: Mode | None
    conditional: Mode | None
    asked: Mode | None
    ordered: Mode | None
    reported: Mode | None
    topics: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate: its words, the label that it shows, and the slots of holder and target, in order of preference."""

    words: tuple[str, ...]
    part: str  # verb, noun, adjective
    rule: Rule
    label: Label
    holder: tuple[str, ...]
    target: tuple[str, ...]
    special: str = ""
    things: str = ""  # of which kind what is given, thrown or withdrawn must be
    mutual: bool = False
    owned: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by part of speech and first word, those of more words first; and the words about them."""

    by_word: Mapping[str, Mapping[str, tuple[Frame, ...]]]
    governors: Mapping[str, str]  # word -> intended, refused, ordered, ...
    light: Mapping[str, frozenset[str]]  # have, cause, suffer -> verbs
    friendly: frozenset[str]
    hostile: frozenset[str]
    open: frozenset[str]  # verbs of which anything may be the topic
    wrong: frozenset[str]
    harm: frozenset[str]
    say: frozenset[str]
    said: frozenset[str]  # nouns: assertion, claim
    evaluating: frozenset[str]  # verbs: call, describe
    negative: frozenset[str]
    positive: frozenset[str]
    verbs: frozenset[str]  # base forms
    adjectives: frozenset[str]  # of one word

    def find(self, part: str, word: str) -> tuple[Frame, ...]:
        """Return the frames that begin with the word, those of more words first."""
        return self.by_word[part].get(word, ())

    def light_of(self, verb: str) -> frozenset[str]:
        """Return how a verb lends itself to a noun: ``have``, ``cause``, ``suffer``, several, or not at all."""
        return frozenset(kind for kind, verbs in self.light.items() if verb in verbs)


def read_table(name: str) -> dict[str, Any]:
    """Return one of this room's tables, as it stands in its file."""
    return tomllib.loads(files("bot.stances").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def to_words(text: str) -> list[str]:
    """Return the words of an entry, those of several parts with spaces.

    >>> to_words("back call_on")
    ['back', 'call on']
    """
    return [word.replace("_", " ") for word in text.split()]


@cache
def load_frames() -> Frames:
    """Return the frames that come with briefbot.

    Raises:
        ValueError: If the file names a label, a mode or a class that there is not.
    """
    table = read_table("frames")
    rules = {name: _to_rule(entry) for name, entry in table["class"].items()}
    by_word: dict[str, dict[str, tuple[Frame, ...]]] = {part: {} for part in PARTS}
    for frame in (frame for entry in table["frame"] for frame in _to_frames(entry, rules)):
        index = by_word[frame.part]
        several = (*index.get(frame.words[0], ()), frame)
        index[frame.words[0]] = tuple(sorted(several, key=lambda each: -len(each.words)))
    governors = {word: kind for kind, text in table["governors"].items() for word in to_words(text)}
    light = {kind: frozenset(to_words(text)) for kind, text in table["light"].items()}
    return Frames(
        by_word,
        governors,
        light,
        frozenset(to_words(table["ties"]["friendly"])),
        frozenset(to_words(table["ties"]["hostile"])),
        frozenset(to_words(table["topics"]["open"])),
        frozenset(to_words(table["wrong"]["verb"])),
        frozenset(to_words(table["wrong"]["harm"])),
        frozenset(to_words(table["speech"]["say"])),
        frozenset(to_words(table["speech"]["noun"])),
        frozenset(to_words(table["evaluation"]["verb"])),
        frozenset(to_words(table["evaluation"]["negative"])),
        frozenset(to_words(table["evaluation"]["positive"])),
        frozenset(by_word["verb"]).union(light["have"], light["cause"], light["suffer"], light["withdraw"]),
        frozenset(word for word, several in by_word["adjective"].items() if len(several[-1].words) == 1),
    )


def _to_rule(entry: dict[str, Any]) -> Rule:
    labels = {key: None if entry[key] == "none" else Label(entry[key]) for key in ("negated", "refused")}
    other = {key for key in entry if key not in {*labels, "topics"}}
    modes = {key: None if entry[key] == "none" else Mode(entry[key]) for key in other}
    return Rule(**labels, **modes, topics=bool(entry["topics"]))  # type: ignore[arg-type]  # mode itself is never "none"


def _to_frames(entry: dict[str, Any], rules: dict[str, Rule]) -> Iterator[Frame]:
    if entry["class"] not in rules:
        raise ValueError(f"no class of frames is called {entry['class']!r}")
    for part in PARTS:
        for words in to_words(entry.get(part, "")):
            yield Frame(
                words=tuple(words.split()),
                part=part,
                rule=rules[entry["class"]],
                label=Label(entry["label"]),
                holder=tuple(to_words(entry["holder"])),
                target=tuple(to_words(entry["target"])),
                special=entry.get("special", ""),
                things=entry.get("things", ""),
                mutual=entry.get("mutual", False),
                owned=entry.get("owned", False),
                needs=frozenset(to_words(entry.get("needs", ""))),
            )
