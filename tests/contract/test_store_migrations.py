"""Migrations: their sum is the schema, on both engines, whoever opens the database first."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, create_engine, insert, inspect, table, text
from sqlalchemy.schema import CreateTable

from bot.errors import StoreError
from bot.model import Query
from bot.store import migrate
from bot.store.open import open_store
from bot.store.rows import to_row
from bot.store.schema import VERSION, VERSION_TABLE, article, metadata, postgresql_metadata
from tests.support.records import make_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from bot.model import Record
    from tests.support.postgresql import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend the URL of a database that does not hold anything yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'briefbot.db'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    made = server.fresh(migrated=False)
    yield made
    server.drop(made)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """Lend a plain connection to a database that was opened once."""
    open_store(url).close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _is_ours(thing: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:  # noqa: FBT001 - Alembic's form
    """Leave out the tables that SQLite's FTS5 makes for itself."""
    return (
        not (kind == "table" and str(name).startswith("search"))
        or getattr(thing, "metadata", None) is postgresql_metadata
    )


def test_the_sum_of_the_migrations_is_the_schema(connection: Connection) -> None:
    """Alembic finds no table, column, type, key or index that only one of them has."""
    postgresql = connection.dialect.name == "postgresql"
    options = {
        "version_table": VERSION_TABLE,
        "compare_type": True,
        "compare_server_default": True,
        "include_object": None if postgresql else _is_ours,
    }
    context = MigrationContext.configure(connection, opts=options)

    assert [] == compare_metadata(context, [metadata, postgresql_metadata] if postgresql else metadata)  # type: ignore[arg-type]  # it takes several


def test_tables_without_row_numbers_are_made_so(tmp_path: Path) -> None:
    """What Alembic does not compare: SQLite's statements are those of the schema, to the letter but for names of keys."""
    open_store(f"sqlite:///{tmp_path / 'a.db'}").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    engine = create_engine("sqlite://")

    for each in metadata.sorted_tables:
        expected = " ".join(str(CreateTable(each).compile(engine)).split())
        assert sorted(expected.replace(",", " ").split()) == sorted(made[each.name].replace(",", " ").split())


def test_the_newest_migration_is_the_schemas_version() -> None:
    """One line of migrations, whose head the store knows without asking Alembic."""
    config = Config()
    config.set_main_option("script_location", "bot/store/migrations")

    assert [VERSION] == ScriptDirectory.from_config(config).get_heads()


def test_a_database_is_migrated_once(url: str) -> None:
    """Opening it again changes nothing."""
    first = open_store(url)
    first.add([make_record(1)])
    first.close()
    second = open_store(url)
    found = second.extent().articles
    second.close()

    assert 1 == found


def _open_and_add(url: str, number: int) -> tuple[str, ...]:
    store = open_store(url)
    try:
        return store.add([make_record(number), make_record(0)])
    finally:
        store.close()


def test_many_processes_may_open_a_new_database_at_once(url: str) -> None:
    """One migrates it, the others wait; then each adds its article, and one of them the one that all have."""
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        added = list(pool.map(_open_and_add, [url] * 4, range(1, 5)))

    store = open_store(url)
    try:
        assert 5 == sum(map(len, added))
        assert 5 == store.extent().articles
        assert list(range(1, 6)) == sorted(
            record.seq for record in store.records([each for ids in added for each in ids])
        )
    finally:
        store.close()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE briefbot_version SET version_num = '9999'", "was written by a newer briefbot; update this one"),
        ("DROP TABLE briefbot_version", "belongs to another program; set DATABASE_URL to one of briefbot's own."),
    ],
)
def test_a_database_that_is_not_ours_is_left_alone(url: str, statement: str, sentence: str) -> None:
    """A newer briefbot's, or another program's."""
    open_store(url).close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(statement))
    before = sorted(inspect(engine).get_table_names())

    with pytest.raises(StoreError, match=sentence):
        open_store(url)

    assert before == sorted(inspect(engine).get_table_names())
    engine.dispose()


def test_a_file_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    """To the byte."""
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
        connection.commit()
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"history\.db belongs to another program"):
        open_store(f"sqlite:///{path}")

    assert before == path.read_bytes()


def make_first_version(url: str, records: Sequence[Record]) -> None:
    """Make a database as the first briefbot did, with these articles in it, and nothing in its index."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        names = {each["name"] for each in inspect(connection).get_columns("article")}
        first = table("article", *(column(each.name, each.type) for each in article.c if each.name in names))
        rows = [to_row(replace(record, seq=seq)) for seq, record in enumerate(records, 1)]
        connection.execute(
            insert(first), [{name: value for name, value in row.items() if name in names} for row in rows]
        )
        connection.execute(text(f"UPDATE extent SET seq = {len(rows)}, articles = {len(rows)}"))  # noqa: S608 - a number
    engine.dispose()


def test_articles_of_before_are_found_by_their_stems(url: str) -> None:
    """A database of the first version, whose index holds whole words, is indexed anew; nothing else of it changes."""
    made = [make_record(1, text="Neue Häuser.", language="de"), make_record(2, text="Elections.", actors=["China"])]
    make_first_version(url, made)

    store = open_store(url)
    found = [
        [record.seq for record in store.search(Query(text="", actors=actors, phrases=phrases))]
        for actors, phrases in (((), ("Haus",)), ((), ("election",)), (("China",), ()))
    ]
    store.close()

    assert [[1], [2], [2]] == found
