"""Records for tests, each unlike the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.model import Article, Label, Mode, Record, Sentence, Stance, Voice, article_id

if TYPE_CHECKING:
    from collections.abc import Sequence

EPOCH = datetime(2024, 6, 1, tzinfo=UTC)
"""When the world of the tests begins."""


def at(hours: float) -> datetime:
    """Return the moment so many hours after :data:`EPOCH`."""
    return EPOCH + timedelta(hours=hours)


def make_record(
    number: int,
    text: str = "China spoke of the pact.",
    *,
    actors: Sequence[str] = (),
    bands: Sequence[int] = (),
    stances: Sequence[Stance] = (),
    **article: Any,  # noqa: ANN401 - fields of Article
) -> Record:
    """Return a record of one sentence, published ``number`` hours after :data:`EPOCH`."""
    given = {
        "id": article_id(str(number)),
        "url": f"https://example.org/{number}",
        "title": f"Title {number}",
        "text": text,
        "publisher": "Example",
        "fetched": at(number),
        "published": at(number),
    }
    sentence = Sentence(start=0, end=len(text), actors=tuple(actors))
    return Record(
        article=Article(**{**given, **article}),
        sentences=(sentence,),
        bands=tuple(bands),
        stances=tuple(stances),
        origin=article_id(str(number)),
        story=article_id(str(number)),
    )


def make_stance(holder: str, target: str, *, start: int = 0) -> Stance:
    """Return a stance."""
    return Stance(
        holder=holder,
        target=target,
        label=Label.CAUTIOUS,
        mode=Mode.SAID,
        voice=Voice.HOLDER,
        start=start,
        end=start + 5,
        article="somewhere",
        speaker="somebody",
        confidence=0.75,
    )
