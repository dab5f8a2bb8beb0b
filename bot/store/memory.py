"""The store in memory: the plainest one, for tests and for a bot that shall leave no trace."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.errors import StoreMovedError
from bot.model import Delivery, Place, Query, Receipt, Record, Source, Stance, State, Subscription
from bot.ports import Extent
from bot.store.tokens import to_haystack, to_needles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from bot.store.tokens import Needle

OPEN = frozenset({State.DUE, State.STAGED})
"""The states in which a delivery still waits for its end."""

CAME = frozenset({State.POSTED, State.QUIET})
"""The states of a delivery that came to its channel."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record with what search compares of it."""

    record: Record
    haystack: str

    def matches(self, query: Query, needles: Sequence[Needle], match: Literal["all", "any"]) -> bool:
        """Say whether the record answers the query, its window included."""
        moment = self.record.article.moment
        if (query.since and moment < query.since) or (query.until and moment >= query.until):
            return False
        hits = (any(form in self.haystack for form in needle) for needle in needles)
        return not needles or (all(hits) if match == "all" else any(hits))


def _haystack_of(record: Record) -> str:
    article = record.article
    return to_haystack(article.title, article.text, language=article.language, sentences=record.sentences)


@dataclass(slots=True)
class MemoryStore:
    """A :class:`~bot.ports.Store` that lasts as long as its process; threads may share it."""

    _lock: threading.RLock = field(default_factory=threading.RLock)
    _kept: dict[str, _Kept] = field(default_factory=dict)  # by article id, oldest first
    _seq: int = 0
    _sources: dict[str, Source] = field(default_factory=dict)
    _receipts: dict[str, tuple[str, tuple[Receipt, ...]]] = field(default_factory=dict)
    _subscriptions: dict[str, Subscription] = field(default_factory=dict)
    _deliveries: dict[tuple[str, date], Delivery] = field(default_factory=dict)
    _shown: dict[tuple[str, str], date] = field(default_factory=dict)  # (subscription, key) -> the day it first stood

    # --- Articles

    def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
        """Keep those that are not yet kept; see :meth:`bot.ports.Articles.add`."""
        with self._lock:
            if seen is not None and seen != self._seq:
                raise StoreMovedError("memory", "Articles were added in between.")
            if any(not record.article.sample for record in records):
                records = [record for record in records if not record.article.sample]
                self._drive_out_samples()
            elif self._kept and not self._sample:
                return ()
            fresh = {record.article.id: record for record in reversed(records) if record.article.id not in self._kept}
            ids = tuple(dict.fromkeys(record.article.id for record in records if record.article.id in fresh))
            made = [replace(fresh[each], seq=self._seq + n) for n, each in enumerate(ids, 1)]
            kept = {record.article.id: _Kept(record, _haystack_of(record)) for record in made}
            self._kept.update(kept)
            self._seq += len(ids)
            return ids

    @property
    def _sample(self) -> bool:
        return any(kept.record.article.sample for kept in self._kept.values())

    def _drive_out_samples(self) -> None:
        if self._sample:
            self._kept.clear()
            self._receipts.clear()

    def known(self, ids: Collection[str], /) -> frozenset[str]:
        """Return those of the ids that are kept."""
        with self._lock:
            return frozenset(each for each in ids if each in self._kept)

    def records(self, ids: Sequence[str], /) -> tuple[Record, ...]:
        """Return the records of these articles, in this order; unknown ids are left out."""
        with self._lock:
            return tuple(self._kept[each].record for each in ids if each in self._kept)

    def _newest(self) -> Iterator[_Kept]:
        return reversed(self._kept.values())

    def search(
        self, query: Query, /, *, limit: int = 200, after: int = 0, match: Literal["all", "any"] = "all"
    ) -> tuple[Record, ...]:
        """Return the newest records that match, newest first; see :meth:`bot.ports.Articles.search`."""
        needles = to_needles(query)
        with self._lock:
            found = (
                kept.record
                for kept in self._newest()
                if kept.record.seq > after and kept.matches(query, needles, match)
            )
            return tuple(record for record, _ in zip(found, range(limit), strict=False))

    def near_copies(self, bands: Collection[int], /, *, limit: int = 50) -> tuple[Record, ...]:
        """Return records that share at least one band; see :meth:`bot.ports.Articles.near_copies`."""
        wanted = frozenset(bands)
        shared: Counter[str] = Counter()
        looked: Counter[int] = Counter()  # by band
        with self._lock:
            for kept in self._kept.values():
                for band in wanted.intersection(kept.record.bands):
                    if looked[band] < limit:
                        looked[band] += 1
                        shared[kept.record.article.id] += 1
            best = dict(shared.most_common(limit))  # of those that share as many, the oldest
            return tuple(kept.record for each, kept in self._kept.items() if each in best)

    def stances(
        self,
        *,
        holders: Collection[str] = (),
        targets: Collection[str] = (),
        since: datetime | None = None,
        limit: int = 500,
    ) -> tuple[Stance, ...]:
        """Return the newest stances: by article, newest first, and within one in text order."""
        with self._lock:
            found = (
                stance
                for kept in self._newest()
                if since is None or kept.record.article.moment >= since
                for stance in kept.record.stances
                if (not holders or stance.holder in holders) and (not targets or stance.target in targets)
            )
            return tuple(stance for stance, _ in zip(found, range(limit), strict=False))

    def extent(self) -> Extent:
        """Return what is kept, in figures."""
        with self._lock:
            moments = [kept.record.article.moment for kept in self._kept.values()]
            return Extent(
                articles=len(self._kept),
                seq=self._seq,
                sample=self._sample,
                first=min(moments, default=None),
                last=max(moments, default=None),
            )

    # --- Sources and receipts

    def sources(self) -> tuple[Source, ...]:
        """Return all, oldest first."""
        with self._lock:
            return tuple(sorted(self._sources.values(), key=lambda source: (source.added, source.url)))

    def source(self, url: str, /) -> Source | None:
        """Return the one of that address."""
        with self._lock:
            return self._sources.get(url)

    def save_source(self, source: Source, /) -> None:
        """Add it, or replace the one of the same address."""
        with self._lock:
            self._sources[source.url] = source

    def update_source(self, source: Source, /) -> bool:
        """Replace the one of the same address, if it is still there."""
        with self._lock:
            if source.url not in self._sources:
                return False
            self._sources[source.url] = source
            return True

    def take_source(self, source: Source, now: datetime, /) -> bool:
        """Set when it was checked to now, unless that has changed since or it is gone."""
        with self._lock:
            kept = self._sources.get(source.url)
            if kept is None or kept.checked != source.checked:
                return False
            self._sources[source.url] = replace(kept, checked=now)
            return True

    def remove_source(self, url: str, /) -> bool:
        """Remove it; say whether it was there."""
        with self._lock:
            return self._sources.pop(url, None) is not None

    def keep_receipts(self, brief: str, title: str, receipts: Sequence[Receipt], /) -> None:
        """Keep the receipts of a brief under its id."""
        with self._lock:
            self._receipts[brief] = (title, tuple(receipts))

    def receipts(self, brief: str, /) -> tuple[str, tuple[Receipt, ...]] | None:
        """Return a brief's title and receipts, in order."""
        with self._lock:
            return self._receipts.get(brief)

    # --- Subscriptions and their ledger

    def subscriptions(self, place: Place | None = None, /) -> tuple[Subscription, ...]:
        """Return all, or a place's, oldest first."""
        with self._lock:
            found = [each for each in self._subscriptions.values() if place in {None, each.place}]
        return tuple(sorted(found, key=lambda subscription: (subscription.created, subscription.id)))

    def subscription(self, name: str, /) -> Subscription | None:
        """Return the one of that id."""
        with self._lock:
            return self._subscriptions.get(name)

    def save_subscription(self, subscription: Subscription, /) -> None:
        """Add it, or replace the one of the same id."""
        with self._lock:
            self._subscriptions[subscription.id] = subscription

    def update_subscription(self, subscription: Subscription, /) -> bool:
        """Replace the one of the same id, if it is still there."""
        with self._lock:
            if subscription.id not in self._subscriptions:
                return False
            self._subscriptions[subscription.id] = subscription
            return True

    def remove_subscription(self, subscription: str, /) -> bool:
        """Remove it, what is due of it and what it has shown; the history of what was posted stays."""
        with self._lock:
            self._deliveries = {
                slot: each
                for slot, each in self._deliveries.items()
                if each.subscription != subscription or each.state not in OPEN
            }
            self._shown = {slot: day for slot, day in self._shown.items() if slot[0] != subscription}
            return self._subscriptions.pop(subscription, None) is not None

    def open_slot(self, delivery: Delivery, /) -> bool:
        """Insert a DUE delivery unless its slot has one already."""
        slot = (delivery.subscription, delivery.day)
        with self._lock:
            if slot in self._deliveries:
                return False
            self._deliveries[slot] = delivery
            return True

    def claim(self, now: datetime, /, *, lease: datetime, platforms: Collection[str]) -> Delivery | None:
        """Take the oldest delivery that waits for one of these platforms and that nobody holds."""
        with self._lock:
            waiting = [
                each
                for each in self._deliveries.values()
                if each.state in OPEN and each.place.platform in platforms and (each.lease is None or each.lease <= now)
            ]
            if not waiting:
                return None
            oldest = min(waiting, key=lambda each: (each.due, each.subscription, each.day))
            taken = replace(oldest, lease=lease, attempt=oldest.attempt + 1)
            self._deliveries[taken.subscription, taken.day] = taken
            return taken

    def stage(self, delivery: Delivery, shown: Collection[str], /) -> bool:
        """Fix the reply and what it shows, if the delivery is still its claimant's."""
        with self._lock:
            held = self._held(delivery)
            if held is None:
                return False
            slot = (delivery.subscription, delivery.day)
            self._deliveries[slot] = replace(
                held, state=State.STAGED, reply=delivery.reply, upto=delivery.upto, quiet=delivery.quiet
            )
            for key in shown:
                self._shown.setdefault((delivery.subscription, key), delivery.day)
            return True

    def settle(self, delivery: Delivery, state: State, /) -> bool:
        """Write the end of it, if the delivery is still its claimant's; what a failed one shows was not shown."""
        with self._lock:
            held = self._held(delivery)
            if held is None:
                return False
            self._deliveries[delivery.subscription, delivery.day] = replace(
                held,
                state=state,
                lease=delivery.lease if state in OPEN else None,
                reply=held.reply if state in OPEN else None,
                message=delivery.message,
                posted=delivery.posted,
                error=delivery.error,
            )
            if state is State.FAILED:
                lost = (delivery.subscription, delivery.day)
                self._shown = {slot: day for slot, day in self._shown.items() if (slot[0], day) != lost}
            return True

    def _held(self, delivery: Delivery) -> Delivery | None:
        """Return the ledger's delivery if its attempt is this one's and it waits for its end."""
        kept = self._deliveries.get((delivery.subscription, delivery.day))
        return kept if kept and kept.attempt == delivery.attempt and kept.state in OPEN else None

    def deliveries(self, subscription: str, /, *, limit: int = 30) -> tuple[Delivery, ...]:
        """Return a subscription's deliveries, newest day first."""
        with self._lock:
            found = [each for each in self._deliveries.values() if each.subscription == subscription]
        return tuple(sorted(found, key=lambda each: each.day, reverse=True)[:limit])

    def seen(self, subscription: str, /) -> int:
        """Return the highest ``upto`` of those of a subscription's digests that came to their channel; 0 if none did."""
        with self._lock:
            came = (each for each in self._deliveries.values() if each.subscription == subscription)
            return max((each.upto for each in came if each.state in CAME), default=0)

    def shown(self, subscription: str, keys: Collection[str], /) -> frozenset[str]:
        """Return those of the keys that the subscription's earlier digests have shown."""
        with self._lock:
            return frozenset(key for key in keys if (subscription, key) in self._shown)

    # --- The whole

    def check(self) -> None:
        """Do nothing: memory can always be read and written."""

    def close(self) -> None:
        """Do nothing: the process's end lets go of it."""
