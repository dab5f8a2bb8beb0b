"""The form (Discord: modal) in which "follow daily" asks for days, hour and time zone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.commands import DAYS, LONGEST_QUERY, DigestForm, fill_digest_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.model import Command

Payload = dict[str, Any]

FORM = "/digest add"
"""The form's custom_id. All else that it needs stands in its inputs."""

_SELECT, _TEXT_INPUT, _LABEL = 3, 4, 18  # types of components
_ONE_LINE = 1  # a style of text input


def to_form(command: Command, zone: str) -> Payload:
    """Return the form that a button opens whose command is ``digest add …``, filled in with what the button knows.

    Args:
        command: The button's command.
        zone: The time zone to offer where the button names none.
    """
    known = fill_digest_form(command, zone)
    return {
        "custom_id": FORM,
        "title": "Follow daily",
        "components": [
            _label("What to follow", _line("query", known.query, longest=LONGEST_QUERY)),
            _label("On which days", _choice("days", known.days)),
            _label("At what time, such as 08:00", _line("at", known.at, longest=5)),
            _label("In which time zone, such as Europe/London", _line("zone", known.zone, longest=50)),
        ],
    }


def _label(text: str, component: Payload) -> Payload:
    return {"type": _LABEL, "label": text, "component": component}


def _line(name: str, value: str, *, longest: int) -> Payload:
    return {"type": _TEXT_INPUT, "style": _ONE_LINE, "custom_id": name, "value": value[:longest], "max_length": longest}


def _choice(name: str, chosen: str) -> Payload:
    options = [{"label": label, "value": value, "default": value == chosen} for value, label in DAYS.items()]
    return {"type": _SELECT, "custom_id": name, "options": options}


def read_form(data: Mapping[str, Any]) -> str:
    """Return what a sent form asks ``digest`` for, as a person would type it."""
    given = dict(_find_values(data.get("components") or ()))
    return DigestForm(**{name: given.get(name, "") for name in ("query", "days", "at", "zone")}).text


def _find_values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the inputs by name: under labels, or under rows, as older clients send them."""
    for component in components:
        values = component.get("values") or ([component["value"]] if "value" in component else [])
        if values:
            yield str(component.get("custom_id")), str(values[0])
        below = [component["component"]] if "component" in component else component.get("components") or ()
        yield from _find_values(below)
