"""From what a file, a page or a feed holds to an :class:`~bot.model.Article`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.errors import ParseError
from bot.model import Article, article_id
from bot.reading.canonical import canonical, choose_address, drop_tracking, same_site
from bot.reading.dates import date_in_path, find_date_line, parse_moment
from bot.reading.language import detect_language
from bot.text.clean import clean_text
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reading.feed import Entry
    from bot.reading.page import Page

LEAST_WORDS = 25  # of a page: fewer are a notice, a picture's caption, or a wall to pay at
LEAST_ENTRY_WORDS = 6  # of a feed's entry, which may be a summary
MOST_CHARACTERS = 1_000_000
_TITLE = 120  # characters of the text that stand in for a title where there is none
_WORD = re.compile(r"\w+")
_FRAGMENT = "/?:@!$&'()*+,;=~-._"  # what RFC 3986 lets stand in a fragment as it is
# Syndicated texts name the outlet that carries them only in what is cut away from them.
_CARRIER = re.compile(
    r"may have been (?:reworked|edited) by (?:the )?((?:The )?[A-Z][\w&.' ’-]{1,40}?)(?:'s|’s)? staff\b"
)


class TooLittleError(ParseError):
    """There is too little text for an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of an article before its text is cleaned; strings are foreign and may be empty.

    ``key`` is the address that the article was found by, in its canonical form, where that is not the one it goes by
    (redirects): it gives the identity, so that a feed's link is known again without being followed.
    """

    address: str
    text: str
    key: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    licence: str = ""
    source: str = ""
    syndicated: bool = False
    sample: bool = False
    changes: bool = False  # a page or file, which may say more at another reading
    least: int = 1  # words

    @property
    def id(self) -> str:
        """The identity of its article."""
        return article_id(self.key or canonical(self.address))


def make_article(draft: Draft, fetched: datetime) -> Article:
    """Clean the text and settle what is not said.

    Raises:
        ParseError: If there is too little text for an article (:class:`TooLittleError`), or too much.
    """
    check_length(draft)
    raw = normalise(draft.text)
    clean = clean_text(raw)
    check_length(replace(draft, text=clean.text))
    return Article(
        id=draft.id,
        url=_line(draft.address),
        title=_line(draft.title) or clean.title or _shorten(clean.text),
        text=clean.text,
        publisher=_line(draft.publisher) or _carrier(raw),
        author=_line(draft.author),
        published=_published(draft, raw, fetched),
        fetched=fetched,
        language=detect_language(clean.text, draft.language),
        source=draft.source,
        syndicated=draft.syndicated or clean.syndicated,
        licence=_line(draft.licence),
        sample=draft.sample,
    )


def check_length(draft: Draft) -> None:
    """Raise :class:`ParseError` if there is too little text for an article, or too much."""
    if len(draft.text) > MOST_CHARACTERS:
        raise ParseError(draft.address, f"{draft.address} holds more than a million characters: no article is so long.")
    if count_words(draft.text) < draft.least:
        raise TooLittleError(draft.address, f"{draft.address} holds no article: there is too little text in it.")


def from_page(page: Page, *, asked: str) -> Draft:
    """Return the draft of a page's article; ``asked`` is its address, where redirects led."""
    address = choose_address(asked, page.canonical)
    return Draft(
        address=address,
        text=page.text,
        title=page.title,
        publisher=page.site or host(address),
        author=page.author,
        published=page.published,
        language=page.language,
        changes=True,
        least=LEAST_WORDS,
    )


def from_entry(entry: Entry, *, source: str, publisher: str, language: str) -> Draft:
    """Return the draft of a feed's entry, of which the feed itself gives the text: all of it, or a summary.

    It goes by its link, if that leads to the feed's own site. What a feed says of another site's page is the feed's word: it
    goes by its place in the feed.
    """
    home = bool(entry.link) and same_site(source, entry.link)
    place = place_in_feed(entry, source)
    return Draft(
        address=drop_tracking(entry.link) if home else place,
        key=canonical(entry.link) if home else place,
        text=entry.text if count_words(entry.text) >= count_words(entry.summary) else entry.summary,
        title=entry.title,
        publisher=publisher or host(source),
        author=entry.author,
        published=entry.published,
        language=language,
        source=source,
        least=LEAST_ENTRY_WORDS,
    )


def from_linked_page(entry: Draft, page: Draft, *, link: str) -> Draft:
    """Return the draft of an entry whose text was fetched from the page that it links to.

    Of a page of its own site the feed knows the date better, and the outlet better than a bare host. Of another site's page
    it is asked for the date alone, and only where the page has none.
    """
    page = replace(
        page,
        key=canonical(link),
        source=entry.source,
        published=page.published or entry.published,
        changes=False,
    )
    if not same_site(entry.source, page.address):
        return page
    named = page.publisher != host(page.address)
    return replace(
        page,
        title=page.title or entry.title,
        publisher=page.publisher if named else entry.publisher,
        author=page.author or entry.author,
        published=entry.published or page.published,
    )


def place_in_feed(entry: Entry, source: str) -> str:
    """Return the address of an entry itself: its feed's, and what the feed calls it."""
    return f"{source}#{quote(entry.guid, safe=_FRAGMENT)}"


def host(address: str) -> str:
    """Return an address's host as people say it: without ``www.``.

    >>> host("https://www.example.org/a")
    'example.org'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))


def _published(draft: Draft, raw: str, fetched: datetime) -> datetime | None:
    said = (draft.published, date_in_path(draft.address), find_date_line(raw))
    return next((moment for moment in (parse_moment(date, fetched) for date in said) if moment), None)


def _carrier(raw: str) -> str:
    found = _CARRIER.search(raw)
    return found[1].strip() if found else ""


def _line(text: str) -> str:
    return " ".join(normalise(text).split())


def _shorten(text: str) -> str:
    line = " ".join(text[: 2 * _TITLE].split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rpartition(' ')[0]} …"
