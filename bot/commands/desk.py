"""What the commands work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.actors.registry import Registry
    from bot.answering.brief import Answerer
    from bot.ports import Channel, Clock, Store
    from bot.posting.post import Compose
    from bot.reading.read import Reader


class Desk(Protocol):
    """The rooms that answer commands. What is heavy is made when it is first asked for, so a command pays for what it uses."""

    @property
    def store(self) -> Store:
        """All that is kept; never empty, while there is a sample corpus to fill it with."""

    @property
    def registry(self) -> Registry:
        """The actors."""

    @property
    def answerer(self) -> Answerer:
        """Makes briefs."""

    @property
    def reader(self) -> Reader:
        """Reads sources and pages."""

    @property
    def compose(self) -> Compose:
        """Makes what a subscription's next digest holds."""

    @property
    def channels(self) -> Mapping[str, Channel]:
        """Where digests can be posted, by platform."""

    @property
    def clock(self) -> Clock:
        """Says what time it is."""

    @property
    def zone(self) -> str:
        """The time zone of those who name none."""
