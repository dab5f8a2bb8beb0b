"""Discovery: the feed of a site, from the address of any of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.errors import ParseError, SourceError
from bot.model import SourceKind
from bot.reading.article import LEAST_WORDS, count_words, host
from bot.reading.canonical import tidy
from bot.reading.gather import Form, feed_links, find_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ports import Fetched, Fetcher
    from bot.reading.page import Page
    from bot.reading.worker import Worker

COMMON_PATHS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source that can be read."""

    url: str
    kind: SourceKind
    title: str


def find_source(url: str, fetch: Fetcher, worker: Worker) -> Found:
    """Return the feed at an address or, where a page stands there, the feed that it names or its site has.

    A page of a site without a feed is a source itself, if there is an article in it.

    Raises:
        SourceError: If there is neither.
    """
    fetched = fetch(url)
    form = find_form(fetched)
    if form is Form.FEED:
        return _feed(tidy(url), fetched, worker)
    if form is Form.TEXT:
        return Found(url=tidy(url), kind=SourceKind.PAGE, title=host(url))
    page = worker.page(fetched.body, url=fetched.url, charset=fetched.charset)
    for link in _candidates(page, fetched.url):
        found = _try(link, fetch, worker)
        if found:
            return found
    if count_words(page.text) < LEAST_WORDS:
        raise ParseError(url, f"{url} has neither a feed nor an article: give the address of a feed.")
    return Found(url=tidy(fetched.url), kind=SourceKind.PAGE, title=page.title or host(url))


def _candidates(page: Page, base: str) -> Iterator[str]:
    """Yield where a feed may be: the links that the page names, then, if it names none, the places where many sites have it."""
    named = feed_links(page, base)[:_MOST_LINKS]
    yield from named or (urljoin(base, path) for path in COMMON_PATHS)


def _try(link: str, fetch: Fetcher, worker: Worker) -> Found | None:
    try:
        fetched = fetch(link)
        return _feed(link, fetched, worker) if find_form(fetched) is Form.FEED else None
    except SourceError:
        return None


def _feed(url: str, fetched: Fetched, worker: Worker) -> Found:
    feed = worker.feed(fetched.body, url=fetched.url)
    return Found(url=url, kind=SourceKind.FEED, title=feed.title or host(url))
