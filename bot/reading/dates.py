"""Dates, as feeds, pages and files write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

_EARLIEST = 1990  # before it there are no web pages: 1970 is a counter that was never set
_NOON = time(12, tzinfo=UTC)
_MIDNIGHT = time(0)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WRITTEN = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>\d{{4}}))"
)
# ASCII: by Unicode's rules "ſep" would pass for "sep", and be no month.
_WRITTEN_DATE = re.compile(_WRITTEN, re.IGNORECASE | re.ASCII)
_DATE_LINE = re.compile(
    rf"^[ \t]*(?:(?:published|posted|date|updated|last updated)(?:\s+on)?\s*:?\s*)?(?:{_WRITTEN}|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}))"
    r"(?:[ ,|·—-]+(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.ASCII,
)
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?:[/-]|$)",
    re.IGNORECASE | re.ASCII,
)
_TOP = 600  # characters in which a text's own date line is looked for
_LONGEST = 100


def parse_moment(text: str, fetched: datetime) -> datetime | None:
    """Return the moment that a date tells, in UTC; ``None`` if it tells none.

    A date without a time, or at midnight sharp (many feeds write so), is noon of its day: at most half a day off wherever it
    was written, and shown as the same day in most time zones. One without a time zone is taken as UTC. Nothing is later than
    it was fetched, whatever its clock said.

    Args:
        text: ISO 8601, RFC 5322, or as people write it in English ("Thursday, July 18, 2024").
        fetched: When it was read.

    >>> parse_moment("Thu, 20 Jun 2024 08:30:00 +0900", datetime(2024, 7, 1, tzinfo=UTC)).isoformat()
    '2024-06-19T23:30:00+00:00'
    >>> parse_moment("July 18, 2024", datetime(2024, 7, 18, 9, tzinfo=UTC)).isoformat()
    '2024-07-18T09:00:00+00:00'
    """
    text = " ".join(text.strip()[:_LONGEST].split())
    found = _from_iso(text) or _from_mail(text) or _from_words(text)
    if found is None:
        return None
    if found.time() == _MIDNIGHT:
        found = datetime.combine(found.date(), _NOON)
    try:
        moment = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return None
    return min(moment, fetched) if moment.year >= _EARLIEST else None


def find_date_line(text: str) -> str:
    r"""Return the first line at the top of a text that is a date and nothing else; empty if there is none.

    >>> find_date_line("Thursday, July 18, 2024\nHome News\n\nPutin visits.")
    'Thursday, July 18, 2024'
    >>> find_date_line("On July 18, 2024 Putin came.")
    ''
    """
    found = _DATE_LINE.search(text, 0, _TOP)
    if not found:
        return ""
    written = _WRITTEN_DATE.search(found[0])
    return written[0].strip() if written else found["iso"]


def date_in_path(address: str) -> str:
    """Return the date that an address holds, as ISO 8601; empty if it holds none.

    >>> date_in_path("https://example.org/world/2024/06/20/treaty")
    '2024-06-20'
    >>> date_in_path("https://example.org/world/2024/jun/20/treaty")
    '2024-06-20'
    """
    found = _IN_PATH.search(address)
    if not found:
        return ""
    month = found["month"].lower()
    number = _MONTHS.get(month) or (int(month) if month.isdecimal() else 0)
    day = _to_date(int(found["year"]), number, int(found["day"]))
    return day.isoformat() if day else ""


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(text: str) -> datetime | None:
    found = _WRITTEN_DATE.search(text)
    if not found:
        return None
    month = _MONTHS[(found["month"] or found["month2"]).lower()]
    day = _to_date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    return datetime.combine(day, _MIDNIGHT) if day else None


def _to_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
