"""Memory: what an article has said so far, by which its pronouns and short names are understood. Deliberately shallow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.model import Kind
from bot.stances.lexicon import load_lexicon
from bot.stances.references import Reference, Sort
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.model import Mention
    from bot.stances.phrases import Phrase

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "herself"})
_PERSONS = 8  # so many persons are remembered
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"each", "they", "them", "their", "themselves", "both"})
_WE = frozenset({"we", "us", "our", "ourselves", "i", "me", "my"})
_GOVERNMENT = frozenset({"government", "junta", "authority", "regime", "leadership", "ruler", "administration"})
_UNIONS = frozenset({"alliance", "bloc", "organisation", "organization"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "regime", "republic"})
_KEPT = 40  # mentions
_RECENT = 6  # mentions in which "its neighbour" is looked for
_NOBODY = Reference(Sort.UNKNOWN)


@dataclass(slots=True)
class Memory:
    """What the sentences before this one have named.

    ``kind`` says what kind of actor a canonical name is of; ``None`` for one that the registry does not know.
    """

    kind: Callable[[str], Kind | None]
    people: dict[str, Reference] = field(default_factory=dict)  # surname in lower case -> who that is
    last: list[Reference] = field(default_factory=list)  # the actors of the last sentence, its subject first
    persons: list[Reference] = field(default_factory=list)  # those of the last sentences, subjects first
    sexes: dict[str, str] = field(default_factory=dict)  # surname in lower case -> f, m
    several: Reference | None = None
    things: bool = False  # whether "them" may be things of the last sentence
    quoted: Reference | None = None  # who speaks, while a quotation is open
    named: list[str] = field(default_factory=list)  # the last actors named, in order
    earlier: list[str] = field(default_factory=list)  # those named before this sentence
    leaders: list[str] = field(default_factory=list)  # those named by a leader
    bonds: dict[frozenset[str], str] = field(default_factory=dict)  # two actors -> the topic of what binds them
    bodies: dict[str, Reference] = field(default_factory=dict)  # "ministry" -> whose was last spoken of
    dateline: str = ""  # the country of the capital that the text begins with
    short: dict[str, str] = field(default_factory=dict)  # the last word of a name of several -> whose name it is
    charge: str = ""  # the topic of what was last alleged
    matter: str = ""  # the last topic that binds two actors

    def bond(self, parties: frozenset[str], topic: str = "") -> str:
        """Return the topic of what binds these two; with a topic, keep it unless there is one already."""
        if topic:
            self.matter = self.bonds.setdefault(parties, topic)
        return self.bonds.get(parties, "")

    def meet(self, reference: Reference) -> Reference:
        """Remember a person by surname."""
        names = reference.speaker.casefold().split()
        self.people.setdefault(names[-1], reference)
        self.people.setdefault(names[0], reference)  # where the family's name stands first: "Xu Wenli"
        return reference

    def sex(self, reference: Reference) -> str:
        """Return whether a person is female ("f") or male ("m"), by the first name; nothing where that does not tell."""
        names = reference.speaker.casefold().split()
        if not names:
            return ""
        return load_lexicon().sexes.get(names[0], "") or self.sexes.get(names[-1], "")

    def resolve(self, pronoun: str, before: Sequence[Phrase]) -> Reference:
        """Return whom a pronoun stands for, by what stands before it in its sentence and by the sentences before."""
        if pronoun in _HE or pronoun in _SHE:
            named = _persons(_without_subject(before) if pronoun == "him" else before)
            wrong = "f" if pronoun in _HE else "m"
            found = next((each for each in (*named, *self.persons) if self.sex(each) != wrong), None)
        elif pronoun == "it" and _is_object(before):
            found = None  # what is done to "it" may be to anything
        elif pronoun in _IT:
            found = self._it(before, possessive=pronoun == "its")
        elif pronoun == "them":
            found = next(_groups(before), None) or (None if self.things else self.several)
        elif pronoun in _THEY:
            found = next(_groups(before), None) or self.several
        elif pronoun in _WE:
            found = self.quoted
        else:
            return _NOBODY
        return replace(found, guessed=True) if found is not None and found.actors else _NOBODY

    def _it(self, before: Sequence[Phrase], *, possessive: bool) -> Reference | None:
        given = before[-2] if possessive and len(before) > 1 and before[-1].word == "for" else None
        if given is not None and given.prep == "to" and given.names is not None and _is_one(given.names):
            return given.names  # "supplies arms to Russia for its war"
        joined = possessive and bool(before) and before[-1].kind == "c"  # "It accused Kyiv, and its president …"
        for phrase in before if joined else reversed(before):
            if phrase.kind == "NP" and (not phrase.prep or _leads(phrase)) and phrase.names is not None:
                owned = phrase.names.sort is Sort.THING and len(phrase.names.owners) == 1
                if owned and possessive and not _after_verb(phrase, before):
                    return Reference(Sort.ACTOR, phrase.names.owners)
                if _is_one(phrase.names) and not phrase.names.human and not self._is_person(phrase.names):
                    return phrase.names
                if phrase.names.sort is Sort.THING and not _after_verb(phrase, before):
                    return None
        last = self.last[0] if self.last else None
        return last if last is not None and _is_one(last) and not (last.human or self._is_person(last)) else None

    def _is_person(self, reference: Reference) -> bool:
        return self.kind(reference.actors[0]) is Kind.PERSON

    def pair(self, before: Sequence[Phrase], *, human: bool) -> Reference:
        """Return whom "the two leaders" (``human``) or "both countries" stand for: the last two who were named together."""
        here = _dealing(before)
        if len(here) == 2 and not human:  # noqa: PLR2004 - a pair
            return Reference(Sort.ACTOR, tuple(here), plural=True, guessed=True)
        found = next((each for each in _groups(before) if len(each.actors) == 2), None) or self.several  # noqa: PLR2004
        named = self.leaders if human else [actor for actor in self.earlier[-_RECENT:] if actor not in here]
        recent = tuple(dict.fromkeys(reversed(named)))
        recent = recent[:2] if human or len(recent) == 2 else ()  # noqa: PLR2004 - where more are named, it may be any
        if found is None or len(found.actors) != 2 or (human and set(found.actors) != set(recent)):  # noqa: PLR2004
            found = Reference(Sort.ACTOR, recent[::-1], plural=True) if len(recent) == 2 else None  # noqa: PLR2004
        return replace(found, guessed=True) if found is not None else _NOBODY

    def role(self, noun: str, *, plural: bool, definite: bool) -> Reference | None:
        """Return whom "the ministry", "the country", "the alliance" or "the government" stands for, if that is plain."""
        found: Reference | None = None
        if not definite:
            return None
        if noun in self.bodies:
            found = self.bodies[noun]
        elif noun in _COUNTRY_NOUNS and not plural and self.last and _is_one(self.last[0]):
            found = replace(self.last[0], human=False, speaker="")
        elif not plural and (organisation := self._organisation(noun)):
            found = Reference(Sort.ACTOR, (organisation,))
        elif noun in _GOVERNMENT and (home := self.home(titled=False)):
            found = Reference(Sort.ACTOR, home)
        return replace(found, guessed=True) if found is not None else None

    def _organisation(self, noun: str) -> str:
        """Return the last organisation named that the noun may stand for: one that has it in its name, or any union."""
        for actor in reversed(self.named):
            kind = self.kind(actor)
            named = kind in {Kind.ORGANISATION, Kind.GROUP} and noun in actor.casefold().split()
            if named or (kind is Kind.ORGANISATION and noun in _UNIONS):
                return actor
        organ = load_lexicon().organs.get(noun, "")
        return self.short.get(noun, "") or (organ if organ in self.named else "")

    def appoint(self, noun: str, reference: Reference) -> Reference:
        """Remember whose "foreign ministry" was spoken of, for when it is "the ministry"."""
        self.bodies[noun] = self.bodies[noun.rsplit(maxsplit=1)[-1]] = reference
        return reference

    def home(self, *, titled: bool = True) -> tuple[str, ...]:
        """Return the country that a title (``titled``) or a government without one belongs to; nothing if that is not plain.

        A title's is the last subject's; a government's is where the article is from, or which it names by far most.
        """
        counts = Counter(actor for actor in self.named if self.kind(actor) is Kind.COUNTRY).most_common(2)
        clear = len(counts) == 1 or (len(counts) > 1 and 2 * counts[0][1] >= 3 * counts[1][1])
        most = counts[0][0] if clear and counts[0][1] > 1 else ""
        one = self.last[0].actors[0] if self.last and _is_one(self.last[0]) else ""
        last = one if one and self.kind(one) is Kind.COUNTRY else ""
        found = (last or self.dateline or most) if titled else (self.dateline or most or last)
        return (found,) if found else ()

    def other(self, owners: tuple[str, ...], before: Sequence[Phrase]) -> Reference:
        """Return whom "its neighbour" stands for: the one other country that the sentence has named, or the last ones did."""
        here = {actor for phrase in before if phrase.names is not None for actor in phrase.names.actors}
        for named in (here, dict.fromkeys(self.earlier[-_RECENT:])):
            others = [actor for actor in named if actor not in owners and self.kind(actor) is Kind.COUNTRY]
            if len(others) == 1:
                return Reference(Sort.ACTOR, (others[0],), guessed=True)
        return _NOBODY

    def note(self, phrases: Sequence[Phrase], subjects: Sequence[Phrase]) -> None:
        """Remember a sentence: its phrases, named, and those that are subjects of its verbs, the main one first."""
        named = [phrase.names for phrase in (*subjects, *phrases) if phrase.kind == "NP" and phrase.names is not None]
        self.last = [each for each in named if each.actors and each.sort in {Sort.ACTOR, Sort.PERSON}] or self.last
        if self.last and (subjects and subjects[0].names is not None and not subjects[0].names.actors):
            self.last = [_NOBODY, *self.last]
        persons = [each for each in named if each.human and each.actors and not each.plural]
        for each in persons:
            self.sexes.setdefault(each.speaker.casefold().split()[-1] if each.speaker else "", self.sex(each))
        self.persons = [*persons, *self.persons][:_PERSONS]
        self.things = any(each.sort is Sort.THING and each.plural for each in named)
        groups = list(_groups(phrases))
        self.several = (
            next((each for each in groups if len(each.actors) > 1), groups[0] if groups else None)
            or _two(phrases)
            or self.several
        )

    def hear(self, mentions: Sequence[Mention], text: str) -> None:
        """Remember whom a sentence of the text mentions."""
        if mentions and mentions[0].role == "capital" and _opens_line(mentions[0], text):
            self.dateline = mentions[0].actor
        for mention in mentions:
            words = text[mention.start : mention.end].casefold().split()
            if len(words) > 1 and mention.role != "leader":
                self.short[words[-1]] = mention.actor  # "the European Commission" is "the Commission" from here on
        self.earlier = self.named
        self.named = [*self.named, *(mention.actor for mention in mentions)][-_KEPT:]
        self.leaders = [*self.leaders, *(mention.actor for mention in mentions if mention.role == "leader")][-_KEPT:]


def _without_subject(before: Sequence[Phrase]) -> Sequence[Phrase]:
    """Return the phrases but for the subject of the last verb, whom "him" cannot stand for."""
    verb = next((i for i in range(len(before) - 1, -1, -1) if before[i].kind == "VG"), -1)
    subject = next((i for i in range(verb - 1, -1, -1) if before[i].kind == "NP" and not before[i].prep), -1)
    return [*before[:subject], *before[subject + 1 :]] if subject >= 0 else before


def _is_object(before: Sequence[Phrase]) -> bool:
    """Say whether what follows is the object of a verb or a preposition, and not a subject after "as" or "after"."""
    last = before[-1] if before else None
    if last is None or last.kind not in {"VG", "p"}:
        return False
    return (last.kind == "VG" and last.word not in load_frames().say) or (
        last.kind == "p" and last.word not in load_lexicon().sets["clause_or_preposition"]
    )


def _opens_line(mention: Mention, text: str) -> bool:
    """Say whether a name in capitals begins a line: a dateline, as in "COLOMBO, Sri Lanka - "."""
    return text[mention.start : mention.end].isupper() and text[: mention.start].rstrip(" ").endswith(
        ("", "\n")[mention.start > 0]
    )


def _dealing(before: Sequence[Phrase]) -> list[str]:
    """Return the actors that a sentence has named so far, but for those that only say where."""
    found: dict[str, None] = {}
    for phrase in before:
        if phrase.names is not None and phrase.prep not in {"in", "at", "from"}:
            found.update(dict.fromkeys((*phrase.names.owners, *phrase.names.actors)))
    return list(found)


def _leads(phrase: Phrase) -> bool:
    """Say whether a phrase begins its sentence as "For Russia, …" does."""
    return phrase.prep == "for" and phrase.first == 1


def _is_one(reference: Reference) -> bool:
    return reference.sort is Sort.ACTOR and len(reference.actors) == 1


def _after_verb(phrase: Phrase, before: Sequence[Phrase]) -> bool:
    return any(each.kind == "VG" and each.last <= phrase.first for each in before)


def _persons(before: Sequence[Phrase]) -> Iterator[Reference]:
    """Yield the persons named, the nearest first; those that stand by themselves before those in a possessive."""
    for phrase in reversed(before):
        if phrase.names is not None and phrase.names.human and phrase.names.actors and not phrase.names.plural:
            yield phrase.names


def _groups(phrases: Sequence[Phrase]) -> Iterator[Reference]:
    """Yield those named together ("Washington and Seoul"), and plurals ("Western nations"), the last first."""
    for phrase in reversed(phrases):
        names = phrase.names
        if names is None or names.sort not in {Sort.ACTOR, Sort.PERSON, Sort.CROWD}:
            continue
        together: list[str] = [] if names.sort is Sort.CROWD else [*names.actors]
        size, at = 1, phrase
        while at.joined >= 0 and (left := phrases[at.joined].names if at.joined < len(phrases) else None) is not None:
            together = [*left.actors, *together]
            size, at = size + 1, phrases[at.joined]
        if together and (size > 1 or names.plural):
            yield Reference(Sort.ACTOR, tuple(dict.fromkeys(together)), plural=True, human=names.human)


def _two(phrases: Sequence[Phrase]) -> Reference | None:
    """Return the two actors of a sentence that names no more than two."""
    named = dict.fromkeys(actor for phrase in phrases if phrase.names is not None for actor in phrase.names.actors)
    return Reference(Sort.ACTOR, tuple(named), plural=True) if len(named) == 2 else None  # noqa: PLR2004
