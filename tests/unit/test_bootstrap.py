"""The bot, put together."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import Bot, build, utc_now
from bot.config import Settings
from bot.model import Command, Place, Reply
from bot.plain import to_text
from bot.store.sqlite import SqliteStore
from tests.support.posting import FixedClock, make_subscription

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.commands.desk import Desk

NOW = datetime(2024, 7, 15, 8, 30, 15, tzinfo=UTC)
PLACE = Place(platform="test")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot on a database of its own, at a fixed moment."""
    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}"), clock=lambda: NOW)
    yield bot
    bot.close()


def ask(bot: Bot, name: str, text: str = "") -> Reply:
    """Answer a command."""
    return bot.handle(Command(name=name, text=text, place=PLACE))


def test_an_empty_store_is_filled_at_first_use(bot: Bot) -> None:
    """The first question is answered from the sample corpus, and says so."""
    text = to_text(ask(bot, "brief", "china"), width=200)

    assert "From the sample corpus" in text
    assert bot.store.extent().sample


def test_threads_that_come_at_once_fill_it_once(bot: Bot) -> None:
    """Whichever adapter comes first, the others wait and find the same."""
    replies: list[str] = []
    threads = [threading.Thread(target=lambda: replies.append(ask(bot, "brief", "nato").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert 1 == len(set(replies))
    assert 4 == len(replies)


def test_what_goes_wrong_on_purpose_is_a_sentence(tmp_path: Path) -> None:
    """A database that cannot be opened is answered with what to do."""
    (tmp_path / "test.db").write_bytes(b"not a database at all, but a file of some other kind" * 100)
    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}"))

    assert "is not a database" in ask(bot, "brief", "china").text


def test_what_goes_wrong_by_accident_is_an_apology(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours is logged without what was typed, and answered."""
    typed = "a secret"

    def broken() -> datetime:
        raise RuntimeError(typed)

    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}"), clock=broken)
    with caplog.at_level(logging.ERROR):
        reply = ask(bot, "brief", typed)

    assert "Something went wrong here" in reply.text
    (record,) = caplog.records
    assert ("brief", "RuntimeError") == (record.__dict__["command"], record.__dict__["error"])
    assert typed not in str(record.__dict__)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("chin", "China"), ("china vs jap", "china vs Japan"), ("china on north k", "china on North Korea")],
)
def test_names_are_completed(bot: Bot, typed: str, first: str) -> None:
    """Completion goes by the last name that is being typed."""
    assert first == bot.complete(typed)[0]


def test_status_tells_figures_and_trouble(bot: Bot, tmp_path: Path) -> None:
    """Health is told in figures; a broken store in a sentence, not an exception."""
    ask(bot, "brief", "china")

    assert (True, (), 0) == (bot.status().articles > 0, bot.status().trouble, bot.status().sources)

    (tmp_path / "bad.db").write_bytes(b"not a database" * 1_000)
    broken = build(Settings(database_url=f"sqlite:///{tmp_path / 'bad.db'}"))

    assert "is not a database" in broken.status().trouble[0]


def test_status_waits_for_nobody_who_writes(bot: Bot) -> None:
    """While another process adds articles, the house is as well as before."""
    bot.bare_store.extent()
    with closing(sqlite3.connect(bot.settings.database_url.removeprefix("sqlite:///"), isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        told = bot.status()
        lock.execute("ROLLBACK")

    assert () == told.trouble


def test_a_tick_wants_the_next_minute(bot: Bot) -> None:
    """What is due is looked for at each full minute."""
    assert 45.0 == bot.tick()
    assert bot.status().last_tick == NOW


def test_a_clock_that_stands_still_is_trouble(tmp_path: Path) -> None:
    """Ten minutes after the last tick the house is not ready, and says since when."""
    clock = FixedClock(NOW)
    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}", briefbot_read_minutes=0), clock=clock)
    bot.tick()
    clock.move(minutes=10)
    before = bot.status().trouble
    clock.move(minutes=1)
    after = bot.status().trouble
    bot.close()

    assert ((), ("What is due was last done at 08:30 UTC on 15 July.",)) == (before, after)


def test_a_tick_outlives_a_broken_store(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Trouble is logged in one sentence, and the clock goes on."""
    (tmp_path / "bad.db").write_bytes(b"not a database" * 1_000)
    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'bad.db'}"), clock=lambda: NOW)

    assert 45.0 == bot.tick()
    assert "what is due could not be done" in caplog.text
    bot.close()


def test_a_tick_looks_often_for_a_database_that_is_away(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """It is told once that it is away, and once that it is back."""
    lock = sqlite3.connect(bot.settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
    vars(bot)["bare_store"] = SqliteStore.open(bot.settings.database_url, patience=0.01)
    bot.bare_store.save_subscription(make_subscription())
    with caplog.at_level(logging.INFO, "bot.bootstrap"), closing(lock):
        bot.tick()
        lock.execute("BEGIN IMMEDIATE")
        bot.bare_store.extent()
        seconds = [bot.tick() for _ in range(3)]
        lock.execute("ROLLBACK")
        seconds += [bot.tick(), bot.tick()]

    assert [5.0, 5.0, 5.0, 45.0, 45.0] == seconds
    away, back = (record.message for record in caplog.records)
    assert away.startswith("what is due could not be done: The database")
    assert "what is due is done again" == back


def test_a_tick_reads_the_sources_whose_turn_has_come(tmp_path: Path) -> None:
    """Sources are read beside what is posted; one that cannot be read is noted with it."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}", briefbot_allow_private=True)
    bot = build(settings)
    from bot.model import Source, SourceKind  # noqa: PLC0415

    url = "http://127.0.0.1:9/feed"
    bot.bare_store.save_source(Source(url=url, kind=SourceKind.FEED, added=utc_now() - timedelta(days=1)))
    bot.tick()
    deadline = time.monotonic() + 30
    while not bot.bare_store.sources()[0].failures and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    bot.close()

    assert build(settings).bare_store.sources()[0].failures
    bot.close()


def test_env_is_what_adapters_need(bot: Bot) -> None:
    """An adapter is given what it may use, and no more."""
    env = bot.env()

    assert (bot.settings, NOW) == (env.settings, env.clock())
    assert "What can be asked" in env.handle(Command(name="help", place=PLACE)).text
    assert ["China"] == list(env.complete("china"))[:1]


def test_a_bot_is_the_desk_that_commands_work_at(bot: Bot) -> None:
    """Every room that a command may ask for is there, made once."""
    desk: Desk = bot

    assert desk.reader is bot.reader
    assert desk.answerer is bot.answerer
    assert desk.compose is bot.compose
    assert ("UTC", {}) == (desk.zone, desk.channels)
