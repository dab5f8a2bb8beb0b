"""Open the store that an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.ports import Store


def open_store(url: str) -> Store:
    """Return the store at ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/NAME``, made or migrated where needed.

    Raises:
        StoreError: If it cannot be used. Nothing that is there is lost or overwritten.
    """
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - SQLAlchemy takes 0.2 s, and printing help has no need of it
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 - as above

    from bot.store.database import hide_password  # noqa: PLC0415 - as above

    shown = hide_password(url)
    try:
        scheme = make_url(url).get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise StoreError(shown, f"DATABASE_URL is not a database's address: {shown!r}.") from error
    if scheme == "sqlite":
        from bot.store.sqlite import SqliteStore  # noqa: PLC0415 - as above

        return SqliteStore.open(url)
    if scheme in {"postgresql", "postgres"}:
        from bot.store.postgresql import PostgresqlStore  # noqa: PLC0415 - as above

        return PostgresqlStore.open(url)
    raise StoreError(shown, f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {scheme}://.")
