"""What is looked at on a query."""

from __future__ import annotations

from bot.answering.find import MOST, Group, find_candidates
from bot.model import Query, Record, Sentence
from tests.support.records import make_record


def make_long(number: int, sentences: int) -> Record:
    """Return a record of so many sentences on China."""
    record = make_record(number, text="China. " * sentences)
    each = [Sentence(start=7 * n, end=7 * n + 6, actors=("China",)) for n in range(sentences)]
    return Record(article=record.article, sentences=tuple(each), origin=record.origin, story=record.story)


def test_of_very_many_sentences_the_newest_are_looked_at() -> None:
    """A ranker's work grows with them: those of the articles that come first, in text order."""
    newest, older, oldest = (make_long(number, MOST // 2 + 10) for number in (3, 2, 1))
    found = find_candidates([Group(newest), Group(older), Group(oldest)], Query(text="china", actors=("China",)))

    assert MOST == len(found)
    assert {newest.article.id: MOST // 2 + 10, older.article.id: MOST // 2 - 10} == {
        record.article.id: sum(each.record is record for each in found) for record in (newest, older)
    }
    assert list(range(MOST // 2 + 10)) == [each.index for each in found if each.record is newest]
