"""Clusters of documents in, summaries out, a line of JSON each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.ranking.coverage import rank
from bot.ranking.jsonl import find_candidates, rank_lines
from tests.support.ranking import PACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Budget, Candidate, Query


def run(*clusters: Any, words: int = 60, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the summaries of some clusters."""
    lines = [cluster if isinstance(cluster, str) else json.dumps(cluster) for cluster in clusters]
    return [json.loads(line) for line in rank_lines(lines, rank, words=words, **options)]


def test_each_cluster_has_a_summary() -> None:
    """A line gives a line with its id, and sentences of its documents within the words."""
    documents = [{"text": text} for text in PACT]
    first, second = run({"id": "a", "documents": documents}, {"id": 2, "documents": documents[:1]})

    assert ("a", 2) == (first["id"], second["id"])
    assert 0 < sum(len(sentence.split()) for sentence in first["summary"]) <= 60
    assert all(any(sentence in text for text in PACT) for sentence in first["summary"])


def test_documents_may_be_plain_texts() -> None:
    """A list of strings is a list of documents, too."""
    assert run({"id": 1, "documents": list(PACT)})[0]["summary"]


def test_blank_lines_are_skipped() -> None:
    """An empty line at the end of a file is no cluster."""
    assert [1] == [row["id"] for row in run({"id": 1, "documents": []}, "", "  \n")]


def test_an_empty_cluster_has_an_empty_summary() -> None:
    """Nothing in, nothing out."""
    assert [[], []] == [
        row["summary"] for row in run({"id": 1, "documents": []}, {"id": 2, "documents": [{"text": ""}]})
    ]


def test_other_scripts_are_printed_as_they_are() -> None:
    """Foreign letters are not turned into numbers."""
    line = json.dumps({"id": "é", "documents": [{"text": "Китай следит за договором."}]})

    assert "Китай" in next(iter(rank_lines([line], rank, words=20)))


def test_a_query_is_used() -> None:
    """What was asked for comes first."""
    text = "Ministers met in Oslo on Monday to speak of pork. Ministers met in Rome on Monday to speak of tin."
    (row,) = run({"id": 1, "query": "tin", "documents": [{"text": text}]}, words=11)

    assert ["Ministers met in Rome on Monday to speak of tin."] == row["summary"]


def test_what_is_known_is_not_told_again() -> None:
    """Sentences of the background are left out, whatever their quotation marks and case."""
    cluster = {"documents": ["He said “no”. Peru sold copper."], "background": [{"text": 'HE SAID "NO".'}]}

    assert ["Peru sold copper."] == [candidate.text for candidate in find_candidates(cluster)]


def test_a_headline_that_runs_into_the_text_is_cut_off() -> None:
    """A text that begins with its title, without a full stop, begins after it."""
    cluster = {"documents": [{"title": "Pact signed", "text": "Pact signed Russia and North Korea signed a pact."}]}

    assert ["Russia and North Korea signed a pact."] == [candidate.text for candidate in find_candidates(cluster)]


def test_what_is_no_part_of_an_article_is_left_out() -> None:
    """Credits and invitations to share are no sentences of a document."""
    text = "Peru sold copper to Chile.\n\nImage: Jane Doe\n\nShare this article\n\nChile paid in wine."

    assert ["Peru sold copper to Chile.", "Chile paid in wine."] == [
        candidate.text for candidate in find_candidates({"documents": [text]})
    ]


def test_a_text_that_is_its_title_stays() -> None:
    """Nothing is cut off a text that says no more than its title."""
    cluster = {"documents": [{"title": "Russia signed a pact.", "text": "Russia signed a pact."}]}

    assert ["Russia signed a pact."] == [candidate.text for candidate in find_candidates(cluster)]


def test_languages_are_given_or_found() -> None:
    """A document's own language is believed; that of others is found by whoever can."""
    cluster = {
        "documents": [
            {"text": "Ein Satz.", "language": "de"},
            {"text": "Une phrase."},
            {"text": "Eins.", "language": 5},
        ]
    }
    candidates = find_candidates(cluster, lambda text: "fr" if "phrase" in text else "en")

    assert ["de", "fr", "en"] == [candidate.record.article.language for candidate in candidates]


def test_the_ranker_is_told_the_words() -> None:
    """The budget is one of words alone."""
    asked: list[Budget] = []

    def note(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> Sequence[Candidate]:
        del query
        asked.append(budget)
        return candidates[:1]

    list(rank_lines([json.dumps({"documents": list(PACT)})], note, words=9))

    assert [(None, 9)] == [(budget.points, budget.words) for budget in asked]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "Line 1 is not JSON"),
        ("[1]", "Line 1 has no list 'documents'"),
        ('{"id": 1}', "Line 1 has no list 'documents'"),
        ('{"documents": "text"}', "Line 1 has no list 'documents'"),
        ('{"documents": [{"title": "x"}]}', "Line 1 has no list 'documents'"),
        ('{"documents": [5]}', "Line 1 has no list 'documents'"),
    ],
)
def test_lines_of_another_form_are_said(line: str, said: str) -> None:
    """What cannot be read is told with the number of its line."""
    with pytest.raises(ValueError, match=said):
        run(line)


def test_a_background_of_another_form_does_no_harm() -> None:
    """What may be there, but is not as it should be, is passed over."""
    cluster = {"documents": ["Peru sold copper."], "background": [5, {"text": 7}], "query": None}

    assert 1 == len(find_candidates(cluster))
    assert 1 == len(find_candidates({"documents": ["Peru sold copper."], "background": "Peru"}))
