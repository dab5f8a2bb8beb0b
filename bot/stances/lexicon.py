"""The lexicon: which classes a word may belong to, and which verb a form is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.stances.tables import load_frames, read_table, to_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.stances.tables import Frames

_DOUBLED = re.compile(r"(?:(?:be|for|out|over|up)[^aeiou]+|[^aeiou]*)[aeiou][^aeiouwxy]$")
_CLOSED = {
    "determiner": "d",
    "preposition": "p",
    "subordinator": "u",
    "relative": "w",
    "coordinator": "c",
    "infinitive": "t",
    "pronoun": "o",
    "possessive": "s",
    "modal": "m",
    "be": "b",
    "have": "h",
    "do": "k",
    "negation": "x",
    "adverb": "r",
}


class Form(NamedTuple):
    """A form of a verb: ``kinds`` holds B (base), Z (third person), D (past), N (participle), G (-ing)."""

    lemma: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words."""

    tags: Mapping[str, str]  # word, or several words with spaces -> tag of a closed class
    longer: Mapping[str, tuple[tuple[str, ...], ...]]  # first word -> the rests of entries of several words
    verbs: Mapping[str, Form]
    gerunds: Mapping[str, str]  # base form -> form in -ing
    adjectives: frozenset[str]
    disguised: frozenset[str]  # nouns that end as adjectives do
    often_noun: frozenset[str]  # verb forms that are more often nouns
    heads: Mapping[str, frozenset[str]]
    sets: Mapping[str, frozenset[str]]
    sexes: Mapping[str, str]  # first name -> f, m
    nicknames: Mapping[str, str]
    organs: Mapping[str, str]
    nouns: frozenset[str]  # of frames and heads

    def gerund(self, verb: str) -> str:
        """Return the form in -ing of a verb in its base form.

        >>> [load_lexicon().gerund(verb) for verb in ("supply", "provide", "ban")]
        ['supplying', 'providing', 'banning']
        """
        return self.gerunds.get(verb, f"{verb}ing")

    def compares(self, word: str) -> bool:
        """Say whether the word is a comparative or superlative: "broader", "heaviest".

        >>> [load_lexicon().compares(word) for word in ("broader", "heaviest", "leader")]
        [True, True, False]
        """
        stem = word.removesuffix("er") if word.endswith("er") else word.removesuffix("est")
        stems = (stem, f"{stem}e", f"{stem[:-1]}y", stem[:-1])
        return stem != word and any(each in self.adjectives for each in stems)

    def singular(self, noun: str) -> str:
        """Return the noun that a plural is of, or the word itself.

        >>> [load_lexicon().singular(word) for word in ("allies", "sanctions", "press")]
        ['ally', 'sanction', 'press']
        """
        if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 - "ties" is of "tie"
            return f"{noun[:-3]}y"
        if noun.endswith(("sses", "shes", "ches", "xes")):
            return noun[:-2]
        if noun.endswith("men"):
            return f"{noun[:-2]}an"
        return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    table, frames = read_table("words"), load_frames()
    closed = table["closed"]
    heads = {name: frozenset(to_words(text)) for name, text in table["heads"].items()}
    tags = dict.fromkeys((word for words in heads.values() for word in words if " " in word), "n")
    for name, tag in reversed(_CLOSED.items()):
        tags.update(dict.fromkeys(to_words(closed[name]), tag))
    irregular = dict(_irregular(table["verbs"]["irregular"]))
    bases = sorted({*to_words(table["verbs"]["common"]), *frames.verbs, *irregular})
    nouns = frozenset(frames.by_word["noun"]).union(*heads.values())
    return Lexicon(
        tags=tags,
        longer=_longer(word for word in tags if " " in word),
        verbs=_forms(bases, irregular),
        gerunds={base: form for base in bases for kind, form in _inflect(base, irregular.get(base)) if kind == "G"},
        adjectives=frozenset(to_words(closed["adjective"])) | frames.adjectives | _evaluative(frames),
        disguised=frozenset(to_words(closed["noun_in_disguise"])),
        often_noun=frozenset(to_words(table["verbs"]["often_noun"])) | nouns,
        heads=heads,
        sets={name: frozenset(to_words(text)) for name, text in closed.items()},
        sexes={name: sex[0] for sex, names in table["sexes"].items() for name in names.split()},
        nicknames=table["nicknames"],
        organs=table["organs"],
        nouns=nouns,
    )


def _evaluative(frames: Frames) -> frozenset[str]:
    """Return those words of judgement that can only be adjectives, by their endings."""
    return frozenset(
        word for word in frames.negative | frames.positive if word.endswith(("ing", "ent", "ed", "ate", "id", "ile"))
    )


def _longer(entries: Iterator[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    longer: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in sorted((entry.split() for entry in entries), key=len, reverse=True):
        longer[first] = (*longer.get(first, ()), tuple(rest))
    return longer


def _irregular(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for entry in text.split("|"):
        base, past, participle = entry.split()
        yield base, (past, participle)


def _forms(bases: list[str], irregular: Mapping[str, tuple[str, str]]) -> dict[str, Form]:
    """Return every form of these verbs. Where two verbs share a form ("found"), the irregular one has it."""
    forms: dict[str, Form] = {}
    for base in (*(base for base in bases if base not in irregular), *(base for base in bases if base in irregular)):
        own: dict[str, str] = {}
        for kind, form in _inflect(base, irregular.get(base)):
            own[form] = own.get(form, "") + kind
        forms.update((form, Form(base, kinds)) for form, kinds in own.items())
    return forms


def _inflect(base: str, irregular: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb, each with its kind."""
    yield "B", base
    yield "Z", _third_person(base)
    doubled = base + base[-1] if _doubles(base, irregular) else base
    past = f"{base[:-1]}ied" if _ends_in_y(base) else f"{base}d" if base.endswith("e") else f"{doubled}ed"
    yield "D", irregular[0] if irregular else past
    yield "N", irregular[1] if irregular else past
    if base.endswith("ie"):
        yield "G", f"{base[:-2]}ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe")) and len(base) > 2:  # noqa: PLR2004 - "be"
        yield "G", f"{base[:-1]}ing"
    else:
        yield "G", f"{doubled}ing"


def _doubles(base: str, irregular: tuple[str, str] | None) -> bool:
    return bool(_DOUBLED.match(base)) or bool(irregular and irregular[0] == f"{base}{base[-1]}ed")


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _third_person(base: str) -> str:
    if _ends_in_y(base):
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"
