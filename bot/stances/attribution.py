"""Attribution: which part of a sentence is somebody's report, and whose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon
from bot.stances.references import Reference, Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.clauses import Clause
    from bot.stances.context import Context
    from bot.stances.memory import Memory
    from bot.stances.parsed import Parsed

_DOUBTED = frozenset({"allege", "suspect", "claim", "accuse", "fear", "speculate", "charge"})
_DENYING = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "disprove", "debunk", "dispute"})
_FORESEEING = frozenset({"predict", "expect", "forecast", "warn", "fear", "hope", "speculate", "caution"})
_WE = frozenset({"we", "us", "our", "i", "my", "ours"})
_QUOTES = '"'


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says: the phrases from ``first`` to ``last`` (half-open), but for the verb of saying itself."""

    speaker: Reference
    first: int
    last: int
    verb: int  # the index of the verb or noun of saying, -1 for "according to"
    word: str
    denied: bool = False  # it is told only to say that it is not so

    @property
    def doubted(self) -> bool:
        """Whether the article does not vouch for what is said: "alleged", "fears that"."""
        return self.word in _DOUBTED

    @property
    def foreseen(self) -> bool:
        """Whether it speaks of what is to come."""
        return self.word in _FORESEEING

    def holds(self, i: int) -> bool:
        """Return whether the phrase is part of what is said."""
        return self.first <= i < self.last and i != self.verb


def find_reports(parsed: Parsed, memory: Memory) -> list[Report]:
    """Return what a sentence reports others to say, the innermost last."""
    reports = [*_according(parsed), *_headline(parsed), *_sayings(parsed), *_nouns(parsed)]
    begins = bool(parsed.phrases) and parsed.phrases[0].kind == _QUOTES
    if begins and memory.quoted is not None and not reports:
        reports.append(Report(memory.quoted, 0, len(parsed.phrases), -1, "say"))
    memory.quoted = _quoted(parsed, reports)
    return sorted(reports, key=lambda report: report.first - report.last)


def _quoted(parsed: Parsed, reports: Sequence[Report]) -> Reference | None:
    """Return whose words the next sentence goes on with, if it begins with a quotation mark."""
    if all(phrase.kind != _QUOTES for phrase in parsed.phrases):
        return None
    return next((report.speaker for report in reports if report.speaker.actors), None)


def innermost(reports: Sequence[Report], i: int) -> Report | None:
    """Return the report that the phrase stands in, the innermost if there are several."""
    found = [report for report in reports if report.holds(i)]
    return found[-1] if found else None


def name_ourselves(context: Context) -> None:
    """Let "we" and "our" stand for who speaks in the report that they are part of."""
    for i, phrase in enumerate(context.parsed.phrases):
        if phrase.kind != "NP" or phrase.names is None or phrase.names.actors or phrase.names.owners:
            continue
        lows = context.parsed.lows(i)
        if lows & _WE:
            report = innermost(context.reports, i)
            if report is not None and report.speaker.sort in {Sort.ACTOR, Sort.PERSON}:
                alone = phrase.word in _WE
                phrase.names = replace(
                    phrase.names,
                    sort=Sort.ACTOR if alone else phrase.names.sort,
                    actors=report.speaker.actors if alone else (),
                    owners=() if alone else report.speaker.actors,
                )


def _sayings(parsed: Parsed) -> Iterator[Report]:
    """Yield "A said that …", "…, A said" and "…, said A"."""
    say = load_frames().say
    for clause in parsed.clauses.values():
        if clause.verb.word not in say or clause.verb.negated or clause.passive or _does_it(clause):
            continue
        found = _after(parsed, clause) or _before(parsed, clause)
        if found is not None:
            yield found


def _does_it(clause: Clause) -> bool:
    """Say whether it is no saying: "responded to the attack", "threatened the bloc"."""
    return clause.verb.word in {"respond", "answer", "reply"} and bool(clause.after("to"))


def _after(parsed: Parsed, clause: Clause) -> Report | None:
    """Return what follows a verb of saying, if a clause does."""
    group = clause.subject
    if not group or not _has_content(parsed, clause.at):
        return None
    word = clause.verb.word
    return Report(_speaker(parsed, group), clause.at + 1, _end(parsed, clause.at), clause.at, word, word in _DENYING)


def _has_content(parsed: Parsed, at: int) -> bool:
    phrases = parsed.phrases
    for j in range(at + 1, min(len(phrases), at + 8)):
        phrase = phrases[j]
        if phrase.kind in {"u", _QUOTES, ":"}:
            return True
        if phrase.kind == "NP" and any(j in clause.subject and at < clause.at for clause in parsed.clauses.values()):
            return True
        if phrase.kind == "NP" and parsed.phrases[at].word in _DOUBTED:
            return True
        if phrase.kind == "p" and phrase.word == "as" and parsed.phrases[at].word in {"describe", "frame"}:
            return True
        if phrase.kind not in {"r", ",", "NP", "p", "x"}:
            return False
    return False


def _end(parsed: Parsed, at: int) -> int:
    """Return where what is said after a verb ends: the sentence does, or another main clause begins."""
    phrases = parsed.phrases
    aside = any(phrase.kind == "w" for phrase in phrases[max(0, at - 4) : at])
    for j in range(at + 2, len(phrases) - 1):
        if phrases[j].kind == ";" or (phrases[j].kind == ":" and j > at + 2):
            return j
        if aside and phrases[j].kind == "," and phrases[j + 1].kind == "VG" and phrases[j + 1].finite:
            return j  # "Japan, whose minister called it …, received"
        contrast = phrases[j].kind == "," and (
            (phrases[j + 1].kind == "c" and phrases[j + 1].word == "but")
            or phrases[j + 1].word in {"while", "whereas", "although"}
        )
        if contrast and phrases[j - 1].kind != ",":
            return j
    return len(phrases)


def _before(parsed: Parsed, clause: Clause) -> Report | None:
    """Return what stands before "…, A said" or "…, said A"."""
    phrases, at = parsed.phrases, clause.at
    group = clause.subject
    first = min(group) if group else at
    if group and first > at:
        return None
    left = first - 1
    while left >= 0 and phrases[left].kind in {"r", "p"}:
        left -= 1
    if left < 1 or phrases[left].kind not in {",", _QUOTES}:
        return None
    if not group or first == at:
        following = [
            j for j in range(at + 1, min(at + 3, len(phrases))) if phrases[j].kind == "NP" and not phrases[j].prep
        ]
        if not following:
            return None
        group = parsed.group(following[0])
    end = len(phrases) if _resumes(parsed, max(*group, at)) else left
    return Report(_speaker(parsed, group), 0, end, at, clause.verb.word)


def _resumes(parsed: Parsed, i: int) -> bool:
    """Say whether what is said goes on after "A said, "."""
    following = parsed.phrases[i + 1 : i + 3]
    return len(following) == 2 and following[0].kind == "," and following[1].kind != "."  # noqa: PLR2004 - a comma and more


def _according(parsed: Parsed) -> Iterator[Report]:
    for i, phrase in enumerate(parsed.phrases):
        if phrase.kind == "NP" and phrase.prep == "according to":
            yield Report(_speaker(parsed, parsed.group(i)), 0, len(parsed.phrases), i, "say")


def _headline(parsed: Parsed) -> Iterator[Report]:
    """Yield "Minister: West should …"."""
    phrases = parsed.phrases
    colon = next((i for i, phrase in enumerate(phrases) if phrase.kind == ":"), -1)
    if colon < 1 or any(phrase.kind in {"VG", ","} for phrase in phrases[:colon]) or phrases[colon - 1].kind != "NP":
        return
    speaker = _speaker(parsed, [colon - 1])
    if speaker.sort in {Sort.ACTOR, Sort.PERSON, Sort.ANALYST}:
        yield Report(speaker, colon + 1, len(phrases), -1, "say")


def _nouns(parsed: Parsed) -> Iterator[Report]:
    """Yield "US assertions that …" and "the West's fears about …"."""
    said = load_frames().said
    for i, phrase in enumerate(parsed.phrases):
        if phrase.kind != "NP" or phrase.word not in said or i + 1 >= len(parsed.phrases):
            continue
        names, following = parsed.reference(i), parsed.phrases[i + 1]
        fear = (
            phrase.word in {"fear", "concern"} and following.kind == "p" and following.word in {"about", "over", "of"}
        )
        if names is not None and (fear or (following.kind in {"u", "w"} and following.word == "that")):
            speaker = Reference(Sort.ACTOR if names.owners else Sort.UNKNOWN, names.owners)
            governor = parsed.clause_of(i)
            denied = governor is not None and governor.verb.word in _DENYING
            yield Report(speaker, i + 1, _clause_end(parsed, i), i, "fear" if fear else "allege", denied)


def _clause_end(parsed: Parsed, i: int) -> int:
    """Return where a clause that hangs on a noun ends: at its second finite verb, or at a comma."""
    verbs = 0
    for j in range(i + 2, len(parsed.phrases)):
        phrase = parsed.phrases[j]
        verbs += phrase.kind == "VG" and phrase.finite
        if verbs > 1 or phrase.kind in {";", ","}:
            return j
    return len(parsed.phrases)


def _speaker(parsed: Parsed, group: Sequence[int]) -> Reference:
    """Return who speaks; somebody whom nothing explains counts as an analyst if named like a person or placed like one."""
    together = parsed.actors(group)
    for i in group:
        names = parsed.reference(i)
        if names is None:
            continue
        if len(together) > 1 and names.sort is Sort.ACTOR:
            return replace(names, actors=tuple(together), speaker="")
        if names.speaker and (names.sort is Sort.UNKNOWN or (names.sort is Sort.PERSON and names.guessed)):
            return replace(names, sort=Sort.ANALYST)
        if names.sort is Sort.ANALYST and not names.speaker:
            return replace(names, speaker=_plain(parsed, i))
        if names.sort is Sort.THING and names.owners and parsed.phrases[i].word in load_lexicon().heads["voice"]:
            return replace(names, sort=Sort.ACTOR, actors=names.owners)
        return names
    return Reference(Sort.UNKNOWN)


def _plain(parsed: Parsed, i: int) -> str:
    """Return "analysts" for "some Western analysts": those who have no name."""
    phrase = parsed.phrases[i]
    return parsed.tokens[phrase.head].low
