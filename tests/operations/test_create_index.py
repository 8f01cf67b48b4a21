"""CREATE INDEX."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.operations.given import users
from tests.operations.spelling import Spell, refused


def test_plain(spell: Spell) -> None:
    """The table may be unknown."""
    spell(
        lambda op: op.create_index("ix_users_email", "users", ["email"]),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "CREATE INDEX ix_users_email ON users (email)",
        },
    )


def test_unique_over_two(spell: Spell) -> None:
    """Unique, in a schema, with quotes."""
    spell(
        lambda op: op.create_index("UQ users", "Users", ["E-mail", "state"], unique=True, schema="app"),
        {
            "postgresql": 'CREATE UNIQUE INDEX "UQ users" ON app."Users" ("E-mail", state)',
            "mysql, mariadb": "CREATE UNIQUE INDEX `UQ users` ON app.`Users` (`E-mail`, state)",
            "sqlite": 'CREATE UNIQUE INDEX app."UQ users" ON "Users" ("E-mail", state)',
            "mssql": "CREATE UNIQUE INDEX [UQ users] ON app.[Users] ([E-mail], state)",
            "oracle": 'CREATE UNIQUE INDEX app."UQ users" ON app."Users" ("E-mail", state)',
        },
    )


def test_expression(spell: Spell) -> None:
    """Of text and of functions; MySQL wants them in parentheses, SQL Server has none."""
    spell(
        lambda op: op.create_index("ix_lower", "users", [sa.text("lower(email)")]),
        {
            "postgresql, sqlite, oracle": "CREATE INDEX ix_lower ON users (lower(email))",
            "mysql": "CREATE INDEX ix_lower ON users ((lower(email)))",
            "mariadb": refused("MariaDB 10.11 cannot index the expression lower(email)"),
            "mssql": refused("SQL Server 2019 cannot index the expression lower(email)"),
        },
    )
    spell(
        lambda op: op.create_index("ix_desc", "users", [sa.text("score DESC"), "id"]),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "CREATE INDEX ix_desc ON users (score DESC, id)",
        },
    )


def test_partial(spell: Spell) -> None:
    """WHERE where there is one."""
    spell(
        lambda op: op.create_index(
            "ix_open",
            "users",
            ["state"],
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
            mssql_where=sa.text("state = 'open'"),
        ),
        {
            "postgresql, sqlite, mssql": "CREATE INDEX ix_open ON users (state) WHERE state = 'open'",
            "mysql, mariadb, oracle": "CREATE INDEX ix_open ON users (state)",
        },
    )


# SQLAlchemy 2.1 takes mysql_using for MariaDB, too, and warns of it.
@pytest.mark.filterwarnings("ignore:Using 'mysql_using':sqlalchemy.exc.SADeprecationWarning")
def test_options(spell: Spell) -> None:
    """Each product's own."""
    spell(
        lambda op: op.create_index(
            "ix_name",
            "users",
            ["name"],
            postgresql_using="btree",
            postgresql_include=["email"],
            mysql_length=10,
            mysql_using="btree",
            mssql_include=["email"],
            mssql_clustered=False,
            oracle_compress=1,
        ),
        {
            "postgresql": "CREATE INDEX ix_name ON users USING btree (name) INCLUDE (email)",
            "mysql": "CREATE INDEX ix_name ON users (name(10)) USING btree",
            "mariadb": "CREATE INDEX ix_name ON users (name) USING btree",
            "sqlite": "CREATE INDEX ix_name ON users (name)",
            "mssql": "CREATE NONCLUSTERED INDEX ix_name ON users (name) INCLUDE (email)",
            "oracle": "CREATE INDEX ix_name ON users (name) COMPRESS 1",
        },
    )


def test_concurrently(spell: Spell) -> None:
    """Outside the transaction, which `test_transactional` looks at."""
    spell(
        lambda op: op.create_index("ix", "users", ["email"], postgresql_concurrently=True),
        {
            "postgresql": "CREATE INDEX CONCURRENTLY ix ON users (email)",
            "mysql, mariadb, sqlite, mssql, oracle": "CREATE INDEX ix ON users (email)",
        },
    )


def test_if_not_exists(spell: Spell) -> None:
    """Natively, by a guard, or not at all."""
    spell(
        lambda op: op.create_index("ix_users_email", "users", ["email"], if_not_exists=True),
        {
            "postgresql, mariadb, sqlite": "CREATE INDEX IF NOT EXISTS ix_users_email ON users (email)",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.statistics
                    WHERE table_schema = DATABASE() AND table_name = 'users'
                      AND index_name = 'ix_users_email'
                ) = 0, 'CREATE INDEX ix_users_email ON users (email)', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mssql": """
                IF INDEXPROPERTY(OBJECT_ID('[users]'), 'ix_users_email', 'IndexID') IS NULL
                    CREATE INDEX ix_users_email ON users (email)
            """,
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'CREATE INDEX ix_users_email ON users (email)';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00955: name is already used by an existing object
                        IF SQLCODE != -955 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=users,
    )
    spell(
        lambda op: op.create_index("it's", "Users", ["E-mail"], if_not_exists=True, schema="app"),
        {
            "postgresql": 'CREATE INDEX IF NOT EXISTS "it\'s" ON app."Users" ("E-mail")',
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.statistics
                    WHERE table_schema = 'app' AND table_name = 'Users'
                      AND index_name = 'it''s'
                ) = 0, 'CREATE INDEX `it''s` ON app.`Users` (`E-mail`)', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb": "CREATE INDEX IF NOT EXISTS `it's` ON app.`Users` (`E-mail`)",
            "sqlite": 'CREATE INDEX IF NOT EXISTS app."it\'s" ON "Users" ("E-mail")',
            "mssql": """
                IF INDEXPROPERTY(OBJECT_ID('[app].[Users]'), 'it''s', 'IndexID') IS NULL
                    CREATE INDEX [it's] ON app.[Users] ([E-mail])
            """,
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'CREATE INDEX app."it''s" ON app."Users" ("E-mail")';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-00955: name is already used by an existing object
                        IF SQLCODE != -955 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )


def test_without_name(spell: Spell) -> None:
    """SQLAlchemy's convention names it."""
    spell(
        lambda op: op.create_index(None, "users", ["email"]),
        {
            "postgresql, mysql, mariadb, sqlite, mssql, oracle": "CREATE INDEX ix_users_email ON users (email)",
        },
    )
