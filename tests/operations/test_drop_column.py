"""DROP COLUMN, with what hangs on the column."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, orders, unnamed, users
from tests.operations.spelling import Spell, refused


def test_plain(spell: Spell) -> None:
    """A column that nothing hangs on."""
    spell(
        lambda op: op.drop_column("users", "score"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "ALTER TABLE users DROP COLUMN score",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history."""
    spell(
        lambda op: op.drop_column("users", "score"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "ALTER TABLE users DROP COLUMN score",
        },
    )


def test_with_default(spell: Spell) -> None:
    """SQL Server holds the column by its default, whose name the server made up."""
    spell(
        lambda op: op.drop_column("users", "state"),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": "ALTER TABLE users DROP COLUMN state",
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'state';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE users DROP COLUMN state",
            ],
        },
        given=users,
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes, in statements and in strings."""
    spell(
        lambda op: op.drop_column("Users", "E-mail", schema="app", mssql_drop_default=True),
        {
            "postgresql, sqlite, oracle": 'ALTER TABLE app."Users" DROP COLUMN "E-mail"',
            "mysql, mariadb": "ALTER TABLE app.`Users` DROP COLUMN `E-mail`",
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'app.[Users]' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[app].[Users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'E-mail';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE app.[Users] DROP COLUMN [E-mail]",
            ],
        },
        given=app_users,
    )


def test_all_that_holds_it(spell: Spell) -> None:
    """Keywords of Alembic's for one product."""
    spell(
        lambda op: op.drop_column(
            "users", "score", mssql_drop_default=True, mssql_drop_check=True, mssql_drop_foreign_key=True
        ),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": "ALTER TABLE users DROP COLUMN score",
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'score';
                    EXEC sp_executesql @sqlgen
                """,
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.check_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'score';
                    EXEC sp_executesql @sqlgen
                """,
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.foreign_keys AS c
                    JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = c.object_id
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(k.parent_object_id, k.parent_column_id) = 'score';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE users DROP COLUMN score",
            ],
        },
        given=users,
    )


def test_with_constraints(spell: Spell) -> None:
    """A column in a key, a CHECK and a UNIQUE: they go first where it cannot take them along."""
    spell(
        lambda op: op.drop_column("orders", "pieces"),
        {
            "postgresql, mysql": "ALTER TABLE orders DROP COLUMN pieces",
            "mariadb": [
                "ALTER TABLE orders DROP INDEX uq_orders_size",
                "ALTER TABLE orders DROP COLUMN pieces",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, note)
                    SELECT id, customer_id, note
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
                "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
                "ALTER TABLE orders DROP COLUMN pieces",
            ],
            "oracle": [
                "ALTER TABLE orders DROP CONSTRAINT uq_orders_size",
                "ALTER TABLE orders DROP COLUMN pieces",
            ],
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_column("orders", "customer_id"),
        {
            "postgresql": "ALTER TABLE orders DROP COLUMN customer_id",
            "mysql": [
                "ALTER TABLE orders DROP FOREIGN KEY fk_orders_customer",
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
            "mariadb": [
                "ALTER TABLE orders DROP FOREIGN KEY fk_orders_customer",
                "ALTER TABLE orders DROP INDEX uq_orders_size",
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, pieces, note)
                    SELECT id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
            "mssql": [
                "ALTER TABLE orders DROP CONSTRAINT fk_orders_customer",
                "ALTER TABLE orders DROP CONSTRAINT uq_orders_size",
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
            "oracle": [
                "ALTER TABLE orders DROP CONSTRAINT uq_orders_size",
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
        },
        given=orders,
    )


def test_indexed(spell: Spell) -> None:
    """Its index goes with it."""
    spell(
        lambda op: op.drop_column("orders", "note"),
        {
            "postgresql, mysql, mariadb, oracle": "ALTER TABLE orders DROP COLUMN note",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces)
                    SELECT id, customer_id, pieces
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": [
                "DROP INDEX ix_orders_note ON orders",
                "ALTER TABLE orders DROP COLUMN note",
            ],
        },
        given=orders,
    )


def test_if_exists(spell: Spell) -> None:
    """Natively, by a guard, or decided by the schema."""
    spell(
        lambda op: op.drop_column("users", "score", if_exists=True),
        {
            "postgresql, mariadb, mssql": "ALTER TABLE users DROP COLUMN IF EXISTS score",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.columns
                    WHERE table_schema = DATABASE() AND table_name = 'users'
                      AND column_name = 'score'
                ) > 0, 'ALTER TABLE users DROP COLUMN score', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": refused("SQLite 3.40 cannot say IF EXISTS for drop column"),
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE users DROP COLUMN score';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00904: invalid identifier
                        IF SQLCODE != -904 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
    spell(
        lambda op: op.drop_column("users", "score", if_exists=True),
        {
            "postgresql, mariadb, mssql": "ALTER TABLE users DROP COLUMN IF EXISTS score",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.columns
                    WHERE table_schema = DATABASE() AND table_name = 'users'
                      AND column_name = 'score'
                ) > 0, 'ALTER TABLE users DROP COLUMN score', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": "ALTER TABLE users DROP COLUMN score",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE users DROP COLUMN score';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00904: invalid identifier
                        IF SQLCODE != -904 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=users,
    )
    spell(
        lambda op: op.drop_column("users", "absent", if_exists=True),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": [],
        },
        given=users,
    )


def test_missing(spell: Spell) -> None:
    """A known table has no such column: the checks tell it, and where they are not wanted, the server does."""
    spell(
        lambda op: op.drop_column("users", "scores"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "ALTER TABLE users DROP COLUMN scores",
        },
        given=users,
    )


def test_generated(spell: Spell) -> None:
    """A column that a generated one reads."""
    spell(
        lambda op: op.drop_column("t", "b"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "ALTER TABLE t DROP COLUMN b",
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True))
        ),
    )


def test_held_by_what_has_no_name(spell: Spell) -> None:
    """A foreign key is found by the script, where that can be; nothing else is guessed."""
    spell(
        lambda op: op.drop_column("orders", "customer_id"),
        {
            "postgresql, oracle": "ALTER TABLE orders DROP COLUMN customer_id",
            "mysql, mariadb": [
                "ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1",
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        pieces INTEGER NOT NULL,
                        PRIMARY KEY (id),
                        UNIQUE (pieces)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, pieces)
                    SELECT id, pieces
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'orders' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.foreign_keys AS c
                    JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = c.object_id
                    WHERE c.parent_object_id = OBJECT_ID('[orders]')
                      AND COL_NAME(k.parent_object_id, k.parent_column_id) = 'customer_id';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE orders DROP COLUMN customer_id",
            ],
        },
        given=unnamed,
    )
