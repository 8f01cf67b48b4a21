"""ADD CONSTRAINT: foreign keys, primary keys, UNIQUE, CHECK, EXCLUDE."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import sqlalchemy as sa

from tests.operations.given import app_users, orders, users
from tests.operations.spelling import Spell, refused


def test_foreign_key(spell: Spell) -> None:
    """The tables may be unknown, but where the table must be made anew."""
    spell(
        lambda op: op.create_foreign_key("fk_a", "orders", "users", ["user_id"], ["id"], ondelete="CASCADE"),
        {
            "postgresql, mysql, mariadb, mssql, oracle": (
                "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(user_id) REFERENCES users (id) ON "
                "DELETE CASCADE"
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_foreign_key_across_schemas(spell: Spell) -> None:
    """Names that need quotes."""
    spell(
        lambda op: op.create_foreign_key(
            "FK a", "Orders", "Users", ["User id"], ["id"], source_schema="shop", referent_schema="app"
        ),
        {
            "postgresql, oracle": (
                'ALTER TABLE shop."Orders" ADD CONSTRAINT "FK a" FOREIGN KEY("User id") REFERENCES '
                'app."Users" (id)'
            ),
            "mysql, mariadb": (
                "ALTER TABLE shop.`Orders` ADD CONSTRAINT `FK a` FOREIGN KEY(`User id`) REFERENCES "
                "app.`Users` (id)"
            ),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "shop.Orders" is not known: no '
                "revision creates it"
            ),
            "mssql": (
                "ALTER TABLE shop.[Orders] ADD CONSTRAINT [FK a] FOREIGN KEY([User id]) REFERENCES "
                "app.[Users] (id)"
            ),
        },
    )


def test_foreign_key_on_update(spell: Spell) -> None:
    """Oracle has no ON UPDATE; a live run leaves it out."""
    spell(
        lambda op: op.create_foreign_key(
            "fk_a", "orders", "customers", ["pieces"], ["id"], onupdate="CASCADE"
        ),
        {
            "postgresql, mysql, mariadb, mssql": (
                "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(pieces) REFERENCES customers (id) ON "
                "UPDATE CASCADE"
            ),
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_orders (
                        id INTEGER NOT NULL,
                        customer_id INTEGER,
                        pieces INTEGER,
                        note VARCHAR(80),
                        CONSTRAINT pk_orders PRIMARY KEY (id),
                        CONSTRAINT fk_orders_customer FOREIGN KEY(customer_id) REFERENCES customers (id),
                        CONSTRAINT uq_orders_size UNIQUE (pieces, customer_id),
                        CONSTRAINT ck_orders_size CHECK (pieces > 0),
                        CONSTRAINT fk_a FOREIGN KEY(pieces) REFERENCES customers (id) ON UPDATE CASCADE
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
            "oracle": "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(pieces) REFERENCES customers (id)",
        },
        given=orders,
    )


def test_foreign_key_deferrable(spell: Spell) -> None:
    """Refused where there is no such thing."""
    spell(
        lambda op: op.create_foreign_key(
            "fk_a", "orders", "users", ["user_id"], ["id"], deferrable=True, initially="DEFERRED"
        ),
        {
            "postgresql, oracle": (
                "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(user_id) REFERENCES users (id) "
                "DEFERRABLE INITIALLY DEFERRED"
            ),
            "mysql": refused("MySQL 8.0.30 cannot defer constraints"),
            "mariadb": refused("MariaDB 10.11 cannot defer constraints"),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
            "mssql": refused("SQL Server 2019 cannot defer constraints"),
        },
    )


def test_foreign_key_match(spell: Spell) -> None:
    """MySQL would ignore ON DELETE then."""
    spell(
        lambda op: op.create_foreign_key("fk_a", "orders", "users", ["user_id"], ["id"], match="FULL"),
        {
            "postgresql": (
                "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(user_id) REFERENCES users (id) MATCH FULL"
            ),
            "mysql": refused("MySQL 8.0.30 cannot say MATCH on a foreign key"),
            "mariadb": refused("MariaDB 10.11 cannot say MATCH on a foreign key"),
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
            "mssql": refused("SQL Server 2019 cannot say MATCH on a foreign key"),
            "oracle": refused("Oracle 19 cannot say MATCH on a foreign key"),
        },
    )


def test_foreign_key_not_valid(spell: Spell) -> None:
    """PostgreSQL's option."""
    spell(
        lambda op: op.create_foreign_key(
            "fk_a", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True
        ),
        {
            "postgresql": (
                "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(user_id) REFERENCES users (id) NOT VALID"
            ),
            "mysql, mariadb, mssql, oracle": "ALTER TABLE orders ADD CONSTRAINT fk_a FOREIGN KEY(user_id) REFERENCES users (id)",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "orders" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_foreign_key_to_itself(spell: Spell) -> None:
    """A tree."""
    spell(
        lambda op: op.create_foreign_key("fk_up", "users", "users", ["score"], ["id"]),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE users ADD CONSTRAINT fk_up FOREIGN KEY(score) REFERENCES users (id)",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        PRIMARY KEY (id),
                        CONSTRAINT fk_up FOREIGN KEY(score) REFERENCES users (id)
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


def test_primary_key(spell: Spell) -> None:
    """Its columns are NOT NULL from then on."""
    spell(
        lambda op: op.create_primary_key("pk_t", "t", ["a", "b"]),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE t ADD CONSTRAINT pk_t PRIMARY KEY (a, b)",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a INTEGER NOT NULL,
                        b INTEGER NOT NULL,
                        CONSTRAINT pk_t PRIMARY KEY (a, b)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a, b)
                    SELECT a, b
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
        },
        given=lambda op: op.create_table(
            "t", sa.Column("a", sa.Integer, nullable=False), sa.Column("b", sa.Integer, nullable=False)
        ),
    )
    spell(
        lambda op: op.create_primary_key("pk_t", "t", ["a"]),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE t ADD CONSTRAINT pk_t PRIMARY KEY (a)",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_t (
                        a INTEGER NOT NULL,
                        CONSTRAINT pk_t PRIMARY KEY (a)
                    )
                """,
                """
                    INSERT INTO sqlgen_new_t (a)
                    SELECT a
                    FROM t
                """,
                "DROP TABLE t",
                "PRAGMA legacy_alter_table = ON",
                "ALTER TABLE sqlgen_new_t RENAME TO t",
                "PRAGMA legacy_alter_table = OFF",
            ],
        },
        given=lambda op: op.create_table("t", sa.Column("a", sa.Integer)),
    )


def test_unique(spell: Spell) -> None:
    """Named and unnamed."""
    spell(
        lambda op: op.create_unique_constraint("uq_users_email", "users", ["email"]),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE (email)",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        PRIMARY KEY (id),
                        CONSTRAINT uq_users_email UNIQUE (email)
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
    spell(
        lambda op: op.create_unique_constraint(None, "users", ["email", "state"]),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE users ADD UNIQUE (email, state)",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_unique_options(spell: Spell) -> None:
    """Deferrable, and PostgreSQL's own."""
    spell(
        lambda op: op.create_unique_constraint("uq", "users", ["email"], deferrable=True),
        {
            "postgresql, oracle": "ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email) DEFERRABLE",
            "mysql": refused("MySQL 8.0.30 cannot defer constraints"),
            "mariadb": refused("MariaDB 10.11 cannot defer constraints"),
            "sqlite": refused("SQLite 3.40 cannot defer UNIQUE constraints"),
            "mssql": refused("SQL Server 2019 cannot defer constraints"),
        },
    )
    spell(
        lambda op: op.create_unique_constraint("uq", "users", ["email"], postgresql_include=["name"]),
        {
            "postgresql": "ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email) INCLUDE (name)",
            "mysql, mariadb, mssql, oracle": "ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email)",
            "sqlite": refused(
                'the table must be made anew, and the shape of table "users" is not known: no revision '
                "creates it"
            ),
        },
    )


def test_check(spell: Spell) -> None:
    """A condition as text; a colon in it is no parameter."""
    spell(
        lambda op: op.create_check_constraint("ck_users_state", "users", "state <> 'a:b'"),
        {
            "postgresql, mysql, mariadb, mssql, oracle": "ALTER TABLE users ADD CONSTRAINT ck_users_state CHECK (state <> 'a:b')",
            "sqlite": [
                """
                    CREATE TABLE sqlgen_new_users (
                        id INTEGER NOT NULL,
                        email VARCHAR(120),
                        name VARCHAR(50) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        score INTEGER,
                        PRIMARY KEY (id),
                        CONSTRAINT ck_users_state CHECK (state <> 'a:b')
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
    spell(
        lambda op: op.create_check_constraint("ck_users", "Users", sa.column("E-mail") != "x", schema="app"),
        {
            "postgresql, oracle": 'ALTER TABLE app."Users" ADD CONSTRAINT ck_users CHECK ("E-mail" != \'x\')',
            "mysql, mariadb": "ALTER TABLE app.`Users` ADD CONSTRAINT ck_users CHECK (`E-mail` != 'x')",
            "sqlite": [
                """
                    CREATE TABLE app."sqlgen_new_Users" (
                        id INTEGER NOT NULL,
                        "E-mail" VARCHAR(120),
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        PRIMARY KEY (id),
                        CONSTRAINT ck_users CHECK ("E-mail" != 'x')
                    )
                """,
                """
                    INSERT INTO app."sqlgen_new_Users" (id, "E-mail", state)
                    SELECT id, "E-mail", state
                    FROM app."Users"
                """,
                'DROP TABLE app."Users"',
                "PRAGMA legacy_alter_table = ON",
                'ALTER TABLE app."sqlgen_new_Users" RENAME TO "Users"',
                "PRAGMA legacy_alter_table = OFF",
            ],
            "mssql": "ALTER TABLE app.[Users] ADD CONSTRAINT ck_users CHECK ([E-mail] != 'x')",
        },
        given=app_users,
    )


def test_exclude(spell: Spell) -> None:
    """PostgreSQL's alone."""
    spell(
        lambda op: op.create_exclude_constraint(
            "no_overlap", "bookings", (sa.column("period"), "&&"), (sa.column("room"), "="), using="gist"
        ),
        {
            "postgresql": (
                "ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (period WITH &&, room "
                "WITH =)"
            ),
            "mysql": refused("MySQL 8.0.30 cannot have EXCLUDE constraints"),
            "mariadb": refused("MariaDB 10.11 cannot have EXCLUDE constraints"),
            "sqlite": refused("SQLite 3.40 cannot have EXCLUDE constraints"),
            "mssql": refused("SQL Server 2019 cannot have EXCLUDE constraints"),
            "oracle": refused("Oracle 19 cannot have EXCLUDE constraints"),
        },
    )
