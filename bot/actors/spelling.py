"""Names spelt much like what was typed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 40  # characters of a name that anyone types
_LETTERS_AN_EDIT = 4
_FEWER_LETTERS_AN_EDIT = 3  # of a name that has the letters typed, but for one
_MOST_EDITS = 3  # beyond it, anything is like anything


def find_nearest(words: str, names: Iterable[str]) -> dict[str, int]:
    """Return the names that are at most an edit for each four letters away, and at most three, with their distance.

    A name of the same letters, but for one, may be an edit for each three away: a slip swaps and drops letters, while
    "cheese" is a word of its own and no way to write "Chinese". The distance counts letters left out, put in, changed, or two
    neighbours swapped (Damerau 1964, CACM 7; no letter is touched twice). Nothing typed, or more than 40 letters, is near to
    nothing.

    >>> find_nearest("chna", ["china", "chad", "ghana"]), find_nearest("ukrian", ["ukraine"]), find_nearest("cheese", ["chinese"])
    ({'china': 1}, {'ukraine': 2}, {})
    """
    if not 0 < len(words) <= _LONGEST:
        return {}
    near = min(len(words) // _LETTERS_AN_EDIT, _MOST_EDITS)
    bound = min(len(words) // _FEWER_LETTERS_AN_EDIT, _MOST_EDITS)
    letters, found = set(words), {}
    for name in names:
        if abs(len(name) - len(words)) <= bound and len(letters.difference(name)) <= bound:
            distance = edit_distance(words, name, bound)
            if distance <= near or (distance <= bound and _same_letters(words, name)):
                found[name] = distance
    return found


def _same_letters(one: str, other: str) -> bool:
    """Return whether two words have the same letters, but for one, in any order."""
    ours, theirs = Counter(one), Counter(other)
    return ((ours - theirs) + (theirs - ours)).total() <= 1


def edit_distance(one: str, other: str, bound: int) -> int:
    """Return how many edits turn one word into the other, or more than the bound once that many do not.

    >>> edit_distance("russai", "russia", 2), edit_distance("chad", "china", 2)
    (1, 3)
    """
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        before, last, row = last, row, [i + 1]
        for j, b in enumerate(other):
            cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a != b))
            if i and j and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        if min(row) > bound:
            return bound + 1
    return row[-1]
