"""sumy's methods as Rankers: LexRank, TextRank, LSA, Luhn, KL and SumBasic.

sumy rates, or what rates as it does but quicker (:mod:`bot.ranking.quick`), and we choose: its summarisers take a function for
how many sentences to return, and hand it all of them with their ratings. So copies are not both chosen (sumy keeps ratings by
text), and a budget of words can be kept.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.ranking.choose import take
from bot.ranking.tokenizer import Tokenizer
from bot.ranking.units import make_units
from bot.text.words import stop_words, to_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Budget, Candidate, Query
    from bot.ranking.units import Unit

# How many sentences a method is given at most: their time, or memory, grows with the square. These take about a second each.
MOST = {
    "LexRank": 2_000,
    "TextRank": 2_000,
    "Lsa": 20_000,
    "LuhnSummarizer": 4_000,
    "KL": 1_500,
    "SumBasicSummarizer": 1_000,
}
_OURS = "bot.ranking.quick"


def lexrank(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose by centrality in the graph of similar sentences (Erkan and Radev 2004, LexRank); a Ranker."""
    return _rank(_OURS, "LexRank", candidates, query, budget)


def textrank(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose by PageRank over words in common (Mihalcea and Tarau 2004, TextRank); a Ranker."""
    return _rank(_OURS, "TextRank", candidates, query, budget)


def lsa(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose by latent semantic analysis (Steinberger and Ježek 2004); a Ranker."""
    return _rank(_OURS, "Lsa", candidates, query, budget)


def luhn(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose by clusters of frequent words (Luhn 1958, The automatic creation of literature abstracts); a Ranker."""
    return _rank("sumy.summarizers.luhn", "LuhnSummarizer", candidates, query, budget)


def kl(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose so that words are as frequent as in the whole (Haghighi and Vanderwende 2009, KLSum); a Ranker."""
    return _rank(_OURS, "KL", candidates, query, budget)


def sumbasic(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> list[Candidate]:
    """Choose by the frequency of words, those told already set lower (Nenkova and Vanderwende 2005); a Ranker."""
    return _rank("sumy.summarizers.sum_basic", "SumBasicSummarizer", candidates, query, budget)


def _rank(module: str, name: str, candidates: Sequence[Candidate], query: Query, budget: Budget) -> list[Candidate]:
    del query  # none of them knows one: the candidates are what the query found
    prose = [candidate for candidate in candidates if not candidate.sentence.heading]
    units = _leading([unit for unit in make_units(prose) if unit.content], MOST[name])
    if not units:
        return []
    language = units[0].candidate.record.article.language
    summarise = getattr(import_module(module), name)(_Stemmer(language))
    summarise.stop_words = stop_words(language)
    orders = _rate(summarise, [unit.text for unit in units], language)
    return [unit.candidate for unit in take([units[order] for order in orders], budget)]


def _leading(units: list[Unit], most: int) -> list[Unit]:
    """Return those that stand first in their articles, in their order, no more than a method can take."""
    if len(units) <= most:
        return units
    first = sorted(units, key=lambda unit: (unit.place, unit.order))[:most]
    return sorted(first, key=lambda unit: unit.order)


def _rate(summarise: Any, texts: Sequence[str], language: str) -> list[int]:  # noqa: ANN401 - sumy has no types
    """Return the texts' places in the order of their ratings, best first."""
    dom = import_module("sumy.models.dom")
    tokenizer = Tokenizer(language)
    document = dom.ObjectDocumentModel([dom.Paragraph([dom.Sentence(text, tokenizer) for text in texts])])
    rated: list[int] = []

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        rated.extend(info.order for info in infos)
        return infos

    summarise(document, keep)
    return rated


class _Stemmer:
    """Stems one word, as sumy wants it."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        if word not in self._known:
            self._known[word] = to_stems([word], self._language)[0]
        return self._known[word]
