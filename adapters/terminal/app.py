"""The whole bot in a shell, without an account: ``briefbot chat``."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from adapters.terminal.translate import find_completions, from_line, to_screen

if TYPE_CHECKING:
    import threading
    from typing import TextIO

    from bot.ports import Env

_PROMPT = "briefbot> "
_WELCOME = "Ask for a brief (china), or say help. Ctrl-D or quit ends."
_LAST = frozenset({"quit", "exit", "/quit", "/exit", "bye"})
_WIDEST = 110  # columns beyond which lines are hard to read


def build(env: Env) -> Terminal:
    """Return the adapter; it needs no settings."""
    return Terminal(env, sys.stdin, sys.stdout)


class Terminal:
    """Asks for lines and answers them, one after the other."""

    name = "terminal"
    channel = None
    ready = True

    def __init__(self, env: Env, lines: TextIO, screen: TextIO) -> None:
        self._env = env
        self._lines = lines
        self._screen = screen

    def run(self, stop: threading.Event, /) -> None:
        """Answer lines until the input ends, or somebody says quit, or the event is set."""
        talking = self._lines.isatty()
        if talking:
            self._say(f"{_WELCOME}\n")
            self._offer_completions()
        while not stop.is_set():
            line = self._ask(talking=talking)
            if line is None or line.strip().casefold() in _LAST:
                return
            command = from_line(line)
            if command:
                reply = self._env.handle(command)
                width = min(_WIDEST, shutil.get_terminal_size().columns) if talking else _WIDEST
                self._say(f"{to_screen(reply, width=width, colour=self._screen.isatty())}\n")

    def _ask(self, *, talking: bool) -> str | None:
        """Return the next line; ``None`` at the end of the input."""
        try:
            return input(_PROMPT) if talking else next(self._lines)
        except (EOFError, KeyboardInterrupt, StopIteration):
            self._say("\n" if talking else "")
            return None

    def _say(self, text: str) -> None:
        self._screen.write(text)
        self._screen.flush()

    def _offer_completions(self) -> None:
        """Complete names with the tab key, where the terminal has readline."""
        try:
            import readline  # noqa: PLC0415 - not on every platform
        except ImportError:
            return

        def complete(typed: str, state: int) -> str | None:
            lines = find_completions(typed, self._env.complete)
            return lines[state] if state < len(lines) else None

        readline.set_completer_delims("")  # names have spaces
        readline.set_completer(complete)
        readline.parse_and_bind("tab: complete")
