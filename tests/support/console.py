"""The shell sessions of the documentation: run as they stand, compared with what they print, and printed anew.

A session is a fenced block ``console``. A command stands after ``$``, its further lines after ``>``, what it prints below;
a line ``…`` there stands for any lines. In ``briefbot chat``, what is typed stands after the bot's prompt. The sessions of a
page share one home and one folder, empty at first, and run in order.

``python -m tests.support.console PAGE…`` puts what is printed now into pages.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
WIDTH = 92  # columns that a page shows without scrolling
ANY = "…"
_SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "briefbot> "
_COLOURS = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s\d{1,2}\s[A-Z][a-z]+\s\d{4}\b")
# Ids that depend on the moment, or on every letter of a brief.
_NAMED = (re.compile(r"^Digest (\w+): ", re.MULTILINE), re.compile(r"\bverify\s(\w{8})\b"))
_SECONDS = 60


@dataclass(slots=True)
class Step:
    """A command as it stands on the page, and what it prints there or in truth."""

    shown: list[str]
    printed: list[str] = field(default_factory=list)

    @property
    def command(self) -> str:
        """What is typed."""
        return "\n".join(line[2:] for line in self.shown)

    @property
    def lines(self) -> list[str]:
        """What stands on the page."""
        return [*self.shown, *self.printed]


def find_sessions(page: str) -> list[str]:
    """Return the sessions of a page, in order."""
    return [found[1] for found in _SESSION.finditer(page)]


def to_steps(session: str) -> list[Step]:
    """Return the steps of a session; what is typed into a chat belongs to the step that begins it."""
    steps: list[Step] = []
    for line in session.splitlines():
        if line.startswith("$ "):
            steps.append(Step([line]))
        elif line[:2] in {">", "> "} and not steps[-1].printed:
            steps[-1].shown.append(line)
        else:
            steps[-1].printed.append(line)
    return steps


class Shell:
    """A shell with an empty home and nothing in its environment; ``folder`` is where it keeps its things."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        self._here = self._home / "desk"
        self._here.mkdir(parents=True)
        self._ids: dict[str, str] = {}  # as on the page -> in truth

    def run(self, step: Step) -> Step:
        """Return the step with what it prints in truth, put as the page would put it."""
        command = self._really(step.command)
        text = self._chat(step) if command == "briefbot chat" else self._run(command)
        if command != "briefbot chat":
            self._learn(step.printed, text)
        for shown, real in self._ids.items():
            text = re.sub(rf"\b{real}\b", shown, text)
        text = text.replace(str(self._home), "/home/you").rstrip("\n")
        return Step(step.shown, text.split("\n") if text else [])

    def _really(self, typed: str) -> str:
        """Return what is typed on the page with the ids that things have in truth."""
        for shown, real in self._ids.items():
            typed = typed.replace(shown, real)
        return typed

    def _learn(self, shown: Sequence[str], text: str) -> None:
        """Take ids that the page shows for those that were printed in their places."""
        for named in _NAMED:
            self._ids.update(zip(named.findall("\n".join(shown)), named.findall(text), strict=False))

    def _run(self, command: str) -> str:
        if command.startswith("make "):  # in the environment that runs the tests
            made = [f"VENV={sys.prefix}", f"-o {sys.prefix}/installed", f"-o {sys.prefix}/tools"]
            command = f"make --no-print-directory -C {ROOT} {' '.join(made)} {command.removeprefix('make ')}"
        done = subprocess.run(  # noqa: S603 - our own documentation
            ["bash", "-c", command],  # noqa: S607 - found by the path that is set here
            cwd=self._here,
            env=self._environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            check=False,
            text=True,
        )
        return done.stdout

    def _chat(self, step: Step) -> str:
        """Type into a chat whatever the page does, each line once the bot asks for one."""
        bot, here = pty.openpty()
        environ = {**self._environ(), "TERM": "dumb"}
        command = [sys.executable, "-m", "bot", "chat"]
        with subprocess.Popen(command, cwd=self._here, env=environ, stdin=here, stdout=here, stderr=here) as process:  # noqa: S603
            os.close(here)
            text = _read_to_prompt(bot)
            for turn in _turns(step.printed)[1:]:
                os.write(bot, f"{self._really(turn[0].removeprefix(_PROMPT))}\n".encode())
                answer = _read_to_prompt(bot)
                self._learn(turn, answer)
                text += answer
            process.wait(_SECONDS)
        os.close(bot)
        return text

    def _environ(self) -> dict[str, str]:
        path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
        return {"PATH": path, "HOME": str(self._home), "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"}


def _read_to_prompt(bot: int) -> str:
    r"""Return what the bot writes until it asks for the next line, or ends; carriage returns and colours go."""
    text = b""
    while not text.endswith(_PROMPT.encode()):
        try:
            piece = os.read(bot, 4096)
        except OSError:  # EIO: the other end is closed
            break
        if not piece:
            break
        text += piece
    return _COLOURS.sub("", text.decode().replace("\r", ""))


def run_page(page: str, folder: Path) -> Iterator[tuple[list[Step], list[Step]]]:
    """Yield, for each session of a page, its steps as they stand there, and as they are in truth."""
    shell = Shell(folder)
    for session in find_sessions(page):
        shown = to_steps(session)
        yield shown, [shell.run(step) for step in shown]


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Say whether what stands on a page is what was printed; days of the calendar may differ.

    >>> matches(["a", "…", "d"], ["a", "b", "c", "d"]), matches(["a"], ["b"])
    (True, False)
    """
    ours, theirs = _turns(shown), _turns(printed)
    return not fell(printed) and len(ours) == len(theirs) and all(map(_matches, ours, theirs))


def fell(printed: Sequence[str]) -> bool:
    """Say whether a command fell; no ``…`` stands for that."""
    return any(line.startswith("Traceback (most recent call last)") for line in printed)


def _turns(lines: Sequence[str]) -> list[list[str]]:
    """Part what is said in a chat where somebody types; other output is one turn."""
    turns: list[list[str]] = [[]]
    for line in lines:
        if line.startswith(_PROMPT):
            turns.append([])
        turns[-1].append(line)
    return turns


def _matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    ours, theirs = ("".join(f"{line}\n" for line in lines) for lines in (shown, printed))
    if _DAY.search(ours):  # a longer day is broken into lines elsewhere
        ours, theirs = (" ".join(_DAY.sub("DAY", text).split()) for text in (ours, theirs))
    pattern = re.escape(ours).replace(re.escape(f"{ANY}\n"), r"(?:.*\n)*").replace(re.escape(ANY), ".*")
    return re.fullmatch(pattern, theirs) is not None


def renew(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return what the page should show: as much of each turn's beginning and end as it shows now around its ``…``.

    >>> renew(["a", "…", "d"], ["x", "b", "c", "z"])
    ['x', '…', 'z']
    """
    ours, theirs = _turns(shown), _turns(printed)
    if len(ours) != len(theirs):
        return list(printed)
    return [line for turn in map(_renew, ours, theirs) for line in turn]


def _renew(shown: list[str], printed: list[str]) -> list[str]:
    if _matches(shown, printed):
        return shown
    if ANY not in shown:
        return printed
    head, tail = shown.index(ANY), shown[::-1].index(ANY)
    return [*printed[:head], ANY, *printed[len(printed) - tail :]]


def main() -> None:
    """Renew the pages that are named."""
    for name in sys.argv[1:]:
        path = Path(name)
        page = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            sessions = list(run_page(page, Path(folder)))
        for step in (step for _, real in sessions for step in real if fell(step.printed)):
            sys.exit(f"{name} stays as it is, for a command fell: {step.command}\n" + "\n".join(step.printed[-3:]))
        found = iter(sessions)

        def put(_session: re.Match[str], found: Iterator[tuple[list[Step], list[Step]]] = found) -> str:
            pairs = zip(*next(found), strict=True)
            lines = [line for ours, real in pairs for line in (*ours.shown, *renew(ours.printed, real.printed))]
            return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

        path.write_text(_SESSION.sub(put, page), encoding="utf-8")


if __name__ == "__main__":
    main()
