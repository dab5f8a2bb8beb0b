"""The store in SQLite: one file, many threads and processes, one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import StaticPool

from bot.errors import StoreError
from bot.store.database import BEGIN, PATIENCE, Database, hide_password
from bot.store.search import Fts5Index
from bot.store.sql import SqlStore
from bot.store.trouble import NOT_A_DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_MAGIC = b"SQLite format 3\x00"  # https://www.sqlite.org/fileformat2.html
_PATIENCE = 10.0  # seconds that a transaction waits for another's end
_AGAIN = 0.02  # seconds between two tries of what SQLite does not wait for by itself


class SqliteStore(SqlStore):
    """A :class:`~bot.ports.Store` in a file of SQLite's."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Fts5Index())

    @classmethod
    def in_memory(cls) -> Self:
        """Return an empty store that lasts as long as its object; threads take turns."""
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args=_arguments(_PATIENCE), hide_parameters=True
        )
        return cls(Database(_prepare(engine), "sqlite://", serial=threading.RLock()))

    @classmethod
    def open(cls, url: str, *, patience: float = _PATIENCE) -> Self:
        """Open the file that the address names, or make it; ``patience`` is how long to wait for locks, in seconds.

        Raises:
            StoreError: If it is locked, damaged, no database, another program's, or cannot be made or written.
        """
        name = make_url(url).database
        if not name or name == ":memory:":
            return cls.in_memory()
        path = Path(name).expanduser()
        _check(path, url)
        engine = create_engine(
            make_url(url).set(database=str(path)), connect_args=_arguments(patience), hide_parameters=True
        )
        database = Database(_prepare(engine), url)
        _write_ahead(database, path, patience)
        return cls(database)


def _arguments(patience: float) -> dict[str, Any]:
    # No isolation level: sqlite3 then begins no transaction by itself, and SQLAlchemy's begin event does.
    return {"timeout": patience, "isolation_level": None, "check_same_thread": False}


def _prepare(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        with _waiting(connection, options.get(PATIENCE)):
            connection.exec_driver_sql(options.get(BEGIN, "BEGIN"))

    return engine


@contextmanager
def _waiting(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Let a connection wait for locks so long, if that is said; then as long as before."""
    if seconds is None:
        yield
        return
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {before}")


def _check(path: Path, url: str) -> None:
    """Make the file's folder, and raise if the file holds anything but a database.

    SQLite itself would take a file of a few bytes for an empty one, and overwrite it.
    """
    shown = hide_password(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(shown, f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    try:
        begins = _read_first(path) if path.is_file() else b""
    except OSError as error:
        raise StoreError(shown, f"The database {path} cannot be opened: {error.strerror}.") from error
    if begins not in {b"", _MAGIC}:
        raise StoreError(shown, NOT_A_DATABASE.format(place=path))


def _read_first(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _write_ahead(database: Database, path: Path, patience: float) -> None:
    """Let a new file keep a write-ahead log: readers and the writer then never wait for each other.

    A file that holds anything is left as it is: it has its log already, or it is not ours. SQLite does not wait for locks
    here, so that processes which make the same file at the same time have to ask again.
    """
    if path.exists() and path.stat().st_size:
        return
    deadline = time.monotonic() + patience
    with database.trouble(), closing(sqlite3.connect(path)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_AGAIN)
            else:
                return
