"""Which stances a request asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.request import Ask
from bot.model import TOPIC
from bot.text.terms import term_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from bot.answering.request import Request
    from bot.model import Candidate, Query, Stance


def wanted(request: Request, candidates: Sequence[Candidate]) -> Callable[[Stance], bool]:
    """Return the test for the stances that a request asks for.

    Args:
        request: The request; neither help nor a link.
        candidates: The sentences that are to its point.
    """
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


def about(actors: Collection[str], phrases: Iterable[str] = ()) -> Callable[[Stance], bool]:
    """Return the test whether a stance is held by or toward one of these actors, or toward a topic with such words."""
    names, words = frozenset(actors), tuple(phrases)

    def test(stance: Stance) -> bool:
        return stance.holder in names or is_toward(stance, names, words)

    return test


def between(
    holders: Collection[str], targets: Collection[str], phrases: Iterable[str] = ()
) -> Callable[[Stance], bool]:
    """Return the test whether a stance is held by one of the holders toward one of the targets or such a topic."""
    names, words = frozenset(targets), tuple(phrases)

    def test(stance: Stance) -> bool:
        return stance.holder in holders and is_toward(stance, names, words)

    return test


def is_toward(stance: Stance, names: Collection[str], phrases: Iterable[str]) -> bool:
    """Return whether a stance's target is one of these names, or a topic that such a phrase names."""
    return stance.target in names or names_topic(phrases, stance.target)


def names_topic(phrases: Iterable[str], target: str) -> bool:
    """Return whether one of the phrases stands in a target that is a topic, in any form of its words.

    >>> names_topic(["treaties"], "topic: the defence treaty"), names_topic(["pact"], "topic: impact")
    (True, False)
    """
    if not target.startswith(TOPIC):
        return False
    topic = term_line(target.removeprefix(TOPIC))
    return any(line in topic for line in map(term_line, phrases) if line)
