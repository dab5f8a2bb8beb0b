"""Small words: counts, dates and lists as people write them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.model import Query

_MOMENT = timedelta(microseconds=1)  # before the end of a window, which is not in it
_WITH_ARTICLE = re.compile(
    r"^(?:United|UN|World|European|Eurasian|African|Arab|Asian|International|Central African|Democratic Republic|Republic|Council"
    r"|League|Commonwealth|Islamic State|Taliban|West$)\b|(?:Emirates|Islands|Nations|Netherlands|Philippines|Maldives|Bahamas|Gambia|Comoros|Council)$"
)  # names are written so in the tables of actors
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # strftime would follow the machine's locale


def in_words(day: date) -> str:
    """Return a date in words.

    >>> from datetime import date
    >>> in_words(date(2024, 6, 1))
    '1 June 2024'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span_in_words(first: datetime, last: datetime) -> str:
    """Return the days from one moment to another, in UTC, without saying a month or a year twice.

    >>> from datetime import UTC, datetime
    >>> span_in_words(datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 19, tzinfo=UTC))
    '1 to 19 June 2024'
    """
    if first.date() == last.date():
        return in_words(last)
    if first.year != last.year:
        start = in_words(first)
    elif first.month != last.month:
        start = f"{first.day} {_MONTHS[first.month - 1]}"
    else:
        start = str(first.day)
    return f"{start} to {in_words(last)}"


def window(query: Query) -> str:
    """Return the window that a query asks for, in words, with the space before them; nothing if it has none.

    >>> from datetime import UTC, datetime
    >>> from bot.model import Query
    >>> window(Query(text="china", since=datetime(2024, 6, 1, tzinfo=UTC), until=datetime(2024, 7, 1, tzinfo=UTC)))
    ' since 1 June 2024 until 30 June 2024'
    """
    since = f" since {in_words(query.since)}" if query.since else ""
    return f"{since} until {in_words(query.until - _MOMENT)}" if query.until else since


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed([])
    ('a, b and c', 'a or b', '')
    """
    *most, final = words or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def in_prose(name: str) -> str:
    """Return a name as a sentence has it, with its article where it needs one.

    >>> in_prose("United States"), in_prose("China"), in_prose("The Hague")
    ('the United States', 'China', 'The Hague')
    """
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


def clip(text: str, limit: int) -> str:
    """Return the text, cut after a word and marked with an ellipsis if it is longer than the limit.

    >>> clip("one two three", 9)
    'one two …'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:') or cut[:-1]} …"
