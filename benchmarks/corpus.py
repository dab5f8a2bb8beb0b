"""As many articles as wanted, made by variation from the sample corpus: for speed, not for sense.

Each article is 12 to 28 sentences, about 450 words: most of them one sample's, so that it is about what that is about, the
others any sample's, with the actors that stand in them. Each sentence has a made-up name whose frequency follows Zipf's law, so
that there are common words, rare words and words that stand in one article alone, and no two sentences that are the same.
"""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry
from bot.model import Article, Label, Mode, Record, Sentence, Stance, Voice, article_id
from bot.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
EVERY = timedelta(minutes=2)  # from one article to the next: 720 a day
RARE = "zemblan"
"""A word that stands in one of 5,000 articles."""

_NAMES = 40_000
_BANDS = 16
_OWN = 0.75  # of an article's sentences are those of one sample
_SHORTEST, _LONGEST = 12, 28  # sentences

Drawn = tuple[str, tuple[str, ...]]
"""A sentence and its actors."""


def find_pool() -> list[list[Drawn]]:
    """Return the samples, each as its sentences with their actors."""
    registry = load_registry()
    pool: list[list[Drawn]] = []
    for path in sorted(files("seeds").iterdir(), key=lambda path: path.name):
        if path.name[0].isdigit():
            text = path.read_text(encoding="utf-8").split("---", 2)[2].strip()
            pool.append([])
            for sentence in split_sentences(text):
                words = " ".join(text[sentence.start : sentence.end].split())
                pool[-1].append((words, tuple(dict.fromkeys(m.actor for m in find_mentions(words, registry)))))
    return pool


def draw(pool: list[list[Drawn]], chance: random.Random) -> list[Drawn]:
    """Return the sentences of one article."""
    length = chance.randint(_SHORTEST, _LONGEST)
    own, anyone = chance.choice(pool), [sentence for sample in pool for sentence in sample]
    return [chance.choice(own if chance.random() < _OWN else anyone) for _ in range(length)]


def make_records(count: int, *, seed: int = 1) -> Iterator[Record]:
    """Yield records, oldest first, the same ones each time."""
    pool = find_pool()
    chance = random.Random(seed)  # noqa: S311 - variation, not secrecy
    steps = list(itertools.accumulate(1 / rank for rank in range(1, _NAMES)))
    names = [f"Name{rank}" for rank in range(1, _NAMES)]
    for number in range(count):
        text, sentences = "", []
        drawn = draw(pool, chance)
        extra = chance.choices(names, cum_weights=steps, k=len(drawn))
        for (words, actors), name in zip(drawn, extra, strict=True):
            words = f"{words[:-1]} in {name}{'' if chance.random() > 1 / 100_000 else ' ' + RARE}."  # noqa: PLW2901
            sentences.append(Sentence(start=len(text), end=len(text) + len(words), actors=actors))
            text += f"{words} "
        yield _make_record(number, text, sentences, chance)


def _make_record(number: int, text: str, sentences: list[Sentence], chance: random.Random) -> Record:
    url = f"https://example.org/{number}"
    moment = FIRST + EVERY * number
    article = Article(
        id=article_id(url),
        url=url,
        title=text[: sentences[0].end],
        text=text,
        publisher=f"Outlet {number % 40}",
        fetched=moment,
        published=moment,
    )
    stances = [
        Stance(
            holder=each.actors[0],
            target=each.actors[1],
            label=Label.CRITICAL,
            mode=Mode.SAID,
            voice=Voice.HOLDER,
            start=each.start,
            end=each.end,
            article=article.id,
        )
        for each in sentences
        if len(each.actors) > 1
    ]
    bands = tuple(chance.getrandbits(64) for _ in range(_BANDS))
    return Record(
        article=article,
        sentences=tuple(sentences),
        stances=tuple(stances[:3]),
        bands=bands,
        origin=article.id,
        story=article.id,
    )
