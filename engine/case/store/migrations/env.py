"""How alembic runs the steps: on the connection it is given, each step in a transaction of its own."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite takes changes of tables back too, once the driver leaves transactions to us.
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
