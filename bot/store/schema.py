"""The tables. Migrations make them; a test holds that both say the same, on each engine.

Times are whole microseconds since 1970 in UTC: exact, small, and in order. ``seq`` numbers articles in the order in which
they were committed and is never used twice, so that "all after 41" misses nothing and repeats nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    column,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

if TYPE_CHECKING:
    from sqlalchemy import Dialect

VERSION = "0004"
"""The newest migration. One cheap query compares it with the database's; only if they differ is Alembic imported."""

VERSION_TABLE = "briefbot_version"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept to the microsecond."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's form
        """Return microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Return the moment, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


# SQLite knows a table's own row number only by the type INTEGER; its integers have 64 bits all the same.
_SEQ = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


metadata = MetaData()

extent = Table(
    "extent",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="extent_one_row"), primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("articles", BigInteger, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("first", Moment),
    Column("last", Moment),
    Column("languages", Text, nullable=False, server_default=text("''")),  # that search marks tokens with
)
"""What is kept, in one row, so that nothing need be counted; whoever adds articles holds its lock."""

article = Table(
    "article",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("moment", Moment, nullable=False),
    Column("fetched", Moment, nullable=False),
    Column("published", Moment),
    Column("syndicated", Boolean, nullable=False),
    Column("sample", Boolean, nullable=False),
    _text("language"),
    _text("publisher"),
    _text("author"),
    _text("source"),
    _text("licence"),
    _text("origin"),
    _text("story"),
    _text("url"),
    _text("title"),
    _text("findings"),  # sentences and bands, as bot.store.codec writes them
    _text("text"),
)

stance = Table(
    "stance",
    metadata,
    Column("seq", _SEQ, ForeignKey(article.c.seq, ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),  # its place among the article's
    _text("holder"),
    _text("target"),
    _text("label"),
    _text("mode"),
    _text("voice"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("article"),
    _text("speaker"),
    Column("confidence", Float, nullable=False),
    Index("stance_holder_target", "holder", "target", "seq"),
    Index("stance_holder", "holder", "seq"),
    Index("stance_target", "target", "seq"),
)

band = Table(
    "band",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", _SEQ, ForeignKey(article.c.seq, ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

BLOCK = 4096
"""How many consecutive numbers one row of ``block`` stands for."""

block = Table(
    "block",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("first", Moment, nullable=False),
    Column("last", Moment, nullable=False),
)
"""The first and last moment of each run of articles: where a window of time begins and ends among them."""

source = Table(
    "source",
    metadata,
    Column("url", Text, primary_key=True),
    _text("kind"),
    _text("title"),
    Column("added", Moment, nullable=False),
    _text("etag"),
    _text("modified"),
    Column("checked", Moment),
    Column("failures", Integer, nullable=False),
    _text("error"),
    Column("rests", Moment),
)

brief = Table(
    "brief",
    metadata,
    Column("id", Text, primary_key=True),
    _text("title"),
    _text("receipts"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Text, primary_key=True),
    _text("platform"),
    _text("workspace"),
    _text("channel"),
    _text("query"),
    _text("at"),
    _text("zone"),
    _text("days"),
    Column("created", Moment, nullable=False),
    Column("paused", Boolean, nullable=False),
)


delivery = Table(
    "delivery",
    metadata,
    Column("subscription", Text, primary_key=True),  # the history outlives the subscription
    Column("day", Date, primary_key=True),
    _text("platform"),
    _text("workspace"),
    _text("channel"),
    Column("due", Moment, nullable=False),
    _text("state"),
    Column("attempt", Integer, nullable=False),
    Column("lease", Moment),
    Column("reply", Text),
    Column("upto", BigInteger, nullable=False),
    _text("message"),
    Column("posted", Moment),
    _text("error"),
    Column("quiet", Boolean, nullable=False, server_default=text("false")),
)
UNSETTLED = text("state IN ('due', 'staged')")
"""The deliveries that wait for their end; as a constant, for an index of parameters is none."""

Index("delivery_unsettled", delivery.c.due, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)

shown = Table(
    "shown",
    metadata,
    Column("subscription", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("day", Date, nullable=False),  # of the delivery that showed it first
)

# --- Search: one haystack (bot.store.tokens) an article ---------------------------------------------------------------

fts5 = table("search", column("rowid", Integer), column("words", Text), column("search", Text))
"""SQLite's: a contentless FTS5 table, which SQLAlchemy cannot describe; its first migration makes it."""

postgresql_metadata = MetaData()

gin = Table(
    "search",
    postgresql_metadata,
    Column("seq", BigInteger, ForeignKey(article.c.seq, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("moment", Moment, nullable=False),
    _text("words"),
    Column("tokens", TSVECTOR, Computed("array_to_tsvector(string_to_array(btrim(words), ' '))", persisted=True)),
    Index("search_tokens", "tokens", postgresql_using="gin", postgresql_with={"gin_pending_list_limit": 512}),
)
"""PostgreSQL's. ``array_to_tsvector`` takes our tokens as they are: no parser of its own has a say in what a word is.

Half a megabyte of new entries waits to be sorted into the index: adding is twice as fast as without, and a search reads it.
"""
