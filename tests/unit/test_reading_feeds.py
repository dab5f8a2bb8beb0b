"""What a feed may say, and for whom: its own site's entries, those of aggregators, and those that would speak for others."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.model import Article, Source, SourceKind, article_id
from bot.reading.canonical import canonical
from bot.reading.read import Reader
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, Web, analyse_plainly, page, rss, tell

FEED = "https://agg.example/feed"
TRUE = "https://www.news.example/world/treaty"
EVERY = timedelta(minutes=15)


class House:
    """A reader that follows one feed."""

    def __init__(self) -> None:
        self.web = Web()
        self.store = MemoryStore()
        self.now = NOW
        self.reader = Reader(self.store, self.web, lambda: self.now, analyse_plainly, worker=Inline())
        self.store.save_source(Source(url=FEED, kind=SourceKind.FEED, added=NOW))

    def read(self, times: int = 1) -> list[Article]:
        """Read the feed some times, and return what is kept then, in the order of reading."""
        kept: list[str] = []
        for _ in range(times):
            (outcome,) = self.reader.read_sources(self.now, EVERY)
            kept += outcome.kept
            self.now += EVERY
        return [record.article for record in self.store.records(kept)]


@pytest.fixture
def house() -> House:
    """Lend a house."""
    return House()


def test_another_sites_article_is_read_on_its_page(house: House) -> None:
    """Words, title, outlet and author are the page's, however much the feed has; the article is known by its link."""
    house.web.put(FEED, rss([(f"{TRUE}?utm_source=agg", "NATO dissolves", tell("lie"))], title="BBC News"))
    house.web.put(f"{TRUE}?utm_source=agg", page("Treaty signed", tell("truth")))
    (article,) = house.read()

    assert (TRUE, article_id(TRUE)) == (article.url, article.id)
    assert ("Treaty signed", "news.example") == (article.title, article.publisher)
    assert tell("truth") in article.text
    assert [] == house.read()
    assert 1 == house.web.asked.count(f"{TRUE}?utm_source=agg")


def test_what_a_feed_says_of_another_site_goes_by_the_feed(house: House) -> None:
    """Where the page cannot be read, the words are the feed's own; the true article is still read when it comes."""
    house.web.put(FEED, rss([(TRUE, "NATO dissolves", tell("lie"))], title="BBC News"))
    (article,) = house.read(times=3)
    known = house.reader._known([article_id(TRUE)])
    house.web.put(TRUE, page("Treaty signed", tell("truth")))
    outcome = house.reader.read(TRUE)

    assert f"{FEED}#{TRUE}" == article.url
    assert ("BBC News", FEED) == (article.publisher, article.source)
    assert frozenset() == known
    assert (article_id(TRUE),) == outcome.kept
    assert [] == house.read()


def test_a_wall_before_another_sites_article_is_not_read(house: House) -> None:
    """A page of a few words gives way to what the feed says, which goes by the feed."""
    house.web.put(FEED, rss([(TRUE, "Treaty", tell("summary"))]))
    house.web.put(TRUE, page("Sign in", "Please sign in."))
    (article,) = house.read()

    assert (f"{FEED}#{TRUE}", tell("summary")) == (article.url, article.text)


def test_links_of_an_aggregator_are_followed(house: House) -> None:
    """Entries with nothing but a link to comments, as Hacker News has them, give the articles that they are about."""
    entries = [(f"https://site{n}.example/a", f"Title {n}", "Comments") for n in range(3)]
    house.web.put(FEED, rss(entries, title="Hacker News"))
    for n in range(3):
        house.web.put(f"https://site{n}.example/a", page(f"Title {n}", tell(f"word{n}")))
    articles = house.read()

    assert {link for link, _, _ in entries} == {article.url for article in articles}
    assert {"site0.example", "site1.example", "site2.example"} == {article.publisher for article in articles}


def test_a_redirector_of_an_aggregator_leads_to_the_article(house: House) -> None:
    """A link to the feed's own site that leads elsewhere gives the page there, in that page's own name."""
    link = "https://agg.example/url?to=1"
    house.web.put(FEED, rss([(link, "NATO dissolves", "Two words.")], title="BBC News"))
    house.web.put(link, page("Treaty signed", tell("truth")), url=TRUE)
    (article,) = house.read()

    assert (TRUE, article_id(canonical(link))) == (article.url, article.id)
    assert ("Treaty signed", "news.example") == (article.title, article.publisher)


def test_an_address_is_asked_for_as_it_was_given(house: House) -> None:
    """What looks like tracking may be what the server goes by; the article is shown without what surely is."""
    link = "https://agg.example/a b/c?b=2&ref=x&a=1&utm_source=y&p"
    house.web.put(FEED, rss([(f" {link}\n", "Tram", "Short.")]))
    given = link.replace(" ", "%20")
    house.web.put(given, page("Tram", tell("tram")))
    (article,) = house.read()

    assert [FEED, given] == house.web.asked
    assert "https://agg.example/a%20b/c?b=2&ref=x&a=1&p" == article.url


def test_feeds_that_differ_by_a_parameter_are_two(house: House) -> None:
    """Each is asked for by the address that was given."""
    for name in ("world", "sport"):
        house.web.put(f"https://agg.example/rss?feedname={name}", rss([], title=name))
        house.reader.add_source(f"https://agg.example/rss?feedname={name}")

    assert {FEED, "https://agg.example/rss?feedname=world", "https://agg.example/rss?feedname=sport"} == {
        source.url for source in house.store.sources()
    }


def test_names_of_entries_are_made_clean(house: House) -> None:
    """What no database can hold goes from names, titles and addresses; a name too long stands for itself by its hash."""
    items = [
        {"id": "a\ud800b\x00", "title": "\ud800Tram", "content_text": tell("tram")},
        {"id": "9" * 9000, "title": "Mill", "content_text": tell("mill"), "authors": [{"name": "A\x00da\udfff"}]},
        {"id": "c", "url": "https://agg.example/\ud800c", "content_text": tell("tide")},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "\ud800 news\x00", "items": items}
    house.web.put(FEED, json.dumps(feed), "application/feed+json")
    tram, mill, tide = sorted(house.read(), key=lambda article: ("tram", "mill", "tide").index(article.text[4:8]))

    assert (f"{FEED}#ab", "Tram") == (tram.url, tram.title)
    assert len(mill.url) < 100
    assert "Ada" == mill.author
    assert "https://agg.example/c" == tide.url
    assert ("news", "news") == (tide.publisher, house.store.sources()[0].title)
