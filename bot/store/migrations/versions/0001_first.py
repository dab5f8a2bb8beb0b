"""Make the first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and each engine's own full-text index."""
    _make_articles()
    _make_findings()
    _make_desk()
    _make_ledger()
    if op.get_bind().dialect.name == "postgresql":
        _make_gin()
    else:
        # Contentless: it answers with row numbers and keeps no text. Tokens are set apart by spaces, and are ours.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0, tokenize=\"ascii tokenchars '@|'\")"
        )


def _make_articles() -> None:
    extent = op.create_table(
        "extent",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("articles", sa.BigInteger, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("first", sa.BigInteger),
        sa.Column("last", sa.BigInteger),
        sa.CheckConstraint("id = 1", name="extent_one_row"),
    )
    op.bulk_insert(extent, [{"id": 1, "seq": 0, "articles": 0, "sample": False, "first": None, "last": None}])
    op.create_table(
        "article",
        sa.Column("seq", SEQ, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("fetched", sa.BigInteger, nullable=False),
        sa.Column("published", sa.BigInteger),
        sa.Column("syndicated", sa.Boolean, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _make_findings() -> None:
    op.create_table(
        "stance",
        sa.Column("seq", SEQ, sa.ForeignKey("article.seq", ondelete="CASCADE"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_index("stance_holder_target", "stance", ["holder", "target", "seq"])
    op.create_index("stance_holder", "stance", ["holder", "seq"])
    op.create_index("stance_target", "stance", ["target", "seq"])
    op.create_table(
        "band",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", SEQ, sa.ForeignKey("article.seq", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )


def _make_desk() -> None:
    op.create_table(
        "source",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("checked", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "brief",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("receipts", sa.Text, nullable=False),
    )


def _make_ledger() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("days", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
    )
    op.create_table(
        "delivery",
        sa.Column("subscription", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("lease", sa.BigInteger),
        sa.Column("reply", sa.Text),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("posted", sa.BigInteger),
        sa.Column("error", sa.Text, nullable=False),
    )
    unsettled = sa.text("state IN ('due', 'staged')")
    op.create_index(
        "delivery_unsettled", "delivery", ["due"], sqlite_where=unsettled, postgresql_where=unsettled
    )
    op.create_table(
        "shown",
        sa.Column("subscription", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
    )


def _make_gin() -> None:
    op.create_table(
        "search",
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("article.seq", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column(
            "tokens",
            postgresql.TSVECTOR,
            sa.Computed("array_to_tsvector(string_to_array(btrim(words), ' '))", persisted=True),
        ),
    )
    op.create_index(
        "search_tokens", "search", ["tokens"], postgresql_using="gin", postgresql_with={"gin_pending_list_limit": 512}
    )
