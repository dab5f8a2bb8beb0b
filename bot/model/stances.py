"""Who stands where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.checks import check_span

TOPIC = "topic: "
"""What the target of a stance begins with when it is no actor: ``topic: the pact``."""


class Label(StrEnum):
    """What a holder thinks of a target."""

    SUPPORTIVE = "supportive"
    CRITICAL = "critical"
    THREATENING = "threatening"
    CONCERNED = "concerned"
    CAUTIOUS = "cautious"
    DENIES = "denies"
    NEUTRAL = "neutral"


class Mode(StrEnum):
    """How an article comes to report a stance."""

    SAID = "said"
    DID = "did"
    ATTRIBUTED = "attributed"
    PREDICTED = "predicted"
    ALLEGED = "alleged"


class Voice(StrEnum):
    """Who vouches for a stance: the holder itself, a named official, an analyst, the article, an adversary."""

    HOLDER = "holder"
    OFFICIAL = "official"
    ANALYST = "analyst"
    ARTICLE = "article"
    ADVERSARY = "adversary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What an article reports a holder to think of a target.

    ``article.text[start:end]`` is the evidence, one sentence. ``holder`` is an actor's canonical name, or a person's name
    as the article gives it; ``target`` is one too, or begins with :data:`TOPIC`.
    """

    holder: str
    target: str
    label: Label
    mode: Mode
    voice: Voice
    start: int
    end: int
    article: str = ""  # the article's id
    speaker: str = ""  # who says so, by name, where the voice is an official or an analyst
    confidence: float = 1.0  # 0 to 1

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"not a probability: {self.confidence}")
