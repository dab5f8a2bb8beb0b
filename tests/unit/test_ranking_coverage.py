"""The default ranker as a whole: what it chooses for readers, and for scorers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Budget, Query
from bot.ranking.coverage import rank
from tests.support.ranking import ANY, PACT, make_article, make_candidates, of_records

CHINA = Query(text="china", actors=("China",))


def chosen(*texts: str, query: Query = ANY, points: int | None = 3, words: int | None = None) -> list[str]:
    """Return the words of what is chosen from some articles, best first."""
    picked = rank(make_candidates(*texts), query=query, budget=Budget(points=points, words=words))
    return [candidate.text for candidate in picked]


def test_what_all_report_comes_first() -> None:
    """The sentence that says what every article says leads."""
    assert "defence pact" in chosen(*PACT)[0]


def test_points_stand_alone() -> None:
    """A sentence that points back is left out where enough others are there."""
    assert not any(text.startswith(("However", "The pact commits")) for text in chosen(*PACT, points=5))


def test_points_are_about_the_actor() -> None:
    """For an actor, sentences in which it does something come before those that only name it."""
    about = chosen(
        "Russia sold gas to China. China rejected the terms of Russia. Peru sold copper.", query=CHINA, points=1
    )

    assert ["China rejected the terms of Russia."] == about


def test_what_does_not_name_the_actor_is_a_last_resort() -> None:
    """Candidates without the actor come last, if at all."""
    texts = ("China rejected the offer. Peru sold copper to Chile for the third time this year.",)

    assert chosen(*texts, query=CHINA, points=2)[0].startswith("China")


def test_points_come_from_several_articles() -> None:
    """Of two articles that say as much, both are heard."""
    first = "China rejected the terms of Russia. China accused Japan of spying. China banned pork from Spain."
    second = "China welcomed envoys from Chile. China praised Peru for its patience."
    records = [make_article(0, first), make_article(1, second)]
    picked = rank(of_records(records), query=CHINA, budget=Budget(points=2))

    assert 2 == len({candidate.record.article.id for candidate in picked})


def test_points_come_from_several_outlets() -> None:
    """Of three articles that say as much, two from one publisher, both publishers are heard."""
    texts = (
        "China rejected the terms of Russia.",
        "China accused Japan of spying.",
        "China condemned Peru over copper.",
    )
    records = [make_article(n, text, publisher="One" if n < 2 else "Two") for n, text in enumerate(texts)]
    picked = rank(of_records(records), query=CHINA, budget=Budget(points=2))

    assert {"One", "Two"} == {candidate.record.article.publisher for candidate in picked}


def test_a_query_decides_among_equals() -> None:
    """Words that were asked for lift the sentences that have them."""
    text = "Ministers met in Oslo on Monday to speak of pork. Ministers met in Rome on Monday to speak of tin."

    assert "tin" in chosen(text, query=Query(text="tin"), points=1)[0]


def test_an_old_headline_is_no_obstacle() -> None:
    """Articles without headlines and publishers are ranked like others."""
    records = [
        replace(record.record, article=replace(record.record.article, title="", publisher=""))
        for record in make_candidates(PACT[0])[:1]
    ]

    assert rank(of_records(records), query=ANY, budget=Budget(points=1))


def test_a_budget_of_words_prefers_what_carries_more() -> None:
    """Within few words, the sentence that all articles report is chosen rather than a long one that few do."""
    picked = chosen(*PACT, points=None, words=14)

    assert 1 == len(picked)
    assert "pact" in picked[0]


@pytest.mark.parametrize("title", ["", "Russia and North Korea sign mutual defence pact"])
def test_order_does_not_hang_on_hashing(title: str) -> None:
    """Articles with and without headlines are ranked the same twice in a row."""
    records = [make_article(number, text, title=title) for number, text in enumerate(PACT)]
    once, again = (rank(of_records(records), query=ANY, budget=Budget(points=4)) for _ in range(2))

    assert once == again
