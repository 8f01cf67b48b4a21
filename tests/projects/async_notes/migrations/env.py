import asyncio
import re

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import async_engine_from_config

from notes.models import Base

config = context.config
tenant = context.get_x_argument(as_dictionary=True).get("tenant", "public")
if not re.fullmatch(r"[a-z][a-z0-9_]*", tenant):
    raise ValueError(f"-x tenant={tenant}: a tenant's name is made of small letters, digits and underscores")

options = {"target_metadata": Base.metadata, "transaction_per_migration": True}


def run_migrations_offline() -> None:
    """Write SQL to the output."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        **options,
    )
    with context.begin_transaction():
        if tenant != "public":
            context.execute(f"CREATE SCHEMA IF NOT EXISTS {tenant}")
            context.execute(f"SET search_path TO {tenant}")
        context.run_migrations()


def do_run_migrations(connection: Connection) -> None:
    """Run on *connection*, which is synchronous, or the inside of an asynchronous one."""
    if tenant != "public":
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {tenant}"))
        connection.execute(text(f"SET search_path TO {tenant}"))
        connection.commit()
        connection.dialect.default_schema_name = tenant
    context.configure(connection=connection, **options)
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations() -> None:
    """Make an engine and run on a connection of it."""
    engine = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    async with engine.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await engine.dispose()


def run_migrations_online() -> None:
    """Use the connection of the caller (the test suite hands one in), or make one."""
    connection = config.attributes.get("connection")
    if connection is not None:
        do_run_migrations(connection)
    else:
        asyncio.run(run_async_migrations())


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
