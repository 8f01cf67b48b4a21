"""DROP CONSTRAINT."""

from __future__ import annotations

from tests.operations.given import orders, unnamed
from tests.operations.spelling import Spell, refused


def test_each_kind_unknown(spell: Spell) -> None:
    """MySQL drops each kind in its own way."""
    spell(
        lambda op: op.drop_constraint("fk_a", "orders", type_="foreignkey"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT fk_a",
            "mysql, mariadb": "ALTER TABLE orders DROP FOREIGN KEY fk_a",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )
    spell(
        lambda op: op.drop_constraint("uq_a", "orders", type_="unique"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT uq_a",
            "mysql, mariadb": "ALTER TABLE orders DROP INDEX uq_a",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )
    spell(
        lambda op: op.drop_constraint("ck_a", "orders", type_="check"),
        {
            "postgresql, mariadb, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT ck_a",
            "mysql": "ALTER TABLE orders DROP CHECK ck_a",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )
    spell(
        lambda op: op.drop_constraint("pk_a", "orders", type_="primary"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT pk_a",
            "mysql, mariadb": "ALTER TABLE orders DROP PRIMARY KEY",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_without_type(spell: Spell) -> None:
    """The schema knows the kind."""
    spell(
        lambda op: op.drop_constraint("fk_orders_customer", "orders"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT fk_orders_customer",
            "mysql, mariadb": "ALTER TABLE orders DROP FOREIGN KEY fk_orders_customer",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces, note)
                    SELECT id, customer_id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_constraint("fk_orders_customer", "orders"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT fk_orders_customer",
            "mysql": refused(
                'MySQL 8.0.30 drops each kind of constraint differently, and that of "fk_orders_customer" '
                "is not known"
            ),
            "mariadb": refused(
                'MariaDB 10.11 drops each kind of constraint differently, and that of "fk_orders_customer" '
                "is not known"
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_without_name(spell: Spell) -> None:
    """The server's own name, from the schema or from its catalogue."""
    spell(
        lambda op: op.drop_constraint(None, "orders", type_="foreignkey"),
        {
            "postgresql": "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey",
            "mysql, mariadb": "ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1",
            "mssql": """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen += N'ALTER TABLE ' + 'orders' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.foreign_keys AS c
                WHERE c.parent_object_id = OBJECT_ID('[orders]') AND c.is_system_named = 1
                  AND c.referenced_object_id = OBJECT_ID('[customers]')
                  AND (SELECT ',' + COL_NAME(k.parent_object_id, k.parent_column_id)
                       FROM sys.foreign_key_columns AS k WHERE k.constraint_object_id = c.object_id
                       ORDER BY k.constraint_column_id FOR XML PATH('')) = N',' + 'customer_id';
                IF @sqlgen = N'' THROW 50000, N'The constraint to be dropped is not there.', 1;
                EXEC sp_executesql @sqlgen
            """,
            "oracle": """
                DECLARE
                    found all_constraints.constraint_name%TYPE;
                BEGIN
                    -- It fails where there is none, or more than one.
                    SELECT c.constraint_name INTO found
                    FROM all_constraints c
                    WHERE c.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
                      AND c.table_name = 'ORDERS' AND c.generated = 'GENERATED NAME'
                      AND c.constraint_type = 'R'
                      AND (SELECT LISTAGG(k.column_name, ',') WITHIN GROUP (ORDER BY k.position)
                           FROM all_cons_columns k
                           WHERE k.owner = c.owner AND k.constraint_name = c.constraint_name) = 'CUSTOMER_ID';
                    EXECUTE IMMEDIATE 'ALTER TABLE ' || 'orders' || ' DROP CONSTRAINT "' || found || '"';
                END;
            """,
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER NOT NULL,
                        PRIMARY KEY (id),
                        UNIQUE (pieces)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces)
                    SELECT id, customer_id, pieces
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
            ],
        },
        given=unnamed,
    )
    spell(
        lambda op: op.drop_constraint(None, "orders", type_="unique"),
        {
            "postgresql": "ALTER TABLE orders DROP CONSTRAINT orders_pieces_key",
            "mysql, mariadb": "ALTER TABLE orders DROP INDEX pieces",
            "mssql": """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen += N'ALTER TABLE ' + 'orders' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.key_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[orders]') AND c.is_system_named = 1
                  AND c.type = 'UQ'
                  AND (SELECT ',' + COL_NAME(k.object_id, k.column_id) FROM sys.index_columns AS k
                       WHERE k.object_id = c.parent_object_id AND k.index_id = c.unique_index_id
                       ORDER BY k.key_ordinal FOR XML PATH('')) = N',' + 'pieces';
                IF @sqlgen = N'' THROW 50000, N'The constraint to be dropped is not there.', 1;
                EXEC sp_executesql @sqlgen
            """,
            "oracle": """
                DECLARE
                    found all_constraints.constraint_name%TYPE;
                BEGIN
                    -- It fails where there is none, or more than one.
                    SELECT c.constraint_name INTO found
                    FROM all_constraints c
                    WHERE c.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
                      AND c.table_name = 'ORDERS' AND c.generated = 'GENERATED NAME'
                      AND c.constraint_type = 'U'
                      AND (SELECT LISTAGG(k.column_name, ',') WITHIN GROUP (ORDER BY k.position)
                           FROM all_cons_columns k
                           WHERE k.owner = c.owner AND k.constraint_name = c.constraint_name) = 'PIECES';
                    EXECUTE IMMEDIATE 'ALTER TABLE ' || 'orders' || ' DROP CONSTRAINT "' || found || '"';
                END;
            """,
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER NOT NULL,
                        PRIMARY KEY (id),
                        FOREIGN KEY(customer_id) REFERENCES customers (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces)
                    SELECT id, customer_id, pieces
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
            ],
        },
        given=unnamed,
    )
    spell(
        lambda op: op.drop_constraint(None, "orders", type_="primary"),
        {
            "postgresql": "ALTER TABLE orders DROP CONSTRAINT orders_pkey",
            "mysql": refused(
                'MySQL 8.0.30 cannot drop the primary key of "orders" while "id" numbers itself'
            ),
            "mariadb": refused(
                'MariaDB 10.11 cannot drop the primary key of "orders" while "id" numbers itself'
            ),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER NOT NULL,
                        FOREIGN KEY(customer_id) REFERENCES customers (id),
                        UNIQUE (pieces)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces)
                    SELECT id, customer_id, pieces
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": """
                DECLARE @sqlgen NVARCHAR(MAX) = N'';
                SELECT @sqlgen += N'ALTER TABLE ' + 'orders' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
                FROM sys.key_constraints AS c
                WHERE c.parent_object_id = OBJECT_ID('[orders]') AND c.is_system_named = 1
                  AND c.type = 'PK'
                  AND (SELECT ',' + COL_NAME(k.object_id, k.column_id) FROM sys.index_columns AS k
                       WHERE k.object_id = c.parent_object_id AND k.index_id = c.unique_index_id
                       ORDER BY k.key_ordinal FOR XML PATH('')) = N',' + 'id';
                IF @sqlgen = N'' THROW 50000, N'The constraint to be dropped is not there.', 1;
                EXEC sp_executesql @sqlgen
            """,
            "oracle": """
                DECLARE
                    found all_constraints.constraint_name%TYPE;
                BEGIN
                    -- It fails where there is none, or more than one.
                    SELECT c.constraint_name INTO found
                    FROM all_constraints c
                    WHERE c.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
                      AND c.table_name = 'ORDERS' AND c.generated = 'GENERATED NAME'
                      AND c.constraint_type = 'P'
                      AND (SELECT LISTAGG(k.column_name, ',') WITHIN GROUP (ORDER BY k.position)
                           FROM all_cons_columns k
                           WHERE k.owner = c.owner AND k.constraint_name = c.constraint_name) = 'ID';
                    EXECUTE IMMEDIATE 'ALTER TABLE ' || 'orders' || ' DROP CONSTRAINT "' || found || '"';
                END;
            """,
        },
        given=unnamed,
    )


def test_known_kinds(spell: Spell) -> None:
    """Each kind of a known table."""
    spell(
        lambda op: op.drop_constraint("ck_orders_size", "orders", type_="check"),
        {
            "postgresql, mariadb, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
            "mysql": "ALTER TABLE orders DROP CHECK ck_orders_size",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces, note)
                    SELECT id, customer_id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_constraint("uq_orders_size", "orders", type_="unique"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT uq_orders_size",
            "mysql, mariadb": "ALTER TABLE orders DROP INDEX uq_orders_size",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces, note)
                    SELECT id, customer_id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_constraint("pk_orders", "orders", type_="primary"),
        {
            "postgresql, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT pk_orders",
            "mysql": refused(
                'MySQL 8.0.30 cannot drop the primary key of "orders" while "id" numbers itself'
            ),
            "mariadb": refused(
                'MariaDB 10.11 cannot drop the primary key of "orders" while "id" numbers itself'
            ),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, pieces, note)
                    SELECT id, customer_id, pieces, note
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_note ON orders (note)",
            ],
        },
        given=orders,
    )


def test_in_schema_and_quoted(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.drop_constraint("UQ users", "Users", type_="unique", schema="app"),
        {
            "postgresql, oracle": 'ALTER TABLE app."Users" DROP CONSTRAINT "UQ users"',
            "mysql, mariadb": "ALTER TABLE app.`Users` DROP INDEX `UQ users`",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "app.Users" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE app.[Users] DROP CONSTRAINT [UQ users]",
        },
    )


def test_if_exists(spell: Spell) -> None:
    """Natively, by a guard, or decided by the schema."""
    spell(
        lambda op: op.drop_constraint("ck_a", "orders", type_="check", if_exists=True),
        {
            "postgresql, mariadb, mssql": "ALTER TABLE orders DROP CONSTRAINT IF EXISTS ck_a",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.table_constraints
                    WHERE table_schema = DATABASE() AND table_name = 'orders'
                      AND constraint_name = 'ck_a'
                ) > 0, 'ALTER TABLE orders DROP CHECK ck_a', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
            "oracle, oracle 23": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE orders DROP CONSTRAINT ck_a';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-02443: Cannot drop constraint - nonexistent constraint
                        IF SQLCODE != -2443 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )
    spell(
        lambda op: op.drop_constraint("ck_a", "orders", type_="check", if_exists=True),
        {
            "postgresql, mariadb, mssql": "ALTER TABLE orders DROP CONSTRAINT IF EXISTS ck_a",
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.table_constraints
                    WHERE table_schema = DATABASE() AND table_name = 'orders'
                      AND constraint_name = 'ck_a'
                ) > 0, 'ALTER TABLE orders DROP CHECK ck_a', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "sqlite": [],
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE orders DROP CONSTRAINT ck_a';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-02443: Cannot drop constraint - nonexistent constraint
                        IF SQLCODE != -2443 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
        given=orders,
    )
    spell(
        lambda op: op.drop_constraint("it's", "Orders", type_="unique", if_exists=True, schema="app"),
        {
            "postgresql": 'ALTER TABLE app."Orders" DROP CONSTRAINT IF EXISTS "it\'s"',
            "mysql": """
                SET @sqlgen = IF((
                    SELECT COUNT(*) FROM information_schema.table_constraints
                    WHERE table_schema = 'app' AND table_name = 'Orders'
                      AND constraint_name = 'it''s'
                ) > 0, 'ALTER TABLE app.`Orders` DROP INDEX `it''s`', 'DO 0');
                PREPARE sqlgen FROM @sqlgen;
                EXECUTE sqlgen;
                DEALLOCATE PREPARE sqlgen
            """,
            "mariadb": "ALTER TABLE app.`Orders` DROP INDEX IF EXISTS `it's`",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "app.Orders" is not known: no '
                "revision creates it"
            ),
            "mssql": "ALTER TABLE app.[Orders] DROP CONSTRAINT IF EXISTS [it's]",
            "oracle": """
                BEGIN
                    EXECUTE IMMEDIATE 'ALTER TABLE app."Orders" DROP CONSTRAINT "it''s"';
                EXCEPTION
                    WHEN OTHERS THEN
                        -- ORA-02443: Cannot drop constraint - nonexistent constraint
                        IF SQLCODE != -2443 THEN
                            RAISE;
                        END IF;
                END;
            """,
        },
    )


def test_missing(spell: Spell) -> None:
    """A known table has no such constraint."""
    spell(
        lambda op: op.drop_constraint("ck_b", "orders", type_="check"),
        {
            "postgresql, mariadb, mssql, oracle": "ALTER TABLE orders DROP CONSTRAINT ck_b",
            "mysql": "ALTER TABLE orders DROP CHECK ck_b",
            "sqlite": refused('table "orders" has no constraint "ck_b" at this point'),
        },
        given=orders,
    )
