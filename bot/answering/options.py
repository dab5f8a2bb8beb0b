"""Words as they are typed, and the options that stand among them: ``since:7d``, ``length:full``."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.answering.request import Length
from bot.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTES = '"“”„«»'
_TOKEN = re.compile(rf"[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>\S+)")
_OPTION = re.compile(r"(?P<name>[a-z]+):(?P<value>\S*)", re.IGNORECASE)
_OPTIONS = ("since", "until", "length", "words")
_AGO = re.compile(r"(?P<count>\d{1,6})(?P<unit>[hdw])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_WORD_BOUNDS = (10, 2_000)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or several in quotation marks."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options, read; ``typed`` are those that say how far back, as they were typed."""

    typed: str = ""
    since: datetime | None = None
    until: datetime | None = None
    length: Length = Length.NORMAL
    words: int | None = None


def cut_tokens(text: str) -> list[Token]:
    """Cut a text into words and quoted phrases; a quotation mark without its fellow counts for nothing."""
    tokens = []
    for match in _TOKEN.finditer(text):
        if match["quoted"] is not None:
            token = Token(" ".join(match["quoted"].split()), quoted=True)
        else:
            token = Token(match["word"].strip(_QUOTES))
        if any(character.isalnum() for character in token.text):
            tokens.append(token)
    return tokens


def read_options(tokens: Sequence[Token], now: datetime) -> tuple[list[Token], Options]:
    """Take the options out of the tokens; return what remains, and the options.

    Args:
        tokens: The words.
        now: The moment that ``since:7d`` counts from.

    Raises:
        CommandError: If an option has a wrong value, or one that does not exist is spelt much like one that does.
    """
    rest: list[Token] = []
    given: dict[str, str] = {}
    for token in tokens:
        match = None if token.quoted else _OPTION.fullmatch(token.text)
        name = match["name"].casefold() if match else ""
        if match and name in _OPTIONS:
            given[name] = match["value"]
        else:
            _check_slip(name)
            rest.append(token)
    options = Options(
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
