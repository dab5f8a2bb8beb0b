"""Terms: what search and choosing compare, the same in both, so that what is found is what is shown.

A term is a word's stem, folded and without diacritics: "Elections", "election" and "ELECTION’S" have one term and a last "s".
Scripts that write no spaces between words give one term a character; a phrase then finds them wherever they stand together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.normalise import fold
from bot.text.scripts import HAN, HANGUL, KANA, SOUTH_EAST
from bot.text.words import to_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 100  # characters of a term; what comes after them is of no use to anyone who searches
_KEPT = 16_000  # sentences, some 10 MB: those that a few dozen briefs have looked at last
_DIACRITICS = "\u0300-\u036f"
_UNSPACED = SOUTH_EAST + KANA + HAN + HANGUL
_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b")  # as "u.s": fold joins those that end in a dot
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_DIACRITICS}])*")
_MARK = re.compile(f"[{_DIACRITICS}]")


def to_terms(text: str, language: str = "en") -> list[str]:
    """Return the terms of a text, in order; none if there is no letter or digit.

    Args:
        text: Any text.
        language: ISO 639-1; words in one that has no stemmer are terms as they are.

    >>> to_terms("U.S. arms transfers to Erdoğan’s “allies”")
    ['us', 'arm', 'transfer', 'to', 'erdogan', 's', 'alli']
    """
    folded = _INITIALS.sub(lambda found: found[0].replace(".", ""), fold(text))
    terms = to_stems([word[:_LONGEST] for word in _WORD.findall(folded)], language)
    return terms if folded.isascii() else _without_diacritics(terms)


def _without_diacritics(terms: Sequence[str]) -> list[str]:
    """Take the diacritics away behind the stemmer, which needs them."""
    bare = _MARK.sub("", unicodedata.normalize("NFD", " ".join(terms)))
    return unicodedata.normalize("NFC", bare).split()


@lru_cache(maxsize=_KEPT)
def term_line(text: str, language: str = "en") -> str:
    """Return the terms of a text, in order, each between spaces; empty if it has none.

    A phrase stands in a sentence if its line stands in the sentence's.

    >>> term_line("Arms transfers")
    ' arm transfer '
    """
    terms = to_terms(text, language)
    return f" {' '.join(terms)} " if terms else ""
