"""What a subscription's next digest holds: a brief of only what is new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answering.brief import point_key
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply, sentence_reply
from bot.model import Digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.actors.registry import Registry
    from bot.answering.brief import Answerer
    from bot.model import Subscription
    from bot.ports import Clock

OLD = timedelta(days=8)
"""How old an article may be and still be news in a digest: a source that is added brings its past with it."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes digests.

    Args:
        answerer: Makes briefs.
        registry: The actors.
        clock: Says what time it is.
    """

    answerer: Answerer
    registry: Registry
    clock: Clock

    def __call__(
        self, subscription: Subscription, after: int, shown: Callable[[Collection[str]], Collection[str]], /
    ) -> Digest:
        """Return what is new since the digest that had seen up to ``after``; all there is for the first one.

        Raises:
            CommandError: If the subscription's query cannot be understood.
        """
        upto = self.answerer.store.extent().seq  # before it looks: what comes meanwhile is for the next one
        now = self.clock()
        request = parse_query(subscription.query, registry=self.registry, now=now)
        if after:
            recent = [replace(query, since=query.since or now - OLD) for query in request.queries]
            request = replace(request, queries=tuple(recent))
        brief = self.answerer.brief(request, after=after, shown=shown, exact=True)
        if not brief.points:
            return Digest(reply=sentence_reply(f"{brief.title}: nothing new.", private=False), upto=upto, quiet=True)
        titled = replace(brief, title=f"{brief.title}: what is new") if after else brief
        keys = tuple(point_key(point.text) for point in brief.points)
        return Digest(reply=brief_reply(titled, request, private=False), upto=upto, shown=keys)
