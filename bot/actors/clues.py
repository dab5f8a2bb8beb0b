"""What the rest of a text says of a name that may mean several things, or nothing."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.actors.patterns import Pattern
    from bot.actors.senses import Sense

_STRANGER = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a text, with what it may mean there, the likelier first."""

    start: int
    end: int
    pattern: Pattern
    senses: Sequence[Sense] = ()
    claimed: bool = False  # a neighbour makes it a part of a longer name that we do not know
    titled: bool = False  # a title stands before it


class Clues:
    """What one text says: cues, actors named beyond doubt, and who bears which surname where."""

    def __init__(self) -> None:
        self._cues: dict[tuple[str, str], list[tuple[int, bool]]] = {}
        self._actors: set[str] = set()
        self._bearers: dict[str, list[tuple[int, str]]] = {}

    def note_cues(self, found: Naming) -> None:
        """Take a name for a cue for or against others; to be called in text order."""
        for key, actor, speaks_for in found.pattern.cues:
            self._cues.setdefault((key, actor), []).append((found.start, speaks_for))

    def note_bearer(self, found: Naming, sense: Sense | None) -> None:
        """Take what is named beyond doubt for what confirms weak names; to be called in text order.

        Without a sense, it is a stranger who bears the name from here on.
        """
        person = sense.person if sense else _STRANGER
        if sense:
            self._actors.add(sense.actor)
        if person or not sense:
            for word in found.pattern.key.split():
                self._bearers.setdefault(word, []).append((found.start, person))

    def settle_alone(self, found: Naming) -> Sense | None:
        """Return what a name means by itself, cues apart."""
        return self._decide(found, [s for s in found.senses if not s.weak or _is_titled(found, s)])

    def settle(self, found: Naming) -> Sense | None:
        """Return what a name means here, all told; ``None`` where that is nothing, or cannot be known."""
        return self._decide(found, [s for s in found.senses if not s.weak or self._confirms(found, s)])

    def _decide(self, found: Naming, held: Sequence[Sense]) -> Sense | None:
        doubts = found.pattern.doubts
        if not doubts:
            return held[0] if held else None
        verdicts = {sense.actor: self._nearest_cue(found, sense) for sense in held if sense.actor in doubts}
        likely = [sense for sense in held if verdicts.get(sense.actor)]
        likely += [
            sense
            for sense in held
            if sense.actor not in doubts or (verdicts[sense.actor] is None and doubts[sense.actor])
        ]
        return likely[0] if likely else None

    def _nearest_cue(self, found: Naming, sense: Sense) -> bool | None:
        cues = self._cues.get((found.pattern.key, sense.actor))
        if not cues:
            return None
        after = bisect(cues, (found.start,))
        return min(cues[max(0, after - 1) : after + 1], key=lambda cue: abs(cue[0] - found.start))[1]

    def _confirms(self, found: Naming, sense: Sense) -> bool:
        if _is_titled(found, sense):
            return True
        if found.claimed:
            return False
        if not sense.person:
            return sense.actor in self._actors
        bearers = self._bearers.get(found.pattern.key)
        if not bearers:
            return False
        nearest = bearers[max(0, bisect(bearers, (found.start,)) - 1)]
        return nearest[1] == sense.person


def _is_titled(found: Naming, sense: Sense) -> bool:
    return sense.role == "leader" and found.titled and not found.claimed
