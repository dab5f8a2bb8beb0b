"""Leaning: infinitives and participles take their subject from the verb that they lean on, or from what it is done to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stances.clauses import REACH
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from bot.stances.clauses import Clause, Sketch

_CONTROLLED = {  # "accused X of breaking", "warned X against breaking": X is who breaks
    "of": frozenset({"accuse", "suspect", "convict", "acquit"}),
    "against": frozenset({"warn", "caution", "advise"}),
    "from": frozenset(
        {"stop", "prevent", "deter", "dissuade", "discourage", "ban", "bar", "prohibit", "keep", "block"}
    ),
    "into": frozenset({"pressure", "coerce", "force", "push"}),
}
_EXPECTING = frozenset({"expect", "believe", "consider", "know", "assume", "find", "predict", "think"})


def _lean(clause: Clause, on: Clause, how: str, subject: list[int]) -> bool:
    """Let a clause lean on another, and say that it does."""
    clause.leans, clause.how, clause.subject = on, how, subject
    return True


def lean_infinitive(sketch: Sketch, clause: Clause) -> bool:
    """Find who shall do it: the verb's subject, its object ("urged X to …"), or who stands after "for"."""
    j = sketch.skip(clause.at - 1)
    governor = sketch.nearest(clause.at)
    if sketch.kind(j) == "NP" and sketch.phrases[j].prep == "for":
        clause.how = "for"
        clause.subject = sketch.members[j]
        clause.leans = governor
        return True
    if governor is None:
        return False
    word = governor.verb.word
    if sketch.kind(j) == "NP" and sketch.governors.get(word) == "ordered" and not governor.passive:
        who = governor.undergoes or governor.after("on") or governor.after("to") or governor.after("upon")
        return _lean(clause, governor, "ordered", who)
    if sketch.kind(j) == "NP" and word in _EXPECTING and governor.undergoes == sketch.members.get(j):
        return _lean(clause, governor, "raised", sketch.members[j])
    ordered = sketch.governors.get(word) == "ordered"
    if ordered or j in {governor.at, governor.adjective} or _adjective_between(sketch, governor, clause):
        return _lean(clause, governor, "ordered" if ordered else "infinitive", governor.subject)
    return _lean_on_noun(sketch, clause, governor, j)


def _adjective_between(sketch: Sketch, governor: Clause, clause: Clause) -> bool:
    return governor.adjective > 0 and sketch.skip(clause.at - 1) <= governor.adjective < clause.at


def _lean_on_noun(sketch: Sketch, clause: Clause, governor: Clause, noun: int) -> bool:
    """Find who shall do it in "its plan to …", "pressure from A on B to …", or else take it for a purpose."""
    names = sketch.phrases[noun].names if sketch.kind(noun) == "NP" else None
    frames = load_frames()
    if names is not None and sketch.phrases[noun].word in frames.governors and not names.owners:
        return _lean(clause, governor, "infinitive", governor.subject)
    if names is not None and names.owners and sketch.phrases[noun].word in frames.governors:
        return _lean(clause, governor, "owner", [noun])
    if _has_recipient(governor):
        return _lean(clause, governor, "armed", governor.subject)
    return _lean(clause, governor, "purpose", governor.subject)


def _has_recipient(governor: Clause) -> bool:
    """Say whether what follows may be what the recipient shall do: "gave Kyiv missiles to strike Russia"."""
    gives = any(frame.things == "goods" for frame in load_frames().find("verb", governor.verb.word))
    return gives and bool(governor.after("to") or governor.after("with") or len(governor.objects) > 1)


def lean_ing(sketch: Sketch, clause: Clause) -> bool:  # noqa: PLR0911 - a table in code
    """Find who does it, for a verb in -ing."""
    j = sketch.skip(clause.at - 1)
    governor = sketch.nearest(clause.at)
    kind = sketch.kind(j)
    if kind == "p":
        clause.verb.prep = sketch.phrases[j].word
        return _lean_after_preposition(sketch, clause, governor, j)
    if kind == "u":
        if governor is None:
            return False
        return _lean(clause, governor, "participle", sketch.main(governor).subject)
    if kind == "VG" and governor is not None:
        return _lean(clause, governor, "gerund", governor.subject)
    if kind == "NP" and clause.verb.word not in load_frames().say:
        clause.how, clause.leans, clause.subject = "reduced", governor, sketch.members[j]
        return True
    if governor is None:
        return False
    return _lean(clause, governor, "participle", sketch.main(governor).subject)


def _lean_after_preposition(sketch: Sketch, clause: Clause, governor: Clause | None, preposition: int) -> bool:
    if governor is None:
        noun = sketch.skip(preposition - 1)
        if sketch.kind(noun) == "NP":
            names = sketch.phrases[noun].names
            clause.how, clause.subject = "owner", [noun] if names is not None and names.owners else []
            return bool(clause.subject)
        return False
    if governor.verb.word in _CONTROLLED.get(clause.verb.prep, ()) or _judges(governor, clause.verb.prep):
        told = [group for word, group in governor.prepositions if word in {"at", "on", "with", "to"}]
        return _lean(clause, governor, "controlled", governor.undergoes or (told[-1] if told else []))
    noun = sketch.skip(preposition - 1)
    names = sketch.phrases[noun].names if sketch.kind(noun) == "NP" else None
    if names is not None and names.owners:
        return _lean(clause, governor, "owner", [noun])
    frames = [frame for frame in load_frames().find("verb", governor.verb.word) if len(frame.words) == 1]
    against = (
        any(frame.label in {"critical", "concerned"} for frame in frames) and sketch.phrases[preposition].word == "in"
    )
    while sketch.kind(noun) == "NP" and sketch.phrases[noun].prep and sketch.kind(sketch.phrases[noun].host) == "NP":
        noun = sketch.phrases[noun].host
    if against and any(noun in group for group in governor.objects):
        return False  # "opposed a role for NATO in training …": not the subject's
    return _lean(clause, governor, "gerund", governor.subject)


def _judges(governor: Clause, preposition: str) -> bool:
    """Say whether a verb judges its object for what follows: "lashed out at Rwanda for backing them"."""
    frames = load_frames().find("verb", governor.verb.word)
    judged = any(frame.label in {"critical", "supportive"} and frame.target == ("object",) for frame in frames)
    return preposition == "for" and judged and governor.verb.word != "apologise"


def lean_participle(sketch: Sketch, clause: Clause) -> bool:
    """Find what it is done to: the noun phrase that a participle goes with."""
    j = sketch.skip(clause.at - 1)
    if sketch.kind(j) == "VG":
        governor = sketch.clauses[j]
        return _lean(clause, governor, "infinitive", governor.subject)
    if sketch.kind(j) == "u":
        j = sketch.skip(j - 1)
    if sketch.kind(j) == ",":
        j = sketch.skip(j - 1)
    while (
        sketch.kind(j) == "NP"
        and sketch.phrases[j].prep
        and sketch.phrases[j].host >= 0
        and sketch.kind(sketch.phrases[j].host) == "NP"
    ):
        j = sketch.phrases[j].host
    if sketch.kind(j) == "NP":
        clause.subject, clause.how = sketch.members[j], "reduced"
        return True
    return False


def lean_forward(sketch: Sketch, clause: Clause) -> None:
    """Give "By aligning itself with …, Russia is …" the subject of the verb that follows."""
    for j in range(clause.at + 1, min(len(sketch.phrases), clause.at + REACH)):
        other = sketch.clauses.get(j)
        if (
            other is not None
            and other.verb.finite
            and other.subject
            and other.how != "relative"
            and other.subject[0] > clause.at
        ):
            clause.subject, clause.leans, clause.how = other.subject, other, "participle"
            return
