"""From what a file, a page or a feed holds to an :class:`~bot.model.Article`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import ParseError
from bot.model import Article, article_id
from bot.reading.canonical import choose_address
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
# Syndicated texts name the outlet that carries them only in what is cut away from them.
_CARRIER = re.compile(
    r"may have been (?:reworked|edited) by (?:the )?((?:The )?[A-Z][\w&.' ’-]{1,40}?)(?:'s|’s)? staff\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of an article before its text is cleaned; strings are foreign and may be empty.

    ``key`` is the address that the article was found by, where that is not the one it goes by (redirects): it gives the
    identity, so that a feed's link is known again without being followed.
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
    least: int = 1  # words


def make_article(draft: Draft, fetched: datetime) -> Article:
    """Clean the text and settle what is not said.

    Raises:
        ParseError: If there is too little text for an article, or too much.
    """
    check_length(draft)
    raw = normalise(draft.text)
    clean = clean_text(raw)
    check_length(replace(draft, text=clean.text))
    return Article(
        id=article_id(draft.key or draft.address),
        url=draft.address,
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
        raise ParseError(draft.address, f"{draft.address} holds no article: there is too little text in it.")


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
        least=LEAST_WORDS,
    )


def from_entry(entry: Entry, *, source: str, publisher: str, language: str) -> Draft:
    """Return the draft of a feed's entry, of which the feed itself gives the text: all of it, or a summary."""
    return Draft(
        address=entry_address(entry, source),
        text=entry.text if count_words(entry.text) >= count_words(entry.summary) else entry.summary,
        title=entry.title,
        publisher=publisher or host(source),
        author=entry.author,
        published=entry.published,
        language=language,
        source=source,
        least=LEAST_ENTRY_WORDS,
    )


def from_linked_page(entry: Draft, page: Draft) -> Draft:
    """Return the draft of an entry whose text was fetched from the page that it links to.

    The feed knows the date better, and the outlet better than a bare host.
    """
    named = page.publisher != host(page.address)
    return replace(
        page,
        key=entry.address,
        title=page.title or entry.title,
        publisher=page.publisher if named else entry.publisher,
        author=page.author or entry.author,
        published=entry.published or page.published,
        source=entry.source,
    )


def entry_address(entry: Entry, source: str) -> str:
    """Return the address that an entry's article goes by; one that links nowhere is a place in its feed."""
    return entry.link or f"{source}#{entry.guid}"


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
