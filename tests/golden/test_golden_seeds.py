"""The sample corpus yields what seeds/expected.toml says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from bot.actors.registry import load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.model import TOPIC, Query
from bot.plugins import RANKERS, STANCES, load_plugin
from bot.reading.analyse import analyse
from bot.reading.samples import fill
from bot.store.memory import MemoryStore

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from bot.model import Brief, Point, Record

NOW = datetime(2024, 7, 15, tzinfo=UTC)
EXPECTED: dict[str, Any] = tomllib.loads(files("seeds").joinpath("expected.toml").read_text("utf-8"))
LENGTHS = ("short", "normal", "full")


@dataclass(frozen=True)
class Corpus:
    """The samples as they are kept, by the names of their files, and what answers from them."""

    store: MemoryStore
    records: dict[str, Record]
    answerer: Answerer

    def brief(self, text: str) -> Brief:
        """Answer a query."""
        return self.answerer.brief(parse_query(text, registry=load_registry(), now=NOW))


@cache
def corpus() -> Corpus:
    """Read the samples once for all tests."""
    store, registry = MemoryStore(), load_registry()
    fill(store, partial(analyse, registry=registry, find_stances=load_plugin(STANCES, "frames")), lambda: NOW)
    kept = {record.article.url: record for record in store.search(Query(text=""))}
    records = {path.name: kept[_address(path)] for path in files("seeds").iterdir() if path.name[0].isdigit()}
    return Corpus(store, records, Answerer(store, load_plugin(RANKERS, "default"), registry, lambda: NOW))


def _address(path: Traversable) -> str:
    """Return the address that a sample's front matter gives."""
    front = path.read_text("utf-8").split("---", 2)[1]
    return next(line.removeprefix("url: ") for line in front.splitlines() if line.startswith("url: "))


def test_every_sample_is_kept() -> None:
    """No sample is refused, and all say that they are samples."""
    assert all(record.article.sample for record in corpus().records.values())
    assert len(corpus().records) == corpus().store.extent().articles


@pytest.mark.parametrize(("origin", "copies"), EXPECTED["copies"].items())
def test_copies_know_their_origin(origin: str, copies: list[str]) -> None:
    """Syndicated texts are folded under the article that carried them first."""
    records = corpus().records

    assert {records[origin].article.id} == {records[name].origin for name in (origin, *copies)}


def test_texts_of_their_own_are_no_copies() -> None:
    """Nothing is folded but what the corpus says."""
    copies = {name for names in EXPECTED["copies"].values() for name in names}

    assert copies == {name for name, record in corpus().records.items() if record.origin != record.article.id}


@pytest.mark.parametrize("story", EXPECTED["stories"])
def test_stories_hold_together(story: str) -> None:
    """Articles about the same happening are one story."""
    records = corpus().records

    assert 1 == len({records[name].story for name in EXPECTED["stories"][story]})


def test_stories_stay_apart() -> None:
    """Different happenings are different stories."""
    records = corpus().records
    stories = [records[names[0]].story for names in EXPECTED["stories"].values()]

    assert len(set(stories)) == len(stories)


@pytest.mark.parametrize("query", EXPECTED["queries"])
def test_each_query_gives_a_good_brief(query: str) -> None:
    """A brief has its points, from several outlets, each to the point."""
    expected, brief = EXPECTED["queries"][query], corpus().brief(query)
    cited = {brief.sources[point.source - 1].article.publisher for point in brief.points}
    astray = [point.text for point in brief.points if not _names(point, brief.query.actors, expected["about"])]

    assert expected["points"] <= len(brief.points)
    assert expected["outlets"] <= len(cited)
    assert [] == astray


def _names(point: Point, actors: tuple[str, ...], words: list[str]) -> bool:
    """Say whether a point names one of the actors, by whatever name, or holds one of the words."""
    (record,) = corpus().store.records([point.receipt.article])
    named = next(each.actors for each in record.sentences if each.start == point.receipt.start)
    return bool(set(actors).intersection(named)) or any(word in point.text for word in words)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("query", EXPECTED["queries"])
def test_no_line_holds_what_a_page_says_around_its_text(query: str, length: str) -> None:
    """No point and no evidence holds boilerplate, a dateline or a headline."""
    brief = corpus().brief(f"{query} length:{length}")
    lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
    titles = {record.article.title for record in corpus().records.values()}

    assert [] == [line for line in lines for never in EXPECTED["never"]["lines"] if never in line]
    assert [] == [line for line in lines if line in titles]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("query", EXPECTED["queries"])
def test_each_line_stands_in_its_article(query: str, length: str) -> None:
    """Every point and every piece of evidence is what the stored text has at its receipt's offsets."""
    brief = corpus().brief(f"{query} length:{length}")
    lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
    for line, receipt in zip(lines, brief.receipts, strict=True):
        (record,) = corpus().store.records([receipt.article])

        assert line == record.article.text[receipt.start : receipt.end]
        assert receipt.sha256 == record.article.sha256


@pytest.mark.parametrize("query", EXPECTED["queries"])
def test_no_two_points_are_alike(query: str) -> None:
    """No point is another's copy."""
    texts = sorted(point.text for point in corpus().brief(f"{query} length:full").points)

    assert [] == [one for one, other in pairwise(texts) if one == other]


@pytest.mark.parametrize("expected", EXPECTED["stances"], ids=lambda e: f"{e['file']}: {e['holder']} on {e['target']}")
def test_stances_are_found(expected: dict[str, str]) -> None:
    """What an article plainly reports is found, in the right direction."""
    assert (expected["holder"], _kind(expected["target"]), expected["label"]) in _found(expected["file"])


@pytest.mark.parametrize("never", EXPECTED["not"], ids=lambda e: f"{e['file']}: {e['holder']} on {e['target']}")
def test_stances_are_not_made_up(never: dict[str, str]) -> None:
    """What an article does not report is not found."""
    assert (never["holder"], _kind(never["target"]), never["label"]) not in _found(never["file"])


def _found(file: str) -> set[tuple[str, str, str]]:
    return {(each.holder, _kind(each.target), each.label) for each in corpus().records[file].stances}


def _kind(target: str) -> str:
    """Return an actor's name, or the one name that all topics share here: what a pact is called differs."""
    return TOPIC if target.startswith(TOPIC) else target
