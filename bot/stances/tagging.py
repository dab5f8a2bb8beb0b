"""Tagging: what each word of a sentence is, by the lexicon and by its neighbours.

======= ==================================  ======= ==================================
``E``   an actor's name                     ``v``   verb
``A``   an actor's adjective ("Russian")    ``m``   modal
``N``   a capitalised word, unknown         ``b``   a form of "be"
``n``   noun                                ``h``   a form of "have"
``a``   adjective                           ``k``   a form of "do"
``o``   pronoun                             ``t``   "to" before an infinitive
``s``   possessive pronoun                  ``x``   "not" and its like
``d``   determiner                          ``r``   adverb
``#``   number                              ``p``   preposition
``q``   possessive ending                   ``u``   word that begins a clause
``"``   quotation mark                      ``w``   relative or question word
other   the mark itself                     ``c``   "and", "or", "but"
======= ==================================  ======= ==================================
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.stances.lexicon import Form, load_lexicon
from bot.stances.tables import load_frames

if TYPE_CHECKING:
    from bot.stances.lexicon import Lexicon
    from bot.stances.tokens import Token

_DOUBLE = frozenset('"“”„«»')
_QUOTES = frozenset("\"“”„«»‘`'’")
_DASHES = frozenset({"-", "–", "—", "--", "‐", "‑"})
_NOUN_LIKE = frozenset("ENnoA#")
_BEFORE_NOUN = frozenset("dsqa#")
_MODIFIED = frozenset({"n", "N", "?", "A", "a", "E"})
_OBJECT_BEGINS = frozenset("dEsoANt")
_ADJECTIVE_ENDS = ("al", "ous", "ive", "ful", "less", "able", "ible", "ic", "ish", "ese", "ary", "ern")
_DATES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_ALSO_ADJECTIVES = frozenset({"only", "very", "then", "long", "far", "well", "apart", "once", "now"})
_VERBS_BEFORE_BARE = frozenset({"help", "let", "make", "see", "hear", "dare", "watch"})
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
    "turns": ("on", "against"),
}
_DEMANDING = frozenset({"demand", "insist", "urge", "ask", "recommend", "request", "propose", "suggest", "require"})
_WHOM = frozenset({"him", "them", "us", "me"})
_EARLY = 3  # tokens before a verb that follows its subject at the head of a sentence
_PARTICLES = frozenset(word for words in _PARTICLES_OF.values() for word in words)
_ING_NOUNS = frozenset(
    [
        "meeting",
        "warning",
        "bombing",
        "shelling",
        "hearing",
        "ruling",
        "training",
        "funding",
        "backing",
        "building",
        "killing",
        "shooting",
    ]
)


def tag(tokens: list[Token]) -> list[Token]:
    """Set each token's tag, and join those that are one word of several parts ("because of"); return the tokens.

    Double quotation marks are looked through: what they set apart goes on in grammar with what stands before it.
    """
    lexicon = load_lexicon()
    everything = _join(tokens, lexicon)
    for mark, token in pairwise(everything):
        token.quoted = mark.text in _DOUBLE
    for token in everything:
        token.tag = '"' if token.text in _DOUBLE else ""
    tokens = [token for token in everything if not token.tag]
    title_case = _is_title_case(tokens)
    for token in tokens:
        token.form = lexicon.verbs.get(token.low) if token.mention is None else None
    for i, token in enumerate(tokens):
        token.tag = _first_guess(tokens, i, lexicon, title_case=title_case)
        if token.tag == "?":
            if i + 1 < len(tokens):  # what follows is known only so far until its own turn comes
                tokens[i + 1].tag = _first_guess(tokens, i + 1, lexicon, title_case=title_case)
            token.tag = _decide(tokens, i, lexicon)
        if token.tag == "n" and i and _after_modal(tokens, i):
            token.tag, token.form = "v", token.form or Form(token.low, "B")
        if token.tag == "v":
            token.form = token.form or Form(token.low, "B")
        else:
            token.form = None
    return everything


def _after_modal(tokens: list[Token], i: int) -> bool:
    """Say whether only adverbs stand between a modal and the word at i: it is a verb, even if no table has it."""
    at = i - 1
    while at > 0 and tokens[at].tag in {"r", "x"}:
        at -= 1
    return tokens[at].tag == "m"


def _join(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        length = 0
        for rest in lexicon.longer.get(token.low, ()):
            following = tokens[i + 1 : i + 1 + len(rest)]
            if len(following) == len(rest) and all(a.low == b for a, b in zip(following, rest, strict=True)):
                length = len(rest)
                token.low = " ".join((token.low, *rest))
                token.text = " ".join((token.text, *(each.text for each in following)))
                token.end = following[-1].end
                break
        joined.append(token)
        i += 1 + length
    return joined


def _is_title_case(tokens: list[Token]) -> bool:
    """Say whether a line's capitals tell nothing, as in a title."""
    words = [token for token in tokens if token.mention is None and token.text.isalpha() and len(token.text) > 3]  # noqa: PLR2004
    return len(words) > 1 and sum(token.capital for token in words) > 0.6 * len(words)


def _first_guess(tokens: list[Token], i: int, lexicon: Lexicon, *, title_case: bool) -> str:  # noqa: PLR0911 - a table in code
    """Return the tag of a word that needs no look at verbs, or ``?`` for one that does."""
    token = tokens[i]
    if token.mention is not None:
        return "A" if token.mention.role == "demonym" else "E"
    if not token.text[0].isalnum():
        return _mark(tokens, i)
    if token.text[0].isdigit():
        return "#"
    before = tokens[i - 1].tag if i else ""
    if not i and token.capital and len(tokens) > 1 and _is_first_name(token, tokens[1], lexicon):
        return "N"
    if (
        token.capital
        and i
        and not title_case
        and not token.quoted
        and before not in {'"', ":", "."}
        and token.low not in lexicon.tags
    ):
        return "r" if token.low in _DATES else "N"
    if token.low in lexicon.tags and not (token.capital and token.low in {"may", "will", "march"} and i):
        return _closed(tokens, i, lexicon)
    if token.form is not None:
        return "?"
    if token.low == "likely" and before == "m":
        return "r"
    return _open(token, lexicon, first=not i or title_case)


def _is_first_name(token: Token, following: Token, lexicon: Lexicon) -> bool:
    """Say whether a verb's form that begins a sentence is a name: "Sue Terry"."""
    base = token.form is not None and token.form.kinds == "B"
    known = following.low in lexicon.verbs or following.low in lexicon.tags
    return base and following.capital and following.mention is None and not known and following.text.isalpha()


def _open(token: Token, lexicon: Lexicon, *, first: bool) -> str:  # noqa: PLR0911 - a table in code
    """Return the tag of a word of an open class that no table holds as a verb; unknown -ed and -ing are verbs."""
    low = token.low
    if low in _DATES:
        return "r"
    if low in lexicon.disguised:
        return "n"
    if low in lexicon.adjectives or lexicon.compares(low):
        return "a"
    if low in lexicon.nouns or lexicon.singular(low) in lexicon.nouns:
        return "n"
    if low.endswith("ly"):
        return "r"
    if low.endswith(_ADJECTIVE_ENDS):
        return "a"
    if token.capital and first and not low.endswith(("tion", "ment", "ness", "ity", "s")):
        return "N"
    if "-" in low and low.endswith(("ed", "ing")):
        return "a"
    if len(low) > 5 and low.endswith(("ed", "ing")):  # noqa: PLR2004 - "thing", "need" are nouns
        token.form = Form(low[:-2] if low.endswith("ed") else low[:-3], "DN" if low.endswith("ed") else "G")
        return "?"
    return "n"


def _mark(tokens: list[Token], i: int) -> str:
    text = tokens[i].text
    if tokens[i].low == "n't":
        return "x"
    if text[0] in "'’" and len(text) > 1:
        return _clitic(tokens, i)
    if text in "'’" and i and tokens[i - 1].low.endswith("s") and tokens[i - 1].end == tokens[i].start:
        return "q" if i + 1 < len(tokens) and tokens[i + 1].text[0].isalnum() else '"'
    if text in _QUOTES:
        return '"'
    if text in _DASHES:
        glued = (
            i and i + 1 < len(tokens) and tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
        )
        return "~" if glued else "-"
    return "." if text in ".!?…..." else text


def _clitic(tokens: list[Token], i: int) -> str:
    low = tokens[i].low
    if low == "'s":
        return "b" if i and tokens[i - 1].tag in {"o", "w"} else "q"
    return {"'re": "b", "'m": "b", "'ve": "h"}.get(low, "m")


def _closed(tokens: list[Token], i: int, lexicon: Lexicon) -> str:  # noqa: PLR0911 - a table in code
    """Return the tag of a word of a closed class, some of which belong to two."""
    low, following = tokens[i].low, tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1].tag if i else ""
    if low == "to":
        return "t" if _begins_infinitive(tokens, i, lexicon) else "p"
    if low == "that":
        return _that(before, following, tokens[i + 2] if i + 2 < len(tokens) else None, lexicon)
    if low == "her" and (following is None or following.low in lexicon.tags or not following.text[0].isalnum()):
        return "o"
    if low == "like" and before in {"m", "t", "k"}:
        return "v"
    if low in {"will", "might", "may", "can"} and before in _BEFORE_NOUN and tokens[i - 1].low not in {"this", "that"}:
        return "n"
    if low in _ALSO_ADJECTIVES | {"most", "more"} and before in {"d", "s", "q"}:
        return "a"
    if low in {"more", "less", "most"} and following is not None and _is_adverb(following, lexicon):
        return "r"
    if low == "as" and before == "p":
        return "p"
    if (
        low in {"one", "anti", "pro"}
        and following is not None
        and following.start == tokens[i].end
        and following.low == "-"
    ):
        return "a"
    return lexicon.tags[low]


def _is_adverb(token: Token, lexicon: Lexicon) -> bool:
    return token.low.endswith("ly") or lexicon.tags.get(token.low) in {"r", "p", "c"}


def _begins_infinitive(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Say whether "to" at i stands before a verb's base form rather than a noun."""
    for j in range(i + 1, min(i + 4, len(tokens))):
        low = tokens[j].low
        if lexicon.tags.get(low) in {"b", "h", "k"} and low in {"be", "have", "do"}:
            return True
        form = lexicon.verbs.get(low)
        if form is not None and "B" in form.kinds:
            noun = low in lexicon.often_noun and j == i + 1
            then = tokens[j + 1].low if j + 1 < len(tokens) else ""
            before = tokens[i - 1].tag if i else ""
            return not noun or before == "v" or (then not in {"from", "of", "by"} and (before != "n" or then.isalpha()))
        if not (low.endswith("ly") or lexicon.tags.get(low) in {"r", "x"}):
            return False
    return False


def _that(before: str, following: Token | None, then: Token | None, lexicon: Lexicon) -> str:
    if before in _NOUN_LIKE or before in {'"', ")", ","}:
        return "w" if following is not None else "o"
    if following is not None and following.mention is None and lexicon.tags.get(following.low) in {"b", "h", "m", "k"}:
        return "o"
    plain = following is not None and following.mention is None and following.low not in lexicon.tags
    singular = plain and following is not None and not following.low.endswith("s") and not following.capital
    if (
        singular
        and before == "v"
        and then is not None
        and (not then.text[0].isalnum() or lexicon.tags.get(then.low) == "p")
    ):
        return "d"  # "rejected that criticism, "
    return "d" if singular and before in {"p", "", "c"} else "u"


def _decide(tokens: list[Token], i: int, lexicon: Lexicon) -> str:
    """Return whether a form of a verb is one where it stands, or a noun or an adjective."""
    token = tokens[i]
    form = token.form
    assert form is not None  # noqa: S101 - "?" is given to forms of verbs only
    back = i - 1
    while back >= 0 and tokens[back].tag in {"r", "x"}:
        back -= 1
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
    if before in {"d", "s", "q", "#"} or (before in {"a", "v"} and following in {"n", "N"} and back == i - 1):
        return "a"
    if before == "p":
        return "a" if following in {"n", "N", "a", "A", "E", "?"} else "v"
    return "v"


def _decide_ing(tokens: list[Token], i: int, back: int, lexicon: Lexicon) -> str:
    token, before = tokens[i], tokens[back].tag if back >= 0 else ""
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    nominal = token.low in _ING_NOUNS
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


def _decide_present(tokens: list[Token], i: int, back: int, *, noun: bool) -> str:  # noqa: C901, PLR0911 - a table in code
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
    if before == "," and base and following in _OBJECT_BEGINS:
        return "n" if any(token.tag in {"v", "m", "b", "h", "k"} for token in tokens[:i]) else "v"
    if before == "," and not base and following == "a" and tokens[back - 1].tag in {"N", "E"}:
        return "n" if any(token.tag in {"v", "m", "b", "h", "k"} for token in tokens[:i]) else "v"
    return "v" if before == "," and (following in _OBJECT_BEGINS or that) and not base else "n"


def _is_plural_people(tokens: list[Token], at: int) -> bool:
    """Tell "the Europeans" from "European": a demonym that is a noun in the plural."""
    return tokens[at].low.endswith("s") and not tokens[at].low.endswith("ss")


def _decide_after_noun(tokens: list[Token], i: int, back: int, *, base: bool) -> str:  # noqa: PLR0911 - a table in code
    """Decide between "Beijing fears the pact" and "Beijing fears grow"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    subject = tokens[back]
    plural = subject.tag in {"n", "A"} and _is_plural_people(tokens, back)
    joined = back > 0 and tokens[back - 1].tag == "c"
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
    if not base and following.tag in {"p", "r"} and _must_be_verb(tokens, i):
        return "v"
    if not base and (following.tag == "a" or following.low in load_lexicon().adjectives):
        return "v"
    if not base and subject.tag == "n" and following.form is not None and following.form.kinds == "G":
        return "v"
    return "v" if back < i - 1 and following.tag in _OBJECT_BEGINS | {"n", "?"} else "n"


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
        if token.form is not None or lexicon.tags.get(token.low) in {"m", "b", "h", "k"}:
            return False
    return True


def _is_object(tokens: list[Token], noun: int) -> bool:
    """Say whether the noun stands where an object does: after a verb, or a preposition."""
    return noun > 0 and tokens[noun - 1].tag in {"v", "p"}
