"""The answer to a request: points and stances with their receipts, and what they rest on."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.answering.arrange import arrange, count_origins, look_ahead
from bot.answering.compose import Chosen, compose
from bot.answering.coverage import cover
from bot.answering.evidence import find_silent, pick
from bot.answering.find import Found, Group, find, find_candidates, fold_copies
from bot.answering.matrix import ROOM, lay_out
from bot.answering.request import Ask, Length, side_of, title_of
from bot.answering.shortfall import Names, find_near, say_missing
from bot.answering.wanted import wanted
from bot.errors import StoreError
from bot.model import Brief, Budget, Candidate, Query
from bot.ports import Articles, Receipts, Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.answering.evidence import Shown
    from bot.answering.matrix import Matrix
    from bot.answering.request import Request
    from bot.model import Record
    from bot.ports import Clock, Ranker

log = logging.getLogger(__name__)

STANCES = {Length.SHORT: 3, Length.NORMAL: 5, Length.FULL: 12}
"""How many stances a brief of that length shows at most."""

ROWS = {Length.SHORT: 5, Length.NORMAL: 12, Length.FULL: 40}
"""How many stances stand alone at most."""

_ROOM_AHEAD = 4  # points; fewer leave no room for what comes next
_FEW = 3  # sentences on one side, below which articles that do not name the other side are looked at too


class Library(Articles, Sources, Receipts, Protocol):
    """The store, as answering sees it."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A query, what was found on it, and the sentences that are to the point; ``name`` where there are two sides."""

    query: Query
    found: Found
    candidates: tuple[Candidate, ...]
    name: str = ""


def point_key(text: str) -> str:
    """Return what tells a point from others, however it is spaced and cased."""
    return " ".join(text.casefold().split())[:200]


def show_all(_keys: Collection[str], /) -> Collection[str]:
    """Say that none of these points has been shown."""
    return ()


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers requests from what is kept.

    Args:
        store: Articles, sources, and the receipts of each brief.
        rank: Chooses the sentences.
        names: The actors' names, for "did you mean".
        clock: Says when a brief is made.
    """

    store: Library
    rank: Ranker
    names: Names
    clock: Clock

    def brief(
        self,
        request: Request,
        *,
        after: int = 0,
        shown: Callable[[Collection[str]], Collection[str]] = show_all,
        exact: bool = False,
    ) -> Brief:
        """Return the brief on a topic, on "A on B" or on two sides, and keep its receipts.

        Args:
            request: What is asked; neither help nor a link.
            after: Use only what was kept after this ``Record.seq``.
            shown: Returns those of some points, by ``point_key``, that have been shown before: they are left out.
            exact: Where no article has all that was asked, look for nothing less.
        """
        sides = self._sides(request, partial(find, self.store, after=after, exact=exact))
        lines: list[Chosen] = []
        for side in sides:
            lines += self._lines(side, _share(request.budget, len(sides)), told=lines, shown=shown)
        found = [side.found for side in sides]
        evidence = self._evidence(request, sides, STANCES[request.length])
        return self._keep(self._finish(request, found, lines, evidence))

    def stances(self, request: Request) -> Brief:
        """Return the stances on a request, without points, and keep their receipts."""
        query = request.joint
        found = find(self.store, query)
        side = _Side(query, found, find_candidates(found.groups, found.query))
        return self._keep(self._finish(request, [found], [], self._evidence(request, [side], ROWS[request.length])))

    def matrix(self, request: Request) -> tuple[Brief, Matrix]:
        """Return who stands where on a request, or in all that is kept, laid out; and keep the receipts."""
        query = request.joint
        found = find(self.store, query)
        rows, columns = ROOM[request.length]
        matrix = lay_out(found.groups, query, rows=rows, columns=columns)
        brief = self._finish(request, [found], [], matrix.shown)
        title = "Who stands where" if request.ask is Ask.ALL else f"Who stands where: {brief.title}"
        return self._keep(replace(brief, title=title)), matrix

    def page(self, record: Record, request: Request) -> Brief:
        """Return the brief on one page, and keep its receipts if the page is kept itself, just as it is now."""
        article = record.article
        query = Query(text=article.title)
        groups = (Group(record),)
        side = _Side(query, Found(query, groups), find_candidates(groups, query))
        brief = Brief(
            id="",
            title=article.title or article.url,
            query=replace(query, text=request.text),
            made=self.clock(),
            coverage=cover(groups),
            missing="" if side.candidates else "No sentence of this page can stand by itself.",
        )
        evidence = pick(groups, lambda _stance: True, limit=STANCES[request.length])
        brief = compose(brief, self._lines(side, request.budget), evidence, groups)
        kept = any(each.article.sha256 == article.sha256 for each in self.store.records([article.id]))
        return self._keep(brief) if kept else replace(brief, id="")

    def _keep(self, brief: Brief) -> Brief:
        """Keep a brief's receipts under its id; one without lines has no id, nor one whose receipts could not be kept."""
        if not brief.receipts:
            return replace(brief, id="")
        try:
            if self.store.receipts(brief.id) is None:  # else these, as the id is made of them: no need to write
                self.store.keep_receipts(brief.id, brief.title, brief.receipts)
        except StoreError as error:
            log.warning("receipts could not be kept: %s", error)
            return replace(brief, id="")
        return brief

    @staticmethod
    def _sides(request: Request, find_on: Callable[[Query], Found]) -> list[_Side]:
        """Find what is to be said on each query; two sides speak, where they can, from articles that name both."""
        query = request.joint
        both = find_on(query)
        if request.ask is not Ask.VERSUS:
            return [_Side(query, both, find_candidates(both.groups, both.query))]
        sides = []
        for each in request.queries:
            found = Found(query) if both.loose else both
            candidates = find_candidates(found.groups, each)
            if len(candidates) < _FEW:
                found = find_on(each)
                candidates = find_candidates(found.groups, found.query)
            sides.append(_Side(each, found, candidates, side_of(each)))
        return sides

    def _lines(
        self,
        side: _Side,
        budget: Budget,
        *,
        told: Sequence[Chosen] = (),
        shown: Callable[[Collection[str]], Collection[str]] = show_all,
    ) -> list[Chosen]:
        """Choose a side's points from what has been told neither here nor before."""
        keys = [point_key(candidate.text) for candidate in side.candidates]
        old = {*shown(keys), *(point_key(line.candidate.text) for line in told)}
        fresh = [candidate for key, candidate in zip(keys, side.candidates, strict=True) if key not in old]
        chosen = arrange(self._choose(fresh, side.query, budget))
        origins = count_origins(chosen, side.candidates)
        return [Chosen(candidate, number, side.name) for candidate, number in zip(chosen, origins, strict=True)]

    def _choose(self, candidates: Sequence[Candidate], query: Query, budget: Budget) -> list[Candidate]:
        """Return what the ranker chooses; where nothing of it looks ahead, the best that does takes the last place."""
        chosen = list(self.rank(candidates, query=query, budget=budget))
        if budget.points is None or budget.words is not None or len(chosen) < _ROOM_AHEAD:
            return chosen
        ahead = self.rank(look_ahead(chosen, candidates), query=query, budget=Budget(points=1))
        return [*chosen[: len(chosen) - len(ahead)], *ahead]

    def _evidence(self, request: Request, sides: Sequence[_Side], limit: int) -> list[Shown]:
        groups = _together([side.found for side in sides])
        candidates = [candidate for side in sides for candidate in side.candidates]
        return pick(groups, wanted(request, candidates), first=request.queries[0].actors, limit=limit)

    def _finish(
        self, request: Request, found: Sequence[Found], lines: Sequence[Chosen], evidence: Sequence[Shown]
    ) -> Brief:
        """Put the brief together, with what it rests on and what it lacks."""
        groups = _together(found)
        query = request.joint
        asked = request.queries[0].actors if request.ask is Ask.TOWARD else query.actors
        records = [record for group in groups for record in group.records]
        extent = self.store.extent()
        brief = Brief(
            id="",
            title=title_of(request),
            query=query,
            made=self.clock(),
            coverage=cover(groups, self.store.sources(), kept=extent.articles),
            silent=find_silent(asked, records) if records else (),
            near=find_near(request, found, self.names),
        )
        brief = compose(brief, lines, evidence, groups)
        return replace(brief, missing=say_missing(brief, request, found, extent))


def _share(budget: Budget, sides: int) -> Budget:
    """Return what each side may take, rounded up."""
    return Budget(
        points=None if budget.points is None else -(-budget.points // sides),
        words=None if budget.words is None else -(-budget.words // sides),
    )


def _together(found: Sequence[Found]) -> tuple[Group, ...]:
    """Return the groups of all, each article once."""
    return fold_copies({record.article.id: record for each in found for record in each.records}.values())
