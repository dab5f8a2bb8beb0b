"""Which stances a brief shows, in which order, and who is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.evidence import find_silent, pick
from bot.answering.find import fold_copies
from bot.answering.wanted import about, between, is_toward
from bot.model import Label, Mode, Voice
from tests.support.answering import hold, write

if TYPE_CHECKING:
    from bot.answering.evidence import Shown
    from bot.model import Record, Stance


def picked(*records: Record, first: tuple[str, ...] = ("China",), limit: int | None = None) -> list[Shown]:
    """Pick from articles all that is about the first holders."""
    return pick(fold_copies(records), about(first), first=first, limit=limit)


def article(number: int, *stances: Stance, origin: int | None = None) -> Record:
    """Return an article with these stances."""
    return write(number, "# A heading", "China spoke.", "Japan spoke.", stances=stances, origin=origin)


def pairs(shown: list[Shown]) -> list[tuple[str, str]]:
    """Return who stands toward whom."""
    return [(each.stance.holder, each.stance.target) for each in shown]


BODY = (12, 24)  # "China spoke."


def test_the_nearest_voice_speaks_for_like_stances() -> None:
    """Of several reports of one stance the holder's own words are shown, with how many origins report it."""
    shown = picked(
        article(1, hold("China", "Japan", voice=Voice.ARTICLE, span=BODY)),
        article(2, hold("China", "Japan", voice=Voice.HOLDER, span=BODY)),
        article(3, hold("China", "Japan", voice=Voice.ANALYST, span=BODY)),
    )

    assert [(Voice.HOLDER, 3)] == [(each.stance.voice, each.origins) for each in shown]


def test_copies_are_heard_once() -> None:
    """A copy's stances are those of its origin."""
    stance = hold("China", "Japan", span=BODY)

    assert [1] == [each.origins for each in picked(article(1, stance), article(2, stance, origin=1))]


def test_neutral_stances_and_headings_show_nothing() -> None:
    """What shows no stand is left out, and so is what stands in a heading."""
    shown = picked(article(1, hold("China", "Japan", Label.NEUTRAL, span=BODY), hold("China", "Brazil", span=(0, 11))))

    assert [] == shown


def test_own_stances_lead_and_each_pair_comes_once_before_again() -> None:
    """The asked-for actor's own stances come first, another label of the same pair after other pairs."""
    shown = picked(
        article(
            1,
            hold("Japan", "China", span=BODY),
            hold("China", "Japan", Label.CRITICAL, span=BODY, confidence=0.9),
        ),
        article(2, hold("China", "Japan", Label.CONCERNED, span=BODY, confidence=0.8)),
        article(3, hold("China", "Brazil", Label.SUPPORTIVE, span=BODY, confidence=0.7)),
    )

    assert [("China", "Japan"), ("China", "Brazil"), ("China", "Japan"), ("Japan", "China")] == pairs(shown)


def test_each_sentence_comes_once_before_again() -> None:
    """What is said in words that were shown already gives way to what is said in others."""
    shown = picked(
        article(
            1,
            hold("China", "Japan", span=BODY, confidence=0.9),
            hold("China", "India", span=BODY, confidence=0.8),
        ),
        article(2, hold("China", "Brazil", span=BODY, confidence=0.7)),
    )

    assert ["Japan", "Brazil", "India"] == [each.stance.target for each in shown]


def test_a_sentence_shows_one_label_of_a_pair() -> None:
    """Of two labels that one sentence is taken to show of the same two, the surer is heard."""
    shown = picked(
        article(
            1,
            hold("China", "Japan", Label.CRITICAL, voice=Voice.HOLDER, span=BODY, confidence=0.7),
            hold("China", "Japan", Label.THREATENING, span=BODY, confidence=0.9),
        )
    )

    assert [Label.THREATENING] == [each.stance.label for each in shown]


def test_many_origins_go_before_few_and_actors_before_topics() -> None:
    """What more texts report is more telling, and so is a target that acts."""
    shown = picked(
        article(1, hold("China", "topic: tariffs", span=BODY), hold("China", "Brazil", Label.SUPPORTIVE, span=BODY)),
        article(2, hold("China", "Japan", span=BODY)),
        article(3, hold("China", "Japan", span=BODY)),
    )

    assert ["Japan", "Brazil", "topic: tariffs"] == [each.stance.target for each in shown]


def test_a_third_is_kept_for_what_others_think() -> None:
    """However much an actor has said, there is room for what others say of it."""
    own = [hold("China", f"topic: {n}", span=BODY) for n in range(9)]
    others = [hold(name, "China", span=BODY) for name in ("Japan", "India", "Brazil")]

    assert 4 == sum(each.stance.holder == "China" for each in picked(article(1, *own, *others), limit=6))
    assert 3 == sum(each.stance.holder == "China" for each in picked(article(1, *own[:3], *others), limit=6))
    assert 6 == len(picked(article(1, *own), limit=6))


def test_a_topic_does_not_echo_an_actor() -> None:
    """What one sentence says of NATO and of "the alliance" alike is shown of NATO."""
    shown = picked(
        article(
            1,
            hold("China", "topic: alliance", span=BODY),
            hold("China", "NATO", span=BODY),
            hold("China", "topic: tariffs", Label.CONCERNED, span=BODY),
        )
    )

    assert {"NATO", "topic: tariffs"} == {each.stance.target for each in shown}


@pytest.mark.parametrize(
    ("target", "toward"),
    [
        ("Japan", True),
        ("topic: the pact", True),
        ("topic: two Pacts", True),
        ("topic: impact", False),
        ("Brazil", False),
        ("pact", False),
    ],
)
def test_targets(target: str, *, toward: bool) -> None:
    """A target is an actor by name, or a topic by its words, in any form."""
    assert toward == is_toward(hold("China", target), {"Japan"}, ["pact"])


def test_between_looks_one_way() -> None:
    """Only stances of these holders toward these targets are wanted."""
    test = between(("China",), ("Japan",), ("Pact",))

    assert test(hold("China", "topic: the pact"))
    assert not test(hold("Japan", "China"))


def test_who_speaks_is_not_silent() -> None:
    """Own words and those of officials break a silence; analysts, deeds told by others, and adversaries do not."""
    voices = {
        "A": Voice.HOLDER,
        "B": Voice.OFFICIAL,
        "C": Voice.ANALYST,
        "D": Voice.ARTICLE,
        "E": Voice.ADVERSARY,
    }
    records = [article(1, *(hold(name, "Japan", voice=voice, mode=Mode.SAID) for name, voice in voices.items()))]

    assert ("C", "D", "E", "F") == find_silent(tuple("ABCDEF"), records)


def test_of_about_as_sure_ones_the_plain_statement_is_taken() -> None:
    """What speaks of the holder first goes before what an analyst says of it in passing, and short before long."""
    passing = "Mr Lee of Japan noted that all will watch, above all how China trusts Brazil."
    rambling = f"China trusts Brazil, {'and so on, ' * 30}and so forth."
    plainly = "China said that it trusts Brazil."
    said = {
        text: write(
            number, text, stances=[hold("China", "Brazil", Label.SUPPORTIVE, span=(0, len(text)), confidence=sure)]
        )
        for number, (text, sure) in enumerate([(passing, 0.79), (rambling, 0.78), (plainly, 0.75)], 1)
    }

    assert [plainly] == [each.text for each in picked(*said.values())]


def test_what_was_said_goes_before_what_is_foreseen() -> None:
    """However sure somebody is of what comes."""
    shown = picked(
        article(1, hold("China", "Japan", span=BODY, mode=Mode.PREDICTED, confidence=1.0)),
        article(2, hold("China", "Japan", span=BODY, mode=Mode.SAID, confidence=0.6)),
    )

    assert [Mode.SAID] == [each.stance.mode for each in shown]
