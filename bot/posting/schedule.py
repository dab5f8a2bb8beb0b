"""When a digest is due, as people write it: ``weekdays 08:00 Europe/London``."""

from __future__ import annotations

import difflib
import re
from datetime import time
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from bot.errors import CommandError
from bot.model import EVERY_DAY, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORTEST = 3  # letters of a day's name that are enough
_GROUPS = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
_GLUE = frozenset({"at", "on", "every", "each", "and", "&", ","})  # between days and a time of day they say nothing
_OTHER = frozenset(
    [
        "hour",
        "hours",
        "hourly",
        "day",
        "days",
        "week",
        "weeks",
        "weekly",
        "biweekly",
        "fortnight",
        "fortnightly",
        "month",
        "months",
        "monthly",
        "quarterly",
        "yearly",
        "once",
        "twice",
        "today",
        "tonight",
        "tomorrow",
        "sometimes",
    ]
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?P<half>[ap]m)?", re.ASCII)
_LIKE_TIME = re.compile(r"\d+([:.h]|[ap]m$)", re.ASCII | re.IGNORECASE)
_NOT_ZONES = frozenset({"Factory", "localtime"})
_SHOWN = 40  # characters of a wrong word that are shown
_LIKE = 0.8  # how alike a word and a day's name are that may be a slip: "dayly" and "daily"
_EXAMPLE = "weekdays 08:00 Europe/London"


def split_schedule(text: str, default_zone: str) -> tuple[str, Schedule]:
    """Part what a digest is on from when it is due: ``china weekdays 08:00 Europe/London``.

    The schedule is the last time of day with the days that stand right before it and all after it, so that a query may
    hold such words itself. It may be written out: ``china every monday at 8am``.

    Args:
        text: What was typed.
        default_zone: The time zone of those who name none.

    Returns:
        The query, and the schedule.

    Raises:
        CommandError: If there is no query, or the schedule cannot be understood.

    >>> split_schedule("the sunday papers mon,thu 7:30", "UTC")[0]
    'the sunday papers'
    """
    words = text.split()
    times = [number for number, word in enumerate(words) if _parse_time(word)]
    if not times:
        raise CommandError(f"Say when the digest is due, such as: china {_EXAMPLE}.{_say_wrong_time(words)}")
    start = times[-1]
    while start and _tells_days(words, start - 1):
        start -= 1
    if not start:
        raise CommandError(f"Say what the digest is on, then when it is due, such as: china {_EXAMPLE}.")
    _refuse_others(words[:start], named=any(map(_parse_days, words[start : times[-1]])))
    return " ".join(words[:start]), parse_schedule(words[start:], default_zone)


def _tells_days(words: Sequence[str], at: int) -> bool:
    """Say whether a word stands for days, alone or in ``every day``, or joins such words."""
    word = words[at].casefold()
    every = word == "day" and at > 0 and words[at - 1].casefold() in {"every", "each"}
    return every or word in _GLUE or bool(_parse_days(word))


def _refuse_others(query: Sequence[str], *, named: bool) -> None:
    """Raise if what is left for the query ends in what was meant for the schedule: another time, or no day that there is."""
    last = query[-1]
    if _parse_time(last):
        raise CommandError(f"A digest comes at one time of day; add another digest for {last}.")
    if named:
        return
    known = "write daily, weekdays, weekends, or days such as mon,thu."
    if last.casefold() in _OTHER:
        raise CommandError(f"{last!r} is not when a digest can be due; {known}")
    if any(map(_parse_days, last.split(","))):
        raise CommandError(f"{last[:_SHOWN]!r} is no list of days; {known}")
    near = difflib.get_close_matches(last.casefold(), (*_GROUPS, *DAYS), n=1, cutoff=_LIKE)
    if near and len(query) > 1:
        raise CommandError(f"{last!r} is no day; did you mean {near[0]}?")


def parse_schedule(words: Sequence[str], default_zone: str) -> Schedule:
    """Return the schedule that words mean: a time of day, days before or after it, and last a time zone, if one is named.

    Args:
        words: Such as ``daily``, ``mon,thu``, ``08:00``, ``6pm``, ``Europe/London``. No days mean every day.
        default_zone: The time zone of those who name none.

    Raises:
        CommandError: If the words cannot be understood; the message says what to write instead.

    >>> sorted(parse_schedule(["mon,thu", "6:30pm"], "UTC").days)
    [0, 3]
    """
    for number, word in enumerate(words):
        at = _parse_time(word)
        if at:
            end = number + 1
            while end < len(words) and _tells_days(words, end):
                end += 1
            zone = " ".join(words[end:])
            days = _join_days([*words[:number], *words[number + 1 : end]])
            return Schedule(at=at, zone=parse_zone(zone or default_zone), days=days)
    raise CommandError(f"Say at what time of day, such as 08:00 or 6:30pm.{_say_wrong_time(words)}")


def parse_zone(text: str) -> str:
    """Return the IANA name of a time zone, given in any case, or by its city where that is enough.

    Raises:
        CommandError: If there is none of that name; the message names those that may have been meant.

    >>> parse_zone("new york")
    'America/New_York'
    """
    zones = _zones()
    wanted = text.strip().casefold().removeprefix("in ").removesuffix(" time").replace(" ", "_")
    if wanted in zones:
        return zones[wanted]
    near = difflib.get_close_matches(wanted, zones, n=3, cutoff=0.75)
    names = list(dict.fromkeys(zones[name] for name in near))
    hint = f"did you mean {' or '.join(names)}?" if names else "write one such as Europe/London or UTC."
    raise CommandError(f"{text[:_SHOWN]!r} is not a time zone; {hint}")


def describe(schedule: Schedule) -> str:
    """Return a schedule in the words that people write it in.

    >>> describe(parse_schedule(["sat,sun", "18:05", "Asia/Kolkata"], "UTC"))
    'weekends 18:05 Asia/Kolkata'
    """
    groups = {days: name for name, days in reversed(_GROUPS.items())}
    days = groups.get(schedule.days) or ",".join(DAYS[day][:_SHORTEST] for day in sorted(schedule.days))
    return f"{days} {schedule.at:%H:%M} {schedule.zone}"


def _say_wrong_time(words: Sequence[str]) -> str:
    """Return a further sentence on the first word that was meant for a time of day, perhaps."""
    wrong = next((word for word in words if _LIKE_TIME.match(word)), "")
    return f" {wrong[:_SHOWN]!r} is no time of day." if wrong else ""


def _parse_time(word: str) -> time | None:
    """Return the time of day that a word is: ``08:00``, ``8.30``, ``6pm``; a bare number is none."""
    found = _TIME.fullmatch(word.casefold())
    if not found or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day's hours, an hour's minutes


def _join_days(words: Sequence[str]) -> frozenset[int]:
    days: frozenset[int] = frozenset()
    for at, word in enumerate(words):
        meant = _parse_days(word)
        if not meant and not _tells_days(words, at):
            raise CommandError(
                f"{word[:_SHOWN]!r} is not a day; write daily, weekdays, weekends, or days such as mon,thu."
            )
        days |= meant
    return days or EVERY_DAY


def _parse_days(word: str) -> frozenset[int]:
    """Return the days that a word names, ``mon,thu`` or ``weekdays``; none if it names anything else."""
    days: frozenset[int] = frozenset()
    for name in filter(None, word.casefold().split(",")):
        meant = _GROUPS.get(name) or frozenset(
            number for number, day in enumerate(DAYS) if len(name) >= _SHORTEST and f"{day}s".startswith(name)
        )
        if not meant:
            return frozenset()
        days |= meant
    return days


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    """Return the names of all time zones by what they may be called: themselves, and their cities where one has that name."""
    names = sorted(available_timezones() - _NOT_ZONES)
    cities: dict[str, list[str]] = {}
    for name in names:
        area, slash, city = name.rpartition("/")
        if slash and area not in {"Etc", "SystemV", "US"}:
            cities.setdefault(city.casefold(), []).append(name)
    by_city = {city: found[0] for city, found in cities.items() if len(found) == 1}
    return {**by_city, **{name.casefold(): name for name in names}}
