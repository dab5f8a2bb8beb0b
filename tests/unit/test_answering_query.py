"""Words to requests."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.actors.registry import load_registry
from bot.answering.query import MAX_CHARACTERS, find_link, parse_query
from bot.answering.request import Ask, Length, Request, title_of
from bot.errors import CommandError
from bot.model import Budget

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)


def parse(text: str) -> Request:
    """Parse a query at a fixed moment."""
    return parse_query(text, registry=load_registry(), now=NOW)


def terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a text asks for on its only side: actors and phrases."""
    (query,) = parse(text).queries
    return query.actors, query.phrases


@pytest.mark.parametrize(
    ("text", "actors", "phrases"),
    [
        ("china", ("China",), ()),
        ("the kremlin", ("Russia",), ()),
        ('"South Korea"', ("South Korea",), ()),
        ("north korea russia", ("North Korea", "Russia"), ()),
        ("China's exports", ("China",), ("exports",)),
        ("corée du nord", ("North Korea",), ()),
        ('"arms transfers"', (), ("arms transfers",)),
        ("“arms transfers” to russia", ("Russia",), ("arms transfers",)),
        ("arms transfers", (), ("arms", "transfers")),
        ("U.S. sanctions", ("United States",), ("sanctions",)),
        ("US", ("United States",), ()),
        ("us and the dprk", ("United States", "North Korea"), ()),
        ("tell me of the treaty", (), ("tell", "treaty")),
        ("war on drugs", (), ("war", "drugs")),
        ("china china", ("China",), ()),
        ("putin-xi summit", ("Russia", "China"), ("summit",)),
        ("Russia-backed forces", ("Russia",), ("backed", "forces")),
        ("guinea-bissau", ("Guinea-Bissau",), ()),
        ("co-operation", (), ("co-operation",)),
        ('"putin-kim pact"', (), ("putin-kim pact",)),
        ('treaty "', (), ("treaty",)),
    ],
)
def test_words_are_actors_or_phrases(text: str, actors: tuple[str, ...], phrases: tuple[str, ...]) -> None:
    """Names become actors under any alias, other words phrases, and such as "the" nothing."""
    assert (actors, phrases) == terms(text)


@pytest.mark.parametrize("text", ["", "  ", "help", "HELP", "?", "— …", '""', "since:7d"])
def test_nothing_to_look_up_asks_for_help(text: str) -> None:
    """An empty query and the word help ask for help."""
    assert parse(text).ask is Ask.HELP


@pytest.mark.parametrize("word", ["vs", "VS", "vs.", "versus"])
def test_two_sides(word: str) -> None:
    """A "vs" parts two sides, each with its own terms."""
    request = parse(f'china {word} "arms transfers"')

    assert Ask.VERSUS is request.ask
    assert [(("China",), ()), ((), ("arms transfers",))] == [(q.actors, q.phrases) for q in request.queries]


@pytest.mark.parametrize("text", ["china vs", "vs japan", "vs"])
def test_a_missing_side_is_asked_for(text: str) -> None:
    """A "vs" with nothing on one side says how it is meant."""
    with pytest.raises(CommandError, match="both sides"):
        parse(text)


@pytest.mark.parametrize("text", ["china on north korea", "china toward north korea", "China about the DPRK"])
def test_one_toward_another(text: str) -> None:
    """An actor on another asks where it stands toward it."""
    request = parse(text)

    assert Ask.TOWARD is request.ask
    assert [("China",), ("North Korea",)] == [query.actors for query in request.queries]


def test_a_quoted_word_parts_nothing() -> None:
    """Words in quotation marks are looked up, whatever they mean elsewhere."""
    assert Ask.TOPIC is parse('china "vs" japan').ask


@pytest.mark.parametrize(
    ("option", "since"),
    [
        ("since:24h", NOW - timedelta(hours=24)),
        ("since:7d", NOW - timedelta(days=7)),
        ("SINCE:2W", NOW - timedelta(weeks=2)),
        ("since:2024-06-01", datetime(2024, 6, 1, tzinfo=UTC)),
        ("since:999999w", datetime(1900, 1, 1, tzinfo=UTC)),
    ],
)
def test_since(option: str, since: datetime) -> None:
    """How far back may be said in hours, days, weeks or as a date, anywhere among the words."""
    for text in (f"{option} china", f"china {option}"):
        assert since == parse(text).queries[0].since


def test_until_includes_the_day() -> None:
    """The day that ``until:`` names belongs to the window."""
    query = parse("china since:2024-06-01 until:2024-06-30").queries[0]

    assert datetime(2024, 7, 1, tzinfo=UTC) == query.until


def test_both_sides_share_the_window() -> None:
    """An option holds for both sides."""
    first, second = parse("china since:7d vs japan").queries

    assert first.since == second.since == NOW - timedelta(days=7)


def test_options_can_be_asked_again() -> None:
    """The text leaves options out, and they are kept as typed."""
    request = parse("china since:7d length:full words:200")

    assert ("china", "since:7d", Length.FULL) == (request.text, request.options, request.length)


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("china", Budget(points=6)),
        ("china length:short", Budget(points=3)),
        ("china length:FULL", Budget(points=12)),
        ("china words:200", Budget(points=None, words=200)),
    ],
)
def test_length(text: str, budget: Budget) -> None:
    """A length is a number of points or of words."""
    assert budget == parse(text).budget


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("china since:soon", "since: takes 24h, 7d, 2w or a date such as 2024-06-01, not 'soon'"),
        ("china since:", "since: takes"),
        ("china until:2024-13-01", "until: takes"),
        ("china until:9999-12-31", "until: takes"),
        ("china since:2030-01-01", "must come before now"),
        ("china since:1d until:2024-06-01", "must come before now"),
        ("china length:long", "length: takes short, normal, full, not 'long'"),
        ("china words:5", "words: takes a whole number from 10 to 2000"),
        ("china words:٣٠", "words: takes"),
        ("china sinse:7d", "did you mean since:?"),
        ("the of and", "in every article"),
        ("x" * (MAX_CHARACTERS + 1), "too long"),
        (" ".join(f"word{n}" for n in range(20)), "too much"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    """A wrong value is answered with what would be right."""
    with pytest.raises(CommandError) as caught:
        parse(text)

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("what of http://example.org/a.", "http://example.org/a"),
        ("<https://example.org/a|the page>", "https://example.org/a"),
        ("(see https://example.org/a)", "https://example.org/a"),
        ("ftp://example.org", ""),
        ("no link", ""),
    ],
)
def test_links(text: str, url: str) -> None:
    """A link is found among words, without what punctuation follows it."""
    assert url == find_link(text)


def test_a_link_may_have_a_length() -> None:
    """Options beside a link count."""
    request = parse("https://example.org/a length:short")

    assert (Ask.LINK, "https://example.org/a", Length.SHORT) == (request.ask, request.url, request.length)


def test_control_characters_are_dropped() -> None:
    """What cannot be seen is not looked up."""
    assert (("China",), ()) == terms("ch\x00i\u200bna\x1b")


@given(st.text(max_size=60) | st.text(alphabet='":<>| vsonchina-.', max_size=80))
@example("\ud800 china")
@example("İ" * 40)
@settings(deadline=None)
def test_any_text_is_a_request_or_a_sentence(text: str) -> None:
    """No text does worse than to be answered with a sentence, and no term is empty."""
    queries = []
    with suppress(CommandError):
        queries = list(parse(text).queries)

    assert all(term.strip() for query in queries for term in (*query.actors, *query.phrases))


def test_ten_thousand_characters_are_refused_at_once() -> None:
    """A text of any length is answered with one sentence."""
    with pytest.raises(CommandError, match="at most 500 characters"):
        parse('"a" vs b ' * 2_000)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("prc", "China"),
        ("china japan", "China and Japan"),
        ("putin-kim pact", "Putin-kim pact"),
        ('russia "kim pact"', "Russia kim pact"),
        ("china on the kim pact", "China on the kim pact"),
        ("arms deals vs prc", "Arms deals vs China"),
    ],
)
def test_a_brief_is_called_what_was_asked_for(typed: str, title: str) -> None:
    """Actors alone go by their names; where words stand beside them, all stands as it was typed."""
    assert title == title_of(parse(typed))
