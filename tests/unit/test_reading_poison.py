"""One source, one article, one method that fails in whatever way: it is a sentence, and all the others are read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import shield
from bot.errors import SourceError, StoreAwayError, StoreError
from bot.model import Source, SourceKind
from bot.reading.read import Reader
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, Web, analyse_plainly, page, rss, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from bot.model import Article, Record
    from bot.ports import Fetched
    from bot.reading.feed import Feed

EVERY = timedelta(minutes=15)
BAD, GOOD = "https://bad.example/feed", "https://good.example/feed"
WEIRD = [
    RuntimeError("x"),
    IndexError("x"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"),
    RecursionError(),
    KeyError(1),
]


class BrokenWeb(Web):
    """A web in which one site breaks the fetcher."""

    broken: Exception | None = None

    def __call__(self, url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
        """Raise what it is told to, for that site."""
        if self.broken and url.startswith("https://bad."):
            raise self.broken
        return super().__call__(url, etag=etag, modified=modified)


class BrokenWorker(Inline):
    """A worker that one site breaks."""

    broken: Exception | None = None

    def feed(self, body: bytes, *, url: str) -> Feed:
        """Raise what it is told to, for that site."""
        if self.broken and url.startswith("https://bad."):
            raise self.broken
        return super().feed(body, url=url)


class BrokenStore(MemoryStore):
    """A store that cannot hold the articles of one site."""

    __slots__ = ("broken",)

    broken: Exception | None

    def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
        """Raise what it is told to, for that site."""
        broken = getattr(self, "broken", None)
        if broken and any(record.article.title.startswith("Bad") for record in records):
            raise broken
        return super().add(records, seen=seen)


class House:
    """A reader that follows a bad feed and two good ones, the bad one between them."""

    def __init__(self) -> None:
        self.web = BrokenWeb()
        self.worker = BrokenWorker()
        self.store = BrokenStore()
        self.broken: Exception | None = None  # what analysis raises for articles of the bad feed
        self.reader = Reader(self.store, self.web, lambda: NOW, self.analyse, worker=self.worker, shield=shield)
        for n, url in enumerate((GOOD, BAD, "https://last.example/feed")):
            site = url.removesuffix("/feed")
            self.store.save_source(Source(url=url, kind=SourceKind.FEED, added=NOW - timedelta(days=9 - n)))
            name = "Bad" if url == BAD else "Good"
            entries = [(f"{site}/{each}", f"{name} {each}", tell(f"{name}{n}{each}")) for each in "ab"]
            self.web.put(url, rss(entries), etag='"1"')

    def analyse(self, article: Article) -> Record:
        """Raise what it is told to, for the first article of that site."""
        if self.broken and article.title == "Bad a":
            raise self.broken
        return analyse_plainly(article)

    def check(self, *, kept: int, failures: int, said: str) -> None:
        """Read all sources, and expect so much of the bad one; the good ones are read, and all know when they were."""
        first, bad, last = self.reader.read_sources(NOW, EVERY)
        assert (2, 2) == (len(first.kept), len(last.kept))
        assert ((), ()) == (first.failures, last.failures)
        assert kept == len(bad.kept)
        assert [said in failure for failure in bad.failures] == [True]
        assert {NOW} == {source.checked for source in self.store.sources()}
        source = self.store.source(BAD)
        assert source
        assert failures == source.failures


@pytest.fixture
def house() -> House:
    """Lend a house."""
    return House()


@pytest.mark.parametrize("error", WEIRD)
def test_one_source_that_breaks_the_fetcher(house: House, error: Exception) -> None:
    """It fails by itself, and counts as failed."""
    house.web.broken = error
    house.check(kept=0, failures=1, said=f"{BAD} could not be read: something went wrong here")


@pytest.mark.parametrize("error", WEIRD)
def test_one_source_that_breaks_the_worker(house: House, error: Exception) -> None:
    """So it is if its document cannot be taken apart."""
    house.worker.broken = error
    house.check(kept=0, failures=1, said=f"{BAD} could not be read")


@pytest.mark.parametrize("error", WEIRD)
def test_one_article_that_breaks_its_analysis(house: House, error: Exception) -> None:
    """The other article of that feed is kept; what failed is not analysed at each reading."""
    house.broken = error
    house.check(kept=1, failures=0, said="https://bad.example/a could not be read")
    house.store.save_source(replace(house.store.sources()[1], etag=""))
    (_, again, _) = house.reader.read_sources(NOW + EVERY, EVERY)

    assert ((), ()) == (again.kept, again.failures)


@pytest.mark.parametrize("error", [*WEIRD, StoreError("x", "The database cannot hold that.")])
def test_articles_that_cannot_be_stored(house: House, error: Exception) -> None:
    """Each is a sentence of its own, and the source was read."""
    house.store.broken = error
    first, bad, last = house.reader.read_sources(NOW, EVERY)

    assert (2, 0, 2) == (len(first.kept), len(bad.kept), len(last.kept))
    assert 2 == len(bad.failures)
    assert {NOW} == {source.checked for source in house.store.sources()}


def test_a_database_that_is_away_is_no_fault_of_the_articles(house: House) -> None:
    """It is told as it is, and reading ends until it is back."""
    house.store.broken = StoreAwayError("x", "The database is locked.")
    with pytest.raises(StoreAwayError):
        house.reader.read_sources(NOW, EVERY)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "\ud800"},
        {"id": "x\x00y", "url": None},
        {"title": "\ud800\x00"},
        {"date_published": "1 \u017fep 2024"},
        {"content_text": f"Augu\u017ft 1, 2024\n\n{tell('tram')}"},
        {"url": "https://bad.example/\ud800\x00"},
    ],
)
def test_a_poisoned_entry_is_read(house: House, change: dict[str, str]) -> None:
    """What no date, no address and no database can be made of goes; the entry stays."""
    entry = {"id": "1", "url": "https://bad.example/1", "title": "Tram", "content_text": tell("tram"), **change}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "\ud800", "items": [entry]}
    house.web.put(BAD, json.dumps(feed), "application/feed+json")
    first, bad, last = house.reader.read_sources(NOW, EVERY)

    assert (2, 1, 2) == (len(first.kept), len(bad.kept), len(last.kept))
    assert () == bad.failures
    (record,) = house.store.records(bad.kept)
    assert f"{record.article} {house.store.sources()}".encode()
    assert "\x00" not in f"{record.article.url}{record.article.title}{record.article.text}"


def test_files_are_read_past_one_that_fails(house: House, tmp_path: Path) -> None:
    """``briefbot read FOLDER`` tells of one file, and keeps the others."""
    house.broken = IndexError()
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {'Bad a' if name == 'b' else name}\n---\n{tell(name)}")
    outcome = house.reader.read(str(tmp_path))

    assert (2, 1) == (len(outcome.kept), len(outcome.failures))
    assert f"{(tmp_path / 'b.md').as_uri()} could not be read" in outcome.failures[0]


def test_whoever_asks_is_told(house: House) -> None:
    """A page that cannot be analysed is one sentence to those who look, or add a source."""
    house.broken = IndexError()
    house.web.put("https://site.example/a", page("Bad a", tell("tram")))
    with pytest.raises(SourceError, match="something went wrong here"):
        house.reader.look("https://site.example/a")
    house.web.broken = IndexError()
    tried: list[Callable[[str], object]] = [house.reader.add_source, house.reader.look]
    for attempt in tried:
        with pytest.raises(SourceError, match="something went wrong here"):
            attempt("https://bad.example/x")
    assert "something went wrong here" in house.reader.read("https://bad.example/x").failures[0]


def test_an_entry_too_long_for_an_article_is_told_once(house: House) -> None:
    """A book in a feed is a failure of its own, and not one of each reading."""
    site = BAD.removesuffix("/feed")
    house.web.put(BAD, rss([(f"{site}/a", "Bad a", "word " * 300_000), (f"{site}/b", "Bad b", tell("b"))]))
    house.check(kept=1, failures=0, said="more than a million characters")
    (_, again, _) = house.reader.read_sources(NOW + EVERY, EVERY)

    assert ((), ()) == (again.kept, again.failures)


def test_what_a_file_adds_may_fail(tmp_path: Path) -> None:
    """A file that has changed, and whose additions cannot be found, is a sentence; the other files are read."""

    class Forgetful(MemoryStore):
        """A store that breaks when it is asked for a page's later articles."""

        __slots__ = ()

        def known(self, ids: Collection[str], /) -> frozenset[str]:
            """Break where so many are asked for."""
            if len(ids) > 2:
                raise IndexError
            return super().known(ids)

    reader = Reader(Forgetful(), Web(), lambda: NOW, analyse_plainly, worker=Inline(), shield=shield)
    (tmp_path / "a.txt").write_text(tell("tram"))
    reader.read(str(tmp_path))
    (tmp_path / "a.txt").write_text(tell("tide"))
    (tmp_path / "b.txt").write_text(tell("mill"))
    outcome = reader.read(str(tmp_path))

    assert (1, 1) == (len(outcome.kept), len(outcome.failures))
    assert f"{(tmp_path / 'a.txt').as_uri()} could not be read" in outcome.failures[0]


def test_a_reading_that_cannot_be_kept_counts_as_failed(house: House) -> None:
    """A database that refuses what is asked of it, in the middle of a reading, is the source's error; others are read."""

    class Refusing(BrokenStore):
        """A store that cannot be asked about the articles of one site."""

        __slots__ = ()

        def known(self, ids: Collection[str], /) -> frozenset[str]:
            """Refuse, for one of them."""
            raise StoreError("x", f"The database is damaged, and {len(ids)} cannot be found.")

    store = Refusing()
    store.save_source(Source(url=BAD, kind=SourceKind.PAGE, added=NOW))
    house.web.put(BAD, page("Bad", tell("tram")))
    reader = Reader(store, house.web, lambda: NOW, analyse_plainly, worker=Inline(), shield=shield)
    (outcome,) = reader.read_sources(NOW, EVERY)
    source = store.source(BAD)

    assert ("The database is damaged, and 1 cannot be found.",) == outcome.failures
    assert source
    assert (1, outcome.failures[0], NOW) == (source.failures, source.error, source.checked)
