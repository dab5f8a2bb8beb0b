"""Sentences: where they begin and end, and which lines are no sentences but headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import Sentence
from bot.text.blocks import ITEM, find_blocks
from bot.text.boundaries import find_spans
from bot.text.headings import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.text.blocks import Block

_PLACE = r"[A-Z][A-Z.'’-]{2,}(?:[ /-][A-Z.'’]{2,}){0,3}"
_REGION = r"(?:,? \[?[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}\]?)?"
_DAY = r"(?:,? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?)?"
_WIRE = r"[(\[/][A-Z][\w. /&-]{1,40}[)\]/]"
# A dateline reads "SEOUL, June 20 (Reuters) - ", "KYIV, Ukraine — ", "(Yonhap) -- " or "MOSCOW, June 19. /TASS/. ".
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|[A-Z]\w+(?: [A-Z]\w+){{0,2}}){_REGION}{_DAY}[.,:]? ?)?{_WIRE}[.:]?\s*(?:[-–—]{{1,2}}|(?<=[:.]))\s+"
    rf"|{_PLACE}{_REGION}{_DAY}\s*(?:--|[–—]|\s-)\s+(?=[A-Z\"“‘])(?![^.]{{0,80}}\s[-–—]+\s)"
)

_AGENCY = (
    r"(?:Getty(?: Images)?|AP|Associated Press|Reuters|REUTERS|AFP|EPA|UPI|Shutterstock|iStock|Alamy|Bloomberg|Xinhua|Yonhap|KCNA"
    r"|TASS|Sputnik|ANI|PTI|Wikimedia Commons|Unsplash)"
)
# A picture's credit that was run into the text: "Via Getty Images, a meeting between …".
_CREDIT = re.compile(
    r"\(?(?:(?:Photo|Picture|Image)s?(?: credits?)?(?: by| via| courtesy of| ?[:/])?|Via|Courtesy of) "
    rf"{_AGENCY}(?:\s?/\s?{_AGENCY})*(?: via {_AGENCY})?\)?[,.:;]? (?=[^\W_])"
)


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences and headings of a text, in order; they do not overlap, and hold all that can be read in it.

    Args:
        text: Plain text, one paragraph, heading or item a line (paragraphs broken at a fixed width are put together).
            Marks of items belong to no sentence; a dateline and a picture's credit count as headings.
        language: ISO 639-1; its abbreviations are known where sentencex knows them.
    """
    return list(_sentences(text, language))


def _sentences(text: str, language: str) -> Iterator[Sentence]:
    blocks = list(find_blocks(text))
    for position, block in enumerate(blocks):
        marked = _after_marker(text, block)
        label = _DATELINE.match(text, marked, block.end) or _CREDIT.match(text, marked, block.end)
        start = label.end() if label else marked
        spans = list(find_spans(text, start, block.end, language))
        alone = len(spans) == 1 and position + 1 < len(blocks)
        if not spans or is_heading(text[block.start : block.end], alone=alone):
            yield Sentence(start=block.start, end=block.end, heading=True)
            continue
        if label:
            yield Sentence(start=marked, end=marked + len(label[0].rstrip()), heading=True)
        for begin, end in spans:
            yield Sentence(start=begin, end=end)


def _after_marker(text: str, block: Block) -> int:
    """Return where the words of a block begin, after a bullet or a number."""
    marker = ITEM.match(text, block.start, block.end)
    return marker.end() if marker else block.start
