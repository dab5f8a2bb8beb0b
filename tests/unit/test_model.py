"""The values of the house check themselves."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import (
    Alias,
    Article,
    Candidate,
    Delivery,
    Label,
    Mode,
    Place,
    Query,
    Record,
    Run,
    Schedule,
    Sentence,
    Stance,
    Table,
    Voice,
)

NOON = datetime(2024, 6, 20, 12, tzinfo=UTC)
ARTICLE = Article(id="a", url="https://a.example/", title="T", text="One. Two.", publisher="A", fetched=NOON)


def test_a_span_holds_at_least_one_character() -> None:
    """Empty, reversed and negative spans are refused."""
    for start, end in ((3, 3), (4, 3), (-1, 3)):
        with pytest.raises(ValueError, match="not a span"):
            Sentence(start=start, end=end)


def test_a_time_has_a_time_zone() -> None:
    """A naive time is refused wherever it is given."""
    naive = datetime(2024, 6, 20)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="not an aware time"):
        Article(id="a", url="", title="", text="", publisher="", fetched=naive)
    with pytest.raises(ValueError, match="not an aware time"):
        Query(text="china", since=naive)


def test_the_moment_of_an_undated_article_is_when_it_was_fetched() -> None:
    """An article without a date of its own still has a place in time."""
    assert NOON == ARTICLE.moment


def test_a_candidate_gives_the_sentences_own_words() -> None:
    """A record quotes its article to the letter."""
    record = Record(article=ARTICLE, sentences=(Sentence(start=0, end=4), Sentence(start=5, end=9)))

    assert ["One.", "Two."] == [Candidate(record=record, index=i).text for i in (0, 1)]


def test_a_confidence_is_a_probability() -> None:
    """Nothing is more than certain."""
    with pytest.raises(ValueError, match="not a probability"):
        Stance(
            holder="China",
            target="Japan",
            label=Label.CRITICAL,
            mode=Mode.SAID,
            voice=Voice.HOLDER,
            start=0,
            end=1,
            confidence=1.1,
        )


def test_an_alias_holds_within_its_dates() -> None:
    """A leader stands for a country only while in office; without a day, the alias is taken as it is."""
    alias = Alias(text="Boris Yeltsin", role="leader", since=date(1991, 7, 10), until=date(1999, 12, 31))

    assert [False, True, True, False, True] == [
        alias.holds(day) for day in (date(1991, 7, 9), date(1991, 7, 10), date(1999, 12, 31), date(2000, 1, 1), None)
    ]


def test_a_table_has_as_many_cells_as_its_head() -> None:
    """A ragged table is refused before a renderer sees it."""
    with pytest.raises(ValueError, match="as many cells"):
        Table(("a", "b"), rows=(((Run("1"),),),))


def test_a_schedule_wants_days_and_a_zone() -> None:
    """No day, an eighth day and an unknown zone are refused."""
    for days in (frozenset[int](), frozenset({7})):
        with pytest.raises(ValueError, match="not days of the week"):
            Schedule(at=time(8), zone="UTC", days=days)
    with pytest.raises(KeyError):
        Schedule(at=time(8), zone="Mars/Olympus")


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/London", date(2024, 6, 20), time(8), datetime(2024, 6, 20, 7, tzinfo=UTC)),
        ("Asia/Kolkata", date(2024, 6, 20), time(8), datetime(2024, 6, 20, 2, 30, tzinfo=UTC)),
        # Berlin skips 02:00 to 03:00 on this day: 02:30 is half an hour after the gap began.
        ("Europe/Berlin", date(2024, 3, 31), time(2, 30), datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
        # New York has 01:30 twice on this day: the first counts.
        ("America/New_York", date(2024, 11, 3), time(1, 30), datetime(2024, 11, 3, 5, 30, tzinfo=UTC)),
    ],
)
def test_a_slot_falls_due_once_a_day(zone: str, day: date, at: time, expected: datetime) -> None:
    """Also where the clocks change."""
    assert expected == Schedule(at=at, zone=zone).due(day)


@given(
    zone=st.sampled_from(sorted(available_timezones() - {"localtime"})),
    day=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_slots_of_following_days_follow(zone: str, day: date, at: time) -> None:
    """In no zone does a later day's slot fall due before an earlier one's.

    A day that a zone left out (Samoa had no 30 December 2011) falls due with the next.
    """
    schedule = Schedule(at=at, zone=zone)
    following = date.fromordinal(day.toordinal() + 1)

    assert schedule.due(day) <= schedule.due(following)
    assert ZoneInfo(zone).key == zone


def test_keys_say_what_they_are_of() -> None:
    """A place and a delivery each have one string that names them."""
    place = Place(platform="slack", workspace="T1", channel="C1")

    assert "slack/T1/C1" == place.key
    assert "ab12:2024-06-20" == Delivery(subscription="ab12", day=date(2024, 6, 20), place=place, due=NOON).key
