"""Whatever is typed, there is an answer, or a sentence that says why not."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import cache, partial

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.actors.registry import load_registry
from bot.commands import COMMANDS
from bot.model import Actions, Place, Reply
from bot.plain import to_text
from bot.plugins import RANKERS, load_plugin
from bot.reading.analyse import analyse
from bot.reading.samples import fill
from bot.stances.frames import find_stances
from tests.support.desk import Desk

NOW = datetime(2024, 7, 15, 6, 30, tzinfo=UTC)
PLACE = Place(platform="test", channel="news")
ACTIONS = tuple(action.name for command in COMMANDS for action in command.actions)
WORDS = (
    *("china", "north korea", "Putin-Kim", "arms", "transfers", "the", "vs", "on", "toward", "matrix", "help", "pact"),
    *(
        "since:7d",
        "since:2024-07-01",
        "since:",
        "until:2024-06-30",
        "length:full",
        "length:",
        "words:50",
        "words:-1",
        "x:y",
    ),
    *(
        "daily",
        "mon,thu",
        "08:00",
        "8am",
        "25:61",
        "Europe/London",
        "Mars",
        "https://example.org/",
        "http://",
        "ftp://x/y",
    ),
    *(
        '"',
        "“",
        '"arms transfers"',
        "<b>",
        "<!channel>",
        "@everyone",
        "\u202e",
        "\x1b[2J",
        "\x00",
        "NEAR(",
        "*",
        "%",
        "'); --",
    ),
)

typed = st.builds(
    lambda name, action, words: " ".join([name, action, *words]),
    st.sampled_from(("", *(f"/{command.name}" for command in COMMANDS), "/share", "/nonsense", "brief", "stance")),
    st.sampled_from(("", "", *ACTIONS)),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=30), max_size=6),
)


@cache
def desk() -> Desk:
    """A desk that holds the sample corpus; what one example adds, the next ones find."""
    made = Desk(rank=load_plugin(RANKERS, "default"), now=NOW)
    fill(made.store, partial(analyse, registry=load_registry(), find_stances=find_stances), lambda: NOW)
    return made


@given(typed, st.text(max_size=60))
@example("/stance matrix vs vs", "")
@example("/brief matrix on on china", "")
@example("/digest add vs daily 08:00", "")
@example("/verify \x00", "")
@settings(deadline=None, max_examples=300)
def test_there_is_always_an_answer(line: str, subject: str) -> None:
    """A command ends with a reply that can be shown; an error is a sentence."""
    check_reply(desk().ask(line, place=PLACE, subject=subject))


def check_reply(reply: Reply) -> None:
    """Check that a reply says something on every screen, and that its buttons can be pressed in every chat."""
    shown = to_text(reply, width=80)
    assert shown.strip()
    assert reply.text.strip()
    assert [] == [character for character in shown if unicodedata.category(character) == "Cc" and character != "\n"]
    buttons = [button for part in reply.parts if isinstance(part, Actions) for button in part.buttons]
    assert [] == [button for button in buttons if len(f"{button.name} {button.text}") > 90 or not button.label]
