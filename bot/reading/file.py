"""Files and folders: plain text, Markdown with front matter, HTML."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import ParseError, SourceError
from bot.reading.article import from_page
from bot.reading.decode import check_text, decode
from bot.reading.feed import looks_like_feed
from bot.reading.texts import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.reading.article import Draft
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


def list_files(path: Path, *, since: datetime | None = None) -> Listing:
    """Return the files at a path: the file itself, or all in a folder and the folders in it; hidden ones are left out.

    So is what a symbolic link leads to outside the folder: whoever fills a folder need not be who may read the machine.

    Args:
        path: A file or a folder.
        since: Leave out files that have not changed since that moment.

    Raises:
        SourceError: If there is nothing at that path, or it cannot be opened.
    """
    if path.is_file():
        return Listing((path,), ())
    if not path.is_dir():
        raise SourceError(str(path), f"There is no file or folder {path}; the address of a page begins with https://.")
    with _told(path):
        os.scandir(path).close()
    files: list[Path] = []
    skipped: list[str] = []
    for each in _walk(path, skipped):
        reason = _why_not(each, path)
        if reason:
            skipped.append(f"{each} was left out: {reason}.")
        elif since is None or _changed_since(each, since):
            files.append(each)
    return Listing(tuple(files), tuple(skipped))


def read_file(path: Path, worker: Worker) -> Draft:
    """Return what a file holds.

    Args:
        path: The file.
        worker: Takes HTML apart.

    Raises:
        SourceError: If it cannot be read, or is too large, empty, or no text.
    """
    body = load(path)
    address = path.resolve().as_uri()
    suffix = path.suffix.lower()
    if looks_like_feed(body):
        raise ParseError(str(path), f"{path} is a feed, not an article: briefbot read reads what is in it.")
    if suffix in HTML:
        page = worker.page(body, url=str(path))
        return from_page(page, asked=address)
    text = decode(body)
    check_text(text, str(path))
    return parse_text(text, address=address, markdown=suffix in MARKDOWN)


def _walk(root: Path, skipped: list[str]) -> Iterator[Path]:
    """Yield what is in a folder and the folders in it, links to other folders too; note folders that cannot be opened."""

    def note(error: OSError) -> None:
        skipped.append(f"{error.filename} cannot be opened ({error.strerror}).")

    for parent, folders, names in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = (name for name in folders if Path(parent, name).is_symlink())  # os.walk does not go into these
        yield from (Path(parent, name) for name in (*links, *sorted(names)) if not name.startswith("."))


def _why_not(path: Path, root: Path) -> str:
    """Return why a file in a folder is not read; empty if it is."""
    if path.is_dir():
        return "links to folders are not followed"
    if path.suffix.lower() not in _KNOWN:
        return "only txt, md and html files are read"
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return "it is a link that leads out of the folder"
    return "" if path.is_file() else "it is no file"


def _changed_since(path: Path, moment: datetime) -> bool:
    """Return whether a file was written or put there since a moment; one that cannot be asked was."""
    try:
        found = path.stat()
    except OSError:
        return True
    return max(found.st_mtime, found.st_ctime) >= moment.timestamp()


def load(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        SourceError: If it cannot be read, is too large, or a PDF.
    """
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
