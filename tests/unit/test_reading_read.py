"""The reader, over a canned web."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.model import Source, SourceKind, article_id
from bot.reading.due import is_due
from bot.reading.read import Reader
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, Web, analyse_plainly, page, rss, tell

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Article
    from bot.reading.outcome import Outcome

SITE = "https://site.example"
FEED = f"{SITE}/feed"
EVERY = timedelta(minutes=15)


_SUMMARY = "Summary of the {}: the town was told at once."


class House:
    """A reader with a web, a store and a clock that stands still."""

    def __init__(self) -> None:
        self.web = Web()
        self.store = MemoryStore()
        self.now = NOW
        self.reader = Reader(self.store, self.web, lambda: self.now, analyse_plainly, worker=Inline())

    def article(self, address: str) -> Article:
        """Return the stored article that was found at an address."""
        return self.store.records([article_id(address)])[0].article

    def follow(self, url: str = FEED, kind: SourceKind = SourceKind.FEED) -> None:
        """Save a source."""
        self.store.save_source(Source(url=url, kind=kind, added=NOW))

    def source(self, url: str = FEED) -> Source:
        """Return a source as it is saved."""
        return next(each for each in self.store.sources() if each.url == url)


@pytest.fixture
def house() -> House:
    """Lend a house."""
    return House()


# --- Reading an address ----------------------------------------------------------------------------------------------


def test_a_page_is_read_once(house: House) -> None:
    """The second reading finds it known, whatever its address carries for tracking."""
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")))
    first = house.reader.read(f"{SITE}/a")
    house.web.put(f"{SITE}/a?utm_source=x", page("Tram saved", tell("tram")))
    second = house.reader.read(f"{SITE}/a?utm_source=x")

    identity = article_id(f"{SITE}/a")
    assert ((identity,), (), ()) == (first.kept, first.known, first.failures)
    assert ((), (identity,)) == (second.kept, second.known)
    assert "Tram saved" == house.article(f"{SITE}/a").title


def test_the_same_text_elsewhere_is_a_copy(house: House) -> None:
    """An article at another address is kept, as a copy."""
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")))
    house.web.put("https://other.example/b", page("The tram lives", tell("tram")))
    house.reader.read(f"{SITE}/a")
    outcome = house.reader.read("https://other.example/b")

    assert (article_id("https://other.example/b"),) == outcome.copies == outcome.kept
    assert "1 article read, 1 of them a copy" in outcome.summary


@pytest.mark.parametrize(
    ("name", "media_type", "body"),
    [
        ("a.txt", "text/plain", "Tram saved\n\n{}"),
        ("b.md", "text/plain", "# Tram saved\n\n{}"),
        ("c", "text/markdown", "{}"),
    ],
)
def test_plain_texts_are_read(house: House, name: str, media_type: str, body: str) -> None:
    """Texts and Markdown on the web are read as files are."""
    house.web.put(f"{SITE}/{name}", body.format(tell("tram")), media_type)
    house.reader.read(f"{SITE}/{name}")

    assert tell("tram") in house.article(f"{SITE}/{name}").text
    assert "#" not in house.article(f"{SITE}/{name}").text


def test_a_front_page_gives_the_entries_of_its_feed(house: House) -> None:
    """HTML where a feed was wanted: the feed that it names is read; feeds of comments come last."""
    head = (
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'>"
    )
    house.web.put(f"{SITE}/", page("Site", tell("menu"), head=head))
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram saved", tell("tram"))]))
    outcome = house.reader.read(f"{SITE}/")

    assert (article_id(f"{SITE}/a"),) == outcome.kept
    assert [f"{SITE}/", FEED] == house.web.asked


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        (b"%PDF-1.7", "text/html", "is a PDF, which cannot be read yet"),
        (b"x", "application/pdf", "is a PDF, which cannot be read yet"),
        (b"\xff\xd8\xff", "image/jpeg", r"is no text \(image/jpeg\)"),
        (b"\x00\x01\x02\x03" * 99, "", "is not text"),
        (b"", "text/html", "is empty"),
        (page("Sign in", "Please sign in.").encode(), "text/html", "holds no article"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(house: House, body: bytes, media_type: str, said: str) -> None:
    """Each trouble is a value that names the address, and nothing is stored."""
    house.web.put(f"{SITE}/a", body, media_type)
    outcome = house.reader.read(f"{SITE}/a")

    (failure,) = outcome.failures
    assert f"{SITE}/a" in failure
    assert re.search(said, failure)
    assert 0 == house.store.extent().articles


def test_a_dead_link_is_a_failure(house: House) -> None:
    """What the fetch says is what the outcome says."""
    outcome = house.reader.read(f"{SITE}/gone")

    assert (f"{SITE}/gone is not there.",) == outcome.failures
    assert f"{SITE}/gone: 1 failed." == outcome.summary


# --- Files -----------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_with_its_troubles(house: House, tmp_path: Path) -> None:
    """One bad file never stops the others; what is left out is said."""
    (tmp_path / "a.txt").write_text(tell("tram"))
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_text(f"---\ntitle: Mill\n---\n{tell('mill')}")
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    (tmp_path / "e.txt").write_text(f"{tell('tram')} And then some more.")
    outcome = house.reader.read(str(tmp_path))
    again = house.reader.read(tmp_path.as_uri())

    assert (3, 1, 1, 1) == (len(outcome.kept), len(outcome.copies), len(outcome.failures), len(outcome.skipped))
    assert (0, 3) == (len(again.kept), len(again.known))
    assert f"{tmp_path}: 3 articles read, 1 of them a copy; 1 failed." == outcome.summary


def test_nothing_at_a_path_is_a_failure(house: House, tmp_path: Path) -> None:
    """A wrong path is told, and so is an empty folder."""
    assert "There is no file or folder" in house.reader.read(str(tmp_path / "no")).failures[0]
    assert f"{tmp_path}: nothing new to read." == house.reader.read(str(tmp_path)).summary


def test_one_file_is_read(house: House, tmp_path: Path) -> None:
    """A path may lead to a file, with a suffix or without one that is known."""
    path = tmp_path / "notes"
    path.write_text(tell("tram"))

    assert (article_id(path.as_uri()),) == house.reader.read(str(path)).kept


def test_a_feed_that_was_saved_as_a_file_gives_its_entries(house: House, tmp_path: Path) -> None:
    """As it would from the web; as one article, and among articles, it is no text."""
    path = tmp_path / "feed.txt"
    path.write_text(rss([(f"{SITE}/{name}", name, tell(name)) for name in ("tram", "mill")]))
    outcome = house.reader.read(str(path))

    assert {"tram": tell("tram"), "mill": tell("mill")} == {
        record.article.title: record.article.text for record in house.store.records(outcome.kept)
    }
    assert [f"{path} is a feed, not an article: briefbot read reads what is in it."] == list(
        house.reader.read(str(tmp_path)).failures
    )


# --- Looking ---------------------------------------------------------------------------------------------------------


def test_looking_stores_nothing(house: House, tmp_path: Path) -> None:
    """A page and a file give a record each, filed but not kept."""
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")))
    (tmp_path / "b.txt").write_text(tell("mill"))

    assert "Tram saved" == house.reader.look(f"{SITE}/a").article.title
    assert tell("mill") == house.reader.look(str(tmp_path / "b.txt")).article.text
    assert article_id(f"{SITE}/a") == house.reader.look(f"{SITE}/a").origin
    assert 0 == house.store.extent().articles


def test_looking_at_a_feed_says_what_to_do(house: House) -> None:
    """A feed is no article."""
    house.web.put(FEED, rss([]))
    with pytest.raises(SourceError, match="is a feed, not an article"):
        house.reader.look(FEED)


# --- Adding sources --------------------------------------------------------------------------------------------------


def test_a_feed_becomes_a_source(house: House) -> None:
    """It goes by its own title; adding it again changes nothing."""
    house.web.put(FEED, rss([], title="The Post"))
    added = house.reader.add_source(f" {FEED} ")

    assert Source(url=FEED, kind=SourceKind.FEED, title="The Post", added=NOW) == added
    house.now += EVERY
    assert added == house.reader.add_source(FEED)
    assert (added,) == house.store.sources()


def test_the_feed_of_a_site_is_found(house: House) -> None:
    """Of the links that a page names, the first that holds a feed counts; an address may lack its scheme."""
    head = "".join(
        f"<link rel='alternate' type='application/rss+xml' href='/{name}'>" for name in ("gone", "page", "feed")
    )
    house.web.put("https://site.example", page("Site", "News.", head=head))
    house.web.put(f"{SITE}/page", page("No feed", "Sorry."))
    house.web.put(FEED, rss([], title=""))

    assert (FEED, SourceKind.FEED, "site.example") == _kind(house.reader.add_source("site.example"))


def test_a_feed_is_looked_for_where_many_have_it(house: House) -> None:
    """A page that names no feed may still have one in the usual place."""
    house.web.put(f"{SITE}/news", page("Site", "News."))
    house.web.put(f"{SITE}/atom.xml", rss([], title="Hidden"))

    assert (f"{SITE}/atom.xml", SourceKind.FEED, "Hidden") == _kind(house.reader.add_source(f"{SITE}/news"))


def test_a_page_without_a_feed_is_a_source_itself(house: House) -> None:
    """An article, or a plain text, can be followed."""
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")))
    house.web.put(f"{SITE}/a.txt", tell("tram"), "text/plain")

    assert (f"{SITE}/a", SourceKind.PAGE, "Tram saved") == _kind(house.reader.add_source(f"{SITE}/a"))
    assert (f"{SITE}/a.txt", SourceKind.PAGE, "site.example") == _kind(house.reader.add_source(f"{SITE}/a.txt"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{SITE}/empty", "neither a feed nor an article"),
        (f"{SITE}/gone", "is not there"),
        ("/etc", "is no web address"),
        ("file:///etc", "is no web address"),
        ("", "is no web address"),
    ],
)
def test_what_can_be_no_source_is_told(house: House, address: str, said: str) -> None:
    """A hollow page, a dead link and a path are refused, each in a sentence."""
    house.web.put(f"{SITE}/empty", page("Site", "Nothing."))
    with pytest.raises(SourceError, match=said):
        house.reader.add_source(address)
    assert () == house.store.sources()


def _kind(source: Source) -> tuple[str, SourceKind, str]:
    return source.url, source.kind, source.title


# --- Reading sources -------------------------------------------------------------------------------------------------


def test_a_feed_with_full_text_is_read_without_its_pages(house: House) -> None:
    """The articles carry the feed's words, its title as their outlet, and the source that they came by."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram saved", tell("tram"))], title="The Post"), etag='"1"', modified="Thu")
    (outcome,) = house.reader.read_sources(NOW, EVERY)
    article = house.article(f"{SITE}/a")

    assert (FEED, 1, ()) == (outcome.address, len(outcome.kept), outcome.failures)
    assert [FEED] == house.web.asked
    assert ("Tram saved", "The Post", FEED, tell("tram")) == (
        article.title,
        article.publisher,
        article.source,
        article.text,
    )
    assert replace(
        Source(url=FEED, kind=SourceKind.FEED, added=NOW), title="The Post", etag='"1"', modified="Thu", checked=NOW
    ) == (house.source())


def test_an_unchanged_feed_costs_one_request(house: House) -> None:
    """The validators of the last answer are sent; a 304 is a success, and they stay."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram saved", tell("tram"))]), etag='"1"')
    house.reader.read_sources(NOW, EVERY)
    house.now += EVERY
    (outcome,) = house.reader.read_sources(house.now, EVERY)

    assert ('"1"', "") == house.web.validators[-1]
    assert ((), (), ()) == (outcome.kept, outcome.known, outcome.failures)
    assert ('"1"', house.now) == (house.source().etag, house.source().checked)


def test_a_summary_is_completed_from_its_page(house: House) -> None:
    """Where the feed cuts the text, the linked page gives it; it is not asked for again."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", f"{tell('tram')} Read more…"), (f"{SITE}/b", "Mill", "Short.")]))
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram", 12)))
    house.web.put(f"{SITE}/b", page("Mill reopens", tell("mill")))
    house.reader.read_sources(NOW, EVERY)
    asked = list(house.web.asked)
    house.now += EVERY
    (outcome,) = house.reader.read_sources(house.now, EVERY)

    assert ("Tram saved", "Mill reopens") == (house.article(f"{SITE}/a").title, house.article(f"{SITE}/b").title)
    assert [FEED, f"{SITE}/a", f"{SITE}/b"] == asked
    assert [FEED] == house.web.asked[3:]
    assert 2 == len(outcome.known)


def test_a_link_that_redirects_is_known_again(house: House) -> None:
    """An article found through a redirector is not fetched each time, and goes by its own address."""
    house.follow()
    link = "https://short.example/1"
    house.web.put(FEED, rss([(link, "Tram", "Short.")]))
    house.web.put(link, page("Tram saved", tell("tram")), url=f"{SITE}/tram")
    house.reader.read_sources(NOW, EVERY)
    house.reader.read_sources(NOW + EVERY, EVERY)

    assert f"{SITE}/tram" == house.article(link).url
    assert 1 == house.web.asked.count(link)


def test_pages_that_fail_are_tried_again(house: House) -> None:
    """After two failures in a row the site is left alone; the entries wait, and their pages are read when they can be."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/{n}", f"Title {n}", _SUMMARY.format(n)) for n in range(4)]), etag='"1"')
    (first,) = house.reader.read_sources(NOW, EVERY)
    asked = list(house.web.asked)
    for n in range(4):
        house.web.put(f"{SITE}/{n}", page(f"Title {n}", tell(f"word{n}")))
    house.now += EVERY
    (second,) = house.reader.read_sources(house.now, EVERY)

    assert ((), 4) == (first.kept, first.waiting)
    assert [FEED, f"{SITE}/0", f"{SITE}/1"] == asked
    assert (f"{FEED} links to 2 pages that could not be read, first: {SITE}/0 is not there.",) == first.failures
    assert f"{FEED}: 4 wait for the next reading; 1 failed." == first.summary
    assert (4, 0, '"1"') == (len(second.kept), second.waiting, house.source().etag)
    assert tell("word3") in house.article(f"{SITE}/3").text


def test_a_page_that_fails_three_times_leaves_the_summary(house: House) -> None:
    """What the feed says is kept in the end, and the page is asked for no more."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", _SUMMARY.format("tram"))]), etag='"1"')
    outcomes: list[Outcome] = []
    for _ in range(4):
        outcomes += house.reader.read_sources(house.now, EVERY)
        house.now += EVERY

    assert [(0, 1), (0, 1), (1, 0), (0, 0)] == [(len(each.kept), each.waiting) for each in outcomes]
    assert _SUMMARY.format("tram") == house.article(f"{SITE}/a").text
    assert 3 == house.web.asked.count(f"{SITE}/a")
    assert 0 == house.source().failures


def test_who_reads_a_source_again_by_hand_gets_what_there_is(house: House) -> None:
    """The first reading leaves entries for the next; a second by hand does not, since no process may remember the tries."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", _SUMMARY.format("tram"))]))
    first, second = house.reader.read(FEED), house.reader.read(FEED)

    assert [(0, 1), (1, 0)] == [(len(each.kept), each.waiting) for each in (first, second)]


def test_a_page_that_refuses_programs_leaves_the_summary(house: House) -> None:
    """A login, a price or a refusal is an answer, and the next reading would get the same."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", _SUMMARY.format("tram"))]))
    house.web.break_(f"{SITE}/a", "It does not let us read this page.", status=403)
    (outcome,) = house.reader.read_sources(NOW, EVERY)

    assert (1, 0) == (len(outcome.kept), outcome.waiting)


def test_a_site_that_is_busy_is_left_alone_at_once(house: House) -> None:
    """Where a site asks us to come back later, its other pages are not asked for; those of other sites are."""
    house.follow()
    links = [f"{SITE}/a", f"{SITE}/b", "https://other.example/c"]
    house.web.put(FEED, rss([(link, "Tram", _SUMMARY.format("tram")) for link in links]))
    house.web.break_(f"{SITE}/a", "It asks us to come back later.", status=429)
    house.web.put("https://other.example/c", page("Mill", tell("mill")))
    (outcome,) = house.reader.read_sources(NOW, EVERY)

    assert [FEED, links[0], links[2]] == house.web.asked
    assert (1, 2) == (len(outcome.kept), outcome.waiting)


def test_a_feed_that_is_not_followed_leaves_nothing_for_later(house: House) -> None:
    """Whoever reads a feed once gets what the feed has."""
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", _SUMMARY.format("tram"))]))
    outcome = house.reader.read(FEED)

    assert (1, 0) == (len(outcome.kept), outcome.waiting)


def test_one_page_that_fails_is_one(house: House) -> None:
    """A single failure between successes stops nothing; a page with less than the feed has gives way to it."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/{n}", f"T{n}", "The town was told at once.") for n in range(3)]))
    house.web.put(f"{SITE}/1", page("One", "Sign in."))
    house.web.put(f"{SITE}/2", page("Two", tell("mill")))
    (outcome,) = house.reader.read_sources(NOW, EVERY)

    assert ["links to a page that could not be read" in each for each in outcome.failures] == [True]
    assert ("T1", "Two") == (house.article(f"{SITE}/1").title, house.article(f"{SITE}/2").title)


def test_a_feed_of_many_links_is_read_in_turns(house: House) -> None:
    """Ten pages a time are fetched; the rest waits, and the validators with it."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/{n}", f"T{n}", "Short.") for n in range(14)]), etag='"1"')
    for n in range(14):
        house.web.put(f"{SITE}/{n}", page(f"Title {n}", tell(f"word{n}")))
    (first,) = house.reader.read_sources(NOW, EVERY)
    waiting = house.source().etag
    house.now += EVERY
    (second,) = house.reader.read_sources(house.now, EVERY)

    assert (10, 4, 10) == (len(first.kept), len(second.kept), len(second.known))
    assert ("", '"1"') == (waiting, house.source().etag)


def test_an_entry_without_a_link_is_kept_by_its_guid(house: House) -> None:
    """Its address is a place in its feed, and no page is asked for."""
    house.follow()
    item = "<item><title>Tide</title><guid isPermaLink='false'>tide-1</guid><description>High at noon.</description></item>"
    house.web.put(FEED, rss([]).replace("</channel>", f"{item.replace('High', 'The tide will be high')}</channel>"))
    house.reader.read_sources(NOW, EVERY)

    assert f"{FEED}#tide-1" == house.article(f"{FEED}#tide-1").url
    assert [FEED] == house.web.asked


def test_entries_without_a_text_are_counted_once(house: House) -> None:
    """A feed of pictures is not asked for its pages again and again."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/{n}", "Picture", "") for n in range(2)]))
    house.web.put(f"{SITE}/0", page("Picture", "A picture."))
    house.web.put(f"{SITE}/1", page("Picture", "A picture."))
    (first,) = house.reader.read_sources(NOW, EVERY)
    house.now += EVERY
    (second,) = house.reader.read_sources(house.now, EVERY)

    assert ((), (f"2 entries of {FEED} were left out: there is too little text in them.",)) == (
        first.kept,
        first.skipped,
    )
    assert () == second.skipped
    assert [FEED, f"{SITE}/0", f"{SITE}/1", FEED] == house.web.asked


def _long_feed(entries: int) -> str:
    """Return a feed of full texts, the oldest first, each with its date."""
    items = "".join(
        f"<item><link>{SITE}/{n}</link><title>T{n}</title><pubDate>{NOW - timedelta(days=99 - n):%a, %d %b %Y %H:%M:%S} GMT"
        f"</pubDate><description>{tell(f'word{n}')}</description></item>"
        for n in range(entries)
    )
    return rss([]).replace("</channel>", f"{items}</channel>")


def test_the_newest_entries_come_first(house: House) -> None:
    """Of a long feed the newest fifty are read, whatever their order; the rest waits, and is said to."""
    house.follow()
    house.web.put(FEED, _long_feed(60), etag='"1"')
    (first,) = house.reader.read_sources(NOW, EVERY)
    house.now += EVERY
    (second,) = house.reader.read_sources(house.now, EVERY)

    assert {article_id(f"{SITE}/{n}") for n in range(10, 60)} == set(first.kept)
    assert f"{FEED}: 50 articles read; 10 wait for the next reading." == first.summary
    assert {article_id(f"{SITE}/{n}") for n in range(10)} == set(second.kept)
    assert (0, '"1"') == (second.waiting, house.source().etag)


def test_a_feed_that_fails_is_counted_and_the_others_are_read(house: House) -> None:
    """One bad feed never stops a run; its sentence is saved, and a success forgets it."""
    house.follow()
    house.follow("https://other.example/feed")
    house.follow("https://page.example/feed")
    house.web.break_(FEED, "It sleeps.")
    house.web.put("https://other.example/feed", rss([("https://other.example/a", "Mill", tell("mill"))]))
    house.web.put("https://page.example/feed", page("Not a feed", tell("page")))
    good, wrong, bad = house.reader.read_sources(NOW, EVERY)

    assert (("It sleeps.",), (), 1) == (bad.failures, good.failures, len(good.kept))
    assert "is no feed: remove it, and add the address of its site instead." in wrong.failures[0]
    assert (1, "It sleeps.", NOW) == (house.source().failures, house.source().error, house.source().checked)
    house.web.put(FEED, rss([]))
    house.now += 3 * EVERY
    house.reader.read_sources(house.now, EVERY)
    assert (0, "") == (house.source().failures, house.source().error)


@pytest.mark.parametrize(
    ("failures", "minutes", "expected"), [(0, 14, False), (0, 15, True), (2, 59, False), (2, 60, True), (50, 240, True)]
)
def test_a_failing_source_is_asked_less_often(failures: int, minutes: int, expected: bool) -> None:  # noqa: FBT001 - expected
    """Each failure doubles the wait, up to sixteen times the interval; it is never given up."""
    source = Source(url=FEED, kind=SourceKind.FEED, added=NOW, checked=NOW, failures=failures)

    assert expected is is_due(source, NOW + timedelta(minutes=minutes), EVERY)


def test_what_was_read_in_the_future_is_due() -> None:
    """A clock that was wrong once keeps no source from being read; one that is a little ahead does not make it due."""
    ahead = Source(url=FEED, kind=SourceKind.FEED, added=NOW, checked=NOW + timedelta(days=365))

    assert is_due(ahead, NOW, EVERY)
    assert not is_due(replace(ahead, checked=NOW + timedelta(seconds=5)), NOW, EVERY)


def test_a_server_that_asks_for_a_rest_has_it(house: House) -> None:
    """It is left alone until then, and for a day at most; a success ends that."""
    house.follow()
    house.web.break_(FEED, "It asks us to come back.", status=429, retry_after=7200.0)
    house.reader.read_sources(NOW, EVERY)
    resting = house.source()

    assert NOW + timedelta(hours=2) == resting.rests
    assert not is_due(resting, NOW + timedelta(minutes=119), EVERY)
    assert is_due(resting, NOW + timedelta(hours=2), EVERY)
    house.web.break_(FEED, "It asks us to come back.", status=429, retry_after=1e11)
    house.now = NOW + timedelta(hours=2)
    house.reader.read_sources(house.now, EVERY)
    assert house.now + timedelta(days=1) == house.source().rests
    house.web.put(FEED, rss([]))
    house.now += timedelta(days=2)
    house.reader.read_sources(house.now, EVERY)
    assert house.source().rests is None
    assert is_due(replace(house.source(), rests=house.now + timedelta(days=9)), house.now + EVERY, EVERY)


def test_a_source_that_is_not_due_is_left_alone(house: House) -> None:
    """Only those whose turn has come are asked."""
    house.store.save_source(Source(url=FEED, kind=SourceKind.FEED, added=NOW, checked=NOW))

    assert () == house.reader.read_sources(NOW + timedelta(minutes=1), EVERY)
    assert [] == house.web.asked


def test_a_source_that_was_removed_meanwhile_stays_away(house: House) -> None:
    """What is read of it is kept, the source is not."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", tell("tram"))]))
    (source,) = house.store.sources()
    house.store.remove_source(FEED)
    house.reader._keep_source(source, house.reader._gather(source, house.reader._gatherer))

    assert () == house.store.sources()
    assert 1 == house.store.extent().articles


def test_a_page_is_followed(house: House) -> None:
    """A page that is a source is read conditionally; without an article it fails."""
    house.follow(f"{SITE}/a", SourceKind.PAGE)
    house.follow(f"{SITE}/wall", SourceKind.PAGE)
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")), etag='"1"')
    house.web.put(f"{SITE}/wall", page("Sign in", "Sign in."))
    read, walled = house.reader.read_sources(NOW, EVERY)

    assert (1, '"1"') == (len(read.kept), house.source(f"{SITE}/a").etag)
    assert f"{SITE}/a" == house.article(f"{SITE}/a").source
    assert "holds no article" in walled.failures[0]


def test_reading_the_address_of_a_source_reads_the_source(house: House) -> None:
    """``/source add`` reads at once: its validators and state are saved."""
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", tell("tram"))]), etag='"1"')
    house.reader.add_source(FEED)
    outcome = house.reader.read(FEED)

    assert 1 == len(outcome.kept)
    assert ('"1"', NOW) == (house.source().etag, house.source().checked)


def test_a_feed_can_be_read_without_being_followed(house: House) -> None:
    """``briefbot read`` of a feed keeps its articles and adds no source."""
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", tell("tram"))]))

    assert 1 == len(house.reader.read(FEED).kept)
    assert () == house.store.sources()


def test_closing_is_harmless(house: House) -> None:
    """A reader may be closed, and go on."""
    house.reader.close()
    house.web.put(f"{SITE}/a", page("Tram saved", tell("tram")))

    assert "Tram saved" == house.reader.look(f"{SITE}/a").article.title


def test_what_has_not_come_when_it_is_time_to_stop_is_let_go(house: House) -> None:
    """Nothing more is begun, and nothing of what comes late is kept; the source's turn comes again."""
    house.follow()
    house.web.put(FEED, rss([(f"{SITE}/a", "Tram", tell("tram"))]))
    stopping = iter([False, True])

    assert () == house.reader.read_sources(NOW, EVERY, stopping=lambda: next(stopping))
    assert [FEED] == house.web.asked
    assert () == house.reader.read_sources(NOW + EVERY, EVERY, stopping=lambda: True)
    assert [FEED] == house.web.asked
    assert 0 == house.store.extent().articles
