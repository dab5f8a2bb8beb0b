"""From a feed's entries to the drafts of articles, with the text of the pages that they link to where the feed cuts it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.model import article_id
from bot.reading.article import count_words, from_entry, from_linked_page
from bot.reading.dates import parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.reading.article import Draft
    from bot.reading.feed import Entry, Feed

MOST_ENTRIES = 50  # of a feed at a time, the newest
MOST_PAGES = 10  # linked pages fetched for a feed at a time, one after the other
FULL_TEXT = 150  # words from which a feed's own text is the article
_GIVE_UP = 2  # pages that fail one after the other
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\b(?:read|continue reading|read more|full story)\W*)$", re.IGNORECASE)
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What a feed's entries gave: ids of the known ones, drafts of new ones, how many wait for the next reading."""

    drafts: tuple[Draft, ...] = ()
    known: tuple[str, ...] = ()
    left: int = 0
    failures: tuple[str, ...] = ()


def read_entries(
    feed: Feed,
    *,
    source: str,
    known: Callable[[Collection[str]], frozenset[str]],
    article: Callable[[str], Draft],
) -> Entries:
    """Return what is new in a feed.

    Args:
        feed: The feed.
        source: Its address.
        known: Tells which article ids are kept already.
        article: Reads the page at an address.
    """
    publisher, language = feed.title, feed.language
    drafts: dict[str, Draft] = {}
    for entry in _newest(feed.entries):
        draft = from_entry(entry, source=source, publisher=publisher, language=language)
        drafts.setdefault(article_id(draft.address), draft)
    old = known(drafts.keys())
    found = _follow([draft for identity, draft in drafts.items() if identity not in old], article)
    return Entries(
        drafts=tuple(found.drafts),
        known=tuple(identity for identity in drafts if identity in old),
        left=found.left,
        failures=found.said(source),
    )


def has_full_text(draft: Draft) -> bool:
    """Return whether a feed gives the whole article, as far as can be told."""
    text = draft.text.rstrip()
    return count_words(text) >= FULL_TEXT and not _CUT.search(text[-40:])


class _Found:
    """What following the links has given so far."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.errors: list[str] = []
        self.left = 0
        self.fetched = 0
        self.failed_last = 0  # in a row

    def said(self, source: str) -> tuple[str, ...]:
        """Return one sentence on the pages that failed, so that fifty of them do not make fifty."""
        if not self.errors:
            return ()
        pages = "a page" if len(self.errors) == 1 else f"{len(self.errors)} pages"
        return (f"{source} links to {pages} that could not be read, first: {self.errors[0]}",)


def _follow(drafts: Sequence[Draft], article: Callable[[str], Draft]) -> _Found:
    found = _Found()
    for draft in drafts:
        if has_full_text(draft) or not _leads_on(draft) or found.failed_last == _GIVE_UP:
            found.drafts.append(draft)
        elif found.fetched == MOST_PAGES:
            found.left += 1
        else:
            found.fetched += 1
            found.drafts.append(_fetch(draft, article, found))
    return found


def _leads_on(draft: Draft) -> bool:
    """Say whether an entry links to a page: one that does not goes by a fragment of its feed's address."""
    return "#" not in draft.address


def _fetch(draft: Draft, article: Callable[[str], Draft], found: _Found) -> Draft:
    try:
        page = article(draft.address)
    except SourceError as error:
        found.errors.append(str(error))
        found.failed_last += 1
        return draft
    found.failed_last = 0
    return from_linked_page(draft, page) if count_words(page.text) >= count_words(draft.text) else draft


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the newest entries, newest first; those without a date keep their places."""
    last = _EVER
    dated = []
    for entry in entries:
        last = parse_moment(entry.published, _EVER) or last
        dated.append((last, entry))
    return [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)][:MOST_ENTRIES]
