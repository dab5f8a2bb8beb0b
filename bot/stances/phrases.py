"""Phrases: the noun phrases and verb groups of a sentence, and the small words between them, in one pass over its tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.references import Reference
    from bot.stances.tokens import Token

_NOUNS = frozenset("nNEA")
_INSIDE = frozenset("dsa#nNEAq~")
_VERBAL = frozenset("mbhkxrtv")
_FINITE = frozenset(
    {"is", "are", "was", "were", "am", "'re", "'m", "'s", "has", "have", "had", "'ve", "do", "does", "did"}
)


@dataclass(slots=True)
class Phrase:
    """A stretch of tokens, ``tokens[first:last]``.

    ``kind`` is ``NP`` (noun phrase), ``VG`` (verb group), ``AP`` (adjective that stands alone), or the tag of a single token.
    ``word`` is the lemma of its head: of a noun its singular, of a verb its base form.
    """

    kind: str
    first: int
    last: int
    word: str
    head: int = 0
    # Noun phrases, and verb groups in -ing after a preposition.
    prep: str = ""
    host: int = -1  # the phrase that the preposition hangs on
    joined: int = -1  # the noun phrase before it that it is coordinated with
    renames: int = -1  # the noun phrase before it that it is in apposition to
    names: Reference | None = None
    # Verb groups.
    form: str = ""  # finite, infinitive, ing, participle
    passive: bool = False
    negated: bool = False
    modal: str = ""
    adverbs: tuple[str, ...] = field(default=())

    @property
    def finite(self) -> bool:
        """Whether it is a finite verb."""
        return self.form == "finite"


def to_phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """Return the phrases of tagged tokens, in order; each token is in one of them, but for quotation marks inside a phrase."""
    phrases: list[Phrase] = []
    i = 0
    while i < len(tokens):
        phrase = _noun_phrase(tokens, i) or _verb_group(tokens, i)
        if phrase is None:
            kind = "p" if tokens[i].tag == "t" else tokens[i].tag
            phrase = Phrase(kind, i, i + 1, tokens[i].low, head=i)
        phrases.append(phrase)
        i = phrase.last
    return phrases


def _noun_phrase(tokens: Sequence[Token], start: int) -> Phrase | None:
    """Return the noun phrase (or lone adjective) that begins here, if one does."""
    if tokens[start].tag == "o":
        return Phrase("NP", start, start + 1, tokens[start].low, head=start)
    head, i, quoted = -1, start, False
    while i < len(tokens):
        if tokens[i].tag == '"' and (head < 0 or quoted) and i > start and _noun_follows(tokens, i):
            i, quoted = i + 1, not quoted
        elif (step := _joins(tokens, start, i, head)) == 0:
            break
        else:
            i += step
        if i - 1 >= start and tokens[i - 1].tag in _NOUNS and not _is_modifier(tokens, i - 1):
            head = i - 1
        elif tokens[i - 1].tag == "q":
            head = -1
    if head >= 0:
        return Phrase("NP", start, head + 1, load_lexicon().singular(tokens[head].low), head=head)
    return _headless(tokens, start, i)


def _noun_follows(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].tag in _INSIDE


def _headless(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Return what is made of determiners and adjectives alone: "these", "wary"."""
    while end > start and tokens[end - 1].tag in {'"', "~", ",", "c", "r"}:
        end -= 1
    if end == start:
        return None
    last = tokens[end - 1]
    if last.tag == "a" and tokens[start].tag in {"a", "r"}:
        return Phrase("AP", start, end, last.low, head=end - 1)
    return Phrase("NP", start, end, last.low, head=end - 1)


def _is_modifier(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the noun at i only modifies what a hyphen joins to it: "US-led"."""
    return i + 2 < len(tokens) and tokens[i + 1].tag == "~"


def _joins(tokens: Sequence[Token], start: int, i: int, head: int) -> int:  # noqa: PLR0911 - a table in code
    """Return how many tokens the phrase from ``start`` takes on at i; 0 where it ends."""
    tag, before = tokens[i].tag, tokens[i - 1].tag if i > start else ""
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    if before == "~":
        return 1 if tag in _INSIDE or tag in {"v", "r"} else 0
    if tag == "r":
        return _joins_adverb(tokens, i, head)
    if tag in {"c", ","}:
        return _joins_and(tokens, start, i, head)
    if tag not in _INSIDE or (tag in {"q", "~"} and i == start):
        return 0
    if tag in {"d", "s"}:
        return 0 if head >= 0 or before == "q" else 1
    if head < 0 or tag in {"q", "~"} or i == start:
        return 1
    return _joins_noun(tokens, i, following)


def _joins_adverb(tokens: Sequence[Token], i: int, head: int) -> int:
    """Take an adverb on that stands before an adjective of the same phrase: "a highly isolated regime"."""
    ahead = tokens[i + 1 : i + 3]
    if head >= 0 or len(ahead) < 2 or ahead[0].tag != "a":  # noqa: PLR2004 - an adjective and what follows it
        return 0
    return 1 if ahead[1].tag in _INSIDE | {"c", ","} else 0


def _joins_and(tokens: Sequence[Token], start: int, i: int, head: int) -> int:
    """Take "and" on inside a phrase: "nuclear and missile programmes", "Russian and Chinese officials"."""
    if i == start or i + 2 >= len(tokens):
        return 0
    ahead = [token.tag for token in tokens[i + 1 : i + 5] if token.tag != '"']
    if len(ahead) < 2:  # noqa: PLR2004 - what follows, and what follows that
        return 0
    before, after, then = tokens[i - 1].tag, ahead[0], ahead[1]
    if before == "a" and head < 0:
        goes_on = after in {"a", "n"} and then in {"n", "a", "N", "c"}
        return 1 if goes_on or (after == "r" and then == "a") else 0
    two = before in {"A", "E"} and after == "A" and then in {"n", "a"}
    return 1 if two and tokens[i].tag == "c" and (before == "A" or tokens[i - 1].low.isalpha()) else 0


def _joins_noun(tokens: Sequence[Token], i: int, following: str) -> int:
    """Say whether a noun, a name or an adjective goes on with a phrase that has a noun already."""
    token, last = tokens[i], tokens[i - 1]
    lexicon = load_lexicon()
    short = last.mention is not None and last.mention.role == "abbreviation"
    if short and token.tag == "E" and last.low != token.low:
        return 1  # "the U.N. Security Council"
    if token.tag in {"E", "A"}:
        role = lexicon.singular(last.low)
        titled = last.tag == "n" and (role in lexicon.heads["official"] or role in lexicon.heads["role"])
        return 1 if (last.tag in {"A", "N"} or titled) and last.tag != "E" else 0
    if last.tag == "E" and token.tag in {"n", "a", "#"}:
        return 1 if _goes_with_name(tokens, i, following) else 0
    if last.tag == "A" and last.low.endswith("s") and not last.low.endswith("ss"):
        return 0  # "sells the Armenians howitzers"
    if token.tag in {"a", "#"}:
        return 1 if last.tag in {"A", "n"} and following in {"n", "N"} and token.tag == "a" and last.tag == "A" else 0
    return 1


def _goes_with_name(tokens: Sequence[Token], i: int, following: str) -> bool:
    """Tell "NATO allies" and "US military presence" from "gave Ukraine weapons" and "left Russia isolated"."""
    lexicon, token, given = load_lexicon(), tokens[i], i > 1 and tokens[i - 2].tag == "v"
    if token.tag == "#" or (token.tag == "a" and following not in {"n", "N"}):
        return False
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].tag in {"n", "a", "N"}:
        last += 1
    return not (given and lexicon.singular(tokens[last].low) in lexicon.heads["goods"])


def _verb_group(tokens: Sequence[Token], start: int) -> Phrase | None:
    """Return the verb group that begins here, with its auxiliaries and adverbs, if one does."""
    i = start
    while i < len(tokens) and tokens[i].tag in {"x", "r"}:
        i += 1
    if i == len(tokens) or tokens[i].tag not in {"m", "b", "h", "k", "t", "v"}:
        return None
    if tokens[i].tag == "t" and tokens[start].tag == "r":
        return None  # "carefully to avoid": the adverb goes with the verb before
    while i < len(tokens) and tokens[i].tag in _VERBAL:
        i += 1
        if tokens[i - 1].tag == "v":
            break
    while i - 1 > start and tokens[i - 1].tag in {"r", "x", "t"} and tokens[i - 1].tag != "v":
        i -= 1
    group = tokens[start:i]
    if all(token.tag in {"r", "x", "t"} for token in group):
        return None
    return _to_group(group, start)


def _to_group(group: Sequence[Token], start: int) -> Phrase:
    tags = [token.tag for token in group]
    main = max((i for i, each in enumerate(tags) if each in "vbhkm"), default=0)
    form = group[main].form
    lemma = form.lemma if form is not None else {"b": "be", "h": "have", "k": "do"}.get(tags[main], "")
    helpers = [token for token in group[:main] if token.tag in "mbhk"]
    kinds = form.kinds if form is not None else ""
    be = bool(helpers) and helpers[-1].tag == "b"
    return Phrase(
        "VG",
        start,
        start + len(group),
        lemma,
        head=start + main,
        form=_form_of(group, main, helpers, kinds),
        passive=be and bool({"D", "N"} & set(kinds)),
        negated="x" in tags or any(token.low == "cannot" for token in group),
        modal=next((token.low for token in group if token.tag == "m"), ""),
        adverbs=tuple(token.low for token in group if token.tag == "r"),
    )


def _form_of(group: Sequence[Token], main: int, helpers: Sequence[Token], kinds: str) -> str:
    if any(token.tag == "t" for token in group[: main + 1]):
        return "infinitive"
    first = helpers[0] if helpers else group[main]
    if first.low in {"being", "having"}:
        return "ing"
    if helpers or group[main].low in _FINITE or first.tag in {"m", "k"}:
        return "finite"
    if first.low in {"be", "been"}:
        return "infinitive" if first.low == "be" else "participle"
    if kinds == "G":
        return "ing"
    return "participle" if kinds == "N" else "finite"
