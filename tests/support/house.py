"""The whole house as it is run: ``briefbot serve`` in a process of its own, whose chats are peers on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Self

from tests.support.slack_house import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

STARTS = 30.0
"""Seconds that a start may take on a busy machine; a first one fills the store with the sample corpus."""
STOPS = 15.0

_KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


class House:
    """``briefbot serve`` with these variables, in a folder of its own, and what it says.

    Args:
        folder: The working directory, and where the database is.
        variables: The environment.
        only: The adapters to run; all that have their settings, if empty.
    """

    def __init__(self, folder: Path, variables: Mapping[str, str], *, only: tuple[str, ...] = ()) -> None:
        self.lines: list[str] = []
        self._folder = folder
        self._command = [sys.executable, "-m", "bot", "serve", *(f"--only={name}" for name in only)]
        self._environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
            "DATABASE_URL": f"sqlite:///{folder / 'briefbot.db'}",
            "BRIEFBOT_WEB_PORT": str(free_port()),
            **variables,
        }

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout
        self._listening = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listening.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(STOPS)
        self._listening.join(STOPS)

    def _listen(self, source: IO[str]) -> None:
        with source:
            self.lines.extend(line.rstrip("\n") for line in source)

    @property
    def said(self) -> str:
        """All that it has written so far."""
        return "\n".join(self.lines)

    def wait(self, look: Callable[[], object], seconds: float = STARTS) -> None:
        """Wait until ``look`` is true; fail, with what the house said, if it ends or takes too long before that."""
        end = time.monotonic() + seconds
        while not look():
            assert self._process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            self._listening.join(0.02)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit status."""
        self._process.send_signal(number)
        status = self._process.wait(STOPS)
        self._listening.join(STOPS)
        return status
