"""What search compares: the tokens of a text, the same for every engine, at index and at query time.

No engine's own idea of a word enters: SQLite and PostgreSQL are handed these tokens, set apart by spaces, so that both
find the same articles. Scripts that write no spaces between words give one token a character; a phrase then finds them
wherever they stand together.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.normalise import fold

if TYPE_CHECKING:
    from bot.model import Query, Record

INDEXED = 200_000
"""How many characters of a text are searched, about 33,000 words: PostgreSQL's tsvector ends at 1 MiB."""

_LONGEST = 100  # characters of a token; what comes after them is of no use to anyone who searches
_BETWEEN = (
    "|"  # stands between title, text and actors, so that no phrase runs from one into the next; never part of a token
)
_MARKS = re.compile("[\u0300-\u036f]")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"  # Kana, Han, Hangul
    "\U00020000-\U0003ffff"
)
_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b")  # as "u.s": fold joins those that end in a dot
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def to_tokens(text: str) -> list[str]:
    """Return the tokens of a text, in order: folded, without diacritics; none if there is no letter or digit.

    >>> to_tokens("U.S. arms for Erdoğan’s “ally”")
    ['us', 'arms', 'for', 'erdogan', 's', 'ally']
    """
    folded = _INITIALS.sub(lambda found: found[0].replace(".", ""), fold(text))
    if not folded.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", bare)
    return [token[:_LONGEST] for token in _TOKEN.findall(folded)]


@lru_cache(maxsize=4096)
def _actor_token(name: str) -> str:
    """Return the token that stands for an actor, which no text can hold."""
    return f"@{hashlib.blake2b(name.encode(errors='surrogatepass'), digest_size=8).hexdigest()}"


def to_actors(record: Record) -> tuple[str, ...]:
    """Return the actors that a record's sentences mention, once each, in text order."""
    return tuple(dict.fromkeys(actor for sentence in record.sentences for actor in sentence.actors))


def to_haystack(record: Record) -> str:
    """Return all that search compares of a record: tokens of its title and text, then its actors, between single spaces."""
    title = to_tokens(record.article.title[:INDEXED])
    text = to_tokens(record.article.text[:INDEXED])
    actors = map(_actor_token, to_actors(record))
    return f" {' '.join((*title, _BETWEEN, *text, _BETWEEN, *actors))} "


def to_needles(query: Query) -> list[str]:
    """Return what a query's hits hold in their haystacks, actors first; empty is a phrase without any token: no hit.

    >>> from bot.model import Query
    >>> to_needles(Query(text="", phrases=("Arms  transfers!", "?")))
    [' arms transfers ', '']
    """
    actors = [f" {_actor_token(actor)} " for actor in query.actors]
    phrases = [" ".join(to_tokens(phrase)) for phrase in query.phrases]
    return actors + [phrase and f" {phrase} " for phrase in phrases]
