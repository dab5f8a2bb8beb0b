"""From what a file, a page or a feed holds to an :class:`~bot.model.Article`."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    """What is known of an article before its text is cleaned; strings are foreign and may be empty."""

    address: str
    text: str
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
    if len(draft.text) > MOST_CHARACTERS:
        raise ParseError(
            draft.address, f"{draft.address} holds more text than an article does: a million characters at most."
        )
    raw = normalise(draft.text)
    clean = clean_text(raw)
    if len(_WORD.findall(clean.text)) < draft.least:
        raise ParseError(draft.address, f"{draft.address} holds no article: there is too little text in it.")
    return Article(
        id=article_id(draft.address),
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


def from_page(page: Page, *, asked: str, source: str = "", publisher: str = "") -> Draft:
    """Return the draft of a page's article.

    Args:
        page: What the page holds.
        asked: Its address, where redirects led.
        source: The address of the source that it came by.
        publisher: The outlet, where the page does not say; its host without either.
    """
    return Draft(
        address=choose_address(asked, page.canonical),
        text=page.text,
        title=page.title,
        publisher=page.site or publisher or host(asked),
        author=page.author,
        published=page.published,
        language=page.language,
        source=source,
        least=LEAST_WORDS,
    )


def from_entry(entry: Entry, text: str, *, source: str, publisher: str, language: str) -> Draft:
    """Return the draft of a feed's entry, of which the feed itself gives the text."""
    return Draft(
        address=entry_address(entry, source),
        text=text,
        title=entry.title,
        publisher=publisher or host(source),
        author=entry.author,
        published=entry.published,
        language=language,
        source=source,
        least=LEAST_ENTRY_WORDS,
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
