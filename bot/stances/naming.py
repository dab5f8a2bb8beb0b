"""Naming: whom or what a noun phrase stands for, by its own words and by what the article has said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Kind, Label
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Reference, Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.memory import Memory
    from bot.stances.phrases import Phrase
    from bot.stances.tokens import Token

_HELPED = frozenset(
    {
        "backed",
        "supported",
        "funded",
        "sponsored",
        "brokered",
        "mediated",
        "made",
        "born",
        "based",
        "speaking",
        "occupied",
    }
)
WORLD = "international community"
_OFFICIAL = frozenset(
    {"official", "state", "state-run", "state-owned", "state-controlled"}
)  # media that speak for a state
_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "ex-president"})
_APART = frozenset(
    {"opposition", "rebel", "dissident", "exiled", "separatist", "guerrilla", "militant", "jailed", "opposing"}
)
_SIDES = frozenset(
    {
        "side",
        "man",
        "rival",
        "foe",
        "party",
        "country",
        "nation",
        "leader",
        "government",
        "state",
        "capital",
        "camp",
        "neighbour",
    }
)
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_UNIONS = frozenset({"alliance", "bloc", "organisation", "organization"})


def name_phrase(phrase: Phrase, tokens: Sequence[Token], memory: Memory, before: Sequence[Phrase]) -> Reference:
    """Return whom or what a noun phrase stands for.

    Args:
        phrase: The noun phrase.
        tokens: All tokens of the sentence.
        memory: What the article has said before this sentence.
        before: The phrases of the sentence that stand before, named.
    """
    words = tokens[phrase.first : phrase.last]
    head = tokens[phrase.head]
    if head.tag == "o" or (head.tag == "d" and len(words) == 1):
        return memory.resolve(head.low, before)
    owners, about = _modifiers(phrase, tokens, memory, before)
    owners = owners or (_whose(before) if stands_for(phrase.word) else ())
    if nickname := load_lexicon().nicknames.get(" ".join(word.low for word in words if word.tag not in {"d", "s"})):
        return Reference(Sort.ACTOR, (nickname,))
    if head.mention is not None:
        return _named_actor(words, head, owners)
    if head.tag == "N":
        return _unknown_name(words, owners, memory)
    named = _by_noun(phrase, words, owners, memory, before)
    return replace(named, about=about) if about else named


def _modifiers(
    phrase: Phrase, tokens: Sequence[Token], memory: Memory, before: Sequence[Phrase]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the actors that the head is of ("Russia's", "Russian", "its"), and those that it is about ("Russia sanctions")."""
    owners: list[str] = []
    about: list[str] = []
    heads = load_lexicon().heads
    stands = phrase.word in heads["official"] or phrase.word in heads["body"] or tokens[phrase.head].tag == "N"
    for i in range(phrase.first, phrase.last):
        word = tokens[i]
        if word.mention is not None and i != phrase.head and not _only_helps(tokens, i):
            (owners if stands or _owns(tokens, i) else about).append(word.mention.actor)
        elif word.tag == "s":
            owners.extend(memory.resolve(word.low, before).actors)
        elif word.tag == "n" and i + 1 < phrase.last and tokens[i + 1].tag == "q" and not owners:
            known = memory.role(load_lexicon().singular(word.low), plural=False, definite=True)
            owners.extend(known.actors if known is not None else ())
        elif word.low in {"international", "global"} and _worldwide(phrase.word):
            owners.append(WORLD)
        elif word.tag == "N" and i < phrase.head and tokens[i + 1].tag in {"q", "n", "a"}:
            person = memory.people.get(word.low)
            owners.extend(person.actors if person is not None else ())
    return tuple(dict.fromkeys(owners)), tuple(dict.fromkeys(about))


def _worldwide(noun: str) -> bool:
    """Say whether the world can be the holder of this: "international condemnation"."""
    return any(frame.label is not Label.SUPPORTIVE and not frame.mutual for frame in load_frames().find("noun", noun))


def _owns(tokens: Sequence[Token], i: int) -> bool:
    """Tell "Russian", "Russia's", "US" and "Moscow-Beijing" before a noun from a bare name, which may be either side of it."""
    mention = tokens[i].mention
    joined = {tokens[j].tag for j in (i - 1, i + 1) if 0 <= j < len(tokens)} & {"q", "~"}
    return mention is not None and (
        mention.role in {"demonym", "abbreviation"} or bool(joined - {"q"}) or _possessive(tokens, i)
    )


def _only_helps(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the thing is only backed, made or mediated by whom its modifier names: "a Chinese-backed proposal"."""
    return i + 2 < len(tokens) and tokens[i + 1].tag == "~" and tokens[i + 2].low in _HELPED


def _possessive(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].tag == "q"


def _named_actor(words: Sequence[Token], head: Token, owners: tuple[str, ...]) -> Reference:
    assert head.mention is not None  # noqa: S101 - asked before
    leader = head.mention.role == "leader"
    lows = {word.low for word in words}
    name = _without_titles(head.text)
    if leader and lows & _FORMER:
        return Reference(Sort.PERSON, (name,), speaker=name, human=True)
    return Reference(
        Sort.ACTOR,
        (head.mention.actor,),
        owners=tuple(owner for owner in owners if owner != head.mention.actor),
        speaker=name if leader else "",
        plural=head.text.endswith("s")
        and (head.tag == "A" or head.low.endswith(("leaders", "states", "countries", "nations"))),
        human=leader,
    )


def _without_titles(name: str) -> str:
    """Return a person's name alone: "President Joe Biden" is Joe Biden."""
    words = name.split()
    titles = load_lexicon().heads["official"] | load_lexicon().sets["personal_title"]
    while len(words) > 1 and words[0].casefold() in titles:
        words = words[1:]
    return " ".join(words)


def _unknown_name(words: Sequence[Token], owners: tuple[str, ...], memory: Memory) -> Reference:
    """Name what ends in capitalised words: "US Secretary of State Antony Blinken", "Mr. Peskov", "Chatham House"."""
    lexicon = load_lexicon()
    run = _run(words)
    if run[-1].low in lexicon.sets["organised"] or (len(run) == 1 and run[-1].low in lexicon.organs):
        return _body(words, run, owners, memory)
    name = " ".join(word.text for word in run)
    if (known := memory.people.get(run[-1].low)) is not None and (len(run) == 1 or known.speaker.endswith(name)):
        return known
    titles = {lexicon.singular(word.low) for word in words[: -len(run)] if word.tag in {"n", "a", "N"}}
    apart = {word.low for word in words} & (_FORMER | _APART)
    if titles & lexicon.heads["analyst"]:
        return memory.meet(Reference(Sort.ANALYST, (name,), speaker=name, human=True))
    if titles & lexicon.heads["official"] and not apart and (home := owners[-1:] or memory.home()):
        return memory.meet(Reference(Sort.ACTOR, home, speaker=name, human=True, guessed=not owners))
    if len(run) > 1 and (titles or apart):
        return memory.meet(Reference(Sort.PERSON, (name,), speaker=name, human=True))
    return Reference(Sort.UNKNOWN, speaker=name if len(run) > 1 else "", owners=owners, human=len(run) in {2, 3})


def _run(words: Sequence[Token]) -> Sequence[Token]:
    """Return the words of a name at the end of a phrase, without titles; a title that nothing follows is all there is."""
    lexicon = load_lexicon()
    first = len(words) - 1
    while first > 0 and words[first - 1].tag == "N" and words[first - 1].low not in lexicon.sets["personal_title"]:
        first -= 1
    titles = lexicon.heads["official"] | lexicon.heads["title"]
    last = max((i for i in range(first, len(words) - 1) if words[i].low in titles), default=first - 1)
    return words[last + 1 :]  # "Chief Cabinet Secretary Hiromu Nonaka" is Hiromu Nonaka


def _body(words: Sequence[Token], run: Sequence[Token], owners: tuple[str, ...], memory: Memory) -> Reference:
    """Name an institution: "the Commission" is an actor once we know whose; "the Kennedy Center" is nobody."""
    lexicon, noun = load_lexicon(), run[-1].low
    if len(run) == 1 and len(words) > 1:
        known = memory.role(noun, plural=False, definite=True)
        if known is not None:
            return known
        if noun == "commission":  # with a capital letter and by itself
            return Reference(Sort.ACTOR, (lexicon.organs[noun],))
    unknown = noun in lexicon.heads["body"] and not owners
    return Reference(Sort.UNKNOWN if unknown else Sort.THING, owners=owners)


def _by_noun(  # noqa: PLR0911 - a table in code
    phrase: Phrase, words: Sequence[Token], owners: tuple[str, ...], memory: Memory, before: Sequence[Phrase]
) -> Reference:
    """Name what ends in a common noun: "Russian forces", "the two leaders", "Russia's invasion", "analysts"."""
    heads, noun = load_lexicon().heads, phrase.word
    lows, plural = {word.low for word in words}, words[-1].low != noun
    if noun in heads["analyst"]:
        return Reference(Sort.ANALYST, owners=owners, plural=plural, human=True)
    if noun in heads["media"]:
        return Reference(
            Sort.ACTOR if owners and lows & _OFFICIAL else Sort.MEDIA, owners if lows & _OFFICIAL else (), owners
        )
    if (stands_for(noun) or noun in _SIDES) and plural and not owners and _are_two(lows):
        return (
            memory.resolve("they", before)
            if "three" in lows
            else memory.pair(before, human=noun in heads["official"] or noun == "man")
        )
    if noun in _NEIGHBOURS and owners and not plural:
        return memory.other(owners, before)
    if noun in heads["membership"] and plural and (union := _union(words, owners, memory)):
        return Reference(Sort.ACTOR, (union,), plural=True)
    if (noun in heads["crowd"] and noun not in heads["official"]) or noun in heads["role"] or lows & _APART:
        return Reference(Sort.CROWD, owners=owners, plural=plural)
    return _state(phrase, words, owners, memory, before)


def _are_two(lows: set[str]) -> bool:
    return bool(lows & {"both", "the", "these"} and lows & {"two", "both", "three"})


def _state(
    phrase: Phrase, words: Sequence[Token], owners: tuple[str, ...], memory: Memory, before: Sequence[Phrase]
) -> Reference:
    """Name who stands for a state or an organisation, or else a thing."""
    noun, lows, plural = phrase.word, {word.low for word in words}, words[-1].low != phrase.word
    human = noun in load_lexicon().heads["official"]
    if stands_for(noun) and "only" in lows:
        return Reference(Sort.UNKNOWN, plural=plural, human=human)  # "the only Western government that …"
    if human and owners and lows & _FORMER:
        name = " ".join(word.text for word in words if word.tag != "d").replace(" ’", "’").replace(" '", "'")
        return Reference(Sort.PERSON, (name,), speaker=name, human=True)
    if stands_for(noun) and not owners and len(before) in {2, 3} and before[-1].kind == ",":
        owners = _place(before)
    if stands_for(noun) and owners:
        return memory.appoint(noun, Reference(Sort.ACTOR, owners, plural=plural, human=human))
    named = stands_for(noun) or noun in _UNIONS or noun in load_lexicon().sets["organised"]
    known = memory.role(noun, plural=plural, definite=bool(lows & {"the", "this"})) if named and not owners else None
    if known is not None or stands_for(noun):
        return known or Reference(Sort.UNKNOWN, plural=plural, human=human)
    return Reference(Sort.THING, owners=owners or _shared(phrase, words, before), plural=plural)


def stands_for(noun: str) -> bool:
    """Say whether a noun is one for somebody or something that stands for its country."""
    heads = load_lexicon().heads
    return noun in heads["official"] or noun in heads["body"]


def _whose(before: Sequence[Phrase]) -> tuple[str, ...]:
    """Return whose it is in "Israel, whose ambassador …"."""
    if not before or before[-1].word != "whose":
        return ()
    found = next(
        (phrase.names for phrase in reversed(before[:-1]) if phrase.kind == "NP" and phrase.names is not None), None
    )
    return found.actors if found is not None else ()


def _union(words: Sequence[Token], owners: tuple[str, ...], memory: Memory) -> str:
    """Return the organisation or group for which "NATO allies", "EU members" or "Western nations" stand."""
    named = [word.mention.actor for word in words[:-1] if word.mention is not None]
    unions = [actor for actor in (*owners, *named) if memory.kind(actor) in {Kind.ORGANISATION, Kind.GROUP}]
    return unions[-1] if unions else ""


def _place(before: Sequence[Phrase]) -> tuple[str, ...]:
    """Return whose officials they are in "In Paris, officials said"."""
    place = before[1]
    leads = before[0].kind == "p" and before[0].word == "in" and place.names is not None
    return place.names.actors if leads and place.names is not None and place.names.sort is Sort.ACTOR else ()


def _shared(phrase: Phrase, words: Sequence[Token], before: Sequence[Phrase]) -> tuple[str, ...]:
    """Return whose "missile tests" are in "its nuclear ambitions and missile tests"."""
    if len(before) < 2 or before[-1].kind != "c" or words[0].tag in {"d", "s", "#"} or phrase.kind != "NP":  # noqa: PLR2004 - noun, "and"
        return ()
    names = before[-2].names
    return names.owners if names is not None and names.sort is Sort.THING else ()
