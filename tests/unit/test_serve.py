"""Running adapters."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import Bot, utc_now
from bot.config import Secret, Settings
from bot.errors import ConfigError, PluginNotFoundError, StoreAwayError, StoreError
from bot.model import Source, SourceKind
from bot.serve import _build, _keep_running, find_adapters, find_lenders, run_all, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot without any token."""
    return Bot(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}"))


@dataclass
class Edge:
    """An adapter that does what a test tells it to."""

    name: str
    act: Callable[[threading.Event, int], None]
    runs: int = 0
    started: threading.Event = field(default_factory=threading.Event)
    channel = None
    ready = True

    def run(self, stop: threading.Event, /) -> None:
        """Act."""
        self.runs += 1
        self.started.set()
        self.act(stop, self.runs)


def wait(stop: threading.Event, _run: int) -> None:
    """Serve until told to stop."""
    assert stop.wait(10)


def test_adapters_run_until_told_to_stop(bot: Bot) -> None:
    """Each runs in a thread of its own, counts for status, and returns when the event is set."""
    one, other, stop = Edge("one", wait), Edge("other", wait), threading.Event()
    ended = []
    house = threading.Thread(target=lambda: ended.append(run_all(bot, [one, other], stop)))
    house.start()
    assert one.started.wait(5)
    assert other.started.wait(5)
    stop.set()
    house.join(5)

    assert [False] == ended
    assert {"one": True, "other": True} == bot.status().adapters


def test_an_adapter_that_falls_is_started_again(bot: Bot) -> None:
    """One fall does not end an adapter, nor its neighbours."""
    stop = threading.Event()

    def fall_once(stop: threading.Event, run: int) -> None:
        if run == 1:
            raise RuntimeError("out of the blue")
        stop.set()

    edge = Edge("edge", fall_once)

    assert not run_all(bot, [edge], stop)
    assert 2 == edge.runs


class Pauses(threading.Event):
    """An event that keeps for how long it was waited for, and lets nobody wait."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Note it."""
        self.seconds.append(timeout or 0.0)
        return self.is_set()


def test_pauses_grow_until_an_adapter_has_run_well() -> None:
    """After falls in a row they are longer and longer, up to five minutes; after a good run, as short as at first."""
    lengths = [*[1.0] * 10, 3_600.0, 1.0]
    stop = Pauses()
    now = [0.0]

    def fall(_stop: threading.Event, run: int) -> None:
        if run > len(lengths):
            stop.set()
            return
        now[0] += lengths[run - 1]
        raise RuntimeError("out of the blue")

    _keep_running(Edge("edge", fall), stop, seconds=lambda: now[0])

    assert [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 1, 2] == stop.seconds


def test_an_adapter_that_refuses_its_settings_is_left_alone(bot: Bot) -> None:
    """A token that is refused is not tried again; without an adapter left, running ends."""

    def refuse(_stop: threading.Event, _run: int) -> None:
        raise ConfigError("TOKEN", "The token is refused.")

    edge = Edge("edge", refuse)

    assert run_all(bot, [edge], threading.Event())
    assert 1 == edge.runs


def test_what_lacks_its_settings_is_named(bot: Bot) -> None:
    """Without tokens, chats say what they miss, and the interactive adapter is not among what serves."""
    reasons = {offer.name: offer.reason for offer in find_adapters(bot)}

    assert "DISCORD_TOKEN is not set" in reasons["discord"]
    assert "SLACK_BOT_TOKEN is not set" in reasons["slack"]
    assert "terminal" not in reasons


def test_adapters_are_wanted_by_name_or_left_out_by_name(bot: Bot) -> None:
    """An interactive one runs only where it is wanted."""
    assert ["terminal", "web"] == [offer.name for offer in find_adapters(bot, ["web", "terminal"])]
    assert ["clock", "slack", "web"] == [offer.name for offer in find_adapters(bot, but=["discord"])]
    assert ["web"] == [offer.name for offer in find_adapters(bot, ["web", "clock"], ["clock"])]


@pytest.mark.parametrize("names", [{"only": ["telegram"]}, {"but": ["telegram"]}])
def test_an_unknown_adapter_is_refused(bot: Bot, names: dict[str, list[str]]) -> None:
    """A wrong name lists the right ones."""
    with pytest.raises(PluginNotFoundError, match="choose one of: clock, discord, slack"):
        find_adapters(bot, **names)


def test_an_adapter_that_is_wanted_and_cannot_run_stops_the_start(bot: Bot) -> None:
    """What was asked for by name must run."""
    said: list[str] = []

    assert 1 == serve(bot, only=["discord"], say=said.append)
    assert ["discord: does not run. DISCORD_TOKEN is not set; see docs/reference/settings.md."] == said


def test_what_does_not_run_lends_its_channel(bot: Bot) -> None:
    """A chat that has its settings can be posted to by a process in which only the clock runs; it counts for no status."""
    connected = replace(bot.settings, discord_token=Secret("t"))
    house = Bot(connected)
    for lender in find_lenders(house, ["clock"]):
        house.borrow(lender)

    assert (["discord"], {}) == (list(house.channels), house.status().adapters)
    assert [] == find_lenders(bot, ["clock"])
    assert [] == find_lenders(house, ["discord"])


def test_an_adapter_that_falls_while_it_is_built_is_named(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A stranger's fault keeps nobody else from running."""
    offer = _build(EntryPoint("odd", "builtins:len", "briefbot.adapters"), bot)

    assert (None, "It fell while it was built; the log says more.") == (offer.adapter, offer.reason)
    assert "adapter fell while it was built" in caplog.text


def test_a_database_that_can_never_be_used_stops_the_start(tmp_path: Path) -> None:
    """It is told in one sentence by whoever started it."""
    path = tmp_path / "photo.db"
    path.write_bytes(b"JFIF" * 100)

    with pytest.raises(StoreError, match="is not a database"):
        serve(Bot(Settings(database_url=f"sqlite:///{path}")), only=["clock"], say=lambda _line: None)


def test_a_database_that_is_away_is_told_and_does_not(bot: Bot) -> None:
    """Once its adapters end, so does it."""
    said: list[str] = []
    away = Bot(bot.settings)
    vars(away)["bare_store"] = Away()
    away.stopping.set()

    assert 0 == serve(away, only=["clock"], say=said.append)
    assert [
        "clock: runs.",
        "store: It is locked. Until then nothing can be answered or posted; it is tried again each time.",
        "Stopped.",
    ] == said


class Away:
    """A store that is locked."""

    def check(self) -> None:
        """Say so."""
        raise StoreAwayError("sqlite://", "It is locked.")


def test_reading_that_has_not_begun_waits_for_the_next_start(bot: Bot) -> None:
    """Told to stop, it begins nothing, and marks no source as read or failed."""
    source = Source(url="http://127.0.0.1:9/feed", kind=SourceKind.FEED, added=utc_now() - timedelta(days=1))
    bot.bare_store.save_source(source)
    bot.stopping.set()
    bot.read_sources()

    assert (source,) == bot.bare_store.sources()
