"""Whether a sentence can stand alone, as a point of a brief must, told from its own words."""

from __future__ import annotations

from functools import lru_cache

from bot.ranking.hanging import GROUPS, HE_OR_SHE, NAME, QUOTED, RULES
from bot.ranking.openers import find_opener

_SHORTEST, _SHORT, _LONG, _LONGEST = 6, 9, 30, 45  # words
_BEYOND = 0.2  # the share that is left to a sentence outside of them
_NEAR = 0.75
_LONG_WINDED = 0.5  # at the longest; in between, in proportion
_FRAGMENT = 0.12
_UNNAMED = 0.35
_ALL_QUOTED = 0.4
_OPENED = 0.4
_MOST_RULED = 1_200  # characters: longer ones are too long to be points anyway
_ENDS = ".!…。！।॥۔።။"
_ASKS = "?？؟;:："
_CLOSERS = "\"'”’»)]}」』）】 \u00a0"
_PAIRS = ("“”", "«»", "()", "[]", "「」", "（）", "„“")


@lru_cache(maxsize=16_384)
def standing(text: str, language: str = "en") -> float:
    """Return how well a sentence stands alone: 1 if nothing is missing, towards 0 the more it hangs on others.

    Lengths, quotation marks and full stops are judged in all languages, first words in some twenty, others only in English.

    >>> standing("China has relaxed its visa rules for eleven countries.")
    1.0
    >>> standing("However, it did not tell them why it had done so.") < 0.1
    True
    """
    share = _length(text) * _form(text)
    if len(text) > _MOST_RULED:
        return share
    if language != "en":
        opener = find_opener(language)
        return share * _OPENED if opener and opener.match(text) else share
    bare = QUOTED.sub("“”", text)
    for rule in RULES:
        if rule.pattern.match(text) if rule.opens else rule.pattern.search(bare):
            share *= rule.share
    return share * _naming(bare)


def _length(text: str) -> float:
    words = len(text.split())
    if len(text) > 16 * words:  # a script without spaces
        words = len(text) // 2
    if not _SHORTEST <= words <= _LONGEST:
        return _BEYOND
    if words < _SHORT:
        return _NEAR
    return 1 - (1 - _LONG_WINDED) * max(0, words - _LONG) / (_LONGEST - _LONG)


def _form(text: str) -> float:
    """Judge how a sentence begins and ends, and whether its quotation marks and brackets are whole."""
    share = 1.0
    last = text.rstrip(_CLOSERS)[-1:]
    if last not in _ENDS or not last:
        share *= _FRAGMENT if last in _ASKS else _UNNAMED
    if text[:1].islower() or not _is_balanced(text):
        share *= _FRAGMENT
    return share


def _is_balanced(text: str) -> bool:
    """Say whether each mark that opens something has one that closes it."""
    if text.count('"') % 2:
        return False
    german = "„" in text
    return all(
        text.count(pair[0]) == text.count(pair[1])
        for pair in _PAIRS
        if german is (pair[0] == "„") or pair[0] not in "„“"
    )


def _naming(bare: str) -> float:
    """Judge whether those whom a sentence speaks of are named in it before they are referred to."""
    share = 1.0
    group = GROUPS.search(bare)
    if group and len(NAME.findall(bare, 0, group.start())) < len(("one", "other")):
        share *= _UNNAMED
    person = HE_OR_SHE.search(bare)
    if person and not NAME.search(bare):
        share *= _UNNAMED
    if len(bare.replace("“”", "").strip(" .!,?")) == 0:
        share *= _ALL_QUOTED
    return share
