"""What Alembic runs: the migrations, on the connection and in the transaction that it is given."""

from alembic import context

from bot.store.schema import VERSION_TABLE


def run() -> None:
    """Run the migrations."""
    context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
    context.run_migrations()


if __name__ == "env_py":  # Alembic's name for this file; whoever only imports it runs nothing
    run()
