"""Our default ranker as one of sumy's summarisers, so that whoever uses sumy can use it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sumy.summarizers._summarizer import AbstractSummarizer

from bot.model import Article, Budget, Candidate, Query, Record, Sentence
from bot.ranking.coverage import rank

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # nothing here asks when a document was read


class CoverageSummarizer(AbstractSummarizer):  # type: ignore[misc] # sumy has no types
    """Choose the sentences that together cover what a document says most, and that can stand alone.

    Args:
        language: ISO 639-1.
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._language = language

    def __call__(self, document: Any, sentences_count: Any) -> Any:  # noqa: ANN401 - sumy has no types
        """Return the best sentences of a document, in its order.

        Args:
            document: Of sumy; its title or first heading is its headline.
            sentences_count: A number, "30%", or what else sumy takes.
        """
        sentences = [sentence for sentence in document.sentences if str(sentence).strip()]
        record = self._record(document, [str(sentence) for sentence in sentences])
        candidates = [Candidate(record=record, index=index) for index in range(len(sentences))]
        chosen = rank(candidates, query=Query(text=""), budget=Budget(points=None))
        ratings = {id(sentences[each.index]): -order for order, each in enumerate(chosen)}
        rated = [sentence for sentence in sentences if id(sentence) in ratings]
        return self._get_best_sentences(rated, sentences_count, lambda sentence: ratings[id(sentence)])

    def _record(self, document: Any, texts: list[str]) -> Record:  # noqa: ANN401 - sumy has no types
        headings = [str(heading) for heading in document.headings]
        article = Article(
            id="sumy",
            url="sumy:",
            title=headings[0] if headings else "",
            text=" ".join(texts),
            publisher="",
            fetched=_LONG_AGO,
            language=self._language,
        )
        return Record(article=article, sentences=tuple(_spans(texts)))


def _spans(texts: list[str]) -> Iterator[Sentence]:
    """Yield where each text stands when all are joined with a space between them."""
    start = 0
    for text in texts:
        yield Sentence(start=start, end=start + len(text))
        start += len(text) + 1
