"""The same article, laid out as pages have been laid out in thirty years."""

from __future__ import annotations

import json
from html import escape

import pytest

from bot.reading.article import from_page, make_article
from bot.reading.page import parse_page
from tests.support.reading import NOW

TITLE = "Ministers meet in Geneva over grain"
PROSE = """
Ministers of nine countries met in Geneva on Monday to talk about grain, ships and the price of both, and parted at night.
Egypt accused the port of breaking a promise. Italy said that it would mediate if both sides wished it.
Russia, which sells more wheat than any other country, did not take part. Its ambassador said that nobody had asked it.
Talks go on in Rome next week. By then the ships that lie off the coast will have been there for a month.
""".strip().splitlines()
ESCAPED = [escape(each) for each in PROSE]
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in ESCAPED)
BROKEN = "<br><br>".join(ESCAPED)
LINKED = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PROSE)})
RELATED = "<div class='related'><h3>Related</h3><ul><li><a href='/a'>Egypt raises the price of bread again</a></li></ul></div>"

LAYOUTS = {
    "plain": f"<h1>{TITLE}</h1>{PARAGRAPHS}",
    "article": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>",
    "tables": f"<table><tr><td><a href='/'>Home</a></td><td><font size=5><b>{TITLE}</b></font><br><br>{BROKEN}</td></tr></table>",
    "line breaks": f"<div class='story'><h1>{TITLE}</h1>{BROKEN}</div>",
    "divisions": f"<main><h1>{TITLE}</h1>{''.join(f'<div class=p>{each}</div>' for each in ESCAPED)}</main>",
    "pieces": f"<main><h1>{TITLE}</h1>{''.join(f'<div><span>{e[:40]}</span><span>{e[40:]}</span></div>' for e in ESCAPED)}</main>",
    "preformatted": "<pre>" + "\n\n".join([TITLE, *ESCAPED]) + "</pre>",
    "capitals": f"<H1>{TITLE}</H1>" + "".join(f"<P>{each}" for each in ESCAPED),
    "nested": f"<div><div><section><div class='content__body'>{PARAGRAPHS}</div></section></div></div>",
    "links": f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('Egypt', '<a href=/egypt><b>Egypt</b></a>')}</article>",
    "a drop cap": f"<article><h1>{TITLE}</h1><p><span class='dropcap'>M</span>{PARAGRAPHS[4:]}</article>",
    "a box between": f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('</p>', '</p>' + RELATED, 1)}</article>",
    "soft hyphens": f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('promise', 'pro&shy;mise')}</article>",
    "hard spaces": f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('Egypt ', 'Egypt&nbsp;')}</article>",
    "hidden words": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<div style='display:none'><p>Nobody sees this text.</p></div></article>",
    "linked data alone": f"<script type='application/ld+json'>{LINKED}</script><div id='app'></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_found(layout: str) -> None:
    """Each paragraph is there once, to the letter, and nothing beside them but the headline."""
    head = f"<html lang='en'><head><meta charset='utf-8'><title>{TITLE} | The Post</title></head>"
    page = parse_page(f"{head}<body>{LAYOUTS[layout]}</body></html>".encode(), url="https://post.example/grain")

    article = make_article(from_page(page, asked="https://post.example/grain"), NOW)

    assert TITLE == article.title
    assert PROSE == [each for each in article.text.replace("\xa0", " ").split("\n\n") if each != TITLE]
