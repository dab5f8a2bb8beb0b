"""The reader: carries what stands at an address into the store."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.errors import SourceError
from bot.model import Source, SourceKind, article_id
from bot.reading.article import make_article
from bot.reading.discover import find_source
from bot.reading.file import list_files, read_file
from bot.reading.filing import file_records
from bot.reading.gather import Gathered, Gatherer
from bot.reading.outcome import Outcome
from bot.reading.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime, timedelta

    from bot.model import Article, Record
    from bot.ports import Clock, Fetcher, Store
    from bot.reading.article import Draft

AT_ONCE = 8  # sources fetched at the same time
_SLOWEST = 16  # times the usual interval between two readings of a source that fails
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?].*)?", re.IGNORECASE)


class Reader:
    """Reads files, folders, pages and feeds. Threads may share it.

    Args:
        store: Where articles and sources are kept.
        fetch: Gets what stands at an address.
        clock: Says what time it is.
        analyse: Finds sentences, actors and stances in an article.
        worker: Takes foreign documents apart; one of its own by default.
    """

    def __init__(
        self,
        store: Store,
        fetch: Fetcher,
        clock: Clock,
        analyse: Callable[[Article], Record],
        *,
        worker: Worker | None = None,
    ) -> None:
        self._store = store
        self._fetch = fetch
        self._clock = clock
        self._analyse = analyse
        self._worker = worker or Worker()
        self._gatherer = Gatherer(fetch, self._worker, self._known)
        self._empty: set[str] = set()  # ids of entries that hold no article; a feed shows them again and again

    def read(self, address: str) -> Outcome:
        """Read what stands at an address or path into the store; what cannot be read is said in the outcome.

        The address of a source is read as that source, and its state saved.
        """
        source = next((each for each in self._store.sources() if each.url == address), None)
        if source:
            return self._keep_source(source, self._gather(source))
        try:
            gathered = self._gatherer.read(address) if is_web(address) else self._gather_files(_to_path(address))
        except SourceError as error:
            gathered = Gathered(error=str(error))
        return self._keep(address, gathered)

    def look(self, address: str) -> Record:
        """Return the record of the one article at an address or path, without storing it.

        Raises:
            SourceError: If there is none.
        """
        draft = self._gatherer.article(address) if is_web(address) else self._file(_to_path(address))
        (record,) = file_records([self._analyse(make_article(draft, self._clock()))], self._store)
        return record

    def add_source(self, url: str) -> Source:
        """Add a feed, a page, or the feed of a site, and return it; one that is there already stays as it is.

        Raises:
            SourceError: If nothing that can be read is found there.
        """
        address = url.strip()
        if not is_web(address) and _BARE.fullmatch(address):
            address = f"https://{address}"
        if not is_web(address):
            raise SourceError(
                url, f"{url} is no web address: a source begins with https://, files are read by briefbot read."
            )
        found = find_source(address, self._fetch, self._worker)
        known = next((each for each in self._store.sources() if each.url == found.url), None)
        if known:
            return known
        source = Source(url=found.url, kind=found.kind, title=found.title, added=self._clock())
        self._store.save_source(source)
        return source

    def read_sources(
        self, now: datetime, every: timedelta, *, stopping: Callable[[], bool] = lambda: False
    ) -> tuple[Outcome, ...]:
        """Read the sources whose turn has come; one that fails is tried less and less often, and never given up.

        Of several processes that come at the same time, one reads a source.

        Args:
            now: The moment.
            every: How long after a reading the next one is due.
            stopping: Says whether to begin nothing more, and to let go of what has not yet come: its turn comes again.

        Returns:
            One outcome for each that was read, in the order of the sources.
        """
        due = [source for source in self._store.sources() if is_due(source, now, every)]

        def gather(source: Source) -> Gathered | None:
            if stopping() or not self._store.take_source(source, now):
                return None
            found = self._gather(source)
            return None if stopping() else found

        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading") as pool:
            gathered = zip(due, pool.map(gather, due), strict=True)
            return tuple(self._keep_source(source, found) for source, found in gathered if found)

    def close(self) -> None:
        """End the process in which documents are taken apart."""
        self._worker.close()

    # --- Gathering

    def _known(self, ids: Collection[str]) -> frozenset[str]:
        return self._store.known(ids) | self._empty.intersection(ids)

    def _gather(self, source: Source) -> Gathered:
        if source.kind is not SourceKind.FOLDER:
            return self._gatherer.read_source(source)
        try:
            return self._gather_files(_to_path(source.url))
        except SourceError as error:
            return Gathered(error=str(error))

    def _gather_files(self, path: Path) -> Gathered:
        listing = list_files(path)
        drafts, failures = [], []
        for file in listing.files:
            try:
                drafts.append(self._file(file))
            except SourceError as error:
                failures.append(str(error))
        return Gathered(drafts=tuple(drafts), failures=tuple(failures), skipped=listing.skipped)

    def _file(self, path: Path) -> Draft:
        return read_file(path, self._worker)

    # --- Keeping

    def _keep(self, address: str, gathered: Gathered) -> Outcome:
        made = self._make(gathered.drafts)
        known = self._store.known([article.id for article in made.articles])
        fresh = {article.id: article for article in made.articles if article.id not in known}
        records = file_records(map(self._analyse, fresh.values()), self._store)
        kept = self._store.add(records)
        return Outcome(
            address=address,
            kept=kept,
            known=(*gathered.known, *known),
            copies=tuple(
                each.article.id for each in records if each.article.id in kept and each.origin != each.article.id
            ),
            failures=(*filter(None, (gathered.error,)), *gathered.failures, *made.failures),
            skipped=(*gathered.skipped, *_say_empty(made.empty, address)),
        )

    def _make(self, drafts: Iterable[Draft]) -> _Made:
        now = self._clock()
        made = _Made([], [], 0)
        for draft in drafts:
            try:
                made.articles.append(make_article(draft, now))
            except SourceError as error:
                if draft.source:
                    self._empty.add(article_id(draft.key or draft.address))
                    made.empty += 1
                else:
                    made.failures.append(str(error))
        return made

    def _keep_source(self, source: Source, gathered: Gathered) -> Outcome:
        outcome = self._keep(source.url, gathered)
        if any(each.url == source.url for each in self._store.sources()):  # it may have been removed in the meantime
            self._store.save_source(after(source, gathered, self._clock()))
        return outcome


@dataclass(slots=True)
class _Made:
    """What became of drafts; ``empty`` counts the entries of feeds that hold no article."""

    articles: list[Article]
    failures: list[str]
    empty: int


def _say_empty(number: int, address: str) -> tuple[str, ...]:
    entries = "An entry" if number == 1 else f"{number} entries"
    were, them = ("was", "it") if number == 1 else ("were", "them")
    return (f"{entries} of {address} {were} left out: there is too little text in {them}.",) if number else ()


def after(source: Source, gathered: Gathered, now: datetime) -> Source:
    """Return a source as its reading leaves it."""
    if gathered.error:
        return replace(source, checked=now, failures=source.failures + 1, error=gathered.error)
    title = source.title or gathered.title
    return replace(
        source, title=title, checked=now, failures=0, error="", etag=gathered.etag, modified=gathered.modified
    )


def is_due(source: Source, now: datetime, every: timedelta) -> bool:
    """Return whether a source's turn has come: each failure in a row doubles the wait, up to sixteenfold."""
    return source.checked is None or now - source.checked >= every * min(2**source.failures, _SLOWEST)


def is_web(address: str) -> bool:
    """Return whether an address is one of the web, rather than a path."""
    return address.strip().lower().startswith(("https://", "http://"))


def _to_path(address: str) -> Path:
    if address.lower().startswith("file:"):
        return Path(unquote(urlsplit(address).path))
    return Path(address).expanduser()
