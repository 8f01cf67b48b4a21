"""DROP TABLE."""

from __future__ import annotations

from tests.operations.given import app_users, users
from tests.operations.spelling import Spell


def test_known(spell: Spell) -> None:
    """A table of the history."""
    spell(
        lambda op: op.drop_table("users"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "DROP TABLE users",
        },
        given=users,
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history needs no more than its name."""
    spell(
        lambda op: op.drop_table("users"),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "DROP TABLE users",
        },
    )


def test_in_schema(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.drop_table("Users", schema="app"),
        {
            "postgresql, sqlite, oracle": 'DROP TABLE app."Users"',
            "mysql, mariadb": "DROP TABLE app.`Users`",
            "mssql": "DROP TABLE app.[Users]",
        },
        given=app_users,
    )


def test_if_exists(spell: Spell) -> None:
    """Natively, or guarded."""
    spell(
        lambda op: op.drop_table("users", if_exists=True),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, mssql 2022, oracle 23": "DROP TABLE IF EXISTS users",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP TABLE users';
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
        lambda op: op.drop_table("Users", schema="app", if_exists=True),
        {
            "postgresql, sqlite": 'DROP TABLE IF EXISTS app."Users"',
            "mysql, mariadb": "DROP TABLE IF EXISTS app.`Users`",
            "mssql": "DROP TABLE IF EXISTS app.[Users]",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP TABLE app."Users"';
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
