"""`batch_alter_table`: part by part, or as one new table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.operations.given import orders, users
from tests.operations.spelling import Spell, refused
from tests.replay.test_refusals import statements


def test_parts(spell: Spell) -> None:
    """Everything at once; SQLite makes the table anew once."""

    def change(op: Any) -> None:
        with op.batch_alter_table("orders") as batch:
            batch.add_column(sa.Column("gift", sa.Boolean, server_default=sa.false(), nullable=False))
            batch.alter_column("pieces", new_column_name="length", existing_type=sa.Integer)
            batch.drop_constraint("ck_orders_size", type_="check")
            batch.drop_column("note")
            batch.create_unique_constraint("uq_orders_length", ["length"])
            batch.create_index("ix_orders_gift", ["gift"])

    spell(
        change,
        {
            "postgresql": [
                "ALTER TABLE orders ADD COLUMN gift BOOLEAN DEFAULT false NOT NULL",
                "ALTER TABLE orders RENAME pieces TO length",
                "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_length UNIQUE (length)",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
            "mysql": [
                "ALTER TABLE orders ADD COLUMN gift BOOL NOT NULL DEFAULT false",
                "ALTER TABLE orders RENAME COLUMN pieces TO length",
                "ALTER TABLE orders DROP CHECK ck_orders_size",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_length UNIQUE (length)",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
            "mariadb": [
                "ALTER TABLE orders ADD COLUMN gift BOOL NOT NULL DEFAULT false",
                "ALTER TABLE orders RENAME COLUMN pieces TO length",
                "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_length UNIQUE (length)",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
            "sqlite": [
                "ALTER TABLE orders RENAME COLUMN pieces TO length",
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        length INTEGER,
                        gift BOOLEAN DEFAULT 0 NOT NULL,
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (length, customer_id),
                        CONSTRAINT uq_orders_length UNIQUE (length)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_orders (id, customer_id, length)
                    SELECT id, customer_id, length
                    FROM orders
                """,
                "DROP TABLE orders",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_orders RENAME TO orders",
                "PRAGMA legacy_alter_table = OFF",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
            "mssql": [
                "ALTER TABLE orders ADD gift BIT NOT NULL DEFAULT 0",
                "EXEC sp_rename '[orders].[pieces]', 'length', 'COLUMN'",
                "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
                "DROP INDEX ix_orders_note ON orders",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_length UNIQUE (length)",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
            "oracle": [
                "ALTER TABLE orders ADD gift SMALLINT DEFAULT 0 NOT NULL",
                "ALTER TABLE orders RENAME COLUMN pieces TO length",
                "ALTER TABLE orders DROP CONSTRAINT ck_orders_size",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ADD CONSTRAINT uq_orders_length UNIQUE (length)",
                "CREATE INDEX ix_orders_gift ON orders (gift)",
            ],
        },
        given=orders,
    )


def test_redefinitions(spell: Spell) -> None:
    """Columns defined anew one after the other: one statement where each would copy the table."""

    def change(op: Any) -> None:
        with op.batch_alter_table("users", recreate="never") as batch:
            batch.alter_column("email", nullable=False)
            batch.alter_column("name", type_=sa.String(90))
            batch.alter_column("name", nullable=True)
            batch.add_column(sa.Column("nick", sa.Integer))
            batch.alter_column("score", nullable=False)
            batch.alter_column("state", nullable=True)

    spell(
        change,
        {
            "postgresql": [
                "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
                "ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(90)",
                "ALTER TABLE users ALTER COLUMN name DROP NOT NULL",
                "ALTER TABLE users ADD COLUMN nick INTEGER",
                "ALTER TABLE users ALTER COLUMN score SET NOT NULL",
                "ALTER TABLE users ALTER COLUMN state DROP NOT NULL",
            ],
            "mysql, mariadb": [
                """
                    ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL,
                        MODIFY name VARCHAR(90) NOT NULL
                """,
                "ALTER TABLE users MODIFY name VARCHAR(90) NULL",
                "ALTER TABLE users ADD COLUMN nick INTEGER",
                """
                    ALTER TABLE users MODIFY score INTEGER NOT NULL COMMENT 'points so far',
                        MODIFY state VARCHAR(20) NULL DEFAULT 'new'
                """,
            ],
            "sqlite": refused("SQLite 3.40 cannot alter users in place"),
            "mssql": [
                "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NOT NULL",
                "ALTER TABLE users ALTER COLUMN name VARCHAR(90) NOT NULL",
                "ALTER TABLE users ALTER COLUMN name VARCHAR(90) NULL",
                "ALTER TABLE users ADD nick INTEGER NULL",
                "ALTER TABLE users ALTER COLUMN score INTEGER NOT NULL",
                "ALTER TABLE users ALTER COLUMN state VARCHAR(20) NULL",
            ],
            "oracle": [
                "ALTER TABLE users MODIFY email NOT NULL",
                "ALTER TABLE users MODIFY name VARCHAR2(90 CHAR)",
                "ALTER TABLE users MODIFY name NULL",
                "ALTER TABLE users ADD nick INTEGER",
                "ALTER TABLE users MODIFY score NOT NULL",
                "ALTER TABLE users MODIFY state NULL",
            ],
        },
        given=users,
    )


def test_native(spell: Spell) -> None:
    """What SQLite can do by itself needs no new table."""

    def change(op: Any) -> None:
        with op.batch_alter_table("users") as batch:
            batch.add_column(sa.Column("nick", sa.String(9)))
            batch.create_index("ix_users_nick", ["nick"])
            batch.drop_column("score")

    spell(
        change,
        {
            "postgresql, mysql, mariadb, sqlite": [
                "ALTER TABLE users ADD COLUMN nick VARCHAR(9)",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
            "mssql": [
                "ALTER TABLE users ADD nick VARCHAR(9) NULL",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
            "oracle": [
                "ALTER TABLE users ADD nick VARCHAR2(9 CHAR)",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
        },
        given=users,
    )
    spell(
        change,
        {
            "postgresql, mysql, mariadb, sqlite": [
                "ALTER TABLE users ADD COLUMN nick VARCHAR(9)",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
            "mssql": [
                "ALTER TABLE users ADD nick VARCHAR(9) NULL",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
            "oracle": [
                "ALTER TABLE users ADD nick VARCHAR2(9 CHAR)",
                "CREATE INDEX ix_users_nick ON users (nick)",
                "ALTER TABLE users DROP COLUMN score",
            ],
        },
    )


def test_order_and_options(spell: Spell) -> None:
    """A place, an order, options of the table: for a table made anew, ordered as Alembic does it."""

    def change(op: Any) -> None:
        with op.batch_alter_table(
            "users", partial_reordering=[("name", "email")], table_kwargs={"sqlite_autoincrement": True}
        ) as batch:
            batch.add_column(sa.Column("nick", sa.String(9)), insert_after="id")

    spell(
        change,
        {
            "postgresql": refused('PostgreSQL 15 cannot put the new column "nick" between others'),
            "mysql, mariadb": "ALTER TABLE users ADD COLUMN nick VARCHAR(9) AFTER id",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        email VARCHAR(120),
                        nick VARCHAR(9)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_users (id, name, state, score, email)
                    SELECT id, name, state, score, email
                    FROM users
                """,
                "DROP TABLE users",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_users RENAME TO users",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": refused('SQL Server 2019 cannot put the new column "nick" between others'),
            "oracle": refused('Oracle 19 cannot put the new column "nick" between others'),
        },
        given=users,
    )


def test_always(spell: Spell) -> None:
    """Asked for, also where there is nothing to change."""

    def change(op: Any) -> None:
        with op.batch_alter_table("users", recreate="always"):
            pass

    spell(
        change,
        {
            "postgresql, mysql, mariadb, mssql, oracle": [],
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_users (id, email, name, state, score)
                    SELECT id, email, name, state, score
                    FROM users
                """,
                "DROP TABLE users",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_users RENAME TO users",
                "PRAGMA legacy_alter_table = OFF",
            ],
        },
        given=users,
    )


def test_never(spell: Spell) -> None:
    """Asked for: what SQLite cannot do is refused."""

    def change(op: Any) -> None:
        with op.batch_alter_table("users", recreate="never") as batch:
            batch.alter_column("email", nullable=False)

    spell(
        change,
        {
            "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL",
            "sqlite": refused("SQLite 3.40 cannot alter users in place"),
            "mssql": "ALTER TABLE users ALTER COLUMN email VARCHAR(120) NOT NULL",
            "oracle": "ALTER TABLE users MODIFY email NOT NULL",
        },
        given=users,
    )


def test_copy_from(spell: Spell) -> None:
    """A table that the script describes itself."""

    def change(op: Any) -> None:
        table = sa.Table(
            "old", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text)
        )
        with op.batch_alter_table("old", copy_from=table) as batch:
            batch.alter_column("a", nullable=False, existing_type=sa.Text)

    spell(
        change,
        {
            "postgresql": 'ALTER TABLE "old" ALTER COLUMN a SET NOT NULL',
            "mysql, mariadb": "ALTER TABLE old MODIFY a TEXT NOT NULL",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_old (
                        id INTEGER NOT NULL,
                        a TEXT NOT NULL,
                        PRIMARY KEY (id)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_old (id, a)
                    SELECT id, a
                    FROM old
                """,
                "DROP TABLE old",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_old RENAME TO old",
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE old ALTER COLUMN a VARCHAR(max) NOT NULL",
            "oracle": "ALTER TABLE old MODIFY a NOT NULL",
        },
    )


def test_unknown(spell: Spell) -> None:
    """A table from before the history cannot be made anew."""

    def change(op: Any) -> None:
        with op.batch_alter_table("old") as batch:
            batch.alter_column("a", nullable=False, existing_type=sa.Text)

    spell(
        change,
        {
            "postgresql": 'ALTER TABLE "old" ALTER COLUMN a SET NOT NULL',
            "mysql, mariadb": "ALTER TABLE old MODIFY a TEXT NOT NULL",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "old" is not known: no revision '
                "creates it"
            ),
            "mssql": "ALTER TABLE old ALTER COLUMN a VARCHAR(max) NOT NULL",
            "oracle": "ALTER TABLE old MODIFY a NOT NULL",
        },
    )


def test_parts_that_went_with_their_column(tmp_path: Path) -> None:
    """Live Alembic drops an index by name also after its column, where the table is made anew."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), "
        "sa.UniqueConstraint('b', name='q'))\n"
        "    op.create_index('ix_b', 't', ['b'])\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.drop_column('b')\n"
        "        batch.drop_index('ix_b')\n"
        "        batch.drop_constraint('q', type_='unique')"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    assert lines[lines.index("DELETE FROM u") + 1 :][:3] == [
        "CREATE TABLE sqlgen_new_t ( a INTEGER )",
        "INSERT INTO sqlgen_new_t (a) SELECT a FROM t",
        "DROP TABLE t",
    ]


def test_a_constraint_added_twice(tmp_path: Path) -> None:
    """Live Alembic keeps constraints by name, where the table is made anew."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer))\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.create_unique_constraint('q', ['a'])\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.create_unique_constraint('q', ['b'])"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    made = lines[lines.index("DELETE FROM u") + 1]
    assert made == "CREATE TABLE sqlgen_new_t ( a INTEGER, b INTEGER, CONSTRAINT q UNIQUE (b) )"


def test_what_stands_on_a_column_that_comes_again(tmp_path: Path) -> None:
    """Live Alembic makes the table anew with every index and constraint whose columns it then has."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), "
        "sa.UniqueConstraint('b', name='q'))\n"
        "    op.create_index('ix_ab', 't', ['a', 'b'])\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.drop_column('b')\n"
        "        batch.add_column(sa.Column('b', sa.Text))"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    made = lines[lines.index("DELETE FROM u") + 1 :]
    assert made[0] == "CREATE TABLE sqlgen_new_t ( a INTEGER, b TEXT, CONSTRAINT q UNIQUE (b) )"
    assert "CREATE INDEX ix_ab ON t (a, b)" in made


def test_a_key_among_the_added_columns(tmp_path: Path) -> None:
    """Live Alembic makes the table anew with the key that the new column says, if it had none."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer))\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('id', sa.Integer, primary_key=True, autoincrement=True))\n"
        "    assert sa.inspect(op.get_bind()).get_pk_constraint('t')['constrained_columns'] == ['id']"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    made = lines[lines.index("DELETE FROM u") + 1]
    assert made == "CREATE TABLE sqlgen_new_t ( a INTEGER, id INTEGER NOT NULL, PRIMARY KEY (id) )"


def test_what_is_left_of_a_key(tmp_path: Path) -> None:
    """Live Alembic makes the table anew with the columns that were keys and are still there."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Text), sa.Column('c', sa.Text), "
        "sa.PrimaryKeyConstraint('c', 'a', 'b', name='k'))\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.drop_column('a')\n"
        "        batch.alter_column('b', new_column_name='d')\n"
        "    assert sa.inspect(op.get_bind()).get_pk_constraint('t')['constrained_columns'] == ['c', 'd']"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    made = next(line for line in lines[lines.index("DELETE FROM u") :] if line.startswith("CREATE TABLE"))
    columns = "d TEXT NOT NULL, c TEXT NOT NULL"
    assert made == f"CREATE TABLE sqlgen_new_t ( {columns}, CONSTRAINT k PRIMARY KEY (c, d) )"


def test_a_key_that_is_dropped_with_its_column(tmp_path: Path) -> None:
    """What the script drops by name is not made again."""
    body = (
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Text), "
        "sa.PrimaryKeyConstraint('a', 'b', name='k'))\n"
        "    op.execute('DELETE FROM u')\n"
        "    with op.batch_alter_table('t') as batch:\n"
        "        batch.drop_constraint('k')\n"
        "        batch.drop_column('a')"
    )
    lines = [" ".join(line.split()) for line in statements(tmp_path, "sqlite", body)]
    made = lines[lines.index("DELETE FROM u") + 1]
    assert made == "CREATE TABLE sqlgen_new_t ( b TEXT NOT NULL )"
