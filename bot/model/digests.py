"""Digests: who asked for them, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model.talk import Place, Reply

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A local time on some days of the week (Monday is 0) in an IANA time zone."""

    at: time
    zone: str
    days: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)  # raises what names the zone
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError(f"not days of the week: {sorted(self.days)}")

    def due(self, day: date) -> datetime:
        """Return the moment, in UTC, at which that local day's slot falls due.

        A local time that the start of summer time skips falls due as much later as the clocks move; one that its end
        repeats falls due the first time (PEP 495, fold=0).
        """
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A digest that a channel has asked for. ``id`` is short and stable; people type it."""

    id: str
    place: Place
    query: str
    schedule: Schedule
    created: datetime
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one delivery of a subscription says: a brief of only what is new since the one before.

    ``upto`` is the highest ``Record.seq`` that it has seen, ``shown`` the keys of the points and stories that it shows.
    A quiet one has nothing new, and its reply says so in one line.
    """

    reply: Reply
    upto: int
    shown: tuple[str, ...] = ()
    quiet: bool = False


class State(StrEnum):
    """How far a delivery has come."""

    DUE = "due"
    STAGED = "staged"  # its reply is fixed; it may or may not have been posted
    POSTED = "posted"
    QUIET = "quiet"  # nothing was new and the channel was told so, or asked not to be
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One slot of a subscription: at most one for each local date.

    ``attempt`` counts claims: a worker that has lost its lease to another cannot settle. ``upto`` is the highest
    ``Record.seq`` that the digest had seen; ``quiet`` says of a staged one that it has nothing new; ``message`` is what the
    platform calls the post.
    """

    subscription: str
    day: date
    place: Place
    due: datetime
    state: State = State.DUE
    attempt: int = 0
    lease: datetime | None = None
    reply: Reply | None = None
    upto: int = 0
    quiet: bool = False
    message: str = ""
    posted: datetime | None = None
    error: str = ""

    @property
    def key(self) -> str:
        """Its identity on each platform, from which nonces and metadata are made."""
        return f"{self.subscription}:{self.day.isoformat()}"
