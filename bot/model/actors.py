"""Actors, the names they go by, and where a text mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.checks import check_span


class Kind(StrEnum):
    """What an actor is."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name of an actor, and the dates in which it held (``None``: without bound).

    ``role`` says what kind of name: ``name``, ``abbreviation``, ``demonym``, ``capital``, ``metonym``, ``leader``.
    """

    text: str
    role: str = "name"
    since: date | None = None
    until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Return whether the alias names its actor on that day; with no day, whether it does today or ever did."""
        if on is None:
            return True
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A country, leader, government, organisation or group, under its canonical name."""

    name: str
    kind: Kind
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a text names an actor, and by what role of alias (``leader``: a person who stands for the actor)."""

    actor: str
    start: int
    end: int
    role: str = "name"

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
