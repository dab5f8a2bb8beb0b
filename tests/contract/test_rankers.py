"""What every ranker that is installed must keep to, ours and those of others."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from bot.model import Budget, Query, Sentence
from bot.plugins import RANKERS, find_plugins, load_plugin
from tests.support.ranking import ANY, PACT, make_candidates, of_records
from tests.support.records import make_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Candidate
    from bot.ports import Ranker

SIX = Budget(points=6)
WORDS = ("treaty", "missile", "harbour", "summit", "embargo", "ministry", "border", "election", "ferry", "reactor")


@pytest.fixture(params=sorted(find_plugins(RANKERS)), scope="module")
def rank(request: pytest.FixtureRequest) -> Ranker:
    """Lend each ranker that has an entry point."""
    ranker: Ranker = load_plugin(RANKERS, request.param)
    return ranker


@pytest.fixture(scope="module")
def flood() -> list[Candidate]:
    """Lend 50,000 sentences of made-up news in 500 articles, each unlike the others."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    lines = [
        f"Minister {number} said the {' '.join(chance.choices(WORDS, k=12))} would go on." for number in range(50_000)
    ]
    records = []
    for number in range(500):
        own = lines[number::500]
        record = make_record(number, " ".join(own))
        starts = accumulate((len(line) + 1 for line in own), initial=0)
        spans = [Sentence(start=start, end=start + len(line)) for start, line in zip(starts, own, strict=False)]
        records.append(replace(record, sentences=tuple(spans)))
    return of_records(records)


def texts(chosen: Sequence[Candidate]) -> list[str]:
    """Return the words of what was chosen."""
    return [candidate.text for candidate in chosen]


@pytest.mark.parametrize("points", [1, 3, 6])
def test_a_budget_of_points_is_kept(rank: Ranker, points: int) -> None:
    """No more points come than were asked for, and as many where there are enough."""
    assert points == len(rank(make_candidates(*PACT), query=ANY, budget=Budget(points=points)))


@pytest.mark.parametrize("words", [5, 20, 45, 80])
def test_a_budget_of_words_is_kept(rank: Ranker, words: int) -> None:
    """Whole sentences come, and together they have no more words than were asked for."""
    chosen = rank(make_candidates(*PACT), query=ANY, budget=Budget(points=None, words=words))

    assert sum(len(text.split()) for text in texts(chosen)) <= words


def test_both_budgets_are_kept(rank: Ranker) -> None:
    """Where points and words are both bounded, the first that is reached ends the choice."""
    chosen = rank(make_candidates(*PACT), query=ANY, budget=Budget(points=2, words=16))

    assert len(chosen) <= 2
    assert sum(len(text.split()) for text in texts(chosen)) <= 16


def test_only_candidates_are_chosen_each_once(rank: Ranker) -> None:
    """A ranker invents nothing, and repeats nothing."""
    candidates = make_candidates(*PACT)
    chosen = rank(candidates, query=ANY, budget=Budget(points=None))

    assert {id(each) for each in chosen} <= {id(each) for each in candidates}
    assert len(chosen) == len({id(each) for each in chosen})


def test_nothing_is_said_twice(rank: Ranker) -> None:
    """Of sentences that say the same in nearly the same words, one is chosen."""
    again = "Russia and North Korea signed a mutual defence pact in Pyongyang."
    chosen = texts(rank(make_candidates(*PACT, PACT[0], again), query=ANY, budget=Budget(points=None)))

    assert len(chosen) == len(set(chosen))
    assert sum("signed a mutual defence pact" in text for text in chosen) <= 1


def test_headings_are_no_points(rank: Ranker) -> None:
    """What reading took for a heading is not shown, however well it would fit."""
    candidates = make_candidates("Russia and North Korea sign defence pact\n\n" + PACT[0])

    assert not any(each.sentence.heading for each in rank(candidates, query=ANY, budget=Budget(points=None)))


def test_the_same_question_has_the_same_answer(rank: Ranker) -> None:
    """Nothing is left to chance."""
    query = Query(text="china", actors=("China",))

    assert rank(make_candidates(*PACT), query=query, budget=SIX) == rank(
        make_candidates(*PACT), query=query, budget=SIX
    )


def test_no_candidates_give_no_points(rank: Ranker) -> None:
    """An empty window gives an empty brief."""
    assert [] == list(rank([], query=ANY, budget=SIX))


def test_no_room_gives_no_points(rank: Ranker) -> None:
    """A budget of no words is one too."""
    assert [] == list(rank(make_candidates(*PACT), query=ANY, budget=Budget(points=None, words=0)))


def test_one_sentence_is_its_own_summary(rank: Ranker) -> None:
    """What is alone is chosen."""
    one = "China has relaxed its visa rules for eleven countries."

    assert [one] == texts(rank(make_candidates(one), query=ANY, budget=SIX))


def test_identical_sentences_give_one_point(rank: Ranker) -> None:
    """A text that says the same a hundred times says one thing."""
    one = "China has relaxed its visa rules for eleven countries."

    assert [one] == texts(rank(make_candidates(*[one] * 100), query=ANY, budget=SIX))


@pytest.mark.parametrize("text", ["…", "!!! ??? ...", "— — —", "🙂 🙂 🙂", "\u200d", "12 34"])
def test_what_has_no_letters_does_no_harm(rank: Ranker, text: str) -> None:
    """Rows of signs are no points, or harmless ones, and take nothing away from the rest."""
    one = "China has relaxed its visa rules for eleven countries."

    assert one in texts(rank(make_candidates(text, one), query=ANY, budget=SIX))
    rank(make_candidates(text), query=ANY, budget=SIX)


def test_languages_may_be_mixed(rank: Ranker) -> None:
    """Articles in several languages and scripts can be ranked together."""
    foreign = ["Китай следит за договором.", "中国はこの条約を注視している。", "الصين تراقب الاتفاق عن كثب."]

    assert rank(make_candidates(*PACT, *foreign), query=ANY, budget=SIX)


def test_a_sentence_of_3000_words_is_no_obstacle(rank: Ranker) -> None:
    """A sentence that fills pages does not crowd out a budget of words."""
    long = f"The minister said that {' and '.join(['the treaty', 'the border', 'the summit'] * 500)}."
    chosen = rank(make_candidates(long, *PACT), query=ANY, budget=Budget(points=None, words=60))

    assert 0 < sum(len(text.split()) for text in texts(chosen)) <= 60


def test_50000_sentences_are_ranked(rank: Ranker, flood: list[Candidate]) -> None:
    """However much there is, an answer comes; benchmarks/ranking.py shows how its time grows."""
    assert 0 < len(rank(flood, query=ANY, budget=SIX)) <= 6
