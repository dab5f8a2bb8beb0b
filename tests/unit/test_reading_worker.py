"""The worker: it answers, and it can be killed."""

from __future__ import annotations

import io
import json
import os
import signal
import struct
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import ParseError
from bot.reading.worker import Limits, Worker, serve
from tests.support.reading import page, rss, tell
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = page("Tram saved", tell("tram")).encode()
FEED = rss([("https://site.example/1", "Tram saved", "It was.")]).encode()
# Attributes without end: libxml2 looks for repeats of each among all.
ENDLESS = b"<p " + b" ".join(b"a%d=1" % n for n in range(400_000)) + b">x</p>"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """Lend a worker."""
    shared = Worker()
    yield shared
    shared.close()


def test_pages_and_feeds_come_back_whole(worker: Worker) -> None:
    """What the process found is what the parsers find here."""
    assert "Tram saved" == worker.page(PAGE, url="https://site.example/a").title
    assert ("https://site.example/1",) == tuple(
        entry.link for entry in worker.feed(FEED, url="https://site.example/feed").entries
    )


def test_what_cannot_be_read_is_told(worker: Worker) -> None:
    """The parsers' own sentence comes back, and the process goes on."""
    with pytest.raises(ParseError, match="feed holds no feed"):
        worker.feed(PAGE, url="https://site.example/feed")
    assert worker.page(PAGE, url="https://site.example/a").text


def test_threads_share_a_worker(worker: Worker) -> None:
    """Many threads get each its own answer."""
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = worker.page(page(f"Title {number}", tell("tram")).encode(), url="u").title

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert {number: f"Title {number}" for number in range(8)} == found


def test_a_document_that_takes_too_long_is_given_up() -> None:
    """The process is killed at its limit, and the next document is read by another."""
    worker = Worker(Limits(seconds=1))
    began = time.monotonic()
    with pytest.raises(ParseError, match="takes more than 1 seconds"):
        worker.page(ENDLESS, url="https://site.example/a")

    assert time.monotonic() - began < 30
    assert "Tram saved" == worker.page(PAGE, url="https://site.example/b").title
    worker.close()


def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    """The process ends when its memory does, and says so in a sentence."""
    worker = Worker(Limits(memory=400 * 1024**2))
    with pytest.raises(ParseError, match=r"/a (?:takes too much memory|cannot be|holds no page)"):
        worker.page(b"<p>" * 3_000_000, url="https://site.example/a")

    assert "Tram saved" == worker.page(PAGE, url="https://site.example/b").title
    worker.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_died_while_idle_is_replaced(worker: Worker, number: int) -> None:
    """Whatever ended it, the next document is innocent of it, and is read."""
    assert worker.page(PAGE, url="u").text
    process = worker._process
    assert process
    os.kill(process.pid, number)
    process.wait(10)

    assert worker.page(PAGE, url="u").text
    assert process is not worker._process


def ending(worker: Worker, times: int, number: int = signal.SIGKILL) -> threading.Thread:
    """End the worker's processes as they start, so many one after the other, as a machine does that is short of memory."""

    def end() -> None:
        before = None
        for _ in range(times):
            process = wait_for(lambda: worker._process if worker._process is not before else None)  # noqa: B023 - now
            assert process
            os.kill(process.pid, number)
            before = process

    thread = threading.Thread(target=end)
    thread.start()
    return thread


def test_a_process_that_somebody_ended_is_asked_once_more() -> None:
    """A document that had nothing to do with it is taken apart by another process."""
    worker = Worker()
    thread = ending(worker, 1)

    assert "Tram saved" == worker.page(PAGE, url="u").title
    thread.join()
    worker.close()


def test_two_processes_that_somebody_ended_are_told() -> None:
    """It is said who ended them: neither the document nor we."""
    worker = Worker()
    thread = ending(worker, 2)
    with pytest.raises(ParseError, match=r"u was not taken apart: this machine ended the program"):
        worker.page(PAGE, url="u")
    thread.join()

    assert "Tram saved" == worker.page(PAGE, url="u").title
    worker.close()


def test_a_document_that_crashes_the_process_is_not_tried_twice() -> None:
    """A process that dies of a document is replaced for the next one."""
    worker = Worker()
    thread = ending(worker, 1, signal.SIGSEGV)
    with pytest.raises(ParseError, match="u cannot be taken apart: it is damaged, or too large"):
        worker.page(PAGE, url="u")
    thread.join()

    assert "Tram saved" == worker.page(PAGE, url="u").title
    worker.close()


def test_closing_ends_the_process() -> None:
    """No process outlives its worker, and closing twice is harmless."""
    worker = Worker()
    worker.page(PAGE, url="u")
    process = worker._process
    assert process
    worker.close()
    worker.close()

    assert process.poll() is not None


def test_no_token_reaches_the_process(worker: Worker) -> None:
    """The process that meets foreign bytes has no secrets in its environment."""
    assert worker.page(PAGE, url="u").text
    assert worker._process
    with open(f"/proc/{worker._process.pid}/environ", "rb") as file:  # noqa: PTH123 - Path cannot read it whole
        names = {line.partition(b"=")[0].decode() for line in file.read().split(b"\0") if line}

    assert not [name for name in names if name.startswith(("SLACK", "DISCORD", "DATABASE", "BRIEFBOT"))]


# --- Its side of the pipe, without a process -------------------------------------------------------------------------


def frame(head: dict[str, str], body: bytes) -> bytes:
    """Return a request as it goes over the pipe."""
    packed = json.dumps(head).encode()
    return struct.pack("!II", len(packed), len(body)) + packed + body


def converse(*requests: tuple[dict[str, str], bytes]) -> list[dict[str, Any]]:
    """Return what the process says to some requests, its greeting first."""
    replies = io.BytesIO()
    serve(io.BytesIO(b"".join(frame(head, body) for head, body in requests)), replies)
    replies.seek(0)
    found = []
    while size := replies.read(8):
        found.append(json.loads(replies.read(struct.unpack("!II", size)[0])))
    return found


def test_the_process_answers_until_nobody_asks() -> None:
    """It says that it is ready, answers each kind, and ends with its pipe."""
    greeting, first, second, third = converse(
        ({"kind": "page", "url": "u", "charset": ""}, PAGE),
        ({"kind": "feed", "url": "u"}, FEED),
        ({"kind": "feed", "url": "u"}, PAGE),
    )

    assert {"ready": True} == greeting
    assert "Tram saved" == first["found"]["title"]
    assert "Tram saved" == second["found"]["entries"][0]["title"]
    assert {"error": "u holds no feed that can be read: check the address."} == third


def test_whatever_a_library_raises_is_a_sentence() -> None:
    """An error that nobody foresaw costs one document, not the process."""
    _, broken, whole = converse(({"url": "u"}, PAGE), ({"kind": "feed", "url": "u"}, FEED))

    assert {"error": "u cannot be taken apart: it is damaged."} == broken
    assert whole["found"]
