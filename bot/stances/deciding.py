"""Deciding: whether a form of a verb is a verb where it stands, or a noun or an adjective; see tagging for what the tags mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from bot.stances.lexicon import Lexicon
    from bot.stances.tokens import Token

_BEFORE_NOUN = frozenset("dsqa#")
_OBJECT_BEGINS = frozenset("dEsoANt")
_MODIFIED = frozenset({"n", "N", "?", "A", "a", "E"})
_VERBS_BEFORE_BARE = frozenset({"help", "let", "make", "see", "hear", "dare", "watch"})
_DEMANDING = frozenset({"demand", "insist", "urge", "ask", "recommend", "request", "propose", "suggest", "require"})
_WHOM = frozenset({"him", "them", "us", "me"})
_EARLY = 3  # tokens before a verb that follows its subject at the head of a sentence
# What makes a verb of a form that is otherwise a noun: "calls on", "hits out".
_PARTICLES_OF = {
    "calls": ("on", "for"),
    "call": ("on", "for"),
    "hits": ("out", "back"),
    "lashes": ("out",),
    "fears": ("that",),
    "claims": ("that",),
    "talks": ("up", "down"),
    "backs": ("off", "away", "down"),
    "steps": ("up", "down"),
    "cuts": ("off",),
    "cut": ("off",),
    "turns": ("on", "against"),
}
_PARTICLES = frozenset(word for words in _PARTICLES_OF.values() for word in words)


def decide(tokens: list[Token], i: int) -> str:
    """Return whether a form of a verb is one where it stands, or a noun or an adjective."""
    token = tokens[i]
    form = token.form
    assert form is not None  # noqa: S101 - "?" is given to forms of verbs only
    back = i - 1
    while back >= 0 and tokens[back].tag in {"r", "x"}:
        back -= 1
    lexicon = load_lexicon()
    noun = token.low in lexicon.often_noun or lexicon.singular(token.low) in lexicon.often_noun
    if set(form.kinds) <= {"D", "N"}:
        return _decide_past(tokens, i, back)
    if form.kinds == "G":
        return _decide_ing(tokens, i, back, lexicon)
    return _decide_present(tokens, i, back, noun=noun)


def _decide_past(tokens: list[Token], i: int, back: int) -> str:
    before = tokens[back].tag if back >= 0 else ""
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    if before == "c" and back and tokens[back - 1].tag == "a" and following in {"n", "N"}:
        return "a"
    if (
        before == "d"
        and tokens[back].low in {"each", "both", "some", "many", "few", "several", "two"}
        and following in {"d", "E", "s"}
    ):
        return "v"
    if (
        before == "v"
        and back == i - 1
        and following == "E"
        and i + 2 < len(tokens)
        and tokens[i + 2].tag in {"", "n", "?"}
    ):
        return "a"  # "bombed suspected Hezbollah hideouts"
    if before in {"d", "s", "q", "#"} or (before in {"a", "v"} and following in {"n", "N"} and back == i - 1):
        return "a"
    if before == "p":
        return "a" if following in {"n", "N", "a", "A", "E", "?"} else "v"
    return "v"


def _decide_ing(tokens: list[Token], i: int, back: int, lexicon: Lexicon) -> str:
    token, before = tokens[i], tokens[back].tag if back >= 0 else ""
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    nominal = token.low in load_lexicon().sets["noun_in_ing"]
    if before == "c" and back and tokens[back - 1].tag == "a" and following in {"n", "N"}:
        return "a"
    if before in _BEFORE_NOUN:
        return "a" if following in {"n", "N", "a", "E"} and not nominal else "n"
    if token.low in lexicon.adjectives and (
        following in _MODIFIED or (before == "n" and following not in _OBJECT_BEGINS)
    ):
        return "a"
    if before == "v" and following in {"n", "N"} and not _governs(tokens[back]):
        return "a"
    if nominal and (before in {"n", "A"} or (before in {"E", "N", "v", "p"} and following not in _OBJECT_BEGINS)):
        return "n"
    return "n" if before == "A" else "v"


def _governs(verb: Token) -> bool:
    """Say whether a verb takes another in -ing: "began bombing targets"."""
    return verb.form is not None and verb.form.lemma in load_frames().governors


def _decide_present(tokens: list[Token], i: int, back: int, *, noun: bool) -> str:  # noqa: C901, PLR0911, PLR0912 - a table in code
    """Decide about a base form or a third person, many of which are nouns as well ("support", "talks")."""
    token, before = tokens[i], tokens[back].tag if back >= 0 else ""
    assert token.form is not None  # noqa: S101 - as above
    adjacent = back == i - 1
    base = "B" in token.form.kinds and "D" not in token.form.kinds
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    whom = before == "o" and tokens[back].low in _WHOM
    if token.low in load_lexicon().adjectives and (whom or before not in {"m", "t", "k", "o"}):
        return "v" if following in _OBJECT_BEGINS and before in {"n", "E", "N"} else "a"
    if before in {"m", "t", "k"} or (before == "o" and not whom):
        return "v"
    if before == "h":
        return "v" if "N" in token.form.kinds or "D" in token.form.kinds else "n"
    if before == "b":
        return "v" if "N" in token.form.kinds else "n"
    people = before == "A" and adjacent and _is_plural_people(tokens, back)
    if (
        before in _BEFORE_NOUN
        or (before == "A" and noun and not people)
        or (noun and following in {"m", "b", "h", "k"})
    ):
        return "n"
    if before in {"p", "u"} and (noun or before == "p"):
        return "n"
    if before in {"n", "N"} and adjacent and not tokens[back].low.endswith("s") and token.form.kinds == "B":
        return "n"
    if before == "w" or not noun:
        return "v"
    if before == "v":
        form = tokens[back].form
        if token.low == "back":
            return "r"
        return "v" if base and form is not None and form.lemma in _VERBS_BEFORE_BARE else "n"
    if before in {"E", "N", "n"} or people:
        return _decide_after_noun(tokens, i, back, base=base)
    if before == "c":
        earlier = next(
            (each.tag for each in reversed(tokens[max(0, back - 3) : back]) if each.tag not in {",", "p", "r"}), ""
        )
        return "v" if following in _OBJECT_BEGINS and (earlier == "v" or not base) and adjacent else "n"
    that = i + 1 < len(tokens) and tokens[i + 1].low == "that"
    named = following == "a" and not base and tokens[back - 1].tag in {"N", "E"}
    if before == "," and (named or (base and following in _OBJECT_BEGINS)):
        return "n" if any(token.tag in {"v", "m", "b", "h", "k"} for token in tokens[:i]) else "v"
    return "v" if before == "," and (following in _OBJECT_BEGINS or that) and not base else "n"


def _is_plural_people(tokens: list[Token], at: int) -> bool:
    """Tell "the Europeans" from "European": a demonym that is a noun in the plural."""
    return tokens[at].low.endswith("s") and not tokens[at].low.endswith("ss")


def _decide_after_noun(tokens: list[Token], i: int, back: int, *, base: bool) -> str:  # noqa: C901, PLR0911 - a table in code
    """Decide between "Beijing fears the pact" and "Beijing fears grow"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    subject = tokens[back]
    plural = subject.tag in {"n", "A"} and _is_plural_people(tokens, back)
    joined = back > 0 and tokens[back - 1].tag == "c"
    if (
        base
        and subject.tag == "E"
        and following is not None
        and following.tag in {"E", "N"}
        and _plural_before(tokens, back)
    ):
        return "v"  # "Republicans in Congress support Mr Abbott"
    if base and not (plural or joined):
        return "v" if following is not None and _is_subjunctive(tokens, back) else "n"
    if not base and plural and back == i - 1:
        return "n"
    if following is None:
        return "n"
    if following.low in _PARTICLES:
        return "v" if following.low in _PARTICLES_OF.get(tokens[i].low, ()) and not _is_object(tokens, back) else "n"
    if following.tag in _OBJECT_BEGINS or (following.tag == "#" and not base):
        return "v"
    if not base and following.tag in {"p", "r"} and (back < i - 1 or _must_be_verb(tokens, i)):
        return "v"
    if not base and (following.tag == "a" or following.low in load_lexicon().adjectives):
        return "v"
    if not base and subject.tag == "n" and following.form is not None and following.form.kinds == "G":
        return "v"
    past = "D" in getattr(tokens[i].form, "kinds", "")
    if subject.tag == "E" and not base and (past or following.low.endswith("s")) and _must_be_verb(tokens, i):
        return "v"  # "Beijing cut ties with …", "Israel strikes targets in …"
    return "v" if back < i - 1 and following.tag in _OBJECT_BEGINS | {"n", "?"} else "n"


def _plural_before(tokens: list[Token], at: int) -> bool:
    """Say whether a plural and a preposition stand before the name at ``at``."""
    return (
        at > 1
        and tokens[at - 1].tag == "p"
        and tokens[at - 2].low.endswith("s")
        and tokens[at - 2].tag in {"n", "E", "A"}
    )


def _is_subjunctive(tokens: list[Token], back: int) -> bool:
    """Say whether the noun at ``back`` is the subject in "demanded that Moscow end"."""
    that = next((j for j in range(back, max(0, back - 4), -1) if tokens[j].low == "that"), 0)
    form = tokens[that - 1].form if that else None
    return form is not None and form.lemma in _DEMANDING


def _must_be_verb(tokens: list[Token], i: int) -> bool:
    """Say whether its clause would have no verb without this word: "Poland pays for half of them"."""
    lexicon = load_lexicon()
    frame = lexicon.singular(tokens[i].low) in lexicon.nouns
    if frame and (tokens[i - 1].tag != "E" or i > _EARLY):
        return False  # "Russia talks with …" may go either way
    for token in tokens[i + 1 : i + 12]:
        if token.low in {",", ".", ";", ":"}:
            return True
        surely = (
            token.form is not None
            and token.form.kinds != "G"
            and not {token.low, lexicon.singular(token.low)} & lexicon.often_noun
        )
        if surely or lexicon.tags.get(token.low) in {"m", "b", "h", "k"}:
            return False
    return True


def _is_object(tokens: list[Token], noun: int) -> bool:
    """Say whether the noun stands where an object does: after a verb, or a preposition."""
    return noun > 0 and tokens[noun - 1].tag in {"v", "p"}
