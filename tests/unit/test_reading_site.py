"""Reading end to end: the guarded fetch, the worker and the reader against a site on loopback; and what analysis finds."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actors.registry import load_registry
from bot.model import Article, Label, Mode, Sentence, SourceKind, Stance, Voice, article_id
from bot.net.fetch import GuardedFetcher, Limits
from bot.reading.analyse import analyse
from bot.reading.read import Reader
from bot.reading.worker import Worker
from bot.store.memory import MemoryStore
from tests.support.loopback import Loopback, Request, respond
from tests.support.reading import NOW, analyse_plainly, page, rss, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EVERY = timedelta(minutes=15)


class Site:
    """A site with a front page, a feed with ETags, articles, and corners that misbehave."""

    def __init__(self) -> None:
        self.server = Loopback(self.answer)

    def answer(self, request: Request) -> Iterable[bytes]:
        """Answer as a site does."""
        if request.path == "/feed":
            return self.feed(request)
        pages = {
            "/": respond(page("Site", "Welcome.", head=self.link).encode()),
            "/old": respond(status=301, location="/tram"),
            "/tram": respond(gzip.compress(page("Tram saved", tell("tram")).encode()), content_encoding="gzip"),
            "/mill": respond(page("Mill reopens – again", tell("mill")).encode("cp1252"), content_type="text/html"),
            "/inside": respond(status=302, location="http://169.254.169.254/latest/meta-data/"),
            "/endless": [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 3_000_000],
        }
        return pages.get(request.path, respond(status=404))

    link = "<link rel='alternate' type='application/rss+xml' href='/feed'>"

    def feed(self, request: Request) -> Iterable[bytes]:
        """Answer with the feed, or 304 if it is known."""
        if request.headers.get("if-none-match") == '"v1"':
            return [b'HTTP/1.1 304 Not Modified\r\netag: "v1"\r\nconnection: close\r\n\r\n']
        items = [(self.server.url(f"/{name}"), name, "Short.") for name in ("old", "mill", "gone")]
        return respond(rss(items, title="The Post").encode(), content_type="application/xml", etag='"v1"')


@pytest.fixture
def site() -> Iterator[Site]:
    """Lend a site that is up."""
    made = Site()
    with made.server:
        yield made


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Lend a reader with everything real but the analysis."""
    fetch = GuardedFetcher(allow_private=True, limits=Limits(size=2_000_000, seconds=10))
    made = Reader(MemoryStore(), fetch, lambda: NOW, analyse_plainly, worker=Worker())
    yield made
    made.close()


def test_a_site_is_followed(site: Site, reader: Reader) -> None:
    """Its feed is found from its front page, its pages are read through redirects and codings; once none is tried again, 304 is enough."""
    source = reader.add_source(site.server.url("/"))
    first, *_, last = [reader.read(source.url) for _ in range(4)]
    kept = reader._store.records(first.kept)

    assert (site.server.url("/feed"), SourceKind.FEED, "The Post") == (source.url, source.kind, source.title)
    assert {"Tram saved", "Mill reopens – again"} == {record.article.title for record in kept}
    assert {site.server.url("/tram"), site.server.url("/mill")} == {record.article.url for record in kept}
    assert {"The Post"} == {record.article.publisher for record in kept}
    assert "has no such page (404)" in first.failures[0]
    assert ((), (), ()) == (last.kept, last.known, last.failures)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/inside", "not on the public network"),
        ("/endless", "MiB, the most that is read"),
        ("/gone", "no such page (404)"),
    ],
)
def test_what_a_site_does_wrong_is_one_sentence(site: Site, reader: Reader, path: str, said: str) -> None:
    """The fetch's own sentence reaches the outcome."""
    (failure,) = reader.read(site.server.url(path)).failures

    assert said in failure


def test_private_addresses_are_not_read_unless_allowed(site: Site) -> None:
    """Without leave, a site on loopback gets no request."""
    reader = Reader(MemoryStore(), GuardedFetcher(), lambda: NOW, analyse_plainly)
    (failure,) = reader.read(site.server.url("/tram")).failures

    assert "BRIEFBOT_ALLOW_PRIVATE=yes" in failure
    assert [] == site.server.requests


# --- Analysis --------------------------------------------------------------------------------------------------------

TEXT = "Moscow thanks its friends\n\nRussia thanked China on Monday. Beijing and Moscow did not say what for, and China said no more."


def first_sentence(article: Article, sentences: Sequence[Sentence]) -> list[Stance]:
    """Find one stance: in the first sentence that is no heading."""
    place = next(each for each in sentences if not each.heading)
    assert place.actors
    assert article.text
    return [
        Stance(
            holder="Russia",
            target="China",
            label=Label.SUPPORTIVE,
            mode=Mode.SAID,
            voice=Voice.ARTICLE,
            start=place.start,
            end=place.end,
        )
    ]


def test_analysis_finds_sentences_actors_and_stances() -> None:
    """Sentences know their actors, once each, in order; stances know their article; copies can be known."""
    article = Article(
        id=article_id("a"),
        url="https://site.example/a",
        title="T",
        text=TEXT + " " + tell("tram"),
        publisher="P",
        fetched=NOW,
    )
    record = analyse(article, registry=load_registry(), find_stances=first_sentence)

    assert [("Russia",), ("Russia", "China"), ("China", "Russia")] == [each.actors for each in record.sentences[:3]]
    assert [True, False, False] == [each.heading for each in record.sentences[:3]]
    assert "Russia thanked China on Monday." == record.quote(record.sentences[1])
    assert [article.id] == [stance.article for stance in record.stances]
    assert record.bands
    assert ("", "") == (record.origin, record.story)
