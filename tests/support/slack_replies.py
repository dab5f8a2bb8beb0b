"""Replies of every kind, with the worst that foreign text can hold, for tests of properties."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.model import Actions, Button, Heading, Items, Line, Paragraph, Part, Picture, Reply, Run, Style, Table

HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<!subteam^S1>",
    "<@U1>",
    "<#C1|general>",
    "<https://evil.example|https://good.example>",
    "&lt;!channel&gt;",
    "&amp;",
    "@channel @here #general",
    "*bold* _it_ ~no~ `code` ```block```",
    "> quote",
    ">>> all of it",
    "www.evil.example",
    "a\u202eb\u2066c\u2069\u200b\u200d\ufeff\u00ad",
    "\x00\x07\x1b[31m\x7f\x85",
    "line\nbreak\r\n\u2028\u2029",
    "\ud800",
    "😀👩‍👩‍👧" * 40,
    "&" * 700,
    '"\\' * 900,
    "word " * 900,
    "x" * 4_000,
)

texts = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=6).map("".join)
)
urls = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "https://example.org/a?b=1&c=2",
            "https://example.org/<!channel>|x",
            "javascript:alert(1)",
            "https://example.org/\u202e",
            "https://example.org/" + "a" * 3_000,
            "https://[broken",
            "http:///nowhere",
            " https://example.org/",
        ]
    ),
    texts.map(lambda text: f"https://example.org/{text}"),
)
runs = st.builds(Run, texts, st.sampled_from(Style), urls)
lines: st.SearchStrategy[Line] = st.lists(runs, max_size=5).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table of any width, none included."""
    head = tuple(draw(st.lists(texts, max_size=4)))
    rows = draw(st.lists(st.tuples(*(lines for _ in head)), max_size=5))
    return Table(head, tuple(rows))


buttons = st.builds(Button, texts, st.sampled_from(["brief", "stance", "share", "digest"]), st.text(max_size=80))
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Heading, texts, st.sampled_from([1, 2])),
    st.builds(Paragraph, lines, st.booleans()),
    st.builds(Items, st.lists(lines, max_size=12).map(tuple), st.one_of(st.none(), st.integers(1, 99))),
    tables(),
    st.builds(Picture, st.just(b"png"), texts),
    st.builds(Actions, st.lists(buttons, max_size=5).map(tuple)),
)
replies = st.builds(Reply, text=texts, parts=st.lists(parts, max_size=14).map(tuple), private=st.booleans())
