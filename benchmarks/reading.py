"""Reading speed against the extraction library alone, on the same pages; what finding copies costs and finds; and folders."""

from __future__ import annotations

import random
import time
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.corpus import find_pool, make_records
from bot.actors.registry import load_registry
from bot.bootstrap import utc_now
from bot.errors import FetchError
from bot.plugins import STANCES, load_plugin
from bot.reading.analyse import analyse
from bot.reading.article import from_page, make_article
from bot.reading.copies import are_copies, find_bands, find_shingles
from bot.reading.filing import file_records
from bot.reading.page import parse_page
from bot.reading.read import Reader
from bot.reading.worker import Worker
from bot.store.open import open_store
from bot.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.model import Record
    from bot.ports import Fetched

PAGES = 200
BATCH = 20  # entries that a feed brings at once
ROUNDS = 3
TEXTS = 400
FILES = (250, 1000, 4000)
SWAPPED = 0.15  # of a copy's words, in the hardest of the three kinds of copies
_SECTIONS = ("World", "Politics", "Business", "Science", "Opinion", "Culture", "Sport", "Travel")
_MENU = "".join(
    f'<li class="menu-item"><a href="/section/{name}"><span>{name}</span></a></li>' for name in _SECTIONS * 5
)
_CARD = """<div class="card"><a href="/story/{0}"><img src="/i/{0}.jpg" alt=""><h4>Another story, number {0}, with a headline</h4></a>
<div class="meta"><time>{0} June</time><span class="tag">World</span></div></div>"""
_CARDS = "".join(map(_CARD.format, range(60)))
_COMMENT = """<li class="comment"><div class="author">Reader {0}</div><div class="body"><p>I read this twice and still wonder
what number {0} has to do with it.</p></div><a class="reply" href="#r{0}">Reply</a></li>"""
_COMMENTS = "".join(map(_COMMENT.format, range(25)))
_SCRIPT = "window.dataLayer=window.dataLayer||[];" * 400
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Post</title>
<meta property="og:site_name" content="The Post"><link rel="canonical" href="https://post.example/{number}">
<meta property="article:published_time" content="2024-06-{day:02}T08:00:00Z"><script>{script}</script></head><body>
<nav><ul>{menu}</ul></nav><header><h1>{title}</h1><p class="byline">By A. Writer</p></header>
<div class="layout"><article>{paragraphs}</article><aside><h3>Most Popular</h3>{cards}</aside></div>
<section class="comments"><h3>Leave a Reply</h3><ol>{comments}</ol><form><input></form></section>
<footer><p>© 2024 The Post. All rights reserved.</p><ul>{menu}</ul></footer></body></html>"""
_AROUND = {"menu": _MENU, "cards": _CARDS, "comments": _COMMENTS, "script": _SCRIPT}


def make_pages(count: int) -> list[bytes]:
    """Return HTML pages as heavy as those of news sites, each with an article of about 450 words."""
    pages = []
    for number, record in enumerate(make_records(count)):
        text, sentences = record.article.text, record.sentences
        paragraphs = (text[group[0].start : group[-1].end] for group in zip(*[iter(sentences)] * 2, strict=False))
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
        title = escape(record.article.title[:80])
        page = _PAGE.format(title=title, number=number, day=number % 28 + 1, paragraphs=body, **_AROUND)
        pages.append(page.encode())
    return pages


def make_texts(count: int) -> list[str]:
    """Return texts of 20 sentences drawn from all samples: any two share some sentences, and none is another's copy."""
    pool = [words for sample in find_pool() for words, _ in sample]
    chance = random.Random(2)  # noqa: S311 - variation, not secrecy
    return [" ".join(chance.sample(pool, 20)) for _ in range(count)]


def measure(work: Callable[[list[bytes]], object], pages: list[bytes]) -> float:
    """Return how many seconds some work took."""
    begun = time.perf_counter()
    work(pages)
    return time.perf_counter() - begun


def extract_alone(pages: Iterable[bytes]) -> None:
    """Extract text as one would with the library alone, with the setting that we use."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that other benchmarks need not pay

    for page in pages:
        bare_extraction(page, fast=True, include_comments=False, include_tables=False, with_metadata=False)


def extract_with_metadata(pages: Iterable[bytes]) -> None:
    """Extract text with title, date and author, as the library finds them."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - as above

    for page in pages:
        bare_extraction(page, fast=True, include_comments=False, include_tables=False, with_metadata=True)


def parse(pages: Iterable[bytes]) -> None:
    """Take pages apart as we do, text and metadata, in this process."""
    for page in pages:
        parse_page(page, url="https://post.example/")


class Reading:
    """All that reading does but the fetch: worker process, cleaning, actors, stances, copies, stories, the store."""

    def __init__(self) -> None:
        self._worker = Worker()
        self._registry = load_registry()
        self._find_stances = load_plugin(STANCES, "frames")

    def parse(self, pages: Iterable[bytes]) -> None:
        """Have pages taken apart in the worker process."""
        for page in pages:
            self._worker.page(page, url="https://post.example/")

    def read(self, pages: Sequence[bytes]) -> None:
        """Carry pages into a new store, as the entries of a feed are."""
        store = SqliteStore.in_memory()
        for start in range(0, len(pages), BATCH):
            store.add(file_records(map(self._analyse, pages[start : start + BATCH]), store))
        store.close()

    def close(self) -> None:
        """End the worker process."""
        self._worker.close()

    def _analyse(self, body: bytes) -> Record:
        page = self._worker.page(body, url="https://post.example/")
        article = make_article(from_page(page, asked=page.canonical), utc_now())
        return analyse(article, registry=self._registry, find_stances=self._find_stances)


def pages_a_second() -> None:
    """Print pages a second, each way beside the library alone."""
    pages, reading = make_pages(PAGES), Reading()
    print(
        f"\n{PAGES} pages of {sum(map(len, pages)) / PAGES / 1e3:.0f} KB on average: pages a second, best of {ROUNDS}"
    )
    ways: dict[str, Callable[[list[bytes]], object]] = {
        "trafilatura, text": extract_alone,
        "trafilatura, with metadata": extract_with_metadata,
        "ours, in this process": parse,
        "ours, in the worker": reading.parse,
        "all of reading": reading.read,
    }
    for work in ways.values():
        work(pages[:5])  # imports and processes are started here
    rounds = [{name: measure(work, pages) for name, work in ways.items()} for _ in range(ROUNDS)]
    alone = min(times["trafilatura, text"] for times in rounds)
    for name in ways:
        best = min(times[name] for times in rounds)
        print(f"  {name:28} {len(pages) / best:7.0f}   ratio {alone / best:.2f}", flush=True)
    reading.close()


def copies() -> None:
    """Print what hashing and comparing texts costs, and how many copies are found, and how many strangers are taken for one."""
    texts = make_texts(TEXTS)
    begun = time.perf_counter()
    bands = [frozenset(find_bands(text)) for text in texts]
    print(f"\n{TEXTS} texts: {TEXTS / (time.perf_counter() - begun):,.0f} a second hashed")
    chance = random.Random(1)  # noqa: S311 - variation, not secrecy
    kinds: dict[str, Callable[[str], str]] = {
        "one word in twenty swapped": lambda text: _swap(text, 0.05, chance),
        "cut to 60 %": lambda text: text[: int(0.6 * len(text))],
        "15 % of the words swapped": lambda text: _swap(text, SWAPPED, chance),
    }
    for kind, change in kinds.items():
        changed = [change(text) for text in texts]
        found = sum(
            bool(own & frozenset(find_bands(copy))) and are_copies(find_shingles(text), find_shingles(copy))
            for text, own, copy in zip(texts, bands, changed, strict=True)
        )
        print(f"  {kind:28} {found / TEXTS:.3f} found")
    pairs = [(one, other) for one in range(TEXTS) for other in range(one) if bands[one] & bands[other]]
    wrong = sum(are_copies(find_shingles(texts[one]), find_shingles(texts[other])) for one, other in pairs)
    print(
        f"  different texts: {len(pairs)} of {TEXTS * (TEXTS - 1) // 2:,} pairs compared in full, {wrong} taken for copies"
    )


def folders() -> None:
    """Print how fast folders are read into a store on disk: flat, once there are two hundred others to compare a file with."""
    registry, find_stances = load_registry(), load_plugin(STANCES, "frames")
    texts = make_texts(max(FILES))
    print("\nFolders of texts of one day, read into SQLite: files a second")
    for count in FILES:
        with TemporaryDirectory() as root:
            folder = Path(root, "texts")
            folder.mkdir()
            for number, text in enumerate(texts[:count]):
                (folder / f"{number:05}.txt").write_text(text)
            store = open_store(f"sqlite:///{root}/bench.db")
            reader = Reader(
                store,
                _offline,
                utc_now,
                partial(analyse, registry=registry, find_stances=find_stances),
                worker=Worker(),
            )
            begun = time.perf_counter()
            kept = len(reader.read(str(folder)).kept)
            print(f"  {kept:6,} files {count / (time.perf_counter() - begun):7.0f}", flush=True)
            reader.close()
            store.close()


def _offline(url: str, /, *, etag: str = "", modified: str = "") -> Fetched:
    raise FetchError(url, f"{url} is not asked for here ({etag}{modified}).")


def _swap(text: str, share: float, chance: random.Random) -> str:
    words = text.split()
    return " ".join(chance.choice(words) if chance.random() < share else word for word in words)


def main() -> None:
    """Measure all three."""
    pages_a_second()
    copies()
    folders()


if __name__ == "__main__":
    main()
