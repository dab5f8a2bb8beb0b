"""What posting needs, as fakes: a clock that stands still, a channel that remembers, a composer that says what it was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.model import Digest, Place, Reply, Schedule, Subscription
from tests.support.records import EPOCH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

PLACE = Place(platform="test", workspace="W", channel="C")


def make_subscription(name: str = "ab3", *, at: int = 8, zone: str = "UTC", place: Place = PLACE) -> Subscription:
    """Return a daily subscription, made when the world of the tests begins."""
    return Subscription(id=name, place=place, query="china", schedule=Schedule(at=time(at), zone=zone), created=EPOCH)


@dataclass
class FixedClock:
    """A clock that moves when it is told to."""

    now: datetime = EPOCH

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on, or back, by hours, minutes or seconds."""
        self.now += timedelta(**by)


@dataclass
class FakeChannel:
    """A platform that keeps what is posted; ``troubles`` are raised by the next calls, ``deaf`` keeps the post and raises."""

    posts: list[tuple[str, Reply]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    deaf: list[Exception] = field(default_factory=list)
    asked: int = 0

    def post(self, place: Place, reply: Reply, /, *, key: str) -> str:
        """Keep the post."""
        if self.troubles:
            raise self.troubles.pop(0)
        self.posts.append((key, reply))
        if self.deaf:
            raise self.deaf.pop(0)
        return f"{place.channel}-{len(self.posts)}"

    def find(self, place: Place, key: str, /, *, since: datetime) -> str | None:  # noqa: ARG002 - a channel's form
        """Return the post of that key."""
        self.asked += 1
        if self.troubles:
            raise self.troubles.pop(0)
        return next((f"{place.channel}-{n}" for n, (kept, _) in enumerate(self.posts, 1) if kept == key), None)

    @property
    def keys(self) -> list[str]:
        """The keys of the posts, in order."""
        return [key for key, _ in self.posts]


@dataclass
class FakeComposer:
    """Makes digests that say nothing; keeps what it was asked, and raises ``troubles``."""

    asked: list[tuple[str, int, Collection[str]]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    digest: Digest = Digest(reply=Reply(text="China: news.", private=True), upto=10, shown=("p1", "p2"))  # noqa: RUF009 - it is frozen
    meanwhile: Callable[[], object] = lambda: None  # happens while it composes

    def __call__(
        self, subscription: Subscription, after: int, shown: Callable[[Collection[str]], Collection[str]], /
    ) -> Digest:
        """Return the digest."""
        self.asked.append((subscription.id, after, shown(["p1", "p9"])))
        self.meanwhile()
        if self.troubles:
            raise self.troubles.pop(0)
        return self.digest
