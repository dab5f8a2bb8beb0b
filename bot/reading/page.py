"""Pages: the article that an HTML document holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import ParseError
from bot.reading.decode import check_text, decode

if TYPE_CHECKING:
    from bot.reading.markup import Tree

MOST_ELEMENTS = 40_000  # up to here extraction takes 1.5 s at most; from here on its time grows with the square


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an HTML document holds, as it says it. ``feeds`` are links as they stand in it; all may be empty."""

    title: str = ""
    text: str = ""
    site: str = ""
    author: str = ""
    published: str = ""
    canonical: str = ""
    language: str = ""
    feeds: tuple[str, ...] = ()


def parse_page(body: bytes, *, url: str, charset: str = "") -> Page:
    """Read an HTML document. Runs in the worker process.

    Args:
        body: The document.
        url: Where it came from, for messages.
        charset: What the server said of its encoding.

    Raises:
        ParseError: If it is no HTML. A page without an article is a :class:`Page` without text.
    """
    from bot.reading.markup import parse_html  # noqa: PLC0415 - lxml: only the worker needs it
    from bot.reading.metadata import read_metadata  # noqa: PLC0415

    text = decode(body, charset)
    check_text(text, url)
    tree = parse_html(text)
    if tree is None:
        raise ParseError(url, f"{url} holds no page that can be read: check the address.")
    said = read_metadata(tree)
    linked: str = said.pop("body")
    found = _extract(tree)
    if linked.split() == found.split():  # extraction ran the paragraphs of linked data together
        found = linked
    return Page(text=found, feeds=tuple(said.pop("feeds")), **said)


def _extract(tree: Tree) -> str:
    """Return the article's text: its paragraphs, with blank lines between them."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.2 s that only the worker pays, once

    from bot.reading.markup import PARAGRAPH, find_article, tree_to_text  # noqa: PLC0415

    if tree.xpath("count(//*)") > MOST_ELEMENTS:
        return tree_to_text(find_article(tree))
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    text = getattr(found, "text", "") or ""
    return PARAGRAPH.join(line.strip() for line in text.splitlines() if line.strip())
