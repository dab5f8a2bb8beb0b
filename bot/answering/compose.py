"""Putting a brief together: lines get their receipts, sources their numbers, the whole its id."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.arrange import section_of
from bot.answering.lines import outlet_of
from bot.model import Candidate, Citation, Evidence, Point, Receipt, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.evidence import Shown
    from bot.answering.find import Group
    from bot.model import Brief, Record

_ID_BYTES = 5  # eight letters and digits: a thousand briefs are told apart with a chance of two million to one


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen sentence, how many independent origins report the same, and the side that it stands on, if there are two."""

    candidate: Candidate
    origins: int = 1
    side: str = ""


def compose(brief: Brief, lines: Sequence[Chosen], shown: Sequence[Shown], groups: Sequence[Group]) -> Brief:
    """Return the brief with its points, stances, sources and id.

    Args:
        brief: All but these.
        lines: In reading order; within a side, what looks ahead is moved behind what does not.
        shown: The stances, in order.
        groups: All that was found, for the copies of each source.
    """
    numbers = _Numbers(groups)
    points = [_point(line) for line in lines]
    order = sorted(range(len(lines)), key=lambda n: (_side_place(lines, n), points[n].section is not Section.NOW, n))
    numbered = tuple(replace(points[n], source=numbers.of(lines[n].candidate.record)) for n in order)
    stances = tuple(
        Evidence(
            stance=each.stance,
            text=each.text,
            receipt=_receipt(each.record, each.stance.start, each.stance.end),
            source=numbers.of(each.record),
            origins=each.origins,
        )
        for each in shown
    )
    filled = replace(brief, points=numbered, stances=stances, sources=numbers.citations())
    return replace(filled, id=_identify(filled))


def _side_place(lines: Sequence[Chosen], index: int) -> int:
    sides = list(dict.fromkeys(line.side for line in lines))
    return sides.index(lines[index].side)


def _point(line: Chosen) -> Point:
    sentence = line.candidate.sentence
    text = line.candidate.text
    return Point(
        text=text,
        receipt=_receipt(line.candidate.record, sentence.start, sentence.end),
        source=0,
        origins=line.origins,
        section=section_of(text),
        side=line.side,
    )


def _receipt(record: Record, start: int, end: int) -> Receipt:
    article = record.article
    return Receipt(article=article.id, url=article.url, start=start, end=end, sha256=article.sha256)


class _Numbers:
    """Numbers the sources in the order in which they are first cited."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._copies = {group.record.article.id: group.copies for group in groups}
        self._cited: dict[str, Record] = {}

    def of(self, record: Record) -> int:
        """Return the number of a source, from 1."""
        self._cited.setdefault(record.article.id, record)
        return list(self._cited).index(record.article.id) + 1

    def citations(self) -> tuple[Citation, ...]:
        """Return all that was cited, in order."""
        return tuple(
            Citation(
                number=number,
                article=record.article,
                copies=tuple(dict.fromkeys(outlet_of(copy.article) for copy in self._copies.get(identity, ()))),
            )
            for number, (identity, record) in enumerate(self._cited.items(), 1)
        )


def _identify(brief: Brief) -> str:
    """Return an id that is the same for the same lines on the same question: asking again floods no table."""
    lines = [f"{receipt.article}:{receipt.start}:{receipt.end}:{receipt.sha256}" for receipt in brief.receipts]
    digest = hashlib.sha256("\n".join([brief.title, brief.query.text, *lines]).encode()).digest()
    return base64.b32encode(digest[:_ID_BYTES]).decode().casefold()
