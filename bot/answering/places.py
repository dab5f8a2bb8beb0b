"""Where words that were read from a file stand in the file itself.

On the way from a file to an article line breaks become spaces, invisible characters go, letters are composed, markup and the
headers of a page are left out. What all of that leaves alone are the letters and digits, in their order: by these the words
are found again, whatever stands between them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTITY = r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});"
_MARKUP = re.compile(
    rf"<(?P<raw>script|style)\b.*?</(?P=raw)\s*>|<!--.*?-->|</?[A-Za-z!][^<>]*>"  # HTML
    rf"|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # the target of a link in Markdown
    rf"|(?P<entity>{_ENTITY})",
    re.DOTALL | re.IGNORECASE,
)
_FRONT = re.compile(r"\ufeff?---[^\S\n]*\r?\n.*?^---[^\S\n]*$", re.DOTALL | re.MULTILINE)
_BETWEEN = r"(?:</?[A-Za-z][^<>]*>|[\s*_\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff])*"
_SPOTS = 20  # at which words that stand more than once are compared
_WINDOW = 200  # characters in which what belongs to the words before or behind them is looked for


class _Letter(NamedTuple):
    """A letter or digit, without its marks, and the stretch of the file that it is written as."""

    letter: str
    start: int
    end: int


class Places:
    """A file's text, in which words are looked for in the order in which they stand.

    Args:
        text: The whole file, its line breaks as they are.
        markup: Whether it is HTML: what stands in tags is no text.
    """

    def __init__(self, text: str, *, markup: bool = False) -> None:
        self._text = text
        front = _FRONT.match(text)
        self._begin = front.end() if front else 0
        self._markup = markup
        self._views: dict[bool, _View] = {}

    def find(self, words: str, after: int = 0) -> tuple[int, int] | None:
        """Return where words begin and end, in characters, at or after an offset; ``None`` if they stand nowhere there.

        Where they stand more than once, to the letter goes before with other marks; else it is the first.

        Args:
            words: Words as an article has them; without letters and digits they stand nowhere.
            after: Where to look from; behind a front matter in any case, if they stand there.
        """
        for markup in (self._markup, not self._markup):
            for begin in (max(after, self._begin), 0):
                spots = islice(self._view(markup=markup).find_all(words, begin), _SPOTS)
                found = [_widen(self._text, words, *spot) for spot in spots]
                if found:
                    return next((spot for spot in found if self._text[slice(*spot)].split() == words.split()), found[0])
        return None

    def _view(self, *, markup: bool) -> _View:
        if markup not in self._views:
            self._views[markup] = _View(self._text, markup=markup)
        return self._views[markup]


class _View:
    """A text's letters and digits, one after the other."""

    def __init__(self, text: str, *, markup: bool) -> None:
        found = list(_letters_in_markup(text) if markup else _letters(text))
        self._letters = "".join(each.letter for each in found)
        self._places = found

    def find_all(self, words: str, after: int) -> Iterator[tuple[int, int]]:
        """Yield where the letters of words stand, from their first to their last."""
        sought = "".join(each.letter for each in _letters(words))
        first = bisect_left(self._places, after, key=lambda place: place.start) - 1
        while sought and (first := self._letters.find(sought, first + 1)) >= 0:
            yield self._places[first].start, self._places[first + len(sought) - 1].end


def _letters(text: str, start: int = 0, end: int | None = None) -> Iterator[_Letter]:
    for index in range(start, len(text) if end is None else end):
        for part in _bare(text[index]):
            yield _Letter(part, index, index + 1)


def _letters_in_markup(text: str) -> Iterator[_Letter]:
    begin = 0
    for found in _MARKUP.finditer(text):
        yield from _letters(text, begin, found.start())
        for part in _bare(unescape(found["entity"] or "")):
            yield _Letter(part, found.start(), found.end())
        begin = found.end()
    yield from _letters(text, begin)


def _bare(text: str) -> str:
    """Return the letters and digits of a text, without their marks."""
    if text.isascii():
        return text if text.isalnum() else ""
    return "".join(part for part in unicodedata.normalize("NFD", text) if part.isalnum())


def _widen(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Take in what stands before the first letter and behind the last: quotation marks, brackets, full stops."""
    before, behind = re.match(r"\W*", words), re.search(r"\W*\Z", words)
    for mark in reversed("".join((before[0] if before else "").split())):
        found = re.search(rf"(?:{re.escape(mark)}|{_ENTITY}){_BETWEEN}\Z", text[max(0, start - _WINDOW) : start])
        if not found or mark not in unescape(found[0]):
            break
        start -= len(found[0])
    for mark in "".join((behind[0] if behind else "").split()):
        found = re.match(rf"{_BETWEEN}(?:{re.escape(mark)}|{_ENTITY})", text[end : end + _WINDOW])
        if not found or mark not in unescape(found[0]):
            break
        end += len(found[0])
    return start, end
