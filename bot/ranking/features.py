"""What can be measured of sentences and concepts without looking at their wording: place, spread, headlines, centrality."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.ranking.incidence import Incidence
from bot.ranking.units import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.ranking.units import Concept, Unit

    Numbers = NDArray[np.float64]

SENTENCES = (
    "place",  # log(1 + place in the article)
    "first",
    "headline",  # the share of its headline's words that it has
    "headlines",  # the share of headlines that have one of its words, averaged over its words
    "support",  # the share of its words that another article opens with, averaged over the others
    "centrality",  # cosine with all units together, words weighed by how early how many articles say them
    "density",  # the share of its words that are no stop words
    "quotation",
    "figures",  # the share of its words that are numbers
    "brevity",  # from 1 for no words to 0 for ten
)
CONCEPTS = (
    "told",  # log of: for each article, the merit of the best sentence that says it, added up
    "articles",  # log of how many articles say it
    "articles_of_many",  # the same, times the log of how many articles there are
    "units",  # log of how many sentences say it
    "units_of_one",  # the same where there is only one article
    "shared",  # more than one article says it
    "stems",  # log of: how early how many articles say the rarer of its stems
    "whole",  # none of its stems is a stop word
    "ending",  # only the second is none
    "headline",  # the share of its stems that stand in a headline
    "headlines",  # the share of headlines that have its stems
)
_OPENING = 3  # sentences
_QUOTES = '"“«„'
_BRIEF = 10  # words
_TINY = 1e-9
_EARLY = 0.5  # the stem in the sentence at place p of an article weighs 1 / (1 + p) ** 0.5 there


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Features:
    """What is known of some units: a row for each unit and a column for each name in ``SENTENCES``.

    ``said`` tells which units have which concepts.
    """

    said: Incidence[Concept]
    sentences: Numbers
    _concepts: Numbers  # all columns but the first

    def concepts(self, merits: Numbers) -> Numbers:
        """Return a row for each concept and a column for each name in ``CONCEPTS``, where sentences have these merits."""
        return np.column_stack([np.log(self.said.best(merits)), self._concepts])


def measure(units: Sequence[Unit]) -> Features:
    """Measure units; those of an article stand together, in text order."""
    ranks, articles = np.unique(np.array([unit.rank for unit in units], dtype=np.int64), return_inverse=True)
    stems = Incidence([unit.terms for unit in units], articles)
    said = Incidence([unit.concepts for unit in units], articles)
    headlines = _headlines(units)
    count = Counter(stem for headline in headlines.values() for stem in headline)
    headed = np.array([count[stem] / max(1, len(ranks)) for stem in stems.ids], dtype=float)
    places = np.array([unit.place for unit in units], dtype=float)
    early = stems.best((1 + places) ** -_EARLY)
    known = np.maximum(1, stems.lengths)
    sentences = np.column_stack(
        [
            np.log1p(places),
            places == 0,
            [_share(headlines[unit.rank], unit.content) for unit in units],
            stems.total(headed) / known,
            stems.others((places < _OPENING).astype(float)) / known / max(1, len(ranks) - 1),
            stems.total(early) / known**0.5 / max(_TINY, float(np.linalg.norm(early))),
            known / np.array([len(unit.stems) for unit in units], dtype=float),
            [any(quote in unit.text for quote in _QUOTES) for unit in units],
            [unit.figures / len(unit.stems) for unit in units],
            [max(0.0, 1 - unit.words / _BRIEF) for unit in units],
        ]
    )
    return Features(
        said=said,
        sentences=sentences.astype(float).reshape(-1, len(SENTENCES)),
        _concepts=_measure_concepts(said, stems, headed, early, articles=len(ranks)),
    )


def _measure_concepts(
    said: Incidence[Concept], stems: Incidence[str], headed: Numbers, early: Numbers, *, articles: int
) -> Numbers:
    """Return what is known of concepts whatever the merits of sentences; ``headed`` and ``early`` are of stems."""
    known = stems.ids
    pairs = np.array([(known.get(one, -1), known.get(other, -1)) for one, other in said.ids], dtype=np.int64).reshape(
        -1, 2
    )
    heavy = pairs >= 0
    number = np.maximum(1, heavy.sum(axis=1))
    headlines = np.where(heavy, np.append(headed, 0.0)[pairs], 0.0)
    spread = np.log(said.articles)
    return np.column_stack(
        [
            spread,
            spread * np.log(max(1, articles)),
            np.log(said.units),
            np.log(said.units) * (articles == 1),
            said.articles > 1,
            np.log(np.append(early, articles + 1.0)[pairs].min(axis=1)),
            number > 1,
            heavy[:, 1] & ~heavy[:, 0],
            (headlines > 0).sum(axis=1) / number,
            headlines.sum(axis=1) / number,
        ]
    )


def _headlines(units: Sequence[Unit]) -> dict[int, frozenset[str]]:
    """Return the stems of each article's headline, by its rank."""
    articles = {unit.rank: unit.candidate.record.article for unit in units}
    return {rank: read(article.title, article.language).content for rank, article in articles.items()}


def _share(headline: frozenset[str], content: frozenset[str]) -> float:
    return len(headline & content) / len(headline) if headline else 0.0
