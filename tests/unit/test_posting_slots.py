"""Slots: one for each local date, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model import Delivery, Place, Schedule
from bot.posting.slots import LOOK_BACK, find_due, find_last, has_slot, next_due, say_late

DAY = timedelta(days=1)
ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))
TIMES = st.times().map(lambda at: at.replace(microsecond=0))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds it


def utc(*parts: int) -> datetime:
    """Return a moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, …


def delivery(day: date, due: datetime) -> Delivery:
    """Return a delivery of that day."""
    return Delivery(subscription="a", day=day, place=Place(platform="test"), due=due)


@given(zone=ZONES, at=TIMES, start=MOMENTS, length=st.integers(1, 25))
@example(zone="Pacific/Apia", at=time(8), start=utc(2011, 12, 28), length=6)  # has no 30 December
@example(zone="Pacific/Kwajalein", at=time(23, 59), start=utc(1993, 8, 20), length=4)  # has no 21 August
@example(zone="America/New_York", at=time(1, 30), start=utc(2024, 11, 1), length=5)  # 01:30 comes twice
@example(zone="Europe/Berlin", at=time(2, 30), start=utc(2024, 3, 29), length=5)  # 02:30 does not come
@example(zone="America/Sao_Paulo", at=time(0, 15), start=utc(2018, 11, 2), length=5)  # nor does 00:15
@example(zone="Australia/Lord_Howe", at=time(2, 10), start=utc(2024, 10, 4), length=4)  # half an hour of summer time
def test_each_local_date_has_exactly_one_slot(zone: str, at: time, start: datetime, length: int) -> None:
    """However long the bot was away: each date that exists in the zone, once, in order, none twice at the same moment."""
    schedule = Schedule(at=at, zone=zone)
    end = start + length * DAY

    days = find_due(schedule, created=start, now=end, last=None)

    hours = {(start + n * timedelta(hours=1)).astimezone(ZoneInfo(zone)).date() for n in range(length * 24 + 1)}
    whole = sorted(hours)[1:-1]  # of the first and the last date a part may lie outside
    assert whole == [day for day in days if whole and whole[0] <= day <= whole[-1]]
    dues = [schedule.due(day) for day in days]
    assert dues == sorted(set(dues))
    assert all(start <= due <= end for due in dues)


@given(zone=ZONES, at=TIMES, start=MOMENTS, jumps=st.lists(st.integers(-30 * 60, 50 * 60), min_size=1, max_size=40))
@settings(max_examples=60)
def test_a_clock_that_jumps_opens_no_slot_twice_and_forgets_none(
    zone: str, at: time, start: datetime, jumps: list[int]
) -> None:
    """Forward or back by hours: each date up to the latest moment seen has had its slot, once."""
    schedule = Schedule(at=at, zone=zone)
    ledger: dict[date, Delivery] = {}
    now = latest = start
    for minutes in jumps:
        now += timedelta(minutes=minutes)
        latest = max(latest, now)
        last = find_last(ledger.values(), now)
        for day in find_due(schedule, created=start, now=now, last=last):
            ledger.setdefault(day, delivery(day, schedule.due(day)))  # as open_slot does

    assert find_due(schedule, created=start, now=latest, last=None) == sorted(
        day for day in ledger if schedule.due(day) >= latest - LOOK_BACK
    )


def test_only_the_days_of_the_week_that_were_asked_for_have_slots() -> None:
    """Saturday and Sunday are no weekdays."""
    schedule = Schedule(at=time(8), zone="Europe/London", days=frozenset(range(5)))

    days = find_due(schedule, created=utc(2024, 6, 6), now=utc(2024, 6, 11, 6, 59), last=None)

    assert [date(2024, 6, 6), date(2024, 6, 7), date(2024, 6, 10)] == days


def test_no_slot_is_due_before_the_subscription_was_made() -> None:
    """Whoever asks at 08:01 for 08:00 waits until tomorrow."""
    schedule = Schedule(at=time(8), zone="UTC")

    assert [] == find_due(schedule, created=utc(2024, 6, 6, 8, 1), now=utc(2024, 6, 7, 7, 59), last=None)
    assert [date(2024, 6, 7)] == find_due(schedule, created=utc(2024, 6, 6, 8, 1), now=utc(2024, 6, 7, 8), last=None)


def test_days_that_had_their_slot_are_not_due() -> None:
    """Only those after the last."""
    schedule = Schedule(at=time(8), zone="UTC")

    days = find_due(schedule, created=utc(2024, 1, 1), now=utc(2024, 6, 7, 9), last=date(2024, 6, 5))

    assert [date(2024, 6, 6), date(2024, 6, 7)] == days


def test_the_history_is_not_filled_with_years() -> None:
    """A bot that slept for long tells of a month."""
    schedule = Schedule(at=time(8), zone="UTC")

    assert 32 >= len(find_due(schedule, created=utc(2010, 1, 1), now=utc(2024, 6, 7, 9), last=date(2012, 1, 1)))


def test_a_slot_of_the_future_was_opened_by_a_wrong_clock() -> None:
    """It keeps none from being due."""
    wrong = delivery(date(2031, 1, 1), utc(2031, 1, 1, 8))
    right = delivery(date(2024, 6, 5), utc(2024, 6, 5, 8))

    assert date(2024, 6, 5) == find_last([wrong, right], utc(2024, 6, 7))
    assert find_last([wrong], utc(2024, 6, 7)) is None
    assert find_last([], utc(2024, 6, 7)) is None


@given(zone=ZONES, at=TIMES, now=MOMENTS, days=st.frozensets(st.integers(0, 6), min_size=1))
def test_the_next_slot_is_the_first_after_now(zone: str, at: time, now: datetime, days: frozenset[int]) -> None:
    """Nothing is due before it, and it is."""
    schedule = Schedule(at=at, zone=zone, days=days)

    due = next_due(schedule, now)

    assert now < due
    found = find_due(schedule, created=now + timedelta(microseconds=1), now=due, last=None)
    assert [due] == [schedule.due(day) for day in found]
    assert all(has_slot(schedule, day) for day in found)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-60, ""),
        (0, ""),
        (4.9, ""),
        (5, "late by 5 min"),
        (22, "late by 22 min"),
        (60, "late by 1 h 0 min"),
        (24 * 60 - 1, "late by 23 h 59 min"),
        (24 * 60, "late by 1 day"),
        (51 * 60, "late by 2 days 3 h"),
    ],
)
def test_lateness_is_said_in_words(minutes: float, words: str) -> None:
    """What is on time, or too early by a wrong clock, is not late."""
    due = utc(2024, 6, 1, 8)

    assert words == say_late(due, due + timedelta(minutes=minutes))
