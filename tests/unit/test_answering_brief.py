"""From a request to a brief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.answering.brief import point_key
from bot.answering.lines import footer
from bot.errors import StoreAwayError
from bot.model import Label, Section, Source, SourceKind, Voice
from bot.store.memory import MemoryStore
from tests.support.answering import NOW, House, hold, house_of, write
from tests.support.records import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Receipt

TARIFFS = write(1, "China raised tariffs on steel.", "Prices rose at once.", publisher="Meridian")
TALKS = write(
    2, "China will hold talks with Japan in July.", "Japan welcomed the talks with China.", publisher="Kanto Times"
)
SHIPS = write(3, "Japan sent two ships to the south.", publisher="Kanto Times")


def test_a_brief_on_an_actor_holds_what_names_it() -> None:
    """Each point is a sentence that names the actor, word for word."""
    brief = house_of(TARIFFS, TALKS, SHIPS).brief("china")

    assert {
        "China raised tariffs on steel.",
        "China will hold talks with Japan in July.",
        "Japan welcomed the talks with China.",
    } == {point.text for point in brief.points}
    assert "China" == brief.title


def test_what_looks_ahead_comes_last() -> None:
    """Sentences about what comes stand in a section of their own, after the others."""
    brief = house_of(TALKS).brief("china")

    assert [
        (Section.NOW, "Japan welcomed the talks with China."),
        (Section.NEXT, "China will hold talks with Japan in July."),
    ] == [(point.section, point.text) for point in brief.points]


def test_there_is_room_for_what_comes_next() -> None:
    """Where none of the best sentences looks ahead, the best that does takes the place of the last."""
    house = house_of(write(1, *(f"China did thing {n} today." for n in range(9)), "China will vote."))

    assert ["China did thing 4 today.", "China will vote."] == [p.text for p in house.brief("china").points[-2:]]
    assert "China will vote." not in [p.text for p in house.brief("china length:short").points]


def test_each_line_has_a_receipt() -> None:
    """A receipt names the article, the hash of its text, and offsets at which the line stands."""
    house = house_of(replace(TARIFFS, stances=(hold("China", "topic: steel", span=(0, 30)),)))
    brief = house.brief("china")

    lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
    for receipt, text in zip(brief.receipts, lines, strict=True):
        (record,) = house.store.records([receipt.article])
        assert record.article.sha256 == receipt.sha256
        assert record.article.text[receipt.start : receipt.end] == text


def test_receipts_are_kept_under_the_briefs_id() -> None:
    """Whoever has the id can check the lines; the same question about the same articles has the same id."""
    house = house_of(TARIFFS)
    brief = house.brief("china")

    assert (brief.title, brief.receipts) == house.store.receipts(brief.id)
    assert brief.id == house.brief("china").id
    assert 8 == len(brief.id)


def test_sources_are_numbered_as_they_are_cited() -> None:
    """The first article that is cited is number one, whatever its date."""
    brief = house_of(TARIFFS, TALKS).brief("china")

    assert list(range(1, len(brief.sources) + 1)) == [citation.number for citation in brief.sources]
    assert 1 == brief.points[0].source


def test_copies_are_folded() -> None:
    """Copies give no points of their own; the source names who else carried the text."""
    copy = write(5, "China raised tariffs on steel.", origin=1, publisher="Northgate")
    brief = house_of(TARIFFS, copy).brief("china")

    assert ["China raised tariffs on steel."] == [point.text for point in brief.points]
    assert [("Northgate",)] == [citation.copies for citation in brief.sources]
    assert (2, 2, 1, 1) == (
        brief.coverage.articles,
        brief.coverage.outlets,
        brief.coverage.origins,
        brief.coverage.copies,
    )


def test_origins_that_report_the_same_are_counted() -> None:
    """A point says how many independent texts report it."""
    again = write(6, "On Monday China raised its tariffs on all foreign steel again.", publisher="Northgate")
    steel = write(7, "China raised tariffs on foreign steel by half on Monday.")
    brief = house_of(again, steel, TALKS).brief("china")

    assert {steel.article.text: 2, again.article.text: 2} == {
        point.text: point.origins for point in brief.points if "steel" in point.text
    }


def test_headings_are_never_points() -> None:
    """A heading that names the actor is read, not shown."""
    brief = house_of(write(1, "# China and the world", "China raised tariffs.")).brief("china")

    assert ["China raised tariffs."] == [point.text for point in brief.points]


def test_phrases_are_found_by_their_stems() -> None:
    """A word is found in its other forms, within the articles that hold it."""
    brief = house_of(write(1, "Arms transfers grew.", "The transfer of arms is banned.", "Rain fell.")).brief(
        "transfers"
    )

    assert ["Arms transfers grew.", "The transfer of arms is banned."] == [point.text for point in brief.points]


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("en", "Elections were held.", "election"),
        ("en", "Arms transfers grew.", '"arms transfer"'),
        ("en", "Many were dying there.", "die"),
        ("de", "Viele Häuser brannten am Montag.", "Haus"),
        ("de", "Viele Häuser brannten am Montag.", "Häuser"),
        ("es", "El país firmó un tratado.", "países"),
        ("en", "Crowds gathered in São Paulo.", "sao paulo"),
    ],
)
def test_what_search_finds_choosing_shows(language: str, text: str, typed: str) -> None:
    """A word is found in its other forms, in the language of the article, and the sentence that holds it is shown."""
    house = house_of(write(1, text, "Nothing of the kind.", language=language))

    assert [text] == [point.text for point in house.brief(typed).points]


def test_words_that_never_stand_together_are_found_apart() -> None:
    """A phrase that nothing holds falls back to its words, and the brief says so."""
    brief = house_of(write(1, "The treaty was signed by Kim.", "The Kim family rules.")).brief('"kim treaty"')

    assert ["The treaty was signed by Kim.", "The Kim family rules."] == [point.text for point in brief.points]
    assert "No article has “kim treaty” just so; what follows has some of the words." == brief.missing


def test_what_has_more_of_the_words_goes_before_what_has_less() -> None:
    """Where too few sentences have all that was asked, those that lack one word are taken, and no others."""
    two = [f"China spoke of the treaty at meeting {number}." for number in range(1, 5)]
    house = house_of(write(1, "China opened a port.", *two, "China welcomed the arms treaty."))

    texts = [point.text for point in house.brief("china arms treaty").points]

    assert sorted([*two, "China welcomed the arms treaty."]) == sorted(texts)


def test_nothing_found_says_so_and_names_what_is_near() -> None:
    """A brief on nothing has no points, and asks whether a name like it was meant."""
    brief = house_of(TARIFFS).brief("chna")

    assert ((), "Nothing found on “chna”.", ("China",)) == (brief.points, brief.missing, brief.near[:1])


def test_an_empty_window_names_the_newest_article() -> None:
    """Where nothing is new enough, the date of what is newest helps to ask again."""
    brief = house_of(TARIFFS).brief("china since:24h")

    assert (
        "Nothing found on China since 30 June 2024. The newest article that is kept is of 1 June 2024." == brief.missing
    )


def test_an_empty_store_says_what_to_do() -> None:
    """Before anything is read, a brief says how to begin."""
    assert house_of().brief("china").missing.startswith("Nothing has been read yet")


def test_one_origin_is_said_to_be_one() -> None:
    """A brief from a single text does not pretend to compare."""
    assert (
        house_of(TARIFFS).brief("china").missing
        == "All of this comes from one origin: there is nothing to compare it with."
    )


def test_an_actor_without_points_is_said_to_be_mentioned() -> None:
    """An article that names the actor in a heading alone gives no line."""
    brief = house_of(write(1, "# China", "Prices rose.")).brief("china")

    assert "It is mentioned, but not in a sentence that can stand by itself." == brief.missing


def test_two_sides_speak_from_articles_that_name_both() -> None:
    """Each side has its points, from where the two meet if it can; none is told twice."""
    both = write(
        9, "China warned Japan.", "China blamed Tokyo.", "China left the talks.", "Japan protested to China.",
        "Japan called the envoy.", "Japan spoke.",
    )  # fmt: skip
    brief = house_of(TARIFFS, SHIPS, both).brief("china vs japan")

    assert "China vs Japan" == brief.title
    assert {("China", "China warned Japan."), ("China", "China blamed Tokyo."), ("China", "China left the talks.")} == {
        (point.side, point.text) for point in brief.points if point.side == "China"
    }
    assert {"Japan protested to China.", "Japan called the envoy.", "Japan spoke."} == {
        point.text for point in brief.points if point.side == "Japan"
    }


def test_a_side_that_meets_the_other_nowhere_speaks_for_itself() -> None:
    """Where few articles name both, each side has its own."""
    brief = house_of(TARIFFS, SHIPS).brief("china vs japan")

    assert [("China", "China raised tariffs on steel."), ("Japan", "Japan sent two ships to the south.")] == [
        (point.side, point.text) for point in brief.points
    ]


def test_a_side_without_articles_is_named() -> None:
    """A comparison with nothing on one side says which."""
    assert "Nothing found on Brazil." == house_of(TARIFFS).brief("china vs brazil").missing


def test_stances_on_both_sides_face_each_other() -> None:
    """A comparison shows what each side thinks of the other, and nothing of third parties."""
    record = write(
        1, "China warned Japan.", "Japan protested to China.",
        stances=(hold("China", "Japan"), hold("Japan", "China"), hold("China", "Brazil")),
    )  # fmt: skip
    brief = house_of(record).brief("china vs japan")

    assert [("China", "Japan"), ("Japan", "China")] == [(e.stance.holder, e.stance.target) for e in brief.stances]


def test_one_on_another_looks_one_way() -> None:
    """A on B shows A's stances toward B alone, and the silence of A alone."""
    record = write(1, "China warned Japan.", stances=(hold("China", "Japan"), hold("Japan", "China")))
    brief = house_of(record).brief("china on japan")

    assert ([("China", "Japan")], ("China",)) == (
        [(each.stance.holder, each.stance.target) for each in brief.stances],
        brief.silent,
    )


def test_stances_of_a_topic_stand_in_its_sentences() -> None:
    """On words, stances count that are aimed at them or whose evidence holds them."""
    text = "China fears the treaty."
    record = write(
        1, text, "Japan warned China.",
        stances=(
            hold("China", "Russia", Label.CONCERNED, span=(0, len(text))),
            hold("Japan", "topic: the treaty", span=(24, 43)),
            hold("Japan", "China", span=(24, 43)),
        ),
    )  # fmt: skip
    brief = house_of(record).brief("treaty")

    assert {("China", "Russia"), ("Japan", "topic: the treaty")} == {
        (each.stance.holder, each.stance.target) for each in brief.stances
    }


def test_silence_is_the_lack_of_own_words() -> None:
    """An actor of whom others speak is silent; one whose official speaks is not."""
    others = write(1, "China raised tariffs.", stances=(hold("China", "Japan"),))
    own = write(2, "China spoke.", stances=(hold("China", "Japan", voice=Voice.OFFICIAL),))

    assert ("China",) == house_of(others).brief("china").silent
    assert () == house_of(others, own).brief("china").silent


def test_coverage_counts_what_it_rests_on() -> None:
    """Undated and syndicated articles, sources that failed, and the first and last dates are said."""
    house = house_of(TARIFFS, replace(SHIPS, article=replace(SHIPS.article, published=None, syndicated=True)))
    source = Source(url="https://example.org/feed", kind=SourceKind.FEED, added=NOW, checked=NOW)
    house.store.save_source(source)
    house.store.save_source(replace(source, url="https://example.org/dead", failures=2, error="It does not answer."))
    coverage = house.brief("china vs japan").coverage

    assert (1, 1, 1, ("https://example.org/dead",)) == (
        coverage.undated,
        coverage.syndicated,
        coverage.sources_read,
        coverage.failed,
    )
    assert (at(1), at(1)) == (coverage.since, coverage.until)


def test_what_was_shown_is_left_out() -> None:
    """A digest asks for what came after the last one, without what it has shown."""
    house = house_of(TARIFFS, TALKS)
    after = house.store.search(house.ask("tariffs").queries[0])[0].seq
    told = point_key("Japan  welcomed the talks with china.")
    brief = house.answerer.brief(house.ask("china"), after=after, shown={told}.intersection)

    assert ["China will hold talks with Japan in July."] == [point.text for point in brief.points]


def test_a_page_is_answered_and_not_kept() -> None:
    """A page that is not stored has a brief without an id, as nothing could be verified later."""
    house = house_of()
    page = write(1, "China raised tariffs on steel.", stances=(hold("China", "topic: steel"),), title="Steel")
    brief = house.answerer.page(page, house.ask("https://example.org/1"))

    assert ("", "Steel", 1, 1) == (brief.id, brief.title, len(brief.points), len(brief.stances))
    assert 0 == house.store.extent().articles


def test_a_page_that_is_kept_can_be_verified() -> None:
    """Where the page is an article of the store, its brief has an id."""
    house = house_of(TARIFFS)
    brief = house.answerer.page(TARIFFS, house.ask(TARIFFS.article.url))

    assert (TARIFFS.article.title, brief.receipts) == house.store.receipts(brief.id)


def test_a_page_that_has_changed_since_it_was_kept_has_no_receipts() -> None:
    """Its lines are not all in the stored text: a check would refute at once what is true of the page as it is."""
    house = house_of(TARIFFS)
    changed = write(1, "China raised tariffs on steel and on ships.", "Prices rose at once.")
    brief = house.answerer.page(changed, house.ask(TARIFFS.article.url))

    assert ("", "China raised tariffs on steel and on ships.") == (brief.id, brief.points[0].text)


def test_what_has_no_lines_leaves_nothing_in_the_store() -> None:
    """A brief that found nothing has no id, and no row."""
    house = house_of(TARIFFS)
    briefs = [house.brief("xyzzy"), house.answerer.stances(house.ask("xyzzy"))]

    assert ["", ""] == [brief.id for brief in briefs]
    assert {} == house.store._receipts


@dataclass
class Locked(MemoryStore):
    """A store that another program may have locked: it can be read."""

    locked: bool = True

    def keep_receipts(self, brief: str, title: str, receipts: Sequence[Receipt], /) -> None:
        """Refuse to write while it is locked."""
        if self.locked:
            raise StoreAwayError("sqlite:///a.db", "The database a.db is locked by another program.")
        super(Locked, self).keep_receipts(brief, title, receipts)


def test_an_answer_needs_no_write(caplog: pytest.LogCaptureFixture) -> None:
    """While the store cannot be written, a brief loses its id and nothing else, and says so."""
    house = House(Locked())
    house.store.add([TARIFFS])
    brief = house.brief("china")

    assert ("", ["China raised tariffs on steel."]) == (brief.id, [point.text for point in brief.points])
    assert "its receipts could not be kept, so its lines cannot be verified later" in footer(brief)
    assert ["receipts could not be kept: The database a.db is locked by another program."] == caplog.messages


def test_the_same_brief_again_writes_nothing() -> None:
    """Its receipts are there already, under the same id."""
    store = Locked(locked=False)
    house = House(store)
    store.add([TARIFFS])
    first = house.brief("china")
    store.locked = True

    assert "" != first.id == house.brief("china").id


def test_what_is_to_be_exact_is_not_loosened() -> None:
    """A digest on two things is quiet where nothing new has both, though there is news of one."""
    house = house_of(TARIFFS)
    request = house.ask('china "rare earths"')

    assert 1 == len(house.answerer.brief(request).points)
    assert () == house.answerer.brief(request, exact=True).points


def test_stances_alone() -> None:
    """The stances of an actor come without points, its own first, all of them."""
    labels = [label for label in Label if label is not Label.NEUTRAL]
    stances = [hold("Japan", "China"), *(hold("China", f"topic: {n}", label) for n, label in enumerate(labels))]
    house = house_of(write(1, "China spoke to Japan.", stances=[*stances, hold("China", "Japan", Label.NEUTRAL)]))
    brief = house.answerer.stances(house.ask("china"))

    assert ((), len(labels) + 1) == (brief.points, len(brief.stances))
    assert "Japan" == brief.stances[-1].stance.holder


@pytest.mark.parametrize(
    "text", ["china", "china vs japan", "china on japan", "treaty", '"north korea" since:2024-01-01']
)
def test_a_brief_is_made_by_the_clock(text: str) -> None:
    """The moment comes from the port, for every kind of request."""
    assert datetime(2024, 7, 1, 12, tzinfo=UTC) == house_of(TARIFFS, TALKS).brief(text).made
