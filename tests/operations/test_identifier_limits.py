"""Names that are too long for the server."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.spelling import Spell, refused


def test_table(spell: Spell) -> None:
    """A server that cuts names off, or refuses them, must not be asked."""
    spell(
        lambda op: op.create_table("t" * 65, sa.Column("id", sa.Integer)),
        {
            "postgresql": refused(
                "PostgreSQL 15 cannot keep the table name "
                '"ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt" of 65 bytes'
            ),
            "mysql": refused(
                "MySQL 8.0.30 cannot keep the table name "
                '"ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt" of 65 characters'
            ),
            "mariadb": refused(
                "MariaDB 10.11 cannot keep the table name "
                '"ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt" of 65 characters'
            ),
            "sqlite, oracle": """
                CREATE TABLE ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt (
                    id INTEGER
                )
            """,
            "mssql": """
                CREATE TABLE ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt (
                    id INTEGER NULL
                )
            """,
        },
    )


def test_bytes(spell: Spell) -> None:
    """PostgreSQL and Oracle count bytes."""
    spell(
        lambda op: op.add_column("t", sa.Column("é" * 40, sa.Integer)),
        {
            "postgresql": refused(
                'PostgreSQL 15 cannot keep the column name "éééééééééééééééééééééééééééééééééééééééé" of '
                "80 bytes"
            ),
            "mysql, mariadb": "ALTER TABLE t ADD COLUMN `éééééééééééééééééééééééééééééééééééééééé` INTEGER",
            "sqlite": 'ALTER TABLE t ADD COLUMN "éééééééééééééééééééééééééééééééééééééééé" INTEGER',
            "mssql": "ALTER TABLE t ADD [éééééééééééééééééééééééééééééééééééééééé] INTEGER NULL",
            "oracle": 'ALTER TABLE t ADD "éééééééééééééééééééééééééééééééééééééééé" INTEGER',
        },
    )


def test_index(spell: Spell) -> None:
    """Indexes, too."""
    spell(
        lambda op: op.create_index("i" * 65, "t", ["a"]),
        {
            "postgresql": refused(
                "PostgreSQL 15 cannot keep the index name "
                '"iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii" of 65 bytes'
            ),
            "mysql": refused(
                "MySQL 8.0.30 cannot keep the index name "
                '"iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii" of 65 characters'
            ),
            "mariadb": refused(
                "MariaDB 10.11 cannot keep the index name "
                '"iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii" of 65 characters'
            ),
            "sqlite, mssql, oracle": "CREATE INDEX iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii ON t (a)",
        },
    )


def test_constraint(spell: Spell) -> None:
    """And constraints."""
    spell(
        lambda op: op.create_unique_constraint("u" * 65, "t", ["a"]),
        {
            "postgresql": refused(
                "PostgreSQL 15 cannot keep the constraint name "
                '"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu" of 65 bytes'
            ),
            "mysql": refused(
                "MySQL 8.0.30 cannot keep the constraint name "
                '"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu" of 65 characters'
            ),
            "mariadb": refused(
                "MariaDB 10.11 cannot keep the constraint name "
                '"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu" of 65 characters'
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "t" is not known: no revision creates it'
            ),
            "mssql, oracle": (
                "ALTER TABLE t ADD CONSTRAINT "
                "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu UNIQUE (a)"
            ),
        },
    )


def test_renamed(spell: Spell) -> None:
    """And new names."""
    spell(
        lambda op: op.rename_table("t", "n" * 65),
        {
            "postgresql": refused(
                "PostgreSQL 15 cannot keep the table name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 bytes'
            ),
            "mysql": refused(
                "MySQL 8.0.30 cannot keep the table name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 characters'
            ),
            "mariadb": refused(
                "MariaDB 10.11 cannot keep the table name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 characters'
            ),
            "sqlite, oracle": "ALTER TABLE t RENAME TO nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
            "mssql": "EXEC sp_rename '[t]', 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn'",
        },
    )
    spell(
        lambda op: op.alter_column("t", "c", new_column_name="n" * 65),
        {
            "postgresql": refused(
                "PostgreSQL 15 cannot keep the column name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 bytes'
            ),
            "mysql": refused(
                "MySQL 8.0.30 cannot keep the column name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 characters'
            ),
            "mariadb": refused(
                "MariaDB 10.11 cannot keep the column name "
                '"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" of 65 characters'
            ),
            "sqlite, oracle": (
                "ALTER TABLE t RENAME COLUMN c TO "
                "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            ),
            "mssql": (
                "EXEC sp_rename '[t].[c]', "
                "'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', 'COLUMN'"
            ),
        },
    )
