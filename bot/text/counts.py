"""Numbers with their nouns."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "origin"), count(2_000, "origin"), count(0, "copy", "copies")
    ('1 origin', '2,000 origins', '0 copies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
