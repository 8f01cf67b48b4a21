"""Compile a revision range of an Alembic-style history into one SQL script, without a database."""

__version__ = "0.1.0"
