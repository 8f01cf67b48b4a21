import os

import sqlalchemy as sa
from alembic import context

from warehouse.models import metadata

URL = os.environ.get("WAREHOUSE_URL", "postgresql+psycopg://localhost/warehouse")


def include_name(name, type_, parent_names):
    return name in ("inv", "sales") if type_ == "schema" else True


options = {
    "target_metadata": metadata,
    "include_schemas": True,
    "include_name": include_name,
    "version_table": "revision",
    "version_table_schema": "ops",
}

if context.is_offline_mode():
    context.configure(url=URL, literal_binds=True, dialect_opts={"paramstyle": "named"}, **options)
    with context.begin_transaction():
        # Alembic makes the version table, but not its schema.
        context.execute("CREATE SCHEMA IF NOT EXISTS ops")
        context.run_migrations()
else:
    engine = sa.create_engine(URL, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE SCHEMA IF NOT EXISTS ops"))
    with engine.connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
