"""sumy's methods as rankers: they agree with sumy, and keep to our budgets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.parsers.plaintext import PlaintextParser

from bot.model import Budget
from bot.plugins import RANKERS, load_plugin
from bot.ranking.as_sumy import CoverageSummarizer
from bot.ranking.quick import KL, LexRank, Lsa, TextRank
from bot.ranking.tokenizer import Tokenizer
from bot.text.words import stop_words, to_stems
from tests.support.ranking import ANY, PACT, make_candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Ranker

METHODS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
}

VOCABULARY = ("treaty", "signed", "the", "of", "pork", "prices", "rose", "Japan", "fuel", "treaties")

NEWS = (
    "Russia and North Korea signed a defence treaty in Pyongyang on Wednesday. Shells and fuel crossed the border by train.",
    "South Korea condemned the treaty and called in the ambassador of Russia. Seoul may send weapons to Ukraine this winter.",
    "Ministers of Japan met in Tokyo to speak of energy and fuel. Prices of gas rose by nine percent in Japan and Korea.",
    "Farmers in Spain sold more pork to China than ever. Brussels looked at the prices of cars from China and Japan.",
)


def to_document(*texts: str) -> ObjectDocumentModel:
    """Return sentences as sumy wants them."""
    tokenizer = Tokenizer("en")
    return ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])


def rate(summariser: type, *texts: str) -> dict[int, float]:
    """Return the rating of each sentence, by its place."""
    summarise = summariser(lambda word: to_stems([word], "en")[0])
    summarise.stop_words = stop_words("en")
    rated: dict[int, float] = {}

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        rated.update({info.order: float(info.rating) for info in infos})
        return infos

    summarise(to_document(*texts), keep)
    return rated


def sumy_itself(method: str) -> type:
    """Return sumy's own summariser."""
    module, name = METHODS[method]
    found: type = getattr(import_module(f"sumy.summarizers.{module}"), name)
    return found


def by_sumy(method: str, count: int) -> list[str]:
    """Return the sentences that sumy itself rates highest."""
    texts = [candidate.text for candidate in make_candidates(*NEWS)]
    rated = rate(sumy_itself(method), *texts)
    return [texts[order] for order in sorted(rated, key=lambda order: (-round(rated[order], 9), order))[:count]]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("method", METHODS)
def test_methods_agree_with_sumy(method: str, count: int) -> None:
    """Where nothing is said twice and there is room, we choose what sumy does; of equals, the first."""
    ranker: Ranker = load_plugin(RANKERS, method)
    ours = ranker(make_candidates(*NEWS), query=ANY, budget=Budget(points=count))

    assert sorted(by_sumy(method, count)) == sorted(candidate.text for candidate in ours)


QUICK = {"lexrank": LexRank, "textrank": TextRank, "lsa": Lsa, "kl": KL}

ODD = (
    ("One.", "Two.", "Three."),
    ("The and of.", "Treaty signed.", "It was so."),
    ("Treaty signed treaty signed.", "Treaty signed.", "Signed treaty ended treaty."),
    ("Treaty.", "Treaty signed."),
)


@pytest.mark.parametrize("method", QUICK)
def test_quick_methods_rate_as_sumy_does(method: str) -> None:
    """Our LexRank, TextRank, LSA and KL give each sentence sumy's rating, but for what rounding adds."""
    texts = [candidate.text for candidate in make_candidates(*NEWS, *PACT)]

    assert rate(sumy_itself(method), *texts) == pytest.approx(rate(QUICK[method], *texts), rel=1e-9)


@pytest.mark.filterwarnings("ignore:Number of words:UserWarning")  # sumy's LSA on few words
@pytest.mark.parametrize("texts", ODD)
@pytest.mark.parametrize("method", QUICK)
def test_quick_methods_rate_odd_texts_as_sumy_does(method: str, texts: tuple[str, ...]) -> None:
    """Stop words alone, words that stand twice and single words are rated alike, too."""
    assert rate(sumy_itself(method), *texts) == pytest.approx(rate(QUICK[method], *texts), rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9).map(" ".join), min_size=2, max_size=9, unique=True
    )
)
def test_quick_methods_rate_any_text_as_sumy_does(texts: list[str]) -> None:
    """However words are thrown together, LexRank and TextRank rate alike, where sumy's LexRank does not divide by 0."""
    with np.errstate(invalid="ignore"):
        theirs = {method: rate(sumy_itself(method), *texts) for method in ("lexrank", "textrank")}
    for method, rated in theirs.items():
        if not np.isnan(list(rated.values())).any():
            assert rated == pytest.approx(rate(QUICK[method], *texts), rel=1e-9, abs=1e-12)


def test_what_nothing_is_like_is_no_obstacle() -> None:
    """Two sentences without a word in common have the same rating."""
    assert {0: 0.5, 1: 0.5} == rate(LexRank, "Treaty.", "Signed.")


def test_quick_methods_take_what_says_nothing() -> None:
    """A document of stop words has no words to rate by."""
    assert () == Lsa()(to_document(), 3)


def test_sumy_can_use_our_ranker() -> None:
    """The default ranker is one of sumy's summarisers: sentences in text order, as many as asked for."""
    document = to_document(*(candidate.text for candidate in make_candidates(*PACT)))
    three = CoverageSummarizer()(document, 3)

    assert 3 == len(three)
    assert list(three) == [sentence for sentence in document.sentences if sentence in three]
    assert 3 == len(CoverageSummarizer("en")(document, "34%"))


def test_sumy_can_parse_for_our_ranker() -> None:
    """What sumy's own parser makes of a text is summarised, its heading taken for a headline."""
    parser = PlaintextParser.from_string("PACT SIGNED\n\n" + " ".join(PACT), Tokenizer())

    assert 2 == len(CoverageSummarizer()(parser.document, 2))


def test_our_ranker_takes_an_empty_document() -> None:
    """Nothing in, nothing out."""
    assert () == CoverageSummarizer()(to_document(), 3)


@pytest.mark.parametrize("method", METHODS)
def test_methods_work_in_other_languages(method: str) -> None:
    """A language with no stemmer and stop words of its own, and one with both, are ranked."""
    ranker: Ranker = load_plugin(RANKERS, method)
    german = make_candidates(
        "Russland und Nordkorea schlossen einen Vertrag. Der Vertrag beunruhigt Japan.", language="de"
    )
    odd = make_candidates("Aotearoa e noho ana. He tangata kei Poneke e korero ana.", language="mi")

    assert 1 == len(ranker(german, query=ANY, budget=Budget(points=1)))
    assert 1 == len(ranker(odd, query=ANY, budget=Budget(points=1)))


def test_sumy_can_use_our_tokenizer() -> None:
    """It splits what sumy splits, and needs no download."""
    tokenizer = Tokenizer()

    assert ("Lt. Gen. Kim spoke.", "Japan listened.") == tokenizer.to_sentences("Lt. Gen. Kim spoke. Japan listened.")
    assert ("us", "troops", "left") == tokenizer.to_words("U.S. troops left")
