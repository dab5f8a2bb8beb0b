"""The registry: every actor, by any of its names."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from bot.actors.folding import to_key
from bot.actors.patterns import Patterns, compile_patterns
from bot.actors.senses import index_senses
from bot.actors.spelling import find_nearest
from bot.actors.tables import Tables, read_tables
from bot.model import Actor, Alias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.actors.senses import Sense
    from bot.actors.tables import Row


_ENGLISH = "en"
MOST_LANGUAGES = 12  # whose names are kept ready, 2 MB each


class Registry:
    """Every actor, by any of its names."""

    def __init__(self, tables: Tables) -> None:
        self.words = tables.words
        self._tables = tables
        self._rows = {row.name: row for row in tables.rows}
        self._codes = {row.code: row.name for row in tables.rows if row.code}
        self._senses = index_senses(tables.rows)
        self._actors: dict[str, Actor] = {}
        self._patterns: OrderedDict[str, Patterns] = OrderedDict()
        self._compiling = threading.Lock()

    def actor(self, name: str) -> Actor | None:
        """Return the actor of that canonical name."""
        if name in self._rows and name not in self._actors:
            self._actors[name] = _to_actor(self._rows[name])
        return self._actors.get(name)

    def find(self, words: str, *, on: date | None = None) -> Actor | None:
        """Return the actor that goes by that name, in any case, with or without accents, dots and article.

        Names that no longer hold (former leaders) count only on a day when they did. A country is also found by its name
        in another language.

        >>> registry = load_registry()
        >>> [registry.find(words).name for words in ("dprk", "the U.S.", "kremlin", "Corée du Nord")]
        ['North Korea', 'United States', 'Russia', 'North Korea']
        """
        key = to_key(words)
        for each in (key, key.removeprefix("the "), f"the {key}"):
            for sense in self._senses.get(each, ()):
                if self._is_plain(each, sense) and (sense.until is None if on is None else sense.holds(on)):
                    return self.actor(sense.actor)
        return self._find_foreign(key)

    def _is_plain(self, key: str, sense: Sense) -> bool:
        """Return whether the name is one by itself: a weak one is, where it is the actor's canonical name."""
        return not sense.weak or key == to_key(sense.actor)

    def _find_foreign(self, key: str) -> Actor | None:
        if not key or key in self.words["false_friends"]:
            return None
        from bot.actors.names import find_code  # noqa: PLC0415 - 100 ms that an English name saves

        return self.actor(self._codes.get(find_code(key) or "", ""))

    def near(self, words: str, limit: int = 5) -> list[str]:
        """Return canonical names of actors that have a name spelt much like these words, the nearest first.

        >>> load_registry().near("chna")[0]
        'China'
        """
        keys = (key for key, senses in self._senses.items() if self._current(key, senses))
        found = find_nearest(to_key(words), keys)
        best = sorted(found, key=lambda key: (found[key], self._senses[key][0].order, key))
        return list(dict.fromkeys(self._senses[key][0].actor for key in best))[:limit]

    def _current(self, key: str, senses: Sequence[Sense]) -> list[Sense]:
        return [sense for sense in senses if sense.until is None and self._is_plain(key, sense)]

    def complete(self, prefix: str, limit: int = 25) -> list[str]:
        """Return canonical names of actors that have a name beginning so, the likelier first.

        Canonical names and abbreviations that begin so go before other names, and these before demonyms, capitals and
        leaders; of each, the more prominent first.

        >>> load_registry().complete("nor")[:3], load_registry().complete("na")[0]
        (['North Korea', 'Northern Ireland', 'Norway'], 'NATO')
        """
        start, ranks = to_key(prefix), dict[str, tuple[int, int, str]]()
        for key, senses in self._senses.items():
            if key.startswith(start):
                for sense in self._current(key, senses):
                    rank = (_closeness(key, sense), sense.order[1], sense.actor)
                    ranks[sense.actor] = min(rank, ranks.get(sense.actor, rank))
        return sorted(ranks, key=ranks.__getitem__)[:limit]

    def patterns(self, language: str = _ENGLISH) -> Patterns:
        """Return what finds the actors' names in a text of that language; made when first asked for.

        A language in which no country has a name of its own, and a code that is none, are read as English. Those of a few
        languages are kept, the last that were asked for: pages may claim to be in any.
        """
        foreign = self._foreign(language)
        key = language if foreign else _ENGLISH
        with self._compiling:
            found = self._patterns.pop(key, None) or compile_patterns(self._tables, self._senses, foreign)
            self._patterns[key] = found
            while len(self._patterns) > MOST_LANGUAGES:
                self._patterns.popitem(last=False)
            return found

    def _foreign(self, language: str) -> dict[str, str]:
        if language.startswith(_ENGLISH):
            return {}
        from bot.actors.names import territory_names  # noqa: PLC0415 - as above

        return {name: self._codes[code] for code, name in territory_names(language).items() if code in self._codes}


def _closeness(key: str, sense: Sense) -> int:
    if sense.role == "abbreviation" or key == to_key(sense.actor):
        return 0
    return 1 if sense.role == "name" else 2


def _to_actor(row: Row) -> Actor:
    aliases = (Alias(text=name.text, role=name.role, since=name.since, until=name.until) for name in row.names)
    return Actor(name=row.name, kind=row.kind, aliases=tuple(dict.fromkeys(aliases)))


@cache
def load_registry() -> Registry:
    """Return the registry of the actors that come with briefbot, read once."""
    return Registry(read_tables())
