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

from bot.stances.deciding import decide
from bot.stances.lexicon import Form, load_lexicon

if TYPE_CHECKING:
    from bot.stances.lexicon import Lexicon
    from bot.stances.tokens import Token

_DOUBLE = frozenset('"“”„«»')
_QUOTES = frozenset("\"“”„«»‘`'’")
_DASHES = frozenset({"-", "–", "—", "--", "‐", "‑"})
_NOUN_LIKE = frozenset("ENnoA#")
_BEFORE_NOUN = frozenset("dsqa#")
_ADJECTIVE_ENDS = ("al", "ous", "ive", "ful", "less", "able", "ible", "ic", "ish", "ese", "ary", "ern")
_ALSO_ADJECTIVES = frozenset({"only", "very", "then", "long", "far", "well", "apart", "once", "now"})


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
            token.tag = decide(tokens, i)
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
        for rest in lexicon.longer.get(token.low, ()) if token.mention is None else ():
            following = tokens[i + 1 : i + 1 + len(rest)]
            if [each.low for each in following] == [*rest]:
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
        return "r" if token.low in load_lexicon().sets["date"] else "N"
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
    if low in load_lexicon().sets["date"]:
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


def _closed(tokens: list[Token], i: int, lexicon: Lexicon) -> str:  # noqa: C901, PLR0911 - a table in code
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
    if low == "there" and before in {"n", "N", "E", "A"}:
        return "r"  # "the pollution there had …"
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
