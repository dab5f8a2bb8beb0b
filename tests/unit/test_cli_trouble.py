"""Bad input: one clear sentence each, the right exit status, and nothing lost."""

from __future__ import annotations

import re
import unicodedata
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from tests.support.loopback import Loopback, Request, respond
from tests.support.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from click.testing import Result

STEEL = "Steel\n\nChina lowered its tariffs on steel on Monday, after talks that had lasted for most of the spring.\n"
MIB = 2**20


def answer(request: Request) -> Iterable[bytes]:
    """Serve what nobody can read."""
    return {
        "/news.xml": respond(b"<rss version='2.0'><channel><item><title>cut", content_type="application/rss+xml"),
        "/picture": respond(b"\x89PNG\r\n\x1a\n" + bytes(999), content_type="image/png"),
        "/empty": respond(b""),
        "/gone": respond(b"gone", status=410),
        "/broken": respond(b"oh", status=500),
        "/large": respond(b"<title>Large</title>" + b"<p>China warned Japan of the treaty.</p>\n" * (11 * MIB // 40)),
    }.get(request.path, respond(b"no such page", status=404))


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell whose store holds one article and one digest."""
    with chdir(tmp_path):
        shell = Shell(tmp_path)
        (tmp_path / "steel.txt").write_text(STEEL)
        shell.run("read", "steel.txt")
        shell.run("digest", "add", "china", "daily", "08:00")
        yield shell


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    """A site on loopback."""
    with Loopback(answer) as served:
        yield served


def check_sentence(result: Result, said: str) -> None:
    """Check that a command failed with one sentence that holds these words, and with nothing else."""
    assert (1, "") == (result.exit_code, result.stdout)
    assert re.fullmatch(r"Error: [^\n]+[.?]\n", result.stderr), result.stderr
    assert said in result.stderr


def check_nothing_lost(shell: Shell) -> None:
    """Check that the article and the digest of the fixture are there, and no source."""
    assert "tariffs on steel" in " ".join(shell.run("brief", "china").stdout.split())
    assert "1 digest here." in shell.run("digest", "list").stdout
    assert "No sources yet" in shell.run("source", "list").stdout


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/news.xml", "/news.xml is "),
        ("/picture", "/picture"),
        ("/empty", "/empty"),
        ("/gone", "410"),
        ("/broken", "500"),
        ("/nowhere", "404"),
        ("/large", "holds more than a million characters: no article is so long"),
    ],
)
@pytest.mark.parametrize("command", [("brief",), ("source", "add")], ids=" ".join)
def test_what_cannot_be_read_is_said(
    shell: Shell, site: Loopback, command: tuple[str, ...], path: str, said: str
) -> None:
    """A dead link, an unreadable feed, a picture and a page of 11 MB: none is kept, none stops anything."""
    check_sentence(shell.run(*command, site.url(path), BRIEFBOT_ALLOW_PRIVATE="yes"), said)
    check_nothing_lost(shell)


def test_what_cannot_be_read_stops_nothing(shell: Shell, site: Loopback) -> None:
    """Of several addresses each has its lines; those that can be read are kept."""
    (shell.folder / "more.txt").write_text(STEEL.replace("China", "Japan"))
    result = shell.run("read", site.url("/news.xml"), "more.txt", BRIEFBOT_ALLOW_PRIVATE="yes")

    assert 1 == result.exit_code
    assert 1 == result.stderr.count("\n")
    assert "more.txt: 1 article read." in result.stdout
    check_nothing_lost(shell)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("brief", "http://127.0.0.1/"), "an address of a private network"),
        (("brief", "ftp://example.org/x"), "Only pages of the web can be read"),
        (("brief", "the"), "name an actor, a topic or a phrase"),
        (("brief", "china", "vs"), "Name both sides"),
        (("brief", "china", "since:soon"), "since: takes 24h, 7d, 2w or a date"),
        (("brief", "x" * 600), "too long to look up"),
        (("stance", "https://example.org/"), "Stances are of an actor or a topic"),
        (("digest", "add", "china", "daily", "08:00", "Mars"), "'Mars' is not a time zone"),
        (("digest", "add", "china", "daily", "25:00"), "'25:00' is no time of day"),
        (("digest", "add", "china"), "Say when the digest is due"),
        (("digest", "remove", "zzzz"), "There is no digest 'zzzz' here"),
        (("digest", "ad"), "did you mean add?"),
        (("source", "add", "nonsense"), "is no web address"),
        (("source", "remove", "https://example.org/"), "is no source"),
        (("verify", "zzzz"), "No brief 'zzzz' is known here"),
        (("serve", "--only", "irc"), "There is no adapter called 'irc'"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_understood_is_said(shell: Shell, line: tuple[str, ...], said: str) -> None:
    """Wrong words are answered with what to type instead."""
    check_sentence(shell.run(*line), said)
    check_nothing_lost(shell)


@pytest.mark.parametrize("words", [(), ("",), ("  ",), ("!?",), ("\u200b",)])
def test_an_empty_topic_gets_help(shell: Shell, words: tuple[str, ...]) -> None:
    """Nothing typed is no mistake."""
    result = shell.run("brief", *words)

    assert 0 == result.exit_code
    assert result.stdout.startswith("Ask for a brief on an actor or a topic")


@pytest.mark.parametrize(("adapter", "variable"), [("slack", "SLACK_BOT_TOKEN"), ("discord", "DISCORD_TOKEN")])
def test_a_missing_token_is_named(shell: Shell, adapter: str, variable: str) -> None:
    """An adapter that is asked for and cannot run ends the service with what it lacks."""
    result = shell.run("serve", "--only", adapter)

    assert (1, f"{adapter}: does not run. {variable} is not set; see docs/reference/settings.md.\n") == (
        result.exit_code,
        result.stdout,
    )


@pytest.mark.parametrize("command", [("brief", "china"), ("read", "steel.txt"), ("digest", "list")], ids=" ".join)
def test_a_damaged_database_is_left_alone(shell: Shell, command: tuple[str, ...]) -> None:
    """A file that is no database is not written to, whatever is asked."""
    damaged = b"no database" * 500
    shell.database.write_bytes(damaged)

    check_sentence(shell.run(*command), "test.db is not a database; nothing in it was touched.")
    assert damaged == shell.database.read_bytes()


def test_a_settings_file_that_is_no_text_is_said(shell: Shell) -> None:
    """Nothing starts on settings that cannot be read."""
    (shell.folder / ".env").write_bytes(b"\xff\xfe=")

    check_sentence(shell.run("brief", "china"), ".env cannot be read: it is not UTF-8 text.")


def test_control_characters_reach_no_screen(shell: Shell) -> None:
    """What would colour a terminal, ring its bell or turn its letters round is neither shown nor kept."""
    text = (
        "Bell\n\nJapan \x1b[31mwarned\x07 North\u200b Korea\u202e of the treaty on Monday, officials said in Tokyo.\n"
    )
    (shell.folder / "bell.txt").write_text(text)
    shell.run("read", "bell.txt")
    shown = shell.run("brief", "japan", "\x1b[2J").stdout + shell.run("brief", "japan").stdout

    assert "North Korea of the treaty" in " ".join(shown.split())
    assert [] == [c for c in shown if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]
