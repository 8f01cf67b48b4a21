"""ALTER COLUMN: the server default, identity, generated columns."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, users
from tests.operations.spelling import Spell, refused


def test_set(spell: Spell) -> None:
    """A string becomes a literal."""
    spell(
        lambda op: op.alter_column("users", "email", server_default="it's"),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN email SET DEFAULT 'it''s'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120) DEFAULT 'it''s',
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
            "mssql": "ALTER TABLE users ADD DEFAULT 'it''s' FOR email",
            "oracle": "ALTER TABLE users MODIFY email DEFAULT 'it''s'",
        },
        given=users,
    )


def test_change(spell: Spell) -> None:
    """SQL Server's old default goes first."""
    spell(
        lambda op: op.alter_column("users", "state", server_default="open"),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN state SET DEFAULT 'open'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'open' NOT NULL,
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
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'state';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE users ADD DEFAULT 'open' FOR state",
            ],
            "oracle": "ALTER TABLE users MODIFY state DEFAULT 'open'",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history."""
    spell(
        lambda op: op.alter_column("users", "email", server_default="none"),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN email SET DEFAULT 'none'",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'email';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE users ADD DEFAULT 'none' FOR email",
            ],
            "oracle": "ALTER TABLE users MODIFY email DEFAULT 'none'",
        },
    )
    spell(
        lambda op: op.alter_column("users", "email", server_default="none", existing_server_default=None),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN email SET DEFAULT 'none'",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE users ADD DEFAULT 'none' FOR email",
            "oracle": "ALTER TABLE users MODIFY email DEFAULT 'none'",
        },
    )


def test_drop(spell: Spell) -> None:
    """None drops it."""
    spell(
        lambda op: op.alter_column("users", "state", server_default=None),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN state DROP DEFAULT",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) NOT NULL,
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
            "mssql": """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.default_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[users]')
                  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'state';
                EXEC sp_executesql @sqlgen
            """,
            "oracle": "ALTER TABLE users MODIFY state DEFAULT NULL",
        },
        given=users,
    )
    spell(
        lambda op: op.alter_column("users", "state", server_default=None),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN state DROP DEFAULT",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'users' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.default_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[users]')
                  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'state';
                EXEC sp_executesql @sqlgen
            """,
            "oracle": "ALTER TABLE users MODIFY state DEFAULT NULL",
        },
    )


def test_drop_of_none(spell: Spell) -> None:
    """There is none."""
    spell(
        lambda op: op.alter_column("users", "name", server_default=None),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE users ALTER COLUMN name DROP DEFAULT",
            "sqlite, mssql": [],
            "oracle": "ALTER TABLE users MODIFY name DEFAULT NULL",
        },
        given=users,
    )


def test_expression(spell: Spell) -> None:
    """MySQL wants an expression in parentheses, CURRENT_TIMESTAMP without and in a whole definition."""
    spell(
        lambda op: op.alter_column("t", "a", server_default=sa.text("CURRENT_TIMESTAMP")),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a SET DEFAULT CURRENT_TIMESTAMP",
            "mysql, mariadb": "ALTER TABLE t MODIFY a DATETIME NULL DEFAULT CURRENT_TIMESTAMP",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a DATETIME DEFAULT CURRENT_TIMESTAMP
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a)
                    SELECT a
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE t ADD DEFAULT CURRENT_TIMESTAMP FOR a",
            "oracle": "ALTER TABLE t MODIFY a DEFAULT CURRENT_TIMESTAMP",
        },
        given=lambda op: op.create_table("t", sa.Column("a", sa.DateTime)),
    )
    spell(
        lambda op: op.alter_column("t", "a", server_default=sa.func.lower("X")),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a SET DEFAULT lower('X')",
            "mysql, mariadb": "ALTER TABLE t ALTER COLUMN a SET DEFAULT (lower('X'))",
            "mysql 8.0.12": refused("MySQL 8.0.12 cannot have an expression as default"),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a VARCHAR(5) DEFAULT (lower('X'))
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a)
                    SELECT a
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE t ADD DEFAULT lower('X') FOR a",
            "oracle": "ALTER TABLE t MODIFY a DEFAULT lower('X')",
        },
        given=lambda op: op.create_table("t", sa.Column("a", sa.String(5))),
    )


def test_boolean(spell: Spell) -> None:
    """true is 1 where there are no booleans."""
    spell(
        lambda op: op.alter_column("t", "a", server_default=sa.false()),
        {
            "postgresql, mysql, mariadb": "ALTER TABLE t ALTER COLUMN a SET DEFAULT false",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a BOOLEAN DEFAULT 0
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a)
                    SELECT a
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE t ADD DEFAULT 0 FOR a",
            "oracle, oracle 23": "ALTER TABLE t MODIFY a DEFAULT 0",
        },
        given=lambda op: op.create_table("t", sa.Column("a", sa.Boolean)),
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.alter_column("Users", "E-mail", server_default="x", schema="app"),
        {
            "postgresql": 'ALTER TABLE app."Users" ALTER COLUMN "E-mail" SET DEFAULT \'x\'',
            "mysql, mariadb": "ALTER TABLE app.`Users` ALTER COLUMN `E-mail` SET DEFAULT 'x'",
            "sqlite": [
                """
                    CREATE TABLE app."sqlgen_new_Users" (
                        id INTEGER NOT NULL,
                        "E-mail" VARCHAR(120) DEFAULT 'x',
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO app."sqlgen_new_Users" (id, "E-mail", state)
                    SELECT id, "E-mail", state
                    FROM app."Users"
                """,
                'DROP TABLE app."Users"',
                "PRAGMA legacy_alter_table = ON",
                'ALTER TABLE app."sqlgen_new_Users" RENAME TO "Users"',
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE app.[Users] ADD DEFAULT 'x' FOR [E-mail]",
            "oracle": 'ALTER TABLE app."Users" MODIFY "E-mail" DEFAULT \'x\'',
        },
        given=app_users,
    )


def test_identity_added(spell: Spell) -> None:
    """A column begins to number itself."""
    spell(
        lambda op: op.alter_column("t", "a", server_default=sa.Identity(always=True, start=5)),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY (START WITH 5)",
            "mysql": refused("MySQL 8.0.30 cannot change identity columns"),
            "mariadb": refused("MariaDB 10.11 cannot change identity columns"),
            "sqlite": refused("SQLite 3.40 cannot make a column number itself that is not the key"),
            "mssql": refused("SQL Server 2019 cannot change identity columns"),
            "oracle": refused("Oracle 19 cannot make a column number itself"),
        },
        given=lambda op: op.create_table("t", sa.Column("a", sa.Integer, nullable=False)),
    )


def test_identity_changed(spell: Spell) -> None:
    """Only what differs."""
    spell(
        lambda op: op.alter_column("t", "a", server_default=sa.Identity(always=True, start=5, increment=10)),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS SET INCREMENT BY 10",
            "mysql": refused("MySQL 8.0.30 cannot change identity columns"),
            "mariadb": refused("MariaDB 10.11 cannot change identity columns"),
            "sqlite": refused("SQLite 3.40 cannot make a column number itself that is not the key"),
            "mssql": refused("SQL Server 2019 cannot change identity columns"),
            "oracle": "ALTER TABLE t MODIFY a GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10 START WITH 5)",
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer, sa.Identity(start=5), nullable=False)
        ),
    )


def test_identity_dropped(spell: Spell) -> None:
    """The column stays."""
    spell(
        lambda op: op.alter_column("t", "a", server_default=None),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN a DROP IDENTITY",
            "mysql, mariadb": "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
            "sqlite": [],
            "mssql": refused("SQL Server 2019 cannot change identity columns"),
            "oracle": "ALTER TABLE t MODIFY a DROP IDENTITY",
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer, sa.Identity(start=5), nullable=False)
        ),
    )


def test_generated(spell: Spell) -> None:
    """No column becomes a generated one."""
    spell(
        lambda op: op.alter_column("users", "score", server_default=sa.Computed("id * 2")),
        {
            "postgresql": refused("PostgreSQL 15 cannot turn a column into a generated one or back"),
            "mysql": refused("MySQL 8.0.30 cannot turn a column into a generated one or back"),
            "mariadb": refused("MariaDB 10.11 cannot turn a column into a generated one or back"),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER GENERATED ALWAYS AS (id * 2),
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_users (id, email, name, state)
                    SELECT id, email, name, state
                    FROM users
                """,
                "DROP TABLE users",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_users RENAME TO users",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": refused("SQL Server 2019 cannot turn a column into a generated one or back"),
            "oracle": refused("Oracle 19 cannot turn a column into a generated one or back"),
        },
        given=users,
    )


def test_generated_no_more(spell: Spell) -> None:
    """The values stay, where the server keeps them."""
    spell(
        lambda op: op.alter_column("t", "b", server_default=None),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN b DROP EXPRESSION",
            "postgresql 12": refused("PostgreSQL 12 cannot turn a column into a generated one or back"),
            "mysql": refused("MySQL 8.0.30 cannot turn a column into a generated one or back"),
            "mariadb": refused("MariaDB 10.11 cannot turn a column into a generated one or back"),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a INTEGER,
                        b INTEGER
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a, b)
                    SELECT a, b
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": refused("SQL Server 2019 cannot turn a column into a generated one or back"),
            "oracle": refused("Oracle 19 cannot turn a column into a generated one or back"),
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2"))
        ),
    )
