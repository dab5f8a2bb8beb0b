"""Clean text: an article's own words, without what a page puts around them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """What is left of a raw text.

    ``title`` is the first heading before the prose, if there is one (it also stands in ``text``). ``syndicated``: the text said
    of itself that it came by way of a syndicated feed.
    """

    text: str
    title: str = ""
    syndicated: bool = False
    _starts: tuple[int, ...] = ()  # clean offsets at which a kept piece begins
    _origins: tuple[int, ...] = ()  # the raw offset of each

    def raw_offset(self, offset: int) -> int:
        """Return where the character at that offset of ``text`` stands in the raw text."""
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"not an offset of this text: {offset}")
        if not self._starts:
            return offset
        piece = max(0, bisect_right(self._starts, offset) - 1)
        return self._origins[piece] + offset - self._starts[piece]


def clean_text(raw: str) -> CleanText:
    """Return an article's own words."""
    return CleanText(text=raw)
