"""The doctor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build
from bot.config import read_settings
from bot.doctor import State, examine
from bot.model import Source, SourceKind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment with a database of its own."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'test.db'}"}


def findings(environ: dict[str, str]) -> list[tuple[State, str]]:
    """Return what the doctor finds."""
    return [(finding.state, finding.sentence) for finding in examine(environ)]


def test_nothing_is_ill_on_a_fresh_machine(environ: dict[str, str]) -> None:
    """What is not set up is noted, with how to set it up, and is no fault."""
    found = findings(environ)

    assert [] == [sentence for state, sentence in found if state is State.ILL]
    assert (State.NOTE, "Sources: none yet; briefbot source add https://… adds one.") in found
    assert (State.NOTE, "No chat is connected; without one there is briefbot chat.") in found


def test_a_source_that_fails_must_be_mended_or_removed(environ: dict[str, str]) -> None:
    """Feeds that are well are counted; one that fails is named with its reason and what to do."""
    bot = build(read_settings(environ))
    for number, failures in enumerate((0, 3)):
        url = f"https://example.org/{number}"
        moment = datetime(2024, 7, 1, tzinfo=UTC)
        bot.bare_store.save_source(
            Source(url=url, kind=SourceKind.FEED, added=moment, failures=failures, error="It does not answer.")
        )
    bot.close()
    found = findings(environ)

    assert (State.WELL, "Sources: 1 of 2 are well.") in found
    (ill,) = [sentence for state, sentence in found if state is State.ILL]
    assert ill.startswith("Source https://example.org/1 failed 3 times in a row: It does not answer.")
    assert "briefbot source remove https://example.org/1" in ill


def test_a_chat_with_its_tokens_has_what_it_needs(environ: dict[str, str]) -> None:
    """With its settings, an adapter would run."""
    found = findings({**environ, "DISCORD_TOKEN": "a.b.c"})

    assert (State.WELL, "discord: has what it needs.") in found
    assert not [sentence for _, sentence in found if sentence.startswith("No chat is connected")]
