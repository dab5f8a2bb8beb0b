"""Bonds: what holds two actors together or sets them apart: "a pact between A and B", "A's ties with B", "a row with B"."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from bot.model import Label
from bot.stances.context import Target
from bot.stances.lexicon import load_lexicon
from bot.stances.scenes import label_of, subject_of_light, to_finding
from bot.stances.tables import load_frames
from bot.stances.topics import name_bond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.stances.finding import Finding
    from bot.stances.scenes import Scene


def find_bonds(scene: Scene) -> Iterator[Finding]:
    """Yield both directions of a bond: "ties between A and B", "A's alliance with B", "A signed a pact with B"."""
    parties, at = _parties(scene)
    theirs = scene.parsed.tokens[scene.parsed.phrases[scene.at].first].tag == "s"
    if theirs and not at and scene.frame.label is Label.CRITICAL:
        return  # "their battle" may be with anybody
    if len(parties) != 2:  # noqa: PLR2004 - a bond has two ends
        return
    label = label_of(scene)
    if label is None:
        return
    if scene.frame.special == "tie":
        told = _tone(scene)
        if told is None:
            return
        label = told
    if label is Label.SUPPORTIVE:
        scene.context.memory.bond(frozenset(parties), name_bond(parties, scene.parsed.phrases[scene.at].word))
    cost = 0.1 * scene.parsed.guessed([scene.at, *at])
    both = _between(scene) or (scene.clause is not None and scene.clause.verb.word in load_lexicon().sets["concluding"])
    one_sided = label is Label.SUPPORTIVE and at and not both
    one_sided = one_sided or bool(scene.light & {"withdraw", "show"})
    for holder, target in list(permutations(parties))[: 1 if one_sided else 2]:
        yield to_finding(scene, holder, Target(target, scene.at), label, cost=cost)


def _parties(scene: Scene) -> tuple[list[str], list[int]]:
    parsed = scene.parsed
    names = parsed.reference(scene.at)
    between = [
        i for word, group in scene.after if word in {"between", "among"} for i in group if not scene.parsed.guessed([i])
    ]
    if between:
        return parsed.actors(between), between
    with_ = next((group for word, group in scene.after if word in scene.frame.target), [])
    owners = list(names.owners) if names is not None else []
    if len(owners) == 2 and not with_:  # noqa: PLR2004 - as above
        return owners, []
    one = owners or _bound_by(scene)
    other = parsed.actors(with_)
    if not with_ and len(one) == 2:  # noqa: PLR2004 - as above
        return one, []
    return ([one[0], other[0]] if len(one) == 1 and len(other) == 1 and one != other else []), with_


def _between(scene: Scene) -> bool:
    """Say whether the bond is told as both sides' ("between A and B") rather than as one's with the other."""
    return any(word in {"between", "among"} for word, _ in scene.after)


def _bound_by(scene: Scene) -> list[str]:
    clause = scene.clause
    frames = load_frames()
    binding = scene.light & {"have", "withdraw"} or (
        clause is not None and clause.verb.word in frames.friendly | frames.hostile
    )
    if "show" in scene.light:
        return subject_of_light(scene, "have")
    return scene.parsed.actors(clause.does) if clause is not None and binding else []


def _tone(scene: Scene) -> Label | None:
    """Return whether a tie is a friendly one, by its adjectives and by the verb it goes with; ``None`` if nothing says so."""
    frames, parsed = load_frames(), scene.parsed
    words = {load_lexicon().singular(word) for word in parsed.lows(scene.at)} | parsed.lows(scene.at)
    for clause in parsed.clauses.values():
        if scene.at in {i for group in (*clause.objects, clause.subject) for i in group}:
            words.add(clause.verb.word)
            if clause.adjective >= 0:
                words |= parsed.lows(clause.adjective)
    if words & frames.hostile:
        return Label.CRITICAL
    return Label.SUPPORTIVE if words & frames.friendly else None
