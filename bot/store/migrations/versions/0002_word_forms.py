"""Search by the stems of words: note which languages are kept, and index all articles anew."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.codec import findings_from_json
from bot.store.search import Entry, Fts5Index, GinIndex
from bot.store.schema import Moment
from bot.store.tokens import note_languages, to_haystack

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AT_ONCE = 500  # articles

ARTICLE = sa.table(
    "article",
    sa.column("seq", sa.BigInteger),
    sa.column("moment", Moment),
    sa.column("language", sa.Text),
    sa.column("title", sa.Text),
    sa.column("text", sa.Text),
    sa.column("findings", sa.Text),
)
EXTENT = sa.table("extent", sa.column("languages", sa.Text))


def upgrade() -> None:
    """Add the column, and make the index anew."""
    op.add_column("extent", sa.Column("languages", sa.Text, nullable=False, server_default=sa.text("''")))
    connection = op.get_bind()
    index = GinIndex() if connection.dialect.name == "postgresql" else Fts5Index()
    index.clear(connection)
    languages, seq = "", 0
    some = sa.select(ARTICLE).order_by(ARTICLE.c.seq).limit(AT_ONCE)
    while rows := connection.execute(some.where(ARTICLE.c.seq > seq)).all():
        index.add(connection, [_entry(row) for row in rows])
        languages = note_languages(languages, (row.language for row in rows))
        seq = rows[-1].seq
    connection.execute(sa.update(EXTENT).values(languages=languages))


def _entry(row: sa.Row[Any]) -> Entry:
    sentences, _ = findings_from_json(row.findings)
    return Entry(
        seq=row.seq,
        moment=row.moment,
        haystack=to_haystack(row.title, row.text, language=row.language, sentences=sentences),
    )
