"""A database in trouble: one sentence, no password, and nothing lost."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreAwayError, StoreError
from bot.model import Query, article_id
from bot.store.database import hide_password
from bot.store.open import open_store
from bot.store.sqlite import SqliteStore
from bot.store.trouble import to_error
from tests.support.records import make_record

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Store
    from tests.support.postgresql import Server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lend the path of a sound database with 300 articles."""
    path = tmp_path / "briefbot.db"
    store = open_store(f"sqlite:///{path}")
    store.add([make_record(n) for n in range(300)])
    store.close()
    return path


def use(url: str) -> None:
    """Open a store and use it."""
    store = open_store(url)
    try:
        store.check()
        store.search(Query(text="", phrases=("pact",)))
        store.extent()
    finally:
        store.close()


def tell(error: Exception) -> str:
    """Return what people are told of an error."""
    return str(to_error(error, url="sqlite:///x", place="x"))


@pytest.mark.parametrize("kept", [b"PK\x03\x04 not a database, but 100 bytes of something else" * 20, b"x"])
def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path, kept: bytes) -> None:
    """To the byte, and the sentence says what to do."""
    path = tmp_path / "photo.zip"
    path.write_bytes(kept)

    with pytest.raises(StoreError, match=r"photo\.zip is not a database; nothing in it was touched\. Set DATABASE_URL"):
        use(f"sqlite:///{path}")

    assert kept == path.read_bytes()


def test_a_truncated_database_is_told_and_left_alone(path: Path) -> None:
    """Half of it is gone."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(StoreError, match=r"is damaged; nothing in it was touched\. Restore it from a copy"):
        use(f"sqlite:///{path}")

    assert whole[: len(whole) // 2] == path.read_bytes()


def test_a_database_damaged_in_the_middle_is_told(path: Path) -> None:
    """Where its pages hold something else."""
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))

    with pytest.raises(StoreError, match=r"is damaged|is not a database"):
        use(f"sqlite:///{path}")


def test_a_locked_database_is_waited_for_then_told(path: Path) -> None:
    """Another program writes and does not end; reading goes on meanwhile."""
    store = SqliteStore.open(f"sqlite:///{path}", patience=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert 300 == store.extent().articles
        with pytest.raises(StoreAwayError, match="is locked by another program; close that one, or try again"):
            store.add([make_record(1000)])
        with pytest.raises(StoreError, match="is locked"):
            store.check()
        other.execute("ROLLBACK")

    assert (article_id("1000"),) == store.add([make_record(1000)])
    store.close()


def test_receipts_are_not_waited_for_as_long_as_articles(path: Path) -> None:
    """Somebody waits for the brief: they give up within seconds where others are patient, and are kept the next time."""
    store = SqliteStore.open(f"sqlite:///{path}", patience=60)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(StoreAwayError, match="is locked"):
            store.keep_receipts("abc", "China", ())
        waited = time.monotonic() - begun
        other.execute("ROLLBACK")
    with store._database.write() as connection:
        patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    store.keep_receipts("abc", "China", ())

    assert waited < 30
    assert 60_000 == patience
    assert ("China", ()) == store.receipts("abc")
    store.close()


def test_a_lock_that_ends_in_time_is_not_noticed(path: Path) -> None:
    """A writer waits its turn."""
    store = SqliteStore.open(f"sqlite:///{path}")
    begun = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            other.execute("COMMIT")

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait(5)
    store.add([make_record(1000)])
    thread.join()

    assert 301 == store.extent().articles
    store.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"The folder .*/file/data cannot be made: "):
        open_store(f"sqlite:///{tmp_path}/file/data/briefbot.db")


def test_a_path_that_is_a_folder_is_told(tmp_path: Path) -> None:
    """SQLite cannot open it."""
    with pytest.raises(StoreError, match="cannot be opened; check that its folder exists"):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    """Nothing is made in it."""
    tmp_path.chmod(0o500)

    with pytest.raises(StoreError, match="cannot be opened; check that its folder exists and that briefbot may write"):
        open_store(f"sqlite:///{tmp_path}/briefbot.db")


def test_a_database_that_can_only_be_read_is_told(path: Path) -> None:
    """With what to check."""
    engine = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    with engine.connect() as connection, pytest.raises(Exception, match="readonly") as caught:
        connection.execute(text("DELETE FROM article"))
    engine.dispose()

    assert "The database x can only be read; check that briefbot may write to it and its folder." == tell(caught.value)


def test_a_full_disk_is_told(path: Path) -> None:
    """Nothing of what did not fit is kept."""
    store = SqliteStore.open(f"sqlite:///{path}")
    with store._database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no page more than there are; of this one connection

    with pytest.raises(StoreError, match=r"The disk that holds the database .* is full"):
        store.add([make_record(n, text="words " * 500) for n in range(1000, 1200)])

    assert 300 == store.extent().articles
    assert frozenset() == store.known([article_id("1000")])
    store.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://ann:s3cret@db/news", "DATABASE_URL must begin with sqlite:/// or postgresql://, not mysql://."),
        ("s3cret", "DATABASE_URL is not a database's address: 's3cret'."),
        ("", "DATABASE_URL is not a database's address: ''."),
        (
            "postgresql://ann:s3cret@db:port/news",
            "DATABASE_URL is not a database's address: 'postgresql://ann:***@db:port/news'.",
        ),
    ],
)
def test_a_wrong_address_is_told(url: str, sentence: str) -> None:
    """With what it should begin with."""
    with pytest.raises(StoreError) as caught:
        open_store(url)

    assert sentence == str(caught.value)


def test_a_server_that_does_not_answer_is_told() -> None:
    """By its name, without the password."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]  # free again when nobody listens

    with pytest.raises(StoreAwayError) as caught:
        open_store(f"postgresql://ann:s3cret@127.0.0.1:{port}/news")

    assert (
        f"The database server of news at 127.0.0.1:{port} does not answer; check that it runs and that DATABASE_URL is right."
        == str(caught.value)
    )
    assert f"postgresql://ann:***@127.0.0.1:{port}/news" == caught.value.url


@pytest.mark.parametrize(
    ("database", "user", "sentence"),
    [
        ("nowhere", "postgres", "There is no database nowhere at this machine; create it"),
        ("postgres", "nobody", "refuses the user or the password in DATABASE_URL"),
    ],
)
def test_a_server_that_refuses_is_told(postgresql: Server, database: str, user: str, sentence: str) -> None:
    """With what it refuses."""
    with pytest.raises(StoreError, match=sentence):
        open_store(postgresql.address(database, user=user))


def test_a_user_without_rights_is_told(postgresql: Server, postgresql_url: str) -> None:
    """With what they may not do."""
    postgresql.run("DROP ROLE IF EXISTS guest")
    postgresql.run("CREATE ROLE guest LOGIN")

    with pytest.raises(StoreError, match="The user in DATABASE_URL may not do this"):
        open_store(postgresql_url.replace("postgres@", "guest@"))


def test_a_server_that_was_restarted_is_connected_to_again(postgresql: Server, postgresql_url: str) -> None:
    """Connections that it has closed are replaced."""
    store = open_store(postgresql_url)
    postgresql.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'")

    assert 0 == store.extent().articles
    store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_text_that_no_database_takes_is_told(kind: str, request: pytest.FixtureRequest) -> None:
    """Half a character; reading never lets one through."""
    store: Store = (
        SqliteStore.in_memory() if kind == "sqlite" else open_store(request.getfixturevalue("postgresql_url"))
    )

    with pytest.raises(StoreError, match="cannot keep a text that holds null characters or halves of characters"):
        store.add([make_record(1), make_record(2, publisher="\ud800")])

    assert 0 == store.extent().articles
    store.close()


def test_a_pool_without_connections_is_told() -> None:
    """More threads than it has, for longer than they wait."""
    assert "The database x has no connection to spare; try again in a moment." == tell(PoolTimeoutError())


def test_what_is_not_foreseen_is_told_without_its_statement() -> None:
    """By the kind of error alone."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(Exception, match="no such table") as caught:
        connection.execute(text("SELECT secret FROM nowhere"))
    engine.dispose()

    assert "The database x failed (OperationalError); the log says more." == tell(caught.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("FATAL:  the database system is starting up", "The database server of x is starting or stopping; try again"),
        ("FATAL:  sorry, too many clients already", "The database server of x has no room or no connection to spare."),
        ("Connection refused", "The database server of x does not answer; check that it runs"),
    ],
)
def test_what_may_pass_by_itself_is_told_apart(said: str, sentence: str) -> None:
    """A server that is not there yet is asked again; a wrong address is not."""
    error = to_error(OperationalError("", {}, Exception(said)), url="", place="x")

    assert isinstance(error, StoreAwayError)
    assert str(error).startswith(sentence)
    assert not isinstance(to_error(OperationalError("", {}, Exception("password")), url="", place="x"), StoreAwayError)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////data/briefbot.db", "sqlite:////data/briefbot.db"),
        ("postgresql://ann@db/news", "postgresql://ann@db/news"),
        ("postgresql://ann:p@ss:w/rd@db/news", "postgresql://ann:***@db/news"),
        ("postgresql://db/news?password=s3cret&sslmode=require", "postgresql://db/news?password=***&sslmode=require"),
        ("postgresql://:s3cret@/news", "postgresql://:***@/news"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    """Wherever in the address it stands."""
    assert shown == hide_password(url)
    assert not re.search("s3cret", hide_password(url))
