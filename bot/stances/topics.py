"""Topics: what a stance is toward when that is no actor, under a name that another sentence would give it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import TOPIC
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.stances.memory import Memory
    from bot.stances.parsed import Parsed

_LONGEST = 6  # words
_DEFINITE = frozenset({"the", "this", "that", "such", "its", "their", "new", "these"})
_POINTING = frozenset({"this", "these", "such", "that"})
_EVENTS = ("tion", "sion", "ment", "ance", "ence", "ism", "ure", "ing", "ship", "ade")
_NO_QUOTES = str.maketrans("", "", '"“”„«»')
_PLAIN = frozenset("nNaA")


def name_bond(parties: Iterable[str], noun: str) -> str:
    """Return the topic of what binds two actors: "topic: North Korea–Russia pact".

    >>> name_bond(["Russia", "North Korea"], "treaty")
    'topic: North Korea–Russia pact'
    """
    heads = load_lexicon().heads
    kind = "pact" if noun in heads["agreement"] else "alliance" if noun in heads["alliance"] else "ties"
    return f"{TOPIC}{'–'.join(sorted(set(parties)))} {kind}"


def find_topic(parsed: Parsed, i: int, memory: Memory, *, open_: bool = False) -> str:
    """Return the topic that a noun phrase names, or an empty string if it names none that would be understood elsewhere."""
    phrase, heads = parsed.phrases[i], load_lexicon().heads
    names, lows = phrase.names, parsed.lows(i)
    if names is None or names.sort not in {Sort.THING, Sort.UNKNOWN}:
        return ""
    binding = phrase.word in heads["agreement"] or phrase.word in heads["alliance"] or phrase.word in heads["tie"]
    if binding:
        parties = dict.fromkeys((*names.owners, *names.about, *_parties(parsed, i), *_in_clause(parsed, i)))
        if len(parties) == 2:  # noqa: PLR2004 - a bond has two ends
            return memory.bond(frozenset(parties)) or name_bond(parties, phrase.word)
    if memory.matter and phrase.word in heads["matter"] and lows & (_DEFINITE if binding else _POINTING):
        return memory.matter
    event = phrase.word in heads["agreement"] | heads["topic"]
    thing = open_ and parsed.tokens[phrase.head].tag == "n" and names.sort is Sort.THING
    if not event and (lows & _POINTING or not (thing or _is_event(phrase.word))):
        return ""
    return "" if phrase.word in heads["vague"] or names.human or names.speaker else _spell(parsed, i)


def _is_event(noun: str) -> bool:
    """Say whether a noun names what somebody does, by its ending or because it shows a stance itself: "withdrawal", "criticism"."""
    return noun.endswith(_EVENTS) or bool(load_frames().find("noun", noun))


def _in_clause(parsed: Parsed, i: int) -> list[str]:
    """Return who deals with whom in "an alliance where A provides B with …"."""
    if i + 1 >= len(parsed.phrases) or parsed.phrases[i + 1].word != "where":
        return []
    clause = next((each for at, each in parsed.clauses.items() if at > i), None)
    return parsed.actors([*clause.subject, *clause.undergoes]) if clause is not None else []


def _parties(parsed: Parsed, i: int) -> list[str]:
    return [
        actor for word, group in parsed.after(i) if word in {"between", "with", "of"} for actor in parsed.actors(group)
    ]


def _spell(parsed: Parsed, i: int) -> str:
    """Return the topic in the phrase's own words, from its first plain word on, with what "of" adds to it."""
    phrase = parsed.phrases[i]
    words = [token for token in parsed.tokens[phrase.first : phrase.last] if token.tag in _PLAIN or token.mention]
    if not words:
        return ""
    following = parsed.phrases[i + 1 : i + 3]
    first, last = words[0].start, words[-1].end
    if len(following) == 2 and following[0].word in {"of", "on", "against"} and following[1].kind == "NP":  # noqa: PLR2004 - preposition and noun
        last = parsed.tokens[following[1].last - 1].end
    text = " ".join(parsed.text[first:last].translate(_NO_QUOTES).split())
    return (
        f"{TOPIC}{text}"
        if len(text.split()) <= _LONGEST
        else f"{TOPIC}{parsed.text[first : words[-1].end].translate(_NO_QUOTES)}"
    )
