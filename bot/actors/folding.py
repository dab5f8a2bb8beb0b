"""Folding: one character in, one character out, so that what is found in the folded text stands where it stood.

``bot.text.normalise.fold`` makes keys for the store and may change a text's length; this one keeps offsets, which is what
a mention is made of.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DROPPED = "\0"
# Letters that Unicode does not take apart, each with what people type who have no key for it.
_PLAIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ħ": "h", "ə": "a", "ŋ": "n", "ß": "s"}
# Where marks are accents on a letter (Latin, Greek, Cyrillic), not letters of their own (the scripts of India).
_ACCENTED = (range(0x530), range(0x1E00, 0x2000))
_ACCENTS = range(0x300, 0x370)
# What a reader does not see: accents on their own, hyphens of line breaks, zero-width and directional characters.
_UNSEEN = re.compile("\0+")
_GAPS = re.compile(r"\s{2,}")
_BLANK_LINE = 2  # line ends in a row


class _Folding(dict[int, str]):
    """What each character folds to, learnt as characters come: a table of all of Unicode would take longer to make."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if ord(char) in _ACCENTS or unicodedata.category(char) == "Cf":
        return _DROPPED
    if not char.isalnum() and unicodedata.category(char)[0] != "M":
        return " "
    if any(ord(char) in block for block in _ACCENTED):
        char = unicodedata.normalize("NFKD", char)[0]
    lower = char.casefold()[0]
    return _PLAIN.get(lower, lower)


_TABLE = _Folding()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: words in lower case without accents, all else a space.

    ``starts[i]`` is where the folded text's i-th character stands in the raw one; ``None`` where both run alike.
    """

    text: str
    starts: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of a folded span that is not empty."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    r"""Fold a text for matching.

    Unseen characters are left out, and the white space of a line break or a gap counts as one space; a blank line stays
    two, so that no name runs across paragraphs.

    >>> fold("Recep Tayyip Erdoğan’s U.S.\nvisit").text
    'recep tayyip erdogan s u s  visit'
    """
    folded = text.translate(_TABLE)
    drops = [match.span() for match in _UNSEEN.finditer(folded)]
    drops += [(match.start() + 1, match.end()) for match in _GAPS.finditer(text) if match[0].count("\n") < _BLANK_LINE]
    return _without(folded, sorted(drops)) if drops else Folded(folded)


def _without(folded: str, drops: list[tuple[int, int]]) -> Folded:
    starts: list[int] = []
    kept = 0
    for start, end in drops:
        starts.extend(range(kept, start))
        kept = max(kept, end)
    starts.extend(range(kept, len(folded)))
    return Folded("".join(map(folded.__getitem__, starts)), starts)


def to_key(name: str) -> str:
    """Return what a name folds to, with single spaces: names that differ only in case, accents or dots share a key.

    >>> to_key("The  U.S."), to_key("Guinea-Bissau")
    ('the u s', 'guinea bissau')
    """
    return " ".join(name.translate(_TABLE).replace(_DROPPED, "").split())
