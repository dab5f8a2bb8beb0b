"""The measures of benchmarks/summ: ROUGE as it was published, resamples, and what a set is measured by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.summ.methods import lead, oracle
from benchmarks.summ.rouge import rouge_l, rouge_n, tokens
from benchmarks.summ.scores import Result, measure, words_of
from benchmarks.summ.sets import read_sets
from bot.model import Budget
from tests.support.ranking import ANY, PACT, make_candidates

if TYPE_CHECKING:
    from pathlib import Path

POLICE = "police killed the gunman"


@pytest.mark.parametrize(
    ("summary", "score"),
    [("police kill the gunman", 3 / 4), ("the gunman kill police", 2 / 4), ("the gunman police killed", 2 / 4)],
)
def test_rouge_l_is_as_published(summary: str, score: float) -> None:
    """Lin (2004), section 3.2: the longest common subsequence, as a share of the reference."""
    assert score == rouge_l(summary.split(), [POLICE.split()]).recall


def test_rouge_n_counts_what_both_have() -> None:
    """Each n-gram counts as often as it stands in both; recall and precision differ by the lengths."""
    score = rouge_n(list("ababab"), [list("abab")], 2)

    assert (1.0, 3 / 5) == (score.recall, score.precision)
    assert pytest.approx(0.75) == score.f


def test_several_references_are_averaged() -> None:
    """A summary that has one of two references is worth half."""
    assert 0.5 == rouge_n(["a"], [["a"], ["b"]], 1).recall


def test_empty_texts_score_nothing() -> None:
    """Nothing compared with nothing is 0, not an error."""
    assert [0.0] * 3 == [rouge_n([], [[]], 1).f, rouge_l([], [["a"]]).f, rouge_n(["a"], [], 2).f]


def test_words_are_compared_by_their_stems() -> None:
    """English words lose their endings, compounds and possessives fall apart; other languages are compared as they stand."""
    assert ["the", "us", "led", "alli", "s"] == words_of("The U.S.-led allies’s", "en")
    assert ["verträge"] == words_of("Verträge", "de") == tokens("Verträge")


def test_intervals_hold_the_mean() -> None:
    """The bounds of resamples stand on either side of the mean; who is always ahead beats the other in all of them."""
    scores = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    low, high = Result(scores=scores, milliseconds=1.0).interval(0)

    assert low < 3.0 < high
    assert 1.0 == Result(scores=scores + 1, milliseconds=1.0).beats(Result(scores=scores, milliseconds=1.0), 1)


def test_lead_takes_turns() -> None:
    """The first sentence of each article comes before the second of any."""
    chosen = lead(make_candidates("One. Two.", "Three. Four. Five."), query=ANY, budget=Budget(points=4))

    assert ["One.", "Three.", "Two.", "Four."] == [candidate.text for candidate in chosen]


def write_set(folder: Path, name: str, *clusters: object) -> None:
    """Write a file of clusters."""
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(cluster) for cluster in clusters), "utf-8")


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    """Sets come by name, each with the words and the measure that others used for it, or the length of its references."""
    cluster = {"id": 1, "documents": list(PACT), "references": ["Russia and North Korea signed a pact."]}
    for name in ("wcep_train", "duc2004", "own"):
        write_set(tmp_path, name, cluster)

    assert [("duc2004", 100, "recall"), ("own", 7, "f"), ("wcep_train", 40, "f")] == [
        (each.name, each.words, each.measure) for each in read_sets(tmp_path)
    ]
    assert ["own"] == [each.name for each in read_sets(tmp_path, names="ow")]


def test_each_question_is_a_cluster(tmp_path: Path) -> None:
    """Documents that are asked several things give a cluster for each; what has no reference is left out."""
    queries = [{"query": "pork", "references": ["Pork prices rose."]}, {"query": "tin", "references": []}]
    write_set(tmp_path, "asked", {"id": 1, "documents": list(PACT), "queries": queries})
    (only,) = read_sets(tmp_path)

    assert ["pork"] == [cluster.query.text for cluster in only.clusters]
    assert [] == list(read_sets(tmp_path, queries=False))


def test_nothing_is_ahead_of_the_oracle(tmp_path: Path) -> None:
    """Who sees the reference finds its sentence, and scores what that is worth."""
    write_set(tmp_path, "own", {"id": 1, "documents": list(PACT), "references": ["Kim Jong Un called it an alliance."]})
    (data,) = read_sets(tmp_path)
    best = measure(lambda cluster: oracle(cluster, words=data.words), data)

    assert [100.0] * 4 == best.scores.mean(axis=0).tolist()
