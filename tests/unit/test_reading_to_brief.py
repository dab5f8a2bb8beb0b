"""From a page as sites make them to a brief: whatever way the article comes, nothing of what stands around it is quoted."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import pytest

from bot.actors.registry import load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply
from bot.plain import to_text
from bot.plugins import RANKERS, STANCES, load_plugin
from bot.reading.analyse import analyse
from bot.reading.read import Reader
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, Web

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Ministers meet in Geneva over grain"
PROSE = """
Ministers of nine countries met in Geneva on Monday to talk about grain, ships and the price of both, and parted at night.
Egypt accused Russia of breaking a promise. Italy said that it would mediate, and urged Russia to let the ships go.
Russia dismissed the accusation. Its ambassador in Switzerland told reporters that Egypt had never asked.
Egypt welcomed the offer of Italy to mediate and said that grain could not wait for lawyers in Geneva.
""".strip().splitlines()
AROUND = {
    "menu": "Home World Business Sport Newsletters Log in Subscribe",
    "trail": "Home › World › Africa › Ministers meet",
    "byline": "By Jane Doe and John Roe",
    "date": "Published 10:30 AM EDT, June 17, 2024",
    "share": "Share on Facebook Share on X (Opens in new window) Copy link",
    "caption": "Ministers of Egypt and Russia arrive in Geneva. (Photo by Jane Doe/Getty Images)",
    "cookies": "We and our 842 partners store and access information on a device. Accept all",
    "offer": "Sign up for our daily newsletter to get news of Egypt and Russia in your inbox.",
    "more": "Read more: Egypt raises the price of bread",
    "tip": "Have a story to share about Egypt or Russia? Write to us.",
    "syndicated": "(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
    "rights": "© 2024 The Post. All rights reserved. This material may not be published, broadcast or redistributed.",
    "tags": "Tags: Egypt, Russia, grain",
    "popular": "Egypt and Russia in five charts",
    "reader": "Egypt is right, and everybody in Russia knows it well enough to keep quiet about it.",
    "form": "Your email address will not be published. Required fields are marked *",
}


def as_html() -> str:
    """Return the article with everything around it, marked up as sites do it."""
    around = {name: escape(text) for name, text in AROUND.items()}
    lead, *rest = (f"<p>{escape(each)}</p>" for each in PROSE)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Post</title>
<meta property="og:site_name" content="The Post"></head><body>
<div id="cookie-banner">{around["cookies"]}</div><nav>{around["menu"]}</nav>
<div class="breadcrumb">{around["trail"]}</div>
<article><h1>{TITLE}</h1><p class="byline">{around["byline"]}</p><time>{around["date"]}</time>
<div class="share-bar">{around["share"]}</div>
<figure><img src="a.jpg"><figcaption>{around["caption"]}</figcaption></figure>
{lead}<p><em>{around["offer"]}</em></p>{rest[0]}<p><strong>{around["more"]}</strong></p>{"".join(rest[1:])}
<p>{around["syndicated"]}</p><p>{around["tip"]}</p><div class="tags">{around["tags"]}</div></article>
<aside><h3>Most Popular</h3><ul><li><a href="/b">{around["popular"]}</a></li></ul></aside>
<section id="comments"><h3>3 Comments</h3><div class="comment"><b>Bob says:</b><p>{around["reader"]}</p></div>
<h3>Leave a Reply</h3><p>{around["form"]}</p></section><footer>{around["rights"]}</footer></body></html>"""


def as_text() -> str:
    """Return it as it comes out of a page that was copied by hand, or by a tool that kept everything."""
    head = [AROUND[name] for name in ("cookies", "menu", "trail")]
    under = [AROUND[name] for name in ("byline", "date", "share", "caption")]
    body = [PROSE[0], AROUND["offer"], PROSE[1], AROUND["more"], *PROSE[2:]]
    below = [AROUND[name] for name in ("syndicated", "tip", "tags")]
    page = [
        "Most Popular",
        AROUND["popular"],
        "3 Comments",
        "Bob says:",
        AROUND["reader"],
        "Leave a Reply",
        AROUND["form"],
    ]
    return "\n\n".join([*head, TITLE, *under, *body, *below, *page, AROUND["rights"]])


def as_feed() -> str:
    """Return a feed whose entry holds it all."""
    html = as_html()
    content = html[html.index("<article>") : html.index("<aside>")]
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Post</title><link>https://post.example/</link><item><title>{TITLE}</title><link>https://post.example/grain</link>
<description>{escape(AROUND["offer"])}</description><content:encoded><![CDATA[{content}]]></content:encoded></item>
</channel></rss>"""


class Desk:
    """Everything from an address to the text of a brief, with a canned web."""

    def __init__(self) -> None:
        registry = load_registry()
        self.web = Web()
        self.store = MemoryStore()
        look = partial(analyse, registry=registry, find_stances=load_plugin(STANCES, "frames"))
        self.reader = Reader(self.store, self.web, lambda: NOW, look, worker=Inline())
        self._registry = registry
        self._answerer = Answerer(self.store, load_plugin(RANKERS, "default"), registry, lambda: NOW)

    def brief(self, words: str) -> str:
        """Return a brief as a terminal shows it, on lines as long as they come."""
        request = parse_query(f"{words} length:full", registry=self._registry, now=NOW)
        return to_text(brief_reply(self._answerer.brief(request), request), width=10_000)


@pytest.fixture
def desk() -> Desk:
    """Lend a desk with nothing on it."""
    return Desk()


def read(desk: Desk, form: str, folder: Path) -> None:
    """Have the article read in one of the forms."""
    if form == "page":
        desk.web.put("https://post.example/grain", as_html())
        outcome = desk.reader.read("https://post.example/grain")
    elif form == "feed":
        desk.web.put("https://post.example/feed", as_feed(), "application/rss+xml")
        desk.web.put("https://post.example/grain", as_html())
        outcome = desk.reader.read("https://post.example/feed")
    else:
        path = folder / f"grain.{form}"
        path.write_text(as_html() if form == "html" else as_text(), encoding="utf-8")
        outcome = desk.reader.read(str(path))
    assert (1, ()) == (len(outcome.kept), outcome.failures)


@pytest.mark.parametrize("form", ["page", "html", "txt", "md", "feed"])
def test_only_the_article_is_kept(desk: Desk, form: str, tmp_path: Path) -> None:
    """Headline and prose are there to the letter, and nothing else is."""
    read(desk, form, tmp_path)
    (record,) = desk.store.search(parse_query("egypt", registry=load_registry(), now=NOW).queries[0])
    lines = [line for line in record.article.text.split("\n\n") if line != TITLE]

    assert PROSE == lines
    assert TITLE == record.article.title


@pytest.mark.parametrize("form", ["page", "html", "txt", "md", "feed"])
@pytest.mark.parametrize("words", ["egypt", "russia", "italy", '"grain"'])
def test_a_brief_quotes_only_the_article(desk: Desk, form: str, words: str, tmp_path: Path) -> None:
    """No caption, offer, list, note or reader's word stands among the quotations."""
    read(desk, form, tmp_path)

    quoted = [part.partition("”")[0] for part in desk.brief(words).split("“")[1:]]

    whole = " ".join(PROSE)
    assert quoted
    assert [] == [each for each in quoted if each.rstrip("… ") not in whole and each != words.strip('"')]


def test_the_same_article_in_other_clothes_is_a_copy(desk: Desk, tmp_path: Path) -> None:
    """A page and its text are one origin, for what stands around them does not count."""
    read(desk, "page", tmp_path)
    path = tmp_path / "grain.txt"
    path.write_text(as_text(), encoding="utf-8")

    outcome = desk.reader.read(str(path))

    assert outcome.kept == outcome.copies
