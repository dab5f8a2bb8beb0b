"""What the tables hold: the whole world, consistent, and as others have it too."""

from __future__ import annotations

import csv
import html
import json
import re
from collections import defaultdict
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from bot.actors.folding import to_key
from bot.actors.names import territory_names
from bot.actors.registry import load_registry
from bot.actors.tables import Name, Row, read_tables
from bot.model import Kind

FACTBOOK = Path(__file__).parents[3] / "shared" / "eval" / "stance" / "factbook_actors.jsonl"

# City states and islands that are their own capital, or have none; parts of states with neither people's name nor seat.
NO_CAPITAL = frozenset(
    [
        "Cocos Islands",
        "England",
        "Gibraltar",
        "Hong Kong",
        "Macau",
        "Monaco",
        "Northern Cyprus",
        "Réunion",
        "San Marino",
        "Singapore",
        "Tokelau",
        "Vatican City",
        "Catalonia",
        "Donetsk People's Republic",
        "Luhansk People's Republic",
    ]
)
NO_DEMONYM = frozenset(
    [
        "Donetsk People's Republic",
        "England",
        "Luhansk People's Republic",
        "Northern Mariana Islands",
        "Saint Barthélemy",
        "Saint Martin",
        "Saint Pierre and Miquelon",
        "Sint Maarten",
        "Svalbard",
        "Vatican City",
    ]
)
# Uninhabited or no actor in any news; parts that stand under another name.
NOT_IN_THE_NEWS = frozenset(
    [
        "Akrotiri",
        "Antarctica",
        "Ashmore and Cartier Islands",
        "Baker Island",
        "Bouvet Island",
        "Clipperton Island",
        "Cocos",
        "Coral Sea Islands",
        "Dhekelia",
        "French Southern and Antarctic Lands",
        "Heard Island and McDonald Islands",
        "Jan Mayen",
        "Navassa Island",
        "Paracel Islands",
        "South Georgia and South Sandwich Islands",
        "Spratly Islands",
        "Wake Island",
    ]
)
TABLES = read_tables()
COUNTRIES = [row for row in TABLES.rows if row.kind is Kind.COUNTRY]


def has(row: Row, *roles: str) -> bool:
    """Return whether an actor has a name of one of the roles."""
    return any(name.role in roles for name in row.names)


def past() -> frozenset[str]:
    """Return the names of states that are gone."""
    text = (files("bot.actors") / "data" / "past_countries.csv").read_text(encoding="utf-8")
    return frozenset(cells[0] for cells in csv.reader(text.splitlines()))


def test_each_territory_of_the_world_stands_in_the_tables() -> None:
    """CLDR's territories but for those that nobody writes of, and Kosovo, Taiwan, Palestine and Western Sahara."""
    codes = {row.code for row in TABLES.rows}
    beyond_the_news = {
        "AC",
        "AQ",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EZ",
        "GS",
        "HM",
        "IC",
        "QO",
        "TA",
        "TF",
        "UM",
        "XA",
        "XB",
        "ZZ",
    }

    world = {code for code in territory_names("en") if not code.isdigit()}

    assert set() == world - codes - beyond_the_news
    assert {"XK", "TW", "PS", "EH", "HK"} <= codes


def test_each_country_has_a_capital_and_a_name_for_its_people() -> None:
    """But for those that have none."""
    present = [row for row in COUNTRIES if row.name not in past()]

    assert set() == {row.name for row in present if not has(row, "capital")} ^ NO_CAPITAL
    assert set() == {row.name for row in present if not has(row, "demonym")} ^ NO_DEMONYM


def test_no_name_means_two_actors_of_today() -> None:
    """But for those that doubts.csv decides; weak names do not count, for they need another to confirm them."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in TABLES.rows:
        for name in row.names:
            if not name.weak and name.until is None:
                bearers[to_key(name.text)].add(row.name)
    decided = {(to_key(doubt.name), doubt.actor) for doubt in TABLES.doubts}

    shared = {key: actors for key, actors in bearers.items() if len(actors) > 1}

    assert {} == {
        key: actors for key, actors in shared.items() if len([a for a in actors if (key, a) not in decided]) > 1
    }
    assert {"congo", "congolese", "dominican", "dominicans"} == set(shared)


def test_a_doubtful_name_has_one_default() -> None:
    """Where no word speaks for or against, at most one actor is meant."""
    defaults = [to_key(doubt.name) for doubt in TABLES.doubts if doubt.default]

    assert len(defaults) == len(set(defaults))


@pytest.mark.parametrize(
    "name",
    ["United States", "Russia", "China", "France", "United Kingdom", "Germany", "North Korea", "India", "Israel"],
)
def test_the_majors_have_a_leader_on_any_day(name: str) -> None:
    """From 1993 to the day on which the tables were last gone through."""
    (row,) = [row for row in TABLES.rows if row.name == name]
    days = [date(year, month, 15) for year in range(1993, 2026) for month in range(1, 13)]

    def leads(leader: Name, day: date) -> bool:
        return (leader.since or day) <= day <= (leader.until or day)

    leaders = [each for each in row.names if each.role == "leader"]
    assert [] == [day for day in days if not any(leads(leader, day) for leader in leaders)]


def test_every_phrase_hides_a_name() -> None:
    """A phrase that holds no name would do nothing."""
    keys = {to_key(name.text) for row in TABLES.rows for name in row.names}

    def holds_a_name(phrase: str) -> bool:
        words = to_key(phrase).split()
        spans = ((i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        return any(" ".join(words[i:j]) in keys for i, j in spans)

    assert [] == [phrase for phrase in TABLES.phrases if not holds_a_name(phrase)]
    assert len(TABLES.phrases) == len({to_key(phrase) for phrase in TABLES.phrases})


def test_the_canonical_names_are_those_of_the_product() -> None:
    """Names that other rooms and the sample corpus write out."""
    expected = {
        "United States", "China", "Russia", "North Korea", "South Korea", "Japan", "Ukraine", "West", "European Union",
        "United Nations", "NATO", "international community", "Soviet Union", "Europe", "Taiwan", "Iran", "Israel",
    }  # fmt: skip

    assert expected <= {row.name for row in TABLES.rows}


def facts() -> list[dict[str, str]]:
    """Return the World Factbook's rows, where they are at hand."""
    if not FACTBOOK.is_file():
        pytest.skip("the World Factbook's table, ../shared/eval/stance/factbook_actors.jsonl, is not here")
    lines = FACTBOOK.read_text(encoding="utf-8").splitlines()
    return [{key: html.unescape(value) for key, value in json.loads(line).items()} for line in lines]


def plain(fact: dict[str, str]) -> str:
    """Return the Factbook's name of a country as the news writes it."""
    name = fact["short"] if fact["short"] != "none" else fact["long"]
    if name == "Congo (Brazzaville)":
        return "Republic of the Congo"
    if name == "The Dominican":
        return "Dominican Republic"
    return re.sub(r"\s*[(,].*", "", name)


def test_the_countries_of_the_factbook_are_known() -> None:
    """Each that is in the news, by the name that the Factbook gives it."""
    registry = load_registry()

    missing = {plain(fact) for fact in facts() if registry.find(plain(fact)) is None}

    assert NOT_IN_THE_NEWS == missing


def test_capitals_agree_with_the_factbook() -> None:
    """The first capital that the Factbook names is among ours, but for islands without a town."""
    differ = set()
    for fact in facts():
        actor = load_registry().find(plain(fact))
        capital = re.split(r"[(;,]| in ", fact["capital"])[0].strip()
        if actor and capital and to_key(capital) not in {to_key(alias.text) for alias in actor.aliases}:
            differ.add(actor.name)

    assert {"British Indian Ocean Territory", "Christmas Island", "Nauru"} >= differ


def test_demonyms_agree_with_the_factbook() -> None:
    """Singular and plural are both ours, where the Factbook's noun is formed in the usual way."""
    differ = set()
    for fact in facts():
        actor = load_registry().find(plain(fact))
        keys = {to_key(alias.text) for alias in actor.aliases} if actor else set()
        for noun in re.findall(r"([A-Z][\w'-]+(?: [A-Z][\w-]+)*)\(s\)", fact["noun"]):
            if actor and not {to_key(noun), to_key(f"{noun}s")} <= keys:
                differ.add((actor.name, noun))

    # Koreans are of both Koreas, and whoever names them means the South unless a text says otherwise.
    assert {("North Korea", "Korean"), ("Guernsey", "Channel Islander"), ("Jersey", "Channel Islander")} >= differ


def test_leaders_agree_with_the_factbook() -> None:
    """Nine in ten heads of state and government of sovereign states bear a name that our tables know."""
    known, all_told = 0, 0
    for fact in facts():
        actor = load_registry().find(plain(fact))
        leader = fact["head"].split("(")[0]
        surnames = re.findall(r"\b[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,}\b", leader)
        if actor and surnames and "CHARLES" not in surnames:
            all_told += 1
            words = {word for alias in actor.aliases if alias.role == "leader" for word in to_key(alias.text).split()}
            known += bool(words & {word for surname in surnames for word in to_key(surname).split()})

    assert 0.9 < known / all_told
