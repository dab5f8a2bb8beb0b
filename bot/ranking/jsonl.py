"""Ranking without a store: a cluster of documents a line in, a summary a line out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.model import Article, Budget, Candidate, Query, Record, article_id
from bot.text.clean import clean_text
from bot.text.normalise import fold, normalise
from bot.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.ports import Ranker

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # nothing here asks when a document was read


def always_english(_text: str, /) -> str:
    """Take every text for English."""
    return "en"


def rank_lines(
    lines: Iterable[str], rank: Ranker, *, words: int, detect: Callable[[str], str] = always_english
) -> Iterator[str]:
    """Summarise each line's documents, what pages say around an article left out.

    Args:
        lines: JSON objects with ``id`` and ``documents``, a list of objects with ``text`` and perhaps ``title`` and ``language``;
            perhaps ``query``, what to look for, and ``background``, documents whose sentences are known already. Blank lines
            are skipped.
        rank: Chooses the sentences.
        words: How long a summary may be; whole sentences only.
        detect: Returns the language, ISO 639-1, of a text that does not say its own.

    Yields:
        For each line a JSON object with its ``id`` and ``summary``, a list of sentences, best first.

    Raises:
        ValueError: If a line is not of this form; it says which.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            cluster = _parse(line, number)
            query = Query(text=str(cluster.get("query") or ""))
            chosen = rank(find_candidates(cluster, detect), query=query, budget=Budget(points=None, words=words))
            yield json.dumps(
                {"id": cluster.get("id"), "summary": [candidate.text for candidate in chosen]}, ensure_ascii=False
            )


def find_candidates(cluster: dict[str, Any], detect: Callable[[str], str] = always_english) -> list[Candidate]:
    """Return the sentences of a cluster's documents that its background does not hold, in order; no headings."""
    background = _records(cluster, "background", detect)
    known = {fold(text) for record in background for text in map(record.quote, record.sentences)}
    return [
        Candidate(record=record, index=index)
        for record in _records(cluster, "documents", detect)
        for index, sentence in enumerate(record.sentences)
        if not sentence.heading and fold(record.quote(sentence)) not in known
    ]


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        cluster = json.loads(line)
    except ValueError as error:
        raise ValueError(f"Line {number} is not JSON: {error}.") from error
    documents = cluster.get("documents") if isinstance(cluster, dict) else None
    if not isinstance(documents, list) or not all(_is_document(each) for each in documents):
        raise ValueError(f"Line {number} has no list 'documents' of objects with a 'text'.")
    return dict(cluster)


def _is_document(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and isinstance(value.get("text"), str))


def _records(cluster: dict[str, Any], key: str, detect: Callable[[str], str]) -> Iterator[Record]:
    documents = cluster.get(key)
    for number, document in enumerate(documents if isinstance(documents, list) else ()):
        if _is_document(document):
            given = {"text": document} if isinstance(document, str) else document
            yield _record(given, f"{cluster.get('id')}/{key}/{number}", detect)


def _record(document: dict[str, Any], name: str, detect: Callable[[str], str]) -> Record:
    title = normalise(str(document.get("title") or "")).strip()
    whole = normalise(document["text"])
    whole = clean_text(whole).text or whole
    text = whole.removeprefix(title).lstrip() or whole  # a headline run into the first sentence is no part of it
    given = document.get("language")
    language = given if isinstance(given, str) else detect(text)
    article = Article(
        id=article_id(name),
        url=f"jsonl:{name}",
        title=title,
        text=text,
        publisher="",
        fetched=_LONG_AGO,
        language=language,
    )
    return Record(article=article, sentences=tuple(split_sentences(text, language)))
