"""Plain text out of Markdown: its prose, without its signs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PARAGRAPH = "\n\n"


def markdown_to_text(source: str) -> str:
    r"""Return the paragraphs, headings and items of a CommonMark text, each in one line, with blank lines between them.

    Links and emphasis leave their words; pictures, code and HTML go.

    >>> markdown_to_text("# A *pact*\n\nSigned\nin [Pyongyang](https://example.org).\n\n- one\n- two")
    'A pact\n\nSigned in Pyongyang.\n\none\n\ntwo'
    """
    blocks = (_inline(token.children or ()) for token in _parser().parse(source) if token.type == "inline")
    return PARAGRAPH.join(filter(None, ("".join(block).strip() for block in blocks)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 70 ms that only Markdown files cost

    return MarkdownIt("commonmark")


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "text_special"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "code_inline":
            yield token.content
