"""The store: SQLite and PostgreSQL through SQLAlchemy Core, and one in memory for tests."""
