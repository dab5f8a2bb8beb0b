"""From a feed's entries to the drafts of articles, with the text of the pages that they link to where the feed cuts it.

A feed speaks for its own site. Of an entry that leads to another site, as all those of aggregators do, the linked page is
read and goes by its own address; where it cannot be read, what the feed says of it goes by its place in the feed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.errors import FetchError, SourceError
from bot.model import article_id
from bot.reading.article import LEAST_WORDS, count_words, from_entry, from_linked_page
from bot.reading.canonical import canonical, same_site, site
from bot.reading.dates import parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from bot.reading.article import Draft
    from bot.reading.feed import Feed

MOST_ENTRIES = 50  # new ones of a feed at a time, the newest
MOST_PAGES = 10  # linked pages fetched for a feed at a time, one after the other
FULL_TEXT = 150  # words from which a feed's own text is the article
_GIVE_UP = 2  # pages of one site that fail one after the other
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\b(?:read|continue reading|read more|full story)\W*)$", re.IGNORECASE)
_EVER = datetime.max.replace(tzinfo=UTC)
# Answers that will be the same at the next reading: the page asks for a login or for money, or refuses programs.
_REFUSED = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    }
)
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What a feed's entries gave: ids of the known ones, drafts of new ones, how many wait for the next reading."""

    drafts: tuple[Draft, ...] = ()
    known: tuple[str, ...] = ()
    left: int = 0
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An entry on its way to an article: what the feed gives of it, and the page that it links to, if any."""

    draft: Draft
    link: str

    @property
    def page(self) -> str:
        """The identity of the article on the linked page; of the entry itself, if it links to none."""
        return article_id(canonical(self.link)) if self.link else self.draft.id

    @property
    def whole(self) -> bool:
        """Whether the feed gives all there is: it may speak for the page, and gives the article, as far as can be told."""
        return not self.link or (same_site(self.draft.source, self.link) and has_full_text(self.draft))


def read_entries(
    feed: Feed,
    *,
    source: str,
    known: Callable[[Collection[str]], frozenset[str]],
    article: Callable[[str], Draft],
    wait: Callable[[str], bool],
) -> Entries:
    """Return what is new in a feed, the newest first.

    Args:
        feed: The feed.
        source: Its address.
        known: Tells which article ids are kept already.
        article: Reads the page at an address.
        wait: Asked when an entry's page could not be read, by the article's id: whether to leave it for the next reading,
            or to be content with what the feed gives.
    """
    leads = _find_leads(feed, source)
    old = known({identity for lead in leads for identity in (lead.page, lead.draft.id)})
    fresh = [lead for lead in leads if lead.page not in old and lead.draft.id not in old]
    follower = _Follower(article=article, wait=wait)
    drafts = follower.follow(fresh[:MOST_ENTRIES])
    return Entries(
        drafts=tuple(drafts),
        known=tuple(
            identity for lead in leads for identity in dict.fromkeys((lead.page, lead.draft.id)) if identity in old
        ),
        left=follower.left + max(0, len(fresh) - MOST_ENTRIES),
        failures=follower.say_failed(source),
    )


def has_full_text(draft: Draft) -> bool:
    """Return whether a feed gives the whole article, as far as can be told."""
    text = draft.text.rstrip()
    return count_words(text) >= FULL_TEXT and not _CUT.search(text[-40:])


def _is_better(page: Draft, lead: Lead) -> bool:
    """Return whether a page is read rather than what the feed has: not if it is a wall before the article."""
    words = count_words(lead.draft.text)
    if same_site(lead.draft.source, lead.link):
        return count_words(page.text) >= words
    return count_words(page.text) >= max(LEAST_WORDS, words / 2)  # the feed's word for another site counts for less


def _find_leads(feed: Feed, source: str) -> list[Lead]:
    """Return the entries, newest first, once each; those without a date keep their places."""
    last = _EVER
    dated: dict[str, tuple[datetime, Lead]] = {}
    for entry in feed.entries:
        last = parse_moment(entry.published, _EVER) or last
        draft = from_entry(entry, source=source, publisher=feed.title, language=feed.language)
        lead = Lead(draft=draft, link=entry.link)
        dated.setdefault(lead.page, (last, lead))
    return [lead for _, lead in sorted(dated.values(), key=lambda pair: pair[0], reverse=True)]


@dataclass(slots=True, kw_only=True)
class _Follower:
    """Follows the links of one reading, and knows what they have given so far."""

    article: Callable[[str], Draft]
    wait: Callable[[str], bool]
    errors: list[str] = field(default_factory=list)
    left: int = 0
    fetched: int = 0
    failed: Counter[str] = field(default_factory=Counter)  # by site, in a row

    def follow(self, leads: Iterable[Lead]) -> list[Draft]:
        """Return the articles of these entries; some are left for the next reading."""
        drafts = (lead.draft if lead.whole else self._read(lead) for lead in leads)
        return [draft for draft in drafts if draft]

    def _read(self, lead: Lead) -> Draft | None:
        if self.failed[site(lead.link)] >= _GIVE_UP:
            return self._without_page(lead)
        if self.fetched == MOST_PAGES:
            self.left += 1
            return None
        self.fetched += 1
        try:
            page = self.article(lead.link)
        except SourceError as error:
            return self._without_page(lead, error)
        self.failed[site(lead.link)] = 0
        return from_linked_page(lead.draft, page, link=lead.link) if _is_better(page, lead) else lead.draft

    def _without_page(self, lead: Lead, error: SourceError | None = None) -> Draft | None:
        """Return what the feed gives, or nothing if the page is worth another try at the next reading."""
        status = error.status if isinstance(error, FetchError) else 0
        if error:
            self.errors.append(str(error))
            self.failed[site(lead.link)] += _GIVE_UP if status in _BUSY else 1
        if status not in _REFUSED and self.wait(lead.page):
            self.left += 1
            return None
        return lead.draft

    def say_failed(self, source: str) -> tuple[str, ...]:
        """Return one sentence on the pages that failed, so that fifty of them do not make fifty."""
        if not self.errors:
            return ()
        pages = "a page" if len(self.errors) == 1 else f"{len(self.errors)} pages"
        return (f"{source} links to {pages} that could not be read, first: {self.errors[0]}",)
