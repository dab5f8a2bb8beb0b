"""Front matter: what a file says of itself between two lines of ``---`` at its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(.{0,20000}?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$")
_OTHER_NAMES = {"license": "licence", "site": "publisher", "lang": "language", "link": "url", "source": "url"}
_TRUE = frozenset({"true", "yes", "on", "1"})


class Front(NamedTuple):
    """The keys, in lower case, and where what follows the front matter begins."""

    keys: Mapping[str, str]
    end: int

    def get(self, key: str) -> str:
        """Return a key's value; empty without one."""
        return self.keys.get(key, "")

    def flag(self, key: str) -> bool:
        """Return whether a key is set to yes."""
        return self.get(key).casefold() in _TRUE


def parse_front(text: str) -> Front:
    r"""Read the front matter of a file: one ``key: value`` a line, quotation marks around a value left out.

    Lines that are not of this form mean nothing; without front matter there are no keys and all of the text follows.

    >>> parse_front('---\nTitle: "A treaty: signed"\n---\nText')
    Front(keys={'title': 'A treaty: signed'}, end=34)
    """
    block = _BLOCK.match(text)
    if not block:
        return Front({}, 0)
    keys = {}
    for line in block[1].splitlines():
        found = _LINE.match(line)
        if found:
            name = found[1].lower()
            keys[_OTHER_NAMES.get(name, name)] = _unquote(found[2])
    return Front(keys, block.end())


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
