"""The page on actors says of the tables what is so, and its examples can be pasted into them."""

from __future__ import annotations

import csv
import re
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from bot.actors.tables import RULES, Tables, read_tables

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "actors.md").read_text("utf-8")
DATA = files("bot.actors") / "data"
TABLES = sorted(entry.name for entry in DATA.iterdir())


def _sections() -> dict[str, str]:
    """Return what the page says of each table."""
    _, *rest = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    parts = [section.partition("\n") for section in rest]
    return {name: text for heading, _, text in parts for name in re.findall(r"`([\w.]+)`", heading)}


def _examples() -> list[tuple[str, str, str]]:
    """Return the examples: the table, its headings, a line."""
    found = [(name, *re.findall(r"```csv\n(.+)\n(.+)\n```", text)) for name, text in _sections().items()]
    return [(name, *example) for name, *examples in found for example in examples]


def test_every_table_has_its_section() -> None:
    """None is missing and none is made up."""
    assert TABLES == sorted(_sections())


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_its_row(name: str) -> None:
    """Columns stand on the page in the order of the table."""
    headings = next(csv.reader((DATA / name).read_text("utf-8").splitlines()))
    rows = re.findall(r"^\| `(\w+)` \|", _sections()[name], re.MULTILINE)

    assert headings == rows[: len(headings)]


def test_every_rule_has_its_row() -> None:
    """The rules of words.csv are told one by one."""
    assert set(RULES) == set(re.findall(r"^\| `(\w+)` \|", _sections()["words.csv"], re.MULTILINE)) - {
        "rule",
        "words",
        "why",
    }


@pytest.mark.parametrize(("name", "headings", "line"), _examples(), ids=[name for name, _, _ in _examples()])
def test_every_example_can_be_pasted(name: str, headings: str, line: str, tmp_path: Path) -> None:
    """Headings are the table's, and the line is read without fault."""
    with as_file(DATA) as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    table = folder / name
    before = read_tables(folder)
    table.write_text(f"{table.read_text('utf-8')}{line}\n", "utf-8")

    after = read_tables(folder)

    assert headings == table.read_text("utf-8").splitlines()[0]
    assert _count(after) == _count(before) + 1


def _count(tables: Tables) -> int:
    """Return how many actors, terms, doubts and phrases there are."""
    terms = {(row.name, each.person, each.since) for row in tables.rows for each in row.names if each.role == "leader"}
    return len(tables.rows) + len(terms) + len(tables.doubts) + len(tables.phrases)
