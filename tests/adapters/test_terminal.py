"""The terminal: lines in, text out."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime

import pytest

from adapters.terminal.app import Terminal
from adapters.terminal.translate import find_completions, from_line, paint, split_typed, to_screen
from bot.config import Settings
from bot.model import Command, Heading, Paragraph, Reply, Run, Style
from bot.ports import Env, Status


def echo(command: Command) -> Reply:
    """Answer with what was asked."""
    return Reply(text="", parts=(Paragraph((Run(f"{command.name}: {command.text}"),)),))


def talk(*lines: str, stop: threading.Event | None = None) -> str:
    """Say some lines to a terminal and return what it shows."""
    env = Env(
        settings=Settings(database_url="sqlite://"),
        handle=echo,
        complete=lambda _typed: (),
        tick=lambda: 60.0,
        status=lambda: Status(adapters={}),
        clock=lambda: datetime(2024, 7, 1, tzinfo=UTC),
    )
    screen = io.StringIO()
    Terminal(env, io.StringIO("".join(f"{line}\n" for line in lines)), screen).run(stop or threading.Event())
    return screen.getvalue()


def test_each_line_is_answered() -> None:
    """Lines are commands, with or without a slash; answers stand apart, and empty lines have none."""
    assert "brief: china\n\nstance: china\n\nhelp:\n\n" == talk("china", "", "/stance china", "help")


@pytest.mark.parametrize("word", ["quit", "EXIT", " /quit "])
def test_quit_ends_it(word: str) -> None:
    """What follows the last word is not read."""
    assert "brief: china\n\n" == talk("china", word, "japan")


def test_it_stops_when_told() -> None:
    """A terminal that is stopped reads no more."""
    stop = threading.Event()
    stop.set()

    assert "" == talk("china", stop=stop)


def test_an_empty_line_asks_nothing() -> None:
    """Only words are commands."""
    assert from_line(" \t") is None


def test_styles_are_painted_for_a_terminal_alone() -> None:
    """Colour stays out of pipes."""
    reply = Reply(text="", parts=(Heading("China"), Paragraph((Run("small"),), small=True)))

    assert "\x1b[1mChina\x1b[0m\n\n\x1b[2msmall\x1b[0m\n" == to_screen(reply, width=80, colour=True)
    assert "China\n\nsmall\n" == to_screen(reply, width=80, colour=False)


def test_plain_text_is_left_alone() -> None:
    """A style without a code of its own adds none."""
    assert "words" == paint("words", Style.PLAIN)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("stance chi", ("stance ", "chi")),
        ("/brief ", ("/brief ", "")),
        ("north kor", ("", "north kor")),
        ("", ("", "")),
    ],
)
def test_what_is_typed_is_parted(typed: str, parts: tuple[str, str]) -> None:
    """Completion leaves a command's name alone."""
    assert parts == split_typed(typed)


def test_completions_begin_as_the_line_does() -> None:
    """Names that begin otherwise are left out: a terminal would erase what was typed for them."""
    assert ["brief China", "brief Chile"] == find_completions("brief chi", lambda _: ["China", "Chile", "Taiwan"])
    assert [] == find_completions("brief ", lambda _: ["China"])
