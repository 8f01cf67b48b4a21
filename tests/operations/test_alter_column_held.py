"""ALTER COLUMN of a column that indexes, constraints and keys hold: SQL Server has them taken off before."""

# ruff: noqa: E501 (statements as they are written)

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tests.operations.given import orders
from tests.operations.spelling import Spell, refused


def held(op: Any) -> None:
    """A column in an index, a partial one, an included one, a UNIQUE and a CHECK; a key of its own."""
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("a", sa.String(10), nullable=True, server_default="x"),
        sa.Column("b", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_t"),
        sa.UniqueConstraint("a", "b", name="uq_t_a"),
        sa.CheckConstraint("a <> 'b'", name="ck_t_a"),
        sa.CheckConstraint("b <> 5", name="ck_t_b"),
    )
    op.create_index("ix_t_a", "t", ["a"])
    op.create_index("ix_t_b", "t", ["b"], mssql_include=["a"])
    op.create_index("ix_t_id", "t", ["id"], mssql_where=sa.text("a = 'y'"))


def test_another_type(spell: Spell) -> None:
    """All goes off and comes back."""
    spell(
        lambda op: op.alter_column("t", "a", type_=sa.Unicode(10)),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(10)",
            "mysql, mariadb": "ALTER TABLE t MODIFY a VARCHAR(10) NULL DEFAULT 'x'",
            "sqlite": [],
            "mssql": [
                """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 't' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.default_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[t]')
                  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'a';
                EXEC sp_executesql @sqlgen
            """,
                "ALTER TABLE t DROP CONSTRAINT uq_t_a",
                "ALTER TABLE t DROP CONSTRAINT ck_t_a",
                "DROP INDEX ix_t_a ON t",
                "DROP INDEX ix_t_b ON t",
                "DROP INDEX ix_t_id ON t",
                "ALTER TABLE t ALTER COLUMN a NVARCHAR(10) NULL",
                "ALTER TABLE t ADD CONSTRAINT uq_t_a UNIQUE (a, b)",
                "ALTER TABLE t ADD CONSTRAINT ck_t_a CHECK (a <> 'b')",
                "CREATE INDEX ix_t_a ON t (a)",
                "CREATE INDEX ix_t_b ON t (b) INCLUDE (a)",
                "CREATE INDEX ix_t_id ON t (id) WHERE a = 'y'",
                "ALTER TABLE t ADD DEFAULT 'x' FOR a",
            ],
            "oracle": "ALTER TABLE t MODIFY a VARCHAR2(10 CHAR)",
        },
        given=held,
    )


def test_a_longer_text(spell: Spell) -> None:
    """Growth is held up by nothing but the default."""
    spell(
        lambda op: op.alter_column("t", "a", type_=sa.String(20)),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(20)",
            "mysql, mariadb": "ALTER TABLE t MODIFY a VARCHAR(20) NULL DEFAULT 'x'",
            "sqlite": [
                """
                CREATE TABLE sqlgen_new_t (
                    id INTEGER NOT NULL,
                    a VARCHAR(20) DEFAULT 'x',
                    b INTEGER,
                    CONSTRAINT pk_t PRIMARY KEY (id),
                    CONSTRAINT uq_t_a UNIQUE (a, b),
                    CONSTRAINT ck_t_a CHECK (a <> 'b'),
                    CONSTRAINT ck_t_b CHECK (b <> 5)
                )
            """,
                """
                INSERT INTO sqlgen_new_t (id, a, b)
                SELECT id, a, b
                FROM t
            """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_t_a ON t (a)",
                "CREATE INDEX ix_t_b ON t (b)",
                "CREATE INDEX ix_t_id ON t (id)",
            ],
            "mssql": [
                """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 't' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.default_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[t]')
                  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'a';
                EXEC sp_executesql @sqlgen
            """,
                "ALTER TABLE t ALTER COLUMN a VARCHAR(20) NULL",
                "ALTER TABLE t ADD DEFAULT 'x' FOR a",
            ],
            "oracle": "ALTER TABLE t MODIFY a VARCHAR2(20 CHAR)",
        },
        given=held,
    )


def test_not_null(spell: Spell) -> None:
    """Indexes and constraints must be made anew for it; NULL needs nothing."""
    spell(
        lambda op: op.alter_column("t", "a", nullable=False),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE t MODIFY a VARCHAR(10) NOT NULL DEFAULT 'x'",
            "sqlite": [
                """
                CREATE TABLE sqlgen_new_t (
                    id INTEGER NOT NULL,
                    a VARCHAR(10) DEFAULT 'x' NOT NULL,
                    b INTEGER,
                    CONSTRAINT pk_t PRIMARY KEY (id),
                    CONSTRAINT uq_t_a UNIQUE (a, b),
                    CONSTRAINT ck_t_a CHECK (a <> 'b'),
                    CONSTRAINT ck_t_b CHECK (b <> 5)
                )
            """,
                """
                INSERT INTO sqlgen_new_t (id, a, b)
                SELECT id, a, b
                FROM t
            """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_t_a ON t (a)",
                "CREATE INDEX ix_t_b ON t (b)",
                "CREATE INDEX ix_t_id ON t (id)",
            ],
            "mssql": [
                "ALTER TABLE t DROP CONSTRAINT uq_t_a",
                "ALTER TABLE t DROP CONSTRAINT ck_t_a",
                "DROP INDEX ix_t_a ON t",
                "DROP INDEX ix_t_b ON t",
                "DROP INDEX ix_t_id ON t",
                "ALTER TABLE t ALTER COLUMN a VARCHAR(10) NOT NULL",
                "ALTER TABLE t ADD CONSTRAINT uq_t_a UNIQUE (a, b)",
                "ALTER TABLE t ADD CONSTRAINT ck_t_a CHECK (a <> 'b')",
                "CREATE INDEX ix_t_a ON t (a)",
                "CREATE INDEX ix_t_b ON t (b) INCLUDE (a)",
                "CREATE INDEX ix_t_id ON t (id) WHERE a = 'y'",
            ],
            "oracle": "ALTER TABLE t MODIFY a NOT NULL",
        },
        given=held,
    )
    spell(
        lambda op: op.alter_column("t", "id", nullable=True),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN id DROP NOT NULL",
            "mysql, mariadb": "ALTER TABLE t MODIFY id INTEGER NULL AUTO_INCREMENT",
            "sqlite": [
                """
                CREATE TABLE sqlgen_new_t (
                    id INTEGER,
                    a VARCHAR(10) DEFAULT 'x',
                    b INTEGER,
                    CONSTRAINT pk_t PRIMARY KEY (id),
                    CONSTRAINT uq_t_a UNIQUE (a, b),
                    CONSTRAINT ck_t_a CHECK (a <> 'b'),
                    CONSTRAINT ck_t_b CHECK (b <> 5)
                )
            """,
                """
                INSERT INTO sqlgen_new_t (id, a, b)
                SELECT id, a, b
                FROM t
            """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_t_a ON t (a)",
                "CREATE INDEX ix_t_b ON t (b)",
                "CREATE INDEX ix_t_id ON t (id)",
            ],
            "mssql": "ALTER TABLE t ALTER COLUMN id INTEGER NULL",
            "oracle": "ALTER TABLE t MODIFY id NULL",
        },
        given=held,
    )


def test_a_key(spell: Spell) -> None:
    """Its own key, which has a name."""
    spell(
        lambda op: op.alter_column("t", "id", type_=sa.BigInteger),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN id TYPE BIGINT",
            "mysql, mariadb": "ALTER TABLE t MODIFY id BIGINT NOT NULL AUTO_INCREMENT",
            "sqlite": [],
            "mssql": [
                "ALTER TABLE t DROP CONSTRAINT pk_t",
                "DROP INDEX ix_t_id ON t",
                "ALTER TABLE t ALTER COLUMN id BIGINT NOT NULL",
                "ALTER TABLE t ADD CONSTRAINT pk_t PRIMARY KEY (id)",
                "CREATE INDEX ix_t_id ON t (id) WHERE a = 'y'",
            ],
            "oracle": "ALTER TABLE t MODIFY id NUMBER(19)",
        },
        given=held,
    )


def test_a_foreign_key(spell: Spell) -> None:
    """Both of its sides must change: the script has to say when it is off."""
    spell(
        lambda op: op.alter_column("orders", "customer_id", type_=sa.BigInteger),
        {
            "postgresql": "ALTER TABLE orders ALTER COLUMN customer_id TYPE BIGINT",
            "mysql, mariadb": "ALTER TABLE orders MODIFY customer_id BIGINT NULL",
            "sqlite": [
                """
                CREATE TABLE sqlgen_new_orders (
                    id INTEGER NOT NULL,
                    customer_id BIGINT,
                    pieces INTEGER,
                    note VARCHAR(80),
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0)
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
            "mssql": refused(
                'SQL Server 2019 cannot change the type of "orders.customer_id" while a foreign key '
                "fk_orders_customer holds it"
            ),
            "oracle": "ALTER TABLE orders MODIFY customer_id NUMBER(19)",
        },
        given=orders,
    )
    spell(
        lambda op: op.alter_column("customers", "id", type_=sa.BigInteger),
        {
            "postgresql": "ALTER TABLE customers ALTER COLUMN id TYPE BIGINT",
            "mysql, mariadb": "ALTER TABLE customers MODIFY id BIGINT NOT NULL AUTO_INCREMENT",
            "sqlite": [],
            "mssql": refused(
                'SQL Server 2019 cannot change the type of "customers.id" while a primary key pk_customers is '
                "referred to"
            ),
            "oracle": "ALTER TABLE customers MODIFY id NUMBER(19)",
        },
        given=orders,
    )
    spell(
        lambda op: op.alter_column("orders", "customer_id", nullable=False),
        {
            "postgresql": "ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE orders MODIFY customer_id INTEGER NOT NULL",
            "sqlite": [
                """
                CREATE TABLE sqlgen_new_orders (
                    id INTEGER NOT NULL,
                    customer_id INTEGER NOT NULL,
                    pieces INTEGER,
                    note VARCHAR(80),
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0)
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
            "mssql": [
                "ALTER TABLE orders DROP CONSTRAINT uq_orders_size",
                "ALTER TABLE orders ALTER COLUMN customer_id INTEGER NOT NULL",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id)",
            ],
            "oracle": "ALTER TABLE orders MODIFY customer_id NOT NULL",
        },
        given=orders,
    )
