"""Every implementation of the store, empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.memory import MemoryStore
from bot.store.open import open_store
from bot.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.ports import Store


@pytest.fixture(params=["memory", "sqlite in memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Lend an empty store of each kind."""
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "sqlite in memory":
        made = SqliteStore.in_memory()
    elif request.param == "sqlite":
        made = open_store(f"sqlite:///{tmp_path / 'briefbot.db'}")
    else:
        made = open_store(request.getfixturevalue("postgresql_url"))
    yield made
    made.close()
