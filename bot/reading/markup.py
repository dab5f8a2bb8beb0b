"""Text out of HTML, by its elements alone: for what feeds carry, and for pages too large for a finer method.

Runs in the worker process: what it reads is foreign.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = Any  # lxml tells no types

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    [
        "aside",
        "audio",
        "button",
        "canvas",
        "embed",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "head",
        "iframe",
        "input",
        "math",
        "menu",
        "nav",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_ARTICLE = ("//article", "//main", "//*[@role='main']", "//body")
_SPACE = re.compile(r"\s+")
_BREAK = "\n"
_BREAKS = re.compile(r" *\n(?: *\n)+ *")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,31});")
PARAGRAPH = "\n\n"


def parse_html(text: str) -> Tree | None:
    """Return the tree of a document or fragment; ``None`` if there is nothing in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def fragment_to_text(fragment: str) -> str:
    """Return the text of a piece of HTML: paragraphs, headings and items, with blank lines between them.

    Captions, scripts, forms and the like go. What holds no tags and no entities stays as it is.
    """
    if not _MARKUP.search(fragment):
        return fragment.strip()
    tree = parse_html(fragment)
    return "" if tree is None else tree_to_text(tree)


def line_to_text(fragment: str) -> str:
    """Return a title or a name without markup, in one line."""
    return _SPACE.sub(" ", fragment_to_text(fragment)).strip()


def tree_to_text(tree: Tree) -> str:
    """Return the text of a tree as :func:`fragment_to_text` does, in time linear in its size."""
    paragraphs: list[str] = []
    line: list[str] = []
    for piece in (*_pieces(tree), None):
        if piece is not None:
            line.append(piece)
        elif line:
            paragraphs.extend(_BREAKS.split("".join(line)))  # two line breaks in a row are meant as a paragraph
            line = []
    return PARAGRAPH.join(filter(None, (_SPACE.sub(" ", paragraph).strip() for paragraph in paragraphs)))


def find_article(tree: Tree) -> Tree:
    """Return the element in which a page says its article stands, or the whole."""
    for path in _ARTICLE:
        found = tree.xpath(path)
        if found:
            return found[0]
    return tree


def _pieces(tree: Tree) -> Iterator[str | None]:
    """Yield the texts of a tree in order, and ``None`` wherever a block begins or ends."""
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            silent += tag in _SILENT
            text = element.text
        else:
            silent -= tag in _SILENT
            text = element.tail if element is not tree else None
        if tag in _BLOCKS:
            yield None
        if tag == "br" and event == "start":
            yield _BREAK
        if text and not silent:
            yield _SPACE.sub(" ", text)
