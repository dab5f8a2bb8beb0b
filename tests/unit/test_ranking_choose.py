"""Choosing under a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.model import Budget
from bot.ranking.choose import Worth, choose, says_the_same, take
from bot.ranking.features import CONCEPTS, SENTENCES, measure
from bot.ranking.learned import load_learned, make_learned
from bot.ranking.units import make_units
from tests.support.ranking import PACT, make_article, make_candidates, of_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ranking.units import Unit

ALL = Budget(points=None)


def worth(units: list[Unit], *, spread: float = 1.0, outlet: float = 1.0, **merits: float) -> Worth:
    """Return what units are worth where each concept weighs 1; ``merits`` are by a word of the unit, 1 for the others."""
    said = measure(units).said
    given = [next((merit for word, merit in merits.items() if word in unit.text), 1.0) for unit in units]
    return Worth(units, said.rows, [1.0] * len(said), given, length=1.0, spread=spread, outlet=outlet)


def judge_all(share: float) -> Callable[[Unit], float]:
    """Return a judge who thinks the same of all."""
    return lambda _unit: share


def texts(units: list[Unit]) -> list[str]:
    """Return the units' words."""
    return [unit.text for unit in units]


def test_what_was_told_is_not_told_again() -> None:
    """A sentence loses the worth of the concepts that one before it has."""
    units = make_units(
        make_candidates("Defence pact alarms Japan. Defence pact alarms officials. Pork prices rose sharply.")
    )
    chosen = choose(worth(units, alarms=1.1), judge=judge_all(1.0), budget=Budget(points=2))

    assert ["Defence pact alarms Japan.", "Pork prices rose sharply."] == texts(chosen)


def test_merit_and_judgement_decide() -> None:
    """Of sentences that say as much, the one with the higher merit comes first; what the judge takes away counts."""
    units = make_units(make_candidates("Japan signed papers. Korea signed books. Russia signed letters."))

    assert "Korea signed books." == choose(worth(units, Korea=2.0), judge=judge_all(1.0), budget=ALL)[0].text
    assert (
        "Russia signed letters."
        == choose(
            worth(units, Korea=2.0, Russia=1.9), judge=lambda unit: 0.5 if "Korea" in unit.text else 1.0, budget=ALL
        )[0].text
    )


def test_each_unit_is_judged_once_at_most() -> None:
    """Judging is costly: only what may be chosen is looked at, and once."""
    units = make_units(make_candidates(*PACT))
    judged: list[str] = []

    def judge(unit: Unit) -> float:
        judged.append(unit.text)
        return 1.0

    choose(worth(units), judge=judge, budget=Budget(points=2))

    assert len(judged) == len(set(judged)) < len(units)


def test_sources_take_turns() -> None:
    """Each choice from an article makes its others worth less, and, less so, those of its publisher."""
    units = make_units(make_candidates("Japan signed papers. Korea signed books.", "Peru sold copper."))
    first = {"Japan": 1.2, "Korea": 1.1}

    assert "Korea signed books." == texts(choose(worth(units, **first), judge=judge_all(1.0), budget=ALL))[1]
    assert "Peru sold copper." == texts(choose(worth(units, spread=0.5, **first), judge=judge_all(1.0), budget=ALL))[1]


def test_outlets_take_turns() -> None:
    """Another article of the same publisher counts as more of the same, too, where the publisher is known."""
    texts_of = {"Japan signed papers.": "One", "Korea signed books.": "One", "Peru sold copper.": "Two"}
    records = [make_article(number, text, publisher=texts_of[text]) for number, text in enumerate(texts_of)]
    units = make_units(of_records(records))
    first = {"Japan": 1.2, "Korea": 1.1}

    assert "Korea signed books." == texts(choose(worth(units, **first), judge=judge_all(1.0), budget=ALL))[1]
    assert "Peru sold copper." == texts(choose(worth(units, outlet=0.5, **first), judge=judge_all(1.0), budget=ALL))[1]


def test_what_hangs_on_others_is_no_point() -> None:
    """Once there are three points, none is added that cannot stand alone; a budget of words takes it."""
    units = make_units(
        make_candidates("Japan signed papers. Korea sold books. Peru bought copper. Chad wrote letters.")
    )

    def judge(unit: Unit) -> float:
        return 0.1 if "Chad" in unit.text else 1.0

    assert 3 == len(choose(worth(units), judge=judge, budget=Budget(points=6)))
    assert 4 == len(choose(worth(units), judge=judge, budget=Budget(points=None, words=100)))


def test_few_points_are_better_than_none() -> None:
    """Where nothing stands alone, three that do not are shown."""
    units = make_units(
        make_candidates("Japan signed papers. Korea sold books. Peru bought copper. Chad wrote letters.")
    )

    assert 3 == len(choose(worth(units), judge=judge_all(0.1), budget=Budget(points=6)))


def test_a_short_text_has_no_filler() -> None:
    """What adds hardly anything is left out of a short text; a long one is filled."""
    units = make_units(make_candidates("Japan signed papers. Korea sold books."))

    assert 1 == len(choose(worth(units, Korea=0.05), judge=judge_all(1.0), budget=Budget(points=None, words=40)))
    assert 2 == len(choose(worth(units, Korea=0.05), judge=judge_all(1.0), budget=Budget(points=None, words=100)))


def test_room_is_left_rather_than_filled() -> None:
    """Where the next best does not fit a short text, nothing of half its worth takes its place; a long one is filled."""
    units = make_units(
        make_candidates("Japan signed very many papers in Manila. Korea sold a thousand good books. Peru sold tin.")
    )
    short, long = Budget(points=None, words=11), Budget(points=None, words=76)
    merits = {"Japan": 2.0, "Korea": 1.0, "Peru": 0.3}

    assert 1 == len(choose(worth(units, **merits), judge=judge_all(1.0), budget=short))
    assert 2 == len(choose(worth(units, **{**merits, "Peru": 0.9}), judge=judge_all(1.0), budget=short))
    assert 3 == len(choose(worth(units, **merits), judge=judge_all(1.0), budget=long))


def test_the_first_sentence_is_no_filler() -> None:
    """Where the best has no room at all, the best that has is chosen, however little it is worth beside it."""
    units = make_units(make_candidates("Japan signed very many papers in Manila. Korea sold books."))

    assert ["Korea sold books."] == texts(
        choose(worth(units, Japan=9.0), judge=judge_all(1.0), budget=Budget(points=None, words=4))
    )


def test_what_is_worth_nothing_is_not_chosen() -> None:
    """A judge who leaves nothing of a unit keeps it out, whatever the budget."""
    units = make_units(make_candidates("Japan signed papers."))

    assert [] == choose(worth(units), judge=judge_all(0.0), budget=ALL)


def test_what_does_not_fit_gives_way() -> None:
    """The best that has room comes, not the best of all."""
    units = make_units(make_candidates("Japan signed very many papers in Manila. Korea sold books."))

    assert ["Korea sold books."] == texts(
        choose(worth(units, Japan=9.0), judge=judge_all(1.0), budget=Budget(points=None, words=3))
    )


def test_an_order_is_taken_as_it_is() -> None:
    """Units that stand in order of worth are taken while there is room, none that says the same as one before."""
    units = make_units(
        make_candidates("Japan signed papers. Japan signed the papers. Korea sold books. Peru bought copper.")
    )

    assert ["Japan signed papers.", "Korea sold books."] == texts(take(units, Budget(points=2)))
    assert ["Japan signed papers.", "Peru bought copper."] == texts(
        take([units[0], units[3]], Budget(points=5, words=6))
    )
    assert ["Japan signed papers."] == texts(take(units, Budget(points=5, words=4)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Russia signed the pact in Pyongyang.", "The pact was signed by Russia in Pyongyang.", True),
        ("Russia signed the pact in Pyongyang.", "Japan condemned the pact in Tokyo.", False),
        ("As he had said to them before, it was so.", "It was not as he had said to them before.", True),
        ("It was so.", "It is not.", False),
    ],
)
def test_what_says_the_same_is_known(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case of a table
    """Most of the words of one, in any order, or runs of three, make two sentences the same."""
    first, second = make_units(make_candidates(one, other))

    assert same is says_the_same(first, second)


def test_what_was_learned_is_whole() -> None:
    """The coefficients that are shipped are numbers for features that exist, in sensible bounds."""
    learned = load_learned()

    assert (len(SENTENCES), len(SENTENCES), len(CONCEPTS)) == (
        len(learned.telling),
        len(learned.merit),
        len(learned.concepts),
    )
    assert all(np.isfinite(each).all() for each in (learned.telling, learned.merit, learned.concepts))
    assert 0 < learned.standing < 3
    assert 0 < learned.length < 1.5
    assert 0 < learned.spread <= 1


def test_what_was_learned_is_kept_in_bounds() -> None:
    """However odd a text, no weight or merit becomes 0 or so high that it drowns the others."""
    choice = {"standing": 1.0, "length": 1.0, "spread": 1.0}
    wild = {"telling": {"place": 99.0}, "merit": {"place": -999.0}, "concepts": {"told": 99.0}, "choice": choice}
    learned, features = make_learned(wild), measure(make_units(make_candidates(*PACT)))

    assert 0 < learned.merits(features).min()
    assert 3000 > learned.weights(features).max()


def test_an_unknown_feature_is_refused() -> None:
    """A slip in the file of coefficients is said at once."""
    choice = {"standing": 1.0, "length": 1.0, "spread": 1.0}
    with pytest.raises(ValueError, match="There is no feature 'plaec'"):
        make_learned({"telling": {"plaec": 1.0}, "merit": {}, "concepts": {}, "choice": choice})
