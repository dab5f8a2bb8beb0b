"""``briefbot serve`` in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Self

from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

_SET = ("BRIEFBOT", "SLACK", "DISCORD", "DATABASE_URL")


class Service:
    """A running ``briefbot serve``, in an empty folder; ``lines`` are all that it has printed and logged so far.

    When the context ends it is killed, if it still runs.

    Args:
        folder: Where it runs.
        arguments: What stands after ``serve`` on the command line.
        environ: Its settings; none of the environment of the tests reaches it.
    """

    def __init__(self, folder: Path, *arguments: str, **environ: str) -> None:
        self.lines: list[str] = []
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_SET)}
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", "serve", *arguments],
            env={"BRIEFBOT_WEB_PORT": "0", **clean, **environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
        )
        self._readers = [
            threading.Thread(target=self._read, args=(stream,), daemon=True)
            for stream in (self.process.stdout, self.process.stderr)
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            self.lines.extend(line.rstrip("\n") for line in stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()

    def find(self, text: str) -> str:
        """Wait until a line holds some text, and return it."""

        def look() -> str:
            found = next((line for line in list(self.lines) if text in line), "")
            ended = self.process.poll() is not None and not any(reader.is_alive() for reader in self._readers)
            assert found or not ended, f"it ended without {text!r}: {self.lines}"
            return found

        return wait_for(look)

    @property
    def url(self) -> str:
        """The address of its web page, once it is served."""
        return f"http://127.0.0.1:{self.find('The web page is at').rpartition(':')[2].split('/')[0]}"

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        self._end()

    def stop(self) -> tuple[int, float]:
        """Tell it to stop; return its exit status, and how many seconds it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self._end(), time.monotonic() - begun

    def end(self) -> int:
        """Wait until it ends by itself, and return its exit status."""
        return self._end()

    def _end(self) -> int:
        status = self.process.wait(60)
        for reader in self._readers:
            reader.join(10)
        return status
