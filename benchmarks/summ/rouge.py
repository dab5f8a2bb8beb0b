"""ROUGE-1, -2 and -L (Lin 2004, ROUGE: a package for automatic evaluation of summaries).

Words are runs of letters and digits, lower-cased and stemmed by Porter's rules where the text is English; scripts that are
written without spaces are compared character by character. With several references the scores are averaged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.words import to_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from Stemmer import Stemmer

_UNSTEMMED = 3  # letters: shorter words are left as they are, as in ROUGE-1.5.5


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and their harmonic mean, 0 to 1."""

    recall: float
    precision: float

    @property
    def f(self) -> float:
        """The harmonic mean; 0 where both are."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def tokens(text: str, stemmer: Stemmer | None = None) -> list[str]:
    """Return the words that are compared."""
    words = [part for word in to_words(text) for part in word.replace("'", " ").replace("-", " ").split()]
    if stemmer is None:
        return words
    return [
        stem if len(word) > _UNSTEMMED else word for word, stem in zip(words, stemmer.stemWords(words), strict=True)
    ]


def rouge_n(system: Sequence[str], references: Sequence[Sequence[str]], n: int) -> Score:
    """Compare n-grams, each counted as often as it stands in both; empty texts score 0."""
    own = _grams(system, n)
    scores = []
    for reference in references:
        other = _grams(reference, n)
        scores.append(_score(sum((own & other).values()), sum(other.values()), sum(own.values())))
    return _mean(scores)


def rouge_l(system: Sequence[str], references: Sequence[Sequence[str]]) -> Score:
    """Compare longest common subsequences of whole texts."""
    return _mean([_score(_lcs(system, each), len(each), len(system)) for each in references])


def _grams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[start:] for start in range(n)), strict=False))


def _score(common: int, wanted: int, given: int) -> Score:
    return Score(common / wanted if wanted else 0.0, common / given if given else 0.0)


def _mean(scores: Sequence[Score]) -> Score:
    count = len(scores) or 1
    return Score(sum(each.recall for each in scores) / count, sum(each.precision for each in scores) / count)


def _lcs(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by bit vectors (Hyyrö 2004): linear in practice."""
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        match = places.get(word, 0)
        shared = row & match
        row = ((row + shared) | (row - shared)) & full
    return len(one) - row.bit_count()
