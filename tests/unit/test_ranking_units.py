"""Units, and the arrays and features made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.ranking.features import CONCEPTS, SENTENCES, measure
from bot.ranking.incidence import Incidence
from bot.ranking.units import count_words, make_units
from tests.support.ranking import make_article, make_candidates, of_records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.ranking.units import Unit


def units(*texts: str, **article: str) -> list[Unit]:
    """Return the units of some articles, a text each."""
    return make_units(make_candidates(*texts, **article))


def column(name: str, *texts: str, **article: str) -> list[float]:
    """Return a feature of sentences, by its name."""
    values: NDArray[np.float64] = measure(units(*texts, **article)).sentences[:, SENTENCES.index(name)]
    return [round(float(value), 3) for value in values]


def concepts(name: str, *texts: str, **article: str) -> dict[str, float]:
    """Return a feature of concepts, by its name, where all sentences have the merit 1."""
    found = measure(units(*texts, **article))
    values = found.concepts(np.ones(len(found.sentences)))[:, CONCEPTS.index(name)]
    return {" ".join(concept): round(float(value), 3) for concept, value in zip(found.said.ids, values, strict=True)}


def test_units_know_their_places() -> None:
    """Places are counted within an article, ranks over the articles."""
    found = units("China spoke. Japan listened.", "Russia left.")

    assert [(0, 0), (0, 1), (1, 0)] == [(unit.rank, unit.place) for unit in found]
    assert ["Outlet 0", "Outlet 0", "Outlet 1"] == [unit.publisher for unit in found]


def test_what_reads_the_same_is_one_unit() -> None:
    """Of sentences with the same words, however cased, the first is kept; the places of the others stay as they are."""
    found = units("China spoke. CHINA SPOKE! Japan listened.")

    assert [("China spoke.", 0), ("Japan listened.", 2)] == [(unit.text, unit.place) for unit in found]


def test_what_has_no_words_is_no_unit() -> None:
    """Signs alone can be no point."""
    assert [] == units("… !!!")


def test_concepts_are_neighbours_that_mean_something() -> None:
    """Pairs of stems are concepts unless both are stop words; each counts once."""
    (unit,) = units("The ally of the allies said that the ally of the West agreed.")

    assert ("the", "alli") in unit.concepts
    assert ("of", "the") not in unit.concepts
    assert len(set(unit.concepts)) == len(unit.concepts)
    assert {"alli", "west", "agre"} == unit.content


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [("one two three", 3, 3), ("one-two three", 3, 2), ("…", 0, 1), ("中国はこの条約を注視", 10, 10)],
)
def test_words_are_counted_as_people_do(text: str, found: int, words: int) -> None:
    """Spaces part words; where a script has none, its characters are counted."""
    assert words == count_words(text, found)


def test_an_incidence_sums_over_units_and_articles() -> None:
    """What two units of one article have counts twice as a unit and once as an article."""
    said = Incidence([["a", "b"], ["b"], ["b", "c"]], np.array([0, 0, 1]))

    assert {"a": 0, "b": 1, "c": 2} == said.ids
    assert [1, 3, 1] == said.units.tolist()
    assert [1, 2, 1] == said.articles.tolist()
    assert [5, 7 + 1, 1] == said.best(np.array([5.0, 7.0, 1.0])).tolist()
    assert [110, 100, 101] == said.total(np.array([10.0, 100.0, 1.0])).tolist()


def test_an_incidence_leaves_the_own_article_out() -> None:
    """What others say of a unit's items is told apart from what its own article says."""
    said = Incidence([["a", "b"], ["b"], ["b", "c"]], np.array([0, 0, 1]))

    assert [1, 1, 7] == said.others(np.array([5.0, 7.0, 1.0])).tolist()


def test_an_incidence_may_be_empty() -> None:
    """Units without items, and no units at all, are no special case."""
    kinds: list[list[list[str]]] = [[], [[]]]
    for rows in kinds:
        empty: Incidence[str] = Incidence(rows, np.zeros(len(rows), dtype=np.int64))
        ones = np.ones(len(rows))

        assert 0 == len(empty)
        assert [[], []] == [empty.best(ones).tolist(), empty.units.tolist()]
        assert [0.0] * len(rows) == empty.others(ones).tolist() == empty.total(np.zeros(0)).tolist()


def test_the_first_sentences_stand_out() -> None:
    """Place and headline set an article's sentences apart."""
    text = "China spoke. Japan listened. The pact alarmed China."

    assert [0.0, 0.693, 1.099] == column("place", text)
    assert [1.0, 0.0, 0.0] == column("first", text)
    assert [0.5, 0.0, 1.0] == column("headline", text, title="A pact for China")


def test_sentences_that_others_open_with_are_supported() -> None:
    """Support is the share of a sentence's words with which other articles open; one's own do not count."""
    assert [0.5, 0.0, 0.5] == column("support", "China spoke. Pork is dear.", "China travelled.")
    assert [0.0, 0.0] == column("support", "China spoke. Japan listened.")


def test_what_all_say_is_central() -> None:
    """A sentence of words that many articles say early is nearer to the whole than one of its own words."""
    central, odd, _ = column("centrality", "Pact alarms Japan. Pork prices rose.", "Pact worries Japan.")

    assert central > odd


def test_wording_is_counted() -> None:
    """Quotation marks, figures, brevity and stop words are seen without grammar."""
    text = "He said “no”. Exports rose 12 percent in 2024 over those of 2023."

    assert [1.0, 0.0] == column("quotation", text)
    assert [0.0, 0.3] == column("figures", text)
    assert [0.7, 0.0] == column("brevity", text)
    assert [True, True] == [0 < share < 1 for share in column("density", text)]


def test_concepts_that_are_shared_are_known() -> None:
    """How many articles and sentences say a concept is known, as logarithms."""
    texts = ("Defence pact signed. Defence pact praised.", "Defence pact signed again.")

    assert 0.693 == concepts("articles", *texts)["defenc pact"]
    assert 0.0 == concepts("articles", *texts)["pact prais"]
    assert 1.099 == concepts("units", *texts)["defenc pact"]
    assert [1.0, 0.0] == [concepts("shared", *texts)[each] for each in ("pact sign", "pact prais")]


def test_concepts_know_their_stems() -> None:
    """Whether a concept has stop words in it, and where, and how early its rarer stem is said."""
    text = "The pact of Rome. Pact dropped."

    assert {"the pact": 0.0, "pact of": 0.0, "of rome": 0.0, "pact drop": 1.0} == concepts("whole", text)
    assert {"the pact": 1.0, "pact of": 0.0, "of rome": 1.0, "pact drop": 0.0} == concepts("ending", text)
    assert concepts("stems", text)["pact drop"] < concepts("stems", text)["the pact"]


def test_concepts_of_headlines_are_known() -> None:
    """The share of a concept's stems that stand in headlines, and in how many of them."""
    records = [
        make_article(0, "Defence pact signed.", title="Pact signed"),
        make_article(1, "Pork is dear.", title="Pork"),
    ]
    found = measure(make_units(of_records(records)))
    values: list[list[float]] = found.concepts(np.ones(2)).tolist()
    rows: dict[tuple[str, str], list[float]] = dict(zip(found.said.ids, values, strict=True))

    assert [0.5, 0.25] == rows["defenc", "pact"][CONCEPTS.index("headline") :]
    assert [1.0, 0.5] == rows["pact", "sign"][CONCEPTS.index("headline") :]


def test_concepts_take_weight_from_the_sentences_that_tell_them() -> None:
    """The merits of the best sentence of each article that says a concept are added up."""
    found = measure(units("Pact signed. Pact signed again.", "Pact signed now."))
    told = found.concepts(np.array([1.0, 2.0, 4.0]))[:, CONCEPTS.index("told")]

    assert np.log(6.0) == pytest.approx(told[found.said.ids["pact", "sign"]])


def test_features_of_one_word_are_no_special_case() -> None:
    """A unit without neighbours has no concepts, and finite features."""
    found = measure(units("Pact."))

    assert (1, len(SENTENCES)) == found.sentences.shape
    assert (0, len(CONCEPTS)) == found.concepts(np.ones(1)).shape
    assert np.isfinite(found.sentences).all()
