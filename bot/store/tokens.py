"""What search compares: the tokens of a text, the same for every engine, at index and at query time.

No engine's own idea of a word enters: SQLite and PostgreSQL are handed these tokens, set apart by spaces, so that both
find the same articles. Scripts that write no spaces between words give one token a character; a phrase then finds them
wherever they stand together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.text.normalise import fold

if TYPE_CHECKING:
    from bot.model import Article, Record

INDEXED = 200_000
"""How many characters of a text are searched, about 33,000 words: PostgreSQL's tsvector ends at 1 MiB."""

_LONGEST = 100  # characters of a token; what comes after them is of no use to anyone who searches
_BETWEEN = "|"  # stands between title and text, so that no phrase runs from one into the other; never part of a token
_MARKS = re.compile("[\u0300-\u036f]")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"  # Kana, Han, Hangul
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def to_tokens(text: str) -> list[str]:
    """Return the tokens of a text, in order: folded, without diacritics; none if there is no letter or digit.

    >>> to_tokens("U.S. arms for Erdoğan’s “ally”")
    ['us', 'arms', 'for', 'erdogan', 's', 'ally']
    """
    folded = fold(text)
    if not folded.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", bare)
    return [token[:_LONGEST] for token in _TOKEN.findall(folded)]


def to_haystack(article: Article) -> str:
    """Return an article's tokens, title first, set apart and surrounded by single spaces."""
    title = to_tokens(article.title[:INDEXED])
    text = to_tokens(article.text[:INDEXED])
    return f" {' '.join((*title, _BETWEEN, *text))} "


def to_needle(phrase: str) -> str:
    """Return a phrase as it stands in a haystack; empty if it holds no token and so matches nothing.

    >>> to_needle("Arms  transfers!")
    ' arms transfers '
    """
    tokens = to_tokens(phrase)
    return f" {' '.join(tokens)} " if tokens else ""


def to_actors(record: Record) -> tuple[str, ...]:
    """Return the actors that a record's sentences mention, once each, in text order."""
    return tuple(dict.fromkeys(actor for sentence in record.sentences for actor in sentence.actors))
