"""What reading finds in an article: its sentences, their actors, its stances, and the marks by which copies are known."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.actors.mentions import find_mentions
from bot.model import Record
from bot.reading.copies import find_bands
from bot.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.actors.registry import Registry
    from bot.model import Article, Sentence
    from bot.ports import StanceMethod


def analyse(article: Article, *, registry: Registry, find_stances: StanceMethod) -> Record:
    """Return the record of an article; which articles it is a copy of, and its story, are still open.

    Args:
        article: The article.
        registry: The actors that it may name.
        find_stances: The method that reads stances out of its sentences.
    """
    sentences = _with_actors(article, split_sentences(article.text, article.language), registry)
    stances = tuple(replace(stance, article=article.id) for stance in find_stances(article, sentences))
    return Record(article=article, sentences=sentences, stances=stances, bands=find_bands(article.text))


def _with_actors(article: Article, sentences: Sequence[Sentence], registry: Registry) -> tuple[Sentence, ...]:
    """Note in each sentence the actors that it mentions."""
    starts = [sentence.start for sentence in sentences]
    named: list[dict[str, None]] = [{} for _ in sentences]
    day = article.moment.date()
    for mention in find_mentions(article.text, registry, on=day, language=article.language):
        place = bisect_right(starts, mention.start) - 1
        if place >= 0 and mention.end <= sentences[place].end:
            named[place][mention.actor] = None
    return tuple(replace(each, actors=tuple(names)) for each, names in zip(sentences, named, strict=True))
