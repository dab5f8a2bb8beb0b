"""What a brief rests on, and what it does not: the figures of its small print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.find import Group
    from bot.model import Source


def cover(groups: Sequence[Group], sources: Sequence[Source] = (), *, kept: int = 0) -> Coverage:
    """Count what was found; ``since`` and ``until`` are the first and last dates of the articles that carry one.

    Args:
        groups: What was found.
        sources: All sources.
        kept: How many articles there are in all; 0 for a page that is looked at alone.
    """
    articles = [record.article for group in groups for record in group.records]
    dates = [article.published for article in articles if article.published]
    return Coverage(
        articles=len(articles),
        kept=kept,
        outlets=len({article.publisher or article.url for article in articles}),
        origins=len(groups),
        copies=len(articles) - len(groups),
        syndicated=sum(article.syndicated for article in articles),
        undated=len(articles) - len(dates),
        since=min(dates, default=None),
        until=max(dates, default=None),
        languages=tuple(sorted({article.language for article in articles})),
        sources_read=sum(source.checked is not None and not source.failures for source in sources),
        failed=tuple(source.url for source in sources if source.failures),
        sample=any(article.sample for article in articles),
    )
