"""The default stance method: frames with roles, and abstention where they do not show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry
from bot.model import Kind, Label, Stance
from bot.stances.adjectives import find_in_adjectives
from bot.stances.attribution import find_reports, innermost, name_ourselves
from bot.stances.combining import combine
from bot.stances.context import Context
from bot.stances.evaluations import find_in_evaluations
from bot.stances.labels import judge
from bot.stances.memory import Memory
from bot.stances.nouns import find_in_nouns
from bot.stances.parsed import parse
from bot.stances.specials import note_charges
from bot.stances.verbs import find_in_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model import Article, Mention, Sentence
    from bot.stances.finding import Finding
    from bot.stances.parsed import Parsed
    from bot.stances.phrases import Phrase

SHOWN = 0.6
"""Stances of less confidence are not returned: at this line, nine of ten on the stories of the tests are right."""


def find_stances(article: Article, sentences: Sequence[Sentence]) -> list[Stance]:
    """Return the stances that an article reports, in text order; empty where it shows none.

    Args:
        article: The article; of one in another language than English no stance is found.
        sentences: Its sentences and headings, in order.
    """
    if not article.language.startswith("en"):
        return []
    day = article.published.date() if article.published is not None else None
    mentions = find_mentions(article.text, load_registry(), on=day)
    return list(read_sentences(article, sentences, mentions))


def read_sentences(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[Stance]:
    """Yield the stances of an article whose mentions of actors are known already, in text order."""
    memory, at = Memory(_kind), 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].end <= sentence.end:
            at += 1
        memory.hear(mentions[first:at], article.text)
        parsed = parse(article.text, sentence, mentions[first:at], memory)
        yield from _stances(article, parsed, memory)
        memory.note(parsed.phrases, _subjects(parsed))


def _kind(name: str) -> Kind | None:
    actor = load_registry().actor(name)
    return actor.kind if actor is not None else None


def _subjects(parsed: Parsed) -> list[Phrase]:
    return [
        parsed.phrases[i]
        for clause in parsed.clauses.values()
        if clause.verb.finite and clause.how != "relative"
        for i in clause.subject[:1]
    ]


def _stances(article: Article, parsed: Parsed, memory: Memory) -> Iterator[Stance]:
    """Yield a sentence's stances: of several with the same holder, target and label, the most confident."""
    context = Context(parsed, memory, find_reports(parsed, memory))
    name_ourselves(context)
    best: dict[tuple[str, str, Label], Stance] = {}
    for finding in combine(list(_findings(context)), context):
        verdict = judge(finding, parsed, innermost(context.reports, finding.at))
        if verdict is None or verdict.confidence < SHOWN:
            continue
        key = (finding.holder, finding.target, verdict.label)
        stance = Stance(
            holder=finding.holder,
            target=finding.target,
            label=verdict.label,
            mode=verdict.mode,
            voice=verdict.voice,
            start=parsed.sentence.start,
            end=parsed.sentence.end,
            article=article.id,
            speaker=verdict.speaker,
            confidence=round(verdict.confidence, 2),
        )
        if key not in best or best[key].confidence < stance.confidence:
            best[key] = stance
    note_charges(context, [report.first for report in context.reports if report.doubted])
    yield from best.values()


def _findings(context: Context) -> Iterator[Finding]:
    yield from find_in_nouns(context)
    yield from find_in_verbs(context)
    yield from find_in_adjectives(context)
    yield from find_in_evaluations(context)
