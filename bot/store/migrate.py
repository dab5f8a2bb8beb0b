"""Bring a database to the newest schema when it is opened.

The usual case, a database that is as it should be, costs one small query; only otherwise is Alembic imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.store.schema import VERSION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from bot.store.database import Database

_LOCK = 0x62726965  # "brie": PostgreSQL's number for "somebody is migrating this database"


def bring_up(database: Database) -> None:
    """Make or migrate the tables, once, however many processes open the database at the same time.

    Raises:
        StoreError: If the database is another program's, or a newer briefbot's.
    """
    with database.trouble():
        if _read_version(database) == VERSION:
            return
    import alembic.command  # noqa: F401, PLC0415 - 150 ms; here, so that nobody waits for them while we hold the lock

    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        _upgrade(connection, database)


def _read_version(database: Database) -> str | None:
    """Return the database's version; ``None`` if it has none."""
    with database.engine.connect() as connection:
        try:
            return _ask_version(connection)
        except DBAPIError:
            connection.rollback()
        # Another process may have made the table since.
        return _ask_version(connection) if inspect(connection).has_table(VERSION_TABLE) else None


def _ask_version(connection: Connection) -> str | None:
    version: str | None = connection.scalar(_select_version())
    return version


def _select_version() -> Select[Any]:
    return select(column("version_num", Text)).select_from(table(VERSION_TABLE))


def _upgrade(connection: Connection, database: Database) -> None:
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in names:
        _refuse_others(connection, database, names)
    version = connection.scalar(_select_version()) if VERSION_TABLE in names else None
    if version == VERSION:
        return  # another process was quicker

    from alembic import command  # noqa: PLC0415 - as above
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            database.url,
            f"The database {database.place} was written by a newer briefbot; update this one, or use another database.",
        )
    command.upgrade(config, "head")


def _refuse_others(connection: Connection, database: Database, names: set[str]) -> None:
    """Raise if the database belongs to another program: nothing of it may be lost, and nothing put beside it."""
    if names & set(metadata.tables) or (names and connection.dialect.name == "sqlite"):
        raise StoreError(
            database.url,
            f"The database {database.place} belongs to another program; set DATABASE_URL to one of briefbot's own.",
        )
