"""Pages and files that change: what they add is kept, as an article of its own.

A page that is followed stays at its address while its text grows: a live report, a list of statements. Its articles are the
text as it was first read, and then, each time, the paragraphs that say something new. So nothing stands twice, and a digest
shows what is new alone. The second article of a page and those after it are numbered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.model import article_id
from bot.text.sentences import split_sentences
from bot.text.words import to_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Article, Record
    from bot.ports import Articles

LEAST_WORDS = 3  # of a sentence that says something
_SHORT = 8  # words: a shorter sentence with other figures is a counter or a clock, "Updated 5 minutes ago"
LATEST = 50  # additions that a new text is compared with, beside the first one
_SECOND = 2
_BATCH = 32
_PARAGRAPH = "\n\n"
_FIGURES = re.compile(r"\d+")


class Kept(NamedTuple):
    """What is kept of a page, its first article and the latest additions, and the number that the next one gets."""

    records: tuple[Record, ...]
    number: int


def find_kept(article: str, store: Articles) -> Kept:
    """Return what is kept of the page whose first article has that id."""
    found: list[str] = []
    while True:
        batch = [_number(article, len(found) + n) for n in range(_SECOND, _SECOND + _BATCH)]
        known = store.known(batch)
        found += [each for each in batch if each in known]
        if len(known) < _BATCH:
            return Kept(store.records([article, *found[-LATEST:]]), len(found) + _SECOND)


def find_added(article: Article, kept: Kept) -> Article | None:
    """Return an article of what a page's text adds to what is kept of it; ``None`` if it adds nothing.

    It has a date of its own only if the page has changed its date since; else it is dated by when it was read.
    """
    earlier = [record.article for record in kept.records]
    text = article.text
    seen = {_fold(each.text[start:end]) for each in earlier for start, end in _statements(each)}
    new = [start for start, end in _statements(article) if _fold(text[start:end]) not in seen]
    paragraphs = dict.fromkeys(_paragraph(text, start) for start in new)
    if not paragraphs:
        return None
    last = max(each.fetched for each in earlier)
    return replace(
        article,
        id=_number(article.id, kept.number),
        text=_PARAGRAPH.join(text[start:end] for start, end in paragraphs),
        published=article.published if article.published and article.published > last else None,
    )


def _statements(article: Article) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences that say something."""
    for each in split_sentences(article.text, article.language):
        if not each.heading and len(to_words(article.text[each.start : each.end])) >= LEAST_WORDS:
            yield each.start, each.end


def _number(article: str, number: int) -> str:
    return article_id(f"{article}#{number}")


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the paragraph in which an offset stands."""
    start = text.rfind(_PARAGRAPH, 0, offset)
    end = text.find(_PARAGRAPH, offset)
    return (0 if start < 0 else start + len(_PARAGRAPH)), (len(text) if end < 0 else end)


def _fold(sentence: str) -> str:
    words = to_words(sentence)
    folded = " ".join(words)
    return _FIGURES.sub("0", folded) if len(words) < _SHORT else folded
