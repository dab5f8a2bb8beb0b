"""What tests of reading share: a canned web, parsers without a process, documents to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from bot.errors import FetchError
from bot.model import Article, Record, Sentence
from bot.ports import Fetched
from bot.reading.copies import find_bands
from bot.reading.feed import Feed, parse_feed
from bot.reading.page import Page, parse_page
from bot.reading.texts import read_text
from bot.reading.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.reading.article import Draft

NOW = datetime(2024, 7, 1, 9, tzinfo=UTC)


@dataclass
class Web:
    """A :class:`~bot.ports.Fetcher` over pages that a test puts up; it notes what was asked, and with which validators."""

    pages: dict[str, Fetched | FetchError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    validators: list[tuple[str, str]] = field(default_factory=list)

    def put(self, address: str, body: str | bytes, media_type: str = "text/html", **more: str) -> None:
        """Put a document up; ``more`` are fields of ``Fetched``, such as the ``url`` that the address redirects to."""
        raw = body if isinstance(body, bytes) else body.encode()
        given = {"url": address, "media_type": media_type, **more}
        self.pages[address] = Fetched(status=200, body=raw, **given)

    def break_(self, url: str, sentence: str = "It does not answer.", **more: Any) -> None:  # noqa: ANN401 - of several types
        """Let an address fail; ``more`` are attributes of the error."""
        self.pages[url] = FetchError(url, sentence, **more)

    def __call__(self, url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
        """Return what was put up there, or a 304 if its ETag is the one that was sent."""
        self.asked.append(url)
        self.validators.append((etag, modified))
        found = self.pages.get(url, FetchError(url, f"{url} is not there.", status=404))
        if isinstance(found, FetchError):
            raise found
        if etag and etag == found.etag:
            return Fetched(url=url, status=304, etag=etag)
        return found


class Inline(Worker):
    """A worker that takes documents apart where it stands."""

    def page(self, body: bytes, *, url: str, charset: str = "") -> Page:
        """Return what is in a page."""
        return parse_page(body, url=url, charset=charset)

    def text(self, body: bytes, *, url: str, charset: str = "", markdown: bool = False) -> Draft:
        """Return what is in a text."""
        return read_text(body, url=url, charset=charset, markdown=markdown)

    def feed(self, body: bytes, *, url: str) -> Feed:
        """Return what is in a feed."""
        return parse_feed(body, url=url)


def analyse_plainly(article: Article) -> Record:
    """Return a record of one sentence, the whole text, that names nobody."""
    sentence = Sentence(start=0, end=len(article.text))
    return Record(article=article, sentences=(sentence,), bands=find_bands(article.text))


def tell(subject: str, sentences: int = 8) -> str:
    """Return a text about a subject, of 20 words a sentence; texts about different subjects share few of their trigrams."""
    lines = []
    for number in range(sentences):
        words = " ".join(f"{subject}{number}{letter}" for letter in "abcdefghijklmnop")
        lines.append(f"The {subject} of {words} was told.")
    return " ".join(lines)


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """Return an HTML page with an article."""
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    start = f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>{head}</head>"
    return f"{start}<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"


def rss(items: Iterable[tuple[str, str, str]], title: str = "Feed") -> str:
    """Return an RSS feed of (link, title, description)."""
    entries = "".join(
        f"<item><link>{escape(link)}</link><title>{escape(name)}</title><description>{escape(text)}</description></item>"
        for link, name, text in items
    )
    head = f"<title>{escape(title)}</title><link>https://site.example/</link>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'
