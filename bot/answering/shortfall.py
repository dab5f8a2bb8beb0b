"""What is said where a brief falls short: nothing is made up to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.answering.request import Ask, terms
from bot.answering.wording import in_words, window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.find import Found
    from bot.answering.request import Request
    from bot.model import Brief
    from bot.ports import Extent

_NEAR = 5
_SHORTEST = 4  # letters of a word that is taken for a slip: shorter ones are near to any abbreviation


class Names(Protocol):
    """What answering asks of the registry of actors."""

    def near(self, words: str, limit: int = 5) -> list[str]:
        """Return the names of actors that are spelt much like these words, the nearest first."""


def say_missing(brief: Brief, request: Request, found: Sequence[Found], extent: Extent) -> str:
    """Return one sentence that says what is not there, or nothing if enough is.

    Args:
        brief: The brief, but for this sentence.
        request: What was asked.
        found: What was found on each of its queries.
        extent: What the store holds.
    """
    if not brief.coverage.articles:
        return _nothing(request, extent)
    empty = [query for query, each in zip(request.queries, found, strict=False) if not each.groups]
    shortfalls = (
        (request.ask is Ask.VERSUS and empty, f"Nothing found on {terms(empty)}."),
        (
            all(each.loose for each in found),
            f"No article has {terms(request.queries)} just so; what follows has some of the words.",
        ),
        (not brief.receipts, "It is mentioned, but not in a sentence that can stand by itself."),
        (brief.coverage.origins == 1, "All of this comes from one origin: there is nothing to compare it with."),
    )
    return next((sentence for holds, sentence in shortfalls if holds), "")


def find_near(request: Request, found: Sequence[Found], names: Names) -> tuple[str, ...]:
    """Return the names that may have been meant by phrases of which nothing was found."""
    if all(each.groups and not each.loose for each in found):
        return ()
    actors = {actor for query in request.queries for actor in query.actors}
    tries = [query.text for query in request.queries] + [
        phrase for query in request.queries for phrase in query.phrases
    ]
    near = dict.fromkeys(
        name for words in tries if len(words) >= _SHORTEST for name in names.near(words, _NEAR) if name not in actors
    )
    return tuple(near)[:_NEAR]


def _nothing(request: Request, extent: Extent) -> str:
    if not extent.articles:
        return "Nothing has been read yet: add a source, or read a file or a page."
    on = "" if request.ask is Ask.ALL else f" on {terms(request.queries)}"
    return f"Nothing found{on}{window(request.queries[0])}.{_newest(request, extent)}"


def _newest(request: Request, extent: Extent) -> str:
    if extent.last and request.queries[0].since and extent.last < request.queries[0].since:
        return f" The newest article that is kept is of {in_words(extent.last)}."
    return ""
