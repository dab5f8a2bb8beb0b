"""Sentences: where they begin and end, and which lines are no sentences but headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Sentence
from bot.text.blocks import find_blocks
from bot.text.boundaries import find_spans
from bot.text.headings import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences and headings of a text, in order; they do not overlap, and hold all that can be read in it.

    Args:
        text: Plain text, one paragraph, heading or item a line (paragraphs broken at a fixed width are put together).
        language: ISO 639-1; its abbreviations are known where sentencex knows them.
    """
    return list(_sentences(text, language))


def _sentences(text: str, language: str) -> Iterator[Sentence]:
    blocks = list(find_blocks(text))
    for position, block in enumerate(blocks):
        spans = list(find_spans(text, block.start, block.end, language))
        alone = len(spans) == 1 and position + 1 < len(blocks)
        if is_heading(text[block.start : block.end], alone=alone):
            yield Sentence(start=block.start, end=block.end, heading=True)
            continue
        for start, end in spans:
            yield Sentence(start=start, end=end)
