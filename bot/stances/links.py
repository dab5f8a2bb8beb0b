"""Links between noun phrases: which preposition governs one, what renames it, and what it is coordinated with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon
from bot.stances.naming import name_phrase
from bot.stances.references import Sort, rename
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.memory import Memory
    from bot.stances.phrases import Phrase
    from bot.stances.tokens import Token

_ACTORS = frozenset({Sort.ACTOR, Sort.PERSON})
_PEOPLE = frozenset({Sort.ACTOR, Sort.PERSON, Sort.ANALYST, Sort.CROWD, Sort.UNKNOWN})


def link(phrases: list[Phrase], tokens: Sequence[Token], memory: Memory) -> None:
    """Set what each noun phrase hangs on and whom it names, from left to right."""
    for i, phrase in enumerate(phrases):
        if phrase.kind == "NP":
            _hang(phrases, i)
            phrase.names = name_phrase(phrase, tokens, memory, phrases[:i] if i < _NEAR else phrases[i - _NEAR : i])
            _inherit(phrases, i, tokens)
            _rename(phrases, i, tokens, memory)
            _join(phrases, i)
        elif phrase.kind == "VG" and phrase.form == "ing":
            _hang(phrases, i)
    _part_clauses(phrases)
    _settle(phrases, tokens, memory)
    _gather(phrases)


_HUMAN = ("er", "or", "ist", "ian", "man", "woman", "chief", "head", "ant", "ent", "eer")
_OPENING = 4  # phrases of "In the capital of France, "
_AHEAD = 24  # phrases in which a subject's verb is looked for
_NEAR = 60
"""So many phrases back are looked at: it keeps the time linear, and what a writer refers to is nearer."""


def _gather(phrases: Sequence[Phrase]) -> None:
    """Let "the rulers of Mali, Niger and Chad" stand for all three."""
    for phrase in phrases:
        if phrase.joined < 0 or phrase.host < 0 or phrase.prep != "of" or phrase.names is None:
            continue
        host = phrases[phrase.host]
        stands = host.word in load_lexicon().heads["official"] | load_lexicon().heads["body"]
        if stands and host.names is not None and host.names.sort is Sort.ACTOR and phrase.names.sort is Sort.ACTOR:
            host.names = replace(host.names, actors=tuple(dict.fromkeys((*host.names.actors, *phrase.names.actors))))


def _settle(phrases: Sequence[Phrase], tokens: Sequence[Token], memory: Memory) -> None:
    """Let a name of two or three words that nothing explains stand for a person of that name."""
    for phrase in phrases:
        names = phrase.names
        if (
            phrase.kind != "NP"
            or names is None
            or names.sort is not Sort.UNKNOWN
            or not (names.human and names.speaker)
        ):
            continue
        words = tokens[phrase.first : phrase.last]
        if phrase.prep in {"in", "at", "near", "from", "off", "across", "on"}:
            continue  # a place
        if all(word.tag == "N" and word.text.replace("-", "").isalpha() and not word.text.isupper() for word in words):
            person = replace(names, sort=Sort.PERSON, actors=(names.speaker,), guessed=True)
            phrase.names = memory.meet(person)


def _left(phrases: Sequence[Phrase], i: int, skip: str) -> int:
    """Return the next phrase to the left that is none of these kinds, or -1."""
    i -= 1
    while i >= 0 and phrases[i].kind in skip:
        i -= 1
    return i


def _hang(phrases: Sequence[Phrase], i: int) -> None:
    at = _left(phrases, i, '"rx')
    if at >= 0 and phrases[at].kind == "p":
        phrases[i].prep = phrases[at].word
        host = _left(phrases, at, '"r')
        if host >= 0 and phrases[host].kind in {"NP", "VG", "AP"}:
            phrases[i].host = host


def _inherit(phrases: Sequence[Phrase], i: int, tokens: Sequence[Token]) -> None:
    """Let "the government of Sudan" stand for Sudan, and "an analyst at Chatham House" for an analyst."""
    phrase = phrases[i]
    mention = tokens[phrase.head].mention
    seat = phrase.prep == "in" and mention is not None and mention.role == "capital"  # "the ministry in Kyiv"
    if not (seat or phrase.prep in {"of", "from", "for"}) or phrase.host < 0 or phrase.names is None:
        return
    host = phrases[phrase.host]
    if host.kind != "NP" or host.names is None or not phrase.names.actors:
        return
    heads = load_lexicon().heads
    stands = host.word in heads["official"] or (host.word in heads["body"] and phrase.prep in {"of", "in"})
    if seat and host.word not in heads["body"] and not host.names.plural:
        return  # "a spokesman in Beirut" may be anybody's
    if (host.names.sort is Sort.UNKNOWN or (host.names.guessed and seat)) and stands:
        host.names = replace(host.names, sort=Sort.ACTOR, actors=phrase.names.actors)


def _rename(phrases: Sequence[Phrase], i: int, tokens: Sequence[Token], memory: Memory) -> None:
    """Link "Kim Jong Un, the supreme leader" and "North Korea's leader, Kim Jong Un"."""
    at = _left(phrases, i, "r")
    if at <= 0 or phrases[at].kind != "," or phrases[i].prep or _leads(phrases, at) or _acts(phrases, i):
        return
    two = phrases[i]
    mention = tokens[two.head].mention
    listed = mention is not None and mention.role != "leader" and tokens[phrases[at - 1].head].mention is not None
    chain = dict.fromkeys((at - 1, at - 1 if listed else _root(phrases, at - 1)))  # "the rulers of Mali, Niger and …"
    first = next((j for j in chain if phrases[j].kind == "NP" and _may_rename(phrases[j], two, tokens)), -1)
    if first < 0 or two.names is None:
        return
    one = phrases[first]
    assert one.names is not None  # noqa: S101 - asked by _may_rename
    two.renames = first
    together = rename(one.names, two.names)
    if together is not one.names:
        one.names = together
        if two.names.sort is Sort.UNKNOWN and together.sort is Sort.ACTOR:
            two.names = together
        if together.speaker:
            memory.meet(together)
            memory.appoint(
                two.word if two.names.sort is not Sort.UNKNOWN or not two.names.speaker else one.word, together
            )
    elif two.names.sort in _ACTORS and one.names.sort in {Sort.THING, Sort.UNKNOWN}:
        one.names = two.names


def _acts(phrases: Sequence[Phrase], i: int) -> bool:
    """Say whether a verb of saying follows at once: "…, officials said"."""
    following = phrases[i + 1] if i + 1 < len(phrases) else None
    return following is not None and following.kind == "VG" and following.finite and following.word in load_frames().say


def _leads(phrases: Sequence[Phrase], comma: int) -> bool:
    """Say whether all before the comma is a place or time with which the sentence begins: "In Paris, officials said"."""
    return comma <= _OPENING and phrases[0].kind == "p" and not any(phrase.kind == "VG" for phrase in phrases[:comma])


def _may_rename(one: Phrase, two: Phrase, tokens: Sequence[Token]) -> bool:
    """Say whether a name and a description stand side by side; two names are a list."""
    names = [tokens[phrase.head].tag in {"E", "N"} for phrase in (one, two)]
    if one.names is None or two.names is None:
        return False
    if names[0] == names[1]:
        return False
    described = two if names[0] else one
    if names[0] and _is_person(one, tokens) and _is_human(two):
        return True
    heads = load_lexicon().heads
    known = {
        *heads["official"],
        *heads["analyst"],
        *heads["role"],
        *heads["body"],
        "economy",
        "chief",
        "head",
        "director",
    }
    return described.word in known


def _is_person(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    words = tokens[phrase.first : phrase.last]
    return phrase.names is not None and phrase.names.human and sum(word.tag == "N" for word in words) > 1


def _is_human(phrase: Phrase) -> bool:
    """Say whether a common noun looks like one for a person: "banker", "activist"."""
    return phrase.word.endswith(_HUMAN) or phrase.word in load_lexicon().heads["crowd"] or phrase.word == "one"


def _root(phrases: Sequence[Phrase], i: int) -> int:
    """Return the noun phrase that a chain of prepositions ends in: "a fellow" for "… at the Council"."""
    while i >= 0 and phrases[i].kind == "NP" and phrases[i].prep and phrases[i].host >= 0:
        if phrases[phrases[i].host].kind != "NP":
            break
        i = phrases[i].host
    return i


def _join(phrases: Sequence[Phrase], i: int) -> None:
    """Link the noun phrase to the one that "and" joins it to, and the items of a list to one another."""
    at = _left(phrases, i, "rx")
    prep = ""
    if at >= 0 and phrases[at].kind == "p":
        prep, at = phrases[at].word, _left(phrases, at, "rx")
    if at < 0 or phrases[at].kind != "c":
        return
    left = _left(phrases, at, ",")
    found = _partner(phrases, left, i, prep)
    if found < 0 or (phrases[at - 1].kind == "," and _ends_there(phrases, found, prep)):
        return
    phrases[i].joined = found
    phrases[i].prep, phrases[i].host = phrases[found].prep, phrases[found].host
    _join_list(phrases, found)


def _ends_there(phrases: Sequence[Phrase], found: int, prep: str) -> bool:
    """Say whether a preposition's noun phrase ends at a comma, no list: "… to Russia, and Iran for …"."""
    listed = found > 1 and phrases[found - 1].kind == "," and phrases[found - 2].kind == "NP"
    return bool(phrases[found].prep) and not prep and not listed


def _partner(phrases: Sequence[Phrase], left: int, i: int, prep: str) -> int:
    """Return the nearest phrase up the chain that is of the same sort."""
    while left >= 0 and phrases[left].kind == "NP":
        candidate = phrases[left]
        if candidate.renames >= 0:
            left = candidate.renames
            continue
        if _alike(candidate, phrases[i]) and (not prep or candidate.prep == prep):
            return left
        if not candidate.prep or candidate.host < 0:
            before = _left(phrases, left, "")
            if (
                before > 0
                and phrases[before].kind == ","
                and phrases[before - 1].kind == "NP"
                and candidate.names is not None
            ):
                left = before - 1 if candidate.names.sort is Sort.THING and not candidate.names.actors else -1
                continue
            return -1
        left = candidate.host
    return -1


def _alike(one: Phrase, two: Phrase) -> bool:
    if one.names is None or two.names is None:
        return False
    if one.names.sort in _ACTORS or two.names.sort in _ACTORS:
        return one.names.sort in _PEOPLE and two.names.sort in _PEOPLE
    return True


def _join_list(phrases: Sequence[Phrase], i: int) -> None:
    """Link "A, B and C": B to A."""
    while True:
        at = _left(phrases, i, "")
        before = at - 1
        if at <= 0 or phrases[at].kind != "," or phrases[before].kind != "NP" or phrases[i].joined >= 0:
            return
        if not _alike(phrases[before], phrases[i]) or phrases[i].renames >= 0 or phrases[i].prep:
            return
        phrases[i].joined = before
        phrases[i].prep, phrases[i].host = phrases[before].prep, phrases[before].host
        i = before


def _part_clauses(phrases: Sequence[Phrase]) -> None:
    """Undo what joined the subject of a new clause to an object: "A condemned B and C praised it".

    And let "after", "before", "since", "as" and "until" begin a clause where a noun phrase and a finite verb follow.
    """
    openers = load_lexicon().sets["clause_or_preposition"]
    verb = said = False
    for i, phrase in enumerate(phrases):
        if phrase.kind == "VG" and phrase.finite:
            verb = said = True
        elif phrase.kind in {"u", "w", ";", ":"}:
            verb = False
        elif phrase.kind == "NP" and phrase.joined >= 0 and verb and _verb_follows(phrases, i):
            left = phrases[phrase.joined]
            before = _left(phrases, phrase.joined, "rx")
            saying = (
                before >= 0 and phrases[before].kind == "VG" and phrases[before].word in {"say", "suggest", "believe"}
            )
            if not saying and left.kind == "NP" and left.prep not in {"between", "among", "both"}:
                phrase.joined, phrase.prep, phrase.host = -1, "", -1
        elif (
            phrase.kind == "p"
            and phrase.word in openers
            and (said or not _within(phrases, i))
            and _clause_follows(phrases, i)
        ):
            phrase.kind, verb = "u", False


def _within(phrases: Sequence[Phrase], i: int) -> bool:
    """Say whether a preposition stands in a subject whose verb is still to come: "his description of it as a pact is"."""
    return i > 0 and phrases[i - 1].kind == "NP" and phrases[0].kind == "NP"


def _clause_follows(phrases: Sequence[Phrase], i: int) -> bool:
    """Say whether a subject and a finite verb follow the word at i; then free the subject from it."""
    for j in range(i + 1, min(i + 12, len(phrases))):
        phrase = phrases[j]
        if phrase.kind == "VG":
            found = phrase.finite and j > i + 1
            for freed in phrases[i + 1 : j]:
                if found and freed.kind == "NP" and (freed.host == i - 1 or freed.prep == phrases[i].word):
                    freed.prep, freed.host = "", -1
            return found
        if phrase.kind not in {"NP", "c", "p", "r", '"', "x"}:
            return False
    return False


def _verb_follows(phrases: Sequence[Phrase], i: int) -> bool:
    """Say whether the noun phrase at i is the subject of a finite verb that follows, prepositions and parentheses apart."""
    j = i + 1
    while j < min(i + _AHEAD, len(phrases)):
        phrase = phrases[j]
        if phrase.kind == "VG":
            return phrase.finite
        if phrase.kind == ",":
            closing = _parenthesis(phrases, j)
            if closing < 0:
                return False
            j = closing
        elif phrase.kind not in {"p", "NP", "r", '"'} or (
            phrase.kind == "NP" and not (phrase.prep or phrase.renames >= 0)
        ):
            return False
        j += 1
    return False


def _parenthesis(phrases: Sequence[Phrase], comma: int) -> int:
    """Return where the parenthesis ends that a comma opens: a relative clause, an apposition, "though …"; -1 if it opens none."""
    following = phrases[comma + 1 : comma + 3]
    opens = bool(following) and (
        following[0].kind in {"w", "u", "p", "r"}
        or (following[0].kind == "NP" and following[0].renames >= 0)
        or (following[0].kind == "VG" and not following[0].finite)
    )
    if not opens:
        return -1
    return next((j for j in range(comma + 2, min(comma + _AHEAD, len(phrases))) if phrases[j].kind == ","), -1)
