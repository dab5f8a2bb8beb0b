"""From bytes to text, whatever the bytes were meant to be."""

from __future__ import annotations

import codecs
import re

from bot.errors import ParseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 2048  # where https://html.spec.whatwg.org/#determining-the-character-encoding looks is the first half of it
# The label is used for what it means on the web: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}
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
    declared = _DECLARED.search(body[:_HEAD])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else "", "utf-8"):
        known = _known(name)
        if known:
            try:
                return body.decode(known)
            except UnicodeDecodeError:
                continue
    return body.decode(_guess(body), "replace")


def _known(name: str) -> str:
    """Return a text codec's name, or nothing."""
    name = _MEANT.get(name.lower(), name.lower())
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", False) else ""


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
