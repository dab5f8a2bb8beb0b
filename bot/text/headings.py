"""Which blocks are no sentences: titles, sub-headings, captions, labels."""

from __future__ import annotations

import re

from bot.text.blocks import ITEM

_LONGEST = 160  # characters of a heading
_MOST_WORDS = 25
_QUESTION_WORDS = 14
_LABEL_WORDS = 12
_ITEM_WORDS = 8  # a listed item of so many words may be read as a sentence without its full stop
_TITLE_CASE = 0.7
_CLOSERS = "\"'”’»›)]}」』）】*_ \u00a0"
_TERMINALS = ".!?…。！？．।॥؟۔։።។။"
_QUESTIONS = "?？؟;!！"
_MARKDOWN = re.compile(r"#{1,6} ")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_SMALL = re.compile(r"[^\W\d_]{4,}")


def is_heading(block: str, *, alone: bool) -> bool:
    """Say whether a block is a heading rather than prose.

    A heading is short and ends without a full stop. A label that ends with a colon is one, and so is a short question, or a
    line in title case that ends with an abbreviation, if it stands alone.

    Args:
        block: A block's text, without white space around it.
        alone: Whether the block is a single sentence that other blocks follow.
    """
    words = len(block.split()) if len(block) <= _LONGEST else _MOST_WORDS + 1
    body = block.rstrip(_CLOSERS)
    if words > _MOST_WORDS or _MARKDOWN.match(block):
        return words <= _MOST_WORDS
    if not body or body[-1] in ":：":
        return words <= _LABEL_WORDS
    if body[-1] not in _TERMINALS:
        return not (ITEM.match(block) and words >= _ITEM_WORDS)
    asked = body[-1] in _QUESTIONS and words <= _QUESTION_WORDS
    return alone and (asked or bool(_ABBREVIATION.search(body) and _in_title_case(body)))


def _in_title_case(text: str) -> bool:
    """Say whether most words of four letters or more begin with a capital."""
    words = _SMALL.findall(text)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words)
