"""What looks ahead, and the order in which points are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.arrange import arrange, count_origins, look_ahead, section_of
from bot.model import Candidate, Section
from tests.support.answering import write

AHEAD = (
    "China will closely watch developments.",
    "Talks are expected to resume in autumn.",
    "South Korea said on Thursday that it would reconsider its policy of not sending weapons to Ukraine.",
    "Hayashi said that Japan would work with the United States to keep the sanctions in force.",
    "The pact could destabilise the peninsula.",
    "The ministry plans to publish the text.",
    "Russia's response may come next week.",
    "The leaders promised to resume talks on free trade.",
    "The Kremlin will likely tread carefully to avoid angering Beijing.",
    "“Talks will go on,” the spokesman said.",
)
NOW = (
    "The treaty was signed in May.",
    "Both deny the arms transfers, which would breach United Nations sanctions.",
    "Japan is concerned, a day after Putin told reporters that Moscow could send weapons.",
    "Russia called NATO a tool of confrontation after the plan to station missiles in Germany.",
    "It would have been the first visit in years.",
    "The envoy could not be reached.",
    "NATO promised Kyiv 40 billion euros of military aid within the next year.",
    "China has not commented on the pact.",
    "Officials would not ignore the transfers.",
    "China warned Japan on Sunday against sending ships, and said that it would answer any provocation.",
    "The transfers worry Europe less than the technology that may flow in the other direction.",
    "While this may be seen as a response to Western support, it underscores a shift.",
)


@pytest.mark.parametrize("text", AHEAD)
def test_what_looks_ahead(text: str) -> None:
    """Plans, promises, forecasts and announcements say what comes next."""
    assert Section.NEXT is section_of(text)


@pytest.mark.parametrize("text", NOW)
def test_what_does_not(text: str) -> None:
    """Months, asides, what might have been, and nouns such as a plan say nothing of what comes next."""
    assert Section.NOW is section_of(text)


def test_the_lead_goes_first_then_its_story_in_order_of_time() -> None:
    """The best sentence leads; its story follows, oldest first; then other stories, the better ranked first."""
    first, second, other = (write(n, f"Sentence {n} one.", f"Sentence {n} two.") for n in (1, 2, 3))
    records = [first, second, other]
    stories = dict(zip([r.article.id for r in records], ["treaty", "treaty", "tariffs"], strict=True))
    told = [replace(record, story=stories[record.article.id]) for record in records]
    chosen = [Candidate(record=told[n], index=i) for n, i in ((1, 1), (2, 0), (0, 1), (0, 0), (1, 0))]

    assert [
        "Sentence 2 two.",
        "Sentence 1 one.",
        "Sentence 1 two.",
        "Sentence 2 one.",
        "Sentence 3 one.",
    ] == [each.text for each in arrange(chosen)]


def test_nothing_is_in_order() -> None:
    """No sentences give none."""
    assert [] == arrange([])


def test_reports_of_the_same_are_counted_once_an_origin() -> None:
    """Two sentences of one article, and short ones that share a word or two, do not count."""
    records = [
        write(1, "Russia and North Korea signed a mutual defence treaty in Pyongyang.", "A treaty was signed."),
        write(2, "The mutual defence treaty that Russia and North Korea signed commits both."),
        write(3, "Rain fell on Pyongyang as the treaty was signed."),
    ]
    candidates = [Candidate(record=record, index=i) for record in records for i in range(len(record.sentences))]

    assert [2, 1] == count_origins(candidates[:2], candidates)


def test_what_looks_ahead_is_new() -> None:
    """Of what looks ahead nothing is taken that was said already, and none at all where something chosen looks ahead."""
    now, ahead, again = (
        "Russia and North Korea signed a mutual defence treaty.",
        "Talks will resume in autumn.",
        "Russia and North Korea will keep the mutual defence treaty that they signed.",
    )
    record = write(1, now, ahead, again)
    candidates = [Candidate(record=record, index=i) for i in range(3)]

    assert [ahead] == [each.text for each in look_ahead(candidates[:1], candidates)]
    assert [] == look_ahead(candidates[1:2], candidates)
