"""What each name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.actors.folding import to_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.actors.tables import Row

_ROLES = {role: i for i, role in enumerate(("name", "abbreviation", "metonym", "demonym", "capital", "leader"))}


class Sense(NamedTuple):
    """What a name may mean, with what decides between several meanings.

    A weak sense counts only in a text that names its bearer otherwise. ``order`` is smaller for the likelier sense.
    """

    actor: str
    role: str
    since: date | None
    until: date | None
    weak: bool
    person: str  # the full name of the person who bears it
    order: tuple[bool, int, int, int]

    def holds(self, on: date | None) -> bool:
        """Return whether the name means this actor on that day; with no day, whether it does or ever did."""
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


def index_senses(rows: Iterable[Row]) -> dict[str, list[Sense]]:
    """Return the senses of each key, the likelier first."""
    senses: dict[str, list[Sense]] = {}
    for row in rows:
        for name in row.names:
            since = -name.since.toordinal() if name.since else 0
            order = (name.weak, -row.prominence, _ROLES[name.role], since)
            sense = Sense(row.name, name.role, name.since, name.until, name.weak, name.person, order)
            senses.setdefault(to_key(name.text), []).append(sense)
    for several in senses.values():
        several.sort(key=lambda sense: sense.order)
    return senses
