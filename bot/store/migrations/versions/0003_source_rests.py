"""Note until when a source's server asked to be left alone."""

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("source", sa.Column("rests", Moment))
