"""``/brief``, ``/stance``, ``/source``, ``/verify`` and ``/help``, over a desk in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.query import parse_query
from bot.commands.handle import answer
from bot.errors import CommandError
from bot.model import Command, Label, Place
from tests.support.answering import hold, write
from tests.support.desk import PLACE, Desk

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
<html><head><title>Beijing answers</title></head><body><article><h1>Beijing answers</h1>
<p>China lowered its tariffs on steel from abroad on Monday, after talks that had lasted for most of the spring.</p>
<p>Japan welcomed the decision and said that it would lower its own tariffs by the end of the year.</p>
</article></body></html>"""
FEED = """\
<rss version="2.0"><channel><title>Example News</title><link>https://news.example/</link><description/>
<item><title>Steel</title><link>https://news.example/steel</link><guid>1</guid>
<pubDate>Sun, 30 Jun 2024 08:00:00 GMT</pubDate>
<description>China lowered its tariffs on steel from abroad, after talks that had lasted for most of the spring.</description>
</item></channel></rss>"""


@pytest.fixture
def desk() -> Desk:
    """A desk with an article that knows stances, a page and a feed."""
    desk = Desk()
    text = "China warned Japan."
    desk.store.add(
        [
            write(1, text, stances=(hold("China", "Japan", Label.THREATENING, span=(0, len(text))),)),
            write(2, "Japan spoke with China."),
        ]
    )
    desk.web.pages["https://example.org/steel"] = ("text/html", PAGE)
    desk.web.pages["https://news.example/feed"] = ("application/rss+xml", FEED)
    return desk


def test_a_brief_answers_with_points(desk: Desk) -> None:
    """Words are answered with a brief, for the asker alone."""
    assert "1. “Japan spoke with China.” — [1]\n2. “China warned Japan.” — [2]" in desk.say("/brief china")
    assert desk.ask("/brief china").private


def test_share_is_a_brief_for_all(desk: Desk) -> None:
    """The button's command shows the same brief to everybody."""
    shared = desk.ask("/share china")

    assert not shared.private
    assert "“Japan spoke with China.”" in shared.text


def test_a_link_is_answered_with_its_page(desk: Desk) -> None:
    """A page is read and briefed, and not kept."""
    text = desk.say("https://example.org/steel")

    assert text.startswith("Beijing answers · example.org · no date of its own")
    assert "“China lowered its tariffs on steel from abroad on Monday" in text
    assert 2 == desk.store.extent().articles


def test_a_dead_link_is_one_sentence(desk: Desk) -> None:
    """What cannot be read is said."""
    assert "https://example.org/gone does not answer.\n" == desk.say("https://example.org/gone")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("have you seen https://example.org/steel ?", "Beijing answers · example.org · no date of its own"),
        ("Why does Tokyo do that?", "Japan · 2 articles"),
        ("who warned whom", "Who warned whom · 1 article"),
        ("", "Ask for a brief"),
    ],
)
def test_a_message_is_briefed(desk: Desk, subject: str, said: str) -> None:
    """With nothing typed, a brief is of the message: its link, the actors that it names, or its words."""
    assert said in desk.say("/brief", subject=subject)


def test_what_is_typed_goes_before_the_message(desk: Desk) -> None:
    """Words beside a message say what is wanted."""
    assert desk.say("/brief japan", subject="https://example.org/steel").startswith("Japan")


@pytest.mark.parametrize("line", ["", "help", "/help", "/brief help", "/brief"])
def test_help(desk: Desk, line: str) -> None:
    """Empty input and help are answered with the commands."""
    assert "/digest list" in desk.say(line)


def test_stances(desk: Desk) -> None:
    """An actor's stances come with the words that show them, without points."""
    text = desk.say("/stance china")

    assert "Where China stands" in text
    assert "threatening  “China warned Japan.” — the article [1]" in text
    assert "Where it stands" not in text


def test_stances_toward_an_actor(desk: Desk) -> None:
    """What others think of the actor stands under a heading of its own."""
    assert "Who stands where\n       toward" in desk.say("/stance japan")


def test_no_stance_is_said(desk: Desk) -> None:
    """Where nothing shows a stance, nothing is guessed."""
    assert "No stance found: nothing in 1 article shows one beyond doubt." in desk.say('/stance "spoke with"')


def test_a_link_has_no_stances_of_its_own(desk: Desk) -> None:
    """A page's stances are part of its brief."""
    assert "for a page, ask for a brief" in desk.say("/stance https://example.org/steel")


def test_stance_without_words_is_helped(desk: Desk) -> None:
    """Empty input says what to type."""
    assert "as in /stance china" in desk.say("/stance")


def test_verify(desk: Desk) -> None:
    """A brief's id, in any case, is answered with what became of its lines."""
    identity = desk.answerer.brief(parse_query("china", registry=desk.registry, now=desk.clock())).id

    assert f"China · brief {identity}: all 3 lines stand" in desk.say(f"/verify {identity.upper()}")
    assert "its id stands in its last line" in desk.say("/verify")
    assert "No brief 'zzz' is known here" in desk.say("/verify zzz")


def test_a_source_is_added_read_listed_and_removed(desk: Desk) -> None:
    """A feed is read at once; its address may be given in other spellings to remove it."""
    text = desk.say("/source add https://news.example/feed")

    assert text.startswith("From now on this is read: Example News (https://news.example/feed) (feed).")
    assert "1 waits for the next reading" in text
    assert "1 source; all well." in desk.say("/source list")
    assert "last read 1 July 2024" in desk.say("/source list")
    assert "All is well with 1 source." in desk.say("/source health")
    assert "https://news.example/feed is no longer read" in desk.say("/source remove http://www.news.example/feed/")
    assert "No sources yet" in desk.say("/source list")
    assert "No sources yet" in desk.say("/source health")


def test_a_source_that_fails_is_named_with_its_reason(desk: Desk) -> None:
    """Health shows what fails, how often, and why."""
    desk.say("/source add https://news.example/feed")
    desk.web.pages.clear()
    desk.reader.read("https://news.example/feed")
    text = desk.say("/source health")

    assert "1 of 1 source could not be read." in text
    assert "failed 1 time in a row: " in text
    assert "does not answer" in text
    assert "1 source; 1 fails." in desk.say("/source list")


def test_a_folder_is_a_source_for_whoever_sits_here(desk: Desk, tmp_path: Path) -> None:
    """At a terminal a path may be given; in a chat nobody can have the machine's files read."""
    (tmp_path / "a.txt").write_text("The council met on Monday. It voted to keep the tram.")
    here, chat = Place(platform="terminal"), Place(platform="slack", workspace="T1", channel="C1")
    refused = desk.say(f"/source add {tmp_path}", place=chat)
    added = desk.say(f"/source add {tmp_path}", place=here)

    assert added.startswith(f"From now on this is read: {tmp_path.name} (folder).")
    assert "1 article read" in added
    assert "is no web address" in refused
    assert "is no source" in desk.say(f"/source remove {tmp_path}", place=chat)
    assert f"{tmp_path.as_uri()} is no longer read" in desk.say(f"/source remove {tmp_path}", place=here)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/source add", "Name the address of the source"),
        ("/source add https://nowhere.example/", "does not answer"),
        ("/source remove https://nowhere.example/", "is no source"),
        ("/source", "/source: the feeds and pages that are read."),
        ("/source eat x", "/source has no action 'eat'; did you mean health?"),
        ("/source help", "- /source add https://…: "),
        ("help digest", "- /digest history ID: "),
        ("/help", "Ask for a brief on an actor or a topic"),
        ("ftp://example.org/x", "Only pages of the web can be read, at http:// or https:// addresses, not ftp://."),
        ("/breif china", "There is no command 'breif'. Did you mean brief?"),
        ("/" + "x" * 5_000, "There is no command"),
    ],
)
def test_what_is_wrong_is_said(desk: Desk, line: str, said: str) -> None:
    """Bad input is answered with a sentence, and changes nothing."""
    assert said in desk.say(line)
    assert () == desk.store.sources()


def test_an_answer_raises_what_is_wrong(desk: Desk) -> None:
    """A caller that wants an exit status gets the error; its message is the sentence that a chat shows."""
    with pytest.raises(CommandError, match="both sides"):
        answer(Command(name="brief", text="china vs", place=PLACE), desk)


def test_names_of_commands_have_no_case(desk: Desk) -> None:
    """BRIEF is brief."""
    assert desk.say("/BRIEF china", place=PLACE) == desk.say("/brief china", place=PLACE)
