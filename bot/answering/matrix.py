"""The matrix of stances: holders down, targets across, and in each cell what the stances of that pair add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from bot.answering.evidence import UNFIRM, Shown, best_of, gather
from bot.answering.lines import MODES
from bot.answering.request import Length
from bot.answering.wanted import names_topic
from bot.model import TOPIC, Label
from bot.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.answering.find import Group
    from bot.model import Query

ROOM = {Length.SHORT: (4, 4), Length.NORMAL: (6, 5), Length.FULL: (12, 6)}
"""How many holders and targets a matrix of that length has at most: as many as can be read on one screen."""

MIXED = "mixed"
_SHARE = 0.25  # of the weight: what the weaker side needs to contradict the other
_BY_GRAVITY = (Label.THREATENING, Label.CRITICAL, Label.DENIES, Label.CONCERNED, Label.CAUTIOUS, Label.SUPPORTIVE)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a holder's stances toward a target add up to: the most telling one, or one of each side where two clash."""

    holder: str
    target: str
    shown: tuple[Shown, ...]

    @property
    def label(self) -> str:
        """The label that they have in common, or :data:`MIXED`."""
        return MIXED if len(self.shown) > 1 else self.shown[0].stance.label

    @property
    def word(self) -> str:
        """The label and, where the stance is no more than foreseen or alleged, that too."""
        mode = self.shown[0].stance.mode
        return f"{self.label}{MODES[mode]}" if mode in UNFIRM and self.label != MIXED else self.label


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders and targets in order, and the cells in which something is known; ``left_out`` counts those without room."""

    holders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    left_out: int = 0

    def at(self, holder: str, target: str) -> Cell | None:
        """Return a cell; ``None`` where nothing is known."""
        return next((cell for cell in self.cells if (cell.holder, cell.target) == (holder, target)), None)

    @property
    def shown(self) -> list[Shown]:
        """The words of all cells, row by row."""
        return [shown for cell in self.cells for shown in cell.shown]


def lay_out(groups: Sequence[Group], query: Query, *, rows: int, columns: int) -> Matrix:
    """Return the matrix of what was found.

    Those that were asked for lead. Who shares a stance with most others comes next; actors before topics. Where actors alone
    were asked for, only those are shown that hold a stance toward one of them, or toward which one of them does.

    Args:
        groups: What was found; of copies only the earliest is heard.
        query: What was asked.
        rows: How many holders at most.
        columns: How many targets at most.
    """
    cells = _around(query, _add_up_all(groups))
    targets = _first(Counter(target for _, target in cells), columns, lambda name: _place(name, query))
    seen = Counter(holder for holder, target in cells if target in targets)
    seen.update(name for name in targets if name in seen)  # one's own column counts too: rows like columns read best
    holders = _first(seen, rows, lambda name: _place(name, query))
    known = [name for name in targets if any((holder, name) in cells for holder in holders)]
    order = {name: place for place, name in enumerate(holders)}
    across = sorted(known, key=lambda name: (_place(name, query), order.get(name, len(order))))
    kept = tuple(cells[pair] for pair in product(holders, across) if pair in cells)
    return Matrix(tuple(holders), tuple(across), kept, len(cells) - len(kept))


def _add_up_all(groups: Sequence[Group]) -> dict[tuple[str, str], Cell]:
    """Return the cells by holder and target, in the order in which they are found."""
    pairs: defaultdict[tuple[str, str], list[Shown]] = defaultdict(list)
    names: dict[str, str] = {}  # "the Pact" and "the pact" are one target
    for shown in gather(groups):
        target = names.setdefault(fold(shown.stance.target), shown.stance.target)
        if shown.stance.holder != target:
            pairs[shown.stance.holder, target].append(shown)
    return {pair: add_up(*pair, each) for pair, each in pairs.items()}


def add_up(holder: str, target: str, found: Sequence[Shown]) -> Cell:
    """Return what one holder's stances toward one target add up to.

    What is only foreseen or alleged counts where nothing else is known. Each independent origin counts once for a label, by
    the surest of its stances. Where both support and the contrary weigh a quarter or more, the two contradict each other.

    Args:
        holder: Whose.
        target: Toward whom or what.
        found: At least one stance.
    """
    firm = [shown for shown in found if shown.stance.mode not in UNFIRM] or list(found)
    weights = _weigh(firm)
    for_it = [label for label in weights if label is Label.SUPPORTIVE]
    against = [label for label in weights if label is not Label.SUPPORTIVE]
    enough = _SHARE * sum(weights.values())
    heard = [side for side in (for_it, against) if side and sum(map(weights.__getitem__, side)) >= enough]
    strongest = [max(side, key=lambda label: (weights[label], -_BY_GRAVITY.index(label))) for side in heard]
    words = (best_of([shown for shown in firm if shown.stance.label is label]) for label in strongest)
    return Cell(holder, target, tuple(words))


def _weigh(found: Sequence[Shown]) -> Mapping[Label, float]:
    """Return the weight of each label: of each origin its surest stance, added up."""
    surest: dict[tuple[Label, str], float] = {}
    for shown in found:
        key = shown.stance.label, shown.origin
        surest[key] = max(surest.get(key, 0.0), shown.stance.confidence)
    weights: dict[Label, float] = {}
    for (label, _), confidence in surest.items():
        weights[label] = weights.get(label, 0.0) + confidence
    return weights


def _around(query: Query, cells: Mapping[tuple[str, str], Cell]) -> dict[tuple[str, str], Cell]:
    """Leave out those who share no stance with the actors that alone were asked for."""
    if query.phrases or not query.actors:
        return dict(cells)
    near = {name for pair in cells if set(pair) & set(query.actors) for name in pair}
    return {pair: cell for pair, cell in cells.items() if near.issuperset(pair)}


def _place(name: str, query: Query) -> tuple[bool, bool]:
    """Return what sorts first who or what was asked for, then actors."""
    topic = name.startswith(TOPIC)
    asked = name in query.actors or names_topic(query.phrases, name)
    return not asked, topic


def _first(counts: Counter[str], limit: int, place: Callable[[str], tuple[bool, bool]]) -> list[str]:
    return sorted(counts, key=lambda name: (*place(name), -counts[name], name))[:limit]
