"""Rename a table."""

from __future__ import annotations

from tests.operations.given import users
from tests.operations.spelling import Spell


def test_plain(spell: Spell) -> None:
    """The table may be unknown."""
    spell(
        lambda op: op.rename_table("users", "people"),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": "ALTER TABLE users RENAME TO people",
            "mssql": "EXEC sp_rename '[users]', 'people'",
        },
    )
    spell(
        lambda op: op.rename_table("users", "people"),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": "ALTER TABLE users RENAME TO people",
            "mssql": "EXEC sp_rename '[users]', 'people'",
        },
        given=users,
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """The new name stays in the schema; SQL Server's procedure takes it unquoted."""
    spell(
        lambda op: op.rename_table("Users", "User's order", schema="app"),
        {
            "postgresql, sqlite, oracle": 'ALTER TABLE app."Users" RENAME TO "User\'s order"',
            "mysql, mariadb": "ALTER TABLE app.`Users` RENAME TO app.`User's order`",
            "mssql": "EXEC sp_rename '[app].[Users]', 'User''s order'",
        },
    )
