"""The sample corpus: what a bot without sources answers from."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.reading.article import make_article
from bot.reading.filing import file_records
from bot.reading.texts import parse_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Article, Record
    from bot.ports import Articles, Clock

_FOLDER = "seeds"


def fill(store: Articles, analyse: Callable[[Article], Record], clock: Clock) -> bool:
    """Fill an empty store with the sample corpus.

    It makes way for the first article that is no sample.

    Args:
        store: The store.
        analyse: Finds sentences, actors and stances in an article.
        clock: Says when it was read.

    Returns:
        Whether the store was empty.
    """
    if store.extent().articles:
        return False
    store.add(file_records(map(analyse, read_samples(clock)), store))
    return True


def read_samples(clock: Clock) -> list[Article]:
    """Return the articles of the sample corpus, in the order of their file names."""
    now = clock()
    found = []
    for entry in sorted(files(_FOLDER).iterdir(), key=lambda entry: entry.name):
        draft = (
            parse_text(entry.read_text("utf-8"), address=entry.name, markdown=True)
            if entry.name.endswith(".md")
            else None
        )
        if draft and draft.title:  # the corpus's own README has no front matter
            found.append(make_article(replace(draft, sample=True, language="en"), now))
    return found
