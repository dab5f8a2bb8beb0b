"""Nouns: "Russia's criticism of the West", "sanctions on Iran", "concerns in Washington", "a pact between A and B", "its ally"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import Label, Mode
from bot.stances.bonds import find_bonds
from bot.stances.context import BY_GUESS, BY_TOPIC, Target
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Sort
from bot.stances.scenes import label_of, set_scene, subject_of_light, to_finding
from bot.stances.specials import find_denied
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.context import Context
    from bot.stances.finding import Finding
    from bot.stances.parsed import Parsed
    from bot.stances.scenes import Scene
    from bot.stances.tables import Frame, Frames

_PAST = frozenset({"former", "erstwhile", "onetime", "one-time", "ex", "old", "past", "historic", "traditional"})
_TRADING = frozenset({"economic", "trading", "trade", "commercial", "business", "dialogue", "negotiating"})
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_EPITHETS = frozenset({"ally", "partner", "friend"})
_BY_NAME = 0.4  # what a word that only names somebody costs: it is not shown
_BOWING = frozenset({"bow", "yield", "succumb", "cave", "submit", "bend"})  # "bowed to pressure from"
_CHAIN = 5  # prepositions up which "Kim's description of …" is looked for


def find_in_nouns(context: Context) -> Iterator[Finding]:
    """Yield what the nouns of a sentence show, in order."""
    frames, parsed = load_frames(), context.parsed
    for i, phrase in enumerate(parsed.phrases):
        if phrase.kind != "NP":
            continue
        for frame in _frames_of(parsed, i, frames):
            scene = set_scene(context, i, frame, frames)
            if _is_undone(scene, frames):
                continue
            found = list(_apply(scene))
            if found:
                yield from found
                break


def _frames_of(parsed: Parsed, i: int, frames: Frames) -> Iterator[Frame]:
    """Yield the frames of a phrase's head, or of a role before a name ("its ally Belarus")."""
    phrase, lexicon = parsed.phrases[i], load_lexicon()
    lows = parsed.lows(i)
    plain = [word for token in parsed.tokens[phrase.first : phrase.last] for word in token.low.split()]
    words = [lexicon.singular(word) for word in plain]
    for frame in frames.find("noun", words[-1]):
        if len(frame.words) == 1 and (not frame.needs or frame.needs & lows):
            yield frame
    if len(words) > 1:
        for frame in (*frames.find("noun", words[-2]), *frames.find("noun", plain[-2])):
            role = frame.holder == ("role",) and parsed.tokens[phrase.head].tag in {"E", "N"}
            if role and words[-2] == "friend" and parsed.tokens[phrase.first].tag == "s":
                continue  # "his friend Putin" is what he thinks, not what Putin does
            if role or (len(frame.words) == 2 and frame.words[1] == words[-1]):  # noqa: PLR2004 - of two words
                yield frame


def _is_undone(scene: Scene, frames: Frames) -> bool:
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


def _apply(scene: Scene) -> Iterator[Finding]:
    if scene.frame.mutual:
        yield from find_bonds(scene)
        return
    label = label_of(scene)
    if label is None:
        return
    targets = list(_targets(scene))
    for holder, cost in _holders(scene):
        for target in targets:
            boast = scene.frame.holder == ("role",) and target.name in scene.context.speaker(scene.at)
            if holder != target.name and not boast:  # "Kim's claim that Russia is his friend" is Kim's
                yield to_finding(scene, holder, target, label, cost=cost)


def _holders(scene: Scene) -> Iterator[tuple[str, float]]:
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


def _is_epithet(scene: Scene) -> bool:
    """Say whether "ally" or "partner" is only what one is called in passing: "its main ally, China"."""
    clause = scene.clause
    told = clause is not None and clause.verb.word in {"be", "remain", "become"}
    return scene.frame.holder == ("role",) and scene.frame.words[-1] in _EPITHETS and not told


def _whose_words(scene: Scene) -> Sequence[str]:
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


def _holder_slot(scene: Scene, slot: str) -> list[str]:
    parsed = scene.parsed
    names = parsed.reference(scene.at)
    if slot == "owner":
        return [] if names is None else list(names.owners)
    if slot in {"have", "want"}:
        return subject_of_light(scene, slot)
    if slot == "role":
        return _who_is(scene)
    if slot in {"by", "from"} or names is None or not names.owners:
        groups = [group for word, group in scene.after if word == slot and not _is_of_thing(scene, group[0])]
        found = [actor for group in groups for actor in parsed.actors(group, owned=slot == "from")]
        return [] if slot == "of" and "of" in scene.frame.target else found
    return []


def _is_of_thing(scene: Scene, i: int) -> bool:
    """Say whether a preposition hangs on another thing than the noun: "tariffs on goods from China" are not China's."""
    host = scene.parsed.phrases[i].host
    names = scene.parsed.reference(host) if host >= 0 else None
    return host not in {-1, scene.at} and names is not None and names.sort is Sort.THING


def _who_is(scene: Scene) -> list[str]:
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


def _targets(scene: Scene) -> Iterator[Target]:
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


def _thanked(scene: Scene) -> Iterator[Target]:
    """Yield who thanks for it: "thanked Warsaw for its support"."""
    verb = scene.parsed.verb_left(scene.at)
    thanks = (
        verb is not None and verb.verb.word in {"thank", "praise", "commend"} and scene.frame.label is Label.SUPPORTIVE
    )
    if verb is not None and thanks and scene.parsed.phrases[scene.at].prep == "for":
        yield from _named(scene, verb.does)


def _target_slot(scene: Scene, slot: str) -> Iterator[Target]:
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


def _named(scene: Scene, group: Sequence[int]) -> Iterator[Target]:
    yield from scene.context.targets([i for i in group if i != scene.at], scene.frame)


def _suffered(scene: Scene) -> Iterator[Target]:
    """Yield who suffers it: "faces criticism from", "is under pressure from"."""
    parsed, clause = scene.parsed, scene.clause
    phrase = parsed.phrases[scene.at]
    if clause is not None and "suffer" in scene.light and not clause.passive:
        yield from _named(scene, clause.subject)
    elif phrase.prep == "to" and (bows := parsed.verb_left(scene.at)) is not None and bows.verb.word in _BOWING:
        yield from _named(scene, bows.subject)
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
