"""The stances that a brief shows, and who has said nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.model import TOPIC, Label, Mode, Stance, Voice
from bot.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from bot.answering.find import Group
    from bot.model import Record

_VOICES = (Voice.HOLDER, Voice.OFFICIAL, Voice.ANALYST, Voice.ARTICLE, Voice.ADVERSARY)
"""Who is heard first: the nearer to the holder itself, the better."""

UNFIRM = frozenset({Mode.PREDICTED, Mode.ALLEGED})
"""What counts only where nothing firmer is known."""

_LONG = 240  # characters of a sentence that says more than one thing


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance with the record that reports it, and how many independent origins report one like it."""

    stance: Stance
    record: Record
    origins: int = 1

    @property
    def text(self) -> str:
        """The words that show it."""
        return self.record.article.text[self.stance.start : self.stance.end]

    @property
    def origin(self) -> str:
        """What tells independent reports from copies of one."""
        return self.record.origin or self.record.article.id


def gather(groups: Iterable[Group]) -> Iterator[Shown]:
    """Return the stances of all groups, but for those that are never shown.

    Of copies only the earliest is heard, and of what one sentence shows of a pair only the surest. Neutral stances show no
    stand, and headings are not shown either.
    """
    for group in groups:
        headings = {sentence.start for sentence in group.record.sentences if sentence.heading}
        surest: dict[tuple[int, str, str], Stance] = {}
        for stance in group.record.stances:
            spot = stance.start, stance.holder, fold(stance.target)
            if stance.label is not Label.NEUTRAL and stance.start not in headings:
                surest[spot] = max(surest.get(spot, stance), stance, key=lambda each: each.confidence)
        yield from (Shown(stance, group.record) for stance in surest.values())


def pick(
    groups: Sequence[Group],
    wanted: Callable[[Stance], bool],
    *,
    first: Collection[str] = (),
    limit: int | None = None,
) -> list[Shown]:
    """Return the best stances that are wanted, none that says the same as another.

    Of those with the same holder, target and label, what is only foreseen or alleged counts where nothing else is known.
    Of the others the one is taken that the holder itself vouches for, or else whoever stands nearest to it; then what was
    said or done before what is reported; then the surest and, of about as sure ones, that which speaks of the holder first,
    the shorter, the newest. Stances of the ``first`` holders lead; each pair of holder and target, and each sentence, comes
    once before what says more of the same pair or is said in the same words; own words come before others', many origins
    before few.

    Args:
        groups: Copies folded.
        wanted: Which stances to look at, of those that can be shown at all.
        first: Holders whose own stances lead.
        limit: How many; ``None`` for all.
    """
    alike: dict[tuple[str, str, Label], list[Shown]] = {}
    for shown in gather(groups):
        stance = shown.stance
        if wanted(stance):
            alike.setdefault((stance.holder, fold(stance.target), stance.label), []).append(shown)
    best = _without_echoes(sorted((best_of(each) for each in alike.values()), key=_weight))
    return _share(_vary(sorted(best, key=lambda each: each.stance.holder not in first)), first, limit)


def _vary(shown: Sequence[Shown]) -> list[Shown]:
    """Put what says more of a pair, or stands in the same sentence, behind what says something else."""
    seen: Counter[tuple[str, str] | tuple[str, int]] = Counter()
    again: list[int] = []
    for each in shown:
        pair = each.stance.holder, fold(each.stance.target)
        sentence = each.record.article.id, each.stance.start
        again.append(max(seen[pair], seen[sentence]))
        seen.update([pair, sentence])
    return [each for _, each in sorted(zip(again, shown, strict=True), key=lambda numbered: numbered[0])]


def _share(shown: Sequence[Shown], first: Collection[str], limit: int | None) -> list[Shown]:
    """Keep a third of the room for what others think of the ``first`` holders, where they think anything."""
    own = [each for each in shown if each.stance.holder in first]
    others = [each for each in shown if each.stance.holder not in first]
    if limit is None or not own:
        return [*own, *others][:limit]
    own = own[: limit - min(len(others), limit // 3)]
    return [*own, *others[: limit - len(own)]]


def _without_echoes(shown: Sequence[Shown]) -> list[Shown]:
    """Leave out what a sentence says of a topic where it says the same of an actor: of NATO, and of the alliance."""
    said = {_statement(each) for each in shown if not each.stance.target.startswith(TOPIC)}
    return [each for each in shown if not each.stance.target.startswith(TOPIC) or _statement(each) not in said]


def _statement(shown: Shown) -> tuple[str, int, str, Label]:
    return shown.record.article.id, shown.stance.start, shown.stance.holder, shown.stance.label


def best_of(alike: Sequence[Shown]) -> Shown:
    """Return the most telling of stances that say the same, with the number of origins that report one of them."""
    best = min(alike, key=_worth)
    return Shown(best.stance, best.record, len({each.origin for each in alike}))


class _Worth(NamedTuple):
    """What sorts the better of two like stances first."""

    unfirm: bool  # whether it is only foreseen or alleged, by whomever
    voice: int  # who vouches
    reported: bool
    doubt: float  # to a tenth: what is about as sure differs by how well it reads
    indirect: bool  # whether the sentence speaks of somebody else first
    long: bool
    finer: float  # doubt
    age: float


def _worth(shown: Shown) -> _Worth:
    stance = shown.stance
    said = next((each for each in shown.record.sentences if each.start == stance.start), None)
    return _Worth(
        unfirm=stance.mode in UNFIRM,
        voice=_VOICES.index(stance.voice),
        reported=stance.mode is Mode.ATTRIBUTED,
        doubt=-round(stance.confidence, 1),
        indirect=said is None or said.actors[:1] != (stance.holder,),
        long=stance.end - stance.start > _LONG,
        finer=-stance.confidence,
        age=-shown.record.article.moment.timestamp(),
    )


def _weight(shown: Shown) -> tuple[bool, int, bool, _Worth]:
    """Return what sorts the more telling of two unlike stances first: own words, many origins, a target that acts."""
    stance = shown.stance
    own = stance.voice in {Voice.HOLDER, Voice.OFFICIAL} and stance.mode not in UNFIRM
    return not own, -shown.origins, stance.target.startswith(TOPIC), _worth(shown)


def find_silent(actors: Sequence[str], records: Iterable[Record]) -> tuple[str, ...]:
    """Return those of the actors of whom no record reports a statement, by themselves or by an official of theirs."""
    heard = {
        stance.holder
        for record in records
        for stance in record.stances
        if stance.voice in {Voice.HOLDER, Voice.OFFICIAL}
    }
    return tuple(actor for actor in actors if actor not in heard)
