"""Print the points of briefs on many queries, for people to read: python -m benchmarks.summ.review [FOLDER…]."""

from __future__ import annotations

import argparse
import tempfile
from typing import TYPE_CHECKING

from bot.actors.registry import load_registry
from bot.answering.query import parse_query
from bot.bootstrap import build, utc_now
from bot.config import Settings
from bot.ranking.standing import standing

if TYPE_CHECKING:
    from bot.answering.brief import Answerer

QUERIES = (
    "china", "russia", "north korea", "south korea", "united states", "japan", "ukraine", "nato", "united nations", "philippines",
    "european union", "g7", "taiwan", "germany", "india", "switzerland", "putin", "kim jong un", "xi jinping", "zelensky",
    '"arms transfers"', "sanctions", "missiles", "nuclear weapons", "peace summit", "tariffs", "south china sea",
    "china on north korea", "russia on ukraine", "china vs japan",
)  # fmt: skip
WEAK = 0.7  # a point that stands alone no better is marked


def show(answerer: Answerer, text: str) -> tuple[int, int]:
    """Print a brief's points, by section; return how many there are, and how many are marked as hanging on others."""
    brief = answerer.brief(parse_query(text, registry=load_registry(), now=utc_now()))
    print(f"\n## {text}: {brief.coverage.articles} articles, {brief.coverage.origins} origins {brief.missing}")
    marked = 0
    for point in brief.points:
        stands = standing(point.text)
        marked += stands < WEAK
        mark = f"  ({stands:.2f})" if stands < WEAK else ""
        print(f"{point.section:16} [{point.source}] {' '.join(point.text.split())}{mark}")
    return len(brief.points), marked


def main() -> None:
    """Print briefs from folders, or from the sample corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summ.review", description=__doc__)
    parser.add_argument("folders", nargs="*", help="articles to read; without any, the sample corpus")
    parser.add_argument("--query", action="append", help="ask this, in place of the thirty queries; may be given again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        bot = build(Settings(database_url=f"sqlite:///{home}/review.db"))
        try:
            for folder in arguments.folders:
                bot.reader.read(folder)
            counts = [show(bot.answerer, query) for query in arguments.query or QUERIES]
        finally:
            bot.close()
    points, marked = (sum(column) for column in zip(*counts, strict=True))
    print(f"\n{points} points, {marked} of them hang on what stood before them")


if __name__ == "__main__":
    main()
