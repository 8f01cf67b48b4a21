"""Rows."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from tests.operations.given import users
from tests.operations.spelling import Spell

PLAIN = sa.table("tags", sa.column("id", sa.Integer), sa.column("name", sa.String))


def test_rows(spell: Spell) -> None:
    """One INSERT a row."""
    spell(
        lambda op: op.bulk_insert(PLAIN, [{"id": 1, "name": "it's"}, {"id": 2, "name": None}]),
        {
            "postgresql, mysql, mariadb, sqlite, oracle, oracle 23": [
                "INSERT INTO tags (id, name) VALUES (1, 'it''s')",
                "INSERT INTO tags (id, name) VALUES (2, NULL)",
            ],
            "mssql": [
                """
                    IF EXISTS (
                        SELECT 1 FROM sys.identity_columns
                        WHERE object_id = OBJECT_ID('[tags]') AND name IN ('id', 'name')
                    )
                        SET IDENTITY_INSERT tags ON
                """,
                "INSERT INTO tags (id, name) VALUES (1, 'it''s')",
                "INSERT INTO tags (id, name) VALUES (2, NULL)",
                """
                    IF EXISTS (
                        SELECT 1 FROM sys.identity_columns
                        WHERE object_id = OBJECT_ID('[tags]') AND name IN ('id', 'name')
                    )
                        SET IDENTITY_INSERT tags OFF
                """,
            ],
        },
    )


def test_numbered_column(spell: Spell) -> None:
    """SQL Server must be told where the numbers are given, and only there."""
    table = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    spell(
        lambda op: op.bulk_insert(table, [{"id": 1, "name": "a"}]),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": "INSERT INTO users (id, name) VALUES (1, 'a')",
            "mssql": [
                "SET IDENTITY_INSERT users ON",
                "INSERT INTO users (id, name) VALUES (1, 'a')",
                "SET IDENTITY_INSERT users OFF",
            ],
        },
        given=users,
    )
    spell(
        lambda op: op.bulk_insert(table, [{"name": "a"}]),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "INSERT INTO users (name) VALUES ('a')",
        },
        given=users,
    )


def test_values(spell: Spell) -> None:
    """Dates, numbers and booleans."""
    table = sa.table(
        "log", sa.column("at", sa.DateTime), sa.column("ok", sa.Boolean), sa.column("price", sa.Numeric)
    )
    spell(
        lambda op: op.bulk_insert(
            table, [{"at": dt.datetime(2026, 1, 2, 3, 4, 5), "ok": True, "price": 1.5}]
        ),
        {
            "postgresql, mysql, mariadb": "INSERT INTO log (at, ok, price) VALUES ('2026-01-02 03:04:05', true, 1.5)",
            "sqlite": "INSERT INTO log (at, ok, price) VALUES ('2026-01-02 03:04:05.000000', 1, 1.5)",
            "mssql": [
                """
                    IF EXISTS (
                        SELECT 1 FROM sys.identity_columns
                        WHERE object_id = OBJECT_ID('[log]') AND name IN ('at', 'ok', 'price')
                    )
                        SET IDENTITY_INSERT log ON
                """,
                "INSERT INTO log (at, ok, price) VALUES ('2026-01-02T03:04:05', 1, 1.5E0)",
                """
                    IF EXISTS (
                        SELECT 1 FROM sys.identity_columns
                        WHERE object_id = OBJECT_ID('[log]') AND name IN ('at', 'ok', 'price')
                    )
                        SET IDENTITY_INSERT log OFF
                """,
            ],
            "oracle": (
                "INSERT INTO log (at, ok, price) VALUES (TO_DATE('2026-01-02 03:04:05', 'YYYY-MM-DD "
                "HH24:MI:SS'), 1, 1.5)"
            ),
            "oracle 23": (
                "INSERT INTO log (at, ok, price) VALUES (TO_DATE('2026-01-02 03:04:05', 'YYYY-MM-DD "
                "HH24:MI:SS'), true, 1.5)"
            ),
        },
    )


def test_none(spell: Spell) -> None:
    """No rows, no statement."""
    spell(
        lambda op: op.bulk_insert(PLAIN, []),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": [],
        },
    )
