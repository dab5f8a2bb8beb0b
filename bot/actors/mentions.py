"""Where a text mentions actors.

One pass of an automaton (Aho and Corasick 1975, CACM 18) over the folded text finds every name that is a whole word; each
is then judged where it stands: its capitals, its neighbours, the date, and what else the text names. Of those that pass,
the leftmost longest win, so that a longer name that fails its test never hides a shorter one that passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actors.clues import Clues, Naming
from bot.actors.context import Context
from bot.actors.folding import fold
from bot.model import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from bot.actors.folding import Folded
    from bot.actors.patterns import Pattern
    from bot.actors.registry import Registry
    from bot.actors.senses import Sense


def find_mentions(text: str, registry: Registry, *, on: date | None = None, language: str = "en") -> list[Mention]:
    """Find the actors that a text names.

    Give a whole article rather than a sentence of it: "Kim" means Kim Jong Un where the article has said so, and Georgia a
    state where it speaks of Atlanta.

    Args:
        text: Any text; the offsets of mentions count its characters.
        registry: The actors.
        on: The day of the text, for names that held for a time (leaders); with ``None`` any day does, the latest first.
        language: The text's language as a code of CLDR; the names of countries in that language count beside English ones.

    Returns:
        Mentions in text order that do not overlap; none for a text that names no actor.

    >>> from bot.actors.registry import load_registry
    >>> [(m.actor, m.role) for m in find_mentions("Moscow and the U.S. said", load_registry())]
    [('Russia', 'capital'), ('United States', 'abbreviation')]
    """
    return [
        Mention(actor=sense.actor, start=found.start, end=found.end, role=sense.role)
        for found, sense in _find(text, registry, on, language)
        if sense
    ]


def _find(text: str, registry: Registry, on: date | None, language: str) -> Iterator[tuple[Naming, Sense | None]]:
    """Yield what the text names, and, without a sense, the phrases that hide names."""
    judge, folded, clues = _Judge(text, Context(text, registry.words), on), fold(text), Clues()
    matches = registry.patterns(language).find(folded.text)
    looked_at = (judge.look_at(folded, start, end, pattern) for start, end, pattern in matches)
    spotted = sorted(filter(None, looked_at), key=lambda found: (found.start, -found.end, not found.pattern.hides))
    for found in spotted:
        clues.note_cues(found)
    alone = ((found, clues.settle_alone(found)) for found in spotted)
    for found, sense in _choose(alone, lambda found: found.claimed):
        clues.note_bearer(found, sense)
    return _choose((found, clues.settle(found)) for found in spotted)


def _choose(
    settled: Iterable[tuple[Naming, Sense | None]], keep: Callable[[Naming], bool] = lambda _: False
) -> Iterator[tuple[Naming, Sense | None]]:
    """Yield the leftmost longest of those that mean something, hide what they hold, or are to be kept."""
    end = 0
    for found, sense in settled:
        if found.start >= end and (sense or found.pattern.hides or keep(found)):
            yield found, sense
            end = found.end


class _Judge:
    """Judges names where they stand in one text."""

    def __init__(self, text: str, context: Context, on: date | None) -> None:
        self._text = text
        self._context = context
        self._on = on

    def look_at(self, folded: Folded, start: int, end: int, pattern: Pattern) -> Naming | None:
        """Return what a match may mean; ``None`` where it is no word, or not written as a name is."""
        if not self._has_capitals(folded, start, pattern):
            return None
        first, last = folded.span(start + pattern.article, end)
        context = self._context
        if not context.is_whole(first, last):
            return None
        if not pattern.senses:
            return Naming(first, last, pattern)
        if pattern.dotted and self._text[last : last + 1] == ".":
            last += 1
        if pattern.single and context.is_common_word(first, last):
            return None
        senses = [sense for sense in pattern.senses if sense.holds(self._on)]
        senses = [sense for sense in senses if self._fits(sense, first, last, single=pattern.single)]
        unsure = pattern.single and pattern.has_weak
        claimed = unsure and context.is_claimed(first, last)
        return Naming(first, last, pattern, senses, claimed, unsure and context.is_titled(first))

    def _has_capitals(self, folded: Folded, start: int, pattern: Pattern) -> bool:
        text, starts = self._text, folded.starts
        if starts is None:
            return not any(text[start + offset].islower() for offset in pattern.capitals)
        return not any(text[starts[start + offset]].islower() for offset in pattern.capitals)

    def _fits(self, sense: Sense, start: int, end: int, *, single: bool) -> bool:
        """Return whether the neighbours let the name mean this."""
        context = self._context
        if context.is_dateline(start):
            return False
        if sense.role == "leader":
            return not (context.is_former(start) or (single and context.is_person(start, end)))
        if sense.role == "name":
            return not (single and (context.is_person(start, end) or context.is_first_name(start, end)))
        if sense.role == "capital":
            return not (context.is_place(start, end) or (single and context.is_person(start, end)))
        return True
