"""A shell for tests: runs briefbot with a database of its own."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from bot.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def _logs_as_they_were() -> Iterator[None]:
    """Leave the root logger as it was: some commands write logs to an output that is the test's alone."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level


class Shell:
    """Runs briefbot with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "test.db"
        self.environ = {"DATABASE_URL": f"sqlite:///{self.database}"}

    def run(self, *arguments: str, typed: str | None = None, **environ: str) -> Result:
        """Run within this process; ``typed`` is its standard input."""
        with _logs_as_they_were():
            return CliRunner().invoke(main, arguments, input=typed, env={**self.environ, **environ})

    def start(self, *arguments: str, **environ: str) -> subprocess.Popen[str]:
        """Run in a process of its own, without what the environment of the tests sets."""
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("BRIEFBOT", "SLACK", "DISCORD"))
        }
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", *arguments],
            env={**clean, **self.environ, **environ, "COLUMNS": "100"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
        )
