"""Clauses: the subject, the objects and the prepositions of each verb, found by looking left and right of it.

No tree is built. A verb's subject is the nearest noun phrase to its left that no preposition, apposition or parenthesis
holds; verbs that lean on another (infinitives, participles, coordinated verbs) take the subject of that one, or its object
where it orders something. Each look is bounded, so that the time is linear in the length of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.phrases import Phrase
    from bot.stances.tokens import Token

_REACH = 60  # phrases
_TRANSPARENT = frozenset({"r", "x", "AP", '"', "(", ")"})
_WALLS = frozenset({"u", ":", ";", "-", "."})
_CONTROLLED = {  # "accused X of breaking", "warned X against breaking": X is who breaks
    "of": frozenset({"accuse", "suspect", "convict", "acquit"}),
    "against": frozenset({"warn", "caution", "advise"}),
    "from": frozenset(
        {"stop", "prevent", "deter", "dissuade", "discourage", "ban", "bar", "prohibit", "keep", "block"}
    ),
    "into": frozenset({"pressure", "coerce", "force", "push"}),
}
_SHARING = frozenset({"gerund", "infinitive", "participle", "joined"})
_INTRANSITIVE = frozenset({"stand", "sit", "lie", "come", "go", "abide", "swear", "drop", "stop", "fall", "rise"})
_EXPECTING = frozenset({"expect", "believe", "consider", "know", "assume", "find", "predict", "think"})
_CAUSING = frozenset({"want", "have", "get", "see", "order", "need", "demand"})  # "wants him arrested"
_COPULAR = frozenset(
    [
        "appear",
        "seem",
        "remain",
        "become",
        "feel",
        "look",
        "stay",
        "get",
        "grow",
        "stand",
        "be",
        "keep",
        "find",
        "leave",
    ]
)


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


def find_clauses(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> dict[int, Clause]:
    """Return the clauses of a sentence by the index of their verb group, in order."""
    finder = _Finder(phrases, tokens)
    return finder.find()


class _Finder:
    def __init__(self, phrases: Sequence[Phrase], tokens: Sequence[Token]) -> None:
        self.phrases = phrases
        self.tokens = tokens
        self.clauses: dict[int, Clause] = {}
        self.members = _members(phrases)
        self.governors = load_frames().governors
        self.say = load_frames().say

    def find(self) -> dict[int, Clause]:
        verbs = [i for i, phrase in enumerate(self.phrases) if phrase.kind == "VG"]
        self._settle_participles(verbs)
        for i in verbs:
            self.clauses[i] = Clause(i, self.phrases[i])
            self._add_complements(self.clauses[i])
        waiting = [clause for clause in self.clauses.values() if not self._add_subject(clause)]
        for clause in waiting:
            self._lean_forward(clause)
        for clause in self.clauses.values():
            if not clause.subject and clause.leans is not None and clause.how in _SHARING:
                clause.subject = clause.leans.subject
        return self.clauses

    # --- Left: subjects ---

    def _settle_participles(self, verbs: Sequence[int]) -> None:
        """Tell "The pact signed by both is new" from "They signed": a past form without object, and a verb in need of a subject."""
        for position, i in enumerate(verbs):
            phrase = self.phrases[i]
            form = self.tokens[phrase.head].form
            alone = phrase.last - phrase.first == 1 + len(phrase.adverbs)
            if not phrase.finite or form is None or form.kinds != "DN" or not alone:
                continue
            if self._is_participle(i, verbs[position + 1] if position + 1 < len(verbs) else -1):
                phrase.form = "participle"

    def _is_participle(self, i: int, following: int) -> bool:  # noqa: PLR0911 - a table in code
        before, after = self._kind(i - 1), self._kind(i + 1)
        if (
            self.phrases[i].word in self.say
            and after != "VG"
            and not (after == "p" and self.phrases[i + 1].word == "by")
        ):
            return False
        if i == 0 or (before == "VG" and self.phrases[i - 1].word in _COPULAR):
            return after in {"p", "VG"} or before == "VG"
        if before == "u" and after == "p":
            return True
        if before == "NP" and self._kind(i - 2) == "VG" and self.phrases[i - 2].word in _CAUSING and after != "NP":
            return True
        if after == "p" and self.phrases[i + 1].word == "by" and self.phrases[i].word not in _INTRANSITIVE:
            return True
        if after == "NP" and not self.phrases[i + 1].prep:
            return False
        if before == "NP" and after == "p" and self.phrases[i - 1].renames >= 0:
            return True
        if before == "," and after == "p" and self._opens(i - 1):
            return True
        if following < 0 or not self.phrases[following].finite or before not in {"NP", ","}:
            return False
        return not any(self._parts(j) for j in range(i + 1, following))

    def _parts(self, j: int) -> bool:
        """Say whether the phrase at j keeps a verb before it apart from one after it."""
        kind = self._kind(j)
        if kind in {"c", ","}:
            after = self._after(j)
            return not (self._kind(after) == "NP" and self.phrases[after].joined >= 0)
        return kind in {"u", "w", ";", ":"} or (kind == "NP" and not self.phrases[j].prep)

    def _opens(self, comma: int) -> bool:
        """Say whether a comma opens a parenthesis after a noun phrase rather than closing one."""
        return self._kind(comma - 1) == "NP" and not any(
            self._kind(j) in {",", "VG"} for j in range(max(0, comma - 8), comma)
        )

    def _kind(self, i: int) -> str:
        return self.phrases[i].kind if 0 <= i < len(self.phrases) else ""

    def _add_subject(self, clause: Clause) -> bool:
        """Find a clause's subject to its left; say whether that was possible."""
        if self._joins_verb(clause):
            return True
        if clause.verb.finite:
            clause.subject = self._look_left(clause)
            return True
        if clause.verb.form == "infinitive":
            return self._lean_infinitive(clause)
        if clause.verb.form == "ing":
            return self._lean_ing(clause)
        return self._lean_participle(clause)

    def _joins_verb(self, clause: Clause) -> bool:
        """Let a verb after "and" share the subject of the verb that it is joined to."""
        at = self._conjunction(clause)
        if at < 0:
            return False
        other = self._partner(clause, at)
        if other is None:
            return False
        clause.subject, clause.leans, clause.how = other.subject, other, "joined"
        if self._is_bare(clause):
            clause.verb.form = other.verb.form
            clause.verb.modal = clause.verb.modal or other.verb.modal
        return True

    def _conjunction(self, clause: Clause) -> int:
        """Return where "and" stands before a verb, a parenthesis between them left out, or -1."""
        at = self._skip(clause.at - 1)
        if self._kind(at) == ",":
            opening = next((j for j in range(at - 1, max(-1, at - 7), -1) if self._kind(j) == ","), -1)
            at = opening - 1
        return at if self._kind(at) == "c" else -1

    def _partner(self, clause: Clause, conjunction: int) -> Clause | None:
        """Return the verb before "and" of the same shape, or else of the same form, the nearest first."""
        second = None
        for j in range(conjunction - 1, max(-1, conjunction - _REACH), -1):
            if self._kind(j) in {";", ":"}:
                return second
            other = self.clauses.get(j)
            if other is None or not self._matches(clause, other):
                continue
            if self._shape(other) == self._shape(clause) and other.how != "relative":
                return other
            second = second or other
        return second

    def _matches(self, clause: Clause, other: Clause) -> bool:
        third = self.tokens[clause.verb.head].form
        plain = self.tokens[other.verb.head].form
        if (
            third is not None
            and third.kinds == "Z"
            and self._is_bare(other)
            and plain is not None
            and plain.kinds != "Z"
        ):
            return False  # "demanded that Brussels withdraw …, and accuses"
        bare = self._is_bare(clause) and (other.verb.form == "infinitive" or bool(other.verb.modal))
        return other.verb.form == clause.verb.form or bare

    def _is_bare(self, clause: Clause) -> bool:
        form = self.tokens[clause.verb.head].form
        alone = clause.verb.last - clause.verb.first == 1 + len(clause.verb.adverbs)
        return alone and form is not None and "B" in form.kinds

    def _shape(self, clause: Clause) -> tuple[bool, str]:
        form = self.tokens[clause.verb.head].form
        return clause.verb.passive, form.kinds[0] if form is not None else ""

    def _skip(self, i: int) -> int:
        while i >= 0 and self._kind(i) in _TRANSPARENT:
            i -= 1
        return i

    def _look_left(self, clause: Clause) -> list[int]:
        j = self._skip(clause.at - 1)
        if self._kind(j) == ",":
            j = self._before_parenthesis(j)
        for _ in range(_REACH):
            kind = self._kind(j)
            if kind == "w":
                clause.how = "relative"
                return self._antecedent(j)
            if kind in _WALLS or not kind or (kind == "VG" and self.phrases[j].finite):
                return []
            if kind == "NP":
                phrase = self.phrases[j]
                if phrase.renames >= 0:
                    j = phrase.renames
                    continue
                if self._is_object(j):
                    j = self._skip(j - 2)
                    continue
                if not phrase.prep:
                    group = self.members[j]
                    self._extract(clause, group[0])
                    return group
            j = self._skip(j - 1)
        return []

    def _is_object(self, noun: int) -> bool:
        """Say whether a noun phrase is the object of a verb that is not finite: "fears about Russia aiding Iran are"."""
        verb = self.phrases[noun - 1] if self._kind(noun - 1) == "VG" else None
        return verb is not None and not verb.finite and verb.word not in self.say

    def _before_parenthesis(self, comma: int) -> int:
        """Return the last phrase before the parenthesis that the comma closes."""
        for j in range(comma - 1, max(0, comma - _REACH), -1):
            if self._kind(j) in {";", ":"}:
                break
            if self._kind(j) == "," and self._kind(j - 1) == "NP":
                begins = {self._kind(k) for k in range(j + 1, min(j + 4, comma))}
                verbs = any(self._kind(k) == "VG" and self.phrases[k].finite for k in range(j + 1, comma))
                if begins & {"w", "u"} or not verbs:
                    return j - 1
        return comma - 1

    def _antecedent(self, relative: int) -> list[int]:
        """Return what a relative word takes up."""
        j = relative - 1
        while self._kind(j) in {"p", ",", '"'}:
            j -= 1
        return self.members.get(j, []) if self._kind(j) == "NP" else []

    def _extract(self, clause: Clause, subject: int) -> None:
        """Find the object of "which Beijing views with apprehension"."""
        j = self._skip(subject - 1)
        calls = clause.verb.word in load_frames().evaluating
        if (
            self._kind(j) == "w"
            and self.phrases[j].word in {"which", "that", "whom", "who"}
            and (calls or not clause.objects)
        ):
            antecedent = self._antecedent(j)
            if antecedent and self.phrases[j - 1].kind in {"NP", ","}:
                clause.objects.insert(0, antecedent)

    def _nearest(self, i: int) -> Clause | None:
        """Return the nearest verb to the left of i, in the same part of the sentence."""
        for j in range(i - 1, max(-1, i - _REACH), -1):
            if j in self.clauses:
                return self.clauses[j]
            if self._kind(j) in {";", ":"}:
                return None
        return None

    def _lean(self, clause: Clause, on: Clause, how: str, subject: list[int]) -> bool:
        clause.leans, clause.how, clause.subject = on, how, subject
        return True

    def _lean_infinitive(self, clause: Clause) -> bool:
        j = self._skip(clause.at - 1)
        governor = self._nearest(clause.at)
        if self._kind(j) == "NP" and self.phrases[j].prep == "for":
            clause.how = "for"
            clause.subject = self.members[j]
            clause.leans = governor
            return True
        if governor is None:
            return False
        word = governor.verb.word
        if self._kind(j) == "NP" and self.governors.get(word) == "ordered" and not governor.passive:
            who = governor.undergoes or governor.after("on") or governor.after("to") or governor.after("upon")
            return self._lean(clause, governor, "ordered", who)
        if self._kind(j) == "NP" and word in _EXPECTING and governor.undergoes == self.members.get(j):
            return self._lean(clause, governor, "raised", self.members[j])
        direct = j in {governor.at, governor.adjective} or self.governors.get(word) == "ordered"
        if direct or self._adjective_between(governor, clause):
            return self._lean(
                clause, governor, "ordered" if self.governors.get(word) == "ordered" else "infinitive", governor.subject
            )
        return self._lean_on_noun(clause, governor, j)

    def _adjective_between(self, governor: Clause, clause: Clause) -> bool:
        return governor.adjective > 0 and self._skip(clause.at - 1) <= governor.adjective < clause.at

    def _lean_on_noun(self, clause: Clause, governor: Clause, noun: int) -> bool:
        """Find who shall do it in "its plan to …", "pressure from A on B to …", or else take it for a purpose."""
        names = self.phrases[noun].names if self._kind(noun) == "NP" else None
        frames = load_frames()
        if names is not None and self.phrases[noun].word in frames.governors and not names.owners:
            return self._lean(clause, governor, "infinitive", governor.subject)
        if names is not None and names.owners and self.phrases[noun].word in frames.governors:
            return self._lean(clause, governor, "owner", [noun])
        if self._has_recipient(governor):
            return self._lean(clause, governor, "armed", governor.subject)
        return self._lean(clause, governor, "purpose", governor.subject)

    def _has_recipient(self, governor: Clause) -> bool:
        """Say whether what follows may be what the recipient shall do: "gave Kyiv missiles to strike Russia"."""
        gives = any(frame.things == "goods" for frame in load_frames().find("verb", governor.verb.word))
        return gives and bool(governor.after("to") or governor.after("with") or len(governor.objects) > 1)

    def _lean_ing(self, clause: Clause) -> bool:  # noqa: PLR0911 - a table in code
        j = self._skip(clause.at - 1)
        governor = self._nearest(clause.at)
        kind = self._kind(j)
        if kind == "p":
            clause.verb.prep = self.phrases[j].word
            return self._lean_after_preposition(clause, governor, j)
        if kind == "u":
            if governor is None:
                return False
            return self._lean(clause, governor, "participle", self._main(governor).subject)
        if kind == "VG" and governor is not None:
            return self._lean(clause, governor, "gerund", governor.subject)
        if kind == "NP" and clause.verb.word not in load_frames().say:
            clause.how, clause.leans, clause.subject = "reduced", governor, self.members[j]
            return True
        if governor is None:
            return False
        return self._lean(clause, governor, "participle", self._main(governor).subject)

    def _main(self, clause: Clause) -> Clause:
        """Return the clause that a participle after a comma belongs to: the one that the nearest verb leans on."""
        for _ in range(_REACH):
            if clause.leans is None or clause.verb.finite or clause.how == "reduced":
                return clause
            clause = clause.leans
        return clause

    def _lean_after_preposition(self, clause: Clause, governor: Clause | None, preposition: int) -> bool:
        if governor is None:
            noun = self._skip(preposition - 1)
            if self._kind(noun) == "NP":
                names = self.phrases[noun].names
                clause.how, clause.subject = "owner", [noun] if names is not None and names.owners else []
                return bool(clause.subject)
            return False
        if governor.verb.word in _CONTROLLED.get(clause.verb.prep, ()) or self._judges(governor, clause.verb.prep):
            told = [group for word, group in governor.prepositions if word in {"at", "on", "with", "to"}]
            return self._lean(clause, governor, "controlled", governor.undergoes or (told[-1] if told else []))
        noun = self._skip(preposition - 1)
        names = self.phrases[noun].names if self._kind(noun) == "NP" else None
        if names is not None and names.owners:
            return self._lean(clause, governor, "owner", [noun])
        frames = [frame for frame in load_frames().find("verb", governor.verb.word) if len(frame.words) == 1]
        against = (
            any(frame.label in {"critical", "concerned"} for frame in frames) and self.phrases[preposition].word == "in"
        )
        if against and any(noun in group for group in governor.objects):
            return False  # "opposed a role for NATO in training …": not the subject's
        return self._lean(clause, governor, "gerund", governor.subject)

    def _judges(self, governor: Clause, preposition: str) -> bool:
        """Say whether a verb judges its object for what follows: "lashed out at Rwanda for backing them"."""
        frames = load_frames().find("verb", governor.verb.word)
        judged = any(frame.label in {"critical", "supportive"} and frame.target == ("object",) for frame in frames)
        return preposition == "for" and judged and governor.verb.word != "apologise"

    def _lean_participle(self, clause: Clause) -> bool:
        j = self._skip(clause.at - 1)
        if self._kind(j) == "VG":
            governor = self.clauses[j]
            return self._lean(clause, governor, "infinitive", governor.subject)
        if self._kind(j) == "u":
            j = self._skip(j - 1)
        if self._kind(j) == ",":
            j = self._skip(j - 1)
        while (
            self._kind(j) == "NP"
            and self.phrases[j].prep
            and self.phrases[j].host >= 0
            and self._kind(self.phrases[j].host) == "NP"
        ):
            j = self.phrases[j].host
        if self._kind(j) == "NP":
            clause.subject, clause.how = self.members[j], "reduced"
            return True
        return False

    def _lean_forward(self, clause: Clause) -> None:
        """Give "By aligning itself with …, Russia is …" the subject of the verb that follows."""
        for j in range(clause.at + 1, min(len(self.phrases), clause.at + _REACH)):
            other = self.clauses.get(j)
            if (
                other is not None
                and other.verb.finite
                and other.subject
                and other.how != "relative"
                and other.subject[0] > clause.at
            ):
                clause.subject, clause.leans, clause.how = other.subject, other, "participle"
                return

    # --- Right: objects, prepositions, predicate adjectives ---

    def _add_complements(self, clause: Clause) -> None:
        seen = clause.at
        for j in self._to_the_right(clause):
            phrase = self.phrases[j]
            if phrase.kind == "AP" and clause.adjective < 0 and not clause.objects and not clause.prepositions:
                clause.adjective = j
            if phrase.kind != "NP" or phrase.joined >= 0 or phrase.renames >= 0:
                continue
            if phrase.prep:
                clause.prepositions.append((phrase.prep, self.members[j]))
            elif clause.objects and self._kind(self._skip(j - 1)) == "c":
                clause.objects[-1] = [*clause.objects[-1], *self.members[j]]
            elif len(clause.objects) <= 1 and not clause.prepositions:
                clause.objects.append(self.members[j])
            seen = j
        if clause.passive and not clause.after("by"):
            self._find_agent(clause, seen)

    def _to_the_right(self, clause: Clause) -> Iterator[int]:
        """Yield what follows a verb until something else begins."""
        for j in range(clause.at + 1, min(len(self.phrases), clause.at + _REACH)):
            kind = self._kind(j)
            if kind in {"NP", "p", "AP", "r", '"', "x", "(", ")"}:
                if kind == "NP" and not self.phrases[j].prep and self._begins_clause(clause, j):
                    return
                yield j
            elif (kind == "c" and self._kind(self._after(j)) in {"NP", "p", "AP"}) or (
                kind == "," and self._is_listed(j)
            ):
                continue
            else:
                return

    def _after(self, j: int) -> int:
        j += 1
        while self._kind(j) in {"r", "x", '"'}:
            j += 1
        return j

    def _is_listed(self, comma: int) -> bool:
        return self._kind(comma + 1) == "NP" and (
            self.phrases[comma + 1].joined >= 0 or self.phrases[comma + 1].renames >= 0
        )

    def _begins_clause(self, clause: Clause, j: int) -> bool:
        """Say whether a noun phrase is the subject of a verb that follows: "said Russia would"."""
        if clause.verb.word not in self.say and not clause.objects:
            return False
        for k in range(j + 1, min(len(self.phrases), j + 10)):
            kind = self._kind(k)
            if kind == "VG":
                return self.phrases[k].finite
            if kind in {"r", "x", "p"} or (kind == "NP" and (self.phrases[k].prep or self.phrases[k].joined >= 0)):
                continue
            if kind == "c" and self._kind(k + 1) == "NP" and self.phrases[k + 1].joined >= 0:
                continue
            return False
        return False

    def _find_agent(self, clause: Clause, last: int) -> None:
        """Find the agent of "met with scepticism, if not outright condemnation, by Western nations"."""
        for j in range(last + 1, min(len(self.phrases), last + 8)):
            phrase = self.phrases[j]
            if phrase.kind == "VG":
                return
            if phrase.kind == "NP" and phrase.prep == "by":
                clause.prepositions.append(("by", self.members[j]))
                return


def _members(phrases: Sequence[Phrase]) -> dict[int, list[int]]:
    """Return for each noun phrase all that it is coordinated with, itself included, in order."""
    groups: dict[int, list[int]] = {}
    for i, phrase in enumerate(phrases):
        if phrase.kind != "NP":
            continue
        group = groups.get(phrase.joined)
        if group is None and phrase.joined > i:
            group = None
        groups[i] = group if group is not None else []
        groups[i].append(i)
    return groups
