"""What people have set up, in SQL: sources, subscriptions, and the receipts of the briefs they were given."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.model import Place, Schedule, Source, SourceKind, Subscription
from bot.store.codec import receipts_from_json, receipts_to_json
from bot.store.database import replace_row, upsert
from bot.store.schema import UNSETTLED, brief, delivery, shown, source, subscription

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from bot.model import Receipt
    from bot.store.database import Database


class SqlSources:
    """A :class:`~bot.ports.Sources` in SQL."""

    _database: Database

    def sources(self) -> tuple[Source, ...]:
        """Return all, oldest first."""
        with self._database.read() as connection:
            return tuple(map(_to_source, connection.execute(select(source).order_by(source.c.added, source.c.url))))

    def source(self, url: str, /) -> Source | None:
        """Return the one of that address."""
        with self._database.read() as connection:
            row = connection.execute(select(source).where(source.c.url == url)).one_or_none()
        return _to_source(row) if row else None

    def save_source(self, saved: Source, /) -> None:
        """Add it, or replace the one of the same address."""
        with self._database.write() as connection:
            upsert(connection, source, [_source_row(saved)])

    def update_source(self, saved: Source, /) -> bool:
        """Replace the one of the same address, if it is still there."""
        with self._database.write() as connection:
            return replace_row(connection, source, _source_row(saved))

    def take_source(self, taken: Source, now: datetime, /) -> bool:
        """Set when it was checked to now, unless that has changed since or it is gone."""
        unchanged = (source.c.url == taken.url, source.c.checked.is_not_distinct_from(taken.checked))
        with self._database.write() as connection:
            return connection.execute(update(source).where(*unchanged).values(checked=now)).rowcount > 0

    def remove_source(self, url: str, /) -> bool:
        """Remove it; say whether it was there."""
        with self._database.write() as connection:
            return connection.execute(delete(source).where(source.c.url == url)).rowcount > 0


def _source_row(saved: Source) -> dict[str, Any]:
    return {
        "url": saved.url,
        "kind": saved.kind.value,
        "title": saved.title,
        "added": saved.added,
        "etag": saved.etag,
        "modified": saved.modified,
        "checked": saved.checked,
        "failures": saved.failures,
        "error": saved.error,
        "rests": saved.rests,
    }


def _to_source(row: Row[Any]) -> Source:
    return Source(
        url=row.url,
        kind=SourceKind(row.kind),
        title=row.title,
        added=row.added,
        etag=row.etag,
        modified=row.modified,
        checked=row.checked,
        failures=row.failures,
        error=row.error,
        rests=row.rests,
    )


class SqlReceipts:
    """A :class:`~bot.ports.Receipts` in SQL."""

    _database: Database

    def keep_receipts(self, made: str, title: str, receipts: Sequence[Receipt], /) -> None:
        """Keep the receipts of a brief under its id; somebody waits for the brief, so that it does not wait long."""
        with self._database.write(hurry=True) as connection:
            upsert(connection, brief, [{"id": made, "title": title, "receipts": receipts_to_json(receipts)}])

    def receipts(self, made: str, /) -> tuple[str, tuple[Receipt, ...]] | None:
        """Return a brief's title and receipts, in order."""
        with self._database.read() as connection:
            row = connection.execute(select(brief).where(brief.c.id == made)).one_or_none()
        return (row.title, receipts_from_json(row.receipts)) if row else None


class SqlSubscriptions:
    """A :class:`~bot.ports.Subscriptions` in SQL."""

    _database: Database

    def subscriptions(self, place: Place | None = None, /) -> tuple[Subscription, ...]:
        """Return all, or a place's, oldest first."""
        found = select(subscription).order_by(subscription.c.created, subscription.c.id)
        if place is not None:
            found = found.where(
                subscription.c.platform == place.platform,
                subscription.c.workspace == place.workspace,
                subscription.c.channel == place.channel,
            )
        with self._database.read() as connection:
            return tuple(map(_to_subscription, connection.execute(found)))

    def subscription(self, name: str, /) -> Subscription | None:
        """Return the one of that id."""
        with self._database.read() as connection:
            row = connection.execute(select(subscription).where(subscription.c.id == name)).one_or_none()
        return _to_subscription(row) if row else None

    def save_subscription(self, saved: Subscription, /) -> None:
        """Add it, or replace the one of the same id."""
        with self._database.write() as connection:
            upsert(connection, subscription, [_subscription_row(saved)])

    def update_subscription(self, saved: Subscription, /) -> bool:
        """Replace the one of the same id, if it is still there."""
        with self._database.write() as connection:
            return replace_row(connection, subscription, _subscription_row(saved))

    def remove_subscription(self, removed: str, /) -> bool:
        """Remove it, what is due of it and what it has shown; the history of what was posted stays."""
        with self._database.write() as connection:
            connection.execute(delete(delivery).where(delivery.c.subscription == removed, UNSETTLED))
            connection.execute(delete(shown).where(shown.c.subscription == removed))
            return connection.execute(delete(subscription).where(subscription.c.id == removed)).rowcount > 0


def _subscription_row(saved: Subscription) -> dict[str, Any]:
    return {
        "id": saved.id,
        "platform": saved.place.platform,
        "workspace": saved.place.workspace,
        "channel": saved.place.channel,
        "query": saved.query,
        "at": saved.schedule.at.isoformat(),
        "zone": saved.schedule.zone,
        "days": "".join(map(str, sorted(saved.schedule.days))),
        "created": saved.created,
        "paused": saved.paused,
    }


def _to_subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        place=Place(platform=row.platform, workspace=row.workspace, channel=row.channel),
        query=row.query,
        schedule=Schedule(at=time.fromisoformat(row.at), zone=row.zone, days=frozenset(map(int, row.days))),
        created=row.created,
        paused=row.paused,
    )
