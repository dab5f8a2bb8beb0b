"""What was added stays added, all or none of each call, through kill -9 at any moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.model import Query, article_id
from bot.store.open import open_store

ROOT = Path(__file__).parents[2]
AT_ONCE = 20

ADDING = f"""
import sys
from bot.store.open import open_store
from tests.support.records import make_record

store = open_store(sys.argv[1])
for batch in range(int(sys.argv[2]), 10_000):
    store.add([make_record(batch * {AT_ONCE} + n, text=f"Word number {{batch}}.") for n in range({AT_ONCE})])
    print(batch, flush=True)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


def add_and_die(url: str, start: int, kill_after: int) -> int:
    """Add batches from a number on in a process that is killed after so many; return the last that it said was kept."""
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", ADDING, url, str(start)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        said = [int(process.stdout.readline()) for _ in range(kill_after)]
        process.kill()
        said += map(int, process.stdout)  # what it said before it knew
    return said[-1]


def test_what_was_added_survives_kills(url: str) -> None:
    """Each batch is there as a whole or not at all, those that were said to be kept for sure, and search finds all of them."""
    batch = -1
    for kill_after in (1, 4, 2):
        batch = add_and_die(url, batch + 1, kill_after)
        store = open_store(url)
        extent = store.extent()
        kept = [
            len(store.known([article_id(str(each * AT_ONCE + n)) for n in range(AT_ONCE)])) for each in range(batch + 2)
        ]
        found = [
            len(store.search(Query(text="", phrases=(f"number {each}",)), limit=AT_ONCE + 1))
            for each in range(batch + 2)
        ]
        store.close()

        assert [AT_ONCE] * (batch + 1) == kept[: batch + 1]
        assert kept[-1] in {0, AT_ONCE}  # committed, and killed before it could say so
        assert kept == found
        assert sum(kept) == extent.articles == extent.seq
        batch += kept[-1] // AT_ONCE
