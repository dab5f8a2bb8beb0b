"""The form of a digest: filled in from a button, and read back as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import DAYS, LONGEST_QUERY, DigestForm, fill_digest_form
from bot.model import Command, Place
from bot.posting.schedule import split_schedule

if TYPE_CHECKING:
    from datetime import time

PLACE = Place(platform="test")


def fill(text: str, zone: str = "UTC") -> DigestForm:
    """Fill the form in from a button's text."""
    return fill_digest_form(Command(name="digest", text=text, place=PLACE), zone)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("add china", DigestForm(query="china", zone="UTC")),
        ("add china daily 08:00", DigestForm(query="china", zone="UTC")),
        ("add china weekends 7:30", DigestForm(query="china", days="weekends", at="07:30", zone="UTC")),
        ("add china daily 23:59 Asia/Seoul", DigestForm(query="china", at="23:59", zone="Asia/Seoul")),
        ("add china daily 24:00", DigestForm(query="china daily 24:00", zone="UTC")),
        ("add china daily 08:61", DigestForm(query="china daily 08:61", zone="UTC")),
        ('add "daily life"', DigestForm(query='"daily life"', zone="UTC")),
        ("add", DigestForm(query="add", zone="UTC")),
    ],
)
def test_a_form_knows_what_its_button_knows(text: str, form: DigestForm) -> None:
    """Days, time and zone as they stand at the end; what is no time of day is part of the query."""
    assert form == fill(text)


def test_a_query_is_as_long_as_the_form_takes() -> None:
    """What is longer is cut."""
    assert LONGEST_QUERY == len(fill(f"add {'x' * 999}").query)


@given(
    query=st.text(st.characters(categories=["L"]), max_size=9).map("topic{}".format),
    days=st.sampled_from(sorted(DAYS)),
    at=st.times(),
    zone=st.sampled_from(["UTC", "Europe/London", "Asia/Kathmandu"]),
)
def test_what_a_form_asks_fills_it_in_again(query: str, days: str, at: time, zone: str) -> None:
    """Its command says the same, to the form and to the digests."""
    form = DigestForm(query=query, days=days, at=f"{at:%H:%M}", zone=zone)

    assert form == fill(form.text, "America/Lima")
    assert zone == split_schedule(form.text.removeprefix("add "), "America/Lima")[1].zone
