"""SQL of the script's own."""

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import users
from tests.operations.spelling import Spell


def test_text(spell: Spell) -> None:
    """As it stands, without the last semicolon."""
    spell(
        lambda op: op.execute("UPDATE users SET name = 'a;b' WHERE id = 1; "),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "UPDATE users SET name = 'a;b' WHERE id = 1",
        },
    )


def test_several(spell: Spell) -> None:
    """Divided, but for SQL Server, whose variables live for one batch."""
    spell(
        lambda op: op.execute("DELETE FROM a;\nDELETE FROM b;"),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": [
                "DELETE FROM a",
                "DELETE FROM b",
            ],
            "mssql": """
                DELETE FROM a;
                DELETE FROM b
            """,
        },
    )


def test_core(spell: Spell) -> None:
    """A construct, its values as literals."""
    table = sa.table("users", sa.column("name", sa.String), sa.column("active", sa.Boolean))
    spell(
        lambda op: op.execute(table.update().values(name="O'Neil\\", active=True)),
        {
            "postgresql, oracle 23": r"UPDATE users SET name='O''Neil\', active=true",
            "mysql, mariadb": r"UPDATE users SET name='O''Neil\\', active=true",
            "sqlite, mssql, oracle": r"UPDATE users SET name='O''Neil\', active=1",
        },
        given=users,
    )


def test_parameters(spell: Spell) -> None:
    """Bound values become literals."""
    spell(
        lambda op: op.execute(sa.text("UPDATE users SET name = :name").bindparams(name="50% é")),
        {
            "postgresql, sqlite, oracle": "UPDATE users SET name = '50% é'",
            "mysql, mariadb": "UPDATE users SET name = _utf8mb4'50% é'",
            "mssql": "UPDATE users SET name = N'50% é'",
        },
    )
