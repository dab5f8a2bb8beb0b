"""What stands beside a name, and whether the name means an actor there as far as that tells."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REACH = 64  # characters looked at on either side: enough for any title, and what keeps the work linear
_NEAR = 24
_APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑"
_BEFORE = re.compile(r"([^\W_][\w.'’-]*)[ \u00a0\n]$")
_AFTER = re.compile(r"[ \u00a0\n]([^\W_][\w.'’-]*)")
_STATE = re.compile(r", ([A-Z]\w+(?: [A-Z]\w+)?)")
_OF = re.compile(r"([^\W_]+) of (?:the )?$")
_JOINED_BEFORE = re.compile(r"([^\W_]{1,12})[-‐‑]$")
_JOINED_AFTER = re.compile(r"[-‐‑]([^\W_]+)")
_OPENING = re.compile(r"(?:^|[.!?…:;\n“\"‘(\[—–•*-])\s*$")
_FORMER = re.compile(
    r"(?:\b(?:former|ex|ousted|deposed|onetime|one-time|then)|\bthe late)[ -]((?:[\w.’'-]+ ){0,5})$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^(?:[^\W\d_][^\n()]{1,60}\([A-Z][^\n()]{1,40}\)|[A-Z][A-Z .'’/-]{2,40}(?:, [^\n()—–]{2,40})?) ?(?:--?|—|–) ",
    re.MULTILINE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_TITLE_WORD = 4  # letters from which a heading writes its words with a capital
_FEW = 3  # words that a window must hold to be called a heading


class Context:
    """A text, looked at around the names in it. ``words`` are the lists of words.csv, casefolded."""

    def __init__(self, text: str, words: Mapping[str, frozenset[str]]) -> None:
        self._text = text
        self._words = words
        self._datelines = [match.span() for match in _DATELINE.finditer(text)]  # in order, apart

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether the span is a whole word: no part of Xi'an, china.org or Russian-born."""
        mark, letter, after = tuple(self._text[end : end + 3].ljust(3))
        if mark in _APOSTROPHES and letter.isalpha():
            return letter in "sS" and not after.isalnum()
        if mark == "." and letter.islower():
            return False
        return not (
            (mark in _HYPHENS and self._lists("joined_after", _JOINED_AFTER.match(self._text, end)))
            or (
                self._text[start - 1 : start] in _HYPHENS
                and self._lists("joined_before", self._search(_JOINED_BEFORE, start))
            )
        )

    def is_common_word(self, start: int, end: int) -> bool:
        """Return whether a name is here an ordinary word: US or WHO where all is in capitals, May as a month."""
        word = self._text[start:end]
        if word.casefold() in self._words["months"]:
            return self._is_month(start, end)
        return word.casefold() in self._words["common_words"] and self._is_shouted(start, end)

    def _is_month(self, start: int, end: int) -> bool:
        """Return whether it is said as a month is: in May, May 5, 5 May."""
        before, after = self._search(_BEFORE, start), _AFTER.match(self._text, end)
        return self._lists("before_months", before) or any(each and each[1][0].isdigit() for each in (before, after))

    def _is_shouted(self, start: int, end: int) -> bool:
        """Return whether the words around are in capitals; a line's first word and one after THE are names even so."""
        before = _WORDS.findall(self._text[max(0, start - _NEAR) : start].rpartition("\n")[2])[-2:]
        if not before or before[-1] == "THE":
            return False
        around = before + _WORDS.findall(self._text[end : end + _NEAR].partition("\n")[0])[:2]
        return all(map(str.isupper, around)) and len(max(around, key=len)) >= _TITLE_WORD

    def is_dateline(self, start: int) -> bool:
        """Return whether this is the "MOSCOW, June 20 (Agency) —" that a report begins with."""
        line = bisect(self._datelines, (start, len(self._text))) - 1
        return line >= 0 and start < self._datelines[line][1]

    def is_place(self, start: int, end: int) -> bool:
        """Return whether a city's name is a part of another name: Tokyo University, Treaty of Rome."""
        return (
            self._lists("institutions", _AFTER.match(self._text, end))
            or self._lists("of", self._search(_OF, start))
            or self._lists("states", _STATE.match(self._text, end))
        )

    def is_person(self, start: int, end: int) -> bool:
        """Return whether a given name stands before the span, or, before what is a surname too, any unknown name."""
        before = self._search(_BEFORE, start)
        if before is None or before[1][0].islower():
            return False
        if self._lists("given_names", before):
            return True
        return self._text[start:end].casefold() in self._words["surnames"] and self._joins(before)

    def is_first_name(self, start: int, end: int) -> bool:
        """Return whether the span is a country's name borne by a person: Chad Johnson."""
        after = _AFTER.match(self._text, end)
        return (
            self._text[start:end].casefold() in self._words["first_names"]
            and after is not None
            and after[1][0].isupper()
            and not any(self._lists(rule, after) for rule in ("titles", "openers", "months"))
            and not self.is_heading(start, end)
        )

    def is_former(self, start: int) -> bool:
        """Return whether "former", "ex-" or the like stands before the title before a name."""
        match = self._search(_FORMER, start)
        return match is not None and all(
            word[:1].isupper() or word in self._words["titles"] or word in self._words["between"]
            for word in match[1].split()
        )

    def is_titled(self, start: int) -> bool:
        """Return whether the title of an office stands before the name: Premier Li, but not Ms Li."""
        return self._lists("offices", self._search(_BEFORE, start))

    def is_claimed(self, start: int, end: int) -> bool:
        """Return whether a neighbour makes the span a part of a longer name, or of a place, that we do not know."""
        if self.is_heading(start, end):
            return self.is_person(start, end)
        before, after = self._search(_BEFORE, start), _AFTER.match(self._text, end)
        if after and after[1][0].isupper() and not self._lists("openers", after) and not self._lists("months", after):
            return True
        return (before is not None and self._joins(before)) or self.is_place(start, end)

    def _joins(self, before: re.Match[str]) -> bool:
        """Return whether the word before a name is a part of it: a capitalised one that is no title and opens nothing."""
        word = before[1]
        if word[0].islower() or self._lists("titles", before):
            return False
        if word.endswith(".") and len(word) > len("J."):
            return False
        return self._lists("given_names", before) or not (
            self._lists("openers", before) or _OPENING.search(before.string, 0, before.start())
        )

    def is_heading(self, start: int, end: int) -> bool:
        """Return whether the words around begin with capitals, as in the headings of newspapers."""
        before = self._text[max(0, start - _REACH) : start].rpartition("\n")[2]
        after = self._text[end : end + _REACH].partition("\n")[0]
        words = [word for word in _WORDS.findall(f"{before} {after}")[1:-1] if len(word) >= _TITLE_WORD]
        return len(words) >= _FEW and all(word[0].isupper() for word in words)

    def _search(self, pattern: re.Pattern[str], end: int) -> re.Match[str] | None:
        """Search what ends at an offset; ``$`` in the pattern stands for it."""
        return pattern.search(self._text[max(0, end - _REACH) : end])

    def _lists(self, rule: str, match: re.Match[str] | None) -> bool:
        """Return whether the word that was matched stands in the list of that rule."""
        return match is not None and match[1].casefold() in self._words[rule]
