"""Nothing is made up: each line of each brief stands in its stored article, at its offsets, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.actors.registry import load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply
from bot.bootstrap import build
from bot.config import Settings
from bot.model import Article, Query, article_id
from bot.plain import to_text
from bot.plugins import RANKERS, STANCES, find_plugins, load_plugin
from bot.reading.analyse import analyse
from bot.reading.filing import file_records
from bot.reading.samples import fill
from bot.store.memory import MemoryStore
from bot.text.clean import clean_text
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from bot.model import Brief

SHARED = Path(__file__).parents[3] / "shared" / "seeds"
"""Five documents from the wild, beside the project where it is built."""

NOW = datetime(2024, 7, 1, tzinfo=UTC)
NAMES = ("China", "Beijing", "Japan", "the Kremlin", "Kim Jong Un", "NATO", "U.S. officials", "Zelensky", "the E.U.")
VERBS = ("condemned", "praised", "warned", "has not commented on", "will meet", "denied arming", "signed a treaty with")
ENDS = (".", "!", "?", " on Monday.", ", officials said.", "…", ".”", "\n")

sentence = st.builds(
    lambda one, verb, other, end: f"{one} {verb} {other}{end}",
    st.sampled_from(NAMES),
    st.sampled_from(VERBS),
    st.sampled_from(NAMES),
    st.sampled_from(ENDS),
)
noise = st.text(max_size=40) | st.sampled_from(
    ("“", "Read more:", "(AP) - ", "\n\n", "北京は", "\u202e", "<b>", "Lt. Gen. ")
)
text = st.lists(sentence | noise, min_size=1, max_size=12).map(" ".join)
query = st.sampled_from(
    ("china", "russia length:full", "treaty", "china vs japan", "japan on china", '"signed a treaty"')
)


@example(["China condemned China. " * 7 + "Gen."], "china")
@given(st.lists(text, min_size=1, max_size=4), query)
@settings(deadline=None, max_examples=60)
def test_each_line_stands_in_its_article(texts: list[str], asked: str) -> None:
    """Whatever is read, points and evidence are the stored text at their receipts' offsets, and shown as they are."""
    store, registry = MemoryStore(), load_registry()
    read = partial(analyse, registry=registry, find_stances=load_plugin(STANCES, "frames"))
    store.add(file_records([read(_article(number, raw)) for number, raw in enumerate(texts)], store))
    request = parse_query(asked, registry=registry, now=NOW)
    brief = Answerer(store, load_plugin(RANKERS, "default"), registry, lambda: NOW).brief(request)

    check_lines(brief, store)
    shown = "".join(to_text(brief_reply(brief, request), width=10_000).split())
    assert all("".join(point.text.split()) in shown for point in brief.points)


def check_lines(brief: Brief, store: MemoryStore) -> None:
    """Check that each line is the stored text at its receipt's offsets, that the hash is the text's, and who is cited."""
    lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
    kept = {each.article.id: each.article for each in store.records([receipt.article for receipt in brief.receipts])}
    assert [kept[receipt.article].text[receipt.start : receipt.end] for receipt in brief.receipts] == lines
    assert [sha256(kept[each.article].text.encode()).hexdigest() for each in brief.receipts] == [
        receipt.sha256 for receipt in brief.receipts
    ]
    cited = {citation.number: citation.article.id for citation in brief.sources}
    numbers = [*(point.source for point in brief.points), *(evidence.source for evidence in brief.stances)]
    assert [cited[number] for number in numbers] == [receipt.article for receipt in brief.receipts]
    assert brief.receipts == (store.receipts(brief.id) or ("", ()))[1]


@cache
def filled() -> MemoryStore:
    """Return a store that holds the sample corpus."""
    store = MemoryStore()
    fill(store, partial(analyse, registry=load_registry(), find_stances=load_plugin(STANCES, "frames")), lambda: NOW)
    return store


def named() -> list[str]:
    """Return every actor that the sample corpus names in a sentence."""
    records = filled().search(Query(text=""))
    return sorted({actor for record in records for sentence in record.sentences for actor in sentence.actors})


def test_each_line_on_each_actor_of_the_samples_stands_there() -> None:
    """Whoever of those that the samples name is asked for: briefs, stances and matrices are the stored text, to the letter."""
    store, registry = filled(), load_registry()
    answerer = Answerer(store, load_plugin(RANKERS, "default"), registry, lambda: NOW)
    for actor in named():
        request = parse_query(f'"{actor}" length:full', registry=registry, now=NOW)
        for brief in (answerer.brief(request), answerer.stances(request), answerer.matrix(request)[0]):
            check_lines(brief, store)


@pytest.mark.parametrize("ranker", sorted(find_plugins(RANKERS)))
def test_no_ranker_makes_anything_up(ranker: str) -> None:
    """Every ranking method gives sentences of the articles, and no two that are the same."""
    store, registry = filled(), load_registry()
    answerer = Answerer(store, load_plugin(RANKERS, ranker), registry, lambda: NOW)
    for asked in ("china", "russia length:full", "arms transfers", "china vs japan", "nato words:80"):
        brief = answerer.brief(parse_query(asked, registry=registry, now=NOW))

        check_lines(brief, store)
        assert brief.points
        assert len(brief.points) == len({point.text for point in brief.points})


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five documents that the project was given are not here")
def test_each_line_on_the_documents_stands_there(tmp_path: Path) -> None:
    """What was read from files as they are found in the wild is shown to the letter, and stands in the files so too."""
    raw = "".join(normalise("".join(path.read_text("utf-8") for path in SHARED.iterdir())).split())
    bot = build(Settings(database_url=f"sqlite:///{tmp_path / 'test.db'}"), clock=lambda: NOW)
    bot.reader.read(str(SHARED))
    for asked in ("china", "russia length:full", "south korea", "japan", "pact", "china vs russia", "kim on putin"):
        brief = bot.answerer.brief(parse_query(asked, registry=bot.registry, now=NOW))

        assert brief.receipts
        lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
        assert [] == [line for line in lines if "".join(line.split()) not in raw]
    bot.close()


def _article(number: int, raw: str) -> Article:
    url = f"https://example.org/{number}"
    return Article(
        id=article_id(url),
        url=url,
        title=f"Title {number}",
        text=clean_text(normalise(raw)).text,
        publisher=f"Outlet {number}",
        fetched=NOW - timedelta(days=number),
    )
