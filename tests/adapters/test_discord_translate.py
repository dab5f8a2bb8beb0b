"""From replies to Discord's messages: what they say, and that nothing passes its limits, pings, links or hides."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from adapters.discord.layout import cut
from adapters.discord.markdown import escape, flatten, safe_url, size, split_line, to_markdown
from adapters.discord.translate import to_messages
from bot.model import Actions, Button, Heading, Items, Paragraph, Part, Picture, Reply, Run, Style, Table

if TYPE_CHECKING:
    from adapters.discord.layout import Message
    from bot.model import Line

OPENAPI = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"
PNG = b"\x89PNG\r\n\x1a\n"


def line(*texts: str) -> Line:
    """Return a line of plain runs."""
    return tuple(Run(text) for text in texts)


def only(reply: Reply, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the payload of the one message that a reply becomes."""
    (message,) = to_messages(reply, **more)
    return message.payload


def description(*parts: Part) -> str:
    """Return what the one embed of a reply says."""
    (embed,) = only(Reply(text="Gist.", parts=parts))["embeds"]
    return str(embed["description"])


# --- What it says ------------------------------------------------------------------------------------------------------


def test_a_brief_is_one_message() -> None:
    """The title is the embed's, and parts stand below one another, as Discord's Markdown."""
    reply = Reply(
        text="China: 2 points from 2 articles.",
        parts=(
            Heading("China", 1),
            Paragraph((Run("2 articles from 2 outlets"),), small=True),
            Heading("Where it stands"),
            Items(((Run("“A.” — "), Run("[1]", url="https://a.example/1")), line("“B.” — [2]")), start=1),
            Heading("Sources"),
            Items((line("An outlet"),)),
            Paragraph((Run("No more", Style.EMPHASIS), Run(" than "), Run("this", Style.STRONG))),
            Actions((Button("More", "brief", "china length:full"),)),
        ),
    )
    payload = only(reply)

    assert "content" not in payload
    assert "China" == payload["embeds"][0]["title"]
    assert [
        "-# 2 articles from 2 outlets",
        "",
        "### Where it stands",
        "1. “A.” — [\\[1\\]](https://a.example/1)",
        "2. “B.” — \\[2\\]",
        "",
        "### Sources",
        "- An outlet",
        "",
        "*No more* than **this**",
    ] == payload["embeds"][0]["description"].split("\n")
    button = {"type": 2, "style": 2, "label": "More", "custom_id": "/brief china length:full"}
    assert [{"type": 1, "components": [button]}] == payload["components"]


def test_a_reply_of_one_line_is_content_alone() -> None:
    """A sentence needs no embed."""
    assert {"allowed_mentions": {"parse": [], "replied_user": False}, "content": "Nothing found."} == only(
        Reply(text="Nothing found.")
    )


def test_a_post_that_nobody_waits_for_has_its_gist_for_notifications() -> None:
    """Content stands above the embeds of a digest, and in the title's place only where there is none."""
    parts = (Heading("China", 1), Paragraph(line("A point.")))
    payload = only(Reply(text="China: 1 point.", parts=parts), mark="k")

    assert ("China: 1 point.", "China") == (payload["content"], payload["embeds"][0]["title"])


def test_nothing_is_said_twice() -> None:
    """A first paragraph that is the gist stands once, with its styles, above what follows."""
    parts = (Paragraph((Run("Two", Style.STRONG), Run(" digests."))), Items((line("k1"), line("k2"))))
    payload = only(Reply(text="Two digests.", parts=parts))

    assert "**Two** digests." == payload["content"]
    assert "- k1\n- k2" == payload["embeds"][0]["description"]


def test_an_empty_reply_is_still_a_message() -> None:
    """Discord refuses buttons alone, and nothing at all."""
    assert "…" == only(Reply(text="", parts=(Actions((Button("Help", "help"),)),)))["content"]


def test_a_full_table_names_its_columns_once() -> None:
    """Each row is a line, its first cell strong."""
    table = Table(
        head=("", "toward", "stance", "in whose words"),
        rows=(
            (line("China"), line("Japan"), line("cautious"), (Run("“words”"), Run(" [1]", url="https://a.example"))),
        ),
    )

    assert [
        "-# who · toward · stance · in whose words",
        "- **China** · Japan · cautious · “words” [\\[1\\]](https://a.example)",
    ] == description(table).split("\n")


def test_a_matrix_names_the_column_of_each_cell_that_says_something() -> None:
    """Empty cells are left out."""
    table = Table(
        head=("holder", "China", "Japan", "Russia"),
        rows=(
            (line("China"), line("—"), line("critical"), line("supportive")),
            (line("Japan"), line("concerned"), line(""), line("critical")),
            (line("Peru"), line("–"), line("-"), line(" ")),
        ),
    )

    assert [
        "- **China** — Japan: critical · Russia: supportive",
        "- **Japan** — China: concerned · Russia: critical",
        "- **Peru**",
    ] == description(table).split("\n")


def test_a_picture_is_a_file_with_its_alt_text() -> None:
    """Alt text is cut at 1,024 characters; a picture without any says that it is one."""
    reply = Reply(text="Two.", parts=(Picture(PNG, "x" * 2_000, "a b.png"), Picture(PNG, "")))
    (message,) = to_messages(reply)

    first, second = message.payload["attachments"]
    assert ("0-a-b.png", 1_024) == (first["filename"], len(first["description"]))
    assert ("1-picture.png", "A picture") == (second["filename"], second["description"])
    assert reply.parts == message.pictures


def test_a_picture_that_is_too_large_is_told() -> None:
    """What Discord would refuse is said in words."""
    assert "too large for Discord. It shows: China: cautious" in description(
        Picture(b"x" * (9 * 2**20), "China: cautious")
    )


def test_pictures_beyond_ten_go_to_the_next_message() -> None:
    """A message takes ten files."""
    messages = to_messages(Reply(text="Many.", parts=tuple(Picture(PNG, "One") for _ in range(12))))

    assert [10, 2] == [len(message.pictures) for message in messages]


def test_buttons_keep_their_limits() -> None:
    """No button twice, none whose command does not fit, five in a row, and five rows."""
    twice = Button("More", "brief", "china")
    rows = tuple(Actions(tuple(Button(f"B{row}{at}", "brief", f"{row} {at}") for at in range(7))) for row in range(4))
    first = Actions((twice, twice, Button("Long", "brief", "x" * 100), Button("", "help")))
    messages = to_messages(Reply(text="Buttons.", parts=(first, *rows)))

    counts = [[len(row["components"]) for row in message.payload["components"]] for message in messages]
    assert [[1, 5, 2, 5, 2], [5, 2, 5, 2]] == counts
    assert ["Buttons.", "…"] == [message.payload["content"] for message in messages]


def test_a_long_reply_becomes_several_messages_and_loses_nothing() -> None:
    """Lines stay whole, in order; a heading stays with what it heads."""
    lines = [f"{number} " + "word " * 150 for number in range(40)]
    parts: tuple[Part, ...] = tuple(
        chain.from_iterable((Heading(f"Part {at}"), Items((line(text),))) for at, text in enumerate(lines))
    )
    messages = to_messages(Reply(text="Long.", parts=parts))
    texts = [embed["description"] for message in messages for embed in message.payload["embeds"]]

    assert len(messages) > 4
    assert [text.strip() for text in lines] == re.findall(r"^- (.*)$", "\n".join(texts), re.MULTILINE)
    assert not any(text.splitlines()[-1].startswith("#") for text in texts)


def test_a_long_gist_is_not_cut() -> None:
    """What is too long for one content goes on in the next message."""
    messages = to_messages(Reply(text="word " * 1_000, parts=(Heading("Title", 1),)), mark="k")
    contents = [message.payload["content"].removesuffix("-# k (1 of 3)") for message in messages]

    assert ["word"] * 1_000 == [word for content in contents for word in content.split() if word == "word"]
    assert "Title" == messages[-1].payload["embeds"][0]["title"]


def test_headings_beyond_the_limit_are_text() -> None:
    """A title of over 256 characters cannot be the embed's."""
    long = "title " * 60

    assert f"**{long.strip()}**" == description(Heading(long, 1))
    assert "## Second\n\n### Third" == description(Paragraph(()), Heading("Second", 1), Heading("Third"))


def test_the_mark_is_small_print_on_each_message() -> None:
    """Below the embeds, or below the content where there are none."""
    long = Reply(text="Long.", parts=tuple(Paragraph(line("word " * 500)) for _ in range(4)))

    assert ["k (1 of 2)", "k (2 of 2)"] == [
        message.payload["embeds"][-1]["footer"]["text"] for message in to_messages(long, mark="k")
    ]
    assert "Quiet.\n-# k" == only(Reply(text="Quiet."), mark="k")["content"]


# --- Foreign text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("foreign", "expected"),
    [
        ("@everyone @here", "＠everyone ＠here"),
        ("<@1> <@!1> <@&1>", r"\<\@1> \<\@!1> \<\@&1>"),
        ("<#1> </cmd:1>", r"\<\#1> \<\/cmd:1>"),
        ("<id:guide> <t:1:R> <:a:1> <a:b:1>", r"\<id\:guide> \<t\:1:R> \<\:a:1> \<a\:b:1>"),
        ("[x](https://e.org)", r"\[x\]\(https\://e.org)"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        ("<discord.gg/abc>", r"\<discord.gg\/abc>"),
        (":skull: at 10:30", r"\:skull: at 10:30"),
        ("**b** _i_ ~~s~~ ||spoiler||", r"\*\*b\*\* \_i\_ \~\~s\~\~ \|\|spoiler\|\|"),
        ("`code` ```block```", r"\`code\` \`\`\`block\`\`\`"),
        (r"\*", r"\\\*"),
        ("a\u200b\u202eb\x00\ud800c\n\td", "abc d"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("1 < 2 & 3 > 2", r"1 \< 2 & 3 > 2"),
        ("U.S. \u2014 “it’s” 5-4", "U.S. — “it’s” 5-4"),
    ],
)
def test_foreign_text_is_shown_as_it_was_written(foreign: str, expected: str) -> None:
    """Each way to ping, link, format, hide or turn text is written out."""
    assert expected == escape(foreign)


@pytest.mark.parametrize(
    "start", ["# h", "## h", "### h", "-# h", "> q", ">>> q", "- i", "+ i", "1. i", "12) i", "• i"]
)
def test_foreign_text_opens_no_heading_quote_or_list(start: str) -> None:
    """A line begins as text, and in a list as text too."""
    written = to_markdown(line(start))

    assert start == written.replace("\\", "")
    assert "\\" in written
    assert f"- {written}" == description(Items((line(start),)))


@pytest.mark.parametrize("start", ["#tag", "-5 degrees", "3.5 million", "> ", "1984"])
def test_what_only_looks_like_a_start_is_left(start: str) -> None:
    """A hashtag, a number, a minus: no backslash where there is no need."""
    assert start.strip().replace(">", "\\>") == to_markdown(line(start))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/(x) y", "https://example.org/%28x%29%20y"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("https://", ""),
        ("http://[broken", ""),
        ("", ""),
        ("https://example.org/" + "x" * 2_000, ""),
    ],
)
def test_only_web_addresses_are_linked(url: str, expected: str) -> None:
    """A masked link is http or https, and cannot end early."""
    assert expected == safe_url(url)


def test_runs_keep_their_marks_apart() -> None:
    """Neighbours of one style are one span, spaces stand outside marks, and code cannot be left."""
    assert "**ab** *c* `dˋe`" == to_markdown(
        (Run("a", Style.STRONG), Run("b ", Style.STRONG), Run("c", Style.EMPHASIS), Run(" "), Run("d`e", Style.CODE))
    )
    assert "**a**_b_" == to_markdown((Run("a", Style.STRONG), Run("b", Style.EMPHASIS)))
    assert "a b" == to_markdown((Run("a "), Run("\u200b", Style.STRONG), Run(" ", Style.STRONG), Run("b")))


def test_a_long_line_is_cut_between_words() -> None:
    """Styles and links hold on both sides of the cut; a word without spaces is cut where it must be."""
    pieces = split_line((Run("word " * 100, Style.STRONG, "https://example.org"),), 200)

    assert ["word"] * 100 == "".join(run.text for piece in pieces for run in piece).split()
    assert all(size(to_markdown(piece)) <= 200 for piece in pieces)
    assert "x" * 500 == "".join(run.text for piece in split_line(line("x" * 500), 100) for run in piece)


def test_a_cut_text_keeps_its_limit_in_utf_16() -> None:
    """A character outside the basic plane counts twice, as in Discord's clients."""
    assert "𝕏…" == cut("𝕏𝕏𝕏", 4)


# --- Conformance -------------------------------------------------------------------------------------------------------

PINGS = ["@everyone", "@here", "<@1>", "<@&2>", "<#3>", "</brief:4>", "<id:home>", "<t:5:R>", "<:x:6>", ":skull:"]
LINKED = ["[a](https://b.c)", "](https://evil.example)", "https://evil.example", "discord.gg/x"]
MARKUP = ["```", "||", "**", "__", "\\", "`", "\n# x", "<", ">", "("]
UNSEEN = ["\u202e", "\u200b", "\x1b[31m"]
LONG = ["𝕏" * 50, "word " * 300, "x" * 700]
HOSTILE = st.sampled_from([*PINGS, *LINKED, *MARKUP, *UNSEEN, *LONG])
TEXTS = st.lists(HOSTILE | st.text(max_size=20), max_size=6).map("".join)
URLS = st.sampled_from(
    ["", "https://example.org/a", "https://example.org/)(", "javascript:alert(1)", "https://e.org/" + "a" * 3_000]
)
LINES = st.lists(st.builds(Run, TEXTS, st.sampled_from(Style), URLS), max_size=4).map(tuple)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[TEXTS] * width),
        st.lists(st.tuples(*[LINES] * width), max_size=4).map(tuple),
    )
)
BUTTONS = st.builds(Button, TEXTS, st.sampled_from(["brief", "stance", "share"]), st.text(max_size=80))
PARTS = st.one_of(
    st.builds(Heading, TEXTS, st.sampled_from([1, 2])),
    st.builds(Paragraph, LINES, st.booleans()),
    st.builds(Items, st.lists(LINES, max_size=8).map(tuple), st.none() | st.integers(1, 20)),
    TABLES,
    st.builds(Picture, st.just(PNG), TEXTS, TEXTS),
    st.builds(Actions, st.lists(BUTTONS, max_size=6).map(tuple)),
)
REPLIES = st.builds(Reply, text=TEXTS, parts=st.lists(PARTS, max_size=12).map(tuple), private=st.booleans())
MARKS = st.sampled_from(["", "digest k3:2026-11-22"])


def texts_of(payload: dict[str, Any]) -> list[str]:
    """Return all text of a message that Discord reads as Markdown."""
    embeds = payload.get("embeds", [])
    return [payload.get("content", ""), *(embed.get(key, "") for embed in embeds for key in ("title", "description"))]


def check_limits(message: Message) -> None:
    """Check what PLATFORM_FACTS D2, D5 and D10 say of a message."""
    payload = message.payload
    embeds = payload.get("embeds", [])
    footers = [embed.get("footer", {}).get("text", "") for embed in embeds]
    assert payload.get("content") or embeds or payload.get("attachments")
    assert size(payload.get("content", "")) <= 2_000
    assert len(embeds) <= 10
    assert all(size(embed.get("title", "")) <= 256 for embed in embeds)
    assert all(size(embed.get("description", "")) <= 4_096 for embed in embeds)
    assert sum(map(size, [*texts_of(payload)[1:], *footers])) <= 6_000
    assert {"parse": [], "replied_user": False} == payload["allowed_mentions"]
    attachments = payload.get("attachments", [])
    assert len(message.pictures) == len(attachments) <= 10
    assert all(0 < size(each["description"]) <= 1_024 for each in attachments)
    rows = payload.get("components", [])
    assert len(rows) <= 5
    buttons = [button for row in rows for button in row["components"]]
    assert all(0 < len(row["components"]) <= 5 for row in rows)
    assert len({button["custom_id"] for button in buttons}) == len(buttons)
    assert all(len(each["custom_id"]) <= 100 and 0 < size(each["label"]) <= 80 for each in buttons)


INERT = re.compile(
    r"\\[^\w\s]|`[^`]*`|\]\(https://example\.org/[^\s()]*\)"
)  # escapes, code, links of runs: in this order
LIVE = re.compile(
    r"@everyone|@here|<[@#/:a-z]|://|\]\(|\|\||```|discord\.gg/|[\x00-\x09\x0b-\x1f\x7f\u200b\u202a-\u202e]"
)


@settings(max_examples=300, deadline=None)
@given(reply=REPLIES, mark=MARKS, sharing=st.booleans())
def test_every_message_keeps_discords_limits_and_nothing_foreign_is_live(
    reply: Reply,
    mark: str,
    sharing: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever a reply holds: limits hold, nobody is pinged, and the only links are those that runs carry."""
    for message in to_messages(reply, mark=mark, sharing=sharing):
        check_limits(message)
        for text in texts_of(message.payload):
            bare = INERT.sub("", text)
            assert not LIVE.search(bare), bare


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=20).map(tuple))
def test_no_word_is_lost(lines: tuple[Line, ...]) -> None:
    """All that can be seen of a list's lines is in the messages, in order."""
    messages = to_messages(Reply(text="", parts=(Items(lines, start=None),)))
    shown = "".join(embed["description"] for message in messages for embed in message.payload.get("embeds", []))
    letters = [each for each in "".join(flatten("".join(run.text for run in line)) for line in lines) if each.isalnum()]
    rest = iter(shown)

    assert all(letter in rest for letter in letters)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """What Discord's own description says of a message to be created."""
    if not OPENAPI.is_file():
        pytest.skip("Discord's OpenAPI description is not there; put it at ../shared/specs/discord-openapi.json")
    whole = json.loads(OPENAPI.read_text())
    return Draft202012Validator(
        {"$ref": "#/components/schemas/MessageCreateRequest", "components": whole["components"]}
    )


@settings(max_examples=50, deadline=None)
@given(reply=REPLIES)
def test_every_message_is_one_by_discords_own_description(schema: Draft202012Validator, reply: Reply) -> None:
    """Payloads validate against the published schema."""
    for message in to_messages(reply, mark="digest k3:2026-11-22"):
        schema.validate(message.payload | {"nonce": "0" * 25, "enforce_nonce": True})
