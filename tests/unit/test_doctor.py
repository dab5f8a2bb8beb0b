"""The doctor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build
from bot.config import read_settings
from bot.doctor import Health, examine
from bot.model import Source, SourceKind
from tests.support.loopback import Loopback, respond
from tests.support.plugins import installed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment with a database of its own."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'test.db'}"}


def findings(environ: dict[str, str]) -> list[tuple[Health, str]]:
    """Return what the doctor finds."""
    return [(finding.state, finding.sentence) for finding in examine(environ)]


def test_nothing_is_ill_on_a_fresh_machine(environ: dict[str, str]) -> None:
    """What is not set up is noted, with how to set it up, and is no fault."""
    found = findings(environ)

    assert [] == [sentence for state, sentence in found if state is Health.ILL]
    assert (Health.NOTE, "Sources: none yet; briefbot source add https://… adds one.") in found
    assert (Health.NOTE, "No chat is connected; without one there is briefbot chat.") in found


def keep_sources(environ: dict[str, str], *sources: Source) -> None:
    """Keep sources in the environment's database."""
    bot = build(read_settings(environ))
    for source in sources:
        bot.bare_store.save_source(source)
    bot.close()


def test_each_feed_is_asked(environ: dict[str, str], tmp_path: Path) -> None:
    """Those that answer are counted; one that does not, or did not of late, is named with its reason and what to do."""
    environ["BRIEFBOT_ALLOW_PRIVATE"] = "yes"
    source = Source(url="", kind=SourceKind.FEED, added=datetime(2024, 7, 1, tzinfo=UTC))
    with Loopback(lambda asked: respond(b"<rss/>", status=404 if asked.path == "/gone" else 200)) as site:
        keep_sources(
            environ,
            replace(source, url=site.url("/well")),
            replace(source, url=tmp_path.as_uri(), kind=SourceKind.FOLDER),
            replace(source, url=site.url("/gone")),
            replace(source, url=site.url("/was"), failures=3, error="It did not answer."),
        )
        found = findings(environ)

    assert (Health.WELL, "Sources: 2 of 4 are well.") in found
    assert {"/well", "/gone", "/was"} == {request.path for request in site.requests}
    gone, was = sorted(sentence for state, sentence in found if state is Health.ILL)
    assert gone.startswith(f"Source {site.url('/gone')} cannot be read: ")
    assert gone.endswith(f" To do: mend it, or briefbot source remove {site.url('/gone')}.")
    assert was.startswith(f"Source {site.url('/was')} answers now, but failed 3 times in a row: It did not answer.")


def test_a_folder_that_failed_is_told_as_it_failed(environ: dict[str, str], tmp_path: Path) -> None:
    """Nothing is asked of a folder: how its last reading went is said."""
    added = datetime(2024, 7, 1, tzinfo=UTC)
    folder = Source(url=tmp_path.as_uri(), kind=SourceKind.FOLDER, added=added, failures=1, error="It is gone.")
    keep_sources(environ, folder)

    (ill,) = [sentence for state, sentence in findings(environ) if state is Health.ILL]
    assert ill.startswith(f"Source {tmp_path.as_uri()} failed 1 time in a row: It is gone.")


def test_a_plug_in_that_falls_is_named(environ: dict[str, str], tmp_path: Path) -> None:
    """What cannot be imported, whatever the reason, is a sentence, and does not hide what comes after it."""
    with installed(tmp_path, rankers={"broken": "faulty_ranker:rank"}, modules={"faulty_ranker": "1 / 0"}):
        found = findings({**environ, "BRIEFBOT_RANKER": "broken"})

    (ill,) = [sentence for state, sentence in found if state is Health.ILL]
    assert ill.startswith("BRIEFBOT_RANKER: The ranker 'broken' falls (ZeroDivisionError: division by zero); choose an")
    assert any(sentence.startswith("Store: ") for _, sentence in found)
