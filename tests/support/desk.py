"""A desk in memory, for tests of commands: no database, no network, a clock that tests set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.actors.registry import Registry, load_registry
from bot.answering.brief import Answerer
from bot.answering.digest import Composer
from bot.answering.replies import sentence_reply
from bot.commands import to_command
from bot.commands.handle import answer
from bot.errors import BotError, FetchError
from bot.model import Place, Reply
from bot.plain import to_text
from bot.ports import Channel, Fetched
from bot.reading.analyse import analyse
from bot.reading.read import Reader
from bot.stances.frames import find_stances
from bot.store.memory import MemoryStore
from tests.support.answering import take_first

if TYPE_CHECKING:
    from bot.ports import Ranker, Store

START = datetime(2024, 7, 1, 12, tzinfo=UTC)
PLACE = Place(platform="test", channel="news")


class Web:
    """What stands at which address; all else does not answer."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}

    def __call__(self, url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
        """Fetch a page."""
        del etag, modified
        if url not in self.pages:
            raise FetchError(url, f"{url} does not answer.")
        media_type, body = self.pages[url]
        return Fetched(url=url, status=200, media_type=media_type, charset="utf-8", body=body.encode())


@dataclass
class Desk:
    """The rooms, over a store in memory."""

    store: Store = field(default_factory=MemoryStore)
    rank: Ranker = take_first
    registry: Registry = field(default_factory=load_registry)
    now: datetime = START
    zone: str = "UTC"
    channels: dict[str, Channel] = field(default_factory=dict)
    web: Web = field(default_factory=Web)

    def clock(self) -> datetime:
        """Say what time it is."""
        return self.now

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time

    @property
    def answerer(self) -> Answerer:
        """Makes briefs."""
        return Answerer(self.store, self.rank, self.registry, self.clock)

    @property
    def compose(self) -> Composer:
        """Makes digests."""
        return Composer(self.answerer, self.registry, self.clock)

    @property
    def reader(self) -> Reader:
        """Reads what the web of the test holds."""
        find = partial(analyse, registry=self.registry, find_stances=find_stances)
        return Reader(self.store, self.web, self.clock, find)

    def ask(self, line: str, *, place: Place = PLACE, subject: str = "") -> Reply:
        """Answer a line as any chat would."""
        try:
            return answer(to_command(line, place=place, subject=subject), self)
        except BotError as error:
            return sentence_reply(str(error))

    def say(self, line: str, *, place: Place = PLACE, subject: str = "") -> str:
        """Answer a line with text."""
        return to_text(self.ask(line, place=place, subject=subject), width=200)
