"""DROP INDEX."""

from __future__ import annotations

from tests.operations.given import orders
from tests.operations.spelling import Spell, refused


def test_with_table(spell: Spell) -> None:
    """Some name the table."""
    spell(
        lambda op: op.drop_index("ix_orders_note", table_name="orders"),
        {
            "postgresql, sqlite, oracle": "DROP INDEX ix_orders_note",
            "mysql, mariadb, mssql": "DROP INDEX ix_orders_note ON orders",
        },
    )


def test_without_table(spell: Spell) -> None:
    """The schema tells the table."""
    spell(
        lambda op: op.drop_index("ix_orders_note"),
        {
            "postgresql, sqlite, oracle": "DROP INDEX ix_orders_note",
            "mysql, mariadb, mssql": "DROP INDEX ix_orders_note ON orders",
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_index("ix_orders_note"),
        {
            "postgresql, sqlite, oracle": "DROP INDEX ix_orders_note",
            "mysql": refused(
                'DROP INDEX of MySQL 8.0.30 names the table, and no known table has an index "ix_orders_note"'
            ),
            "mariadb": refused(
                "DROP INDEX of MariaDB 10.11 names the table, and no known table has an index "
                '"ix_orders_note"'
            ),
            "mssql": refused(
                "DROP INDEX of SQL Server 2019 names the table, and no known table has an index "
                '"ix_orders_note"'
            ),
        },
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.drop_index("UQ users", table_name="Users", schema="app"),
        {
            "postgresql, sqlite, oracle": 'DROP INDEX app."UQ users"',
            "mysql, mariadb": "DROP INDEX `UQ users` ON app.`Users`",
            "mssql": "DROP INDEX [UQ users] ON app.[Users]",
        },
    )


def test_if_exists(spell: Spell) -> None:
    """Natively, by a guard, or decided by the schema."""
    spell(
        lambda op: op.drop_index("ix_a", table_name="orders", if_exists=True),
        {
            "postgresql, sqlite, oracle 23": "DROP INDEX IF EXISTS ix_a",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.statistics
                    WHERE table_schema = DATABASE() AND table_name = 'orders'
                      AND index_name = 'ix_a'
                ) > 0, 'DROP INDEX ix_a ON orders', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb, mssql": "DROP INDEX IF EXISTS ix_a ON orders",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP INDEX ix_a';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01418: specified index does not exist
                        IF SQLCODE != -1418 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
    spell(
        lambda op: op.drop_index("ix_a", table_name="orders", if_exists=True),
        {
            "postgresql, sqlite": "DROP INDEX IF EXISTS ix_a",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.statistics
                    WHERE table_schema = DATABASE() AND table_name = 'orders'
                      AND index_name = 'ix_a'
                ) > 0, 'DROP INDEX ix_a ON orders', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb, mssql": "DROP INDEX IF EXISTS ix_a ON orders",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP INDEX ix_a';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01418: specified index does not exist
                        IF SQLCODE != -1418 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_index("it's", table_name="Orders", schema="app", if_exists=True),
        {
            "postgresql, sqlite": 'DROP INDEX IF EXISTS app."it\'s"',
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.statistics
                    WHERE table_schema = 'app' AND table_name = 'Orders'
                      AND index_name = 'it''s'
                ) > 0, 'DROP INDEX `it''s` ON app.`Orders`', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb": "DROP INDEX IF EXISTS `it's` ON app.`Orders`",
            "mssql": "DROP INDEX IF EXISTS [it's] ON app.[Orders]",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'DROP INDEX app."it''s"';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-01418: specified index does not exist
                        IF SQLCODE != -1418 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )


def test_concurrently(spell: Spell) -> None:
    """PostgreSQL's word."""
    spell(
        lambda op: op.drop_index("ix_a", table_name="orders", postgresql_concurrently=True),
        {
            "postgresql": "DROP INDEX CONCURRENTLY ix_a",
            "mysql, mariadb, mssql": "DROP INDEX ix_a ON orders",
            "sqlite, oracle": "DROP INDEX ix_a",
        },
    )
