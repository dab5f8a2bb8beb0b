"""A response's body: decompressed as it comes, and never further than its limit."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_GZIP = 16 + zlib.MAX_WBITS
CODINGS = ("gzip", "deflate")


class TooLargeError(Exception):
    """A body is larger than its limit."""


class CodingError(Exception):
    """A body's content coding is unknown, or the body is damaged."""


def read_body(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """Return the whole body, decompressed.

    Args:
        chunks: The body as it comes over the wire.
        coding: The Content-Encoding header, in lower case; empty for none.
        limit: The most bytes that the body may have, on the wire and decompressed. No more than these, and what one
            call of zlib needs, are ever held, so that a small body cannot fill the memory.

    Raises:
        TooLargeError: If it is larger.
        CodingError: If it cannot be decompressed.
    """
    inflate = _inflater(coding)
    body = bytearray()
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > limit:
            raise TooLargeError
        body += inflate.feed(chunk, limit + 1 - len(body))
        if len(body) > limit:
            raise TooLargeError
    inflate.check_end()
    return bytes(body)


def _inflater(coding: str) -> _Plain:
    match coding.strip():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Zipped(_GZIP)
        case "deflate":
            return _Zipped(zlib.MAX_WBITS)
        case _:
            raise CodingError(coding)


class _Plain:
    """A body without a coding."""

    def feed(self, chunk: bytes, most: int) -> bytes:
        del most  # the wire's own limit holds
        return chunk

    def check_end(self) -> None:
        return


class _Zipped(_Plain):
    """A body in zlib's formats. Deflate comes in two forms: with zlib's header, as RFC 9110 says, or raw."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._engine = zlib.decompressobj(bits)
        self._empty = True

    def feed(self, chunk: bytes, most: int) -> bytes:
        out = bytearray()
        while chunk and len(out) < most:
            if self._engine.eof:  # RFC 1952: a gzip body may be several members, one after the other
                if self._bits != _GZIP or not chunk.lstrip(b"\0"):
                    break
                self._engine = zlib.decompressobj(self._bits)
            out += self._inflate(chunk, most - len(out))
            chunk = self._engine.unused_data or self._engine.unconsumed_tail
        return bytes(out)

    def _inflate(self, chunk: bytes, most: int) -> bytes:
        first, self._empty = self._empty, False
        try:
            return self._engine.decompress(chunk, most)
        except zlib.error as error:
            if not first or self._bits != zlib.MAX_WBITS:
                raise CodingError("damaged") from error
        self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._inflate(chunk, most)

    def check_end(self) -> None:
        if not self._empty and not self._engine.eof:
            raise CodingError("cut off")
