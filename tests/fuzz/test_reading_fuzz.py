"""Foreign bytes: whatever they are, reading answers with a value or with one of our own errors, and in time."""

from __future__ import annotations

import json
import random
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BotError
from bot.reading.article import make_article
from bot.reading.canonical import canonical, resolve_link
from bot.reading.dates import date_in_path, find_date_line, parse_moment
from bot.reading.decode import decode
from bot.reading.feed import looks_like_feed, parse_feed
from bot.reading.front import parse_front
from bot.reading.markup import fragment_to_text, line_to_text
from bot.reading.page import parse_page
from bot.reading.texts import parse_text
from bot.reading.worker import Limits, Worker
from tests.support.reading import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

GOLDEN = Path(__file__).parents[1] / "golden"
DOCUMENTS = [
    path.read_bytes()
    for path in sorted((*GOLDEN.glob("feeds/*"), *GOLDEN.glob("pages/*.html")))
    if not path.name.endswith(".expected.json")
]
PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"&#x0;", b"&#99999999;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<a href='",
    b"<rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<item>", b"</channel>", b"<?xml version='1.0' encoding='utf-16'?>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"\xed\xa0\x80", b'{"items": [', b"\\ud800", b"<script type='application/ld+json'>{",
    b"http://[", b"javascript:", b"9" * 400, b"<p>" * 300, b"2024-06-31", b"Thu, 99 Jun 99999 99:99:99 +9999",
)  # fmt: skip
MUTANTS = 1200


def mutate(document: bytes, chance: random.Random) -> bytes:
    """Return a document with some of its bytes dropped, doubled, swapped and strewn with what parsers stumble over."""
    body = bytearray(document)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((1, 2, 10, 200)))
        body[start:end] = chance.choice(
            (b"", body[start:end] * 2, bytes(reversed(body[start:end])), chance.choice(PIECES))
        )
    return bytes(body)


def mutants() -> Iterator[bytes]:
    """Yield mutants of the golden documents, always the same."""
    chance = random.Random(20240620)  # noqa: S311 - no secret
    for number in range(MUTANTS):
        yield mutate(DOCUMENTS[number % len(DOCUMENTS)], chance)


def attempt(call: Callable[[], T]) -> T | None:
    """Return what a call returns, or nothing if it raises one of our own errors, which must be a sentence."""
    try:
        return call()
    except BotError as error:
        sentence = str(error)
    assert sentence.endswith(".")
    assert "damaged" not in sentence, "a parser raised what nobody foresaw"
    return None


def test_mutants_are_read_or_told() -> None:
    """Mutated feeds and pages give a value that can be sent and stored, or our own error; nothing else, and soon."""
    worker = Worker(Limits(seconds=5))
    began = time.monotonic()
    for body in mutants():
        for parse in (worker.feed, worker.page):
            found = attempt(partial(parse, body, url="https://site.example/a"))
            assert repr(found).encode(errors="strict")
    worker.close()

    assert time.monotonic() - began < 100


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_decoded(body: bytes) -> None:
    """No bytes are beyond decoding, and none beyond telling what they look like."""
    assert isinstance(decode(body), str)
    assert isinstance(looks_like_feed(body), bool)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_an_address_or_none(text: str) -> None:
    """A canonical address is its own canonical address; a link leads to the web or nowhere."""
    assert canonical(text) == canonical(canonical(text))
    assert resolve_link("https://site.example/", text).startswith(("https://", "http://", ""))
    assert isinstance(date_in_path(text), str)


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_date_or_none(text: str) -> None:
    """A date is aware and not later than it was fetched."""
    moment = parse_moment(text, NOW)

    assert moment is None or (moment <= NOW and moment.utcoffset() is not None)
    assert find_date_line(text) in text


@given(st.text(max_size=300), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_an_article_or_told(text: str, markdown: bool) -> None:  # noqa: FBT001 - a drawn value
    """Whatever a file holds, it becomes an article whose text can be stored, or one sentence."""
    assert parse_front(text).end <= len(text)
    draft = parse_text(text, address="file:///a", markdown=markdown)
    article = attempt(lambda: make_article(draft, NOW))

    assert article is None or article.sha256
    assert article is None or "\x00" not in article.text + article.title


@given(st.text(alphabet=st.sampled_from("<>/&;pbra \n\"'=#x1!-[]"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_text(markup: str) -> None:
    """Titles and fragments give text without line breaks, and text without blank paragraphs."""
    assert "\n" not in line_to_text(markup)
    assert isinstance(fragment_to_text(markup), str)


NAMES = ("items", "id", "url", "title", "authors", "name", "content_html", "version", "@type", "@graph", "headline")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just("Article"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_is_read_or_told(value: object) -> None:
    """JSON of any shape is read or told, as a feed and within a page."""
    text = json.dumps(value)
    attempt(lambda: parse_feed(text.encode(), url="https://site.example/a"))
    page = f"<script type='application/ld+json'>{text}</script><p>x</p>"

    assert isinstance(parse_page(page.encode(), url="https://site.example/a").title, str)
