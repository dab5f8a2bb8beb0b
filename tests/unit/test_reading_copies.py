"""Copies and stories: what is told apart, and what is folded."""

from __future__ import annotations

import itertools
import threading
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreMovedError
from bot.model import Article, Query, Record, Sentence, article_id
from bot.reading.article import Draft
from bot.reading.copies import BANDS, are_copies, find_bands, find_shingles
from bot.reading.filing import file_records
from bot.reading.keep import Keeper, Kept
from bot.reading.memory import Memory
from bot.reading.stories import find_story, story_query
from bot.store.memory import MemoryStore
from tests.support.reading import NOW, analyse_plainly, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

WIRE = (
    "Ministers of nine countries agreed in Geneva on Wednesday to reopen the northern shipping lane, which a storm had closed "
    "for most of the spring. The lane will be dredged first at its narrowest place, near the old lighthouse, and ships of more "
    "than four metres will have to wait until August. Fishermen had asked for a later date, because the herring spawn there in "
    "July. The host of the talks said that nobody was quite content, which he took for a good sign. A second meeting will deal "
    "with the price of pilots, on which two of the nine could not agree. It is to be held in Lisbon before the winter."
)


def article(number: int, text: str, *, hours: float = 0, title: str = "", sample: bool = False) -> Article:
    """Return an article of its own address, published so many hours after the others."""
    return Article(
        id=article_id(str(number)),
        url=f"https://example.org/{number}",
        title=title or f"Title {number}",
        text=text,
        publisher="Example",
        fetched=NOW,
        published=NOW - timedelta(days=9) + timedelta(hours=hours),
        sample=sample,
    )


def swapped(text: str, every: int) -> str:
    """Return the text with one word of so many replaced."""
    return " ".join(f"other{n}" if n % every == every - 1 else word for n, word in enumerate(text.split()))


def part(text: str, share: float) -> str:
    """Return the beginning of a text."""
    return text[: int(len(text) * share)]


@pytest.mark.parametrize(
    "copy",
    [WIRE, WIRE.upper(), part(WIRE, 0.6), f"{WIRE} {tell('tram', 3)}", f"{tell('tram', 1)} {WIRE}", swapped(WIRE, 12)],
    ids=["same", "shouted", "cut", "with an end", "with a beginning", "edited"],
)
def test_a_copy_is_known_however_it_was_cut(copy: str) -> None:
    """Cut, extended and edited copies share a band, and are copies by their trigrams, both ways."""
    whole, other = find_shingles(WIRE), find_shingles(copy)

    assert set(find_bands(WIRE)) & set(find_bands(copy))
    assert are_copies(whole, other)
    assert are_copies(other, whole)


def test_two_texts_about_one_thing_are_no_copies() -> None:
    """A text that quotes a sentence of the wire is its own."""
    quoting = f"{tell('harbour', 6)} {WIRE.split('. ')[3]}."

    assert not are_copies(find_shingles(WIRE), find_shingles(quoting))


def test_short_and_empty_texts_are_copies_of_nothing() -> None:
    """What is too short to be told from another has no bands."""
    assert () == find_bands("Read more")
    assert not are_copies(find_shingles(""), find_shingles(""))


def test_bands_fit_a_signed_column_and_stay_the_same() -> None:
    """Band hashes are kept for years: the same text gives the same ones in each process."""
    bands = find_bands(WIRE)

    assert BANDS == len(bands)
    assert all(0 <= band < 2**63 for band in bands)
    assert 4_578_404_667_692_212_349 == find_bands(" ".join(str(number) for number in range(100)))[0]


def filed(records: Sequence[Record], store: MemoryStore | None = None) -> dict[str, tuple[str, str]]:
    """File records and return origin and story by id."""
    return {each.article.id: (each.origin, each.story) for each in file_records(records, store or MemoryStore())}


def test_the_earliest_of_several_copies_is_the_origin() -> None:
    """Whatever the order in which they are read, copies have the origin and the story of the first to be published."""
    late, early, cut = (
        analyse_plainly(article(1, WIRE, hours=5)),
        analyse_plainly(article(2, WIRE, hours=1)),
        analyse_plainly(article(3, part(WIRE, 0.7), hours=9)),
    )
    first = article_id("2")

    assert dict.fromkeys(map(article_id, "213"), (first, first)) == filed([late, early, cut])


def test_a_copy_of_a_stored_article_has_its_origin() -> None:
    """An origin that is kept already stays the origin, even of an older article that is read later."""
    store = MemoryStore()
    store.add(file_records([analyse_plainly(article(1, WIRE, hours=5))], store))

    assert {article_id("2"): (article_id("1"), article_id("1"))} == filed(
        [analyse_plainly(article(2, WIRE, hours=1))], store
    )


def test_an_article_of_its_own_is_its_own_origin_and_story() -> None:
    """Unlike texts are not folded."""
    records = [analyse_plainly(article(number, tell(word))) for number, word in enumerate(("tram", "mill"))]

    assert {article_id("0"): (article_id("0"),) * 2, article_id("1"): (article_id("1"),) * 2} == filed(records)


def test_a_sample_is_no_origin_of_a_real_article() -> None:
    """Samples make way for real articles, so these never point to them."""
    store = MemoryStore()
    store.add(file_records([analyse_plainly(article(1, WIRE, sample=True))], store))

    assert {article_id("2"): (article_id("2"), article_id("2"))} == filed([analyse_plainly(article(2, WIRE))], store)


LANE = {
    "Nine countries reopen northern shipping lane": (
        "Ministers agreed in Geneva to reopen the northern shipping lane after the spring storm. The lane near the old "
        "lighthouse will be dredged first."
    ),
    "Herring fishermen lose fight over lane": (
        "Fishermen said that the ministers in Geneva had not listened: the northern shipping lane opens while the herring spawn "
        "near the lighthouse, they said on Thursday."
    ),
    "Tram on the hill is saved by two votes": (
        "The council voted to keep the old tram, whose repair will cost nine million. The region pays half of it, the town the "
        "rest."
    ),
}


def test_articles_about_one_happening_are_one_story() -> None:
    """Headlines that share hardly a word are folded by what their leads tell; another happening of that day is not."""
    records = [
        analyse_plainly(article(number, text, hours=number, title=title))
        for number, (title, text) in enumerate(LANE.items())
    ]
    first = article_id("0")

    assert [first, first, article_id("2")] == [story for _, story in filed(records).values()]


def test_a_story_ends_after_some_days() -> None:
    """What happened weeks later is another happening, however alike it sounds."""
    (title, text), (other_title, other) = list(LANE.items())[:2]
    then = analyse_plainly(article(0, text, title=title))
    now = article(1, other, title=other_title, hours=24 * 9)

    assert "" == find_story(now, [then])
    assert then.article.id == find_story(replace(now, published=then.article.published), [then])


def test_nothing_to_compare_is_no_story() -> None:
    """No others, and a text without words, give no story."""
    empty = replace(article(0, "…", title="…"), text="…")

    assert "" == find_story(article(1, WIRE), [])
    assert "" == find_story(empty, [Record(article=article(2, WIRE))])


def test_neighbours_are_asked_for_by_actors_or_by_words() -> None:
    """Two actors of the lead are asked for; with fewer, the longest words of the headline."""
    record = analyse_plainly(article(0, WIRE, title="The lane reopens in Geneva tomorrow"))
    lead = (
        Sentence(start=0, end=5, actors=("China", "Japan")),
        Sentence(start=5, end=9, actors=("Japan", "Russia")),
        Sentence(start=700, end=800, actors=("China", "China", "Russia")),
    )
    by_words, by_actors = story_query(record), story_query(replace(record, sentences=lead))

    assert ((), ("tomorrow", "reopens", "geneva")) == (by_words.actors, by_words.phrases)
    assert (("Japan", "China"), ()) == (by_actors.actors, by_actors.phrases)
    assert by_actors.since is not None
    assert by_actors.until is not None
    assert by_actors.since < record.article.moment < by_actors.until


# --- Two at once -----------------------------------------------------------------------------------------------------


class Meeting(MemoryStore):
    """A store in which two who add meet before either has added."""

    __slots__ = ("_door", "_entered")

    def __init__(self) -> None:
        super().__init__()
        self._door, self._entered = threading.Barrier(2), itertools.count()

    def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
        """Wait for the other, the first time that each adds."""
        if next(self._entered) < 2:
            self._door.wait(10)
        return super().add(records, seen=seen)


def test_copies_that_are_read_at_once_have_one_origin() -> None:
    """Two processes look for earlier copies and find none; the one that adds second looks again."""
    store = Meeting()
    keepers = [Keeper(store, lambda: NOW, analyse_plainly, Memory(), lambda _: nullcontext()) for _ in range(2)]
    kept: list[Kept] = []

    def read(number: int) -> None:
        draft = Draft(address=f"https://site{number}.example/a", text=WIRE)
        kept.append(keepers[number].keep([draft]))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    records = store.search(Query(text=""))

    assert 2 == len(records)
    assert {records[-1].article.id} == {record.origin for record in records}
    assert [0, 1] == sorted(len(each.copies) for each in kept)


def test_a_store_that_never_rests_is_added_to_at_last() -> None:
    """After a few tries the articles are kept as they were filed."""

    class Busy(MemoryStore):
        """A store to which others add all the time."""

        __slots__ = ()

        def add(self, records: Sequence[Record], /, *, seen: int | None = None) -> tuple[str, ...]:
            """Say that others came in between."""
            if seen is not None:
                raise StoreMovedError("memory", "Articles were added in between.")
            return super().add(records)

    keeper = Keeper(Busy(), lambda: NOW, analyse_plainly, Memory(), lambda _: nullcontext())

    assert 1 == len(keeper.keep([Draft(address="https://site.example/a", text=WIRE)]).kept)
