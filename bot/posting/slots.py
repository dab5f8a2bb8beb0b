"""Which slots of a subscription are due: decided from its schedule and its history alone, never from a timer's firing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Delivery, Schedule

LOOK_BACK = timedelta(days=31)
"""How far back missed slots are told of."""

_DAY = timedelta(days=1)
_WEEK = 7


def find_due(schedule: Schedule, *, created: datetime, now: datetime, last: date | None) -> list[date]:
    """Return the local dates whose slots are due, oldest first.

    Args:
        schedule: When the digest is due.
        created: When the subscription was made: no slot before that is due.
        now: The moment.
        last: The newest day that has had its slot, if any; only days after it are due.
    """
    zone = ZoneInfo(schedule.zone)
    first = max(created, now - LOOK_BACK).astimezone(zone).date()
    if last is not None:
        first = max(first, last + _DAY)
    today = now.astimezone(zone).date()
    days = (first + n * _DAY for n in range((today - first).days + 1))
    return [day for day in days if has_slot(schedule, day) and created <= schedule.due(day) <= now]


def has_slot(schedule: Schedule, day: date) -> bool:
    """Say whether a local date has a slot: it is one of the days of the week, and it exists.

    A zone that crosses the date line skips a date: Samoa had no 30 December 2011.

    >>> from bot.model import Schedule
    >>> has_slot(Schedule(at=time(8), zone="Pacific/Apia"), date(2011, 12, 30))
    False
    """
    noon = datetime.combine(day, time(12), ZoneInfo(schedule.zone))
    return day.weekday() in schedule.days and noon.astimezone(UTC).astimezone(noon.tzinfo).date() == day


def find_last(deliveries: Iterable[Delivery], now: datetime) -> date | None:
    """Return the newest day among a subscription's deliveries.

    One that is due later than now was opened by a clock that was wrong, and does not keep later slots from being opened.
    """
    return max((each.day for each in deliveries if each.due <= now), default=None)


def next_due(schedule: Schedule, now: datetime) -> datetime:
    """Return the moment of the first slot after now, in UTC."""
    return next(due for due in _slots_from(schedule, now) if due > now)


def _slots_from(schedule: Schedule, now: datetime) -> Iterator[datetime]:
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    for n in range(-1, 3 * _WEEK):  # the date line may take one day of one week
        day = today + n * _DAY
        if has_slot(schedule, day):
            yield schedule.due(day)


def say_late(due: datetime, now: datetime) -> str:
    """Return how late it is, such as ``late by 22 min``; empty within five minutes.

    >>> say_late(datetime(2024, 6, 1, 8, tzinfo=UTC), datetime(2024, 6, 1, 11, 5, 59, tzinfo=UTC))
    'late by 3 h 5 min'
    """
    minutes = int((now - due).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if now - due < timedelta(minutes=5):
        return ""
    if days:
        return f"late by {days} day{'s' if days > 1 else ''}{f' {hours} h' if hours else ''}"
    return f"late by {f'{hours} h ' if hours else ''}{minutes} min"
