"""Reading the tables of actors: data files that a person can edit in a spreadsheet.

docs/reference/actors.md says what stands in each column. Every fault is told with its file and line.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.errors import ConfigError
from bot.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_LONGEST_DOTTED = 4  # U.S., D.P.R.K.; nobody writes U.N.E.S.C.O.
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


@dataclass(frozen=True, slots=True)
class Name:
    """One name as a table gives it. A weak one counts only in a text that names its bearer otherwise."""

    text: str
    role: str
    since: date | None = None
    until: date | None = None
    weak: bool = False
    person: str = ""  # the full name, where the role is leader


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
    rows = [
        _to_row(line, kind, leaders.pop(line.cells["name"], ()))
        for file, kind in _KINDS.items()
        for line in _lines(folder, file)
    ]
    if leaders:
        raise ConfigError(
            "leaders.csv", f"leaders.csv names actors that stand in no table: {', '.join(sorted(leaders))}."
        )
    return Tables(
        rows=tuple(rows),
        doubts=tuple(_to_doubt(line) for line in _lines(folder, "doubts.csv")),
        phrases=tuple(line.cells["phrase"] for line in _lines(folder, "phrases.csv")),
        words={line.cells["rule"]: frozenset(_split(line.cells["words"])) for line in _lines(folder, "words.csv")},
    )


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    cells: dict[str, str]

    def fault(self, what: str) -> ConfigError:
        return ConfigError(self.file, f"{self.file}, line {self.number}: {what}.")


def _lines(folder: Traversable, file: str) -> Iterator[_Line]:
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")  # spreadsheets put a byte order mark first
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, f"The table {file} cannot be read as UTF-8 text: {error}.") from error
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    for cells in reader:
        line = _Line(file, reader.line_num, dict(zip(header, cells, strict=False)))
        if len(cells) != len(header):
            raise line.fault(f"{len(cells)} cells under {len(header)} headings")
        yield line


def _split(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split(";")) if part]


def _to_row(line: _Line, kind: Kind, leaders: tuple[Name, ...] | list[Name]) -> Row:
    cells = line.cells
    weak = f"{cells['name']}?" in _split(cells["names"])
    names = [Name(cells["name"], "name", weak=weak)]
    for column, role in _ROLES.items():
        names += [_to_name(line, part, role) for part in _split(cells[column])]
    names += [replace(name, text=".".join(name.text) + ".") for name in names if _takes_dots(name)]
    if not cells["name"] or cells["prominence"] not in {"1", "2", "3"}:
        raise line.fault("an actor needs a name and a prominence of 1, 2 or 3")
    return Row(cells["name"], kind, cells["code"], int(cells["prominence"]), (*names, *leaders))


def _takes_dots(name: Name) -> bool:
    return name.role == "abbreviation" and name.text.isupper() and len(name.text) <= _LONGEST_DOTTED


def _to_name(line: _Line, part: str, role: str) -> Name:
    text, _, dates = part.removesuffix("?").partition("@")
    since, dots, until = dates.partition("..")
    if dates and not dots:
        raise line.fault(f"{dates!r} is no span of dates such as 1949-05-23..1990-10-02")
    return Name(text.strip(), role, _to_date(line, since), _to_date(line, until), part.endswith("?"))


def _to_date(line: _Line, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise line.fault(f"{text!r} is no date such as 2024-06-19") from error


def _read_leaders(folder: Traversable) -> dict[str, list[Name]]:
    leaders: dict[str, list[Name]] = {}
    for line in _lines(folder, "leaders.csv"):
        cells = line.cells
        since, until = _to_date(line, cells["since"]), _to_date(line, cells["until"])
        if since and until and until < since:
            raise line.fault("until stands before since")
        for part in (cells["person"], *_split(cells["also"]), *_split(cells["alone"])):
            name = Name(part.removesuffix("?"), "leader", since, until, part.endswith("?"), cells["person"])
            leaders.setdefault(cells["actor"], []).append(name)
    return leaders


def _to_doubt(line: _Line) -> Doubt:
    cells = line.cells
    if cells["default"] not in {"yes", "no"}:
        raise line.fault("default must be yes or no")
    return Doubt(
        cells["name"],
        cells["actor"],
        tuple(_split(cells["for"])),
        tuple(_split(cells["against"])),
        cells["default"] == "yes",
    )
