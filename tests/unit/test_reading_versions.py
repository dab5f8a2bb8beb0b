"""Pages, files and folders that change: what they add is kept, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.model import Article, Source, SourceKind
from bot.reading.read import Reader
from bot.reading.versions import LATEST
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, Web, analyse_plainly, page, tell

if TYPE_CHECKING:
    from pathlib import Path

LIVE = "https://site.example/live"
EVERY = timedelta(minutes=15)
DATED = "<meta property='article:published_time' content='{}'>"


class House:
    """A reader with a clock that can be put forward."""

    def __init__(self) -> None:
        self.web = Web()
        self.store = MemoryStore()
        self.now = NOW
        self.reader = Reader(self.store, self.web, lambda: self.now, analyse_plainly, worker=Inline())

    def read(self) -> list[Article]:
        """Read all sources, and return what is new."""
        kept = [each for outcome in self.reader.read_sources(self.now, EVERY) for each in outcome.kept]
        self.now += EVERY
        return [record.article for record in self.store.records(kept)]

    def put(self, *paragraphs: str, head: str = "") -> None:
        """Put up the page that is followed."""
        self.web.put(LIVE, page("Live", *paragraphs, head=head))


@pytest.fixture
def house() -> House:
    """Lend a house that follows a page."""
    made = House()
    made.store.save_source(Source(url=LIVE, kind=SourceKind.PAGE, added=NOW))
    return made


def test_what_a_page_adds_is_an_article(house: House) -> None:
    """Its new paragraphs alone, at the page's address, with an identity of their own; copies of nothing."""
    house.put(tell("tram"))
    (first,) = house.read()
    house.put(tell("mill"), tell("tram"))
    (second,) = house.read()
    house.put(tell("tide"), tell("mill"), tell("tram"))
    (third,) = house.read()

    assert [LIVE] * 3 == [first.url, second.url, third.url]
    assert (tell("mill"), tell("tide")) == (second.text, third.text)
    assert 3 == len({first.id, second.id, third.id})
    assert {record.article.id for record in house.store.records([second.id, third.id])} == {
        record.origin for record in house.store.records([second.id, third.id])
    }


def test_a_page_that_says_nothing_new_adds_nothing(house: House) -> None:
    """Not if it stays, is put in another order, loses a paragraph, or counts its readers."""
    house.put(tell("tram"), tell("mill"), "Read 9 minutes ago.")
    house.read()
    for paragraphs in (("tram", "mill"), ("mill", "tram"), ("mill",), ("tram", "mill")):
        house.put(*map(tell, paragraphs))
        assert [] == house.read()
    house.put(tell("tram"), tell("mill"), "Read 12 minutes ago.")
    assert [] == house.read()
    house.put(tell("tram"), tell("mill"), "Putin has left Pyongyang.")
    assert ["Putin has left Pyongyang."] == [each.text for each in house.read()]


def test_an_addition_is_dated_by_when_it_was_read(house: House) -> None:
    """The page's own date was that of its first text, unless it has changed since."""
    house.put(tell("tram"), head=DATED.format("2024-06-20T08:00:00Z"))
    (first,) = house.read()
    house.put(tell("tram"), tell("mill"), head=DATED.format("2024-06-20T08:00:00Z"))
    (second,) = house.read()
    house.put(tell("tram"), tell("tide"), head=DATED.format((NOW + timedelta(minutes=20)).isoformat()))
    (third,) = house.read()

    assert datetime.fromisoformat("2024-06-20T08:00:00Z") == first.published
    assert (None, NOW + EVERY) == (second.published, second.moment)
    assert NOW + timedelta(minutes=20) == third.published


def test_a_page_may_change_for_long(house: House) -> None:
    """Additions are numbered on and on, and what came long ago is forgotten at last."""
    for n in range(LATEST + 5):
        house.put(tell(f"word{n}", 2))
        (article,) = house.read()
        assert tell(f"word{n}", 2) in article.text
    house.put(tell(f"word{LATEST}", 2))
    assert [] == house.read()
    assert LATEST + 5 == house.store.extent().articles


def test_a_page_that_was_read_before_is_read_on(house: House) -> None:
    """Reading by hand finds what is new too, and says that it was read before if nothing is."""
    house.put(tell("tram"))
    house.read()
    again = house.reader.read("https://site.example/live?utm_source=x")
    assert "is not there" in again.failures[0]
    house.store.remove_source(LIVE)
    known = house.reader.read(LIVE)
    house.put(tell("tram"), tell("mill"))
    grown = house.reader.read(LIVE)

    assert (0, 1) == (len(known.kept), len(known.known))
    assert (1, 0) == (len(grown.kept), len(grown.known))
    assert f"{LIVE}: 1 article read." == grown.summary


def test_files_of_one_address_are_kept_one_after_the_other(tmp_path: Path) -> None:
    """What was saved twice, as it grew, is one article and what it added."""
    for name, text in (("a.md", tell("tram")), ("b.md", f"{tell('tram')}\n\n{tell('mill')}")):
        (tmp_path / name).write_text(f"---\nurl: {LIVE}\n---\n{text}")
    house = House()
    outcome = house.reader.read(str(tmp_path))

    assert [tell("tram"), tell("mill")] == [each.article.text for each in house.store.records(outcome.kept)]


# --- Folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_followed(tmp_path: Path) -> None:
    """Its new files are read, and what files add; it is there once."""
    house = House()
    (tmp_path / "a.txt").write_text(tell("tram"))
    source = house.reader.add_folder(str(tmp_path))

    def read() -> list[Article]:
        house.now = datetime.now(UTC)
        return [record.article for record in house.store.records(house.reader.read(source.url).kept)]

    (first,) = read()
    (tmp_path / "b.txt").write_text(tell("mill"))
    (second,) = read()
    (tmp_path / "a.txt").write_text(f"{tell('tram')}\n\n{tell('tide')}")
    (third,) = read()

    assert (SourceKind.FOLDER, tmp_path.name, tmp_path.as_uri()) == (source.kind, source.title, source.url)
    assert (tell("tram"), tell("mill"), tell("tide")) == (first.text, second.text, third.text)
    assert tmp_path.as_uri() == first.source
    assert [source.url] == [house.reader.add_folder(str(tmp_path)).url] == [each.url for each in house.store.sources()]


def test_files_that_have_not_changed_are_not_opened(tmp_path: Path) -> None:
    """A folder notes when it was listed; what was there by then is left alone."""
    house = House()
    house.now = datetime.now(UTC) + timedelta(hours=1)
    (tmp_path / "a.txt").write_text(tell("tram"))
    source = house.reader.add_folder(str(tmp_path))
    first, second = house.reader.read(source.url), house.reader.read(source.url)

    assert (1, 0) == (len(first.kept), len(second.known))


def test_what_is_no_folder_cannot_be_followed(tmp_path: Path) -> None:
    """A file, and what is not there, are refused in a sentence."""
    (tmp_path / "a.txt").write_text("text")
    for path in (tmp_path / "a.txt", tmp_path / "gone"):
        with pytest.raises(SourceError, match="There is no folder"):
            House().reader.add_folder(str(path))


def test_a_folder_that_has_gone_fails(tmp_path: Path) -> None:
    """It fails as a feed does, and may come back."""
    house = House()
    house.reader.add_folder(str(tmp_path))
    tmp_path.rmdir()
    (outcome,) = house.reader.read_sources(NOW, EVERY)
    tmp_path.mkdir()

    assert "There is no file or folder" in outcome.failures[0]
    assert 1 == house.store.sources()[0].failures
