"""Stances: how many are right, how many are found, and in what time: ours beside verbs without roles.

    python -m benchmarks.stance [--misses] [FOLDER | LIST.json TEXTS]…

A folder holds stories (TOML, as those in tests/stories); a list (JSON) names evidence in the texts of a folder. Without either, the
stories of the tests are read.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.stance import baseline
from benchmarks.stance.gold import read_list, read_stories
from benchmarks.stance.scoring import Score, mark
from bot.stances import frames
from bot.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.stance.gold import Text
    from benchmarks.stance.scoring import Marked
    from bot.ports import StanceMethod

STORIES = Path(__file__).parents[2] / "tests" / "stories"
METHODS: dict[str, StanceMethod] = {"frames": frames.find_stances, "verbs without roles": baseline.find_stances}


def main() -> None:
    """Print the scores of each method on each set."""
    words = sys.argv[1:]
    misses = "--misses" in words
    for name, texts in read_sets([word for word in words if word != "--misses"]).items():
        print(f"{name}: {len(texts)} texts, {sum(len(text.rows) for text in texts)} rows")
        for method, find in METHODS.items():
            marked, seconds = measure(texts, find)
            total = sum((each.score for each in marked), Score())
            print(f"  {method:22}{total}  {1000 * seconds / max(1, len(texts)):5.1f} ms a text")
            if misses and find is frames.find_stances:
                show(texts, marked)


def read_sets(words: Sequence[str]) -> dict[str, list[Text]]:
    """Return the texts that the arguments name, by set."""
    paths = [Path(word) for word in words]
    sets: dict[str, list[Text]] = {}
    while paths:
        path = paths.pop(0)
        if path.suffix == ".json":
            sets[path.name] = read_list(path, paths.pop(0) if paths else path.parent)
        else:
            sets[path.name] = read_stories(path)
    return sets or {STORIES.name: read_stories(STORIES)}


def measure(texts: Sequence[Text], find: StanceMethod) -> tuple[list[Marked], float]:
    """Return what a method's stances are worth, text by text, and the seconds that it took after a warm start."""
    split = [split_sentences(text.article.text, "en") for text in texts]
    if texts:
        find(texts[0].article, split[0])
    begun = time.perf_counter()
    found = [find(text.article, sentences) for text, sentences in zip(texts, split, strict=True)]
    seconds = time.perf_counter() - begun
    return [mark(text, stances) for text, stances in zip(texts, found, strict=True)], seconds


def show(texts: Sequence[Text], marked: Sequence[Marked]) -> None:
    """Print what is wrong, what is missed and which traps are hit."""
    for text, each in zip(texts, marked, strict=True):
        print(f"    {text.name}: {each.score}")
        for stance in each.wrong:
            print(f"      wrong   {stance.holder} -> {stance.target}: {stance.label}")
        for row in each.missed:
            print(f"      missed  {row.holder} -> {row.target}: {'/'.join(sorted(row.labels))} ({row.tier})")
        for row in each.hit:
            print(f"      trap    {row.holder} -> {row.target}: {'/'.join(sorted(row.labels))}")
