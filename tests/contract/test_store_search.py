"""Search, in every store: the same articles, whatever the engine."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.model import Query
from bot.store.memory import MemoryStore
from tests.support.records import at, make_record

if TYPE_CHECKING:
    from datetime import datetime

    from bot.ports import Store

Match = Literal["all", "any"]


def find(
    store: Store,
    *,
    actors: tuple[str, ...] = (),
    phrases: tuple[str, ...] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    match: Match = "all",
    limit: int = 200,
    after: int = 0,
) -> list[int]:
    """Return the numbers of the hits."""
    query = Query(text="", actors=actors, phrases=phrases, since=since, until=until)
    return [record.seq for record in store.search(query, limit=limit, after=after, match=match)]


@pytest.mark.parametrize(
    ("phrase", "hit"),
    [
        ("arms transfers", True),
        ("ARMS  Transfers!", True),
        ("“arms” — transfers", True),
        ("transfers arms", False),
        ("arm", True),
        ("transferred arms", False),
        ("arming transfer", True),
        ("army", False),
        ("u.s. arms", True),
        ("US", True),
        ("U.S", True),
        ("erdogan", True),
        ("Erdoğan's", True),
        ("allies", True),
        ("外交", True),
        ("交外", False),
        ("중국", True),
        ("straße", True),
        ("STRASSE", True),
        ("title headline", True),
        ("headline u.s.", False),  # runs from the title into the text
        ("", False),
        ("?!", False),
        ("|", False),
        ("@4368696e61", False),
        ("#0", False),
    ],
)
def test_a_phrase_is_found_as_it_is_meant(store: Store, phrase: str, hit: bool) -> None:  # noqa: FBT001 - a table's column
    """Case, quotes, dots, diacritics and the forms of words do not matter; order and whole words do."""
    text = "U.S. arms transfers to Erdoğan’s ally: 中国外交部 (중국은). Straße."
    store.add([make_record(1, title="A title, headline", text=text, actors=["China"])])

    assert hit == bool(find(store, phrases=(phrase,)))


@pytest.mark.parametrize(
    ("language", "text", "phrase", "hit"),
    [
        ("en", "New elections were called.", "election", True),
        ("en", "The election was called.", "Elections!", True),
        ("en", "He was dying there.", "die", True),
        ("de", "Viele Häuser brannten.", "Haus", True),
        ("de", "Viele Häuser brannten.", "hauser", True),
        ("es", "Los países firmaron.", "país", True),
        ("es", "Los países firmaron.", "pais", True),
        ("fr", "Les nouvelles élections", "nouvelle élection", True),
        ("ru", "Российские выборы прошли.", "выборов", True),
        ("ru", "Встреча НАТО (NATO) прошла.", "nato", True),
        ("zh", "中国外交部", "外交部", True),
        ("pl", "Nowe wybory", "wybory", True),
        ("pl", "Nowe wybory", "wyborach", False),  # no stemmer knows Polish
        ("en", "He raised his chin.", "china", False),  # which has that stem in Italian
        ("xx", "Nobody knows what this is.", "knows what", True),
        ("", "Nobody knows what this is.", "knows what", True),
    ],
)
def test_a_word_is_found_in_its_other_forms(store: Store, language: str, text: str, phrase: str, hit: bool) -> None:  # noqa: FBT001 - a table's column
    """By its stem in the article's language; the query's need not be known."""
    store.add([make_record(1, title="", text=text, language=language)])

    assert hit == bool(find(store, phrases=(phrase,)))


@pytest.mark.parametrize(
    "phrase",
    [
        '"',
        "'",
        "a*",
        "NEAR(a b)",
        "a AND b",
        "a OR b",
        "NOT",
        "col:a",
        "^a",
        "-a",
        "(",
        "a' | 'b",
        "\\",
        "%",
        "_",
        "\x00",
        "\ud800",
    ],
)
def test_foreign_text_is_never_syntax(store: Store, phrase: str) -> None:
    """What means something to an engine means nothing here."""
    text = f"x {phrase.strip()} y".translate({0: None, 0xD800: None})
    store.add([make_record(1, text="Nothing of the kind."), make_record(2, text=text)])

    assert find(store, phrases=(phrase,)) in ([], [2])
    assert find(store, actors=(phrase,)) == []


def test_all_or_any_is_wanted(store: Store) -> None:
    """Actors and phrases count alike."""
    store.add(
        [
            make_record(1, text="arms deal", actors=["China"]),
            make_record(2, text="arms deal", actors=["Russia"]),
            make_record(3, text="trade deal", actors=["Russia", "China"]),
        ]
    )

    assert [1] == find(store, actors=("China",), phrases=("arms deal",))
    assert [3] == find(store, actors=("China", "Russia"))
    assert [3, 2, 1] == find(store, actors=("China",), phrases=("arms deal",), match="any")
    assert [3, 2] == find(store, actors=("Russia", "Nobody"), match="any")
    assert [2, 1] == find(store, phrases=("?", "arms"), match="any")
    assert [] == find(store, phrases=("?", "arms"))
    assert [] == find(store, phrases=("?",), match="any")


def test_an_actor_is_not_a_word(store: Store) -> None:
    """An article that says a name is no hit for the actor unless reading found it there, nor the other way round."""
    store.add([make_record(1, text="china and teacups"), make_record(2, text="Beijing spoke", actors=["China"])])

    assert [2] == find(store, actors=("China",))
    assert [1] == find(store, phrases=("china",))


def test_actors_differ_by_each_letter(store: Store) -> None:
    """Names are compared as they are."""
    store.add([make_record(1, actors=["North Korea"]), make_record(2, actors=["North-Korea"])])

    assert [1] == find(store, actors=("North Korea",))


def test_the_newest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    """Newest means last added."""
    store.add([make_record(n, actors=["China"]) for n in (3, 1, 2, 5, 4)])

    assert [5, 4] == find(store, actors=("China",), limit=2)
    assert [5, 4] == find(store, limit=2)
    assert [] == find(store, limit=0)
    assert [5, 4, 3, 2, 1] == find(store, phrases=("pact",))


def test_what_a_digest_has_seen_is_left_out(store: Store) -> None:
    """Only numbers after the given one count."""
    store.add([make_record(n, actors=["China"]) for n in range(5)])

    assert [5, 4] == find(store, actors=("China",), after=3)
    assert [5, 4] == find(store, phrases=("the pact",), after=3)
    assert [5, 4] == find(store, after=3)
    assert [] == find(store, after=5)


@pytest.mark.parametrize(("actors", "phrases"), [((), ()), (("China",), ()), ((), ("the pact",))])
def test_a_window_holds_what_was_published_in_it(
    store: Store, actors: tuple[str, ...], phrases: tuple[str, ...]
) -> None:
    """Its end is not part of it; what has no date of its own counts by when it was fetched."""
    store.add([make_record(n, actors=["China"]) for n in (1, 2, 3)])
    store.add([make_record(4, actors=["China"], published=None)])

    assert [4, 3] == find(store, since=at(3), actors=actors, phrases=phrases)
    assert [2, 1] == find(store, until=at(3), actors=actors, phrases=phrases)
    assert [3] == find(store, since=at(3), until=at(4), actors=actors, phrases=phrases)
    assert [] == find(store, since=at(5), actors=actors, phrases=phrases)
    assert [] == find(store, until=at(1), actors=actors, phrases=phrases)


def test_only_the_first_part_of_a_huge_text_is_searched(store: Store) -> None:
    """A text of megabytes is kept whole and searched as far as every engine can."""
    store.add([make_record(1, text=f"begins {' '.join(f'word{n}' for n in range(300_000))} ends")])

    assert [1] == find(store, phrases=("begins word0",))
    assert [] == find(store, phrases=("ends",))
    assert store.search(Query(text=""))[0].article.text.endswith(" ends")


WORDS = ("arms", "the", "pact", "u.s.", "US", "Kim's", "中国", "naïve", "no-one", "3.5%", "of")
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join) | st.text(max_size=8)
ACTORS = ("China", "Russia", "Côte d'Ivoire")


@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=6),
    phrases=st.lists(PHRASES, max_size=3),
    actors=st.lists(st.sampled_from(ACTORS), max_size=2),
    match=st.sampled_from(("all", "any")),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example(texts=["the pact of the arms"], phrases=["the arms"], actors=[], match="all")
def test_every_engine_finds_the_same(
    store: Store, texts: list[str], phrases: list[str], actors: list[str], match: Match
) -> None:
    """Whatever is kept and asked, the answer is that of the plainest store."""
    plain = MemoryStore()
    number = store.extent().seq
    made = [
        make_record(number + n, text=f"{text}.", actors=ACTORS[: random.Random(text).randint(0, 3)])  # noqa: S311 - no secret
        for n, text in enumerate(texts)
    ]
    store.add(made)
    plain.add(made)

    found = find(store, actors=tuple(actors), phrases=tuple(phrases), match=match, after=number)
    expected = find(plain, actors=tuple(actors), phrases=tuple(phrases), match=match)

    assert [seq + number for seq in expected] == found
