"""Gathering: from an address on the web to the drafts of the articles that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import FetchError, ParseError, SourceError
from bot.model import SourceKind
from bot.ports import Fetched
from bot.reading.article import check_length, count_words, from_page
from bot.reading.canonical import resolve_link
from bot.reading.entries import read_entries
from bot.reading.feed import looks_like_feed
from bot.reading.file import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from bot.model import Source
    from bot.ports import Fetcher
    from bot.reading.article import Draft
    from bot.reading.page import Page
    from bot.reading.worker import Worker

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|article|main|h1)[\s>]", re.IGNORECASE)
_MEDIA = re.compile(r"(?:image|audio|video|font|model)/|application/(?:zip|gzip|msword|vnd\.)")
_HEAD = 4096


class Form(Enum):
    """What a body is."""

    FEED = auto()
    PAGE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What an address gave, before anything of it is stored.

    ``drafts`` may be made one by one, as they are asked for; in the place of one that cannot be had stands the error.
    ``error`` says why nothing could be read, ``failures`` what else could not, ``left`` how many entries wait for the next
    reading; the validators are empty while some do. ``rest`` is how long the server wants to be left alone.
    """

    drafts: Iterable[Draft | SourceError] = ()
    known: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    left: int = 0
    title: str = ""
    etag: str = ""
    modified: str = ""
    error: str = ""
    rest: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Fetches, and has taken apart what it fetched.

    ``known`` tells which article ids are kept already, ``wait`` whether to try the page of an entry of a source again.
    """

    fetch: Fetcher
    worker: Worker
    known: Callable[[Collection[str]], frozenset[str]]
    wait: Callable[[str], bool]

    def read(self, url: str) -> Gathered:
        """Return what stands at an address: an article, the entries of a feed, or those of a front page's feed.

        Nothing waits for a next reading that may never come: of an entry whose page fails, the feed's own words are taken.

        Raises:
            SourceError: If nothing can be read there.
        """
        fetched = self.fetch(url)
        form = find_form(fetched)
        if form is Form.FEED:
            return self._feed(fetched, url, wait=_never)
        draft, feeds = self._document(fetched, form)
        front = urlsplit(fetched.url).path in {"", "/"}
        if feeds and (front or count_words(draft.text) < draft.least):
            return self._feed(self.fetch(feeds[0]), feeds[0], wait=_never)
        return Gathered(drafts=(draft,))

    def read_source(self, source: Source, *, patient: bool = True) -> Gathered:
        """Return what is new at a feed or page; what goes wrong is a value.

        Args:
            source: The source.
            patient: Leave entries whose pages fail for the next reading, a few times.
        """
        try:
            fetched = self.fetch(source.url, etag=source.etag, modified=source.modified)
            if fetched.unchanged:
                return Gathered(etag=source.etag, modified=source.modified)
            if source.kind is SourceKind.FEED:
                return self._feed(fetched, source.url, wait=self.wait if patient else _never)
            draft, _ = self._document(fetched, find_form(fetched))
            check_length(draft)
        except FetchError as error:
            return Gathered(error=str(error), rest=timedelta(seconds=error.retry_after))
        except SourceError as error:
            return Gathered(error=str(error))
        return Gathered(drafts=(replace(draft, source=source.url),), etag=fetched.etag, modified=fetched.modified)

    def read_saved(self, body: bytes, address: str) -> Gathered:
        """Return the entries of a feed that was saved as a file.

        Args:
            body: What the file holds.
            address: The address of the file.

        Raises:
            SourceError: If it cannot be taken apart.
        """
        return self._feed(Fetched(url=address, status=200, body=body), address, wait=_never)

    def article(self, url: str) -> Draft:
        """Return the one article that stands at an address.

        Raises:
            SourceError: If there is none.
        """
        fetched = self.fetch(url)
        return self._document(fetched, find_form(fetched))[0]

    def _document(self, fetched: Fetched, form: Form) -> tuple[Draft, tuple[str, ...]]:
        """Return a page's or text's article, and the feeds that it names."""
        if form is Form.FEED:
            raise ParseError(fetched.url, f"{fetched.url} is a feed, not an article: add it as a source to read it.")
        if form is Form.PAGE:
            page = self.worker.page(fetched.body, url=fetched.url, charset=fetched.charset)
            return from_page(page, asked=fetched.url), feed_links(page, fetched.url)
        markdown = fetched.media_type == "text/markdown" or urlsplit(fetched.url).path.endswith(tuple(MARKDOWN))
        return self.worker.text(fetched.body, url=fetched.url, charset=fetched.charset, markdown=markdown), ()

    def _feed(self, fetched: Fetched, source: str, *, wait: Callable[[str], bool]) -> Gathered:
        if find_form(fetched) is not Form.FEED:
            raise ParseError(source, f"{source} is no feed: remove it, and add the address of its site instead.")
        feed = self.worker.feed(fetched.body, url=fetched.url)
        found = read_entries(feed, source=source, known=self.known, article=self.article, wait=wait)
        return Gathered(
            drafts=found.drafts,
            known=found.known,
            failures=found.failures,
            left=found.left,
            title=feed.title,
            etag="" if found.left else fetched.etag,
            modified="" if found.left else fetched.modified,
        )


def _never(_article: str) -> bool:
    return False


def find_form(fetched: Fetched) -> Form:
    """Tell what a body is: by its first bytes, since servers name it wrong, then by what the server says.

    Raises:
        ParseError: If it is nothing that can be read.
    """
    url, head = fetched.url, fetched.body[:_HEAD]
    if head.startswith(b"%PDF-") or fetched.media_type == "application/pdf":
        raise ParseError(
            url, f"{url} is a PDF, which cannot be read yet: give the address of a page with the same text."
        )
    if looks_like_feed(head) or fetched.media_type == "application/feed+json":
        return Form.FEED
    if "html" in fetched.media_type or _HTML.search(head):
        return Form.PAGE
    if _MEDIA.match(fetched.media_type):
        raise ParseError(url, f"{url} is no text ({fetched.media_type}): only pages, feeds and plain texts are read.")
    return Form.TEXT


def feed_links(page: Page, base: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names, in its order, once each; feeds of readers' comments last."""
    links = dict.fromkeys(filter(None, (resolve_link(base, link) for link in page.feeds)))
    return tuple(sorted(links, key=lambda link: "comment" in link.lower()))
