"""ALTER COLUMN: the type."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, users
from tests.operations.spelling import Spell, refused


def test_type_alone(spell: Spell) -> None:
    """NOT NULL stays as it is, without being given."""
    spell(
        lambda op: op.alter_column("users", "name", type_=sa.String(80)),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(80)",
            "mysql, mariadb": "ALTER TABLE users MODIFY name VARCHAR(80) NOT NULL",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(80) NOT NULL,
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
            "mssql": "ALTER TABLE users ALTER COLUMN name VARCHAR(80) NOT NULL",
            "oracle": "ALTER TABLE users MODIFY name VARCHAR2(80 CHAR)",
        },
        given=users,
    )


def test_with_default(spell: Spell) -> None:
    """SQL Server's default is dropped before, and comes back."""
    spell(
        lambda op: op.alter_column("users", "state", type_=sa.String(40)),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN state TYPE VARCHAR(40)",
            "mysql, mariadb": "ALTER TABLE users MODIFY state VARCHAR(40) NOT NULL DEFAULT 'new'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(40) DEFAULT 'new' NOT NULL,
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
                "ALTER TABLE users ALTER COLUMN state VARCHAR(40) NOT NULL",
                "ALTER TABLE users ADD DEFAULT 'new' FOR state",
            ],
            "oracle": "ALTER TABLE users MODIFY state VARCHAR2(40 CHAR)",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history."""
    spell(
        lambda op: op.alter_column("users", "email", type_=sa.String(200)),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email TYPE VARCHAR(200)",
            "mysql, mariadb": refused(
                'column "email" must be defined as a whole, and the script does not say existing_nullable, '
                'and the shape of table "users" is not known: no revision creates it'
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": refused(
                'ALTER COLUMN "email" says type and nullability, and existing_nullable is not given, and '
                'the shape of table "users" is not known: no revision creates it'
            ),
            "oracle": "ALTER TABLE users MODIFY email VARCHAR2(200 CHAR)",
        },
    )


def test_unknown_said(spell: Spell) -> None:
    """All that the column is, in Alembic's keywords."""
    spell(
        lambda op: op.alter_column(
            "users",
            "email",
            type_=sa.Text,
            existing_type=sa.String(200),
            existing_nullable=False,
            existing_server_default=None,
        ),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email TYPE TEXT",
            "mysql, mariadb": "ALTER TABLE users MODIFY email TEXT NOT NULL",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(max) NOT NULL",
            "oracle": refused("Oracle 19 cannot turn users.email from VARCHAR2(200 CHAR) into CLOB"),
        },
    )
    spell(
        lambda op: op.alter_column(
            "users",
            "email",
            type_=sa.String(300),
            existing_type=sa.String(200),
            existing_nullable=False,
            existing_server_default="none",
            existing_comment="login",
        ),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email TYPE VARCHAR(300)",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(300) NOT NULL DEFAULT 'none' COMMENT 'login'",
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
                "ALTER TABLE users ALTER COLUMN email VARCHAR(300) NOT NULL",
                "ALTER TABLE users ADD DEFAULT 'none' FOR email",
            ],
            "oracle": "ALTER TABLE users MODIFY email VARCHAR2(300 CHAR)",
        },
    )


def test_using(spell: Spell) -> None:
    """PostgreSQL's USING goes to PostgreSQL."""
    spell(
        lambda op: op.alter_column(
            "users", "state", type_=sa.Integer, postgresql_using="state::integer", server_default=None
        ),
        {
            "postgresql": [
                "ALTER TABLE users ALTER COLUMN state DROP DEFAULT",
                "ALTER TABLE users ALTER COLUMN state TYPE INTEGER USING state::integer",
            ],
            "mysql, mariadb": "ALTER TABLE users MODIFY state INTEGER NOT NULL",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state INTEGER NOT NULL,
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
                "ALTER TABLE users ALTER COLUMN state INTEGER NOT NULL",
            ],
            "oracle": [
                "ALTER TABLE users MODIFY state DEFAULT NULL",
                "ALTER TABLE users MODIFY state INTEGER",
            ],
        },
        given=users,
    )


def test_several(spell: Spell) -> None:
    """Type, NOT NULL, default, comment and name at once."""
    spell(
        lambda op: op.alter_column(
            "users",
            "score",
            type_=sa.BigInteger,
            nullable=False,
            server_default="0",
            comment="points, all in all",
            new_column_name="points",
        ),
        {
            "postgresql": [
                "ALTER TABLE users ALTER COLUMN score TYPE BIGINT",
                "ALTER TABLE users ALTER COLUMN score SET NOT NULL",
                "ALTER TABLE users ALTER COLUMN score SET DEFAULT '0'",
                "COMMENT ON COLUMN users.score IS 'points, all in all'",
                "ALTER TABLE users RENAME score TO points",
            ],
            "mysql, mariadb": (
                "ALTER TABLE users CHANGE score points BIGINT NOT NULL DEFAULT '0' COMMENT 'points, all in "
                "all'"
            ),
            "sqlite": [
                "ALTER TABLE users RENAME COLUMN score TO points",
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        points BIGINT DEFAULT '0' NOT NULL,
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_users (id, email, name, state, points)
                    SELECT id, email, name, state, points
                    FROM users
                """,
                "DROP TABLE users",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_users RENAME TO users",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": [
                "ALTER TABLE users ALTER COLUMN score BIGINT NOT NULL",
                (
                    "EXEC sp_updateextendedproperty N'MS_Description', 'points, all in all', N'SCHEMA', "
                    "'dbo', N'TABLE', 'users', N'COLUMN', 'score'"
                ),
                "ALTER TABLE users ADD DEFAULT '0' FOR score",
                "EXEC sp_rename '[users].[score]', 'points', 'COLUMN'",
            ],
            "oracle": [
                "ALTER TABLE users MODIFY score NUMBER(19)",
                "ALTER TABLE users MODIFY score NOT NULL",
                "ALTER TABLE users MODIFY score DEFAULT '0'",
                "COMMENT ON COLUMN users.score IS 'points, all in all'",
                "ALTER TABLE users RENAME COLUMN score TO points",
            ],
        },
        given=users,
    )


def test_checks_of_types(spell: Spell) -> None:
    """The CHECK of the old type goes, that of the new comes."""
    spell(
        lambda op: op.alter_column(
            "t",
            "a",
            type_=sa.Enum("x", "y", "z", name="ck_new", create_constraint=True, native_enum=False),
            existing_type=sa.Enum("x", "y", name="ck_old", create_constraint=True, native_enum=False),
        ),
        {
            "postgresql": [
                "ALTER TABLE t DROP CONSTRAINT ck_old",
                "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(1)",
                "ALTER TABLE t ADD CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))",
            ],
            "mysql": [
                "ALTER TABLE t DROP CHECK ck_old",
                "ALTER TABLE t MODIFY a VARCHAR(1) NULL",
                "ALTER TABLE t ADD CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))",
            ],
            "mariadb": [
                "ALTER TABLE t DROP CONSTRAINT ck_old",
                "ALTER TABLE t MODIFY a VARCHAR(1) NULL",
                "ALTER TABLE t ADD CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))",
            ],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a VARCHAR(1),
                        CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))
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
            "mssql": [
                "ALTER TABLE t DROP CONSTRAINT ck_old",
                "ALTER TABLE t ALTER COLUMN a VARCHAR(1) NULL",
                "ALTER TABLE t ADD CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))",
            ],
            "oracle": [
                "ALTER TABLE t DROP CONSTRAINT ck_old",
                "ALTER TABLE t MODIFY a VARCHAR(1 CHAR)",
                "ALTER TABLE t ADD CONSTRAINT ck_new CHECK (a IN ('x', 'y', 'z'))",
            ],
        },
        given=lambda op: op.create_table(
            "t",
            sa.Column("a", sa.Enum("x", "y", name="ck_old", create_constraint=True, native_enum=False)),
        ),
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.alter_column("Users", "state", type_=sa.String(30), schema="app"),
        {
            "postgresql": 'ALTER TABLE app."Users" ALTER COLUMN state TYPE VARCHAR(30)',
            "mysql, mariadb": "ALTER TABLE app.`Users` MODIFY state VARCHAR(30) NOT NULL DEFAULT 'new'",
            "sqlite": [
                """
                    CREATE TABLE app."sqlgen_new_Users" (
                        id INTEGER NOT NULL,
                        "E-mail" VARCHAR(120),
                        state VARCHAR(30) DEFAULT 'new' NOT NULL,
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
            "mssql": [
                """
                    DECLARE @sqlgen NVARCHAR(MAX) = N'';
                    SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'app.[Users]' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                    FROM sys.default_constraints AS c
                    WHERE c.parent_object_id = OBJECT_ID('[app].[Users]')
                      AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'state';
                    EXEC sp_executesql @sqlgen
                """,
                "ALTER TABLE app.[Users] ALTER COLUMN state VARCHAR(30) NOT NULL",
                "ALTER TABLE app.[Users] ADD DEFAULT 'new' FOR state",
            ],
            "oracle": 'ALTER TABLE app."Users" MODIFY state VARCHAR2(30 CHAR)',
        },
        given=app_users,
    )


def test_boolean(spell: Spell) -> None:
    """A type that depends on the version."""
    spell(
        lambda op: op.alter_column("users", "score", type_=sa.Boolean, postgresql_using="score <> 0"),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN score TYPE BOOLEAN USING score <> 0",
            "mysql, mariadb": "ALTER TABLE users MODIFY score BOOL NULL COMMENT 'points so far'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score BOOLEAN,
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
            "mssql": "ALTER TABLE users ALTER COLUMN score BIT NULL",
            "oracle": "ALTER TABLE users MODIFY score SMALLINT",
            "oracle 23": "ALTER TABLE users MODIFY score BOOLEAN",
        },
        given=users,
    )


def test_generated(spell: Spell) -> None:
    """A generated column's type."""
    spell(
        lambda op: op.alter_column("t", "b", type_=sa.BigInteger),
        {
            "postgresql": "ALTER TABLE t ALTER COLUMN b TYPE BIGINT",
            "mysql, mariadb": "ALTER TABLE t MODIFY b BIGINT GENERATED ALWAYS AS (a * 2) STORED",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a INTEGER,
                        b BIGINT GENERATED ALWAYS AS (a * 2) STORED
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
            "mssql": refused("SQL Server 2019 cannot change a computed column"),
            "oracle": "ALTER TABLE t MODIFY b NUMBER(19) GENERATED ALWAYS AS (a * 2) VIRTUAL",
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True))
        ),
    )
