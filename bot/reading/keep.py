"""Keeping: from drafts to what the store holds, some at a time, so that what is done is done."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import SourceError, StoreAwayError, StoreError, StoreMovedError
from bot.reading.article import TooLittleError, make_article
from bot.reading.filing import file_records
from bot.reading.versions import find_added, find_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.model import Article, Record
    from bot.ports import Articles, Clock
    from bot.reading.article import Draft
    from bot.reading.memory import Memory

    Analyse = Callable[[Article], Record]
    Shield = Callable[[str], AbstractContextManager[None]]

AT_ONCE = 100  # articles that are filed and stored together
_FILINGS = 5  # times that articles are filed anew because others came in between


@dataclass(slots=True)
class Kept:
    """What became of drafts; ``hollow`` counts the entries of feeds that hold no article.

    ``grown`` are first articles of pages that have now one more.
    """

    kept: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    grown: set[str] = field(default_factory=set)
    hollow: int = 0


class Keeper:
    """Makes articles of drafts, and keeps them. Threads may share it.

    Args:
        store: Where articles are kept.
        clock: Says what time it is.
        analyse: Finds sentences, actors and stances in an article.
        memory: Is told of entries that hold no article.
        shield: Turns whatever goes wrong in its block, through a fault of ours or of a plug-in, into a
            :class:`~bot.errors.SourceError` of the address that it is given.
    """

    def __init__(self, store: Articles, clock: Clock, analyse: Analyse, memory: Memory, shield: Shield) -> None:
        self._store = store
        self._clock = clock
        self._analyse = analyse
        self._memory = memory
        self._shield = shield
        self._filing = threading.Lock()

    def keep(self, drafts: Iterable[Draft | SourceError], *, progress: Callable[[int], None] = lambda _: None) -> Kept:
        """Keep what is new in these drafts; one that fails is a sentence, and stops no other.

        Args:
            drafts: The drafts, or why one could not be had.
            progress: Told how many drafts are done, now and then.
        """
        kept, done = Kept(), 0
        for some in _chunks(drafts):
            self._keep(some, kept)
            done += len(some)
            progress(done)
        return kept

    def look(self, draft: Draft) -> Record:
        """Return the record of a draft, filed but not kept.

        Raises:
            SourceError: If there is none.
        """
        with self._shield(draft.address):
            record = self._analyse(make_article(draft, self._clock()))
            return file_records([record], self._store)[0]

    def _keep(self, drafts: Sequence[Draft | SourceError], kept: Kept) -> None:
        made = {draft.id: draft for draft in drafts if not isinstance(draft, SourceError)}
        kept.failures += [str(each) for each in drafts if isinstance(each, SourceError)]
        articles = [article for draft in made.values() if (article := self._make(draft, kept))]
        known = self._store.known([article.id for article in articles])
        fresh = [article for article in articles if article.id not in known]
        old = [article for article in articles if article.id in known]
        fresh += self._find_added([article for article in old if made[article.id].changes], kept)
        kept.known += [article.id for article in old if article.id not in kept.grown]
        self._store_all([record for article in fresh if (record := self._look_at(article, kept))], kept)

    def _make(self, draft: Draft, kept: Kept) -> Article | None:
        try:
            with self._shield(draft.address):
                return make_article(draft, self._clock())
        except TooLittleError as error:
            if draft.source and not draft.changes:
                kept.hollow += 1
            else:
                kept.failures.append(str(error))
            self._set_aside(draft)
        except SourceError as error:
            kept.failures.append(str(error))
            self._set_aside(draft)
        return None

    def _set_aside(self, draft: Draft) -> None:
        if not draft.changes:
            self._memory.set_aside(draft.id)

    def _find_added(self, articles: Sequence[Article], kept: Kept) -> Iterator[Article]:
        """Yield what pages and files say that is new since they were read before."""
        texts = {each.article.id: each.article.text for each in self._store.records([each.id for each in articles])}
        for article in articles:
            if article.text == texts.get(article.id, article.text):
                continue
            try:
                with self._shield(article.url):
                    added = find_added(article, find_kept(article.id, self._store))
            except SourceError as error:
                kept.failures.append(str(error))
                continue
            if added:
                kept.grown.add(article.id)
                yield added

    def _look_at(self, article: Article, kept: Kept) -> Record | None:
        try:
            with self._shield(article.url):
                return self._analyse(article)
        except SourceError as error:
            kept.failures.append(str(error))
            self._memory.set_aside(article.id)
            return None

    def _store_all(self, records: Sequence[Record], kept: Kept) -> None:
        """Store the records: all at once or, if that fails, one by one, so that one that cannot be stored is alone."""
        if not records:
            return
        try:
            with self._shield(records[0].article.url):
                filed = self._file_and_add(records, kept)
        except StoreAwayError:
            raise
        except (SourceError, StoreError) as error:
            if len(records) == 1:
                kept.failures.append(str(error))
            else:
                for record in records:
                    self._store_all([record], kept)
            return
        kept.copies += filed

    def _file_and_add(self, records: Sequence[Record], kept: Kept) -> list[str]:
        """Store the records, and return the ids of the copies.

        What they are copies of is looked up before they are stored. If another process has stored others in between, it is
        looked up again.
        """
        with self._filing:
            for _ in range(_FILINGS):
                seen = self._store.extent().seq
                filed = file_records(records, self._store)
                try:
                    ids = self._store.add(filed, seen=seen)
                    break
                except StoreMovedError:
                    continue
            else:
                ids = self._store.add(filed)
        kept.kept += ids
        new = frozenset(ids)
        return [each.article.id for each in filed if each.article.id in new and each.origin != each.article.id]


def _chunks(drafts: Iterable[Draft | SourceError]) -> Iterator[list[Draft | SourceError]]:
    """Yield the drafts, some at a time, no two of one article among them."""
    some: list[Draft | SourceError] = []
    ids: set[str] = set()
    for draft in drafts:
        identity = "" if isinstance(draft, SourceError) else draft.id
        if len(some) == AT_ONCE or identity in ids:
            yield some
            some, ids = [], set()
        some.append(draft)
        if identity:
            ids.add(identity)
    if some:
        yield some
