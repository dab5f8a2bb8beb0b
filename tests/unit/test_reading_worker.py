"""The worker: it answers, and it can be killed."""

from __future__ import annotations

import io
import json
import os
import struct
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import ParseError
from bot.reading.worker import Limits, Worker, serve
from tests.support.reading import page, rss, tell

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


def test_a_process_that_dies_is_replaced(worker: Worker) -> None:
    """Whatever ended it, the document that it had is told, and the next one read."""
    assert worker.page(PAGE, url="u").text
    process = worker._process
    assert process
    os.kill(process.pid, 11)
    process.wait(10)
    with pytest.raises(ParseError, match="u cannot be taken apart"):
        worker.page(PAGE, url="u")

    assert worker.page(PAGE, url="u").text


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
