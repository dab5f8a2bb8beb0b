"""What tests of answering share: articles written line by line, a ranker without opinions, a house in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.actors.mentions import find_mentions
from bot.actors.registry import Registry, load_registry
from bot.answering.brief import Answerer
from bot.answering.query import parse_query
from bot.model import Label, Mode, Record, Sentence, Stance, Voice
from bot.store.memory import MemoryStore
from tests.support.records import make_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.request import Request
    from bot.model import Brief, Budget, Candidate, Query

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)


def take_first(candidates: Sequence[Candidate], /, *, query: Query, budget: Budget) -> Sequence[Candidate]:
    """Rank by taking the candidates as they come."""
    del query
    return list(candidates)[: budget.points]


def write(
    number: int,
    *sentences: str,
    stances: Sequence[Stance] = (),
    origin: int | None = None,
    **article: Any,  # noqa: ANN401 - fields of Article
) -> Record:
    """Return an article of these sentences, published ``number`` hours after the epoch of the tests.

    A sentence that begins with ``#`` is a heading.
    """
    text = "\n".join(sentences)
    record = make_record(number, text, **article)
    spans, start = [], 0
    for sentence in sentences:
        end = start + len(sentence)
        actors = dict.fromkeys(mention.actor for mention in find_mentions(sentence, load_registry()))
        spans.append(Sentence(start=start, end=end, actors=tuple(actors), heading=sentence.startswith("#")))
        start = end + 1
    own = record.article.id
    return replace(
        record,
        sentences=tuple(spans),
        stances=tuple(replace(each, article=own) for each in stances),
        origin=own if origin is None else make_record(origin).article.id,
    )


def hold(
    holder: str,
    target: str,
    label: Label = Label.CRITICAL,
    *,
    voice: Voice = Voice.ARTICLE,
    span: tuple[int, int] = (0, 5),
    **more: Any,  # noqa: ANN401 - further fields of Stance
) -> Stance:
    """Return a stance."""
    given = {"mode": Mode.SAID, **more}
    return Stance(holder=holder, target=target, label=label, voice=voice, start=span[0], end=span[1], **given)


@dataclass
class House:
    """A store in memory with what answers from it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    registry: Registry = field(default_factory=load_registry)

    @property
    def answerer(self) -> Answerer:
        """What makes briefs."""
        return Answerer(self.store, take_first, self.registry, lambda: NOW)

    def ask(self, text: str) -> Request:
        """Parse a query."""
        return parse_query(text, registry=self.registry, now=NOW)

    def brief(self, text: str) -> Brief:
        """Answer a query."""
        return self.answerer.brief(self.ask(text))


def house_of(*records: Record) -> House:
    """Return a house that holds these articles."""
    house = House()
    house.store.add(records)
    return house
