"""From words to a request: what is asked, about whom, how far back and how long."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.options import Token, cut_tokens, read_options
from bot.answering.request import Ask, Request
from bot.errors import CommandError
from bot.model import Query
from bot.text.normalise import normalise
from bot.text.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.actors.registry import Registry
    from bot.answering.options import Options

MAX_CHARACTERS = 500
MAX_TERMS = 16
_MAX_ALIAS_WORDS = 7
_LINK = re.compile(r"https?://[^\s<>|\"“”]+", re.IGNORECASE)
_OTHER_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HYPHEN = re.compile(r"[-‐‑–/]")
_AGAINST = frozenset({"vs", "vs.", "versus"})
_TOWARD = frozenset({"on", "toward", "towards", "about"})


def parse_query(text: str, *, registry: Registry, now: datetime, nothing: Ask = Ask.HELP) -> Request:
    """Say what a text asks for.

    Quotation marks hold words together; ``since:``, ``until:``, ``length:`` and ``words:`` may stand anywhere. An actor is
    found under any of its names; the other words, but for such as "the", must all be in what is looked for.

    Args:
        text: What was typed after the command's name.
        registry: The actors.
        now: The moment that ``since:7d`` counts from.
        nothing: What a text asks for that names nothing: ``HELP`` or ``ALL``.

    Raises:
        CommandError: If the text is too long, an option has a wrong value, or a side of "A vs B" is missing.
    """
    text = " ".join(normalise(text).split())
    if len(text) > MAX_CHARACTERS:
        raise CommandError(f"That is too long to look up: use at most {MAX_CHARACTERS} characters.")
    url = find_link(text)
    if url:
        return _with(read_options(cut_tokens(text.replace(url, " ")), now)[1], Request(ask=Ask.LINK, text=url, url=url))
    _check_scheme(text)
    tokens, options = read_options(cut_tokens(text), now)
    plain = " ".join(f'"{token.text}"' if token.quoted else token.text for token in tokens)
    if plain.casefold() == "help" or (not plain and nothing is Ask.HELP):
        return Request(ask=Ask.HELP)
    if not plain:
        everything = Query(text="", since=options.since, until=options.until)
        return _with(options, Request(ask=Ask.ALL, queries=(everything,)))
    ask, sides = _split(tokens, registry)
    queries = tuple(_to_query(side, options, registry) for side in sides)
    return _with(options, Request(ask=ask, text=plain, queries=queries))


def _check_scheme(text: str) -> None:
    """Raise where an address stands that is no web page's."""
    other = _OTHER_LINK.match(text)
    if other:
        raise CommandError(f"Only pages of the web can be read, at http:// or https:// addresses, not {other[0]}.")


def find_link(text: str) -> str:
    """Return the first http or https address in a text, or nothing.

    >>> find_link("what of <https://example.org/a|this>?")
    'https://example.org/a'
    """
    link = _LINK.search(text)
    return link[0].rstrip(".,;:!?)]}'’") if link else ""


def _with(options: Options, request: Request) -> Request:
    return replace(request, options=options.typed, length=options.length, words=options.words)


def _split(tokens: list[Token], registry: Registry) -> tuple[Ask, tuple[list[Token], ...]]:
    """Part "A vs B" and "A on B"; the latter only where A is nothing but actors, as "war on drugs" is not."""
    for index, token in enumerate(tokens):
        if token.quoted:
            continue
        left, right, word = tokens[:index], tokens[index + 1 :], token.text.casefold()
        if word in _AGAINST:
            if not left or not right:
                raise CommandError('Name both sides, as in "china vs japan".')
            return Ask.VERSUS, (left, right)
        if word in _TOWARD and left and right:
            actors, phrases = find_terms(left, registry)
            if actors and not phrases:
                return Ask.TOWARD, (left, right)
    return Ask.TOPIC, (tokens,)


def _to_query(tokens: Sequence[Token], options: Options, registry: Registry) -> Query:
    actors, phrases = find_terms(tokens, registry)
    if not actors and not phrases:
        raise CommandError("Those words are in every article; name an actor, a topic or a phrase.")
    if len(actors) + len(phrases) > MAX_TERMS:
        raise CommandError(f"That is too much to look up at once: use at most {MAX_TERMS} words.")
    text = " ".join(token.text for token in tokens)
    return Query(text=text, actors=actors, phrases=phrases, since=options.since, until=options.until)


def find_terms(tokens: Sequence[Token], registry: Registry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the actors that the tokens name, the longest names first found, and what remains as phrases."""
    actors: dict[str, None] = {}
    phrases: dict[str, None] = {}
    tokens = [part for token in tokens for part in _part(token, registry)]
    index = 0
    while index < len(tokens):
        name, length = _actor_at(tokens, index, registry)
        if name:
            actors[name] = None
        elif tokens[index].quoted or not _is_common(tokens[index].text):
            phrases[tokens[index].text.strip(".,;:!?()[]{}'’")] = None
        index += length
    return tuple(actors), tuple(phrases)


def _actor_at(tokens: Sequence[Token], index: int, registry: Registry) -> tuple[str, int]:
    """Return the actor with the longest name that begins at that token, and of how many tokens; ``("", 1)`` for none."""
    for length in range(min(_MAX_ALIAS_WORDS, len(tokens) - index), 0, -1):
        part = tokens[index : index + length]
        if length > 1 and any(token.quoted for token in part):
            continue
        words = " ".join(token.text for token in part)
        if length == 1 and _is_common(words) and not (words.isupper() or len(tokens) == 1):
            continue
        actor = _find(words, registry)
        if actor:
            return actor, length
    return "", 1


def _part(token: Token, registry: Registry) -> list[Token]:
    """Part "Putin-Kim" and "Russia-backed" at the hyphen, as an actor is in them; not "Guinea-Bissau", which is one."""
    parts = [] if token.quoted else [part for part in _HYPHEN.split(token.text) if part]
    if len(parts) > 1 and not _find(token.text, registry) and any(_find(part, registry) for part in parts):
        return [Token(part) for part in parts]
    return [token]


def _find(words: str, registry: Registry) -> str:
    bare = words.strip(",;:!?()[]{}'’").removesuffix("'s").removesuffix("’s")
    for form in (bare, bare.rstrip(".")):
        actor = registry.find(form) if form else None
        if actor:
            return actor.name
    return ""


def _is_common(word: str) -> bool:
    return word.casefold().strip(".,;:!?()[]{}'’") in stop_words("en")
