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
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?P<half>[ap]m)?", re.ASCII)
_LIKE_TIME = re.compile(r"\d+([:.h]|[ap]m$)", re.ASCII | re.IGNORECASE)
_NOT_ZONES = frozenset({"Factory", "localtime"})
_SHOWN = 40  # characters of a wrong word that are shown
_EXAMPLE = "weekdays 08:00 Europe/London"


def split_schedule(text: str, default_zone: str) -> tuple[str, Schedule]:
    """Part what a digest is on from when it is due: ``china weekdays 08:00 Europe/London``.

    The schedule is the last time of day with the days that stand right before it and all after it, so that a query may
    hold such words itself.

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
    while start and _parse_days(words[start - 1]):
        start -= 1
    if not start:
        raise CommandError(f"Say what the digest is on, then when it is due, such as: china {_EXAMPLE}.")
    return " ".join(words[:start]), parse_schedule(words[start:], default_zone)


def parse_schedule(words: Sequence[str], default_zone: str) -> Schedule:
    """Return the schedule that words mean: days, a time of day and, if one is named, a time zone, in this order.

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
            zone = " ".join(words[number + 1 :])
            return Schedule(at=at, zone=parse_zone(zone or default_zone), days=_join_days(words[:number]))
    raise CommandError(f"Say at what time of day, such as 08:00 or 6:30pm.{_say_wrong_time(words)}")


def parse_zone(text: str) -> str:
    """Return the IANA name of a time zone, given in any case, or by its city where that is enough.

    Raises:
        CommandError: If there is none of that name; the message names those that may have been meant.

    >>> parse_zone("new york")
    'America/New_York'
    """
    zones = _zones()
    wanted = text.strip().replace(" ", "_").casefold()
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
    if not words:
        return EVERY_DAY
    days: frozenset[int] = frozenset()
    for word in words:
        meant = _parse_days(word)
        if not meant:
            raise CommandError(
                f"{word[:_SHOWN]!r} is not a day; write daily, weekdays, weekends, or days such as mon,thu."
            )
        days |= meant
    return days


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
