"""The registry: actors by any of their names."""

from __future__ import annotations

from datetime import date

import pytest

from bot.actors.names import LANGUAGES
from bot.actors.registry import MOST_LANGUAGES, Registry, load_registry
from bot.actors.spelling import edit_distance, find_nearest
from bot.actors.tables import read_tables
from bot.model import Kind


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("China", "China"),
        ("  china ", "China"),
        ("dprk", "North Korea"),
        ("D.P.R.K.", "North Korea"),
        ("north-korea", "North Korea"),
        ("U.S.", "United States"),
        ("us", "United States"),
        ("the united states", "United States"),
        ("The Kremlin", "Russia"),
        ("white house", "United States"),
        ("Beijing", "China"),
        ("Russians", "Russia"),
        ("PUTIN", "Russia"),
        ("zelenskiy", "Ukraine"),
        ("Erdoğan", "Turkey"),
        ("erdogan", "Turkey"),
        ("Türkiye", "Turkey"),
        ("Cote d’Ivoire", "Ivory Coast"),
        ("emirates", "United Arab Emirates"),
        ("west", "West"),
        ("the quad", "Quad"),
        ("brussels", "European Union"),
        ("Corée du Nord", "North Korea"),
        ("corea del sur", "South Korea"),
        ("Deutschland", "Germany"),
        ("Украина", "Ukraine"),
        ("中国", "China"),
        ("Europäische Union", "European Union"),
        ("soviets", "Soviet Union"),
        ("houthi rebels", "Houthis"),
        ("Elon Musk", "Elon Musk"),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(words: str, name: str) -> None:
    """Case, accents, dots, hyphens and articles do not matter; other languages' names of countries count."""
    actor = load_registry().find(words)

    assert actor is not None
    assert name == actor.name


@pytest.mark.parametrize(
    "words", ["", " ", "the", "…", "arms transfers", "island", "may", "kim", "martin", "x" * 5_000]
)
def test_what_names_nobody_for_sure_finds_nobody(words: str) -> None:
    """A surname that many bear is no actor by itself, nor is an English word that is a country's name abroad."""
    assert load_registry().find(words) is None


def test_a_former_leader_is_found_on_a_day_of_the_term() -> None:
    """Without a day, only who holds office for all we know is found."""
    registry = load_registry()

    in_office = registry.find("Biden", on=date(2024, 6, 20))

    assert in_office is not None
    assert "United States" == in_office.name
    assert registry.find("Biden") is None
    assert registry.find("Biden", on=date(2025, 6, 20)) is None


def test_a_capital_means_the_state_that_it_was_the_capital_of() -> None:
    """Moscow stood for the Soviet Union, and stands for Russia."""
    registry = load_registry()
    days = (date(1985, 1, 1), date(2024, 1, 1))

    found = [registry.find("Moscow", on=day) for day in days]

    assert ["Soviet Union", "Russia"] == [each.name for each in found if each]


def test_an_actor_knows_its_aliases_with_roles_and_dates() -> None:
    """The canonical name comes first; a leader's alias holds from the first to the last day in office."""
    actor = load_registry().actor("United States")

    assert actor is not None
    assert Kind.COUNTRY == actor.kind
    assert ("United States", "name") == (actor.aliases[0].text, actor.aliases[0].role)
    roles = {alias.role for alias in actor.aliases}
    assert {"name", "abbreviation", "demonym", "capital", "metonym", "leader"} == roles
    (biden,) = [alias for alias in actor.aliases if alias.text == "Joe Biden"]
    assert (date(2021, 1, 20), date(2025, 1, 20)) == (biden.since, biden.until)


def test_an_actor_is_made_once() -> None:
    """The same actor comes back each time; who is not in the tables is nobody."""
    registry = load_registry()

    assert registry.actor("France") is registry.actor("France")
    assert registry.actor("france") is None
    assert load_registry() is registry


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("chna", "China"),
        ("rusia", "Russia"),
        ("untied kingdom", "United Kingdom"),
        ("nort korea", "North Korea"),
        ("ukrain", "Ukraine"),
        ("putni", "Russia"),
        ("isreal", "Israel"),
        ("hezbolah", "Hezbollah"),
        ("kremiln", "Russia"),
        ("ukrian", "Ukraine"),
        ("irn", "Iran"),
        ("phillipines", "Philippines"),
    ],
)
def test_a_slip_is_near_to_what_was_meant(typed: str, first: str) -> None:
    """A letter left out, put in, changed or swapped leaves the actor the nearest."""
    assert first == load_registry().near(typed)[0]


@pytest.mark.parametrize(
    "typed", ["", "x", "qqqqqqqqqqq", "the state of things in the world as they are now", "日本語"]
)
def test_what_is_like_no_name_is_near_to_none(typed: str) -> None:
    """Nothing is offered rather than anything."""
    assert [] == load_registry().near(typed)


def test_near_names_keep_the_limit_and_do_not_repeat() -> None:
    """Two spellings of one actor's name count once."""
    near = load_registry().near("iran", limit=3)

    assert "Iran" == near[0]
    assert len(near) == len(set(near)) <= 3


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("nor", "North Korea"),
        ("na", "NATO"),
        ("chi", "China"),
        ("the we", "West"),
        ("U.S", "United States"),
        ("unit", "United Kingdom"),
        ("kreml", "Russia"),
        ("zelen", "Ukraine"),
        ("ÉLY", "France"),
    ],
)
def test_the_likely_completion_comes_first(prefix: str, first: str) -> None:
    """Canonical names come before other names, and the prominent before the rest."""
    assert first == load_registry().complete(prefix)[0]


def test_completions_keep_the_limit_and_name_actors_once() -> None:
    """An empty prefix offers the most prominent; a prefix of no name offers nothing."""
    registry = load_registry()

    offered = registry.complete("", limit=25)

    assert 25 == len(set(offered))
    assert {"China", "Russia"} <= set(registry.complete("", limit=100))
    assert [] == registry.complete("zzz")


def test_norway_is_offered_for_its_first_letters() -> None:
    """Every actor whose canonical name begins so is among the first."""
    assert {"North Korea", "Norway", "Northern Ireland", "North Macedonia"} <= set(load_registry().complete("nor"))


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("a", "", 1), ("abc", "acb", 1), ("chna", "china", 1), ("kitten", "sitting", 3), ("ca", "abc", 3)],
)
def test_the_distance_counts_edits(one: str, other: str, edits: int) -> None:
    """Swapped neighbours count once, and it does not matter which word comes first."""
    assert (edits, edits) == (edit_distance(one, other, 9), edit_distance(other, one, 9))


def test_nearest_names_lie_within_the_bound() -> None:
    """Six letters allow two edits."""
    assert {"russia": 0, "prussia": 1} == find_nearest("russia", ["russia", "prussia", "austria", "rwanda"])


def test_a_language_without_names_of_its_own_is_read_as_english() -> None:
    """A code that is no language, or in which no country has a name, costs nothing."""
    registry = Registry(read_tables())

    assert {id(registry.patterns())} == {
        id(registry.patterns(code)) for code in ("en", "en_GB", "qzz", "tlh", "", "x-y")
    }


def test_names_of_few_languages_are_kept() -> None:
    """Whatever languages pages claim to be in, the last that were met are ready, and the others are forgotten."""
    registry = Registry(read_tables())
    french = registry.patterns("fr")
    for language in LANGUAGES[1:MOST_LANGUAGES]:
        registry.patterns(language)

    assert french is registry.patterns("fr")
    registry.patterns("sw")
    registry.patterns("af")
    assert MOST_LANGUAGES == len(registry._patterns)
    assert french is registry.patterns("fr")


@pytest.mark.parametrize("word", ["cheese", "cheers", "table", "trade", "grain", "peace", "tariff", "elections"])
def test_a_word_of_its_own_is_near_to_no_actor(word: str) -> None:
    """Nobody who asks for cheese meant China."""
    assert [] == load_registry().near(word)
