"""Evaluations: what one says of another: "called the ruling an insult", "said that Tehran's conduct was irresponsible"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Label
from bot.stances.context import has_frame
from bot.stances.finding import SURE, Finding
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context

_BE = frozenset({"be", "remain", "become", "constitute", "represent", "amount"})
_ROLES = frozenset({"ally", "partner", "alliance", "friendship"})  # what one is, rather than what one is like
_NEAR = 5  # phrases after a verb in which "responsible" and "blame" are looked for
_LIABLE = frozenset({"responsible", "accountable", "liable"})
_FAULT = frozenset({"blame", "fault", "guilt"})
_REACTING = frozenset({"in response to", "in retaliation for", "in protest at", "in reaction to", "in defiance of"})
_BELOW = 0.1  # a judgement in free words is less plain than a verb of judging


def find_in_evaluations(context: Context) -> Iterator[Finding]:
    """Yield what a sentence's free judgements show, in order."""
    for clause in context.parsed.clauses.values():
        if clause.verb.negated:
            continue
        yield from _blame(context, clause)
        if clause.verb.word in load_frames().evaluating and not clause.passive:
            label = _tone(context, _after_object(context, clause))
            judged, judges = clause.objects[:1], context.parsed.actors(clause.does)
            yield from _findings(context, clause, label, judged, judges)
        elif clause.verb.finite:
            yield from _reactions(context, clause)
        if clause.verb.word in _BE:
            speakers = context.speaker(clause.at)
            label = _tone(context, _predicate(clause), but=_ROLES) if speakers else None
            yield from _findings(context, clause, label, [clause.subject], speakers)


def _blame(context: Context, clause: Clause) -> Iterator[Finding]:
    """Yield what "held Jakarta responsible", "Canberra bore part of the blame" and "Baghdad is to blame" show."""
    lows = {
        low
        for i in range(clause.at + 1, min(clause.at + _NEAR, len(context.parsed.phrases)))
        for low in context.parsed.lows(i)
    }
    if clause.verb.word == "hold" and lows & _LIABLE:
        judges = (
            context.parsed.actors(clause.does)
            if not clause.passive or clause.after("by")
            else context.speaker(clause.at)
        )
        yield from _findings(context, clause, Label.CRITICAL, [clause.undergoes], judges)
    elif clause.verb.word in {"bear", "carry", "share", "be"} and lows & _FAULT:
        yield from _findings(context, clause, Label.CRITICAL, [clause.subject], context.speaker(clause.at))


def _reactions(context: Context, clause: Clause) -> Iterator[Finding]:
    """Yield what "In response to the pact, Seoul …" shows, and "… in protest at the arrest"."""
    for word, group in _around(context, clause):
        if word in _REACTING and any(_is_deed(context, i) for i in group):
            yield from _findings(context, clause, Label.CRITICAL, [group], context.parsed.actors(clause.does))


def _around(context: Context, clause: Clause) -> Iterator[tuple[str, list[int]]]:
    """Yield a clause's prepositions, and those that open its sentence."""
    yield from clause.prepositions
    if clause.subject and clause.leans is None:
        for i, phrase in enumerate(context.parsed.phrases[: clause.subject[0]]):
            if phrase.kind == "NP" and phrase.prep and phrase.host < 0:
                yield phrase.prep, context.parsed.group(i)


def _is_deed(context: Context, i: int) -> bool:
    """Say whether a noun names something that one may be against: a pact, or what shows a stance itself."""
    word = context.parsed.phrases[i].word
    return word in load_lexicon().heads["agreement"] or has_frame(word)


def _after_object(context: Context, clause: Clause) -> list[int]:
    """Return the phrases in which "called X …" may say what it calls it."""
    found = [i for group in clause.objects[1:] for i in group] + clause.after("as")
    found.extend(i for each in list(found) for word, group in context.parsed.after(each) if word == "of" for i in group)
    for each in context.parsed.clauses.values():
        if each.leans is clause and each.verb.prep == "as":
            found.extend(i for group in (*each.objects[:1], *(group for _, group in each.prepositions)) for i in group)
    last = max((i for group in clause.objects[:1] for i in group), default=clause.at)
    found.extend(
        i for i in range(last + 1, min(last + 4, len(context.parsed.phrases))) if context.parsed.phrases[i].kind == "AP"
    )
    return found


def _predicate(clause: Clause) -> list[int]:
    return [
        *([clause.adjective] if clause.adjective >= 0 else []),
        *(clause.objects[0] if clause.objects else []),
        *clause.after("to"),
    ]


def _tone(context: Context, phrases: Sequence[int], but: frozenset[str] = frozenset()) -> Label | None:
    """Return what the words of these phrases say of what they are said of; ``None`` where both kinds stand, or neither."""
    lexicon, frames = load_lexicon(), load_frames()
    words = {word for i in phrases for low in context.parsed.lows(i) for word in (low, lexicon.singular(low))}
    words -= but
    if words & {"no", "not", "less", "hardly"}:
        return None
    negative, positive = bool(words & frames.negative), bool(words & frames.positive)
    if negative == positive:
        return None
    return Label.CRITICAL if negative else Label.SUPPORTIVE


def _findings(
    context: Context, clause: Clause, label: Label | None, judged: Sequence[Sequence[int]], holders: Sequence[str]
) -> Iterator[Finding]:
    if label is None:
        return
    frame = load_frames().find("verb", "condemn" if label is Label.CRITICAL else "praise")[0]
    for holder in holders:
        for target in context.targets([i for group in judged for i in group], frame):
            if holder != target.name:
                yield Finding(
                    holder=holder,
                    target=target.name,
                    label=label,
                    rule=frame.rule,
                    at=clause.at,
                    about=target.at,
                    clause=clause,
                    confidence=SURE - _BELOW - target.cost,
                )
