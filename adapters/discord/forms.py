"""The form (Discord: modal) in which "follow daily" asks for days, hour and time zone. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.model import Command

Payload = dict[str, Any]

FORM = "/digest add"
"""The form's custom_id. All else that it needs stands in its inputs."""

_DAYS = {"daily": "Every day", "weekdays": "Monday to Friday", "weekends": "Saturday and Sunday"}
_SCHEDULE = re.compile(r"\s+(daily|weekdays|weekends)(?:\s+(\d{1,2}:\d{2}))?(?:\s+(\S+))?$")
_LONGEST_QUERY = 300

_SELECT, _TEXT_INPUT, _LABEL = 3, 4, 18  # types of components
_ONE_LINE = 1  # a style of text input


def wants_form(command: Command) -> bool:
    """Return whether a button asks to follow something: its hour has still to be chosen."""
    return command.name == "digest" and command.text.startswith("add ")


def to_form(command: Command, zone: str) -> Payload:
    """Return the form that a button opens whose command is ``digest add …``, filled in with what the button knows.

    Args:
        command: The button's command.
        zone: The time zone to offer where the button names none.
    """
    text = command.text.removeprefix("add ").strip()
    given = _SCHEDULE.search(text)
    days, at, place = given.groups() if given else (None, None, None)
    return {
        "custom_id": FORM,
        "title": "Follow daily",
        "components": [
            _label("What to follow", _line("query", text[: given.start()] if given else text, longest=_LONGEST_QUERY)),
            _label("On which days", _choice("days", days or "daily")),
            _label("At what time, such as 08:00", _line("at", at or "08:00", longest=5)),
            _label("In which time zone, such as Europe/London", _line("zone", place or zone, longest=50)),
        ],
    }


def _label(text: str, component: Payload) -> Payload:
    return {"type": _LABEL, "label": text, "component": component}


def _line(name: str, value: str, *, longest: int) -> Payload:
    return {"type": _TEXT_INPUT, "style": _ONE_LINE, "custom_id": name, "value": value[:longest], "max_length": longest}


def _choice(name: str, chosen: str) -> Payload:
    options = [{"label": label, "value": value, "default": value == chosen} for value, label in _DAYS.items()]
    return {"type": _SELECT, "custom_id": name, "options": options}


def read_form(data: Mapping[str, Any]) -> str:
    """Return what a sent form asks ``digest`` for, as a person would type it."""
    given = dict(_find_values(data.get("components") or ()))
    return " ".join(["add", *(given[name].strip() for name in ("query", "days", "at", "zone") if name in given)])


def _find_values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the inputs by name: under labels, or under rows, as older clients send them."""
    for component in components:
        values = component.get("values") or ([component["value"]] if "value" in component else [])
        if values:
            yield str(component.get("custom_id")), str(values[0])
        below = [component["component"]] if "component" in component else component.get("components") or ()
        yield from _find_values(below)
