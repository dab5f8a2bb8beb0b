"""Sentences made from frames, and what is found in a text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.model import Article
from bot.stances.frames import find_stances
from bot.stances.lexicon import load_lexicon
from bot.text.sentences import split_sentences

if TYPE_CHECKING:
    from bot.model import Stance
    from bot.stances.tables import Frame

NOW = datetime(2024, 7, 15, tzinfo=UTC)
THINGS = {"goods": "arms", "weapon": "missiles", "envoy": "its ambassador"}
SEPARABLE = {  # frames whose object stands among their words
    ("take", "to", "task"): "Brazil took India to task.",
    ("keep", "at", "arm", "'s", "length"): "Brazil kept India at arm's length.",
    ("hand", "over"): "Brazil handed over arms to India.",
}
SPECIAL = {
    "warn": "Brazil {verb} India.",
    "urge": "Brazil {verb} India to stop the war.",
    "view": "Brazil {verb} India with alarm.",
    "respond": "Brazil {verb} to the Indian attack.",
    "deny": "Brazil {verb} the accusation.",
}


def to_article(text: str, *, language: str = "en", published: date | None = None) -> Article:
    """Return a text as an article."""
    moment = datetime.combine(published, time(12), UTC) if published is not None else None
    return Article(
        id="a",
        url="https://example.org/a",
        title="",
        text=text,
        publisher="",
        fetched=NOW,
        language=language,
        published=moment,
    )


def stances(text: str, *, published: date | None = None) -> list[Stance]:
    """Return the stances in a text."""
    return list(find_stances(to_article(text, published=published), split_sentences(text, "en")))


def found(text: str, *, published: date | None = None) -> set[tuple[str, str, str]]:
    """Return holder, target and label of each stance in a text."""
    return {(each.holder, each.target, str(each.label)) for each in stances(text, published=published)}


def to_sentence(frame: Frame) -> str:
    """Return a plain sentence in which Brazil shows what the frame says toward India, or toward what is told of India."""
    if frame.words in SEPARABLE:
        return SEPARABLE[frame.words]
    if frame.part == "adjective":
        return f"Brazil is {' '.join(frame.words)} {frame.target[0]} India."
    return _with_verb(frame) if frame.part == "verb" else _with_noun(frame)


def _with_verb(frame: Frame) -> str:
    verb = " ".join([_past(frame.words[0]), *frame.words[1:]])
    if frame.mutual:
        return f"Brazil and India {verb}."
    if frame.words[0] in {"demand", "insist"}:
        return f"Brazil {verb} that India stop the war."
    if frame.special:
        return SPECIAL[frame.special].format(verb=verb)
    if frame.target == ("content",):
        return f"Brazil {verb} that India had lied."
    if frame.things:
        return f"Brazil {verb} {THINGS[frame.things]} {frame.target[0]} India."
    return f"India {verb} Brazil." if frame.holder == ("object",) else f"Brazil {verb} India."


def _past(verb: str) -> str:
    known = load_lexicon().verbs
    return (
        "was"
        if verb == "be"
        else next(form for form, kind in known.items() if kind.lemma == verb and "D" in kind.kinds)
    )


def _with_noun(frame: Frame) -> str:
    noun = " ".join(frame.words)
    if frame.holder == ("role",):
        return f"Brazil is India's {noun}."
    if frame.holder == ("want",):
        return f"Brazil demanded India's {noun}."
    if frame.mutual:
        return f"Brazil's {'strong ' if frame.special == 'tie' else ''}{noun} with India has grown."
    if frame.special == "deny":
        return f"Brazil's {noun} of the charge was swift."
    if frame.needs:
        return f"Brazil sent a {min(frame.needs)} {noun} to India."
    return f"Brazil's {noun} {frame.target[0]} India has grown."
