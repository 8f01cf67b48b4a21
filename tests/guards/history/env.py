"""Offline only."""

from alembic import context

context.configure(url="sqlite://", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
