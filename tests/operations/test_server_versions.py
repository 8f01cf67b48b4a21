"""What one product says in one version and not in another."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from tests.operations.given import orders, users
from tests.operations.spelling import Spell, refused, spelled

VERSIONS = {
    "postgresql": ("12", "13", "14", "15", "16", "17", "18"),
    "mysql": ("8.0", "8.0.30", "8.4", "9.1"),
    "mariadb": ("10.4", "10.6", "10.11", "11.4"),
    "sqlite": ("3.35", "3.40", "3.53"),
    "mssql": ("2016", "2017", "2019", "2022", "2025"),
    "oracle": ("12.2", "19", "21", "23"),
}


def plain(op: Any) -> None:
    """What has been the same for a long time."""
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(9)))
    op.add_column("t", sa.Column("b", sa.Integer))
    op.create_index("ix_a", "t", ["a"])
    op.drop_index("ix_a", table_name="t")
    op.drop_column("t", "b")
    op.rename_table("t", "u")
    op.drop_table("u")


@pytest.mark.parametrize(("name", "versions"), VERSIONS.items())
def test_plain_things_are_the_same_in_every_version(name: str, versions: tuple[str, ...]) -> None:
    said = [spelled(plain, load_dialect(name, version)) for version in versions]
    assert len(said[0]) >= 7  # type: ignore[arg-type]
    assert all(each == said[0] for each in said)


def test_uuid(spell: Spell) -> None:
    """A type of MariaDB's own since 10.7; SQLAlchemy 2.0 does not use it."""
    own = "CHAR(32)" if sa.__version__.startswith("2.0.") else "UUID"
    spell(
        lambda op: op.add_column("t", sa.Column("key", sa.Uuid)),
        {
            "postgresql": "ALTER TABLE t ADD COLUMN key UUID",
            "mysql, mysql 9.1, mariadb 10.4": "ALTER TABLE t ADD COLUMN `key` CHAR(32)",
            "mariadb, mariadb 10.7": f"ALTER TABLE t ADD COLUMN `key` {own}",
            "sqlite": 'ALTER TABLE t ADD COLUMN "key" CHAR(32)',
            "mssql": "ALTER TABLE t ADD [key] UNIQUEIDENTIFIER NULL",
            "oracle": "ALTER TABLE t ADD key CHAR(32)",
        },
    )


def test_json(spell: Spell) -> None:
    """A type of Oracle's own since 21."""
    spell(
        lambda op: op.add_column("t", sa.Column("doc", sa.JSON)),
        {
            "postgresql, postgresql 12, mysql, mariadb, sqlite": "ALTER TABLE t ADD COLUMN doc JSON",
            "mssql": "ALTER TABLE t ADD doc NVARCHAR(max) NULL",
            "oracle": "ALTER TABLE t ADD doc BLOB",
            "oracle 21": "ALTER TABLE t ADD doc JSON",
        },
    )


def test_boolean(spell: Spell) -> None:
    """A type of Oracle's own since 23."""
    spell(
        lambda op: op.add_column("t", sa.Column("ok", sa.Boolean, server_default=sa.false())),
        {
            "postgresql": "ALTER TABLE t ADD COLUMN ok BOOLEAN DEFAULT false",
            "mysql, mariadb": "ALTER TABLE t ADD COLUMN ok BOOL DEFAULT false",
            "sqlite": "ALTER TABLE t ADD COLUMN ok BOOLEAN DEFAULT 0",
            "mssql": "ALTER TABLE t ADD ok BIT NULL DEFAULT 0",
            "oracle, oracle 12.2": "ALTER TABLE t ADD ok SMALLINT DEFAULT 0",
            "oracle 23": "ALTER TABLE t ADD ok BOOLEAN DEFAULT 0",
        },
    )


def test_virtual_column(spell: Spell) -> None:
    """Computed when it is read: on PostgreSQL since 18."""
    spell(
        lambda op: op.add_column("t", sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=False))),
        {
            "postgresql": refused("PostgreSQL 15 cannot compute a column when it is read"),
            "postgresql 12": refused("PostgreSQL 12 cannot compute a column when it is read"),
            "postgresql 17": refused("PostgreSQL 17 cannot compute a column when it is read"),
            "postgresql 18, mysql, mariadb, sqlite": "ALTER TABLE t ADD COLUMN b INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL",
            "mssql": "ALTER TABLE t ADD b AS (a * 2)",
            "oracle": "ALTER TABLE t ADD b INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL",
        },
    )


def test_default_of_an_expression(spell: Spell) -> None:
    """MySQL has them since 8.0.13; the moment of an insertion it had before."""
    spell(
        lambda op: op.add_column("t", sa.Column("b", sa.String(5), server_default=sa.func.lower("X"))),
        {
            "postgresql": "ALTER TABLE t ADD COLUMN b VARCHAR(5) DEFAULT lower('X')",
            "mysql, mysql 8.0.13, mariadb": "ALTER TABLE t ADD COLUMN b VARCHAR(5) DEFAULT (lower('X'))",
            "mysql 8.0.12": refused("MySQL 8.0.12 cannot have an expression as default"),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "t" is not known: no revision creates it'
            ),
            "mssql": "ALTER TABLE t ADD b VARCHAR(5) NULL DEFAULT lower('X')",
            "oracle": "ALTER TABLE t ADD b VARCHAR2(5 CHAR) DEFAULT lower('X')",
        },
    )
    now = sa.text("CURRENT_TIMESTAMP")
    spell(
        lambda op: op.create_table("t", sa.Column("b", sa.DateTime, server_default=now)),
        {
            "mysql, mysql 8.0.12, mariadb": "CREATE TABLE t (\n    b DATETIME DEFAULT CURRENT_TIMESTAMP\n)",
            "sqlite": "CREATE TABLE t (\n    b DATETIME DEFAULT CURRENT_TIMESTAMP\n)",
            "postgresql": "CREATE TABLE t (\n    b TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP\n)",
            "mssql": "CREATE TABLE t (\n    b DATETIME NULL DEFAULT CURRENT_TIMESTAMP\n)",
            "oracle": "CREATE TABLE t (\n    b DATE DEFAULT CURRENT_TIMESTAMP\n)",
        },
    )


def test_rename_column(spell: Spell) -> None:
    """MariaDB has RENAME COLUMN since 10.5; before, the whole definition is said again."""
    spell(
        lambda op: op.alter_column("users", "score", new_column_name="points"),
        {
            "postgresql": "ALTER TABLE users RENAME score TO points",
            "mysql, mysql 8.0, mariadb, mariadb 10.5, sqlite, oracle": "ALTER TABLE users RENAME COLUMN score TO points",
            "mariadb 10.4": "ALTER TABLE users CHANGE score points INTEGER NULL COMMENT 'points so far'",
            "mssql": "EXEC sp_rename '[users].[score]', 'points', 'COLUMN'",
        },
        given=users,
    )


def test_not_null(spell: Spell) -> None:
    """SQLite alters it in place since 3.53."""
    spell(
        lambda op: op.alter_column("users", "email", nullable=False),
        {
            "postgresql, sqlite 3.53": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL",
            "sqlite, sqlite 3.35": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120) NOT NULL,
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_users (id, email, name, state, score)
                    SELECT id, email, name, state, score
                    FROM users
                """,
                "DROP TABLE users",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_users RENAME TO users",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NOT NULL",
            "oracle": "ALTER TABLE users MODIFY email NOT NULL",
        },
        given=users,
    )


def test_check(spell: Spell) -> None:
    """SQLite drops one in place since 3.53."""
    spell(
        lambda op: op.drop_constraint("ck_orders_size", "orders", type_="check"),
        {
            "postgresql, mariadb, sqlite 3.53, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
            "mysql": "ALTER TABLE orders DROP CHECK ck_orders_size",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces, note)
                    SELECT id, customer_id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
        },
        given=orders,
    )


def test_if_exists(spell: Spell) -> None:
    """Oracle has it since 23, SQL Server since 2016 where something is dropped."""
    spell(
        lambda op: op.drop_table("t", if_exists=True),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, mssql 2016, mssql 2022, oracle 23": "DROP TABLE IF EXISTS t",
            "oracle, oracle 12.2": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP TABLE t';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00942: table or view does not exist
                        IF SQLCODE != -942 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
    spell(
        lambda op: op.create_table("t", sa.Column("a", sa.Integer), if_not_exists=True),
        {
            "postgresql, mysql, mariadb, sqlite, oracle 23": """
                CREATE TABLE IF NOT EXISTS t (
                    a INTEGER
                )
            """,
            "mssql, mssql 2022": """
                IF OBJECT_ID('[t]', N'U') IS NULL
                CREATE TABLE t (
                    a INTEGER NULL
                )
            """,
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE ('CREATE TABLE t (' || CHR(10) || '    a INTEGER' || CHR(10) || ')');
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00955: name is already used by an existing object
                        IF SQLCODE != -955 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
