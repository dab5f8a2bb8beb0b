"""From words to a request: what is asked, about whom, how far back and how long."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import CommandError
from bot.model import Budget, Query
from bot.text.normalise import normalise
from bot.text.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.actors.registry import Registry

MAX_CHARACTERS = 500
MAX_TERMS = 16
_MAX_ALIAS_WORDS = 7
_QUOTES = '"“”„«»'
_TOKEN = re.compile(rf"[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>\S+)")
_LINK = re.compile(r"https?://[^\s<>|\"“”]+", re.IGNORECASE)
_OTHER_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_OPTION = re.compile(r"(?P<name>[a-z]+):(?P<value>\S*)", re.IGNORECASE)
_HYPHEN = re.compile(r"[-‐‑–/]")
_AGO = re.compile(r"(?P<count>\d{1,6})(?P<unit>[hdw])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_WORD_BOUNDS = (10, 2_000)
_AGAINST = frozenset({"vs", "vs.", "versus"})
_TOWARD = frozenset({"on", "toward", "towards", "about"})
_OPTIONS = ("since", "until", "length", "words")


class Ask(StrEnum):
    """What kind of thing is asked for."""

    HELP = "help"
    LINK = "link"
    TOPIC = "topic"
    VERSUS = "versus"  # A vs B: two sides
    TOWARD = "toward"  # A on B: where A stands toward B
    ALL = "all"  # everything that is kept


class Length(StrEnum):
    """How long a brief is."""

    SHORT = "short"
    NORMAL = "normal"
    FULL = "full"


POINTS = {Length.SHORT: 3, Length.NORMAL: 6, Length.FULL: 12}
"""How many points a brief of that length has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for.

    Args:
        ask: The kind of thing.
        text: What was typed, without its options.
        options: The options as they were typed, but for ``length:`` and ``words:``.
        queries: One for a topic, one without terms for ``ALL``, two for ``VERSUS`` and ``TOWARD``, none for the rest.
        url: The page, for a link.
        length: How long the answer is to be, in points.
        words: How long it is to be in words, where that was asked for; points are then not bounded.
    """

    ask: Ask
    text: str = ""
    options: str = ""
    queries: tuple[Query, ...] = ()
    url: str = ""
    length: Length = Length.NORMAL
    words: int | None = None

    @property
    def budget(self) -> Budget:
        """How long the brief may be."""
        return Budget(points=None, words=self.words) if self.words else Budget(points=POINTS[self.length])


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or several in quotation marks."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    typed: str = ""
    since: datetime | None = None
    until: datetime | None = None
    length: Length = Length.NORMAL
    words: int | None = None


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
        return _with(_read_options(_tokens(text.replace(url, " ")), now)[1], Request(ask=Ask.LINK, text=url, url=url))
    _check_scheme(text)
    tokens, options = _read_options(_tokens(text), now)
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


def _with(options: _Options, request: Request) -> Request:
    return Request(
        ask=request.ask,
        text=request.text,
        options=options.typed,
        queries=request.queries,
        url=request.url,
        length=options.length,
        words=options.words,
    )


def _tokens(text: str) -> list[_Token]:
    """Cut a text into words and quoted phrases; a quotation mark without its fellow counts for nothing."""
    tokens = []
    for match in _TOKEN.finditer(text):
        if match["quoted"] is not None:
            token = _Token(" ".join(match["quoted"].split()), quoted=True)
        else:
            token = _Token(match["word"].strip(_QUOTES))
        if any(character.isalnum() for character in token.text):
            tokens.append(token)
    return tokens


def _read_options(tokens: Sequence[_Token], now: datetime) -> tuple[list[_Token], _Options]:
    """Take the options out of the tokens."""
    rest: list[_Token] = []
    given: dict[str, str] = {}
    for token in tokens:
        match = None if token.quoted else _OPTION.fullmatch(token.text)
        name = match["name"].casefold() if match else ""
        if match and name in _OPTIONS:
            given[name] = match["value"]
        else:
            _check_slip(name)
            rest.append(token)
    options = _Options(
        typed=" ".join(f"{name}:{given[name]}" for name in ("since", "until") if name in given),
        since=_moment("since", given["since"], now) if "since" in given else None,
        until=_moment("until", given["until"], now) if "until" in given else None,
        length=_length(given.get("length", Length.NORMAL)),
        words=_word_count(given["words"]) if "words" in given else None,
    )
    if options.since and options.since >= (options.until or now):
        raise CommandError("The time that since: names must come before now, and before the one that until: names.")
    return rest, options


def _check_slip(name: str) -> None:
    near = difflib.get_close_matches(name, _OPTIONS, n=1, cutoff=0.75) if name else []
    if near:
        raise CommandError(f"There is no option {name}: here; did you mean {near[0]}:?")


def _moment(name: str, text: str, now: datetime) -> datetime:
    """Read ``24h``, ``7d``, ``2w`` or a date; ``until`` a date includes that day."""
    ago = _AGO.fullmatch(text)
    if ago:
        try:
            return max(_EARLIEST, now - timedelta(hours=int(ago["count"]) * _HOURS[ago["unit"].casefold()]))
        except OverflowError:
            return _EARLIEST
    try:
        day = date.fromisoformat(text)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return midnight + timedelta(days=1 if name == "until" else 0)
    except (ValueError, OverflowError) as error:
        message = f"{name}: takes 24h, 7d, 2w or a date such as 2024-06-01, not {text[:40]!r}."
        raise CommandError(message) from error


def _length(text: str) -> Length:
    try:
        return Length(text.casefold())
    except ValueError as error:
        raise CommandError(f"length: takes {', '.join(Length)}, not {text[:40]!r}.") from error


def _word_count(text: str) -> int:
    low, high = _WORD_BOUNDS
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high):
        raise CommandError(f"words: takes a whole number from {low} to {high}, not {text[:40]!r}.")
    return int(text)


def _split(tokens: list[_Token], registry: Registry) -> tuple[Ask, tuple[list[_Token], ...]]:
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


def _to_query(tokens: Sequence[_Token], options: _Options, registry: Registry) -> Query:
    actors, phrases = find_terms(tokens, registry)
    if not actors and not phrases:
        raise CommandError("Those words are in every article; name an actor, a topic or a phrase.")
    if len(actors) + len(phrases) > MAX_TERMS:
        raise CommandError(f"That is too much to look up at once: use at most {MAX_TERMS} words.")
    text = " ".join(token.text for token in tokens)
    return Query(text=text, actors=actors, phrases=phrases, since=options.since, until=options.until)


def find_terms(tokens: Sequence[_Token], registry: Registry) -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def _actor_at(tokens: Sequence[_Token], index: int, registry: Registry) -> tuple[str, int]:
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


def _part(token: _Token, registry: Registry) -> list[_Token]:
    """Part "Putin-Kim" and "Russia-backed" at the hyphen, as an actor is in them; not "Guinea-Bissau", which is one."""
    parts = [] if token.quoted else [part for part in _HYPHEN.split(token.text) if part]
    if len(parts) > 1 and not _find(token.text, registry) and any(_find(part, registry) for part in parts):
        return [_Token(part) for part in parts]
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
