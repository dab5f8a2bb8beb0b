"""What one would do without roles: a verb of the frames between two actors, the first the holder, the second the target."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry
from bot.model import Mode, Stance, Voice
from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames
from bot.text.words import to_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model import Article, Label, Mention, Sentence


def find_stances(article: Article, sentences: Sequence[Sentence]) -> list[Stance]:
    """Return a stance for each two neighbouring actors of a sentence with a verb or noun of the frames between them."""
    day = article.published.date() if article.published is not None else None
    mentions = find_mentions(article.text, load_registry(), on=day)
    return [stance for sentence in sentences for stance in _read(article, sentence, mentions)]


def _read(article: Article, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Stance]:
    inside = [each for each in mentions if sentence.start <= each.start and each.end <= sentence.end]
    for one, two in pairwise(inside):
        label = _label(article.text[one.end : two.start])
        if label is not None and one.actor != two.actor:
            yield Stance(
                holder=one.actor,
                target=two.actor,
                label=label,
                mode=Mode.DID,
                voice=Voice.ARTICLE,
                start=sentence.start,
                end=sentence.end,
            )


def _label(between: str) -> Label | None:
    """Return the label of the first word of the frames in a stretch of text."""
    frames, lexicon = load_frames(), load_lexicon()
    for word in to_words(between):
        form = lexicon.verbs.get(word)
        verbs = frames.find("verb", form.lemma) if form is not None else ()
        for frame in (*verbs, *frames.find("noun", lexicon.singular(word)), *frames.find("adjective", word)):
            if len(frame.words) == 1:
                return frame.label
    return None
