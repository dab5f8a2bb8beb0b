"""The parsers' own process, which can be killed.

Foreign bytes have made parsers run for minutes, fill the memory and crash. So pages and feeds are parsed in a process that
has limits on its time and memory and no tokens in its environment; it is ended when a document takes too long, and started
again for the next. One process serves many documents, so that its imports are paid once.

Over its pipes go frames: a head in JSON and a body each way, their lengths before them. JSON, because a process that foreign
bytes have taken over must not be able to hand back more than words.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import weakref
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from bot.errors import ParseError
from bot.reading.article import Draft
from bot.reading.feed import Entry, Feed, parse_feed
from bot.reading.page import Page, parse_page
from bot.reading.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_LENGTHS = struct.Struct("!II")
_PASSED_ON = ("PATH", "PYTHON", "LANG", "LC_", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "COVERAGE_")
_BY_OTHERS = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})
_START_SECONDS = 60.0  # imports, on a machine that is busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: seconds, as well on the clock as of the processor, and bytes of memory."""

    seconds: float = 20.0
    memory: int = 2 * 1024**3


class Worker:
    """Parse documents in a process of its own. Safe to call from many threads, which wait for one another."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def page(self, body: bytes, *, url: str, charset: str = "") -> Page:
        """Return what :func:`bot.reading.page.parse_page` finds.

        Raises:
            ParseError: As it does, and if the document takes too long or too much memory.
        """
        found = self._ask("page", body, url=url, charset=charset)
        return Page(**{**found, "feeds": tuple(found["feeds"])})

    def feed(self, body: bytes, *, url: str) -> Feed:
        """Return what :func:`bot.reading.feed.parse_feed` finds; the same is raised as by :meth:`page`."""
        found = self._ask("feed", body, url=url)
        return Feed(**{**found, "entries": tuple(Entry(**entry) for entry in found["entries"])})

    def text(self, body: bytes, *, url: str, charset: str = "", markdown: bool = False) -> Draft:
        """Return what :func:`bot.reading.texts.read_text` finds; the same is raised as by :meth:`page`."""
        return Draft(**self._ask("markdown" if markdown else "text", body, url=url, charset=charset))

    def close(self) -> None:
        """End the process; the next document starts another."""
        with self._lock:
            self._stop()

    def _ask(self, kind: str, body: bytes, *, url: str, **more: str) -> Mapping[str, Any]:
        with self._lock:
            reply = self._converse({"kind": kind, "url": url, **more}, body)
            if reply.get("last"):
                self._stop()
        if "error" in reply:
            raise ParseError(url, str(reply["error"]))
        found: Mapping[str, Any] = reply["found"]
        return found

    def _converse(self, head: Mapping[str, str], body: bytes, *, again: bool = True) -> Mapping[str, Any]:
        """Have a document taken apart; once more, if somebody else has ended the process meanwhile."""
        alarm = _Alarm(self._limits.seconds)
        try:
            process = self._living() or self._start()
            requests, replies = _pipes(process)
            with alarm.set(process):
                _write(requests, head, body)
                return _read(replies)[0]
        except (OSError, EOFError, ValueError) as error:
            code = self._stop()
            if again and code in _BY_OTHERS and not alarm.rang:
                return self._converse(head, body, again=False)
            late = alarm.rang or code == -signal.SIGXCPU
            raise ParseError(head["url"], _say_ended(head["url"], code, self._limits, late=late)) from error

    def _living(self) -> subprocess.Popen[bytes] | None:
        """Return the process, unless it has died since the last document: of that, the next is innocent."""
        if self._process and self._process.poll() is not None:
            self._stop()
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-P", "-m", __name__, str(self._limits.seconds), str(self._limits.memory))
        environ = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
        process = subprocess.Popen(  # noqa: S603 - this very module, by this very interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            start_new_session=True,  # an interrupt from the keyboard is for us; the worker ends when its pipe does
        )
        self._process = process
        self._end = weakref.finalize(self, _end, process)
        with _Alarm(_START_SECONDS).set(process):
            _read(_pipes(process)[1])  # it says that it is ready
        return process

    def _stop(self) -> int:
        """End the process and return its exit code: below 0, the signal that ended it."""
        process, self._process = self._process, None
        self._end()
        return process.returncode if process else 0


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    return cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in _pipes(process):
        with contextlib.suppress(OSError):
            pipe.close()
    try:
        process.wait(0.5)  # without its pipe it ends by itself, unless it is lost in a document
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Alarm:
    """Kills a process that takes too long, and remembers that it did."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.rang = False

    @contextlib.contextmanager
    def set(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Kill the process unless the block ends in time."""

        def ring() -> None:
            self.rang = True
            process.kill()

        timer = threading.Timer(self._seconds, ring)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _say_ended(url: str, code: int, limits: Limits, *, late: bool) -> str:
    if late:
        return f"{url} takes more than {limits.seconds:g} seconds to take apart, and was given up."
    if code in _BY_OTHERS:
        return f"{url} was not taken apart: this machine ended the program that does it. It may be short of memory."
    return f"{url} cannot be taken apart: it is damaged, or too large."


def _write(pipe: IO[bytes], head: Mapping[str, Any], body: bytes = b"") -> None:
    packed = json.dumps(head).encode()
    pipe.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    pipe.write(body)
    pipe.flush()


def _read(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    head, body = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    found = json.loads(_exactly(pipe, head))
    return found, _exactly(pipe, body)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


# --- In the process --------------------------------------------------------------------------------------------------


def serve(requests: IO[bytes], replies: IO[bytes], *, before: Callable[[], None] = lambda: None) -> None:
    """Answer requests until there are no more, or memory has run out.

    Args:
        requests: Frames whose head names the kind of the document, its address and charset.
        replies: Frames with what was found, or with the sentence that says why not.
        before: Called before each document.
    """
    _write(replies, {"ready": True})
    while True:
        try:
            head, body = _read(requests)
        except EOFError:
            return
        before()
        reply = _answer(head, body)
        _write(replies, reply)
        if reply.get("last"):
            return


def _answer(head: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    url = str(head["url"])
    try:
        return {"found": asdict(_take_apart(str(head["kind"]), body, url=url, charset=str(head.get("charset", ""))))}
    except ParseError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"{url} takes too much memory to take apart.", "last": True}
    except Exception:  # noqa: BLE001 - hostile bytes make the libraries raise anything; it is their edge
        return {"error": f"{url} cannot be taken apart: it is damaged."}


def _take_apart(kind: str, body: bytes, *, url: str, charset: str) -> Feed | Page | Draft:
    if kind == "feed":
        return parse_feed(body, url=url)
    if kind == "page":
        return parse_page(body, url=url, charset=charset)
    return read_text(body, url=url, charset=charset, markdown=kind == "markdown")


def _limit(seconds: float, memory: int) -> Callable[[], None]:
    """Set the limit on memory, and return what gives the next document its processor time."""
    import resource  # noqa: PLC0415 - only this process needs it

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(ValueError, OSError):  # a system may not know these, or have set them lower already
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))

    def grant() -> None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + seconds) + 1, hard))

    return grant


def main() -> None:
    """Run the worker; its arguments are its limits."""
    import fastfeedparser  # noqa: F401, PLC0415
    import feedparser  # noqa: F401, PLC0415 - paid here, once, so that no document's time is
    import trafilatura  # noqa: F401, PLC0415

    grant = _limit(float(sys.argv[1]), int(sys.argv[2]))
    serve(sys.stdin.buffer, sys.stdout.buffer, before=grant)


if __name__ == "__main__":
    main()
