"""From bytes to text, whatever the bytes were meant to be."""

from __future__ import annotations

import codecs
import re

from bot.errors import ParseError
from bot.reading.encodings import find_codec

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 2048  # where https://html.spec.whatwg.org/#determining-the-character-encoding looks is the first half of it
_SAMPLE = 64 * 1024
_ASCII = 0x7F
_FOREIGN_SHARE = 0.15
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_BINARY_SHARE = 0.02


def decode(body: bytes, charset: str = "") -> str:
    """Return the text of a body; what cannot be decoded becomes U+FFFD.

    Tried in order: a byte order mark, the charset that the server named, the one that the document names, UTF-8, and what
    the bytes look like.

    >>> decode("“A naïve hope of peace,” he said.".encode("cp1252"))
    '“A naïve hope of peace,” he said.'
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    for codec in (find_codec(charset), _declared(body), "utf-8"):
        if codec:
            try:
                return body.decode(codec)
            except UnicodeDecodeError:
                continue
    return body.decode(_guess(body), "replace")


def _declared(body: bytes) -> str:
    """Return the codec of the encoding that a document names; what could be read so far is not UTF-16, whatever it says."""
    found = _DECLARED.search(body[:_HEAD])
    codec = find_codec(found[1].decode("ascii", "replace")) if found else ""
    return "" if codec.startswith("utf-16") else codec


def _guess(body: bytes) -> str:
    sample = body[:_SAMPLE]
    if sum(byte > _ASCII for byte in sample) < _FOREIGN_SHARE * len(sample):  # too little to tell more from
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms that only a body in no declared charset costs

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def check_text(text: str, name: str) -> None:
    """Raise :class:`ParseError` if what was decoded is no text.

    Args:
        text: What :func:`decode` made of it.
        name: What people call the file or page.
    """
    sample = text[:_SAMPLE]
    if not sample.strip():
        raise ParseError(name, f"{name} is empty.")
    if len(_BINARY.findall(sample)) > _BINARY_SHARE * len(sample):
        raise ParseError(name, f"{name} is not text: only txt, md and html files can be read.")
