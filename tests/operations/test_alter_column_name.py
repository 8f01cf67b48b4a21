"""ALTER COLUMN: the name, autoincrement, the place."""

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, orders, users
from tests.operations.spelling import Spell, refused


def test_rename(spell: Spell) -> None:
    """Nothing but the name is said, known or unknown."""
    spell(
        lambda op: op.alter_column("users", "email", new_column_name="mail"),
        {
            "postgresql": "ALTER TABLE users RENAME email TO mail",
            "mysql, mariadb, sqlite, oracle": "ALTER TABLE users RENAME COLUMN email TO mail",
            "mssql": "EXEC sp_rename '[users].[email]', 'mail', 'COLUMN'",
        },
        given=users,
    )
    spell(
        lambda op: op.alter_column("users", "email", new_column_name="mail"),
        {
            "postgresql": "ALTER TABLE users RENAME email TO mail",
            "mysql, mariadb, mariadb 10.5, sqlite, oracle": "ALTER TABLE users RENAME COLUMN email TO mail",
            "mariadb 10.4": refused(
                'column "email" must be defined as a whole, and the script does not say existing_type, '
                'existing_nullable, and the shape of table "users" is not known: no revision creates it'
            ),
            "mssql": "EXEC sp_rename '[users].[email]', 'mail', 'COLUMN'",
        },
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """SQL Server's procedure takes the new name unquoted."""
    spell(
        lambda op: op.alter_column("Users", "E-mail", new_column_name="User's e-mail", schema="app"),
        {
            "postgresql": 'ALTER TABLE app."Users" RENAME "E-mail" TO "User\'s e-mail"',
            "mysql, mariadb": "ALTER TABLE app.`Users` RENAME COLUMN `E-mail` TO `User's e-mail`",
            "sqlite, oracle": 'ALTER TABLE app."Users" RENAME COLUMN "E-mail" TO "User\'s e-mail"',
            "mssql": "EXEC sp_rename '[app].[Users].[E-mail]', 'User''s e-mail', 'COLUMN'",
        },
        given=app_users,
    )


def test_with_existing_type(spell: Spell) -> None:
    """As autogenerate writes it for MySQL."""
    spell(
        lambda op: op.alter_column(
            "users", "email", new_column_name="mail", existing_type=sa.String(120), existing_nullable=True
        ),
        {
            "postgresql": "ALTER TABLE users RENAME email TO mail",
            "mysql, mariadb, sqlite, oracle": "ALTER TABLE users RENAME COLUMN email TO mail",
            "mariadb 10.4": "ALTER TABLE users CHANGE email mail VARCHAR(120) NULL",
            "mssql": "EXEC sp_rename '[users].[email]', 'mail', 'COLUMN'",
        },
    )


def test_constrained(spell: Spell) -> None:
    """A column in constraints and indexes."""
    spell(
        lambda op: op.alter_column("orders", "pieces", new_column_name="length"),
        {
            "postgresql": "ALTER TABLE orders RENAME pieces TO length",
            "mysql, mariadb, sqlite, oracle": "ALTER TABLE orders RENAME COLUMN pieces TO length",
            "mssql": "EXEC sp_rename '[orders].[pieces]', 'length', 'COLUMN'",
        },
        given=orders,
    )


def test_autoincrement(spell: Spell) -> None:
    """A word of MySQL's."""
    spell(
        lambda op: op.alter_column("users", "id", autoincrement=True, existing_type=sa.Integer),
        {
            "postgresql, sqlite, mssql, oracle": [],
            "mysql, mariadb": "ALTER TABLE users MODIFY id INTEGER NOT NULL AUTO_INCREMENT",
        },
        given=users,
    )
