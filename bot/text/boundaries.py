"""Where sentences end: sentencex's boundaries, with repairs for what news is full of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before a name or a number these never end a sentence.
_BEFORE_NAME = (
    "Mr Mrs Ms Mx Messrs Dr Prof Rev Fr Sr St Ste Hon Amb Sen Sens Rep Reps Gov Govs Pres Sec Supt Gen Lt Maj Col Cpl Capt Cmdr "
    "Cdr Adm Brig Sgt Pvt Pfc Spc Det Insp Msgr Atty Asst Assoc Dept Univ vs approx incl est ca cf al Mme Mlle Herr Frau "
    "Sr Sra Dña Ing Mgr"
)
_BEFORE_NUMBER = (
    "No Nos no nos Nr nr Art art Sec sec Fig Figs fig Vol vol Ch ch p pp Ph Op op est Est c ca Ver ver para §"
)
_TITLE = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(set(_BEFORE_NAME.split())))})\.$")
_COUNT = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(set(_BEFORE_NUMBER.split())))})\.$")
_INITIAL = re.compile(r"(?:^|[\s.(“\"‘-])[^\W\d_a-z]\.$")
_NAME_BEFORE = re.compile(r"(?:^|\s)(?:[^\W\d_a-z][^\W\d_]+|[^\W\d_a-z]\.)\s*[^\W\d_a-z]\.$")
_HOUR = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|(?:Eastern|Pacific|Central|GMT|UTC|EST|EDT|CET|CEST|PST|PDT|BST|IST|KST|JST|ET|PT)\b"
)
# Words that sentencex takes for abbreviations: "in May. Italy …", "works of art. Italy …".
_WORD = re.compile(
    r"(?<![\w.-])(?:May|arc|art|con|exec|fed|fig|id|ill|me|med|miss|ok|ore|rep|reps|res)\.[\"”’»)]*\s+(?=[\"“‘«(]?[^\W\d_a-z])"
)
_CLOSERS = "”’»)]}」』）】"
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\"”’»)]*\s+(?=[\"“‘«(]?[^\W\d_a-z])")
_WINDOW = 4_000  # characters that sentencex is given at once: no sentence of a news text is that long
_ASIDE = re.compile(r"(?:^|(?<=[.!?”\"] ))\([^()]{1,400}[.!?][\"”’]?\)\s+(?=[\"“‘]?[^\W\d_a-z])")
_LONE = re.compile(r"(?:^|[.!?…”]\s+)[^\W\d_a-z]\.$")  # an initial is no sentence
_TAIL = 24  # characters before a boundary that decide about it


def find_spans(text: str, start: int, end: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of one paragraph, ``text[start:end]``, in order, without white space around them."""
    begin = start
    for cut in (*_cuts(text[start:end], language), end - start):
        stop = start + cut
        span = _stripped(text, begin, stop)
        if span is not None:
            yield span
        begin = stop


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(inner)


def _cuts(paragraph: str, language: str) -> list[int]:
    """Return the offsets within a paragraph at which a new sentence begins, in order."""
    found = set(_boundaries(paragraph, language))
    found.update(each.end() for pattern in (_ELLIPSIS, _ASIDE, _WORD, _EITHER) for each in pattern.finditer(paragraph))
    return [cut for cut in sorted(found) if cut < len(paragraph) and _ends_at(paragraph, cut)]


def _boundaries(paragraph: str, language: str) -> Iterator[int]:
    """Yield sentencex's boundaries, found window by window: its time grows with the square of unclosed quotation marks."""
    import sentencex  # noqa: PLC0415 - 2 ms that a command that reads nothing saves

    start = 0
    while start < len(paragraph):
        window = paragraph[start : start + _WINDOW]
        ends = [each["end_index"] for each in sentencex.get_sentence_boundaries(language, window)]
        if start + len(window) < len(paragraph):
            ends = ends[:-1]  # the window, not the sentence, ends there
        yield from (start + end for end in ends)
        start += ends[-1] if ends else len(window)


def _ends_at(text: str, cut: int) -> bool:
    """Say whether a sentence may end before that offset and another begin at it."""
    before = text[max(0, cut - _TAIL) : cut].rstrip()
    after = text[cut : cut + _TAIL].lstrip()
    if not before or not after:
        return False
    if after[0].islower() or after[0] in _CLOSERS or (before[-1] in "」』" and "ぁ" <= after[0] <= "ん"):
        return False
    if _TITLE.search(before) or (after[0].isdigit() and _COUNT.search(before)):
        return False
    if _LONE.search(before) or (_HOUR.search(before) and _AFTER_HOUR.match(after)):
        return False
    return not (_INITIAL.search(before) and _NAME_BEFORE.search(before) and after[0].isupper() and _is_name(after))


def _is_name(after: str) -> bool:
    """Say whether what follows an initial reads as a surname or another initial, not as the first word of a sentence."""
    word = re.match(r"[^\W\d_]+", after)
    return word is not None and word[0] not in _STARTERS


_STARTER_WORDS = (
    "A An And As At Before But By Did Do Does For From Had Has Have He Her His How However I If In Is It Its Last Many No "
    "Now On One Our Over She Since So Some That The Their Then There These They This Those To Under Was We Were What When "
    "Where Which While Who Why Will With Would You Your"
)
_STARTERS = frozenset(_STARTER_WORDS.split())
# What may end a sentence or stand within it does so before a word that begins one: "at Boeing Co. The …".
_EITHER = re.compile(
    r"(?<![\w.-])(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|Bros|Jr|Sr|etc)\.[\"”’»)]*\s+"
    rf"(?=[\"“‘«(]?(?:{'|'.join(sorted(_STARTERS))})\s)"
)
