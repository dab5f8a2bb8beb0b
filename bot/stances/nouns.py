"""Nouns: "Russia's criticism of the West", "sanctions on Iran", "concerns in Washington", "a pact between A and B", "its ally"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from bot.model import Label, Mode
from bot.stances.context import BY_GUESS, BY_TOPIC, Target
from bot.stances.finding import SURE, Finding
from bot.stances.lexicon import load_lexicon
from bot.stances.naming import Sort
from bot.stances.specials import find_denied
from bot.stances.tables import load_frames
from bot.stances.topics import name_bond

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Frame, Frames

_NONE = frozenset({"no", "little", "few", "without", "zero", "neither", "nor", "any"})
_POSSIBLE = frozenset(
    [
        "possible",
        "potential",
        "alleged",
        "proposed",
        "planned",
        "hypothetical",
        "reported",
        "suspected",
        "purported",
        "so-called",
        "prospective",
        "threatened",
        "likely",
        "future",
        "would-be",
    ]
)
_PAST = frozenset({"former", "erstwhile", "onetime", "one-time", "ex", "old", "past", "historic", "traditional"})
_TRADING = frozenset({"economic", "trading", "trade", "commercial", "business", "dialogue", "negotiating"})
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_EPITHETS = frozenset({"ally", "partner", "friend"})
_BY_NAME = 0.4  # what a word that only names somebody costs: it is not shown
_CHAIN = 5  # prepositions up which "Kim's description of …" is looked for
_BELOW = 0.05  # nouns tell roles less plainly than verbs


@dataclass(frozen=True, slots=True)
class _Scene:
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


def find_in_nouns(context: Context) -> Iterator[Finding]:
    """Yield what the nouns of a sentence show, in order."""
    frames, parsed = load_frames(), context.parsed
    for i, phrase in enumerate(parsed.phrases):
        if phrase.kind != "NP":
            continue
        for frame in _frames_of(parsed, i, frames):
            scene = _set(context, i, frame, frames)
            if _is_undone(scene, frames):
                continue
            found = list(_apply(scene))
            if found:
                yield from found
                break


def _frames_of(parsed: Parsed, i: int, frames: Frames) -> Iterator[Frame]:
    """Yield the frames of a phrase's head, or of a role before a name ("its ally Belarus")."""
    phrase, lexicon = parsed.phrases[i], load_lexicon()
    words = [lexicon.singular(token.low) for token in parsed.tokens[phrase.first : phrase.last]]
    lows = parsed.lows(i)
    for frame in frames.find("noun", phrase.word):
        if len(frame.words) == 1 and (not frame.needs or frame.needs & lows):
            yield frame
    if len(words) > 1:
        for frame in frames.find("noun", words[-2]):
            role = frame.holder == ("role",) and parsed.tokens[phrase.head].tag in {"E", "N"}
            if role and words[-2] == "friend" and parsed.tokens[phrase.first].tag == "s":
                continue  # "his friend Putin" is what he thinks, not what Putin does
            if role or (len(frame.words) == 2 and frame.words[1] == words[-1]):  # noqa: PLR2004 - of two words
                yield frame


def _set(context: Context, i: int, frame: Frame, frames: Frames) -> _Scene:
    parsed, first = context.parsed, i
    while parsed.phrases[first].joined >= 0:
        first = parsed.phrases[first].joined
    clause = parsed.clause_of(first) or parsed.clause_of(i)
    passive = next((each for each in parsed.clauses.values() if first in each.subject and each.passive), None)
    after = list(parsed.after(i))
    chosen = passive or clause
    if chosen is not None:
        after.extend(pair for pair in chosen.prepositions if pair not in after)
    light = frames.light_of(chosen.verb.word) if chosen is not None else frozenset[str]()
    return _Scene(context, i, frame, chosen, light, after)


def _is_undone(scene: _Scene, frames: Frames) -> bool:
    """Say whether the words about the noun leave nothing of it: "lifted the sanctions", "his former ally"."""
    lows = scene.parsed.lows(scene.at)
    if scene.frame.holder == ("role",) and lows & _TRADING:
        return True
    if scene.frame.rule.mode is Mode.DID and (lows & _PAST or any(_YEAR.fullmatch(low) for low in lows)):
        return True
    verb = scene.clause
    if verb is not None and scene.at in {i for group in (*verb.objects, verb.subject) for i in group}:
        kinds = frames.light_of(verb.verb.word)
        if "lift" in kinds and scene.frame.label in _HOSTILE:
            return True
        wanted = "want" in kinds and scene.frame.holder == ("want",)
        return "undo" in kinds and not wanted and not kinds & {"have", "cause", "suffer", "withdraw"}
    return False


def _apply(scene: _Scene) -> Iterator[Finding]:
    if scene.frame.mutual:
        yield from _apply_mutual(scene)
        return
    label = _label(scene)
    if label is None:
        return
    targets = list(_targets(scene))
    for holder, cost in _holders(scene):
        for target in targets:
            boast = scene.frame.holder == ("role",) and target.name in scene.context.speaker(scene.at)
            if holder != target.name and not boast:  # "Kim's claim that Russia is his friend" is Kim's
                yield _finding(scene, holder, target, label, cost=cost)


def _label(scene: _Scene) -> Label | None:
    """Return a noun's label as the verb that it goes with leaves it: "suspended aid to" takes support back."""
    withdrawn = "withdraw" in scene.light and scene.clause is not None
    if withdrawn:
        return scene.frame.rule.refused
    return scene.frame.label


def _finding(scene: _Scene, holder: str, target: Target, label: Label, *, cost: float = 0.0) -> Finding:
    phrase, parsed = scene.parsed.phrases[scene.at], scene.parsed
    lows = parsed.lows(scene.at)
    host = parsed.phrases[phrase.host].word if phrase.prep and phrase.host >= 0 else ""
    unmade = load_frames().light["unreal"]
    unreal = (
        bool(lows & _POSSIBLE) or (phrase.prep in {"of", "for", "to"} and host in unmade) or _is_subject_of_maybe(scene)
    )
    return Finding(
        holder=holder,
        target=target.name,
        label=label,
        rule=scene.frame.rule,
        at=scene.at,
        about=target.at,
        clause=scene.clause or (parsed.verb_left(scene.at) if _in_object(parsed, scene.at) else None),
        confidence=SURE - _BELOW - cost - target.cost,
        unreal=unreal,
        negated=bool(lows & _NONE) or phrase.prep == "without" or (unreal and label in _HOSTILE),
    )


def _is_subject_of_maybe(scene: _Scene) -> bool:
    """Say whether "an attack on … would …" is only thought of."""
    for clause in scene.parsed.clauses.values():
        if scene.at in clause.subject and clause.verb.modal in {"would", "could", "might", "may"}:
            return bool(scene.parsed.lows(scene.at) & {"a", "an", "any"})
    return False


def _in_object(parsed: Parsed, i: int) -> bool:
    """Say whether a noun phrase hangs on a verb by a preposition."""
    phrase = parsed.phrases[i]
    return phrase.host >= 0 and parsed.phrases[phrase.host].kind == "VG"


# --- Slots ---


def _holders(scene: _Scene) -> Iterator[tuple[str, float]]:
    """Yield the holders that the first slot with any gives, with what that costs in confidence."""
    for slot in scene.frame.holder:
        found = list(dict.fromkeys(_holder_slot(scene, slot)))
        if found:
            names = scene.parsed.reference(scene.at)
            guessed = slot == "owner" and names is not None and names.guessed
            cost = 0.05 * (slot not in {"owner", "have", "role"}) + BY_GUESS * guessed + _BY_NAME * _is_epithet(scene)
            yield from ((actor, cost) for actor in found)
            return
    yield from ((actor, 2 * BY_GUESS) for actor in _whose_words(scene))


def _is_epithet(scene: _Scene) -> bool:
    """Say whether "ally" or "partner" is only what one is called in passing: "its main ally, China"."""
    clause = scene.clause
    told = clause is not None and clause.verb.word in {"be", "remain", "become"}
    return scene.frame.holder == ("role",) and scene.frame.words[-1] in _EPITHETS and not told


def _whose_words(scene: _Scene) -> Sequence[str]:
    """Return whose words a noun is part of: "Kim's description of … as an alliance with full support for …"."""
    parsed, statements = scene.parsed, load_lexicon().heads["statement"]
    at = scene.at
    for _ in range(_CHAIN):
        phrase = parsed.phrases[at]
        names = phrase.names
        if phrase.kind != "NP" or names is None:
            break
        if names.owners and phrase.word in statements:
            return names.owners
        if not phrase.prep or phrase.host < 0:
            break
        at = phrase.host
    return ()


def _holder_slot(scene: _Scene, slot: str) -> list[str]:
    parsed = scene.parsed
    names = parsed.reference(scene.at)
    if slot == "owner":
        return [] if names is None else list(names.owners)
    if slot in {"have", "want"}:
        return _have(scene, slot)
    if slot == "role":
        return _who_is(scene)
    if slot in {"by", "from"} or names is None or not names.owners:
        found = [
            actor for word, group in scene.after if word == slot for actor in parsed.actors(group, owned=slot == "from")
        ]
        return [] if slot == "of" and "of" in scene.frame.target else found
    return []


def _have(scene: _Scene, kind: str) -> list[str]:
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


def _who_is(scene: _Scene) -> list[str]:
    """Return who is called an ally: by apposition, by "is", or by the name that follows the word."""
    parsed, i = scene.parsed, scene.at
    phrase = parsed.phrases[i]
    if parsed.tokens[phrase.head].tag in {"E", "N"}:
        return parsed.actors([i])
    if phrase.renames >= 0:
        return parsed.actors([phrase.renames])
    for j in range(i + 1, min(len(parsed.phrases), i + 6)):
        if parsed.phrases[j].kind == "NP" and parsed.phrases[j].renames == i:
            return parsed.actors(parsed.group(j))
    clause = scene.clause
    if clause is not None and clause.verb.word in {"be", "remain", "become"} and not clause.passive:
        return parsed.actors(clause.subject)
    return []


def _targets(scene: _Scene) -> Iterator[Target]:
    """Yield the targets of the first slot with any."""
    if scene.frame.special == "deny":
        topic = find_denied(scene.context, scene.at)
        if topic:
            yield Target(topic, scene.at, BY_TOPIC)
        return
    for slot in scene.frame.target:
        found = list(_target_slot(scene, slot))
        if found:
            yield from found
            return
    names = scene.parsed.reference(scene.at)
    if names is not None:
        yield from (Target(actor, scene.at, 0.1) for actor in names.about)
    yield from _thanked(scene)
    yield from _suffered(scene)


def _thanked(scene: _Scene) -> Iterator[Target]:
    """Yield who thanks for it: "thanked Warsaw for its support"."""
    verb = scene.parsed.verb_left(scene.at)
    thanks = (
        verb is not None and verb.verb.word in {"thank", "praise", "commend"} and scene.frame.label is Label.SUPPORTIVE
    )
    if verb is not None and thanks and scene.parsed.phrases[scene.at].prep == "for":
        yield from _named(scene, verb.does)


def _target_slot(scene: _Scene, slot: str) -> Iterator[Target]:
    if slot == "owner":
        names = scene.parsed.reference(scene.at)
        yield from (Target(actor, scene.at) for actor in (names.owners if names is not None else ()))
    elif slot == "cause":
        if scene.clause is not None and "cause" in scene.light and not scene.clause.passive:
            yield from _named(scene, scene.clause.subject)
    else:
        for word, group in scene.after:
            if word == slot:
                yield from _named(scene, group)
                return


def _named(scene: _Scene, group: Sequence[int]) -> Iterator[Target]:
    yield from scene.context.targets([i for i in group if i != scene.at], scene.frame)


def _suffered(scene: _Scene) -> Iterator[Target]:
    """Yield who suffers it: "faces criticism from", "is under pressure from"."""
    parsed, clause = scene.parsed, scene.clause
    phrase = parsed.phrases[scene.at]
    if clause is not None and "suffer" in scene.light and not clause.passive:
        yield from _named(scene, clause.subject)
    elif phrase.prep == "under":
        host = parsed.verb_left(scene.at)
        left = max((j for j in range(scene.at) if parsed.phrases[j].kind == ","), default=-1)
        if left > 0 and parsed.phrases[left - 1].kind == "NP" and (host is None or host.at < left):
            yield from _named(scene, [left - 1])
        elif host is not None:
            yield from _named(scene, host.subject)
        else:
            main = next((each for each in parsed.clauses.values() if each.verb.finite and each.subject), None)
            yield from _named(scene, main.subject if main is not None else [])


# --- What binds two ---


_CONCLUDING = frozenset(
    {
        "sign",
        "conclude",
        "seal",
        "strike",
        "ink",
        "reach",
        "make",
        "forge",
        "form",
        "have",
        "enter",
        "establish",
        "announce",
    }
)


def _apply_mutual(scene: _Scene) -> Iterator[Finding]:
    """Yield both directions of a bond: "ties between A and B", "A's alliance with B", "A signed a pact with B"."""
    parties, at = _parties(scene)
    if len(parties) != 2:  # noqa: PLR2004 - a bond has two ends
        return
    label = _label(scene)
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
    both = _between(scene) or (scene.clause is not None and scene.clause.verb.word in _CONCLUDING)
    one_sided = label is Label.SUPPORTIVE and at and not both
    one_sided = one_sided or "withdraw" in scene.light
    for holder, target in list(permutations(parties))[: 1 if one_sided else 2]:
        yield _finding(scene, holder, Target(target, scene.at), label, cost=cost)


def _parties(scene: _Scene) -> tuple[list[str], list[int]]:
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
    one = owners or _subject_of_light(scene)
    other = parsed.actors(with_)
    if not with_ and len(one) == 2:  # noqa: PLR2004 - as above
        return one, []
    return ([one[0], other[0]] if len(one) == 1 and len(other) == 1 and one != other else []), with_


def _between(scene: _Scene) -> bool:
    """Say whether the bond is told as both sides' ("between A and B") rather than as one's with the other."""
    return any(word in {"between", "among"} for word, _ in scene.after)


def _subject_of_light(scene: _Scene) -> list[str]:
    clause = scene.clause
    frames = load_frames()
    binding = scene.light & {"have", "withdraw"} or (
        clause is not None and clause.verb.word in frames.friendly | frames.hostile
    )
    if "show" in scene.light:
        return _have(scene, "have")
    return scene.parsed.actors(clause.does) if clause is not None and binding else []


def _tone(scene: _Scene) -> Label | None:
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
