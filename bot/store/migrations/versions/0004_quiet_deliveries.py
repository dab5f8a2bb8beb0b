"""Note of a digest that is fixed whether it has anything new, so that each attempt at its post ends alike."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("delivery", sa.Column("quiet", sa.Boolean, nullable=False, server_default=sa.text("false")))
