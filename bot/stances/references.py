"""References: whom or what a noun phrase stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


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


def rename(known: Reference, other: Reference) -> Reference:
    """Return what two phrases in apposition stand for together: "Sergei Lavrov, Russia's foreign minister"."""
    if known.sort is Sort.UNKNOWN and known.speaker and other.sort in {Sort.THING, Sort.CROWD, Sort.UNKNOWN}:
        return Reference(Sort.PERSON, (known.speaker,), speaker=known.speaker, human=True)
    if known.sort in {Sort.UNKNOWN, Sort.CROWD} and not known.actors and other.sort is Sort.UNKNOWN and other.speaker:
        return Reference(Sort.PERSON, (other.speaker,), speaker=other.speaker, human=True)  # "the rebels' leader, X"
    if known.sort is Sort.UNKNOWN and other.sort in {Sort.ACTOR, Sort.ANALYST, Sort.PERSON}:
        if known.speaker and other.sort is not Sort.ACTOR:
            return replace(other, actors=(known.speaker,), speaker=known.speaker)
        return replace(other, speaker=known.speaker or other.speaker)
    if known.sort is Sort.ACTOR and known.human and not known.speaker and other.sort is Sort.UNKNOWN and other.speaker:
        return replace(known, speaker=other.speaker)  # "Ecuador's president, Jamil Mahuad"
    return known
