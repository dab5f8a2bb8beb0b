"""Scenes: a noun that has a frame, with all in which its holder and its target may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Label, Mode
from bot.stances.finding import SURE, Finding
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context, Target
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Frame, Frames

_NONE = frozenset({"no", "little", "few", "without", "zero", "neither", "nor", "any"})
_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_BELOW = 0.05  # nouns tell roles less plainly than verbs


@dataclass(frozen=True, slots=True)
class Scene:
    """A noun phrase with all in which its frame may look for holder and target."""

    context: Context
    at: int
    frame: Frame
    clause: Clause | None  # whose object (or subject, in the passive) it is
    light: frozenset[str]  # how that clause's verb lends itself
    after: Sequence[tuple[str, list[int]]]  # the prepositions that follow

    @property
    def parsed(self) -> Parsed:
        """The sentence."""
        return self.context.parsed


def set_scene(context: Context, i: int, frame: Frame, frames: Frames) -> Scene:
    """Return the scene of a noun phrase: the verb that it is object of, and the prepositions that follow."""
    parsed, first = context.parsed, i
    while parsed.phrases[first].joined >= 0:
        first = parsed.phrases[first].joined
    clause = parsed.clause_of(first) or parsed.clause_of(i)
    passive = next((each for each in parsed.clauses.values() if first in each.subject and each.passive), None)
    after = list(parsed.after(i))
    chosen = passive or clause
    if chosen is not None:
        after.extend(pair for pair in chosen.prepositions if pair not in after)
    elif growing := next((each for each in parsed.clauses.values() if first in each.subject), None):
        after.extend(pair for pair in growing.prepositions if pair[0] == "in")  # "concern is growing in Paris"
    light = frames.light_of(chosen.verb.word) if chosen is not None else frozenset[str]()
    return Scene(context, i, frame, chosen, light, after)


def label_of(scene: Scene) -> Label | None:
    """Return a noun's label as the verb that it goes with leaves it: "suspended aid to" takes support back."""
    withdrawn = "withdraw" in scene.light and scene.clause is not None
    if withdrawn and scene.clause is not None and not scene.clause.verb.negated:
        return scene.frame.rule.refused
    return scene.frame.label


def subject_of_light(scene: Scene, kind: str) -> list[str]:
    """Return the subject of a verb that lends itself: "voiced concern", "demanded the arrest of".

    Or whose deed shows it: "Putin's visit signals a confrontation with …".
    """
    clause = scene.clause
    if clause is not None and "show" in scene.light and len(clause.subject) == 1 and not clause.passive:
        names = scene.parsed.reference(clause.subject[0])
        return list(names.owners) if names is not None and names.sort is Sort.THING else []
    if clause is None or not scene.light & {kind, "withdraw"} or scene.light & {"suffer"}:
        return []
    if scene.at not in {i for group in clause.objects for i in group} and not clause.passive:
        return []
    return scene.parsed.actors(clause.does)


def to_finding(scene: Scene, holder: str, target: Target, label: Label, *, cost: float = 0.0) -> Finding:
    """Return what a scene shows of a holder and a target, with what the words about the noun say of it."""
    phrase, parsed = scene.parsed.phrases[scene.at], scene.parsed
    lows = parsed.lows(scene.at)
    host = parsed.phrases[phrase.host].word if phrase.prep and phrase.host >= 0 else ""
    unmade = load_frames().light["unreal"]
    unreal = (
        bool(lows & load_lexicon().sets["possible"])
        or (phrase.prep in {"of", "for", "to"} and host in unmade)
        or _is_subject_of_maybe(scene)
    )
    return Finding(
        holder=holder,
        target=target.name,
        label=label,
        rule=scene.frame.rule,
        at=scene.at,
        about=target.at,
        clause=None
        if _goes_on(scene)
        else scene.clause or (parsed.verb_left(scene.at) if _in_object(parsed, scene.at) else None),
        confidence=SURE - _BELOW - cost - target.cost,
        unreal=unreal,
        mode=Mode.SAID if _is_voiced(scene, holder) else None,
        negated=bool(lows & _NONE) or phrase.prep == "without" or (unreal and label in _HOSTILE),
    )


def _is_voiced(scene: Scene, holder: str) -> bool:
    """Say whether the holder said it in so many words: "expressed its support"."""
    clause = scene.clause
    said = clause is not None and clause.verb.word in load_lexicon().sets["voicing"] and not clause.verb.modal
    return said and clause is not None and holder in scene.parsed.actors(clause.does)


def _goes_on(scene: Scene) -> bool:
    """Say whether support is not taken back: "will not cut its support"."""
    return "withdraw" in scene.light and scene.clause is not None and scene.clause.verb.negated


def _is_subject_of_maybe(scene: Scene) -> bool:
    """Say whether "an attack on … would …" is only thought of."""
    for clause in scene.parsed.clauses.values():
        if scene.at in clause.subject and clause.verb.modal in {"would", "could", "might", "may"}:
            return bool(scene.parsed.lows(scene.at) & {"a", "an", "any"})
    return False


def _in_object(parsed: Parsed, i: int) -> bool:
    """Say whether a noun phrase hangs on a verb by a preposition."""
    phrase = parsed.phrases[i]
    return phrase.host >= 0 and parsed.phrases[phrase.host].kind == "VG"
