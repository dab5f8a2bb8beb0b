"""Articles, in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreMovedError
from bot.model import Article, Query, Receipt, Record, Sentence, article_id
from bot.ports import Extent
from tests.support.records import at, make_record, make_stance

if TYPE_CHECKING:
    from bot.ports import Store

RECEIPT = Receipt(article="a", url="https://example.org/a", start=0, end=5, sha256="0" * 64)


def test_an_article_is_kept_once(store: Store) -> None:
    """Adding an article again changes nothing."""
    first = store.add([make_record(1)])
    second = store.add([make_record(1, text="Other words.")])

    assert ((article_id("1"),), ()) == (first, second)
    assert ("China spoke of the pact.",) == tuple(r.article.text for r in store.records([article_id("1")]))


def test_an_article_given_twice_at_once_is_kept_once(store: Store) -> None:
    """Of two records of one article in one call, the first is kept."""
    added = store.add([make_record(1), make_record(2), make_record(1, text="Other words.")])

    assert (article_id("1"), article_id("2")) == added
    assert [1, 2] == [record.seq for record in store.records(added)]
    assert "China spoke of the pact." == store.records(added)[0].article.text


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    """Nothing of a record is lost or changed, whatever it holds."""
    article = Article(
        id="id",
        url="https://example.org/?a=%20&b='\"",
        title="Тема — 标题 'quoted' \"twice\"",
        text="One.\nTwo: 100 % of “it”; ünïcödé \U0001f600.",
        publisher="Publisher",
        fetched=datetime(2024, 6, 1, 12, 30, 15, 123456, tzinfo=UTC),
        author="Author",
        published=datetime(2024, 6, 1, 9, tzinfo=timezone(timedelta(hours=9))),
        language="de",
        source="https://example.org/feed",
        syndicated=True,
        licence="CC0",
    )
    record = Record(
        article=article,
        sentences=(
            Sentence(start=0, end=4, heading=True),
            Sentence(start=5, end=20, actors=("China", "Côte d'Ivoire")),
            Sentence(start=21, end=22, actors=("Côte d'Ivoire",)),
        ),
        stances=(make_stance("China", "topic: the pact"), make_stance("China", "Russia", start=3)),
        bands=(0, 1, 2**63, 2**64 - 1, -1),
        origin="origin",
        story="story",
    )

    store.add([record])

    assert (replace(record, seq=1),) == store.records(["id"])
    assert (replace(record, seq=1),) == store.records(["id"])


def test_an_article_of_the_far_past_or_without_a_date_comes_back(store: Store) -> None:
    """A date before 1970 is kept, and so is none."""
    old = make_record(1, published=datetime(1066, 10, 14, tzinfo=UTC))
    undated = make_record(2, published=None)

    store.add([old, undated])

    assert [old.article, undated.article] == [r.article for r in store.records([old.article.id, undated.article.id])]


def test_records_come_in_the_order_asked_for(store: Store) -> None:
    """Unknown ids are left out; the others keep their order."""
    store.add([make_record(n) for n in range(1, 4)])

    found = store.records([article_id("3"), "unknown", article_id("1")])

    assert ["Title 3", "Title 1"] == [record.article.title for record in found]


def test_thousands_of_ids_can_be_asked_for(store: Store) -> None:
    """No limit of an engine's shows."""
    added = store.add([make_record(n) for n in range(2500)])

    assert frozenset(added) == store.known([*added, *map(str, range(40_000))])
    assert 2500 == len(store.records(added))


def test_known_says_what_is_kept(store: Store) -> None:
    """Ids that are not kept are not known, and of none none is."""
    store.add([make_record(1)])

    assert frozenset({article_id("1")}) == store.known([article_id("1"), article_id("2")])
    assert frozenset() == store.known([])


def test_numbers_grow_and_are_never_used_again(store: Store) -> None:
    """Records are numbered in the order in which they are added, past the samples that are gone."""
    store.add([make_record(1, sample=True), make_record(2, sample=True)])
    store.add([make_record(3), make_record(4)])

    assert [3, 4] == [record.seq for record in store.records([article_id("3"), article_id("4")])]


def test_the_first_real_record_drives_out_the_samples(store: Store) -> None:
    """Samples go, with the receipts of their briefs; what real articles are about stays."""
    store.add([make_record(1, sample=True, actors=["China"], stances=[make_stance("China", "Russia")], bands=[7])])
    store.keep_receipts("brief", "China", [RECEIPT])

    store.add([make_record(2)])
    store.keep_receipts("other", "China", [RECEIPT])
    store.add([make_record(3)])

    assert frozenset() == store.known([article_id("1")])
    assert () == store.stances()
    assert () == store.near_copies([7])
    assert store.receipts("brief") is None
    assert store.receipts("other") is not None
    assert Extent(articles=2, seq=3, sample=False, first=at(2), last=at(3)) == store.extent()


def test_samples_do_not_come_back(store: Store) -> None:
    """Where a real article is, samples are not kept; in one call with a real one neither."""
    store.add([make_record(1), make_record(2, sample=True)])
    again = store.add([make_record(3, sample=True)])

    assert () == again
    assert 1 == store.extent().articles


def test_a_sample_that_is_read_as_a_real_article_is_one(store: Store) -> None:
    """The id of a sample is free for a real article."""
    store.add([make_record(1, sample=True)])
    added = store.add([make_record(1)])

    assert (article_id("1"),) == added
    assert not store.extent().sample


def test_adding_nothing_changes_nothing(store: Store) -> None:
    """An empty call keeps the samples."""
    store.add([make_record(1, sample=True)])

    assert () == store.add([])
    assert Extent(articles=1, seq=1, sample=True, first=at(1), last=at(1)) == store.extent()


def test_the_extent_of_an_empty_store_is_nothing(store: Store) -> None:
    """There is no first or last moment."""
    assert Extent() == store.extent()


def test_the_extent_follows_the_articles(store: Store) -> None:
    """The moments are those of publishing, in whatever order articles come."""
    store.add([make_record(5)])
    store.add([make_record(2), make_record(9)])
    store.add([make_record(4)])

    assert Extent(articles=4, seq=4, first=at(2), last=at(9)) == store.extent()


def test_near_copies_share_a_band(store: Store) -> None:
    """They come oldest first, whatever the size or sign of the hash."""
    store.add([make_record(1, bands=[1, 2**64 - 1]), make_record(2, bands=[2]), make_record(3, bands=[1, 5])])

    assert [1, 3] == [record.seq for record in store.near_copies([1])]
    assert [1, 2] == [record.seq for record in store.near_copies([2**64 - 1, 2])]
    assert () == store.near_copies([-1])
    assert () == store.near_copies([])


def test_of_many_near_copies_come_those_that_share_most(store: Store) -> None:
    """No more than the limit, oldest first; of each band, only the oldest are looked at."""
    store.add([make_record(n, bands=[1, 2, 3] if n == 4 else [1]) for n in range(1, 7)])

    assert [1, 4] == [record.seq for record in store.near_copies([1, 2, 3], limit=2)]
    assert [4] == [record.seq for record in store.near_copies([1, 2, 3], limit=1)]
    assert [1] == [record.seq for record in store.near_copies([1], limit=1)]


def test_what_was_filed_before_others_came_is_not_kept(store: Store) -> None:
    """Whoever looked before articles of another were added is told, and nothing is kept of theirs."""
    seen = store.extent().seq
    store.add([make_record(1)], seen=seen)
    with pytest.raises(StoreMovedError):
        store.add([make_record(2)], seen=seen)

    assert ["1"] == [record.article.title.removeprefix("Title ") for record in store.search(Query(text=""))]
    assert 1 == len(store.add([make_record(2)], seen=store.extent().seq))


def test_stances_come_newest_first(store: Store) -> None:
    """By article, and within an article in text order."""
    first = make_stance("China", "Russia")
    second = make_stance("China", "Japan", start=9)
    third = make_stance("Japan", "China", start=4)
    store.add([make_record(1, stances=[first, second]), make_record(2), make_record(3, stances=[third])])

    assert (third, first, second) == store.stances()
    assert (third, first) == store.stances(limit=2)
    assert (third,) == store.stances(since=at(2))
    assert () == store.stances(since=at(4))


@pytest.mark.parametrize(
    ("holders", "targets", "expected"),
    [
        (["China"], [], [1, 3, 0]),
        ([], ["Russia"], [2, 0]),
        (["China"], ["Russia"], [0]),
        (["China", "Japan"], ["Russia", "China"], [2, 0]),
        (["China"], [f"Nowhere {n}" for n in range(200)] + ["Japan"], [1, 3]),
        (["Nowhere"], [], []),
    ],
)
def test_stances_are_found_by_holder_and_target(
    store: Store, holders: list[str], targets: list[str], expected: list[int]
) -> None:
    """Of several holders or targets, any will do."""
    stances = [
        make_stance("China", "Russia"),
        make_stance("China", "Japan"),
        make_stance("Japan", "Russia"),
        make_stance("China", "Japan", start=7),
    ]
    store.add([make_record(1, stances=stances[:1]), make_record(2, stances=stances[2:3])])
    store.add([make_record(3, stances=[stances[1], stances[3]])])

    assert [stances[n] for n in expected] == list(store.stances(holders=holders, targets=targets))


def test_a_store_says_that_it_works(store: Store) -> None:
    """A check of a sound store changes nothing."""
    store.add([make_record(1)])
    before = store.extent()

    store.check()

    assert before == store.extent()
