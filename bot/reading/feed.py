"""Feeds: RSS, Atom, RDF and JSON Feed, all in one form."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import ParseError
from bot.reading.canonical import resolve_link
from bot.reading.decode import decode
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_ENTRIES = 5000  # far more than feeds have, in their own order; so many take less than a second
_XML_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb"""^\s*\{[^{}\[\]]{0,2000}?"version"\s*:\s*"https://(?:www\.)?jsonfeed\.org/""")
# Full texts in RSS 1.0, bases of links, titles in XHTML: what the fast parser leaves out.
_SUBTLE = re.compile(rb"""<(?:\w+:)?RDF[\s>]|\bxml:base\s*=|\btype\s*=\s*["']xhtml""")
_HTML = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_HEAD = 4096
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: the address it leads to (as it is asked for, or empty), and its texts without markup.

    ``text`` is what the feed carries of the article, ``summary`` what it says about it; either may be empty. ``guid`` is what
    the feed calls it.
    """

    guid: str
    link: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    text: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, its entries in its own order."""

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()


def looks_like_feed(body: bytes) -> bool:
    """Return whether a body begins as feeds do; what the server calls it is wrong too often to ask.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"<!DOCTYPE html><html>")
    (True, False)
    """
    head = body[:_HEAD].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)  # UTF-16 too
    html = _HTML.search(head)
    feed = _XML_FEED.search(head)
    return bool((feed and not (html and html.start() < feed.start())) or _JSON_FEED.search(head))


def parse_feed(body: bytes, *, url: str) -> Feed:
    """Read a feed. Runs in the worker process: the parsers fail, or take minutes, on some foreign bytes.

    Args:
        body: The feed; a parser is never handed text, which it could take for a path or an address.
        url: Where it came from; its links are relative to it.

    Raises:
        ParseError: If it is no feed, or so damaged that no entry is left of it.
    """
    found = _read(body)
    if found is None:
        raise ParseError(url, f"{url} holds no feed that can be read: check the address.")
    feed = found.get("feed") or {}
    base = resolve_link(url, _text(feed.get("link"))) or url
    entries = tuple(_to_entries(found.get("entries") or [], base))
    if not entries and not _is_json(body) and not _is_well_formed(body):
        raise ParseError(url, f"{url} is cut short or garbled: no entry of it can be read.")
    return Feed(title=_line(feed.get("title")), language=_text(feed.get("language"))[:10], entries=entries)


def _read(body: bytes) -> Mapping[str, Any] | None:
    """Return what the right parser makes of it; ``None`` if it is no feed to any.

    The fast one is forty times faster than the forgiving one, but of XML that is not well-formed it keeps only pieces (of a
    link with a bare ampersand, one that leads elsewhere), and some rarer forms it passes over.
    """
    from bot.reading.jsonfeed import read_json_feed  # noqa: PLC0415 - as the others, only where there is such a feed

    if _is_json(body):
        try:
            return read_json_feed(decode(body))
        except ValueError:
            return None
    if _is_well_formed(body) and not _SUBTLE.search(body):
        return _read_fast(body) or _read_forgiving(body)
    return _read_forgiving(body) or _read_fast(body)


def _is_json(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _is_well_formed(body: bytes) -> bool:
    from lxml import etree  # noqa: PLC0415 - only the worker needs it

    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _read_fast(body: bytes) -> Mapping[str, Any] | None:
    import fastfeedparser  # noqa: PLC0415 - 80 ms that only the worker pays, once

    try:
        found: Mapping[str, Any] = fastfeedparser.parse(body, include_media=False, include_enclosures=False)
    except Exception:  # noqa: BLE001 - hostile bytes make it raise anything; the other parser has its turn
        return None
    return found if found.get("entries") else None


def _read_forgiving(body: bytes) -> Mapping[str, Any] | None:
    import feedparser  # noqa: PLC0415 - 80 ms, for the few feeds that are broken or empty

    try:
        found: Mapping[str, Any] = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - as above
        return None
    return found if found.get("version") or found.get("entries") else None


def _to_entries(found: list[Mapping[str, Any]], base: str) -> Iterator[Entry]:
    for each in found[:MOST_ENTRIES]:
        guid = _name(each.get("id"))
        link = resolve_link(base, _text(each.get("link"))) or (resolve_link("", guid) if "://" in guid else "")
        title = _line(each.get("title"))
        text, summary = _body(_content(each)), _body(_text(each.get("description") or each.get("summary")))
        if link or title or text or summary:
            yield Entry(
                guid=guid if 0 < len(guid) <= _LONGEST_LINE else link or _hash(f"{guid}\n{title}\n{text}\n{summary}"),
                link=link,
                title=title,
                author=_line(each.get("author")),
                published=_text(each.get("published") or each.get("updated")),
                text=text,
                summary=summary,
            )


def _hash(text: str) -> str:
    """Return what stands in for the name of an entry that has none: weblogs in RSS 0.92 have texts alone."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def _content(entry: Mapping[str, Any]) -> str:
    pieces = entry.get("content")
    if not isinstance(pieces, list):
        return ""
    return max((_text(piece.get("value")) for piece in pieces if isinstance(piece, dict)), key=len, default="")


def _body(markup: str) -> str:
    from bot.reading.markup import fragment_to_text  # noqa: PLC0415 - lxml: only the worker needs it

    return fragment_to_text(markup)


def _line(value: object) -> str:
    from bot.reading.markup import line_to_text  # noqa: PLC0415

    return normalise(line_to_text(_text(value)[: 4 * _LONGEST_LINE]))[:_LONGEST_LINE].strip()


def _name(value: object) -> str:
    """Return what a feed calls an entry, without what no database and no address can hold."""
    return " ".join(normalise(_text(value)).split())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
