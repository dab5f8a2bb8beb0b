"""Candidates for tests of ranking, made from plain texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry
from bot.model import Candidate, Query
from bot.text.sentences import split_sentences
from tests.support.records import make_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model import Record

ANY = Query(text="")
"""A query that asks nothing."""

PACT = (
    (
        "Russia and North Korea signed a mutual defence pact in Pyongyang on Wednesday. The pact commits each side to help the "
        "other if it is attacked. Kim Jong Un called it an alliance. China has not commented on the pact."
    ),
    (
        "Russia and North Korea signed a defence pact that alarmed South Korea. Seoul said that it would consider sending arms to "
        "Ukraine. However, it gave no date. Japan condemned the pact and asked for a meeting of the Security Council."
    ),
    (
        "China watches the defence pact between Russia and North Korea with unease. Beijing remains the largest trading partner of "
        "North Korea. Chinese officials have declined to say what they think of it. Pork prices rose in Spain."
    ),
)
"""Three articles about one happening."""


def make_article(number: int, text: str, **article: Any) -> Record:  # noqa: ANN401 - fields of Article
    """Return a record with its sentences and their actors; ``number`` makes it unlike others."""
    record = make_record(number, text, **{"title": "", "publisher": f"Outlet {number}", **article})
    sentences = [
        replace(each, actors=tuple(dict.fromkeys(_actors(text[each.start : each.end]))))
        for each in split_sentences(text, record.article.language)
    ]
    return replace(record, sentences=tuple(sentences))


def make_candidates(*texts: str, **article: Any) -> list[Candidate]:  # noqa: ANN401 - fields of Article
    """Return the sentences of some articles, a text each, in order, headings among them."""
    return of_records(make_article(number, text, **article) for number, text in enumerate(texts))


def of_records(records: Iterable[Record]) -> list[Candidate]:
    """Return all sentences of some records, in order."""
    return [Candidate(record=record, index=index) for record in records for index in range(len(record.sentences))]


def _actors(text: str) -> list[str]:
    return [mention.actor for mention in find_mentions(text, load_registry())]
