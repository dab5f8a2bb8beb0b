"""Combining: what two findings of a sentence show together that neither shows alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Label, Mode
from bot.stances.attribution import innermost
from bot.stances.labels import look_around
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.context import Context
    from bot.stances.finding import Finding

_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_BY_INFERENCE = 0.15


def combine(findings: Sequence[Finding], context: Context) -> Iterator[Finding]:
    """Yield the findings, and those that follow from them."""
    bound = list(_binding(findings, context))
    yield from (finding for finding in findings if not _is_own_bond(finding, context))
    yield from _sharing(findings)
    yield from bound
    yield from _accusing(findings, context)


def _sharing(findings: Sequence[Finding]) -> Iterator[Finding]:
    """To support an act against somebody is to be against him: "full support for Russia's invasion of Ukraine"."""
    acts = {finding.at: finding for finding in findings if finding.label in _HOSTILE}
    for finding in findings:
        act = acts.get(finding.about)
        if (
            finding.label is Label.SUPPORTIVE
            and act is not None
            and act.target != finding.holder
            and act.at != finding.at
        ):
            confidence = min(finding.confidence, act.confidence) - _BY_INFERENCE
            yield replace(finding, target=act.target, label=Label.CRITICAL, confidence=confidence)


def _is_own_bond(finding: Finding, context: Context) -> bool:
    """Say whether somebody thinks well of what binds him to another, which is told as what he thinks of the other."""
    bonds = context.memory.bonds.items()
    return finding.label is Label.SUPPORTIVE and any(
        topic == finding.target and finding.holder in parties for parties, topic in bonds
    )


def _binding(findings: Sequence[Finding], context: Context) -> Iterator[Finding]:
    """To think well of what binds one to another is to think well of the other: "Kim hailed the pact"."""
    for finding in findings:
        parties = next(
            (each for each, topic in context.memory.bonds.items() if topic == finding.target), frozenset[str]()
        )
        if finding.label is Label.SUPPORTIVE and finding.holder in parties:
            for other in parties - {finding.holder}:
                yield replace(finding, target=other, confidence=finding.confidence - _BY_INFERENCE)


def _accusing(findings: Sequence[Finding], context: Context) -> Iterator[Finding]:
    """To say that somebody did one harm is to accuse him: "Yerevan said that Azerbaijani guns had shelled Armenia"."""
    rule = load_frames().find("verb", "accuse")[0].rule
    for finding in findings:
        report = innermost(context.reports, finding.at)
        if report is None or finding.label not in _HOSTILE or finding.negated:
            continue
        seen = look_around(context.parsed, finding, reported=True)
        if seen.denied or seen.negated or seen.wary:
            continue
        for speaker in report.speaker.actors:
            if speaker == finding.target:
                confidence = finding.confidence - _BY_INFERENCE
                yield replace(
                    finding,
                    holder=speaker,
                    target=finding.holder,
                    label=Label.CRITICAL,
                    rule=rule,
                    clause=None,
                    confidence=confidence,
                    mode=Mode.SAID,
                )
