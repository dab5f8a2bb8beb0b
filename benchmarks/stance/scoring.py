"""How well the stances that a method finds agree with those that a reader takes from the same texts.

A stance is right when a row has the same holder and target, accepts the label, and its evidence is the same sentence (the
shorter of the two spans lies at least half in the other). Topics are the same when they share a word. A ``may`` row makes a
stance right but is not missed; whatever no row has is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.actors.registry import load_registry
from bot.model import TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.stance.gold import Row, Text
    from bot.model import Stance

_SMALL = frozenset({"a", "an", "the", "of", "to", "in", "on", "and", "for", "by", "with", "alleged"})
_ARTICLE = re.compile(r"^the ")
_FULL = frozenset({2, 3})  # words of a full name
_COMPASS = frozenset({"north", "south", "east", "west", "new", "saudi", "united"})
_STEM = 6  # letters by which two words of topics are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of stances and rows, and the shares that they come to, in percent."""

    said: int = 0
    right: int = 0
    must: int = 0
    must_found: int = 0
    should: int = 0
    should_found: int = 0
    traps: int = 0
    hit: int = 0

    def __add__(self, other: Score) -> Score:
        """Add another text's counts."""
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in Score.__slots__})

    @property
    def precision(self) -> float:
        """How many of the stances are right; of none, all."""
        return _percent(self.right, self.said)

    @property
    def recall_must(self) -> float:
        """How many of the rows in ``must`` are found."""
        return _percent(self.must_found, self.must)

    @property
    def recall(self) -> float:
        """How many of the rows in ``must`` and ``should`` are found."""
        return _percent(self.must_found + self.should_found, self.must + self.should)

    def __str__(self) -> str:
        return (
            f"{self.said:4} stances  precision {self.precision:5.1f}  recall of must {self.recall_must:5.1f}"
            f"  of must and should {self.recall:5.1f}  traps {self.hit}/{self.traps}"
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """A text's stances and rows with the marks that they got."""

    wrong: Sequence[Stance]
    missed: Sequence[Row]
    hit: Sequence[Row]
    score: Score


def mark(text: Text, stances: Iterable[Stance]) -> Marked:
    """Compare what a method finds in a text with what its reader found."""
    said = list({_key(each): each for each in stances}.values())
    right = [each for each in said if any(_is(each, row, text.aliases) for row in text.rows)]
    wanted = [row for row in text.rows if row.tier != "may"]
    found = [row for row in wanted if any(_is(each, row, text.aliases) for each in said)]
    hit = [trap for trap in text.traps if any(_is(each, trap, text.aliases) for each in said)]
    tiers = {tier: [row for row in wanted if row.tier == tier] for tier in ("must", "should")}
    score = Score(
        said=len(said),
        right=len(right),
        must=len(tiers["must"]),
        must_found=sum(row in found for row in tiers["must"]),
        should=len(tiers["should"]),
        should_found=sum(row in found for row in tiers["should"]),
        traps=len(text.traps),
        hit=len(hit),
    )
    return Marked([each for each in said if each not in right], [row for row in wanted if row not in found], hit, score)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def _key(stance: Stance) -> tuple[int, int, str, str, str]:
    return stance.start, stance.end, stance.holder, stance.target, stance.label


def _is(stance: Stance, row: Row, aliases: Mapping[str, str]) -> bool:
    shared = min(stance.end, row.end) - max(stance.start, row.start)
    same_place = shared * 2 >= min(stance.end - stance.start, row.end - row.start) > 0
    same_pair = _same(stance.holder, row.holder, aliases) and _alike(stance.target, row.target, aliases)
    return same_place and same_pair and stance.label in row.labels


def _name(actor: str, aliases: Mapping[str, str]) -> str:
    """Return an actor's canonical name, in lower case: the list's own, or else the registry's."""
    key = _ARTICLE.sub("", " ".join(actor.casefold().replace("’", "'").split()))
    known = None if key in aliases else load_registry().find(key)
    return known.name.casefold() if known is not None else aliases.get(key, key)


def _same(one: str, two: str, aliases: Mapping[str, str]) -> bool:
    """Say whether two names are one actor's: the same, or a surname beside a full name."""
    short, long = sorted((_name(one, aliases).split(), _name(two, aliases).split()), key=len)
    return short == long or (
        len(short) == 1 and len(long) in _FULL and short[0] == long[-1] and long[0] not in _COMPASS
    )


def _alike(one: str, two: str, aliases: Mapping[str, str]) -> bool:
    if one.startswith(TOPIC) and two.startswith(TOPIC):
        return bool(_words(one) & _words(two))
    return one.startswith(TOPIC) == two.startswith(TOPIC) and _same(one, two, aliases)


def _words(topic: str) -> set[str]:
    found = re.findall(r"\w+", topic.removeprefix(TOPIC).casefold())
    return {word[:_STEM] for word in found if word not in _SMALL}
