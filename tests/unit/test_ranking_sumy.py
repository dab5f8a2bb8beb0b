"""sumy's methods as rankers: they agree with sumy, and keep to our budgets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from bot.model import Budget
from bot.plugins import RANKERS, load_plugin
from bot.ranking.tokenizer import Tokenizer
from bot.text.words import stop_words, to_stems
from tests.support.ranking import ANY, make_candidates

if TYPE_CHECKING:
    from bot.ports import Ranker

METHODS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
}

NEWS = (
    "Russia and North Korea signed a defence treaty in Pyongyang on Wednesday. Shells and fuel crossed the border by train.",
    "South Korea condemned the treaty and called in the ambassador of Russia. Seoul may send weapons to Ukraine this winter.",
    "Ministers of Japan met in Tokyo to speak of energy and fuel. Prices of gas rose by nine percent in Japan and Korea.",
    "Farmers in Spain sold more pork to China than ever. Brussels looked at the prices of cars from China and Japan.",
)


def by_sumy(method: str, count: int) -> list[str]:
    """Return the sentences that sumy itself chooses, in text order."""
    module, name = METHODS[method]
    summarise = getattr(import_module(f"sumy.summarizers.{module}"), name)(lambda word: to_stems([word], "en")[0])
    summarise.stop_words = stop_words("en")
    tokenizer = Tokenizer("en")
    texts = [candidate.text for candidate in make_candidates(*NEWS)]
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
    return [str(sentence) for sentence in summarise(document, count)]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("method", METHODS)
def test_methods_agree_with_sumy(method: str, count: int) -> None:
    """Where nothing is said twice and there is room, we choose what sumy does."""
    ranker: Ranker = load_plugin(RANKERS, method)
    ours = ranker(make_candidates(*NEWS), query=ANY, budget=Budget(points=count))

    assert sorted(by_sumy(method, count)) == sorted(candidate.text for candidate in ours)


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
