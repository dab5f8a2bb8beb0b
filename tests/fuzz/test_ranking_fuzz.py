"""Texts of any kind: the default ranker keeps its promises, and no sentence is judged out of bounds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Budget, Query
from bot.ranking.coverage import rank
from bot.ranking.features import measure
from bot.ranking.learned import load_learned
from bot.ranking.roles import part
from bot.ranking.standing import standing
from bot.ranking.units import make_units
from tests.support.ranking import make_candidates

_PIECES = st.sampled_from(
    [
        "China rejected the claim. ", "However, it did not. ", "“We will win. ", "Putin’s visit, the first since 2000, ended. ",
        "The two leaders met. ", "Via Getty Images, a meeting took place. ", "中国はこの条約を注視している。", "है। ", "1,000 ", "U.S. ",
        "… ", "\n\n", "- ", "(", "”", "and ", "\u200d", "\U0001f600", "? ", "Russia and North Korea signed a pact. ", "no. ",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(min_size=1, max_size=200), st.lists(_PIECES, min_size=1, max_size=30).map("".join))
_ARTICLES = st.lists(_TEXTS.filter(str.strip), min_size=1, max_size=5)
_BUDGETS = st.builds(Budget, points=st.none() | st.integers(0, 8), words=st.none() | st.integers(0, 120))
_QUERIES = st.sampled_from(
    [Query(text=""), Query(text="china", actors=("China",)), Query(text="pact", phrases=("pact",))]
)
_LANGUAGES = st.sampled_from(["en", "fr", "ar", "ja", "xx"])


@settings(max_examples=150, deadline=None)
@given(_ARTICLES, _QUERIES, _BUDGETS, _LANGUAGES)
def test_a_choice_keeps_its_promises(texts: list[str], query: Query, budget: Budget, language: str) -> None:
    """Whatever is read, some of the candidates are chosen, within the budget, each once."""
    candidates = make_candidates(*texts, language=language)
    chosen = rank(candidates, query=query, budget=budget)

    assert {id(each) for each in chosen} <= {id(each) for each in candidates}
    assert len(chosen) == len({id(each) for each in chosen})
    assert budget.points is None or len(chosen) <= budget.points
    assert budget.words is None or sum(unit.words for unit in make_units(chosen)) <= budget.words


@settings(max_examples=150, deadline=None)
@given(_ARTICLES, _LANGUAGES)
def test_features_are_numbers(texts: list[str], language: str) -> None:
    """No text makes a feature, merit or weight that is no number, or not above 0 where it must be."""
    units = make_units(make_candidates(*texts, language=language))
    features, learned = measure(units), load_learned()

    assert np.isfinite(features.sentences).all()
    assert np.isfinite(features.concepts(learned.merits(features))).all()
    assert (learned.merits(features) > 0).all()
    assert (learned.weights(features) > 0).all()


@given(_TEXTS, _LANGUAGES)
def test_judgements_are_shares(text: str, language: str) -> None:
    """How well a sentence stands, and what part an actor has in it, are between 0 and 1."""
    assert 0 <= standing(text, language) <= 1
    assert 0 < part(text, ["China", "Russia"]) <= 1
