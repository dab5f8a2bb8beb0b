"""Clauses: what belongs to each verb of a sentence, and the sketch of the sentence in which it is looked for.

No tree is built. A verb's subject is the nearest noun phrase to its left that no preposition, apposition or parenthesis
holds; verbs that lean on another (infinitives, participles, coordinated verbs) take the subject of that one, or its object
where it orders something. Each look is bounded, so that the time is linear in the length of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.phrases import Phrase
    from bot.stances.tokens import Token

REACH = 60
"""So many phrases left and right of a verb are looked at."""
_TRANSPARENT = frozenset({"r", "x", "AP", '"', "(", ")"})


@dataclass(slots=True)
class Clause:
    """A verb with what belongs to it; noun phrases by their index, coordinated ones together.

    ``leans`` is the clause that it takes its subject from, and ``how`` says in what way: ``infinitive``, ``gerund``,
    ``participle``, ``joined``, ``purpose``, ``armed`` ("gave them guns to fight", where who gives has the purpose), ``relative``.
    """

    at: int  # index of its verb group
    verb: Phrase
    subject: list[int] = field(default_factory=list)
    objects: list[list[int]] = field(default_factory=list)
    prepositions: list[tuple[str, list[int]]] = field(default_factory=list)
    adjective: int = -1  # index of the predicate adjective
    leans: Clause | None = None
    how: str = ""

    @property
    def does(self) -> list[int]:
        """Who does it, whether it is told in the active or the passive."""
        return self.after("by") if self.passive else self.subject

    @property
    def undergoes(self) -> list[int]:
        """Whom it is done to."""
        return self.subject if self.passive else self.objects[0] if self.objects else []

    @property
    def passive(self) -> bool:
        """Whether the subject undergoes it."""
        return self.verb.passive or self.verb.form == "participle"

    def after(self, preposition: str) -> list[int]:
        """Return the noun phrases after that preposition."""
        return next((group for word, group in self.prepositions if word == preposition), [])


class Sketch:
    """A sentence while its clauses are being found: its phrases, and the clauses so far by the index of their verb group."""

    def __init__(self, phrases: Sequence[Phrase], tokens: Sequence[Token]) -> None:
        self.phrases = phrases
        self.tokens = tokens
        self.clauses: dict[int, Clause] = {}
        self.members = _members(phrases)
        self.governors = load_frames().governors
        self.say = load_frames().say

    def kind(self, i: int) -> str:
        """Return the kind of the phrase at i; nothing where there is none."""
        return self.phrases[i].kind if 0 <= i < len(self.phrases) else ""

    def skip(self, i: int) -> int:
        """Return the first phrase from i leftwards that is not looked through."""
        while i >= 0 and self.kind(i) in _TRANSPARENT:
            i -= 1
        return i

    def nearest(self, i: int) -> Clause | None:
        """Return the nearest verb to the left of i, in the same part of the sentence."""
        for j in range(i - 1, max(-1, i - REACH), -1):
            if j in self.clauses:
                return self.clauses[j]
            if self.kind(j) in {";", ":"}:
                return None
        return None

    def main(self, clause: Clause) -> Clause:
        """Return the clause that a participle after a comma belongs to: the one that the nearest verb leans on."""
        for _ in range(REACH):
            if clause.leans is None or clause.verb.finite or clause.how == "reduced":
                return clause
            clause = clause.leans
        return clause

    def is_bare(self, clause: Clause) -> bool:
        """Say whether a verb is a base form without auxiliaries."""
        form = self.tokens[clause.verb.head].form
        alone = clause.verb.last - clause.verb.first == 1 + len(clause.verb.adverbs)
        return alone and form is not None and "B" in form.kinds

    def antecedent(self, relative: int) -> list[int]:
        """Return what a relative word takes up."""
        j = relative - 1
        while self.kind(j) in {"p", ",", '"'}:
            j -= 1
        return self.members.get(j, []) if self.kind(j) == "NP" else []

    def after(self, j: int) -> int:
        """Return the first phrase after j that is no adverb."""
        j += 1
        while self.kind(j) in {"r", "x", '"'}:
            j += 1
        return j


def _members(phrases: Sequence[Phrase]) -> dict[int, list[int]]:
    """Return for each noun phrase all that it is coordinated with, itself included, in order."""
    groups: dict[int, list[int]] = {}
    for i, phrase in enumerate(phrases):
        if phrase.kind != "NP":
            continue
        groups[i] = groups.get(phrase.joined, [])
        groups[i].append(i)
    return groups
