"""Reading the tables of actors: data files that a person can edit in a spreadsheet.

docs/reference/actors.md says what stands in each column. A fault is told with its file and line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import ConfigError
from bot.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

RULES = (
    *("titles", "offices", "between", "given_names", "first_names", "surnames", "openers", "months", "before_months"),
    *("institutions", "of", "states", "joined_after", "joined_before", "common_words", "false_friends"),
)
"""The lists of words.csv."""

_KINDS = {
    "countries.csv": Kind.COUNTRY,
    "past_countries.csv": Kind.COUNTRY,
    "organisations.csv": Kind.ORGANISATION,
    "groups.csv": Kind.GROUP,
    "people.csv": Kind.PERSON,
}
_ROLES = {
    "names": "name",
    "abbreviations": "abbreviation",
    "demonyms": "demonym",
    "capitals": "capital",
    "metonyms": "metonym",
}
_ACTORS = ("name", "code", "prominence", *_ROLES)
_LEADERS = ("actor", "person", "also", "alone", "office", "since", "until")
_DOUBTS = ("name", "actor", "for", "against", "default", "why")
_WEAK = "?"
_LONGEST_DOTTED = 4  # U.S., D.P.R.K.; nobody writes U.N.E.S.C.O.


class Name(NamedTuple):
    """One name as a table gives it. A weak one counts only in a text that names its bearer otherwise.

    A tuple, as :class:`bot.actors.senses.Sense` is: there are thousands, made at each start.
    """

    text: str
    role: str
    since: date | None = None
    until: date | None = None
    weak: bool = False
    person: str = ""  # the full name of the person who bears it


@dataclass(frozen=True, slots=True)
class Row:
    """An actor as the tables give it. ``code`` is CLDR's for a territory; ``prominence`` is 3 for the daily news to 1."""

    name: str
    kind: Kind
    code: str
    prominence: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that may mean something else: words that speak for the actor, and against, and what holds without either."""

    name: str
    actor: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables: actors, names that may mean something else, phrases that name no actor, and lists of words by rule."""

    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]
    phrases: tuple[str, ...]
    words: dict[str, frozenset[str]]


def read_tables(folder: Traversable | None = None) -> Tables:
    """Read the tables of a folder, by default those that come with briefbot.

    Raises:
        ConfigError: If a table is missing or a cell is wrong; it names the file and the line.
    """
    folder = folder or files("bot.actors") / "data"
    leaders = _read_leaders(folder)
    rows: dict[str, Row] = {}
    for file, kind in _KINDS.items():
        for line in _lines(folder, file, _ACTORS):
            row = _to_row(line, kind, leaders.pop(line.cells["name"], []))
            if row.name in rows:
                raise line.fault(f"{row.name} stands in the tables already")
            rows[row.name] = row
    if leaders:
        raise ConfigError("leaders.csv", f"leaders.csv leads no actor of the tables: {', '.join(sorted(leaders))}.")
    return Tables(
        rows=tuple(rows.values()),
        doubts=tuple(_to_doubt(line, rows) for line in _lines(folder, "doubts.csv", _DOUBTS)),
        phrases=tuple(line.name("phrase") for line in _lines(folder, "phrases.csv", ("phrase", "why"))),
        words=_read_words(folder),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    cells: dict[str, str]

    def fault(self, what: str) -> ConfigError:
        return ConfigError(self.file, f"{self.file}, line {self.number}: {what}.")

    def name(self, column: str) -> str:
        return self.checked(self.cells[column].strip())

    def names(self, column: str) -> list[str]:
        """Return the parts between semicolons."""
        return [self.checked(part) for part in map(str.strip, self.cells[column].split(";")) if part]

    def checked(self, name: str) -> str:
        if not any(map(str.isalnum, name)):
            raise self.fault(f"{name!r} is no name")
        return name

    def span(self, since: str, until: str) -> tuple[date | None, date | None]:
        try:
            first, last = (date.fromisoformat(text) if text else None for text in (since, until))
        except ValueError as error:
            raise self.fault(f"{error}; a date looks so: 2024-06-19") from error
        if first and last and last < first:
            raise self.fault(f"{last} comes before {first}")
        return first, last


def _lines(folder: Traversable, file: str, header: Sequence[str]) -> Iterator[_Line]:
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")  # spreadsheets put a byte order mark first
        lines = list(csv.reader(io.StringIO(text)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(file, f"The table {file} cannot be read as CSV in UTF-8: {error}.") from error
    if not lines or lines[0] != list(header):
        raise ConfigError(file, f"{file} must begin with the line {','.join(header)}.")
    for number, cells in enumerate(lines[1:], 2):
        line = _Line(file, number, dict(zip(header, cells, strict=False)))
        if len(cells) != len(header):
            raise line.fault(f"there are {len(cells)} cells under {len(header)} headings")
        yield line


def _to_row(line: _Line, kind: Kind, leaders: list[Name]) -> Row:
    name, prominence = line.name("name"), line.cells["prominence"]
    if prominence not in {"1", "2", "3"}:
        raise line.fault("the prominence must be 1, 2 or 3")
    names = [Name(name, "name", weak=f"{name}{_WEAK}" in line.names("names"))]
    for column, role in _ROLES.items():
        names += [_to_name(line, part, role) for part in line.names(column)]
    if kind is Kind.PERSON:
        names = [each._replace(person=name) for each in names]
    names += [each._replace(text=".".join(each.text) + ".") for each in names if _takes_dots(each)]
    return Row(name, kind, line.cells["code"], int(prominence), (*names, *leaders))


def _takes_dots(name: Name) -> bool:
    return name.role == "abbreviation" and name.text.isupper() and len(name.text) <= _LONGEST_DOTTED


def _to_name(line: _Line, part: str, role: str) -> Name:
    text, _, dates = part.removesuffix(_WEAK).partition("@")
    since, dots, until = dates.partition("..")
    if dates and not dots:
        raise line.fault(f"{dates!r} is no span of dates such as 1949-05-23..1990-10-02")
    return Name(text.strip(), role, *line.span(since, until), part.endswith(_WEAK))


def _read_leaders(folder: Traversable) -> dict[str, list[Name]]:
    leaders: dict[str, list[Name]] = {}
    for line in _lines(folder, "leaders.csv", _LEADERS):
        since, until = line.span(line.cells["since"], line.cells["until"])
        person = line.name("person")
        for part in (person, *line.names("also"), *line.names("alone")):
            name = Name(part.removesuffix(_WEAK), "leader", since, until, part.endswith(_WEAK), person)
            leaders.setdefault(line.name("actor"), []).append(name)
    return leaders


def _to_doubt(line: _Line, rows: dict[str, Row]) -> Doubt:
    name, actor, default = line.name("name"), line.name("actor"), line.cells["default"]
    if default not in {"yes", "no"}:
        raise line.fault("default must be yes or no")
    if actor not in rows or all(name != each.text for each in rows[actor].names):
        raise line.fault(f"the tables do not call {actor} {name}")
    return Doubt(name, actor, tuple(line.names("for")), tuple(line.names("against")), default == "yes")


def _read_words(folder: Traversable) -> dict[str, frozenset[str]]:
    words = {
        line.cells["rule"]: frozenset(map(str.casefold, line.names("words")))
        for line in _lines(folder, "words.csv", ("rule", "words", "why"))
    }
    missing = [rule for rule in RULES if rule not in words]
    if missing:
        raise ConfigError("words.csv", f"words.csv lacks the rules {', '.join(missing)}.")
    return words
