"""One database behind an engine of SQLAlchemy: transactions, and its troubles in our words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.store.trouble import to_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine, Table

BEGIN = "briefbot_begin"
"""The execution option that says how SQLite begins a transaction."""

PATIENCE = "briefbot_patience"
"""The execution option that says how many seconds SQLite waits for the writer before, where that is not as long as usual."""

_HURRY = 1.0  # seconds: while somebody waits for an answer that is ready

_SECRET = re.compile(r"(?i)([?&][^=&#]*(?:password|secret|token|key)[^=&#]*=)[^&#]*")


def hide_password(url: str) -> str:
    """Return a database's address as it may be shown.

    >>> hide_password("postgresql://ann:s3cret@db.example/news?sslpassword=x")
    'postgresql://ann:***@db.example/news?sslpassword=***'
    """
    head, at, tail = url.rpartition("@")  # a password may hold an @ of its own
    scheme, separator, user = head.partition("://")
    if at and separator:
        url = f"{scheme}://{user.partition(':')[0]}{':***' if ':' in user else ''}@{tail}"
    return _SECRET.sub(r"\1***", url)


def place_of(url: str) -> str:
    """Return what a sentence for people calls the database: its file, or its server and name."""
    hidden = hide_password(url)
    if hidden.startswith("sqlite"):
        return hidden.partition(":///")[2] or "in memory"
    parts = urlsplit(hidden)
    return f"{parts.path.lstrip('/')} at {parts.netloc.rpartition('@')[2] or 'this machine'}"


class Database:
    """A database that threads share.

    ``serial`` is held during each transaction where the engine has one connection for all threads.
    """

    def __init__(self, engine: Engine, url: str, *, serial: AbstractContextManager[object] | None = None) -> None:
        self.engine = engine
        self.url = hide_password(url)
        self.place = place_of(url)
        self._serial = serial or nullcontext()
        self._writing = engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        self._hurrying = self._writing.execution_options(**{PATIENCE: _HURRY})

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """Map what the libraries raise to :class:`StoreError`."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, UnicodeError) as error:
            raise to_error(error, url=self.url, place=self.place) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection for reading, in one transaction."""
        with self.trouble(), self._serial, self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, hurry: bool = False) -> Iterator[Connection]:
        """Lend a connection in a transaction that is committed as a whole, or not at all if the block raises.

        On SQLite it is the only one that writes; in a ``hurry``, it waits for no longer than a second to be that.
        """
        engine = self._hurrying if hurry else self._writing
        with self.trouble(), self._serial, engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def upsert(connection: Connection, into: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, each in the place of the one that has the same key."""
    if rows:
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        statement = make(into)
        keys = {column.name for column in into.primary_key}
        news = {column.name: statement.excluded[column.name] for column in into.c if column.name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=sorted(keys), set_=news), rows)


def replace_row(connection: Connection, into: Table, row: Mapping[str, Any]) -> bool:
    """Put a row in the place of the one that has the same key; say whether there was one."""
    same = (column == row[column.name] for column in into.primary_key)
    return connection.execute(update(into).where(*same).values(dict(row))).rowcount > 0


def insert_new(connection: Connection, into: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert those rows whose key is not there yet, and return how many they were."""
    if not rows:
        return 0
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(into).values(list(rows)).on_conflict_do_nothing()
    return len(connection.execute(statement.returning(*into.primary_key)).all())
