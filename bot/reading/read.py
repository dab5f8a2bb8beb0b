"""The reader: carries what stands at an address into the store."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.errors import SourceError, StoreAwayError, StoreError
from bot.model import Source, SourceKind
from bot.reading.canonical import canonical
from bot.reading.discover import find_source
from bot.reading.due import after, is_due
from bot.reading.feed import looks_like_feed
from bot.reading.file import Listing, list_files, load, read_file
from bot.reading.gather import Gathered, Gatherer
from bot.reading.keep import Keeper
from bot.reading.memory import Memory
from bot.reading.outcome import Outcome
from bot.reading.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bot.model import Record
    from bot.ports import Clock, Fetcher, Store
    from bot.reading.article import Draft
    from bot.reading.keep import Analyse, Shield

AT_ONCE = 8  # sources fetched at the same time
_COARSE = timedelta(seconds=2)  # the steps in which some file systems tell the time
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?].*)?", re.IGNORECASE)


class Reader:
    """Reads files, folders, pages and feeds. Threads may share it.

    What one address, one article or one method of finding stances does wrong is a value, and stops nothing else.

    Args:
        store: Where articles and sources are kept.
        fetch: Gets what stands at an address.
        clock: Says what time it is.
        analyse: Finds sentences, actors and stances in an article.
        shield: Turns whatever goes wrong in its block into a :class:`~bot.errors.SourceError` of the address that it is given;
            by default nothing is turned.
        worker: Takes foreign documents apart. By default there are two, so that people do not wait for sources.
    """

    def __init__(  # noqa: PLR0913 - the ports that reading needs
        self,
        store: Store,
        fetch: Fetcher,
        clock: Clock,
        analyse: Analyse,
        *,
        shield: Shield = lambda _address: nullcontext(),
        worker: Worker | None = None,
    ) -> None:
        self._store = store
        self._fetch = fetch
        self._clock = clock
        self._shield = shield
        self._memory = Memory()
        self._keeper = Keeper(store, clock, analyse, self._memory, shield)
        self._worker = worker or Worker()  # for those who wait
        self._rounds = worker or Worker()  # for the sources
        self._gatherer = Gatherer(fetch, self._worker, self._known, self._memory.wait)
        self._gatherer_of_rounds = Gatherer(fetch, self._rounds, self._known, self._memory.wait)

    def read(self, address: str, *, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Outcome:
        """Read what stands at an address or path into the store; what cannot be read is said in the outcome.

        The address of a source is read as that source, and its state saved. Of a folder, the files are kept some at a time:
        what was kept before an interruption stays.

        Args:
            address: An address of the web, or a path.
            progress: Told of a folder, now and then, how many files are done, of how many.
        """
        source = self._store.source(address)
        if source:
            # Who reads it again by hand, or has a timer do so, starts a process that remembers no earlier try.
            gathered = self._gather(source, self._gatherer, patient=source.checked is None)
            return self._keep_source(source, gathered)
        if not is_web(address):
            return self._read_files(address, progress)
        try:
            with self._shield(address):
                gathered = self._gatherer.read(address)
        except SourceError as error:
            gathered = Gathered(error=str(error))
        return self._keep(address, gathered)

    def look(self, address: str) -> Record:
        """Return the record of the one article at an address or path, without storing it.

        Raises:
            SourceError: If there is none.
        """
        with self._shield(address):
            draft = self._gatherer.article(address) if is_web(address) else read_file(_to_path(address), self._worker)
        return self._keeper.look(draft)

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
        with self._shield(address):
            found = find_source(address, self._fetch, self._worker)
        return self._add(Source(url=found.url, kind=found.kind, title=found.title, added=self._clock()))

    def add_folder(self, path: str) -> Source:
        """Add a folder, and return it; one that is there already stays as it is.

        Only whoever may read the files of this machine may ask for this.

        Raises:
            SourceError: If there is no folder at that path, or it cannot be opened.
        """
        folder = _to_path(path).resolve()
        if not folder.is_dir():
            raise SourceError(path, f"There is no folder {folder}: name one, or an address that begins with https://.")
        list_files(folder)
        return self._add(Source(url=folder.as_uri(), kind=SourceKind.FOLDER, title=folder.name, added=self._clock()))

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
            found = self._gather(source, self._gatherer_of_rounds)
            return None if stopping() else found

        outcomes: dict[str, Outcome] = {}
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading") as pool:
            gathering = {pool.submit(gather, source): source for source in due}
            for each in as_completed(gathering):  # what is slow to come holds up nothing else
                gathered, source = each.result(), gathering[each]
                if gathered:
                    outcomes[source.url] = self._keep_source(source, gathered)
        return tuple(outcomes[source.url] for source in due if source.url in outcomes)

    def close(self) -> None:
        """End the processes in which documents are taken apart."""
        self._worker.close()
        self._rounds.close()

    def _known(self, ids: Collection[str]) -> frozenset[str]:
        return self._store.known(ids) | self._memory.aside(ids)

    def _add(self, source: Source) -> Source:
        same = canonical(source.url)
        known = next((each for each in self._store.sources() if canonical(each.url) == same), None)
        if known:
            return known
        self._store.save_source(source)
        return source

    # --- Gathering

    def _gather(self, source: Source, gatherer: Gatherer, *, patient: bool = True) -> Gathered:
        try:
            with self._shield(source.url):
                if source.kind is not SourceKind.FOLDER:
                    return gatherer.read_source(source, patient=patient)
                return self._gather_folder(source)
        except SourceError as error:
            return Gathered(error=str(error))

    def _gather_folder(self, source: Source) -> Gathered:
        """Return what has changed in a folder since it was listed last, which its source notes as a page's last change."""
        now = self._clock()
        since = datetime.fromisoformat(source.modified) - _COARSE if source.modified else None
        listing = list_files(_to_path(source.url), since=since)
        return Gathered(drafts=self._drafts(listing, source.url), skipped=listing.skipped, modified=now.isoformat())

    def _drafts(self, listing: Listing, source: str = "") -> Iterator[Draft | SourceError]:
        """Yield what files hold, one by one, as it is asked for."""
        for path in listing.files:
            try:
                with self._shield(str(path)):
                    draft = replace(read_file(path, self._worker), source=source)
            except SourceError as error:
                yield error
            else:
                yield draft

    # --- Keeping

    def _read_files(self, address: str, progress: Callable[[int, int], None]) -> Outcome:
        path = _to_path(address)
        try:
            listing = list_files(path)
            body = load(path) if listing.files == (path,) else b""
            if looks_like_feed(body):
                with self._shield(address):
                    return self._keep(address, self._gatherer.read_saved(body, path.resolve().as_uri()))
        except SourceError as error:
            return Outcome(address=address, failures=(str(error),))
        gathered = Gathered(drafts=self._drafts(listing), skipped=listing.skipped)
        return self._keep(address, gathered, lambda done: progress(done, len(listing.files)))

    def _keep(self, address: str, gathered: Gathered, progress: Callable[[int], None] = lambda _: None) -> Outcome:
        made = self._keeper.keep(gathered.drafts, progress=progress)
        return Outcome(
            address=address,
            kept=tuple(made.kept),
            known=(*gathered.known, *made.known),
            copies=tuple(made.copies),
            waiting=gathered.left,
            failures=(*filter(None, (gathered.error,)), *gathered.failures, *made.failures),
            skipped=(*gathered.skipped, *_say_hollow(made.hollow, address)),
        )

    def _keep_source(self, source: Source, gathered: Gathered) -> Outcome:
        """Keep what a source gave, and save how its reading went, whatever happened."""
        try:
            with self._shield(source.url):
                outcome = self._keep(source.url, gathered)
        except StoreAwayError:
            raise  # nor could that be saved
        except (SourceError, StoreError) as error:
            gathered = Gathered(error=str(error))
            outcome = Outcome(address=source.url, failures=(str(error),))
        self._store.update_source(after(source, gathered, self._clock()))  # it may have been removed in the meantime
        return outcome


def _say_hollow(number: int, address: str) -> tuple[str, ...]:
    entries = "An entry" if number == 1 else f"{number} entries"
    were, them = ("was", "it") if number == 1 else ("were", "them")
    return (f"{entries} of {address} {were} left out: there is too little text in {them}.",) if number else ()


def is_web(address: str) -> bool:
    """Return whether an address is one of the web, rather than a path."""
    return address.strip().lower().startswith(("https://", "http://"))


def _to_path(address: str) -> Path:
    if address.lower().startswith("file:"):
        return Path(unquote(urlsplit(address).path))
    return Path(address).expanduser()
