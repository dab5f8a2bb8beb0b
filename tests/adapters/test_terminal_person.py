"""A person at a terminal: prompt, completion, colour, and the ways to leave."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("readline")

PATIENCE = 60.0  # seconds that a test waits for what must come


class Person:
    """Types on the keyboard of a terminal, and reads its screen."""

    def __init__(self, database: Path) -> None:
        self._keyboard, screen = pty.openpty()
        environ = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "TERM": "xterm", "INPUTRC": "/dev/null"}
        self.chat = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=screen,
            stdout=screen,
            stderr=screen,
            env=environ,
            close_fds=True,
        )
        os.close(screen)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._keyboard, keys.encode())

    def read(self, until: str) -> str:
        """Return what the screen shows, up to these words and whatever came with them."""
        seen, deadline = b"", time.monotonic() + PATIENCE
        while until.encode() not in seen:
            left = deadline - time.monotonic()
            assert left > 0, f"{until!r} did not come: {seen!r}"
            if select.select([self._keyboard], [], [], left)[0]:
                seen += os.read(self._keyboard, 65_536)
        return seen.decode(errors="replace")

    def leave(self) -> None:
        """Go without a word."""
        self.chat.kill()
        self.chat.wait()
        os.close(self._keyboard)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody in front of a terminal that says hello."""
    person = Person(tmp_path / "test.db")
    assert "say help" in person.read("briefbot> ")
    yield person
    person.leave()


def test_a_name_is_completed_and_answered_in_colour(person: Person) -> None:
    """The tab key completes what begins a name; titles are bold; the prompt comes back."""
    person.type("brief phili\t")
    person.read("Philippines")
    person.type(" length:short\n")
    answer = person.read("briefbot> ")

    assert "\x1b[1mPhilippines\x1b[0m · " in answer
    assert "From" in answer


@pytest.mark.parametrize("keys", ["quit\n", "\x04"], ids=["quit", "Ctrl-D"])
def test_leaving_is_no_fault(person: Person, keys: str) -> None:
    """Whoever says that this is all, or ends the input, leaves with an exit status of 0."""
    person.type(keys)

    assert 0 == person.chat.wait(PATIENCE)


def test_an_interrupt_is_no_fault(person: Person) -> None:
    """What Ctrl-C sends ends it in the same way."""
    person.chat.send_signal(signal.SIGINT)

    assert 0 == person.chat.wait(PATIENCE)
