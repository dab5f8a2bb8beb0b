"""The context in which a sentence's frames are filled: the sentence, the memory of the article, and who reports what in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.stances.attribution import innermost
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Sort
from bot.stances.tables import load_frames
from bot.stances.topics import find_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.stances.attribution import Report
    from bot.stances.clauses import Clause
    from bot.stances.memory import Memory
    from bot.stances.parsed import Parsed
    from bot.stances.tables import Frame

BY_TOPIC = 0.1  # what a target that is a topic costs in confidence: topics are less well told apart than actors
BY_OWNER = 0.05  # one that is only told by what belongs to it
BY_GUESS = 0.1  # a name that only what was said before explains
TOWARD = frozenset({"to", "toward", "towards", "on", "against", "with", "over", "regarding"})
"""The prepositions that follow a word for a stance: "its policy on", "its approach to"."""


@dataclass(frozen=True, slots=True)
class Target:
    """An actor or topic, the phrase that names it, and what that costs in confidence."""

    name: str
    at: int
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence taken apart, what the article has said before it, and what it reports others to say."""

    parsed: Parsed
    memory: Memory
    reports: Sequence[Report]

    def speaker(self, i: int) -> tuple[str, ...]:
        """Return the actors in whose report the phrase stands."""
        report = innermost(self.reports, i)
        return report.speaker.actors if report is not None and report.speaker.sort in {Sort.ACTOR, Sort.PERSON} else ()

    def targets(self, group: Sequence[int], frame: Frame, *, about: bool = False) -> Iterator[Target]:
        """Yield the actors that these phrases stand for or belong to, or else the topics that they name.

        Args:
            group: Noun phrases.
            frame: The frame that they fill a slot of.
            about: Whether a bare name before a noun will do: "struck Hezbollah positions".
        """
        parsed, found = self.parsed, False
        for i in self._toward(group):
            plain = parsed.actors([i])
            if self._binds_two(i, plain, frame):
                continue
            cost = BY_GUESS * parsed.guessed([i])
            for name in plain or self.owners(i, about=about):
                found = True
                yield Target(name, i, cost + BY_OWNER * (not plain))
        if not found and frame.rule.topics:
            yield from self.topics(group, open_=" ".join(frame.words) in load_frames().open)

    def topics(self, group: Sequence[int], *, open_: bool = False) -> Iterator[Target]:
        """Yield the topics that these phrases name; ``open_``: any thing may be one."""
        for i in group:
            topic = find_topic(self.parsed, i, self.memory, open_=open_)
            if topic:
                yield Target(topic, i, BY_TOPIC)

    def _binds_two(self, i: int, actors: Sequence[str], frame: Frame) -> bool:
        """Say whether the phrase names what binds two others, which is a topic: "the Turkish-Israeli pact"."""
        names, heads = self.parsed.reference(i), load_lexicon().heads
        bond = self.parsed.phrases[i].word in heads["agreement"] | heads["alliance"] | heads["tie"]
        joined = any(
            token.tag == "~" for token in self.parsed.tokens[self.parsed.phrases[i].first : self.parsed.phrases[i].last]
        )
        two = names is not None and (len(names.owners) > 1 or joined)  # "the Putin-Kim pact"
        work = self.parsed.phrases[i].word in load_lexicon().sets["assembly_work"]  # a UN resolution is not the UN
        return ((bond and two) or work) and frame.rule.topics and not actors

    def _toward(self, group: Sequence[int]) -> list[int]:
        """Return what a stance is toward in "reassesses its stance toward Pyongyang", and all else as it is."""
        stances = load_lexicon().heads["stance"]
        found: list[int] = []
        for i in group:
            phrase = self.parsed.phrases[i]
            toward = next((each for word, each in self.parsed.after(i) if word in TOWARD), [])
            own = phrase.word in stances and self.parsed.tokens[phrase.first].tag == "s"
            found.extend(toward if toward and own else [i])
        return found

    def owners(self, i: int, *, about: bool = False) -> list[str]:
        """Return whose a thing is: "Russia's invasion", "a request by Manila", "the conduct of Addis Ababa"."""
        parsed, heads = self.parsed, load_lexicon().heads
        owners = parsed.actors([i], owned=True)
        names = parsed.reference(i)
        if names is not None and names.sort is Sort.CROWD and parsed.phrases[i].word in heads["role"]:
            tokens = parsed.tokens[parsed.phrases[i].first : parsed.phrases[i].last]
            return [each.mention.actor for each in tokens if each.tag == "A" and each.mention is not None]
        if owners or names is None or names.sort is not Sort.THING:
            return owners
        if about and names.about:
            return list(names.about)
        by = {"by", "from"} | ({"of"} if parsed.phrases[i].word in heads["doing"] else set())
        found = next((parsed.actors(group) for word, group in parsed.after(i) if word in by), [])
        near = {"of"} if not about else {"of", "in"}  # "the state of its democracy", "sanctions on companies in China"
        within = next(
            (group for word, group in parsed.after(i) if word in near and parsed.phrases[group[0]].host == i), []
        )
        return found or parsed.actors(within, owned=True)

    def doer(self, i: int) -> Clause | None:
        """Return the clause that "a move that …" sums up, where the phrase at i is such a one after a comma."""
        phrase = self.parsed.phrases[i]
        if i < 1 or self.parsed.phrases[i - 1].kind != "," or phrase.word not in load_lexicon().sets["event"]:
            return None
        if not self.parsed.lows(i) & {"a", "an"}:
            return None
        left = [each for at, each in self.parsed.clauses.items() if at < i and each.how not in {"relative", "reduced"}]
        clause = left[-1] if left else None
        while clause is not None and not clause.verb.finite and clause.leans is not None:
            clause = clause.leans
        report = innermost(self.reports, clause.at) if clause is not None else None
        return self.parsed.clauses.get(report.verb, clause) if report is not None else clause

    def done_before(self, group: Sequence[int]) -> Iterator[Target]:
        """Yield whose decision it was that "the decision" takes up: the subject's of the sentence before."""
        last = self.memory.last[0] if self.memory.last else None
        for i in group:
            event = self.parsed.phrases[i].word in load_lexicon().sets["event"] and self.parsed.lows(i) & {
                "the",
                "this",
                "that",
            }
            if (
                event
                and not list(self.parsed.after(i))
                and last is not None
                and len(last.actors) == 1
                and last.sort is Sort.ACTOR
            ):
                yield Target(last.actors[0], i, 2 * BY_GUESS)

    def is_reciprocal(self, group: Sequence[int]) -> bool:
        """Say whether the phrase is "each other", "one another"."""
        return any({"each", "other"} <= (lows := self.parsed.lows(i)) or {"one", "another"} <= lows for i in group)


def has_frame(noun: str) -> bool:
    """Say whether a noun shows a stance by itself."""
    return bool(load_frames().find("noun", noun))
