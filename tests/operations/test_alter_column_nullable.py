"""ALTER COLUMN: NULL and NOT NULL."""

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, users
from tests.operations.spelling import Spell, refused


def test_not_null(spell: Spell) -> None:
    """The type need not be given: the schema knows it."""
    spell(
        lambda op: op.alter_column("users", "email", nullable=False),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL",
            "sqlite": [
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


def test_null(spell: Spell) -> None:
    """The default of the column stays."""
    spell(
        lambda op: op.alter_column("users", "state", nullable=True),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN state DROP NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY state VARCHAR(20) NULL DEFAULT 'new'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new',
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
            "mssql": "ALTER TABLE users ALTER COLUMN state VARCHAR(20) NULL",
            "oracle": "ALTER TABLE users MODIFY state NULL",
        },
        given=users,
    )


def test_comment_is_kept(spell: Spell) -> None:
    """MySQL's MODIFY says the whole definition, the comment too."""
    spell(
        lambda op: op.alter_column("users", "score", nullable=False),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN score SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY score INTEGER NOT NULL COMMENT 'points so far'",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER NOT NULL,
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
            "mssql": "ALTER TABLE users ALTER COLUMN score INTEGER NOT NULL",
            "oracle": "ALTER TABLE users MODIFY score NOT NULL",
        },
        given=users,
    )


def test_as_it_is(spell: Spell) -> None:
    """Oracle refuses NOT NULL where it stands already, ORA-01442, and NULL, ORA-01451."""
    spell(
        lambda op: op.alter_column("users", "name", nullable=False),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY name VARCHAR(50) NOT NULL",
            "sqlite, oracle": [],
            "mssql": "ALTER TABLE users ALTER COLUMN name VARCHAR(50) NOT NULL",
        },
        given=users,
    )
    spell(
        lambda op: op.alter_column("users", "email", nullable=True),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email DROP NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NULL",
            "sqlite, oracle": [],
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NULL",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history: a whole definition would lose what is not said."""
    spell(
        lambda op: op.alter_column("users", "email", nullable=False),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": refused(
                'column "email" must be defined as a whole, and the script does not say existing_type, and '
                'the shape of table "users" is not known: no revision creates it'
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": refused(
                'ALTER COLUMN "email" says type and nullability, and existing_type is not given, and the '
                'shape of table "users" is not known: no revision creates it'
            ),
            "oracle": "ALTER TABLE users MODIFY email NOT NULL",
        },
    )


def test_unknown_with_type(spell: Spell) -> None:
    """What Alembic's own keywords say."""
    spell(
        lambda op: op.alter_column("users", "email", nullable=False, existing_type=sa.String(120)),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NOT NULL",
            "oracle": "ALTER TABLE users MODIFY email NOT NULL",
        },
    )
    spell(
        lambda op: op.alter_column(
            "users",
            "email",
            nullable=False,
            existing_type=sa.String(120),
            existing_server_default=None,
            existing_comment="it's",
        ),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL COMMENT 'it''s'",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NOT NULL",
            "oracle": "ALTER TABLE users MODIFY email NOT NULL",
        },
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.alter_column("Users", "E-mail", nullable=False, schema="app"),
        {
            "postgresql": 'ALTER TABLE app."Users" ALTER COLUMN "E-mail" SET NOT NULL',
            "mysql, mariadb": "ALTER TABLE app.`Users` MODIFY `E-mail` VARCHAR(120) NOT NULL",
            "sqlite": [
                """
                    CREATE TABLE app."sqlgen_new_Users" (
                        id INTEGER NOT NULL,
                        "E-mail" VARCHAR(120) NOT NULL,
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
            "mssql": "ALTER TABLE app.[Users] ALTER COLUMN [E-mail] VARCHAR(120) NOT NULL",
            "oracle": 'ALTER TABLE app."Users" MODIFY "E-mail" NOT NULL',
        },
        given=app_users,
    )


def test_primary_key_column(spell: Spell) -> None:
    """The numbering of the rows stays."""
    spell(
        lambda op: op.alter_column("users", "id", type_=sa.BigInteger, existing_nullable=False),
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN id TYPE BIGINT",
            "mysql, mariadb": "ALTER TABLE users MODIFY id BIGINT NOT NULL AUTO_INCREMENT",
            "sqlite": [],
            "mssql": refused(
                'SQL Server 2019 cannot change the type of "users.id" while a primary key holds it whose '
                "name the server made up"
            ),
            "oracle": "ALTER TABLE users MODIFY id NUMBER(19)",
        },
        given=users,
    )
