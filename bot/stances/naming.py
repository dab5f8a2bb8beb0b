"""Naming: whom or what a noun phrase stands for, by its own words and by what the article has said before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.model import Kind, Label
from bot.stances.lexicon import load_lexicon
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
_ORGANISED = frozenset(
    [
        "house",
        "council",
        "university",
        "institute",
        "institution",
        "center",
        "centre",
        "party",
        "agency",
        "times",
        "daily",
        "post",
        "corp",
        "inc",
        "bank",
        "war",
        "peninsula",
        "sea",
        "ocean",
        "river",
        "city",
        "province",
        "island",
        "day",
        "treaty",
        "act",
        "award",
        "cup",
        "league",
        "street",
        "square",
        "court",
        "ministry",
        "department",
        "committee",
        "commission",
        "union",
        "association",
        "group",
        "company",
        "fund",
        "organization",
        "organisation",
        "church",
        "congress",
        "assembly",
        "front",
        "movement",
        "army",
        "forces",
        "force",
        "programme",
        "program",
        "project",
        "summit",
        "conference",
        "news",
        "television",
        "radio",
        "press",
        "newspaper",
        "journal",
        "review",
        "foundation",
        "office",
        "bureau",
        "service",
        "airport",
        "hospital",
        "hotel",
        "school",
        "college",
        "museum",
        "bay",
        "strait",
        "mountain",
        "county",
        "district",
    ]
)
_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "ex-president"})
_APART = frozenset(
    {"opposition", "rebel", "dissident", "exiled", "separatist", "guerrilla", "militant", "jailed", "opposing"}
)
_SIDES = frozenset(
    {"side", "party", "country", "nation", "leader", "government", "state", "capital", "camp", "neighbour"}
)
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_UNIONS = frozenset({"alliance", "bloc", "organisation", "organization"})
_PEOPLE_TITLES = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sen.",
        "rep.",
        "gen.",
        "lt.",
        "col.",
        "sir",
        "lord",
        "judge",
        "justice",
        "bishop",
        "father",
        "sheik",
        "sheikh",
    ]
)


class Sort(StrEnum):
    """What sort of thing a noun phrase stands for."""

    ACTOR = "actor"  # an actor, or somebody who stands for it
    PERSON = "person"  # somebody who stands for himself
    ANALYST = "analyst"
    MEDIA = "media"
    CROWD = "crowd"  # people who do not stand for the actor that they are called after
    THING = "thing"
    UNKNOWN = "unknown"  # a pronoun or a role that nothing explains


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a noun phrase stands for (``actors``), whose it is (``owners``), and what else it names (``about``).

    ``speaker`` is the name of the person, where one is named; ``plural``: it stands for several; ``guessed``: only by what
    was said before.
    """

    sort: Sort
    actors: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    speaker: str = ""
    plural: bool = False
    guessed: bool = False
    human: bool = False


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
    return replace(_by_noun(phrase, words, owners, memory, before), about=about)


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
        elif word.tag == "n" and i + 1 < phrase.last and tokens[i + 1].tag == "q":
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
    titles = load_lexicon().heads["official"] | _PEOPLE_TITLES
    while len(words) > 1 and words[0].casefold() in titles:
        words = words[1:]
    return " ".join(words)


def _unknown_name(words: Sequence[Token], owners: tuple[str, ...], memory: Memory) -> Reference:
    """Name what ends in capitalised words: "US Secretary of State Antony Blinken", "Mr. Peskov", "Chatham House"."""
    run: list[Token] = []
    for word in reversed(words):
        if word.tag != "N" or (run and word.low in _PEOPLE_TITLES):  # a title that nothing follows is all there is
            break
        run.insert(0, word)
    lexicon = load_lexicon()
    while len(run) > 1 and run[0].low in lexicon.heads["official"] | lexicon.heads["title"]:
        run = run[1:]
    named = {id(word) for word in run}
    titles = [word for word in words if id(word) not in named and word.tag in {"n", "a", "N"}]
    nouns = {lexicon.singular(word.low) for word in titles}
    name = " ".join(word.text for word in run)
    if run[-1].low in _ORGANISED:
        body = memory.role(run[-1].low, plural=False, definite=len(words) > len(run)) if len(run) == 1 else None
        organ = lexicon.organs.get(run[-1].low, "")
        if organ and len(run) == 1 and len(words) > 1 and body is None:
            return Reference(Sort.ACTOR, (organ,))
        institution = run[-1].low in lexicon.heads["body"] and not owners
        return body or Reference(Sort.UNKNOWN if institution else Sort.THING, owners=owners)
    if (known := memory.people.get(run[-1].low)) is not None and (len(run) == 1 or known.speaker.endswith(name)):
        return known
    lows = {word.low for word in words}
    if nouns & lexicon.heads["analyst"]:
        return memory.meet(Reference(Sort.ANALYST, (name,), speaker=name, human=True))
    if nouns & lexicon.heads["official"] and not lows & (_FORMER | _APART):
        stands_for, guessed = (owners[-1:], False) if owners else (memory.home(), True)
        if stands_for:
            return memory.meet(Reference(Sort.ACTOR, stands_for, speaker=name, human=True, guessed=guessed))
    if len(run) > 1 and (titles or lows & (_FORMER | _APART)):
        return memory.meet(Reference(Sort.PERSON, (name,), speaker=name, human=True))
    return Reference(Sort.UNKNOWN, speaker=name if len(run) > 1 else "", owners=owners, human=len(run) in {2, 3})


def _by_noun(  # noqa: PLR0911 - a table in code
    phrase: Phrase, words: Sequence[Token], owners: tuple[str, ...], memory: Memory, before: Sequence[Phrase]
) -> Reference:
    """Name what ends in a common noun: "Russian forces", "the two leaders", "Russia's invasion", "analysts"."""
    heads, noun = load_lexicon().heads, phrase.word
    lows = {word.low for word in words}
    plural = words[-1].low != noun
    official, body = noun in heads["official"], noun in heads["body"]
    if noun in heads["analyst"]:
        return Reference(Sort.ANALYST, owners=owners, plural=plural, human=True)
    if noun in heads["media"]:
        return Reference(Sort.MEDIA, owners=owners)
    if (
        (official or body or noun in _SIDES)
        and lows & {"both", "the", "these"}
        and plural
        and not owners
        and lows & {"two", "both", "three"}
    ):
        return memory.resolve("they", before) if "three" in lows else memory.pair(before, human=official)
    if noun in _NEIGHBOURS and owners and not plural:
        return memory.other(owners, before)
    if noun in heads["membership"] and plural and (union := _union(phrase, words, owners, memory)):
        return Reference(Sort.ACTOR, (union,), plural=True)
    if (noun in heads["crowd"] and not official) or noun in heads["role"] or lows & _APART:
        return Reference(Sort.CROWD, owners=owners, plural=plural)
    if official and owners and lows & _FORMER:
        name = " ".join(word.text for word in words if word.tag != "d").replace(" ’", "’").replace(" '", "'")
        return Reference(Sort.PERSON, (name,), speaker=name, human=True)
    if (official or body) and not owners and len(before) in {2, 3} and before[-1].kind == ",":
        owners = _place(before)
    if (official or body) and owners:
        return memory.appoint(noun, Reference(Sort.ACTOR, owners, plural=plural, human=official))
    known = memory.role(noun, plural=plural, definite=bool(lows & {"the", "this"})) if not owners else None
    if known is not None and (official or body or noun in _UNIONS or noun in _ORGANISED):
        return known
    if official or body:
        return Reference(Sort.UNKNOWN, plural=plural, human=official)
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


def _union(phrase: Phrase, words: Sequence[Token], owners: tuple[str, ...], memory: Memory) -> str:
    """Return the organisation or group for which "NATO allies", "EU members" or "Western nations" stand."""
    named = [word.mention.actor for word in words[:-1] if word.mention is not None]
    unions = [actor for actor in (*owners, *named) if memory.kind(actor) in {Kind.ORGANISATION, Kind.GROUP}]
    return unions[-1] if unions and phrase.kind == "NP" else ""


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


def rename(known: Reference, other: Reference) -> Reference:
    """Return what two phrases in apposition stand for together: "Sergei Lavrov, Russia's foreign minister"."""
    if known.sort is Sort.UNKNOWN and known.speaker and other.sort in {Sort.THING, Sort.CROWD, Sort.UNKNOWN}:
        return Reference(Sort.PERSON, (known.speaker,), speaker=known.speaker, human=True)
    if known.sort is Sort.UNKNOWN and other.sort in {Sort.ACTOR, Sort.ANALYST, Sort.PERSON}:
        if known.speaker and other.sort is not Sort.ACTOR:
            return replace(other, actors=(known.speaker,), speaker=known.speaker)
        return replace(other, speaker=known.speaker or other.speaker)
    return known
