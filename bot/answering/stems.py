"""The stems of sentences, by which they are compared with one another."""

from __future__ import annotations

from functools import lru_cache

from bot.text.words import stop_words, to_stems, to_words

_KEPT = 8_000  # sentences, some 10 MB: those that a few dozen briefs have looked at last


@lru_cache(maxsize=_KEPT)
def content_stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of a text's words, but for those that say nothing by themselves.

    >>> sorted(content_stems("The arms and the man", "en"))
    ['arm', 'man']
    """
    stop = stop_words(language)
    return frozenset(to_stems([word for word in to_words(text, language) if word not in stop], language))
