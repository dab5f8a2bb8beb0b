"""From drafts to articles, and from files to drafts."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import ParseError, SourceError
from bot.model import article_id
from bot.reading.article import Draft, from_linked_page, from_page, make_article
from bot.reading.file import _changed_since, list_files, read_file
from bot.reading.page import Page
from bot.reading.samples import fill, read_samples
from bot.reading.texts import parse_text, read_text
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, Inline, analyse_plainly, page, tell

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = Draft(address="https://example.org/a", text="The council met on Monday. It voted to keep the tram.")


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- Articles --------------------------------------------------------------------------------------------------------


def test_a_bare_text_becomes_an_article() -> None:
    """What is not said stays empty, the title is taken from the text, and the language from its words."""
    article = make_article(DRAFT, NOW)

    assert (article_id(DRAFT.address), DRAFT.address, DRAFT.text) == (article.id, article.url, article.text)
    assert ("The council met on Monday. It voted to keep the tram.", "", None, NOW, "en", False) == (
        article.title,
        article.publisher,
        article.published,
        article.fetched,
        article.language,
        article.syndicated,
    )


def test_what_is_said_is_kept_in_one_clean_line() -> None:
    """Titles, names and licences lose line breaks and characters that cannot be seen."""
    article = make_article(
        replace(
            DRAFT, title=" A\n \u202etitle ", publisher="The\tPost", author="A\x00B", licence="CC0\n", language="en"
        ),
        NOW,
    )

    assert ("A title", "The Post", "AB", "CC0") == (article.title, article.publisher, article.author, article.licence)


def test_a_long_text_without_a_title_is_called_by_its_first_words() -> None:
    """The stand-in for a title ends at a word, with an ellipsis."""
    title = make_article(replace(DRAFT, text=f"{'The council met again and again ' * 9}."), NOW).title

    assert title.endswith("again …")
    assert len(title) <= 122


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"published": "2024-06-20T08:00:00Z", "address": "https://example.org/2024/06/19/a"}, "2024-06-20T08:00"),
        ({"published": "soon", "address": "https://example.org/2024/06/19/a"}, "2024-06-19T12:00"),
        (
            {"text": "Tram saved\nThursday, June 20, 2024\n\nThe council voted to keep the old tram."},
            "2024-06-20T12:00",
        ),
    ],
)
def test_the_date_is_the_first_that_can_be_believed(changes: dict[str, Any], expected: str) -> None:
    """What the document says counts first, then its address, then a date line at its top."""
    moment = make_article(replace(DRAFT, **changes), NOW).published

    assert moment is not None
    assert expected == moment.strftime("%Y-%m-%dT%H:%M")


def test_a_syndicated_text_names_its_carrier() -> None:
    """A note that the staff of an outlet may have changed the headline tells the outlet, and is cut away."""
    note = "(Only the headline of this report may have been reworked by The Morning Bell staff; the rest of the content is "
    text = f"{DRAFT.text}\n\n{note}auto-generated from a syndicated feed.)"
    article = make_article(replace(DRAFT, text=text), NOW)

    assert ("The Morning Bell", True) == (article.publisher, article.syndicated)
    assert "syndicated" not in article.text


@pytest.mark.parametrize(
    ("text", "least", "said"),
    [("Two words.", 3, "too little text"), ("", 1, "too little text"), ("a" * 1_000_001, 1, "more than a million")],
)
def test_too_little_and_too_much_text_are_told(text: str, least: int, said: str) -> None:
    """A notice is no article, and a book is none either."""
    with pytest.raises(ParseError, match=said):
        make_article(replace(DRAFT, text=text, least=least), NOW)


def test_a_page_without_a_name_goes_by_its_host() -> None:
    """The outlet is the site's name, or else its host."""
    assert "example.org" == from_page(Page(text="x"), asked="https://www.example.org/a").publisher
    assert "The Post" == from_page(Page(text="x", site="The Post"), asked="https://example.org/a").publisher


ENTRY = Draft(
    address="https://example.org/1",
    text="Summary.",
    title="Entry",
    publisher="The Feed",
    author="Ada",
    published="2024-06-20",
    source="https://example.org/feed",
)
PAGE = Draft(address="https://example.org/a", text="Whole.", publisher="example.org", published="2023-01-01")


def test_a_linked_page_is_known_by_the_link_of_the_feed() -> None:
    """The identity comes from the feed's link, the address from where it led; the feed's date is the better one."""
    linked = from_linked_page(ENTRY, PAGE, link="https://example.org/1?utm_source=feed")
    article = make_article(linked, NOW)

    assert (article_id("https://example.org/1"), "https://example.org/a") == (article.id, article.url)
    assert ("Entry", "Whole.", "The Feed", "Ada") == (article.title, article.text, article.publisher, article.author)
    assert ENTRY.source == article.source
    assert article.published is not None
    assert 2024 == article.published.year


def test_of_another_sites_page_a_feed_tells_nothing() -> None:
    """Title, outlet and author are the page's own; the feed's date counts where the page has none."""
    page = replace(PAGE, address="https://other.example/a", publisher="other.example")
    linked = from_linked_page(ENTRY, page, link="https://other.example/a")
    undated = from_linked_page(ENTRY, replace(page, published=""), link="https://other.example/a")

    assert ("", "other.example", "", "2023-01-01") == (linked.title, linked.publisher, linked.author, linked.published)
    assert "2024-06-20" == undated.published


# --- Files -----------------------------------------------------------------------------------------------------------


def test_a_folder_is_listed_by_name(tmp_path: Path) -> None:
    """Folders within are listed too, hidden files are not, and what cannot be read is said."""
    for name in ("b.txt", "a.MD", "c/d.html", "c/.hidden.txt", ".git/e.txt", "f.docx"):
        write(tmp_path, name, "text")
    listing = list_files(tmp_path)

    assert ["a.MD", "b.txt", "c/d.html"] == [str(path.relative_to(tmp_path)) for path in listing.files]
    assert [f"{tmp_path / 'f.docx'} was left out: only txt, md and html files are read."] == list(listing.skipped)


def test_links_that_leave_a_folder_are_not_followed(tmp_path: Path) -> None:
    """What a link in a folder leads to elsewhere is left out, and so are what is no file and links to folders; each is said."""
    outside = write(tmp_path, "outside/secret.txt", "text")
    folder = tmp_path / "folder"
    inside = write(folder, "a.txt", "text")
    (folder / "b.txt").symlink_to(inside)
    (folder / "c.txt").symlink_to(outside)
    (folder / "d.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "e").symlink_to(outside.parent)
    os.mkfifo(folder / "f.txt")
    listing = list_files(folder)

    assert ["a.txt", "b.txt"] == [path.name for path in listing.files]
    assert (
        f"{folder / 'e'} was left out: links to folders are not followed.",
        f"{folder / 'c.txt'} was left out: it is a link that leads out of the folder.",
        f"{folder / 'd.txt'} was left out: it is a link that leads out of the folder.",
        f"{folder / 'f.txt'} was left out: it is no file.",
    ) == listing.skipped


def test_only_changed_files_are_listed_on_request(tmp_path: Path) -> None:
    """What was there before a moment, and has not changed since, is left out without a word."""
    write(tmp_path, "a.txt", "text")

    assert ((), ()) == list_files(tmp_path, since=datetime.now(UTC) + timedelta(hours=1))
    assert 1 == len(list_files(tmp_path, since=datetime.now(UTC) - timedelta(hours=1)).files)


def test_a_file_that_goes_while_it_is_listed_counts_as_changed(tmp_path: Path) -> None:
    """Reading it says what is wrong with it."""
    assert _changed_since(tmp_path / "gone.txt", NOW)


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """The sentence says what an address looks like."""
    with pytest.raises(SourceError, match=r"There is no file or folder .*begins with https://"):
        list_files(tmp_path / "nothing")


def test_a_plain_text_is_read_as_it_stands(tmp_path: Path) -> None:
    """A txt file goes by its own address, in whatever encoding it is, with Windows' line ends too."""
    path = write(tmp_path, "a.txt", "Tram saved\r\n\r\nThe council voted “yes”.".encode("cp1252"))
    draft = read_file(path, Inline())

    assert (path.as_uri(), "Tram saved\n\nThe council voted “yes”.") == (draft.address, draft.text)


def test_front_matter_tells_of_the_article(tmp_path: Path) -> None:
    """Each key finds its place, and a web address in it is the article's."""
    front = (
        "title: Tram saved\npublisher: The Post\nauthor: Ada\ndate: 2024-06-20\nurl: https://Example.org/a#top\n"
        "licence: CC0\nlanguage: en\nsyndicated: true\n"
    )
    draft = read_file(write(tmp_path, "a.md", f"---\n{front}---\n\nThe *council*\nvoted.\n"), Inline())

    assert (
        Draft(
            address="https://example.org/a",
            text="The council voted.",
            title="Tram saved",
            publisher="The Post",
            author="Ada",
            published="2024-06-20",
            licence="CC0",
            language="en",
            syndicated=True,
            changes=True,
        )
        == draft
    )


def test_only_a_web_address_in_front_matter_counts() -> None:
    """What is no web address does not become a link."""
    draft = parse_text("---\nurl: javascript:alert(1)\n---\nText", address="file:///a.txt", markdown=False)

    assert "file:///a.txt" == draft.address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.reuters.com/world/nato", "https://site.example/a.txt?x=1"),
        ("https://site.example/b", "https://site.example/b"),
    ],
)
def test_a_text_on_the_web_speaks_for_its_site_alone(url: str, expected: str) -> None:
    """Front matter on the web may name an address of the same site, as a page may; its outlet is its host."""
    front = f"---\nurl: {url}\npublisher: Reuters\ntitle: Tram\ndate: 2024-06-20\n---\n{tell('tram')}"
    draft = read_text(front.encode(), url="https://site.example/a.txt?x=1")

    assert (expected, "site.example", "Tram", "2024-06-20") == (
        draft.address,
        draft.publisher,
        draft.title,
        draft.published,
    )


def test_a_saved_page_goes_by_the_address_that_it_declares(tmp_path: Path) -> None:
    """An HTML file is a page that someone saved."""
    head = "<link rel='canonical' href='https://example.org/tram'>"
    draft = read_file(write(tmp_path, "a.html", page("Tram", tell("tram"), head=head)), Inline())

    assert ("https://example.org/tram", "example.org", "Tram") == (draft.address, draft.publisher, draft.title)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("binary.txt", bytes(range(256)) * 20, "is not text"),
        ("paper.txt", b"%PDF-1.7 and so on", "is a PDF"),
        ("large.txt", b"x" * (12 * 1024 * 1024 + 1), "at most 12 are read"),
        ("empty.html", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """Each trouble with a file names the file and says what is wrong."""
    path = write(tmp_path, name, content)
    with pytest.raises(SourceError, match=said) as caught:
        read_file(path, Inline())

    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A folder in the place of a file, and one that has gone, are the system's own words in a sentence."""
    with pytest.raises(SourceError, match=r"cannot be opened \(Is a directory\)"):
        read_file(tmp_path, Inline())
    with pytest.raises(SourceError, match=r"cannot be opened \(No such file or directory\)"):
        read_file(tmp_path / "gone.txt", Inline())


# --- The sample corpus -----------------------------------------------------------------------------------------------


def test_an_empty_store_is_filled_once() -> None:
    """The sample corpus fills an empty store, and leaves any other alone."""
    store = MemoryStore()

    assert [True, False] == [fill(store, analyse_plainly, lambda: NOW) for _ in range(2)]
    assert store.extent().sample
    assert len(read_samples(lambda: NOW)) == store.extent().articles


def test_each_sample_says_who_when_and_under_which_licence() -> None:
    """Samples are marked, and complete."""
    samples = read_samples(lambda: NOW)

    assert len(samples) >= 24
    for sample in samples:
        assert sample.sample
        assert sample.title
        assert sample.publisher
        assert sample.published
        assert sample.licence
        assert sample.url.startswith("https://")
