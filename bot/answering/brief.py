"""The answer to a request: points and stances with their receipts, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.answering.arrange import arrange, count_origins, look_ahead
from bot.answering.compose import Line, compose
from bot.answering.coverage import cover
from bot.answering.evidence import about, between, find_silent, pick
from bot.answering.find import Found, Group, find, find_candidates, fold_copies
from bot.answering.matrix import ROOM, lay_out
from bot.answering.query import Ask, Length, Request
from bot.answering.shortfall import Names, find_near, say_missing, terms
from bot.answering.wording import clip
from bot.model import Brief, Budget, Candidate, Query
from bot.ports import Articles, Receipts, Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.answering.evidence import Shown
    from bot.answering.matrix import Matrix
    from bot.model import Record, Stance
    from bot.ports import Clock, Ranker

STANCES = {Length.SHORT: 3, Length.NORMAL: 5, Length.FULL: 12}
"""How many stances a brief of that length shows at most."""

ROWS = {Length.SHORT: 5, Length.NORMAL: 12, Length.FULL: 40}
"""How many stances stand alone at most."""

_TITLE = 80  # characters
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
        self, request: Request, *, after: int = 0, shown: Callable[[Collection[str]], Collection[str]] = show_all
    ) -> Brief:
        """Return the brief on a topic, on "A on B" or on two sides, and keep its receipts.

        Args:
            request: What is asked; neither help nor a link.
            after: Use only what was kept after this ``Record.seq``.
            shown: Returns those of some points, by ``point_key``, that have been shown before: they are left out.
        """
        sides = self._sides(request, after)
        lines: list[Line] = []
        for side in sides:
            lines += self._lines(side, _share(request.budget, len(sides)), told=lines, shown=shown)
        found = [side.found for side in sides]
        evidence = self._evidence(request, sides, STANCES[request.length])
        return self._keep(self._finish(request, found, lines, evidence))

    def stances(self, request: Request) -> Brief:
        """Return the stances on a request, without points, and keep their receipts."""
        query = _joint(request)
        found = find(self.store, query)
        side = _Side(query, found, find_candidates(found.groups, found.query))
        return self._keep(self._finish(request, [found], [], self._evidence(request, [side], ROWS[request.length])))

    def matrix(self, request: Request) -> tuple[Brief, Matrix]:
        """Return who stands where on a request, or in all that is kept, laid out; and keep the receipts."""
        query = _joint(request)
        found = find(self.store, query)
        rows, columns = ROOM[request.length]
        matrix = lay_out(found.groups, query, rows=rows, columns=columns)
        brief = self._finish(request, [found], [], matrix.shown)
        title = "Who stands where" if request.ask is Ask.ALL else f"Who stands where: {brief.title}"
        return self._keep(replace(brief, title=title)), matrix

    def page(self, record: Record, request: Request) -> Brief:
        """Return the brief on one page. Its id is empty, and no receipts are kept, unless the page is kept itself."""
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
        return self._keep(brief) if self.store.known([article.id]) else replace(brief, id="")

    def _keep(self, brief: Brief) -> Brief:
        self.store.keep_receipts(brief.id, brief.title, brief.receipts)
        return brief

    def _sides(self, request: Request, after: int) -> list[_Side]:
        """Find what is to be said on each query; two sides speak, where they can, from articles that name both."""
        query = _joint(request)
        both = find(self.store, query, after=after)
        if request.ask is not Ask.VERSUS:
            return [_Side(query, both, find_candidates(both.groups, both.query))]
        sides = []
        for each in request.queries:
            found = Found(query) if both.loose else both
            candidates = find_candidates(found.groups, each)
            if len(candidates) < _FEW:
                found = find(self.store, each, after=after)
                candidates = find_candidates(found.groups, found.query)
            sides.append(_Side(each, found, candidates, terms([each])))
        return sides

    def _lines(
        self,
        side: _Side,
        budget: Budget,
        *,
        told: Sequence[Line] = (),
        shown: Callable[[Collection[str]], Collection[str]] = show_all,
    ) -> list[Line]:
        """Choose a side's points from what has been told neither here nor before."""
        keys = [point_key(candidate.text) for candidate in side.candidates]
        old = {*shown(keys), *(point_key(line.candidate.text) for line in told)}
        fresh = [candidate for key, candidate in zip(keys, side.candidates, strict=True) if key not in old]
        chosen = arrange(self._choose(fresh, side.query, budget))
        origins = count_origins(chosen, side.candidates)
        return [Line(candidate, number, side.name) for candidate, number in zip(chosen, origins, strict=True)]

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
        return pick(groups, _wanted(request, candidates), first=request.queries[0].actors, limit=limit)

    def _finish(
        self, request: Request, found: Sequence[Found], lines: Sequence[Line], evidence: Sequence[Shown]
    ) -> Brief:
        """Put the brief together, with what it rests on and what it lacks."""
        groups = _together(found)
        query = _joint(request)
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


def title_of(request: Request) -> str:
    """Return what a brief on a request is called: by its actors and phrases, or by single words as they were typed.

    >>> title_of(Request(ask=Ask.VERSUS, queries=(Query(text="", actors=("China",)), Query(text="", phrases=("arms",)))))
    'China vs “arms”'
    """
    first = request.queries[0]
    typed = first.phrases and (not first.actors or all(" " not in phrase for phrase in first.phrases))
    if request.ask is Ask.TOPIC and typed:
        words = clip(first.text, _TITLE)
        return words[:1].upper() + words[1:]
    between = {Ask.VERSUS: " vs ", Ask.TOWARD: " on "}.get(request.ask, "")
    return between.join(terms([query]) for query in request.queries)


def _joint(request: Request) -> Query:
    """Return one query for all that a request names."""
    first = request.queries[0]
    return Query(
        text=request.text,
        actors=tuple(dict.fromkeys(actor for query in request.queries for actor in query.actors)),
        phrases=tuple(dict.fromkeys(phrase for query in request.queries for phrase in query.phrases)),
        since=first.since,
        until=first.until,
    )


def _share(budget: Budget, sides: int) -> Budget:
    """Return what each side may take, rounded up."""
    return Budget(
        points=None if budget.points is None else -(-budget.points // sides),
        words=None if budget.words is None else -(-budget.words // sides),
    )


def _together(found: Sequence[Found]) -> tuple[Group, ...]:
    """Return the groups of all, each article once."""
    return fold_copies({record.article.id: record for each in found for record in each.records}.values())


def _wanted(request: Request, candidates: Sequence[Candidate]) -> Callable[[Stance], bool]:
    """Return the test for the stances that a request asks for."""
    first, *others = request.queries
    if not others:
        return _on_topic(first, candidates)
    second = others[0]
    there = between(first.actors, second.actors, second.phrases)
    back = between(second.actors, first.actors, first.phrases)
    return lambda stance: there(stance) or (request.ask is Ask.VERSUS and back(stance))


def _on_topic(query: Query, candidates: Sequence[Candidate]) -> Callable[[Stance], bool]:
    """Return the test for one query: several actors toward one another; with phrases, what is aimed at them or said there."""
    if not query.phrases:
        return between(query.actors, query.actors) if len(query.actors) > 1 else about(query.actors)
    spots = {(candidate.record.article.id, candidate.sentence.start) for candidate in candidates}
    aimed = about((), query.phrases)
    of_them = about(query.actors)

    def test(stance: Stance) -> bool:
        return aimed(stance) or ((stance.article, stance.start) in spots and (not query.actors or of_them(stance)))

    return test
