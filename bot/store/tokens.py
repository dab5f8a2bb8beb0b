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
    from collections.abc import Collection, Iterable

    from bot.model import Query, Sentence

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


def to_actors(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return the actors that sentences mention, once each, in text order."""
    return tuple(dict.fromkeys(actor for sentence in sentences for actor in sentence.actors))


def to_haystack(title: str, text: str, *, language: str, sentences: Iterable[Sentence]) -> str:
    """Return all that search compares of an article: tokens of its title and text, then its actors, between single spaces."""
    words = [_mark(to_terms(each[:INDEXED], language), language) for each in (title, text)]
    return f" {' '.join((*words[0], _MARK, *words[1], _MARK, *map(_actor_token, to_actors(sentences))))} "


def note_languages(noted: str, more: Iterable[str]) -> str:
    """Return the languages that tokens are marked with, noted in one text, with those that articles bring.

    >>> note_languages("ru", ["de", "en", "zh", "de"])
    'de ru'
    """
    return " ".join(sorted({*noted.split(), *STEMMED.intersection(more)} - {_UNMARKED}))


def to_needles(query: Query, languages: Collection[str] = _MARKED) -> list[Needle]:
    """Return what a query's hits hold in their haystacks, actors first; an empty one is a phrase without terms: no hit.

    Args:
        query: What is looked for.
        languages: Those that tokens are marked with: each is one more form to look for, found or not.

    >>> from bot.model import Query
    >>> actor, phrase, nothing = to_needles(Query(text="", actors=("China",), phrases=("Arms  transfers!", "?")))
    >>> phrase[:3], nothing
    ((' arm transfer ', ' arms transfers ', ' ar|arms ar|transfers '), ())
    """
    actors = [(f" {_actor_token(actor)} ",) for actor in query.actors]
    return [*actors, *(_to_needle(phrase, tuple(languages)) for phrase in query.phrases)]


@lru_cache(maxsize=256)
def _to_needle(phrase: str, languages: tuple[str, ...]) -> Needle:
    """Return the forms that a phrase has in the haystacks of each language; English, which most are in, first."""
    forms = (_mark(to_terms(phrase, language), language) for language in (_UNMARKED, _NO_LANGUAGE, *languages))
    return tuple(dict.fromkeys(f" {' '.join(form)} " for form in map(tuple, forms) if form))
