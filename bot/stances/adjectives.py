"""Adjectives: "Tokyo is wary of Beijing", "Angry at …, Kyiv …", "its cautious approach to Moscow"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Label
from bot.stances.context import BY_GUESS, BY_TOPIC, TOWARD, Target
from bot.stances.finding import SURE, Finding
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames
from bot.stances.topics import find_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Frame


def find_in_adjectives(context: Context) -> Iterator[Finding]:
    """Yield what the adjectives of a sentence show, in order."""
    parsed = context.parsed
    for i, phrase in enumerate(parsed.phrases):
        if phrase.kind == "AP":
            yield from _predicate(context, i)
        elif phrase.kind == "VG" and (phrase.passive or phrase.form == "participle"):
            yield from _participle(context, i)
        elif phrase.kind == "NP" and phrase.word in load_lexicon().heads["stance"]:
            yield from _attribute(context, i)


def _frames_of(parsed: Parsed, i: int) -> Iterator[Frame]:
    phrase = parsed.phrases[i]
    for token in parsed.tokens[phrase.first : phrase.last]:
        yield from (frame for frame in load_frames().find("adjective", token.low) if len(frame.words) == 1)


def _predicate(context: Context, i: int) -> Iterator[Finding]:
    parsed = context.parsed
    clause = next((each for each in parsed.clauses.values() if each.adjective == i), None)
    subject = clause.subject if clause is not None else _described(parsed, i)
    for frame in _frames_of(parsed, i):
        after = list(parsed.after(i))
        found = list(_apply(context, i, frame, subject=subject, after=after, clause=clause))
        if found:
            yield from found
            return


def _described(parsed: Parsed, i: int) -> list[int]:
    """Return whom an adjective after a comma, or at the head of a sentence, describes."""
    before = i - 1
    while before >= 0 and parsed.phrases[before].kind in {",", "r"}:
        before -= 1
    if before >= 0:
        phrase = parsed.phrases[before]
        return [before] if phrase.kind == "NP" and not phrase.prep and parsed.phrases[i - 1].kind in {",", "r"} else []
    main = next((clause for clause in parsed.clauses.values() if clause.verb.finite and clause.subject), None)
    return main.subject if main is not None else []


def _participle(context: Context, i: int) -> Iterator[Finding]:
    """Read "is concerned about" and "displeased with", which are verbs in form."""
    parsed = context.parsed
    word, clause = parsed.tokens[parsed.phrases[i].head].low, parsed.clauses[i]
    for frame in load_frames().find("adjective", word):
        found = list(_apply(context, i, frame, subject=clause.subject, after=clause.prepositions, clause=clause))
        if found:
            yield from found
            return


def _apply(  # noqa: PLR0913 - what a frame is filled from
    context: Context,
    i: int,
    frame: Frame,
    *,
    subject: Sequence[int],
    after: Sequence[tuple[str, list[int]]],
    clause: Clause | None,
) -> Iterator[Finding]:
    parsed = context.parsed
    group = next((group for slot in frame.target for word, group in after if word == slot), [])
    done_to = [] if group else [each for each in _gerund(parsed, i, frame) if parsed.actors([each], owned=True)]
    targets = list(context.targets(group or done_to or _content(parsed, i), frame))
    if not targets and not group and clause is not None:
        targets = _matter(context, i)
    cost = BY_GUESS * parsed.guessed(subject)
    for holder in parsed.actors(subject):
        for target in targets:
            if target.name != holder:
                yield Finding(
                    holder=holder,
                    target=target.name,
                    label=frame.label,
                    rule=frame.rule,
                    at=i,
                    about=target.at,
                    clause=clause,
                    confidence=SURE - cost - target.cost,
                )


def _content(parsed: Parsed, i: int) -> list[int]:
    """Return the subject of what "concerned that Moscow has …" is about."""
    if i + 1 >= len(parsed.phrases) or parsed.phrases[i + 1].word != "that":
        return []
    clause = next((each for at, each in parsed.clauses.items() if at > i), None)
    return clause.subject if clause is not None and clause.verb.finite else []


def _gerund(parsed: Parsed, i: int, frame: Frame) -> list[int]:
    """Return the object of "wary of angering Beijing"."""
    for at, clause in parsed.clauses.items():
        if i < at <= i + 3 and clause.verb.prep in frame.target and clause.verb.form == "ing":
            return clause.undergoes
    return []


def _matter(context: Context, i: int) -> list[Target]:
    """Return what binds two that the sentence has named before: "… on the pact, but … will be displeased"."""
    for j in range(i):
        if context.parsed.phrases[j].kind == "NP" and context.memory.matter:
            topic = find_topic(context.parsed, j, context.memory)
            if topic == context.memory.matter:
                return [Target(topic, j, 2 * BY_TOPIC)]
    return []


def _attribute(context: Context, i: int) -> Iterator[Finding]:
    """Read an adjective before a word for a stance: "its defiant stance against the West"."""
    parsed, matter = context.parsed, context.memory.matter
    names = parsed.reference(i)
    if names is None or not names.owners:
        return
    group = [j for word, phrases in parsed.after(i) if word in TOWARD for j in phrases]
    for frame in _frames_of(parsed, i):
        targets = list(context.targets(group, frame))
        if not targets and not group and matter and frame.label is Label.CAUTIOUS:
            targets = [Target(matter, i, 2 * BY_TOPIC)]
        for holder in names.owners:
            for target in targets:
                if holder != target.name:
                    yield Finding(
                        holder=holder,
                        target=target.name,
                        label=frame.label,
                        rule=frame.rule,
                        at=i,
                        about=target.at,
                        clause=None,
                        confidence=SURE - 0.1 - target.cost,
                    )
        return
