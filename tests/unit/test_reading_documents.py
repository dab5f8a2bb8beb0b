"""Pages and feeds, taken apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import ParseError
from bot.reading.feed import MOST_ENTRIES, Feed, looks_like_feed, parse_feed
from bot.reading.markup import find_article, fragment_to_text, line_to_text, parse_html
from bot.reading.page import MOST_ELEMENTS, Page, parse_page
from tests.support.reading import page, rss, tell

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://site.example/feed"


def read(body: str) -> Page:
    """Take a page apart."""
    return parse_page(body.encode(), url="https://site.example/a")


# --- Text out of markup ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("plain text\nin two lines", "plain text\nin two lines"),
        ("a < b and c > d", "a < b and c > d"),
        ("", ""),
        ("<p></p>", ""),
        ("<!-- nothing -->", ""),
        ("<p>One\n  and more.</p>\n<p>Two</p>tail", "One and more.\n\nTwo\n\ntail"),
        ("One<br>and more.<br/><br>\nTwo", "One and more.\n\nTwo"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<b>bo</b>ld <script>alert('x')</script><style>p {}</style>end", "bold end"),
        ("<p>Before<figure>picture<figcaption>caption</figcaption></figure>after</p>", "Before\n\nafter"),
        ("Fish &amp; chips &lt;now&gt; &#8364;5", "Fish & chips <now> €5"),
        ("<p>half open", "half open"),
        ("<p>\ud800 lone</p>", "? lone"),
    ],
)
def test_a_fragment_gives_its_text(fragment: str, expected: str) -> None:
    """Blocks become paragraphs, inline markup leaves its words, scripts and captions go."""
    assert expected == fragment_to_text(fragment)


def test_a_title_is_one_line_without_markup() -> None:
    """Tags and entities of a title are resolved, once."""
    assert "A big fish & more" == line_to_text(" A <i>big</i>\n fish &amp; more<img src=x onerror=alert(1)>")


def test_the_article_is_where_the_page_says() -> None:
    """The article element, then main, then the body."""
    tree = parse_html("<body><main><p>x</p><article>y</article></main></body>")

    assert "article" == find_article(tree).tag
    assert "main" == find_article(parse_html("<main>x</main>")).tag
    assert "body" == find_article(parse_html("<p>x</p>")).tag
    assert "html" == find_article(parse_html("<html><frameset></frameset></html>")).tag


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "Tram saved | The Post"),
        ("<meta property='og:site_name' content='The Post'>", "Tram saved"),
        ("<meta property='og:title' content='Tram &amp;amp; town'>", "Tram & town"),
        ("<meta property='og:title' content=' '>", "Tram saved | The Post"),
        ("<meta property='og:title' content='Tram | saved again'>", "Tram | saved again"),
        ("<meta name='dc.title' content='Tram - saved again and for all the days that are still to come'>",
         "Tram - saved again and for all the days that are still to come"),
    ],
)  # fmt: skip
def test_a_title_is_what_the_page_declares(head: str, expected: str) -> None:
    """Declared titles come before headings, and lose the name of the site."""
    assert expected == read(page("Tram saved | The Post", tell("tram"), head=head)).title


def test_a_page_with_several_headings_goes_by_its_title_element() -> None:
    """One heading is the title, two are not; the title element loses what stands behind its last bar."""
    body = "<html><head><title>Tram saved – The Post</title></head><body><h1>A</h1><h1>B</h1></body></html>"

    assert "Tram saved" == read(body).title
    assert "Only one" == read("<html><body><h1>Only\n one</h1></body></html>").title
    assert "" == read("<html><body><p>x</p></body></html>").title


@pytest.mark.parametrize(
    ("linked", "expected"),
    [
        ('{"@type": "NewsArticle", "headline": "A", "author": "Ada", "datePublished": "2024-06-20"}', ("A", "Ada", "2024-06-20")),
        ('[{"@type": "Person"}, {"@type": "BlogPosting", "headline": "B", "author": {"name": "Bo"}}]', ("B", "Bo", "")),
        ('{"@graph": [[{"@type": ["Thing", "Article"], "headline": "C", "author": [{"name": "C"}, [1], 5, "D"]}]]}',
         ("C", "C, D", "")),
        ('{"@type": {"odd": 1}, "headline": "E"}', ("T", "", "")),
        ('{"@type": "Organization", "name": "F"}', ("T", "", "")),
        ('{"broken', ("T", "", "")),
        ("[" * 100_000, ("T", "", "")),
        ('"text"', ("T", "", "")),
    ],
)  # fmt: skip
def test_linked_data_is_read_in_its_many_forms(linked: str, expected: tuple[str, str, str]) -> None:
    """The article among the page's linked data counts; what is broken or something else does not."""
    found = read(page("T", tell("tram"), head=f"<script type='application/ld+json'>{linked}</script>"))

    assert expected == (found.title, found.author, found.published)


def test_an_author_is_a_name() -> None:
    """Addresses, and the site itself, are no authors."""
    for author in ("https://site.example/ada", "ada@site.example", "The Post"):
        head = f"<meta name='author' content='{author}'><meta property='og:site_name' content='The Post'>"

        assert "" == read(page("T", tell("tram"), head=head)).author


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<time itemprop='datePublished' content='2024-06-20'>Thursday</time>", "2024-06-20"),
        ("<header><time datetime='2024-06-19T08:00Z'>Wednesday</time></header>", "2024-06-19T08:00Z"),
        ("<p>See <time datetime='1999-01-01'>long ago</time></p>", ""),
    ],
)
def test_a_date_is_one_that_the_page_marks_as_its_own(markup: str, expected: str) -> None:
    """Times within an article's head count, any other does not."""
    assert expected == read(f"<html><body>{markup}<p>{tell('tram')}</p></body></html>").published


def test_feeds_are_named_in_the_head() -> None:
    """Only alternate links of a feed's type, with an address, name a feed."""
    links = (
        "<link rel='Alternate' type='application/rss+xml; charset=utf-8' href=' /a '>"
        "<link rel='alternate' type='application/feed+json' href='/b'><link rel='alternate' type='text/html' href='/c'>"
        "<link rel='stylesheet' type='application/rss+xml' href='/d'><link rel='alternate' type='application/atom+xml'>"
    )

    assert ("/a", "/b") == read(page("T", "x", head=links)).feeds


def test_a_page_of_very_many_elements_is_read_all_the_same() -> None:
    """Where the finer method would take minutes, the article's element is read as it stands."""
    many = MOST_ELEMENTS // 2
    found = read(f"<html><body><nav><p>menu</p></nav><article>{'<p>a<b>b</b></p>' * many}</article></body></html>")

    assert many == found.text.count("ab")
    assert "menu" not in found.text


@pytest.mark.parametrize(
    ("body", "said"), [(b"", "is empty"), (b"\x00\x01\x02" * 99, "is not text"), (b"<!-- -->", "no page")]
)
def test_what_is_no_page_is_told(body: bytes, said: str) -> None:
    """Empty, binary and hollow documents are each one sentence."""
    with pytest.raises(ParseError, match=said):
        parse_page(body, url="https://site.example/a")


# --- Feeds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rss([]).encode(), True),
        (rss([]).encode("utf-16"), True),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<rdf:RDF xmlns:rdf='x'>", True),
        (b'{"title": "x", "version": "https://jsonfeed.org/version/1"}', True),
        (b"<!DOCTYPE html><html><body><rss >", False),
        (b'{"version": 1}', False),
        (b"The feed of the cattle", False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_first_bytes(body: bytes, expected: bool) -> None:  # noqa: FBT001 - an expected value
    """XML and JSON feeds are, pages and texts are not."""
    assert expected is looks_like_feed(body)


def test_a_feed_without_entries_is_a_feed() -> None:
    """Nothing new is no error."""
    assert Feed(title="Quiet") == parse_feed(rss([], title="Quiet").encode(), url=URL)


def test_a_very_long_feed_is_cut() -> None:
    """Only so many entries are taken of one."""
    feed = rss([(f"https://site.example/{n}", f"Entry {n}", "x") for n in range(MOST_ENTRIES + 5)])

    assert MOST_ENTRIES == len(parse_feed(feed.encode(), url=URL).entries)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain text",
        b"<!DOCTYPE html><html><body><p>a page</p></body></html>",
        b'{"items": 5}',
        b'{"items": [}',
        b'{"items": ' + b"[" * 200_000,
        b"/etc/passwd",
        b"https://site.example/feed",
        bytes(range(256)),
    ],
)
def test_what_is_no_feed_is_told(body: bytes) -> None:
    """Other documents, paths and addresses are one sentence; nothing is opened or fetched."""
    with pytest.raises(ParseError, match="holds no feed"):
        parse_feed(body, url=URL)


def test_outside_entities_are_not_read(tmp_path: Path) -> None:
    """An XML feed cannot make us open a file."""
    secret = tmp_path / "secret"
    secret.write_text("password")
    feed = rss([("https://site.example/1", "T", "x")], title="ENTITY").replace("ENTITY", "&x;")
    body = feed.replace("?>", f'?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>', 1)

    assert "password" not in repr(parse_feed(body.encode(), url=URL))


def test_a_json_feed_may_be_half_empty() -> None:
    """Entries without an address and a text are left out; authors of any form are forgiven."""
    items = [{}, {"id": "a"}, {"content_text": "x"}, {"id": 5, "content_text": "kept", "authors": [5, {"name": 6}]}]
    found = parse_feed(json.dumps({"items": items}).encode(), url=URL)

    assert [("x", ""), ("kept", "")] == [(entry.text, entry.author) for entry in found.entries]
    assert "5" == found.entries[1].guid


def test_an_entry_without_a_name_is_known_by_its_text() -> None:
    """The same text gives the same name, another one another; nothing at all is no entry."""
    items = "".join(
        f"<item><description>{text}</description></item>" for text in ("One text.", "Another.", "One text.", "")
    )
    body = f'<rss version="0.92"><channel><title>Log</title>{items}</channel></rss>'.encode()

    first, second, third = (entry.guid for entry in parse_feed(body, url=URL).entries)

    assert first == third
    assert first != second
