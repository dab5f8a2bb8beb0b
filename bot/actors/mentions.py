"""Where a text mentions actors.

One pass of an automaton (Aho and Corasick 1975, CACM 18) over the folded text finds every name that is a whole word; each
is then judged where it stands: its capitals, its neighbours, the date, and what else the text names. Of those that pass,
the leftmost longest win, so that a longer name that fails its test never hides a shorter one that passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actors.context import Context
from bot.actors.evidence import Evidence, Found
from bot.actors.folding import fold
from bot.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.actors.folding import Folded
    from bot.actors.patterns import Pattern
    from bot.actors.registry import Registry
    from bot.actors.senses import Sense


def find_mentions(
    text: str, registry: Registry, *, on: date | None = None, language: str = "en", typed: bool = False
) -> list[Mention]:
    """Find the actors that a text names.

    Give a whole article rather than a sentence of it: "Kim" means Kim Jong Un where the article has said so, and Georgia a
    state where it speaks of Atlanta.

    Args:
        text: Any text; the offsets of mentions count its characters.
        registry: The actors.
        on: The day of the text, for names that held for a time (leaders); with ``None`` any day does, the latest first.
        language: The text's language as a code of CLDR; the names of countries in that language count beside English ones.
        typed: Whether someone typed it as a query: capitals are not asked for, and no name needs another to confirm it.

    Returns:
        Mentions in text order that do not overlap; none for a text that names no actor.

    >>> from bot.actors.registry import load_registry
    >>> [(m.actor, m.role) for m in find_mentions("Moscow and the U.S. said", load_registry())]
    [('Russia', 'capital'), ('United States', 'abbreviation')]
    """
    return [
        Mention(actor=sense.actor, start=found.start, end=found.end, role=sense.role)
        for found, sense in _find(text, registry, on, language, typed=typed)
        if sense
    ]


def _find(
    text: str, registry: Registry, on: date | None, language: str, *, typed: bool
) -> list[tuple[Found, Sense | None]]:
    finder = _Finder(text, Context(text, registry.words), on, typed=typed)
    folded, evidence = fold(text), Evidence(typed=typed)
    spotted = []
    for start, end, pattern in registry.patterns(language).find(folded.text):
        found = finder.judge(folded, start, end, pattern)
        if found:
            spotted.append(found)
            evidence.note_cues(found)
    spotted.sort(key=lambda found: (found.start, -found.end))
    evidence.note_bearers(_choose((found, evidence.settle_alone(found)) for found in spotted))
    return _choose((found, evidence.settle(found)) for found in spotted)


def _choose(judged: Iterable[tuple[Found, Sense | None]]) -> list[tuple[Found, Sense | None]]:
    """Return the leftmost longest of those that mean something, or hide what they hold."""
    chosen, end = [], 0
    for found, sense in judged:
        if found.start >= end and (sense or found.pattern.hides):
            chosen.append((found, sense))
            end = found.end
    return chosen


class _Finder:
    """Judges names where they stand in one text."""

    def __init__(self, text: str, context: Context, on: date | None, *, typed: bool) -> None:
        self._text = text
        self._context = context
        self._on = on
        self._typed = typed

    def judge(self, folded: Folded, start: int, end: int, pattern: Pattern) -> Found | None:
        """Return what a match may mean; ``None`` where it means nothing."""
        if not self._typed and any(self._text[folded.span(start + i, end)[0]].islower() for i in pattern.capitals):
            return None
        first, last = folded.span(start, end)
        context = self._context
        if not context.is_whole(first, last):
            return None
        if not pattern.senses:
            return Found(first, last, pattern)
        if pattern.dotted and self._text[last : last + 1] == ".":
            last += 1
        alone = " " not in pattern.key
        if alone and context.is_common_word(first, last, typed=self._typed):
            return None
        senses = tuple(self._allow(pattern, first, last))
        claimed = alone and pattern.has_weak and not self._typed and context.is_claimed(first, last)
        return Found(first, last, pattern, senses, claimed, alone and context.is_titled(first))

    def _allow(self, pattern: Pattern, start: int, end: int) -> Iterator[Sense]:
        """Return the senses that hold on the day and are at home among the neighbours."""
        context, alone = self._context, " " not in pattern.key
        for sense in pattern.senses:
            if not sense.holds(self._on):
                continue
            if sense.role == "leader":
                if context.is_former(start) or (alone and context.is_person(start, end)):
                    continue
            elif sense.role in {"capital", "name"}:
                if context.is_dateline(start) or (alone and context.is_person(start, end)):
                    continue
                if sense.role == "capital" and context.is_place(start, end):
                    continue
            yield sense
