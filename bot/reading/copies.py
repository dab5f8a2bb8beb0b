"""Copies: articles that carry the same wire text, whoever printed it and however it was cut.

Texts are compared as sets of word trigrams. MinHash (Broder 1997, doi:10.1109/SEQUEN.1997.666900) shrinks a set so that two
of them can be compared by a few numbers, and banding (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4) finds
those that are alike without comparing all: the store keeps a record's band hashes as rows. What shares a band is then compared
in full.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from bot.text.words import to_words

if TYPE_CHECKING:
    from collections.abc import Iterable

Shingles = frozenset[str]

BANDS = 32
ROWS = 3  # texts of likeness s share a band with probability 1-(1-s^3)^32: .95 at .45, .75 at .35, .03 at .1
ALIKE = 0.35  # Jaccard: half of the trigrams of either are the other's
CONTAINED = 0.6  # of the shorter text's trigrams: a copy that was cut
LEAST = 20  # trigrams: shorter texts are alike by chance
_WIDTH = 3
_SEED = 1997  # kept band hashes depend on it
_MASK = (1 << 63) - 1  # what a signed column of 64 bits holds


def find_shingles(text: str) -> Shingles:
    """Return the word trigrams of a text; none of one that is too short to be told from another.

    >>> sorted(find_shingles("too short to tell"))
    []
    """
    words = to_words(text)
    shingles = frozenset(" ".join(words[start : start + _WIDTH]) for start in range(len(words) - _WIDTH + 1))
    return shingles if len(shingles) >= LEAST else frozenset()


def find_bands(text: str) -> tuple[int, ...]:
    """Return the band hashes of a text, at most :data:`BANDS`; texts that share one may be copies of one another."""
    shingles = find_shingles(text)
    if not shingles:
        return ()
    from rensa import RMinHash  # noqa: PLC0415 - only reading needs it

    minhash = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    minhash.update(shingles)
    digest = minhash.digest()
    return tuple(_hash(band, digest[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _hash(band: int, rows: Iterable[int]) -> int:
    packed = struct.pack(f"<{ROWS + 1}I", band, *rows)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest()) & _MASK


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Return whether two texts carry the same wire text: they are much alike, or the one is most of the other cut short.

    >>> whole = "The ministers of nine countries met in Geneva on Monday to talk about grain, ships and the price of both, "
    >>> whole += "and parted late at night without a word to those who had waited for them in the rain since noon."
    >>> are_copies(find_shingles(whole), find_shingles(whole[:150]))
    True
    """
    shared = len(one & other)
    if not shared:
        return False
    return shared >= ALIKE * len(one | other) or shared >= CONTAINED * min(len(one), len(other))
