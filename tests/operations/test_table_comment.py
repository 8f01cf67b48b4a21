"""Comments on tables."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.spelling import Spell


def commented(op: object) -> None:
    op.create_table("users", sa.Column("id", sa.Integer), comment="people")  # type: ignore[attr-defined]


def test_set(spell: Spell) -> None:
    """First, again, and where it is not known whether there is one."""
    spell(
        lambda op: op.create_table_comment("users", "it's people"),
        {
            "postgresql, oracle": "COMMENT ON TABLE users IS 'it''s people'",
            "mysql, mariadb": "ALTER TABLE users COMMENT 'it''s people'",
            "sqlite": [],
            "mssql": (
                "EXEC sp_addextendedproperty N'MS_Description', 'it''s people', N'SCHEMA', 'dbo', "
                "N'TABLE', 'users'"
            ),
        },
        given=lambda op: op.create_table("users", sa.Column("id", sa.Integer)),
    )
    spell(
        lambda op: op.create_table_comment("users", "persons", existing_comment="people"),
        {
            "postgresql, oracle": "COMMENT ON TABLE users IS 'persons'",
            "mysql, mariadb": "ALTER TABLE users COMMENT 'persons'",
            "sqlite": [],
            "mssql": (
                "EXEC sp_updateextendedproperty N'MS_Description', 'persons', N'SCHEMA', 'dbo', N'TABLE', "
                "'users'"
            ),
        },
        given=commented,
    )
    spell(
        lambda op: op.create_table_comment("Users", "people", schema="app"),
        {
            "postgresql, oracle": "COMMENT ON TABLE app.\"Users\" IS 'people'",
            "mysql, mariadb": "ALTER TABLE app.`Users` COMMENT 'people'",
            "sqlite": [],
            "mssql": """
                IF EXISTS (
                    SELECT 1 FROM sys.fn_listextendedproperty(
                        N'MS_Description', N'SCHEMA', 'app', N'TABLE', 'Users', NULL, NULL
                    )
                )
                    EXEC sp_updateextendedproperty N'MS_Description', 'people', N'SCHEMA', 'app', N'TABLE', 'Users'
                ELSE
                    EXEC sp_addextendedproperty N'MS_Description', 'people', N'SCHEMA', 'app', N'TABLE', 'Users'
            """,
        },
    )


def test_drop(spell: Spell) -> None:
    """Known, and unknown."""
    spell(
        lambda op: op.drop_table_comment("users", existing_comment="people"),
        {
            "postgresql": "COMMENT ON TABLE users IS NULL",
            "mysql, mariadb": "ALTER TABLE users COMMENT ''",
            "sqlite": [],
            "mssql": "EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users'",
            "oracle": "COMMENT ON TABLE users IS ''",
        },
        given=commented,
    )
    spell(
        lambda op: op.drop_table_comment("users"),
        {
            "postgresql": "COMMENT ON TABLE users IS NULL",
            "mysql, mariadb": "ALTER TABLE users COMMENT ''",
            "sqlite": [],
            "mssql": """
                IF EXISTS (
                    SELECT 1 FROM sys.fn_listextendedproperty(
                        N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users', NULL, NULL
                    )
                )
                    EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'users'
            """,
            "oracle": "COMMENT ON TABLE users IS ''",
        },
    )
