"""The algebra of labels: how negation, modality, conditions, questions and reports change what a predicate shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Label, Mode, Voice
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from bot.stances.attribution import Report
    from bot.stances.clauses import Clause
    from bot.stances.finding import Finding
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Rule

_DEMANDING = frozenset({"demand", "urge", "ask", "request", "require", "order", "recommend", "propose"})
_DEPTH = 6  # how many governors up are looked at: "agreed to try to begin to help"
_MAYBE = frozenset({"could", "might", "may", "can", "'d"})
_WILL = frozenset({"will", "shall", "'ll", "wo"})
_SHOULD = frozenset({"should", "must", "ought"})
_WOULD = frozenset({"would"})
_DOUBT = frozenset({"allegedly", "reportedly", "purportedly", "supposedly", "apparently"})
_PERHAPS = frozenset({"possibly", "perhaps", "potentially", "probably", "likely", "maybe"})
_THAN = frozenset({"than", "more than", "less than", "rather than"})
_HOSTILE = frozenset({Label.CRITICAL, Label.THREATENING})
_CLIMBING = frozenset(
    {"infinitive", "gerund", "ordered", "controlled", "owner", "for", "joined", "purpose", "armed", "raised"}
)


@dataclass(slots=True)
class Circumstances:
    """What the words about a predicate say of it."""

    negated: bool = False
    refused: bool = False
    possible: bool = False
    foreseen: bool = False
    intended: bool = False
    conditional: bool = False
    asked: bool = False
    ordered: bool = False
    denied: bool = False
    alleged: bool = False
    wary: bool = False
    ended: bool = False

    @property
    def merely_thought(self) -> bool:
        """Whether nothing has happened yet."""
        return self.possible or self.foreseen or self.intended


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a finding comes to."""

    label: Label
    mode: Mode
    voice: Voice
    speaker: str
    confidence: float


def judge(finding: Finding, parsed: Parsed, report: Report | None) -> Verdict | None:
    """Return what a finding comes to in its sentence, or ``None`` where its words leave nothing of it."""
    if report is not None and report.denied:
        return None
    seen = look_around(parsed, finding, reported=report is not None)
    seen.alleged |= report is not None and report.doubted
    label = weigh_label(finding.label, finding.rule, seen)
    if label is None:
        return None
    own = report is not None and finding.holder in report.speaker.actors
    if report is not None and finding.target in report.speaker.actors and label in _HOSTILE and seen.merely_thought:
        return None  # what one says that one's foe is up to is a charge, no more
    mode = finding.mode or weigh_mode(finding.rule, seen, own=own)
    if mode is None:
        return None
    confidence = finding.confidence - 0.1 * (mode is Mode.PREDICTED) - 0.05 * seen.alleged
    return _voice(finding, label, mode, report=report, confidence=confidence)


def weigh_label(label: Label, rule: Rule, seen: Circumstances) -> Label | None:
    """Return the label that is left, or ``None``.

    >>> from bot.stances.tables import load_frames
    >>> rule = load_frames().find("verb", "support")[0].rule
    >>> str(weigh_label(Label.SUPPORTIVE, rule, Circumstances(negated=True)))
    'critical'
    >>> str(weigh_label(Label.SUPPORTIVE, rule, Circumstances(negated=True, refused=True)))
    'supportive'
    """
    if seen.denied or any(
        getattr(seen, on) and getattr(rule, on) is None for on in ("asked", "conditional", "ordered")
    ):
        return None
    if seen.wary:
        return Label.CAUTIOUS if label is Label.SUPPORTIVE else None
    if seen.ended:
        return label if seen.negated else rule.refused
    if seen.refused:
        return label if seen.negated else rule.refused
    return rule.negated if seen.negated else label


def weigh_mode(rule: Rule, seen: Circumstances, *, own: bool) -> Mode | None:
    """Return how the article comes to report it; ``own``: the holder says so itself."""
    if seen.wary:
        return Mode.SAID if own else Mode.ATTRIBUTED
    for on, mode in (
        (seen.ordered, rule.ordered),
        (seen.possible, rule.possible),
        (seen.foreseen, rule.foreseen),
        (seen.intended, rule.intended),
    ):
        if on:
            return Mode.SAID if own and (mode is not None or seen.foreseen) else mode
    if seen.alleged:
        return Mode.SAID if own else Mode.ALLEGED
    return Mode.SAID if own else rule.mode


def _voice(finding: Finding, label: Label, mode: Mode, *, report: Report | None, confidence: float) -> Verdict:
    """Return who vouches for a finding: its holder, an official, an analyst, the article, or an adversary."""
    if report is None:
        said = mode is Mode.SAID
        return Verdict(
            label, mode, Voice.HOLDER if said else Voice.ARTICLE, finding.speaker if said else "", confidence
        )
    speaker = report.speaker
    if finding.holder in speaker.actors:
        official = bool(speaker.speaker) and speaker.sort is Sort.ACTOR and not speaker.human
        return Verdict(label, mode, Voice.OFFICIAL if official else Voice.HOLDER, speaker.speaker, confidence)
    mode = _by_others(mode, finding.rule)
    if speaker.sort is Sort.ANALYST or speaker.sort is Sort.UNKNOWN:
        voice = Voice.ANALYST if speaker.speaker else Voice.ARTICLE
        mode = Mode.PREDICTED if report.foreseen and mode is not Mode.ALLEGED else mode
        return Verdict(label, mode, voice, speaker.speaker, confidence - 0.05)
    if speaker.sort is Sort.MEDIA:
        return Verdict(label, Mode.ALLEGED if mode is Mode.DID else mode, Voice.ARTICLE, "", confidence - 0.05)
    if not speaker.actors:
        return Verdict(label, mode, Voice.ARTICLE, "", confidence)
    voice = Voice.ADVERSARY if label in _HOSTILE else Voice.OFFICIAL
    name = speaker.speaker or ", ".join(speaker.actors)
    return Verdict(label, mode, voice, name, confidence - 0.1)


def _by_others(mode: Mode, rule: Rule) -> Mode:
    if mode in {Mode.PREDICTED, Mode.ALLEGED} or rule.reported is None:
        return mode
    return rule.reported


# --- Looking around ---


def look_around(parsed: Parsed, finding: Finding, *, reported: bool) -> Circumstances:
    """Return what the words about a finding's predicate say of it; ``reported``: they are part of what somebody says."""
    seen = Circumstances(negated=finding.negated, possible=finding.unreal)
    seen.asked = parsed.tokens[-1].text == "?"
    clause = finding.clause
    if clause is None:
        return seen
    seen.conditional = _is_conditional(parsed, clause)
    _add_opener(seen, parsed, clause)
    _add_verb(seen, clause, reported=reported)
    for _ in range(_DEPTH):
        governor = clause.leans
        if governor is None or clause.how not in _CLIMBING:
            return seen
        if clause.how != "joined":
            _add_governor(seen, parsed, clause, governor)
            _add_verb(seen, governor, reported=reported)
        clause = governor
    return seen


def _add_verb(seen: Circumstances, clause: Clause, *, reported: bool) -> None:
    """Add what a verb's own auxiliaries and adverbs say. In a report "would" is "will" told of the past."""
    verb = clause.verb
    seen.negated ^= verb.negated
    seen.possible |= verb.modal in _MAYBE or bool(_PERHAPS & {*verb.adverbs}) or (verb.modal in _WOULD and not reported)
    seen.foreseen |= verb.modal in _WILL or (verb.modal in _WOULD and reported)
    seen.ordered |= verb.modal in _SHOULD
    seen.alleged |= bool(_DOUBT & {*verb.adverbs})


def _add_opener(seen: Circumstances, parsed: Parsed, clause: Clause) -> None:
    """Add what stands before "that": "it is unlikely that …"."""
    for j in range(clause.at - 1, max(0, clause.at - 8), -1):
        if parsed.phrases[j].kind in {"u", "w"} and parsed.phrases[j].word == "that":
            lows = parsed.lows(j - 1)
            seen.denied |= bool(lows & {"unlikely", "impossible", "doubtful", "untrue", "false"})
            seen.possible |= bool(lows & {"possible", "likely", "conceivable"})
            seen.ordered |= parsed.phrases[j - 1].kind == "VG" and parsed.phrases[j - 1].word in _DEMANDING
            return
        if parsed.phrases[j].kind == "VG":
            return


def _add_governor(seen: Circumstances, parsed: Parsed, clause: Clause, governor: Clause) -> None:
    """Add what the word that governs a verb says of it: "agreed to", "refused to", "is likely to", "accused of"."""
    seen.ordered |= clause.how in {"ordered", "for"}
    if clause.how == "controlled":
        seen.alleged |= governor.verb.word in {"accuse", "suspect", "charge"}
        seen.ordered |= governor.verb.prep == "against" or clause.verb.prep in {"against", "from"}
    elif clause.how in {"purpose", "armed"}:
        before = parsed.phrases[clause.at - 1]
        seen.denied |= before.kind == "NP" and "no" in parsed.lows(clause.at - 1)  # "had no right to lecture"
    else:
        _add_kinds(seen, parsed, clause, governor)


def _add_kinds(seen: Circumstances, parsed: Parsed, clause: Clause, governor: Clause) -> None:
    """Add what the table of governors says of the words that govern a verb."""
    adjective = parsed.lows(governor.adjective) if governor.adjective >= 0 else set()
    words = {governor.verb.word, parsed.tokens[governor.verb.head].low, *adjective}
    if clause.how == "owner":
        words = {parsed.phrases[i].word for i in clause.subject}
    for kind in {load_frames().governors.get(word, "") for word in words}:
        if kind == "wary":
            seen.wary = governor.verb.negated or "afford" not in words
        elif kind == "omitted":
            seen.denied = True
        elif hasattr(seen, kind):
            setattr(seen, kind, True)
    seen.wary |= clause.verb.prep == "of" and "short" in adjective  # "stopped short of endorsing"
    following = {token.low for token in parsed.tokens[governor.verb.last : governor.verb.last + 2]}
    seen.negated |= governor.verb.word == "be" and "far" in following


def _is_conditional(parsed: Parsed, clause: Clause) -> bool:
    conditional = load_lexicon().sets["conditional"]
    for j in range(clause.at - 1, max(-1, clause.at - 25), -1):
        phrase = parsed.phrases[j]
        if phrase.word in _THAN:
            return True  # "fears the one more than it fears the other" says little of the other
        if phrase.kind == "u":
            return phrase.word in conditional
        if phrase.kind in {",", ";", ":"} or (phrase.kind == "VG" and phrase.finite):
            return False
    return False
