"""Verbs: "A condemned B", "B was condemned by A", "A threatened to supply arms to B", "A urged B to stop"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import TOPIC, Label, Mode
from bot.stances.context import BY_GUESS, Target
from bot.stances.finding import SURE, Finding
from bot.stances.lexicon import load_lexicon
from bot.stances.specials import SPECIALS
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Frame

_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
_POSSESSIVE = frozenset({"its", "his", "her", "their"})
_WHERE = frozenset({"in", "near", "along", "inside", "across", "off", "on", "around"})
_SHOULD = frozenset({"should", "must", "ought"})
_BETWEEN = 3  # adverbs that may stand among the words of a frame
_BY_LEANING = 0.05  # what a subject that the verb only shares costs in confidence
_BY_ARMING = 0.15  # who gives another the means need not share all ends
_BY_WISH = 0.15  # what a stance costs that shows in what another shall do


def find_in_verbs(context: Context) -> Iterator[Finding]:
    """Yield what the verbs of a sentence show, in order."""
    for clause in context.parsed.clauses.values():
        yield from _demanded(context, clause)
        for frame in load_frames().find("verb", clause.verb.word):
            if not _matches(context.parsed, clause, frame):
                continue
            found = list(_apply(context, clause, frame))
            if found:
                yield from found
                break


def _matches(parsed: Parsed, clause: Clause, frame: Frame) -> bool:
    """Say whether the words of a frame of several words follow its verb; adverbs may stand between."""
    if len(frame.words) == 1 or _goes_on(parsed, clause.verb.head + 1, frame.words[1:]):
        return True
    object_ = clause.objects[0][-1] if clause.objects and not clause.passive else -1
    return object_ >= 0 and _goes_on(parsed, parsed.phrases[object_].last, frame.words[1:])  # "took Rome to task"


def _goes_on(parsed: Parsed, at: int, words: Sequence[str]) -> bool:
    """Say whether these words stand from a token on; adverbs may stand between."""
    wanted = list(words)
    for token in parsed.tokens[at : at + 2 * len(words) + _BETWEEN]:
        parts = token.low.split()
        if all(_is_word(low, word) for low, word in zip(parts, wanted, strict=False)):
            wanted = wanted[len(parts) :]
            if not wanted:
                return True
        elif token.tag != "r":
            return False
    return False


def _is_word(low: str, word: str) -> bool:
    sets = {"its": _POSSESSIVE, "itself": _REFLEXIVE}
    return low in sets.get(word, {word}) or load_lexicon().singular(low) == word


def _apply(context: Context, clause: Clause, frame: Frame) -> Iterator[Finding]:  # noqa: C901 - the steps of one thought
    parsed = context.parsed
    if frame.things and not _gives(parsed, clause, frame):
        return
    if frame.mutual:
        yield from _each_other(context, clause, frame)
        return
    group = _fill(clause, frame, frame.target) or _so_called(parsed, clause)
    targets = list(_targets(context, clause, frame, group)) or list(_places(context, clause, frame, group))
    label: Label | None = frame.label
    if frame.special:
        label, targets = SPECIALS[frame.special](context, clause, frame, targets)
    if label is None:
        return
    holders = list(_holders(context, clause, frame))
    if context.is_reciprocal(group) or _the_other(context, clause, group):
        targets = holders
    elif holders and {each.name for each in holders} >= {each.name for each in targets} and _judging(frame):
        targets = list(context.topics(group))  # "denounced his trial"
    cost = _BY_LEANING * (clause.how in {"participle", "reduced", "relative", "purpose", "owner"})
    cost += _BY_ARMING * (clause.how == "armed")
    for holder in holders:
        for target in targets:
            if holder.name != target.name:
                names = parsed.reference(holder.at) if holder.at >= 0 else None
                yield Finding(
                    holder=holder.name,
                    target=target.name,
                    label=label,
                    rule=frame.rule,
                    at=clause.at,
                    about=target.at,
                    clause=clause,
                    confidence=SURE - cost - holder.cost - target.cost,
                    speaker=names.speaker if names is not None else "",
                )
    if not frame.special and not clause.verb.negated:
        yield from _wished(context, clause, frame, targets)


def _demanded(context: Context, clause: Clause) -> Iterator[Finding]:
    """Yield what somebody shows who says that another must stop: "said Damascus must hand over the rebels"."""
    frames = load_frames()
    following = clause.verb.last < len(context.parsed.tokens) and context.parsed.tokens[clause.verb.last].low
    words = {clause.verb.word, f"{clause.verb.word} {following}"}
    if clause.verb.modal not in _SHOULD or clause.verb.negated or not words & frames.wrong:
        return
    frame = frames.find("verb", "urge")[0]
    for holder in context.speaker(clause.at):
        for name in context.parsed.actors(clause.subject):
            if name != holder:
                yield Finding(
                    holder=holder,
                    target=name,
                    label=frame.label,
                    rule=frame.rule,
                    at=clause.at,
                    about=clause.at,
                    clause=None,
                    confidence=SURE - _BY_WISH,
                    mode=Mode.SAID,
                )


def _each_other(context: Context, clause: Clause, frame: Frame) -> Iterator[Finding]:
    """Yield what two do to one another: "A and B traded accusations", "A clashed with B"."""
    one = context.parsed.actors(clause.does)
    other = context.parsed.actors(clause.after("with"))
    pairs = [(a, b) for a in one for b in other]
    if not pairs and len(one) == 2:  # noqa: PLR2004 - a pair
        pairs = [(one[0], one[1]), (one[1], one[0])]
    for holder, target in pairs:
        if holder != target and not clause.objects[len(frame.words) - 1 :]:
            yield Finding(
                holder=holder,
                target=target,
                label=frame.label,
                rule=frame.rule,
                at=clause.at,
                about=clause.at,
                clause=clause,
                confidence=SURE - BY_GUESS * context.parsed.guessed(clause.does),
            )


def _wished(context: Context, clause: Clause, frame: Frame, targets: Sequence[Target]) -> Iterator[Finding]:
    """Yield what somebody shows who wants another to do it: "called on the EU to ban Russian gas", "said they should help"."""
    orderer = clause.leans
    wished = (
        clause.how == "ordered"
        and orderer is not None
        and orderer.verb.word in load_lexicon().sets["wanting"]
        and not orderer.verb.negated
    )
    if wished and orderer is not None:
        wishers = context.parsed.actors(orderer.does)
        over: Clause | None = orderer
    elif clause.verb.modal in _SHOULD:
        wishers, over = list(context.speaker(clause.at)), None
    else:
        return
    for holder in wishers:
        for target in targets:
            if holder != target.name and holder not in context.parsed.actors(clause.does):
                yield Finding(
                    holder=holder,
                    target=target.name,
                    label=frame.label,
                    rule=frame.rule,
                    at=clause.at,
                    about=target.at,
                    clause=over,
                    confidence=SURE - _BY_WISH - target.cost,
                    mode=Mode.SAID,
                )


# --- Slots ---


def _fill(clause: Clause, frame: Frame, slots: Sequence[str]) -> list[int]:
    """Return the noun phrases in the first of these slots that has any."""
    for slot in slots:
        found = _slot(clause, frame, slot)
        if found:
            return found
    return []


def _slot(clause: Clause, frame: Frame, slot: str) -> list[int]:
    if slot == "subject":
        return clause.does
    if slot == "object":
        last = frame.words[-1]
        if len(frame.words) > 1 and load_lexicon().tags.get(last) in {"p", "t"}:
            found = (group for word, group in clause.prepositions if word.split()[-1] == last)
            return next(found, clause.subject if clause.passive else [])
        return clause.undergoes
    if slot == "first":
        return clause.objects[0] if len(clause.objects) > 1 else []
    if slot == "object with":
        return clause.undergoes if clause.after("with") else []
    return clause.after(slot)


def _targets(context: Context, clause: Clause, frame: Frame, group: Sequence[int]) -> Iterator[Target]:
    """Yield the targets in a slot; "a move that angered Seoul" is whose move it is."""
    if frame.target == ("content",):
        yield from _content(context, clause)
        return
    doer = context.doer(group[0]) if len(group) == 1 else None
    if doer is not None:
        for each in context.targets(doer.does, frame):
            yield Target(each.name, group[0], each.cost + BY_GUESS)
        return
    if not group and frame.label is Label.CONCERNED:
        group = _feared(context.parsed, clause)
    if frame.things == "goods":  # what is given to an island is not given to whose it is
        group = [i for i in group if context.parsed.actors([i])]
    found = list(context.targets(group, frame, about=not frame.rule.topics))
    if frame.owned and not any(not each.name.startswith(TOPIC) for each in found):
        found = [*context.done_before(group)] or found
    yield from found


def _so_called(parsed: Parsed, clause: Clause) -> list[int]:
    """Return what stands after "denounced what it called …"."""
    if clause.at + 1 >= len(parsed.phrases) or parsed.phrases[clause.at + 1].word != "what":
        return []
    calling = next((each for at, each in parsed.clauses.items() if at > clause.at), None)
    if calling is None or calling.verb.word not in load_frames().evaluating:
        return []
    return calling.after("as") or next((group for group in calling.objects if clause.at + 1 not in group), [])


def _feared(parsed: Parsed, clause: Clause) -> list[int]:
    """Return the subject of what is feared in "feared that the deployment might …"."""
    if clause.at + 1 >= len(parsed.phrases) or parsed.phrases[clause.at + 1].word != "that":
        return []
    content = next((each for at, each in parsed.clauses.items() if at > clause.at and each.verb.finite), None)
    return content.subject if content is not None else []


def _judging(frame: Frame) -> bool:
    return frame.rule.topics and frame.label in {Label.CRITICAL, Label.SUPPORTIVE}


def _the_other(context: Context, clause: Clause, group: Sequence[int]) -> bool:
    """Say whether it is what "each" does to "the other"."""
    words = {low for i in clause.subject for low in context.parsed.lows(i)}
    return "each" in words and any("other" in context.parsed.lows(i) for i in group)


def _places(context: Context, clause: Clause, frame: Frame, group: Sequence[int]) -> Iterator[Target]:
    """Yield whose place an act befell: "shelled villages in northern Israel", "seized ships off Yemen"."""
    if frame.rule.topics or frame.label is not Label.CRITICAL or not group or frame.things or clause.passive:
        return
    for word, places in clause.prepositions:
        if word in _WHERE:
            for i in places:
                for name in context.parsed.actors([i], owned=True):
                    yield Target(name, i, BY_GUESS)


def _content(context: Context, clause: Clause) -> Iterator[Target]:
    """Yield the subject of what a verb of saying is followed by: "complained that Moscow had failed"."""
    said = next((each for at, each in context.parsed.clauses.items() if at > clause.at and each.verb.finite), None)
    if said is not None:
        for name in context.parsed.actors(said.subject, owned=True):
            yield Target(name, said.at)


def _holders(context: Context, clause: Clause, frame: Frame) -> Iterator[Target]:
    """Yield the holders in a frame's slot, or who stands for one that is left out: "was denounced in London"."""
    parsed = context.parsed
    group = _fill(clause, frame, frame.holder) or _who_wants(parsed, clause)
    if not group and clause.passive and frame.holder == ("subject",) and frame.rule.mode is Mode.SAID:
        yield from _unnamed(context, clause)
        return
    for i in group:
        names = parsed.reference(i)
        voices = names is not None and parsed.phrases[i].word in load_lexicon().heads["voice"]
        restricted = (
            clause.how == "relative"
            and parsed.tokens[parsed.phrases[i].head].tag == "A"
            and parsed.phrases[i + 1].kind == "w"
        )
        if not restricted:
            cost = BY_GUESS * parsed.guessed([i])
            yield from (Target(name, i, cost) for name in parsed.actors([i], owned=frame.owned or voices))


def _who_wants(parsed: Parsed, clause: Clause) -> list[int]:
    """Return who wants it in "wants him arrested"."""
    wanting = parsed.verb_left(clause.at)
    if (
        wanting is None
        or clause.how != "reduced"
        or wanting.verb.word not in {"want", "need", "demand"}
        or wanting.verb.negated
    ):
        return []
    return wanting.does


def _unnamed(context: Context, clause: Clause) -> Iterator[Target]:
    """Yield who judges in a passive without an agent: a capital where it happens, or who reports it."""
    parsed = context.parsed
    for i in clause.after("in"):
        mention = parsed.tokens[parsed.phrases[i].head].mention
        if mention is not None and mention.role == "capital":
            yield Target(mention.actor, i, BY_GUESS)
            return
    yield from (Target(name, -1, BY_GUESS) for name in context.speaker(clause.at))


def _gives(parsed: Parsed, clause: Clause, frame: Frame) -> bool:
    """Say whether what a clause gives, throws or takes back is of the frame's kind: arms, money, shelter; missiles, shells."""
    given = [*(clause.objects[-1] if clause.objects else []), *clause.after("with")]
    if len(frame.words) > 1:
        given.extend(clause.after(frame.words[-1]))  # "handed over arms"
    if clause.passive:
        given.extend(clause.subject)
    things = load_lexicon().heads[frame.things]
    money = frame.things == "goods" and any("billion" in parsed.lows(i) or "million" in parsed.lows(i) for i in given)
    return money or any(parsed.phrases[i].word in things or parsed.lows(i) & things for i in given)
