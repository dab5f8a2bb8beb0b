"""The ledger of deliveries in SQL: each slot once, each claim by one worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, tuple_, update

from bot.model import Delivery, Place, State
from bot.store.codec import reply_from_json, reply_to_json
from bot.store.database import insert_new
from bot.store.rows import chunks
from bot.store.schema import UNSETTLED, delivery, shown

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, TextClause

    from bot.store.database import Database


class SqlLedger:
    """A :class:`~bot.ports.Ledger` in SQL."""

    _database: Database

    def open_slot(self, opened: Delivery, /) -> bool:
        """Insert a DUE delivery unless its slot has one already."""
        row = {
            "subscription": opened.subscription,
            "day": opened.day,
            "platform": opened.place.platform,
            "workspace": opened.place.workspace,
            "channel": opened.place.channel,
            "due": opened.due,
            "state": opened.state.value,
            "attempt": opened.attempt,
            "lease": opened.lease,
            "reply": reply_to_json(opened.reply) if opened.reply else None,
            "upto": opened.upto,
            "message": opened.message,
            "posted": opened.posted,
            "error": opened.error,
            "quiet": opened.quiet,
        }
        with self._database.write() as connection:
            return insert_new(connection, delivery, [row]) == 1

    def claim(self, now: datetime, /, *, lease: datetime, platforms: Collection[str]) -> Delivery | None:
        """Take the oldest delivery that waits for one of these platforms and that nobody holds."""
        free = or_(delivery.c.lease.is_(None), delivery.c.lease <= now)
        oldest = (
            select(delivery.c.subscription, delivery.c.day)
            .where(UNSETTLED, delivery.c.platform.in_(sorted(platforms)), free)
            .order_by(delivery.c.due, delivery.c.subscription, delivery.c.day)
            .limit(1)
            .with_for_update(skip_locked=True)  # of which SQLite, that lets one write at a time, has no need
        )
        taken = (
            update(delivery)
            .where(tuple_(delivery.c.subscription, delivery.c.day) == oldest.scalar_subquery())
            .values(lease=lease, attempt=delivery.c.attempt + 1)
            .returning(delivery)
        )
        with self._database.write() as connection:
            row = connection.execute(taken).one_or_none()
        return _to_delivery(row) if row else None

    def stage(self, staged: Delivery, shows: Collection[str], /) -> bool:
        """Fix the reply and what it shows, if the delivery is still its claimant's."""
        reply = reply_to_json(staged.reply) if staged.reply else None
        with self._database.write() as connection:
            held = update(delivery).where(*_held(staged))
            fixed = held.values(state=State.STAGED.value, reply=reply, upto=staged.upto, quiet=staged.quiet)
            if not connection.execute(fixed).rowcount:
                return False
            rows = [{"subscription": staged.subscription, "key": key, "day": staged.day} for key in sorted(set(shows))]
            insert_new(connection, shown, rows)
        return True

    def settle(self, settled: Delivery, state: State, /) -> bool:
        """Write the end of it, if the delivery is still its claimant's; what a failed one shows was not shown."""
        ends: dict[str, Any] = {
            "state": state.value,
            "lease": settled.lease,
            "message": settled.message,
            "posted": settled.posted,
            "error": settled.error,
        }
        if state not in {State.DUE, State.STAGED}:
            ends |= {"lease": None, "reply": None}
        with self._database.write() as connection:
            if not connection.execute(update(delivery).where(*_held(settled)).values(ends)).rowcount:
                return False
            if state is State.FAILED:
                lost = (shown.c.subscription == settled.subscription, shown.c.day == settled.day)
                connection.execute(delete(shown).where(*lost))
        return True

    def deliveries(self, subscription: str, /, *, limit: int = 30) -> tuple[Delivery, ...]:
        """Return a subscription's deliveries, newest day first."""
        found = select(delivery).where(delivery.c.subscription == subscription)
        with self._database.read() as connection:
            return tuple(map(_to_delivery, connection.execute(found.order_by(delivery.c.day.desc()).limit(limit))))

    def seen(self, subscription: str, /) -> int:
        """Return the highest ``upto`` of those of a subscription's digests that came to their channel; 0 if none did."""
        came = delivery.c.state.in_([State.POSTED.value, State.QUIET.value])
        highest = select(func.max(delivery.c.upto)).where(delivery.c.subscription == subscription, came)
        with self._database.read() as connection:
            return connection.scalar(highest) or 0

    def shown(self, subscription: str, keys: Collection[str], /) -> frozenset[str]:
        """Return those of the keys that the subscription's earlier digests have shown."""
        found: set[str] = set()
        with self._database.read() as connection:
            for some in chunks(keys):
                theirs = (shown.c.subscription == subscription, shown.c.key.in_(some))
                found.update(connection.scalars(select(shown.c.key).where(*theirs)))
        return frozenset(found)


def _held(claimed: Delivery) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """Return the conditions under which a claimant may still write."""
    return (
        delivery.c.subscription == claimed.subscription,
        delivery.c.day == claimed.day,
        delivery.c.attempt == claimed.attempt,
        UNSETTLED,
    )


def _to_delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        subscription=row.subscription,
        day=row.day,
        place=Place(platform=row.platform, workspace=row.workspace, channel=row.channel),
        due=row.due,
        state=State(row.state),
        attempt=row.attempt,
        lease=row.lease,
        reply=reply_from_json(row.reply) if row.reply else None,
        upto=row.upto,
        message=row.message,
        posted=row.posted,
        error=row.error,
        quiet=row.quiet,
    )
