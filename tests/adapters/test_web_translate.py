"""Replies as HTML: what is shown, and that no foreign text is more than text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.pages import STYLE, to_page
from adapters.web.translate import from_words, to_html, write
from bot.model import Actions, Button, Heading, Items, Line, Paragraph, Part, Picture, Reply, Run, Style, Table

VOID = {"meta", "link", "input", "img"}


class Outline(HTMLParser):
    """What an HTML text consists of: its elements, their attributes, its text; and whether it closes what it opens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert [] == self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        assert tag == self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def find(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


def html(*parts: Part) -> str:
    """Return a reply's HTML."""
    return to_html(Reply(text="Gist.", parts=parts))


def line(*texts: str) -> Line:
    """Return a line of plain runs."""
    return tuple(Run(text) for text in texts)


# --- What is shown -----------------------------------------------------------------------------------------------------


def test_prose_keeps_its_styles_and_links() -> None:
    """Strong, emphasis, code, small print, and web addresses."""
    runs = (
        Run("a", Style.STRONG),
        Run(" b ", Style.EMPHASIS),
        Run("c", Style.CODE),
        Run("[1]", url="https://e.org/?a&b"),
    )

    assert (
        "<p><strong>a</strong><em> b </em><code>c</code>"
        '<a href="https://e.org/?a&amp;b" rel="noreferrer nofollow">[1]</a></p>' == html(Paragraph(runs))
    )
    assert '<p class="small">Read: 5 of 5</p>' == html(Paragraph(line("Read: 5 of 5"), small=True))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.org", "https://", "http://[x", "mailto:a@b"]
)
def test_other_addresses_are_no_links(url: str) -> None:
    """Only http and https can be followed."""
    assert "<p>x</p>" == html(Paragraph((Run("x", url=url),)))


def test_lists_begin_where_they_say() -> None:
    """Numbers go on from the list before; bullets have none."""
    assert "<ol><li>a</li></ol>" == html(Items((line("a"),), start=1))
    assert '<ol start="4"><li>a</li><li>b</li></ol>' == html(Items((line("a"), line("b")), start=4))
    assert "<ul><li>a</li></ul>" == html(Items((line("a"),)))


def test_a_table_says_what_its_cells_are_about() -> None:
    """Heads are of columns, first cells of rows, and one without a name is no head."""
    table = Outline(html(Table(("", "toward"), ((line("China"), line("Japan")),))))

    assert [("col", "columnheader"), ("row", "rowheader")] == [
        (each["scope"], each["role"]) for each in table.find("th")
    ]
    assert 2 == len(table.find("td"))
    assert "towardChinaJapan" == table.text
    assert {"class": "scroll", "role": "region", "aria-label": "Table", "tabindex": "0"} == table.find("div")[0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ((Run("critical", stance="critical"),), '<span class="stance critical">critical</span>'),
        (
            (Run("critical", stance="critical"), Run(" (by deed) "), Run("[1]", url="https://e.org/")),
            '<span class="stance critical">critical</span> (by deed) <a href="https://e.org/" rel="noreferrer nofollow">[1]</a>',
        ),
        (
            (Run("unknown", Style.EMPHASIS, stance="unknown"),),
            '<span class="stance unknown"><em>unknown</em></span>',
        ),
        (line("critical"), "critical"),
        (line("mixed results"), "mixed results"),
        ((Run("x", stance='"><b>'),), '<span class="stance &quot;&gt;&lt;b&gt;">x</span>'),
        (line(" "), " "),
        ((), ""),
    ],
)
def test_a_stance_gets_its_colour(cell: Line, expected: str) -> None:
    """What is marked as one does: no word in a table that happens to be the same."""
    assert f'<td role="cell">{expected}</td>' in html(Table(("", "stance"), ((line("China"), cell),)))


def test_a_table_of_quotations_is_laid_out_anew_on_a_phone() -> None:
    """One of short cells is scrolled instead."""
    quoted = Table(("", "in whose words"), ((line("China"), line("“" + "word " * 12 + "”")),))
    short = Table(("", "Japan"), ((line("China"), line("critical")),))

    assert [{"role": "table", "class": "prose"}] == Outline(html(quoted)).find("table")
    assert [{"role": "table"}] == Outline(html(short)).find("table")


def test_a_picture_has_its_words() -> None:
    """The alt text is whole."""
    (image,) = Outline(html(Picture(png=b"PNG", alt='China: "cautious"'))).find("img")

    assert {"src": "data:image/png;base64,UE5H", "alt": 'China: "cautious"'} == image


def test_a_button_asks_for_its_command() -> None:
    """Each is a form's button; sharing has no use here."""
    buttons = Actions((Button("Share", "share", "china"), Button("More", "brief", 'china "x"'), Button("Help", "help")))
    found = Outline(html(buttons))

    assert [{"class": "actions", "method": "post", "action": "/"}] == found.find("form")
    assert ['/brief china "x"', "/help"] == [button["value"] for button in found.find("button")]
    assert "<p>Gist.</p>" == html(Actions((Button("Share", "share", "china"),)))


def test_headings_stand_below_the_pages() -> None:
    """The page has levels 1 and 2 but for a reply's own title."""
    assert "<h2>China</h2>\n<h3>Sources</h3>" == html(Heading("China", 1), Heading("Sources"))


def test_a_reply_without_parts_is_its_gist() -> None:
    """A sentence is a paragraph."""
    assert "<p>1 &lt; 2</p>" == to_html(Reply(text="1 < 2"))


def test_words_are_a_command_as_in_every_chat() -> None:
    """A brief unless they name another; nothing for nothing."""
    command = from_words("stance china")

    assert command is not None
    assert ("stance", "china", "web") == (command.name, command.text, command.place.platform)
    assert from_words(" \n") is None


# --- The page ----------------------------------------------------------------------------------------------------------


def test_the_page_can_be_used_without_seeing_it() -> None:
    """It says its language and title, labels its box, and has one heading above all."""
    page = Outline(to_page(Reply(text="Six points."), heading="Answer to “china”", typed="china"))
    (box,) = page.find("input")

    assert "en" == page.find("html")[0]["lang"]
    assert [{"for": box["id"]}] == page.find("label")
    assert [1, 1, 1] == [len(page.find(tag)) for tag in ("h1", "main", "title")]
    assert "china" == box["value"]
    assert "autofocus" not in box
    assert "autofocus" in Outline(to_page(Reply(text=""), heading="Help")).find("input")[0]


def test_the_page_has_no_script_and_no_style_of_its_own() -> None:
    """So that its policy can forbid both."""
    page = Outline(to_page(Reply(text="Six points.", parts=(Picture(b"PNG", "alt"),)), heading="x"))

    assert [] == page.find("script") == page.find("style")
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.elements for name in attributes)
    assert "prefers-color-scheme: dark" in STYLE


# --- Foreign text ------------------------------------------------------------------------------------------------------

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onclick='x",
        "&lt;",
        "\u202e",
        "\x00",
        "]]>",
        "<!--",
    ]
)
TEXTS = st.lists(HOSTILE | st.text(max_size=15), max_size=4).map("".join)
URLS = st.sampled_from(["", "https://e.org/", 'https://e.org/"><script>', "javascript:alert(1)"]) | TEXTS
LINES = st.lists(st.builds(Run, TEXTS, st.sampled_from(Style), URLS), max_size=3).map(tuple)
PARTS = st.one_of(
    st.builds(Heading, TEXTS, st.sampled_from([1, 2])),
    st.builds(Paragraph, LINES, st.booleans()),
    st.builds(Items, st.lists(LINES, max_size=3).map(tuple), st.none() | st.integers(0, 9)),
    st.builds(Table, st.tuples(TEXTS, TEXTS), st.lists(st.tuples(LINES, LINES), max_size=3).map(tuple)),
    st.builds(Picture, st.binary(max_size=9), TEXTS, TEXTS),
    st.builds(Actions, st.lists(st.builds(Button, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple)),
)
OURS = """html head meta title link body header h1 a form label div input button main article h2 h3 p footer strong em
code ul ol li table thead tbody tr th td figure img"""


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(PARTS, max_size=6).map(tuple), gist=TEXTS, typed=TEXTS)
def test_no_foreign_text_becomes_an_element(parts: tuple[Part, ...], gist: str, typed: str) -> None:
    """Whatever a reply holds, the page has only our elements, closes them all, and links only to the web."""
    page = Outline(to_page(Reply(text=gist, parts=parts), heading=f"Answer to “{typed}”", typed=typed))

    assert {tag for tag, _ in page.elements} <= set(OURS.split())
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert all(each["href"].startswith(("http://", "https://", "/")) for each in page.find("a"))
    assert not set(page.text) & set("\x00\u202e")


@given(text=st.text(st.characters(exclude_characters="\x1b")))  # which takes along what it tells a terminal
def test_text_is_shown_as_it_is(text: str) -> None:
    """What can be seen of it comes out of the HTML again."""
    assert "".join(each for each in text if each.isascii() and each.isalnum()) == "".join(
        each for each in Outline(f"<p>{write(text)}</p>").text if each.isascii() and each.isalnum()
    )
