"""The tables of actors: read whole, and each fault told with its file and line."""

from __future__ import annotations

import shutil
from datetime import date
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import pytest

from bot.actors.mentions import find_mentions
from bot.actors.registry import Registry
from bot.actors.tables import Name, read_tables
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the tables that may be edited."""
    with as_file(files("bot.actors") / "data") as data:
        return shutil.copytree(data, tmp_path / "data")


def append(path: Path, line: str) -> None:
    """Add a line to a table."""
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_an_actor_that_a_person_adds_is_known(folder: Path) -> None:
    """A line in a table and one in the leaders' is all it takes; a spreadsheet's byte order mark is no fault."""
    append(
        folder / "countries.csv",
        "Ruritania,,1,Kingdom of Ruritania,,Ruritanian,Strelsau; Hentzau?,Castle of Zenda@1890-01-01..",
    )
    append(folder / "leaders.csv", "Ruritania,Rudolf Rassendyll,,Rassendyll; Rudolf?,king,1894-01-01,")
    groups = (folder / "groups.csv").read_text(encoding="utf-8")
    (folder / "groups.csv").write_text(groups, encoding="utf-8-sig")

    registry = Registry(read_tables(folder))

    text = "Rudolf of Ruritania left Hentzau for Strelsau, Rudolf Rassendyll said."
    assert 5 == len(find_mentions(text, registry, on=date(1895, 1, 1)))
    assert 3 == len(find_mentions(text, registry, on=date(1880, 1, 1)))
    actor = registry.find("castle of zenda")
    assert actor is not None
    assert "Ruritania" == actor.name


def test_a_cell_says_dates_and_weakness(folder: Path) -> None:
    """A name may carry the days from and to which it holds, and a question mark."""
    append(folder / "countries.csv", "Ruritania,,1,Zenda@1890-01-01..1900-12-31?,RUR,,,")

    (row,) = [row for row in read_tables(folder).rows if row.name == "Ruritania"]

    assert (
        Name("Ruritania", "name"),
        Name("Zenda", "name", date(1890, 1, 1), date(1900, 12, 31), weak=True),
        Name("RUR", "abbreviation"),
        Name("R.U.R.", "abbreviation"),
    ) == row.names


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("countries.csv", "Ruritania,,1,,,", "there are 6 cells under 8 headings"),
        ("countries.csv", "Ruritania,,4,,,,,", "the prominence must be 1, 2 or 3"),
        ("countries.csv", ",,1,,,,,", "'' is no name"),
        ("countries.csv", "Ruritania,,1,Zenda; --,,,,", "'--' is no name"),
        ("countries.csv", "China,,1,,,,,", "China stands in the tables already"),
        ("groups.csv", "China,,1,,,,,", "China stands in the tables already"),
        ("countries.csv", "Ruritania,,1,Zenda@1890,,,,", "'1890' is no span of dates such as 1949-05-23..1990-10-02"),
        ("countries.csv", "Ruritania,,1,Zenda@1890-13-01..,,,,", "a date looks so: 2024-06-19"),
        ("leaders.csv", "China,Li Ming,,,premier,2020-01-01,2019-01-01", "2019-01-01 comes before 2020-01-01"),
        ("leaders.csv", "China,Li Ming,,,premier,yesterday,", "a date looks so: 2024-06-19"),
        ("leaders.csv", "Ruritania,Rudolf,,,king,,", "leads no actor of the tables: Ruritania"),
        ("doubts.csv", "Korea,South Korea,Seoul,Pyongyang,perhaps,why", "default must be yes or no"),
        ("doubts.csv", "Zenda,South Korea,Seoul,Pyongyang,no,why", "the tables do not call South Korea Zenda"),
        ("doubts.csv", "Zenda,Ruritania,Seoul,Pyongyang,no,why", "the tables do not call Ruritania Zenda"),
        ("phrases.csv", ",why", "'' is no name"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(folder: Path, file: str, line: str, told: str) -> None:
    """One sentence says where the fault stands and what is wrong."""
    append(folder / file, line)
    number = len((folder / file).read_text(encoding="utf-8").splitlines())

    with pytest.raises(ConfigError, match=file) as raised:
        read_tables(folder)

    assert told in str(raised.value)
    assert "leads no actor" in told or f"{file}, line {number}: " in str(raised.value)
    assert file == raised.value.variable


def test_a_missing_table_is_told(folder: Path) -> None:
    """The sentence names the file."""
    (folder / "groups.csv").unlink()

    with pytest.raises(ConfigError, match=r"groups\.csv cannot be read"):
        read_tables(folder)


def test_a_table_in_another_encoding_is_told(folder: Path) -> None:
    """A spreadsheet may have saved it as Latin-1."""
    (folder / "groups.csv").write_bytes("name,code\nCuraçao,".encode("latin-1"))

    with pytest.raises(ConfigError, match=r"groups\.csv cannot be read as CSV in UTF-8"):
        read_tables(folder)


def test_a_table_with_other_headings_is_told(folder: Path) -> None:
    """A spreadsheet may have put semicolons between the cells; an empty file has no headings."""
    text = (folder / "groups.csv").read_text(encoding="utf-8")
    for changed in (text.replace(",", ";"), ""):
        (folder / "groups.csv").write_text(changed, encoding="utf-8")

        with pytest.raises(ConfigError, match="must begin with the line name,code,prominence"):
            read_tables(folder)


def test_a_missing_rule_is_told(folder: Path) -> None:
    """Each list of words that the code asks for must be there."""
    lines = (folder / "words.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("titles,")]
    (folder / "words.csv").write_text("\n".join(kept), encoding="utf-8")

    with pytest.raises(ConfigError, match=r"words\.csv lacks the rules titles"):
        read_tables(folder)
