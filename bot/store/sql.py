"""The store in SQL, put together from its parts; SQLite and PostgreSQL differ in their search and how they are opened."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.errors import StoreError
from bot.store.articles import SqlArticles
from bot.store.desk import SqlReceipts, SqlSources, SqlSubscriptions
from bot.store.ledger import SqlLedger
from bot.store.migrate import bring_up
from bot.store.schema import extent

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.store.search import Index


class SqlStore(SqlArticles, SqlSources, SqlReceipts, SqlSubscriptions, SqlLedger):
    """A :class:`~bot.ports.Store` in SQL; threads may share it."""

    def __init__(self, database: Database, index: Index) -> None:
        super().__init__(database, index)
        weakref.finalize(self, database.close)
        try:
            bring_up(database)
        except StoreError:
            database.close()
            raise

    def check(self) -> None:
        """Raise :class:`~bot.errors.StoreError` if the database cannot be read and written."""
        with self._database.write() as connection:
            connection.execute(update(extent).values(id=1))
            connection.execute(select(extent)).one()
            connection.rollback()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
