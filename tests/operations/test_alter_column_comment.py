"""ALTER COLUMN: the comment."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, users
from tests.operations.spelling import Spell, refused


def test_first(spell: Spell) -> None:
    """A comment where there was none."""
    spell(
        lambda op: op.alter_column("users", "email", comment="it's the login"),
        {
            "postgresql, oracle": "COMMENT ON COLUMN users.email IS 'it''s the login'",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NULL COMMENT 'it''s the login'",
            "sqlite": [],
            "mssql": (
                "EXEC sp_addextendedproperty N'MS_Description', 'it''s the login', N'SCHEMA', 'dbo', "
                "N'TABLE', 'users', N'COLUMN', 'email'"
            ),
        },
        given=users,
    )


def test_another(spell: Spell) -> None:
    """SQL Server updates the property."""
    spell(
        lambda op: op.alter_column("users", "score", comment="points"),
        {
            "postgresql, oracle": "COMMENT ON COLUMN users.score IS 'points'",
            "mysql, mariadb": "ALTER TABLE users MODIFY score INTEGER NULL COMMENT 'points'",
            "sqlite": [],
            "mssql": (
                "EXEC sp_updateextendedproperty N'MS_Description', 'points', N'SCHEMA', 'dbo', N'TABLE', "
                "'users', N'COLUMN', 'score'"
            ),
        },
        given=users,
    )


def test_dropped(spell: Spell) -> None:
    """None takes it away."""
    spell(
        lambda op: op.alter_column("users", "score", comment=None),
        {
            "postgresql": "COMMENT ON COLUMN users.score IS NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY score INTEGER NULL",
            "sqlite": [],
            "mssql": (
                "EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users', "
                "N'COLUMN', 'score'"
            ),
            "oracle": "COMMENT ON COLUMN users.score IS ''",
        },
        given=users,
    )


def test_the_same(spell: Spell) -> None:
    """Nothing is to be done; it may be said again."""
    spell(
        lambda op: op.alter_column("users", "score", comment="points so far"),
        {
            "postgresql, sqlite, mssql, oracle": [],
            "mysql, mariadb": "ALTER TABLE users MODIFY score INTEGER NULL COMMENT 'points so far'",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """Whether a property is there is asked of SQL Server itself."""
    spell(
        lambda op: op.alter_column("users", "email", comment="login", existing_type=sa.String(9)),
        {
            "postgresql, oracle": "COMMENT ON COLUMN users.email IS 'login'",
            "mysql, mariadb": refused(
                'column "email" must be defined as a whole, and the script does not say existing_nullable, '
                'and the shape of table "users" is not known: no revision creates it'
            ),
            "sqlite": [],
            "mssql": """
                IF EXISTS (
                    SELECT 1 FROM sys.fn_listextendedproperty(
                        N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users', N'COLUMN', 'email'
                    )
                )
                    EXEC sp_updateextendedproperty N'MS_Description', 'login', N'SCHEMA', 'dbo', N'TABLE', 'users', N'COLUMN', 'email'
                ELSE
                    EXEC sp_addextendedproperty N'MS_Description', 'login', N'SCHEMA', 'dbo', N'TABLE', 'users', N'COLUMN', 'email'
            """,
        },
    )
    spell(
        lambda op: op.alter_column(
            "users",
            "email",
            comment=None,
            existing_comment="login",
            existing_type=sa.String(9),
            existing_nullable=True,
            existing_server_default=None,
        ),
        {
            "postgresql": "COMMENT ON COLUMN users.email IS NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(9) NULL",
            "sqlite": [],
            "mssql": """
                IF EXISTS (
                    SELECT 1 FROM sys.fn_listextendedproperty(
                        N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users', N'COLUMN', 'email'
                    )
                )
                    EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users', N'COLUMN', 'email'
            """,
            "oracle": "COMMENT ON COLUMN users.email IS ''",
        },
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.alter_column("Users", "E-mail", comment="x", schema="app"),
        {
            "postgresql, oracle": 'COMMENT ON COLUMN app."Users"."E-mail" IS \'x\'',
            "mysql, mariadb": "ALTER TABLE app.`Users` MODIFY `E-mail` VARCHAR(120) NULL COMMENT 'x'",
            "sqlite": [],
            "mssql": (
                "EXEC sp_addextendedproperty N'MS_Description', 'x', N'SCHEMA', 'app', N'TABLE', 'Users', "
                "N'COLUMN', 'E-mail'"
            ),
        },
        given=app_users,
    )
