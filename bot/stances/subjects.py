"""Subjects: the clauses of a sentence, each with who does it, found to the left of its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stances.clauses import REACH, Clause, Sketch
from bot.stances.complements import add_complements
from bot.stances.leaning import lean_forward, lean_infinitive, lean_ing, lean_participle
from bot.stances.participles import settle_participles
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.phrases import Phrase
    from bot.stances.tokens import Token

_WALLS = frozenset({"u", ":", ";", "-", "."})
_SHARING = frozenset({"gerund", "infinitive", "participle", "joined"})


def find_clauses(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> dict[int, Clause]:
    """Return the clauses of a sentence by the index of their verb group, in order."""
    sketch = Sketch(phrases, tokens)
    verbs = [i for i, phrase in enumerate(sketch.phrases) if phrase.kind == "VG"]
    settle_participles(sketch, verbs)
    for i in verbs:
        sketch.clauses[i] = Clause(i, sketch.phrases[i])
        add_complements(sketch, sketch.clauses[i])
    waiting = [clause for clause in sketch.clauses.values() if not _add_subject(sketch, clause)]
    for clause in waiting:
        lean_forward(sketch, clause)
    for clause in sketch.clauses.values():
        if not clause.subject and clause.leans is not None and clause.how in _SHARING:
            clause.subject = clause.leans.subject
    return sketch.clauses


def _add_subject(sketch: Sketch, clause: Clause) -> bool:
    """Find a clause's subject to its left; say whether that was possible."""
    if _joins_verb(sketch, clause):
        return True
    if clause.verb.finite:
        clause.subject = _look_left(sketch, clause)
        return True
    if clause.verb.form == "infinitive":
        return lean_infinitive(sketch, clause)
    if clause.verb.form == "ing":
        return lean_ing(sketch, clause)
    return lean_participle(sketch, clause)


def _joins_verb(sketch: Sketch, clause: Clause) -> bool:
    """Let a verb after "and" share the subject of the verb that it is joined to."""
    at = _conjunction(sketch, clause)
    other = _partner(sketch, clause, at) if at >= 0 else _listed_before(sketch, clause)
    if other is None:
        return False
    clause.subject, clause.leans, clause.how = other.subject, other, "joined"
    if sketch.is_bare(clause):
        clause.verb.form = other.verb.form
        clause.verb.modal = clause.verb.modal or other.verb.modal
    return True


def _listed_before(sketch: Sketch, clause: Clause) -> Clause | None:
    """Return the verb before in a list of verbs: "backed the plan, embraced the prince, and signed …"."""
    comma = sketch.skip(clause.at - 1)
    other = sketch.nearest(comma) if sketch.kind(comma) == "," else None
    if (
        other is None
        or not (clause.verb.finite and other.verb.finite and other.objects)
        or clause.verb.word in sketch.say
    ):
        return None
    apart = other.how in {"relative", "reduced"} or any(
        sketch.kind(j) in {",", "u"} for j in range(other.at + 1, comma)
    )
    return None if apart or _shape(sketch, clause) != _shape(sketch, other) else other


def _conjunction(sketch: Sketch, clause: Clause) -> int:
    """Return where "and" stands before a verb, a parenthesis between them left out, or -1."""
    at = sketch.skip(clause.at - 1)
    if sketch.kind(at) == ",":
        opening = next((j for j in range(at - 1, max(-1, at - 7), -1) if sketch.kind(j) == ","), -1)
        at = opening - 1
    return at if sketch.kind(at) == "c" else -1


def _partner(sketch: Sketch, clause: Clause, conjunction: int) -> Clause | None:
    """Return the verb before "and" of the same shape, or else of the same form, the nearest first."""
    second = None
    for j in range(conjunction - 1, max(-1, conjunction - REACH), -1):
        if sketch.kind(j) in {";", ":"}:
            return second
        other = sketch.clauses.get(j)
        if other is None or not _matches(sketch, clause, other):
            continue
        if _shape(sketch, other) == _shape(sketch, clause) and other.how != "relative":
            return other
        second = second or other
    return second


def _matches(sketch: Sketch, clause: Clause, other: Clause) -> bool:
    third = sketch.tokens[clause.verb.head].form
    plain = sketch.tokens[other.verb.head].form
    if third is not None and third.kinds == "Z" and sketch.is_bare(other) and plain is not None and plain.kinds != "Z":
        return False  # "demanded that Brussels withdraw …, and accuses"
    bare = sketch.is_bare(clause) and (other.verb.form == "infinitive" or bool(other.verb.modal))
    return other.verb.form == clause.verb.form or bare


def _shape(sketch: Sketch, clause: Clause) -> tuple[bool, str]:
    form = sketch.tokens[clause.verb.head].form
    return clause.verb.passive, form.kinds[0] if form is not None else ""


def _look_left(sketch: Sketch, clause: Clause) -> list[int]:
    j = sketch.skip(clause.at - 1)
    if sketch.kind(j) == ",":
        j = _before_parenthesis(sketch, j)
    for _ in range(REACH):
        kind = sketch.kind(j)
        if kind == "w":
            clause.how = "relative"
            return sketch.antecedent(j)
        if kind in _WALLS or not kind or (kind == "VG" and sketch.phrases[j].finite):
            return []
        if kind == "NP":
            phrase = sketch.phrases[j]
            if phrase.renames >= 0:
                j = phrase.renames
                continue
            if _is_object(sketch, j):
                j = sketch.skip(j - 2)
                continue
            if not phrase.prep:
                group = sketch.members[j]
                _extract(sketch, clause, group[0])
                return group
        j = sketch.skip(j - 1)
    return []


def _is_object(sketch: Sketch, noun: int) -> bool:
    """Say whether a noun phrase is the object of a verb that is not finite: "fears about Russia aiding Iran are"."""
    verb = sketch.phrases[noun - 1] if sketch.kind(noun - 1) == "VG" else None
    return verb is not None and not verb.finite and verb.word not in sketch.say


def _before_parenthesis(sketch: Sketch, comma: int) -> int:
    """Return the last phrase before the parenthesis that the comma closes."""
    for j in range(comma - 1, max(0, comma - REACH), -1):
        if sketch.kind(j) in {";", ":"}:
            break
        if sketch.kind(j) == "," and sketch.kind(j - 1) == "NP":
            begins = {sketch.kind(k) for k in range(j + 1, min(j + 4, comma))}
            verbs = any(sketch.kind(k) == "VG" and sketch.phrases[k].finite for k in range(j + 1, comma))
            if begins & {"w", "u"} or not verbs:
                return j - 1
    return comma - 1


def _extract(sketch: Sketch, clause: Clause, subject: int) -> None:
    """Find the object of "which Beijing views with apprehension"."""
    j = sketch.skip(subject - 1)
    calls = clause.verb.word in load_frames().evaluating
    if (
        sketch.kind(j) == "w"
        and sketch.phrases[j].word in {"which", "that", "whom", "who"}
        and (calls or not clause.objects)
    ):
        antecedent = sketch.antecedent(j)
        if antecedent and sketch.phrases[j - 1].kind in {"NP", ","}:
            clause.objects.insert(0, antecedent)
