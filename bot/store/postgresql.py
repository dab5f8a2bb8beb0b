"""The store in PostgreSQL: one database, as many processes as wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url

from bot.errors import StoreError
from bot.store.database import Database, hide_password
from bot.store.search import GinIndex
from bot.store.sql import SqlStore

if TYPE_CHECKING:
    from psycopg import Connection

_PATIENCE = 10  # seconds to wait for the server's answer


class PostgresqlStore(SqlStore):
    """A :class:`~bot.ports.Store` in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, GinIndex())

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect to the database that the address names.

        Raises:
            StoreError: If it cannot be reached or written, is another program's, or psycopg is not installed.
        """
        try:
            engine = create_engine(
                make_url(url).set(drivername="postgresql+psycopg"),
                hide_parameters=True,  # what people write has no place in logs
                pool_pre_ping=True,  # the server may have been restarted since
                pool_size=8,
                max_overflow=24,
                connect_args={"connect_timeout": _PATIENCE},
            )
        except ImportError as error:
            raise StoreError(
                hide_password(url), "PostgreSQL needs psycopg: run pip install 'briefbot[postgresql]'."
            ) from error
        event.listen(engine, "connect", _prepare)
        return cls(Database(engine, url))


def _prepare(connection: Connection, _record: object) -> None:
    """Set what holds for a connection.

    Locks are waited for as long as the server is. No query is compiled: ours end sooner than that takes. No table is read
    whole where an index serves: PostgreSQL does not reckon what it costs to unpack the tokens of each row.
    """
    settings = {"lock_timeout": f"{_PATIENCE}s", "jit": "off", "enable_seqscan": "off"}
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()
