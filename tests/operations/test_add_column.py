"""ADD COLUMN, with what the column brings."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, orders, users
from tests.operations.spelling import Spell, refused


def test_nullable(spell: Spell) -> None:
    """The table may be unknown."""
    spell(
        lambda op: op.add_column("users", sa.Column("nick", sa.String(20))),
        {
            "postgresql, mysql, mariadb, sqlite": "ALTER TABLE users ADD COLUMN nick VARCHAR(20)",
            "mssql": "ALTER TABLE users ADD nick VARCHAR(20) NULL",
            "oracle": "ALTER TABLE users ADD nick VARCHAR2(20 CHAR)",
        },
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.add_column("Users", sa.Column("First name", sa.String(20)), schema="app"),
        {
            "postgresql, sqlite": 'ALTER TABLE app."Users" ADD COLUMN "First name" VARCHAR(20)',
            "mysql, mariadb": "ALTER TABLE app.`Users` ADD COLUMN `First name` VARCHAR(20)",
            "mssql": "ALTER TABLE app.[Users] ADD [First name] VARCHAR(20) NULL",
            "oracle": 'ALTER TABLE app."Users" ADD "First name" VARCHAR2(20 CHAR)',
        },
    )


def test_not_null_with_default(spell: Spell) -> None:
    """A constant default fills the rows that are there."""
    spell(
        lambda op: op.add_column("users", sa.Column("level", sa.Integer, nullable=False, server_default="1")),
        {
            "postgresql, sqlite": "ALTER TABLE users ADD COLUMN level INTEGER DEFAULT '1' NOT NULL",
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN level INTEGER NOT NULL DEFAULT '1'",
            "mssql": "ALTER TABLE users ADD level INTEGER NOT NULL DEFAULT '1'",
            "oracle": "ALTER TABLE users ADD \"level\" INTEGER DEFAULT '1' NOT NULL",
        },
    )


def test_not_null_without_default(spell: Spell) -> None:
    """It is for a table without rows: every engine refuses it where there are some."""
    spell(
        lambda op: op.add_column("users", sa.Column("level", sa.Integer, nullable=False)),
        {
            "postgresql, mysql, mariadb, sqlite": "ALTER TABLE users ADD COLUMN level INTEGER NOT NULL",
            "mssql": "ALTER TABLE users ADD level INTEGER NOT NULL",
            "oracle": 'ALTER TABLE users ADD "level" INTEGER NOT NULL',
        },
        given=users,
    )


def test_boolean_default(spell: Spell) -> None:
    """true and false are 1 and 0 where the server has no booleans."""
    spell(
        lambda op: op.add_column(
            "users", sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true())
        ),
        {
            "postgresql": "ALTER TABLE users ADD COLUMN active BOOLEAN DEFAULT true NOT NULL",
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN active BOOL NOT NULL DEFAULT true",
            "sqlite": "ALTER TABLE users ADD COLUMN active BOOLEAN DEFAULT 1 NOT NULL",
            "mssql": "ALTER TABLE users ADD active BIT NOT NULL DEFAULT 1",
            "oracle": "ALTER TABLE users ADD active SMALLINT DEFAULT 1 NOT NULL",
            "oracle 23": "ALTER TABLE users ADD active BOOLEAN DEFAULT 1 NOT NULL",
        },
    )


def test_expression_default(spell: Spell) -> None:
    """SQLite's ADD COLUMN takes constants only."""
    spell(
        lambda op: op.add_column("users", sa.Column("made", sa.DateTime, server_default=sa.func.now())),
        {
            "postgresql": "ALTER TABLE users ADD COLUMN made TIMESTAMP WITHOUT TIME ZONE DEFAULT now()",
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN made DATETIME DEFAULT (now())",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        made DATETIME DEFAULT CURRENT_TIMESTAMP,
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
            "mssql": "ALTER TABLE users ADD made DATETIME NULL DEFAULT CURRENT_TIMESTAMP",
            "oracle": "ALTER TABLE users ADD made DATE DEFAULT CURRENT_TIMESTAMP",
        },
        given=users,
    )


def test_comment(spell: Spell) -> None:
    """A column's comment comes with it."""
    spell(
        lambda op: op.add_column("users", sa.Column("nick", sa.String(20), comment="what's used")),
        {
            "postgresql": [
                "ALTER TABLE users ADD COLUMN nick VARCHAR(20)",
                "COMMENT ON COLUMN users.nick IS 'what''s used'",
            ],
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN nick VARCHAR(20) COMMENT 'what''s used'",
            "sqlite": "ALTER TABLE users ADD COLUMN nick VARCHAR(20)",
            "mssql": [
                "ALTER TABLE users ADD nick VARCHAR(20) NULL",
                (
                    "EXEC sp_addextendedproperty N'MS_Description', 'what''s used', N'SCHEMA', 'dbo', "
                    "N'TABLE', 'users', N'COLUMN', 'nick'"
                ),
            ],
            "oracle": [
                "ALTER TABLE users ADD nick VARCHAR2(20 CHAR)",
                "COMMENT ON COLUMN users.nick IS 'what''s used'",
            ],
        },
    )


def test_foreign_key(spell: Spell) -> None:
    """REFERENCES in the column where the engine has no ADD CONSTRAINT."""
    spell(
        lambda op: op.add_column(
            "orders",
            sa.Column(
                "shop_id", sa.Integer, sa.ForeignKey("shops.id", name="fk_orders_shop", ondelete="CASCADE")
            ),
        ),
        {
            "postgresql, mysql, mariadb": [
                "ALTER TABLE orders ADD COLUMN shop_id INTEGER",
                (
                    "ALTER TABLE orders ADD CONSTRAINT fk_orders_shop FOREIGN KEY(shop_id) REFERENCES "
                    "shops (id) ON DELETE CASCADE"
                ),
            ],
            "sqlite": (
                "ALTER TABLE orders ADD COLUMN shop_id INTEGER CONSTRAINT fk_orders_shop REFERENCES shops "
                "(id) ON DELETE CASCADE"
            ),
            "mssql": [
                "ALTER TABLE orders ADD shop_id INTEGER NULL",
                (
                    "ALTER TABLE orders ADD CONSTRAINT fk_orders_shop FOREIGN KEY(shop_id) REFERENCES "
                    "shops (id) ON DELETE CASCADE"
                ),
            ],
            "oracle": [
                "ALTER TABLE orders ADD shop_id INTEGER",
                (
                    "ALTER TABLE orders ADD CONSTRAINT fk_orders_shop FOREIGN KEY(shop_id) REFERENCES "
                    "shops (id) ON DELETE CASCADE"
                ),
            ],
        },
        given=orders,
    )


def test_inline_references(spell: Spell) -> None:
    """Said in the column only where the server heeds it."""
    spell(
        lambda op: op.add_column(
            "orders", sa.Column("shop_id", sa.Integer, sa.ForeignKey("shops.id")), inline_references=True
        ),
        {
            "postgresql, mariadb, sqlite": "ALTER TABLE orders ADD COLUMN shop_id INTEGER REFERENCES shops (id)",
            "mysql, mariadb 10.4": [
                "ALTER TABLE orders ADD COLUMN shop_id INTEGER",
                "ALTER TABLE orders ADD FOREIGN KEY(shop_id) REFERENCES shops (id)",
            ],
            "mssql": [
                "ALTER TABLE orders ADD shop_id INTEGER NULL",
                "ALTER TABLE orders ADD FOREIGN KEY(shop_id) REFERENCES shops (id)",
            ],
            "oracle": [
                "ALTER TABLE orders ADD shop_id INTEGER",
                "ALTER TABLE orders ADD FOREIGN KEY(shop_id) REFERENCES shops (id)",
            ],
        },
        given=orders,
    )


def test_unique_and_index(spell: Spell) -> None:
    """A UNIQUE constraint and an index of the column."""
    spell(
        lambda op: (
            op.add_column("users", sa.Column("code", sa.String(8), sa.Identity(always=True)))
            if False
            else op.add_column("users", sa.Column("code", sa.String(8), unique=True))
        ),
        {
            "postgresql, mysql, mariadb": [
                "ALTER TABLE users ADD COLUMN code VARCHAR(8)",
                "ALTER TABLE users ADD UNIQUE (code)",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        code VARCHAR(8),
                        PRIMARY KEY (id),
                        UNIQUE (code)
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
            "mssql": [
                "ALTER TABLE users ADD code VARCHAR(8) NULL",
                "ALTER TABLE users ADD UNIQUE (code)",
            ],
            "oracle": [
                "ALTER TABLE users ADD code VARCHAR2(8 CHAR)",
                "ALTER TABLE users ADD UNIQUE (code)",
            ],
        },
        given=users,
    )
    spell(
        lambda op: op.add_column("users", sa.Column("code", sa.String(8), index=True)),
        {
            "postgresql, mysql, mariadb, sqlite": [
                "ALTER TABLE users ADD COLUMN code VARCHAR(8)",
                "CREATE INDEX ix_users_code ON users (code)",
            ],
            "mssql": [
                "ALTER TABLE users ADD code VARCHAR(8) NULL",
                "CREATE INDEX ix_users_code ON users (code)",
            ],
            "oracle": [
                "ALTER TABLE users ADD code VARCHAR2(8 CHAR)",
                "CREATE INDEX ix_users_code ON users (code)",
            ],
        },
        given=users,
    )


def test_check_of_a_type(spell: Spell) -> None:
    """The CHECK of a Boolean comes where the type is not the server's own."""
    spell(
        lambda op: op.add_column(
            "users", sa.Column("ok", sa.Boolean(create_constraint=True, name="ck_users_ok"))
        ),
        {
            "postgresql": "ALTER TABLE users ADD COLUMN ok BOOLEAN",
            "mysql, mariadb": [
                "ALTER TABLE users ADD COLUMN ok BOOL",
                "ALTER TABLE users ADD CONSTRAINT ck_users_ok CHECK (ok IN (0, 1))",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        ok BOOLEAN,
                        PRIMARY KEY (id),
                        CONSTRAINT ck_users_ok CHECK (ok IN (0, 1))
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
            "mssql": "ALTER TABLE users ADD ok BIT NULL",
            "oracle": [
                "ALTER TABLE users ADD ok SMALLINT",
                "ALTER TABLE users ADD CONSTRAINT ck_users_ok CHECK (ok IN (0, 1))",
            ],
            "oracle 23": "ALTER TABLE users ADD ok BOOLEAN",
        },
        given=users,
    )


def test_enum(spell: Spell) -> None:
    """An enum type is made before the column."""
    spell(
        lambda op: op.add_column("users", sa.Column("kind", sa.Enum("a", "b", name="kind"))),
        {
            "postgresql": [
                "CREATE TYPE kind AS ENUM ('a', 'b')",
                "ALTER TABLE users ADD COLUMN kind kind",
            ],
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN kind ENUM('a','b')",
            "sqlite": "ALTER TABLE users ADD COLUMN kind VARCHAR(1)",
            "mssql": "ALTER TABLE users ADD kind VARCHAR(1) NULL",
            "oracle": "ALTER TABLE users ADD kind VARCHAR(1 CHAR)",
        },
    )


def test_computed(spell: Spell) -> None:
    """A generated column, stored and virtual."""
    spell(
        lambda op: op.add_column(
            "users", sa.Column("twice", sa.Integer, sa.Computed("score * 2", persisted=True))
        ),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (score * 2) STORED",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        twice INTEGER GENERATED ALWAYS AS (score * 2) STORED,
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
            "mssql": "ALTER TABLE users ADD twice AS (score * 2) PERSISTED",
            "oracle": refused("Oracle 19 cannot store a computed column"),
        },
        given=users,
    )
    spell(
        lambda op: op.add_column(
            "users", sa.Column("twice", sa.Integer, sa.Computed("score * 2", persisted=False))
        ),
        {
            "postgresql": refused("PostgreSQL 15 cannot compute a column when it is read"),
            "postgresql 18, mysql, mariadb, sqlite": "ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (score * 2) VIRTUAL",
            "mssql": "ALTER TABLE users ADD twice AS (score * 2)",
            "oracle": "ALTER TABLE users ADD twice INTEGER GENERATED ALWAYS AS (score * 2) VIRTUAL",
        },
        given=users,
    )
    spell(
        lambda op: op.add_column("users", sa.Column("twice", sa.Integer, sa.Computed("score * 2"))),
        {
            "postgresql": "ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (score * 2) STORED",
            "postgresql 18, mysql, mariadb, sqlite": "ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (score * 2)",
            "mssql": "ALTER TABLE users ADD twice AS (score * 2)",
            "oracle": "ALTER TABLE users ADD twice INTEGER GENERATED ALWAYS AS (score * 2)",
        },
        given=users,
    )


def test_identity(spell: Spell) -> None:
    """A numbered column."""
    spell(
        lambda op: op.add_column("log", sa.Column("nr", sa.Integer, sa.Identity(), nullable=False)),
        {
            "postgresql": "ALTER TABLE log ADD COLUMN nr INTEGER GENERATED BY DEFAULT AS IDENTITY",
            "mysql, mariadb, sqlite": "ALTER TABLE log ADD COLUMN nr INTEGER NOT NULL",
            "mssql": "ALTER TABLE log ADD nr INTEGER NOT NULL IDENTITY",
            "oracle": "ALTER TABLE log ADD nr INTEGER GENERATED BY DEFAULT AS IDENTITY",
        },
        given=lambda op: op.create_table("log", sa.Column("line", sa.String(9))),
    )


def test_inline_primary_key(spell: Spell) -> None:
    """A key said in the column."""
    spell(
        lambda op: op.add_column(
            "log", sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False), inline_primary_key=True
        ),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE log ADD COLUMN nr INTEGER NOT NULL PRIMARY KEY",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_log (
                        line VARCHAR(9),
                        nr INTEGER NOT NULL,
                        PRIMARY KEY (nr)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_log (line)
                    SELECT line
                    FROM log
                """,
                "DROP TABLE log",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_log RENAME TO log",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql, oracle": "ALTER TABLE log ADD nr INTEGER NOT NULL PRIMARY KEY",
        },
        given=lambda op: op.create_table("log", sa.Column("line", sa.String(9))),
    )


def test_if_not_exists(spell: Spell) -> None:
    """Natively, by a guard, or decided by the schema; SQLite has neither."""

    def add(op: object) -> None:
        op.add_column("users", sa.Column("nick", sa.String(20), server_default="it's"), if_not_exists=True)  # type: ignore[attr-defined]

    spell(
        add,
        {
            "postgresql, mariadb": "ALTER TABLE users ADD COLUMN IF NOT EXISTS nick VARCHAR(20) DEFAULT 'it''s'",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.columns
                    WHERE table_schema = DATABASE() AND table_name = 'users'
                      AND column_name = 'nick'
                ) = 0, 'ALTER TABLE users ADD COLUMN nick VARCHAR(20) DEFAULT ''it''''s''', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": refused("SQLite 3.40 cannot say IF NOT EXISTS for add column"),
            "mssql": """
                IF COL_LENGTH('[users]', 'nick') IS NULL
                    ALTER TABLE users ADD nick VARCHAR(20) NULL DEFAULT 'it''s'
            """,
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE users ADD nick VARCHAR2(20 CHAR) DEFAULT ''it''''s''';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01430: column being added already exists in table
                        IF SQLCODE != -1430 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
    spell(
        add,
        {
            "postgresql, mariadb": "ALTER TABLE users ADD COLUMN IF NOT EXISTS nick VARCHAR(20) DEFAULT 'it''s'",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.columns
                    WHERE table_schema = DATABASE() AND table_name = 'users'
                      AND column_name = 'nick'
                ) = 0, 'ALTER TABLE users ADD COLUMN nick VARCHAR(20) DEFAULT ''it''''s''', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": "ALTER TABLE users ADD COLUMN nick VARCHAR(20) DEFAULT 'it''s'",
            "mssql": """
                IF COL_LENGTH('[users]', 'nick') IS NULL
                    ALTER TABLE users ADD nick VARCHAR(20) NULL DEFAULT 'it''s'
            """,
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE users ADD nick VARCHAR2(20 CHAR) DEFAULT ''it''''s''';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01430: column being added already exists in table
                        IF SQLCODE != -1430 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=users,
    )


def test_if_not_exists_in_schema(spell: Spell) -> None:
    """The guard asks for the table in its schema."""
    spell(
        lambda op: op.add_column("Users", sa.Column("nick", sa.String(20)), schema="app", if_not_exists=True),
        {
            "postgresql": 'ALTER TABLE app."Users" ADD COLUMN IF NOT EXISTS nick VARCHAR(20)',
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.columns
                    WHERE table_schema = 'app' AND table_name = 'Users'
                      AND column_name = 'nick'
                ) = 0, 'ALTER TABLE app.`Users` ADD COLUMN nick VARCHAR(20)', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb": "ALTER TABLE app.`Users` ADD COLUMN IF NOT EXISTS nick VARCHAR(20)",
            "sqlite": 'ALTER TABLE app."Users" ADD COLUMN nick VARCHAR(20)',
            "mssql": """
                IF COL_LENGTH('[app].[Users]', 'nick') IS NULL
                    ALTER TABLE app.[Users] ADD nick VARCHAR(20) NULL
            """,
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE app."Users" ADD nick VARCHAR2(20 CHAR)';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01430: column being added already exists in table
                        IF SQLCODE != -1430 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=app_users,
    )


def test_placed(spell: Spell) -> None:
    """A place among the columns, outside of a batch."""
    spell(
        lambda op: op.add_column("users", sa.Column("nick", sa.String(20)), insert_after="id"),
        {
            "postgresql": refused('PostgreSQL 15 cannot put the new column "nick" between others'),
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN nick VARCHAR(20) AFTER id",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        nick VARCHAR(20),
                        email VARCHAR(120),
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
            "mssql": refused('SQL Server 2019 cannot put the new column "nick" between others'),
            "oracle": refused('Oracle 19 cannot put the new column "nick" between others'),
        },
        given=users,
    )
