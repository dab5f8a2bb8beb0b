"""The names of all actors as one automaton, and what each of its patterns stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.actors.folding import to_key
from bot.actors.senses import Sense
from bot.text.scripts import HAN, KANA, SOUTH_EAST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.actors.tables import Doubt, Tables

_THE = "the "
_FOREIGN = (False, 0, 0, 0)
# Scripts that write words without spaces: Thai, Lao, Burmese, Khmer; kana, Chinese characters.
_UNSPACED = re.compile(f"[{SOUTH_EAST}{KANA}{HAN}]")


@dataclass(slots=True)
class Pattern:
    """What a folded name stands for.

    A pattern may be a name (``senses``, the likelier first), a phrase that hides the names in it (``hides``), and a cue
    for (True) or against a doubtful sense (``cues``: key and actor of the sense), all at once.
    """

    key: str
    capitals: tuple[int, ...]  # offsets of what must not be lower case in the text
    senses: Sequence[Sense] = ()
    hides: bool = False
    dotted: bool = False  # may end in a full stop of its own
    has_weak: bool = False  # whether a sense is weak
    single: bool = False  # one word
    article: int = 0  # length of the "the " that must stand before the name, and is no part of it
    doubts: Mapping[str, bool] | None = None  # actor -> whether the sense holds where no cue stands
    cues: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Patterns:
    """An automaton and its patterns, by their numbers."""

    automaton: AhoCorasick
    patterns: Sequence[Pattern]

    def find(self, folded: str) -> list[tuple[int, int, Pattern]]:
        """Return all whole-word matches in a folded text, overlapping ones too: start, end and pattern."""
        patterns, found = self.patterns, []
        for number, first, end in self.automaton.find_matches_as_indexes(f" {folded} ", overlapping=True):
            pattern = patterns[number]
            # The pattern begins with a space, as the text does; one of an unspaced script does not.
            start = first - (end - first == len(pattern.key))
            found.append((start, start + len(pattern.key), pattern))
        return found


def compile_patterns(tables: Tables, senses: Mapping[str, Sequence[Sense]], foreign: Mapping[str, str]) -> Patterns:
    """Put all names, phrases and cues into one automaton.

    Args:
        tables: What names, phrases and doubts there are.
        senses: What each key may mean, the likelier first.
        foreign: Names in the text's own language, where that is not English, with their actors.
    """
    builder = _Builder()
    for row in tables.rows:
        for name in row.names:
            builder.add(name.text)
    for key, several in senses.items():
        pattern = builder.patterns[key]
        pattern.senses = several
        pattern.has_weak = several[-1].weak
    for text, actor in foreign.items():
        pattern = builder.add(text)
        pattern.senses = [Sense(actor, "name", None, None, weak=False, person="", order=_FOREIGN), *pattern.senses]
    for phrase in tables.phrases:
        builder.add(phrase).hides = True
    for doubt in tables.doubts:
        builder.doubt(doubt)
    patterns = list(builder.patterns.values())
    padded = [key if _UNSPACED.search(key) else f" {key} " for key in builder.patterns]
    return Patterns(AhoCorasick(padded, matchkind=MatchKind.Standard), patterns)


class _Builder:
    def __init__(self) -> None:
        self.patterns: dict[str, Pattern] = {}

    def add(self, name: str) -> Pattern:
        """Return a name's pattern; of two spellings that fold alike, capitals are asked where both have them."""
        key, capitals = to_key(name), _find_capitals(name)
        pattern = self.patterns.get(key)
        if pattern is None:
            article = len(_THE) if key.startswith(_THE) else 0
            pattern = self.patterns[key] = Pattern(key, capitals, single=" " not in key, article=article)
        elif pattern.capitals != capitals:
            pattern.capitals = tuple(offset for offset in pattern.capitals if offset in capitals)
        pattern.dotted |= name.endswith(".")
        return pattern

    def doubt(self, doubt: Doubt) -> None:
        """Note a doubtful sense, and its cues."""
        pattern = self.patterns[to_key(doubt.name)]
        pattern.doubts = {**(pattern.doubts or {}), doubt.actor: doubt.default}
        for words, speaks_for in ((doubt.speaks_for, True), (doubt.speaks_against, False)):
            for cue in words:
                noted = self.add(cue)
                noted.cues = (*noted.cues, (pattern.key, doubt.actor, speaks_for))


def _find_capitals(name: str) -> tuple[int, ...]:
    """Return where the name has capitals, counted in its key.

    >>> _find_capitals("the U.S.")
    (4, 6)
    """
    if name.islower():
        return ()
    seen = "".join(char if char.isalnum() else " " for char in name).split()
    return tuple(i for i, char in enumerate(" ".join(seen)) if char.isupper())
