"""A sentence taken apart: its phrases, named and linked, and its clauses, with the questions that frames ask of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon
from bot.stances.links import link
from bot.stances.phrases import to_phrases
from bot.stances.references import Sort
from bot.stances.subjects import find_clauses
from bot.stances.tagging import tag
from bot.stances.tokens import to_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model import Mention, Sentence
    from bot.stances.clauses import Clause
    from bot.stances.memory import Memory
    from bot.stances.phrases import Phrase
    from bot.stances.references import Reference
    from bot.stances.tokens import Token

_CHAIN = 14  # phrases after a noun in which its prepositions are looked for
_HOLDERS = frozenset({Sort.ACTOR, Sort.PERSON})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence's tokens, phrases and clauses (by the index of their verb group)."""

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    clauses: dict[int, Clause]
    _lows: dict[int, frozenset[str]] = field(default_factory=dict)

    def words(self, i: int) -> str:
        """Return a phrase as it stands in the text."""
        phrase = self.phrases[i]
        return self.text[self.tokens[phrase.first].start : self.tokens[phrase.last - 1].end]

    def lows(self, i: int) -> frozenset[str]:
        """Return a phrase's words in lower case."""
        found = self._lows.get(i)
        if found is None:
            phrase = self.phrases[i]
            found = self._lows[i] = frozenset(token.low for token in self.tokens[phrase.first : phrase.last])
        return found

    def reference(self, i: int) -> Reference | None:
        """Return whom a noun phrase stands for."""
        return self.phrases[i].names

    def actors(self, group: Sequence[int], *, owned: bool = False) -> list[str]:
        """Return the actors that these noun phrases stand for, or (``owned``) also those whose they are."""
        found: list[str] = []
        for i in group:
            names = self.phrases[i].names
            if names is None:
                continue
            if names.sort in _HOLDERS:
                found.extend(names.actors)
            elif owned and names.sort is Sort.THING and self.phrases[i].word not in load_lexicon().heads["role"]:
                found.extend(names.owners)
        return list(dict.fromkeys(found))

    def guessed(self, group: Sequence[int]) -> bool:
        """Say whether any of these is understood only by what was said before."""
        return any((names := self.phrases[i].names) is not None and names.guessed for i in group)

    def after(self, i: int) -> Iterator[tuple[str, list[int]]]:
        """Yield the prepositions that follow a noun or adjective without a break, with what they govern."""
        for j in range(i + 1, min(len(self.phrases), i + _CHAIN)):
            phrase = self.phrases[j]
            if phrase.kind == "NP" and (phrase.joined >= 0 or phrase.renames >= 0):
                continue
            if phrase.kind == "NP" and phrase.prep:
                yield phrase.prep, self.group(j)
            elif phrase.kind not in {"p", '"', "r", "c", "(", ")"} and not (phrase.kind == "," and self._goes_on(j)):
                return

    def _goes_on(self, comma: int) -> bool:
        following = self.phrases[comma + 1] if comma + 1 < len(self.phrases) else None
        return following is not None and following.kind == "NP" and (following.joined >= 0 or following.renames >= 0)

    def group(self, i: int) -> list[int]:
        """Return all that a noun phrase is coordinated with, from it on."""
        group = [i]
        for j in range(i + 1, min(len(self.phrases), i + _CHAIN)):
            if self.phrases[j].kind == "NP" and self.phrases[j].joined in group:
                group.append(j)
        return group

    def clause_of(self, i: int) -> Clause | None:
        """Return the clause that has the noun phrase among its objects."""
        for clause in self.clauses.values():
            if any(i in group for group in clause.objects):
                return clause
        return None

    def verb_left(self, i: int) -> Clause | None:
        """Return the clause of the nearest verb to the left."""
        found = [at for at in self.clauses if at < i]
        return self.clauses[found[-1]] if found else None


def parse(text: str, sentence: Sentence, mentions: Sequence[Mention], memory: Memory) -> Parsed:
    """Take a sentence apart.

    Args:
        text: The article's text.
        sentence: Where the sentence stands in it.
        mentions: The mentions of actors inside it, in order.
        memory: What the article has said before; people that the sentence introduces are added.
    """
    tokens = tag(to_tokens(text, sentence.start, sentence.end, mentions))
    phrases = to_phrases(tokens)
    link(phrases, tokens, memory)
    return Parsed(text, sentence, tokens, phrases, find_clauses(phrases, tokens))
