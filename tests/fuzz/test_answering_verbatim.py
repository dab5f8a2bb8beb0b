"""Nothing is made up: each line of each brief stands in its stored article, at its offsets, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actors.registry import load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.answering.replies import brief_reply
from bot.model import Article, article_id
from bot.plain import to_text
from bot.plugins import RANKERS, STANCES, load_plugin
from bot.reading.analyse import analyse
from bot.reading.filing import file_records
from bot.store.memory import MemoryStore
from bot.text.clean import clean_text
from bot.text.normalise import normalise

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


@given(st.lists(text, min_size=1, max_size=4), query)
@settings(deadline=None, max_examples=60)
def test_each_line_stands_in_its_article(texts: list[str], asked: str) -> None:
    """Whatever is read, points and evidence are the stored text at their receipts' offsets, and shown as they are."""
    store, registry = MemoryStore(), load_registry()
    read = partial(analyse, registry=registry, find_stances=load_plugin(STANCES, "frames"))
    articles = [_article(number, raw) for number, raw in enumerate(texts)]
    store.add(file_records(map(read, articles), store))
    request = parse_query(asked, registry=registry, now=NOW)
    brief = Answerer(store, load_plugin(RANKERS, "default"), registry, lambda: NOW).brief(request)

    lines = [*(point.text for point in brief.points), *(evidence.text for evidence in brief.stances)]
    kept = {record.article.id: record.article for record in store.records([article.id for article in articles])}
    assert [kept[receipt.article].text[receipt.start : receipt.end] for receipt in brief.receipts] == lines
    assert all(receipt.sha256 == kept[receipt.article].sha256 for receipt in brief.receipts)
    shown = "".join(to_text(brief_reply(brief, request), width=10_000).split())
    assert all("".join(point.text.split()) in shown for point in brief.points)


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
