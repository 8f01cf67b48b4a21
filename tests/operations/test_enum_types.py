"""Enum types that the server keeps by name."""

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.spelling import Spell

KIND = sa.Enum("a", "it's", name="kind", schema="app")


def test_create_and_drop(spell: Spell) -> None:
    """By hand, as scripts do it; asked whether it exists, the history answers."""
    spell(
        lambda op: KIND.create(op.get_bind(), checkfirst=True),
        {
            "postgresql": "CREATE TYPE app.kind AS ENUM ('a', 'it''s')",
            "mysql, mariadb, sqlite, mssql, oracle": [],
        },
    )
    spell(
        lambda op: KIND.drop(op.get_bind(), checkfirst=True),
        {
            "postgresql": "DROP TYPE IF EXISTS app.kind",
            "mysql, mariadb, sqlite, mssql, oracle": [],
        },
    )
    spell(
        lambda op: KIND.drop(op.get_bind(), checkfirst=True),
        {
            "postgresql": "DROP TYPE app.kind",
            "mysql, mariadb, sqlite, mssql, oracle": [],
        },
        given=lambda op: KIND.create(op.get_bind(), checkfirst=True),
    )


def test_once(spell: Spell) -> None:
    """Two tables share the type."""
    spell(
        lambda op: op.create_table("t", sa.Column("a", KIND)),
        {
            "postgresql": """
                CREATE TABLE t (
                    a app.kind
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE t (
                    a ENUM('a','it''s')
                )
            """,
            "sqlite": """
                CREATE TABLE t (
                    a VARCHAR(4)
                )
            """,
            "mssql": """
                CREATE TABLE t (
                    a VARCHAR(4) NULL
                )
            """,
            "oracle": """
                CREATE TABLE t (
                    a VARCHAR(4 CHAR)
                )
            """,
        },
        given=lambda op: op.create_table("s", sa.Column("a", KIND)),
    )
