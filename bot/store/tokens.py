"""What search compares: the tokens of a text, the same for every engine, at index and at query time.

No engine's own idea of a word enters: SQLite and PostgreSQL are handed these tokens, set apart by spaces, so that both
find the same articles. A token is a term (``bot.text.terms``) of the article's language: a query, whose language nobody
knows, is asked for in each.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.terms import to_terms
from bot.text.words import STEMMED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Query, Record

INDEXED = 200_000
"""How many characters of a text are searched, about 33,000 words: PostgreSQL's tsvector ends at 1 MiB."""

Needle = tuple[str, ...]
"""What a hit holds in its haystack: at least one of these."""

_MARK = "|"  # never part of a term; by itself it stands between title, text and actors, so that no phrase runs across
_UNMARKED = (
    "en"  # half the news: its stems, and the words of languages without a stemmer, stand in the index as they are
)
_MARKED = tuple(sorted(STEMMED - {_UNMARKED}))
_NO_LANGUAGE = ""


def _mark(terms: Iterable[str], language: str) -> Iterable[str]:
    """Return terms so that a stem in one language is none in another: ``de|haus``."""
    return (f"{language}{_MARK}{term}" for term in terms) if language in _MARKED else terms


@lru_cache(maxsize=4096)
def _actor_token(name: str) -> str:
    """Return the token that stands for an actor, which no text can hold."""
    return f"@{hashlib.blake2b(name.encode(errors='surrogatepass'), digest_size=8).hexdigest()}"


def to_actors(record: Record) -> tuple[str, ...]:
    """Return the actors that a record's sentences mention, once each, in text order."""
    return tuple(dict.fromkeys(actor for sentence in record.sentences for actor in sentence.actors))


def to_haystack(record: Record) -> str:
    """Return all that search compares of a record: tokens of its title and text, then its actors, between single spaces."""
    article = record.article
    title, text = (
        _mark(to_terms(each[:INDEXED], article.language), article.language) for each in (article.title, article.text)
    )
    return f" {' '.join((*title, _MARK, *text, _MARK, *map(_actor_token, to_actors(record))))} "


def to_needles(query: Query) -> list[Needle]:
    """Return what a query's hits hold in their haystacks, actors first; an empty one is a phrase without terms: no hit.

    >>> from bot.model import Query
    >>> actor, phrase, nothing = to_needles(Query(text="", actors=("China",), phrases=("Arms  transfers!", "?")))
    >>> phrase[:3], nothing
    ((' arm transfer ', ' arms transfers ', ' ar|arms ar|transfers '), ())
    """
    actors = [(f" {_actor_token(actor)} ",) for actor in query.actors]
    return [*actors, *map(_to_needle, query.phrases)]


@lru_cache(maxsize=256)
def _to_needle(phrase: str) -> Needle:
    """Return the forms that a phrase has in the haystacks of each language; English, which most are in, first."""
    forms = (_mark(to_terms(phrase, language), language) for language in (_UNMARKED, _NO_LANGUAGE, *_MARKED))
    return tuple(dict.fromkeys(f" {' '.join(form)} " for form in map(tuple, forms) if form))
