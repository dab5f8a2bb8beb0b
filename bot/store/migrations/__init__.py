"""Alembic's migrations of the store, oldest first; only ever appended."""
