"""A stock env.py for every project of this folder; each says in its alembic.ini what is its own.

``naming_convention``, ``version_table``, ``version_table_schema``, ``transaction_per_migration``.
"""

import json

import sqlalchemy as sa
from alembic import context

config = context.config
main = config.get_section(config.config_ini_section, {})
options = {
    "target_metadata": sa.MetaData(naming_convention=json.loads(main.get("naming_convention", "null"))),
    "transaction_per_migration": main.get("transaction_per_migration") == "true",
}
options |= {key: main[key] for key in ("version_table", "version_table_schema") if key in main}


def run_migrations_offline():
    context.configure(
        url=main.get("sqlalchemy.url"), literal_binds=True, dialect_opts={"paramstyle": "named"}, **options
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    engine = sa.create_engine(main["sqlalchemy.url"], poolclass=sa.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
