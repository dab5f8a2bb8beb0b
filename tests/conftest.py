"""What all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.postgresql import Server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Lend a real PostgreSQL server."""
    from tests.support.postgresql import serve  # noqa: PLC0415 - only tests of the store pay for its import

    yield from serve()


@pytest.fixture
def postgresql_url(postgresql: Server) -> Iterator[str]:
    """Lend the URL of a fresh database on a real PostgreSQL server, with the store's tables."""
    url = postgresql.fresh()
    yield url
    postgresql.drop(url)
