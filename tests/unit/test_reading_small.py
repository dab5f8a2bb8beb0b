"""The small rooms of reading: addresses, dates, encodings, front matter, languages, Markdown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import ParseError
from bot.reading.canonical import canonical, choose_address, resolve_link, same_site
from bot.reading.dates import date_in_path, find_date_line, parse_moment
from bot.reading.decode import check_text, decode
from bot.reading.encodings import _LABELS, find_codec
from bot.reading.front import parse_front
from bot.reading.language import detect_language
from bot.reading.markdown import markdown_to_text
from bot.reading.memory import MOST, Memory
from bot.reading.outcome import Outcome

FETCHED = datetime(2024, 7, 1, 9, tzinfo=UTC)


# --- Addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (" https://Example.ORG ", "https://example.org/"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a#b", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1&utm_campaign=x&fbclid=y", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?b=&utm_source=x", "https://example.org/a?b="),
        ("https://example.org/a?id=7&id=5", "https://example.org/a?id=5&id=7"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://example.org/%C3%A4", "https://example.org/%C3%A4"),
        ("https://[2606:4700::1111]/a", "https://[2606:4700::1111]/a"),
        ("https://[half/a", "https://[half/a"),
        ("https://example.org:port/a", "https://example.org:port/a"),
        ("file:///tmp/a.txt", "file:///tmp/a.txt"),
        ("https:///a", "https:///a"),
        (f"https://{'ü' * 70}.example/", f"https://{'ü' * 70}.example/"),
    ],
)
def test_an_address_has_one_form(address: str, expected: str) -> None:
    """Case, ports, fragments, tracking and the order of parameters make no difference; what is no address stays."""
    assert expected == canonical(address)
    assert expected == canonical(canonical(address))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("a", "https://example.org/news/a"),
        ("//other.example/b", "https://other.example/b"),
        ("ht\ntps://example.org/\tc", "https://example.org/c"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://[half/", ""),
        ("", ""),
    ],
)
def test_links_lead_to_the_web_or_nowhere(link: str, expected: str) -> None:
    """Relative links are resolved; other schemes are none."""
    assert expected == resolve_link("https://example.org/news/", link)


@pytest.mark.parametrize(
    ("asked", "declared", "expected"),
    [
        ("https://example.org/a?x=1", "https://www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a", "", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/?p=5", "https://example.org/?p=5"),
        ("https://example.org/a", "https://evil.example/b", "https://example.org/a"),
        ("https://example.org/a", "javascript:b", "https://example.org/a"),
        ("file:///home/saved.html", "https://example.org/a", "https://example.org/a"),
        ("file:///home/saved.html", "/a", "file:///home/saved.html"),
    ],
)
def test_a_page_may_declare_its_own_address_only(asked: str, declared: str, expected: str) -> None:
    """A declared address is believed on the same site, unless it is the front page."""
    assert expected == choose_address(asked, declared)


def test_what_is_no_address_is_of_no_site() -> None:
    """Addresses that cannot be parsed are of one site only with themselves."""
    assert not same_site("https://[half/", "https://example.org/")


# --- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-20T08:30:00+09:00", "2024-06-19T23:30"),
        ("2024-06-20T08:30:00", "2024-06-20T08:30"),
        ("2024-06-20T08:30:00Z", "2024-06-20T08:30"),
        ("Thu, 20 Jun 2024 08:30:00 GMT", "2024-06-20T08:30"),
        ("Thu, 20 Jun 2024 08:30:00 -0500", "2024-06-20T13:30"),
        ("2024-06-20", "2024-06-20T12:00"),
        ("2024-06-20T00:00:00+09:00", "2024-06-20T12:00"),
        ("Thu, 20 Jun 2024 00:00:00 GMT", "2024-06-20T12:00"),
        ("Thursday, June 20, 2024", "2024-06-20T12:00"),
        ("Thurs. 20th Sept 2023", "2023-09-20T12:00"),
        ("Published on 20 June 2024 by the desk", "2024-06-20T12:00"),
        ("20\u00a0June\u00a02024", "2024-06-20T12:00"),
        ("2024-07-01", "2024-07-01T09:00"),
        ("2031-01-01T10:00:00Z", "2024-07-01T09:00"),
    ],
)
def test_dates_are_read_in_their_many_forms(text: str, expected: str) -> None:
    """A time is in UTC; a bare day is its noon; nothing is later than it was fetched."""
    moment = parse_moment(text, FETCHED)

    assert moment is not None
    assert expected == moment.strftime("%Y-%m-%dT%H:%M")
    assert UTC is moment.tzinfo


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1970-01-01T00:00:01Z",
        "June 31, 2024",
        "0001-01-01T00:30:00+09:00",
        "Mon, 99 Foo 20240",
        "1 \u017fep 2024",
        "Augu\u017ft 1, 2024",
        "٢٠ June ٢٠٢٤",
        "\x00",
        "9" * 5000,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Words, impossible days and counters that were never set tell no date."""
    assert parse_moment(text, FETCHED) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday, July 18, 2024\nHome News\n\nPutin visits", "Thursday, July 18, 2024"),
        ("Headline\n\nPublished: 18 July 2024 at 09:30 GMT\n\nText.", "18 July 2024"),
        ("Headline\n2024-07-18\nText.", "2024-07-18"),
        ("The treaty of July 18, 2024 holds.", ""),
        ("Augu\u017ft 1, 2024\n\nText.", ""),
        ("x" * 700 + "\nJuly 18, 2024\n", ""),
    ],
)
def test_a_date_line_stands_alone_at_the_top(text: str, expected: str) -> None:
    """A line of its own near the top is the text's date; a date in a sentence is not."""
    assert expected == find_date_line(text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/2024-06-20/a", "2024-06-20"),
        ("https://example.org/2024/6/2", "2024-06-02"),
        ("https://example.org/2024/13/40/a", ""),
        ("https://example.org/2024/abc/20/a", ""),
        ("https://example.org/v/1234/56/78", ""),
    ],
)
def test_an_address_may_hold_a_date(address: str, expected: str) -> None:
    """A path of year, month and day is a date if there is such a day."""
    assert expected == date_in_path(address)


# --- Encodings -------------------------------------------------------------------------------------------------------

RUSSIAN = "Россия и Северная Корея подписали договор о взаимной обороне. " * 3


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("naïve".encode(), "", "naïve"),
        ("naïve".encode("utf-8-sig"), "latin-1", "naïve"),
        ("naïve".encode("utf-16"), "", "naïve"),
        ("naïve".encode("utf-32"), "", "naïve"),
        ("“naïve”".encode("cp1252"), "iso-8859-1", "“naïve”"),
        (b'<meta charset="windows-1251">' + "Мир".encode("cp1251"), "", '<meta charset="windows-1251">Мир'),
        ("naïve".encode(), "no-such-charset", "naïve"),
        ("naïve".encode(), "base64", "naïve"),
        ("naïve".encode(), "nul\x00", "naïve"),
        ("naïve".encode("cp1252"), "l1", "naïve"),
        (b'<meta charset="utf-16">naive', "", '<meta charset="utf-16">naive'),
        ("北京".encode("gbk"), "GB_2312-80", "北京"),
        ("大学".encode("shift_jis"), "x-sjis", "大学"),
        (RUSSIAN.encode("koi8-r"), "", RUSSIAN),
        ("It cost five € and a café.".encode("cp1252"), "", "It cost five € and a café."),
        (b"", "", ""),
    ],
)
def test_bytes_become_text(body: bytes, charset: str, expected: str) -> None:
    """Marks, headers, declarations and the bytes themselves tell the encoding, in this order."""
    assert expected == decode(body, charset)


def test_only_encodings_of_the_web_are_decoded() -> None:
    """Each label means a codec that Python has; those that are not the web's, some of them slow, mean none."""
    codecs_ = {find_codec(label) for labels in _LABELS.values() for label in labels.split()}

    assert set(_LABELS) == codecs_
    assert all("a" == "a".encode(each).decode(each) for each in codecs_)
    assert [""] * 5 == [find_codec(each) for each in ("punycode", "idna", "utf-7", "unicode_escape", "hz")]
    assert "a-b" == decode(b"a-b", "punycode")


@pytest.mark.parametrize(
    ("text", "said"), [("", "is empty"), (" \n\t", "is empty"), ("\x89PNG\x00\x00\x01" * 9, "is not text")]
)
def test_what_is_no_text_is_told(text: str, said: str) -> None:
    """Empty and binary files are each one sentence."""
    with pytest.raises(ParseError, match=said):
        check_text(text, "notes.txt")


def test_a_few_control_characters_are_forgiven() -> None:
    """A stray NUL does not make a text binary."""
    check_text("A sentence with one \x00 in it, and then a good deal more of it after that.", "notes.txt")


# --- Front matter, languages, Markdown, outcomes ---------------------------------------------------------------------


def test_front_matter_is_read_and_cut() -> None:
    """Keys are lower-case, known by other names too, and quotation marks go; other lines mean nothing."""
    text = "\ufeff---\nTitle: 'One: two'\nlicense: CC0\nSyndicated: Yes\n# comment\n- list\nurl:\n---\nText\n---\n"
    front = parse_front(text)

    assert {"title": "One: two", "licence": "CC0", "syndicated": "Yes", "url": ""} == front.keys
    assert "Text\n---\n" == text[front.end :]
    assert front.flag("syndicated")
    assert not front.flag("title")
    assert "" == front.get("author")


@pytest.mark.parametrize("text", ["", "Text\n---\na: b\n---\n", "---\na: b\n", "----\na: b\n---\n"])
def test_without_front_matter_all_is_text(text: str) -> None:
    """What does not begin with a closed block of front matter has none."""
    assert ({}, 0) == tuple(parse_front(text))


_RU = "Россия и Северная Корея подписали договор о взаимной обороне в Пхеньяне. " * 8
_EN = "The two governments signed the treaty on Wednesday, and neither spoke of it. " * 8


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Россия и Северная Корея подписали договор о взаимной обороне в Пхеньяне.", "", "ru"),
        ("The two governments signed the treaty on Wednesday, and neither spoke of it.", "fr-FR", "en"),
        ("This page was saved from the archive on Monday, and all its rights are reserved. " + _RU, "", "ru"),
        (f"{_EN[:160]} {_RU} {_EN[:80]}", "fr", "ru"),
        ("short", "fr_FR", "fr"),
        ("short", "?", "en"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26", "", "en"),
        ("Xi Jinping kamen Москва la casa des amis nyheter dnes bugün", "de", "de"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, declared: str, expected: str) -> None:
    """A text long enough speaks for itself; else what was declared counts, else English."""
    assert expected == detect_language(text, declared)


def test_markdown_leaves_its_prose() -> None:
    """Signs, pictures, code and HTML go; words, entities and line breaks within paragraphs become plain text."""
    source = (
        "Title\n=====\n\nA **bold** [link](https://example.org) \\* &amp; `code`  \nbroken ![picture](x.png)\n\n"
        "```\ncode block\n```\n\n<div>html</div>\n\n> quoted <b>word</b>\n\n1. one\n"
    )

    assert "Title\n\nA bold link * & code broken\n\nquoted word\n\none" == markdown_to_text(source)


def test_an_outcome_sums_itself_up() -> None:
    """The summary counts what was kept, copied, known and failed."""
    outcome = Outcome(address="x", kept=("a",), copies=("a", "b"), known=("c",), failures=("No.",))

    assert "x: 1 article read, 2 of them copies; 1 read before; 1 failed." == outcome.summary


def test_what_is_remembered_of_entries_is_bounded() -> None:
    """The oldest is forgotten first; an entry whose page fails is tried again for a while."""
    memory = Memory()
    for number in range(MOST + 1):
        memory.set_aside(str(number))

    assert {str(MOST), "1"} == memory.aside(["0", "1", str(MOST), "x"])
    assert [True, True, False, True] == [memory.wait("a") for _ in range(4)]
