"""The form in which "follow daily" is completed: what it asks, in no platform's form, and the command that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Command

DAYS = {"daily": "Every day", "weekdays": "Monday to Friday", "weekends": "Saturday and Sunday"}
"""The days that can be chosen, by the word that stands for them in the command, with their labels."""

LONGEST_QUERY = 300
"""Characters that the query may have."""

_ADD = "add "
_SCHEDULE = re.compile(
    r"\s+(?P<days>daily|weekdays|weekends)(?:\s+(?P<at>(?:[01]?\d|2[0-3]):[0-5]\d))?(?:\s+(?P<zone>[A-Za-z]\S*))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestForm:
    """What the form holds: what to follow, on which days (a key of ``DAYS``), at what time (``08:00``), in which time zone."""

    query: str = ""
    days: str = "daily"
    at: str = "08:00"
    zone: str = ""

    @property
    def text(self) -> str:
        """What it asks ``digest`` for, as a person would type it; what was left empty is left out."""
        filled = (each.strip() for each in (self.query, self.days, self.at, self.zone))
        return " ".join([_ADD.strip(), *filter(None, filled)])


def wants_form(command: Command) -> bool:
    """Return whether a button asks to follow something: its hour has still to be chosen."""
    return command.name == "digest" and command.text.startswith(_ADD)


def fill_digest_form(command: Command, zone: str) -> DigestForm:
    """Return the form that a button opens whose command is ``digest add …``, filled in with what the button knows.

    Args:
        command: The button's command.
        zone: The time zone to offer where the button names none.

    >>> from bot.model import Command, Place
    >>> command = Command(name="digest", text="add south korea weekdays 7:30 Asia/Seoul", place=Place(platform="test"))
    >>> fill_digest_form(command, "UTC").text
    'add south korea weekdays 07:30 Asia/Seoul'
    """
    text = command.text.removeprefix(_ADD).strip()
    given = _SCHEDULE.search(text)
    known = given.groupdict() if given else {}
    return DigestForm(
        query=(text[: given.start()] if given else text)[:LONGEST_QUERY],
        days=known.get("days") or "daily",
        at=f"{known.get('at') or '08:00':0>5}",
        zone=known.get("zone") or zone,
    )
