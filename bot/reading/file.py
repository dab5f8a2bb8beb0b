"""Files and folders: plain text, Markdown with front matter, HTML."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import SourceError
from bot.reading.article import Draft, from_page
from bot.reading.canonical import canonical
from bot.reading.decode import check_text, decode
from bot.reading.front import parse_front
from bot.reading.markdown import markdown_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading.worker import Worker

TEXT = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
MOST_BYTES = 12 * 1024 * 1024
_KNOWN = TEXT | MARKDOWN | HTML


class Listing(NamedTuple):
    """The files of a folder: those that can be read, in the order of their names, and a sentence on those that cannot."""

    files: tuple[Path, ...]
    skipped: tuple[str, ...]


def list_files(path: Path) -> Listing:
    """Return the files at a path: the file itself, or all in a folder and the folders in it; hidden ones are left out.

    Raises:
        SourceError: If there is nothing at that path, or it cannot be opened.
    """
    if path.is_file():
        return Listing((path,), ())
    if not path.is_dir():
        raise SourceError(str(path), f"There is no file or folder {path}; the address of a page begins with https://.")
    with _told(path):
        found = [each for each in _walk(path) if not each.name.startswith(".")]
    known = tuple(each for each in found if each.suffix.lower() in _KNOWN)
    others = [each for each in found if each.suffix.lower() not in _KNOWN]
    return Listing(known, tuple(f"{each} was left out: only txt, md and html files are read." for each in others))


def read_file(path: Path, worker: Worker) -> Draft:
    """Return what a file holds.

    Args:
        path: The file.
        worker: Takes HTML apart.

    Raises:
        SourceError: If it cannot be read, or is too large, empty, or no text.
    """
    body = _load(path)
    address = path.resolve().as_uri()
    suffix = path.suffix.lower()
    if suffix in HTML:
        page = worker.page(body, url=str(path))
        return from_page(page, asked=address)
    text = decode(body)
    check_text(text, str(path))
    return parse_text(text, address=address, markdown=suffix in MARKDOWN)


def parse_text(text: str, *, address: str, markdown: bool) -> Draft:
    """Return what a plain or Markdown text says, its front matter included.

    Args:
        text: The whole file.
        address: The address that it goes by, unless its front matter names a web address.
        markdown: Whether it is Markdown.
    """
    front = parse_front(text.replace("\r\n", "\n"))
    body = text.replace("\r\n", "\n")[front.end :]
    url = front.get("url")
    return Draft(
        address=canonical(url) if url.startswith(("https://", "http://")) else address,
        text=markdown_to_text(body) if markdown else body,
        title=front.get("title"),
        publisher=front.get("publisher"),
        author=front.get("author"),
        published=front.get("date"),
        language=front.get("language"),
        licence=front.get("licence"),
        syndicated=front.flag("syndicated"),
    )


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names))


def _raise(error: OSError) -> None:
    raise error


def _load(path: Path) -> bytes:
    with _told(path):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(str(path), f"{path} has {size / 2**20:.0f} MiB; at most {MOST_BYTES // 2**20} are read.")
        body = path.read_bytes()
    if body.startswith(b"%PDF-"):
        raise SourceError(str(path), f"{path} is a PDF, which cannot be read yet: save it as text.")
    return body


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(str(path), f"{path} cannot be opened ({error.strerror}).") from error
