"""Asks the running Flask application for its database, as Flask-Migrate's own env.py does."""

import logging
from logging.config import fileConfig

from alembic import context
from flask import current_app

config = context.config
fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")

migrate = current_app.extensions["migrate"]
database = migrate.db


def engine():
    """Return the application's engine, from Flask-SQLAlchemy 3 or an older one."""
    try:
        return database.get_engine()
    except (TypeError, AttributeError):
        return database.engine


def engine_url():
    """Return the engine's URL as an ini value: percent signs doubled."""
    try:
        url = engine().url.render_as_string(hide_password=False)
    except AttributeError:
        url = str(engine().url)
    return url.replace("%", "%%")


def metadata():
    """Return the models' metadata; Flask-SQLAlchemy 3 keeps one for each bind."""
    if hasattr(database, "metadatas"):
        return database.metadatas[None]
    return database.metadata


def skip_empty_revisions(_context, _revision, directives):
    """Write no revision file where autogenerate finds nothing."""
    if getattr(config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []
        logger.info("No changes in schema detected.")


def run_migrations_offline():
    context.configure(
        url=config.get_main_option("sqlalchemy.url"), target_metadata=metadata(), literal_binds=True
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    arguments = dict(migrate.configure_args)
    if arguments.get("process_revision_directives") is None:
        arguments["process_revision_directives"] = skip_empty_revisions
    with engine().connect() as connection:
        context.configure(connection=connection, target_metadata=metadata(), **arguments)
        with context.begin_transaction():
            context.run_migrations()


config.set_main_option("sqlalchemy.url", engine_url())

if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
