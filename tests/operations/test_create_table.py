"""CREATE TABLE, with the indexes and comments that come with it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from tests.operations.spelling import Spell, refused


def test_columns_defaults_and_comments(spell: Spell) -> None:
    """Comments are said inline, by COMMENT ON, by a property, or nowhere."""
    spell(
        lambda op: op.create_table(
            "users",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("email", sa.String(120), nullable=False, comment="the user's login"),
            sa.Column("state", sa.String(20), nullable=False, server_default="new"),
            sa.Column("made", sa.DateTime, server_default=sa.func.now(), nullable=False),
            comment="people who log in",
        ),
        {
            "postgresql": [
                """
                    CREATE TABLE users (
                        id SERIAL NOT NULL,
                        email VARCHAR(120) NOT NULL,
                        state VARCHAR(20) DEFAULT 'new' NOT NULL,
                        made TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
                        PRIMARY KEY (id)
                    )
                """,
                "COMMENT ON TABLE users IS 'people who log in'",
                "COMMENT ON COLUMN users.email IS 'the user''s login'",
            ],
            "mysql, mariadb": """
                CREATE TABLE users (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    email VARCHAR(120) NOT NULL COMMENT 'the user''s login',
                    state VARCHAR(20) NOT NULL DEFAULT 'new',
                    made DATETIME NOT NULL DEFAULT (now()),
                    PRIMARY KEY (id)
                )COMMENT='people who log in'
            """,
            "sqlite": """
                CREATE TABLE users (
                    id INTEGER NOT NULL,
                    email VARCHAR(120) NOT NULL,
                    state VARCHAR(20) DEFAULT 'new' NOT NULL,
                    made DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
                    PRIMARY KEY (id)
                )
            """,
            "mssql": [
                """
                    CREATE TABLE users (
                        id INTEGER NOT NULL IDENTITY,
                        email VARCHAR(120) NOT NULL,
                        state VARCHAR(20) NOT NULL DEFAULT 'new',
                        made DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
                        PRIMARY KEY (id)
                    )
                """,
                (
                    "EXEC sp_addextendedproperty N'MS_Description', 'people who log in', N'SCHEMA', 'dbo', "
                    "N'TABLE', 'users'"
                ),
                (
                    "EXEC sp_addextendedproperty N'MS_Description', 'the user''s login', N'SCHEMA', 'dbo', "
                    "N'TABLE', 'users', N'COLUMN', 'email'"
                ),
            ],
            "oracle": [
                """
                    CREATE TABLE users (
                        id INTEGER NOT NULL,
                        email VARCHAR2(120 CHAR) NOT NULL,
                        state VARCHAR2(20 CHAR) DEFAULT 'new' NOT NULL,
                        made DATE DEFAULT CURRENT_TIMESTAMP NOT NULL,
                        PRIMARY KEY (id)
                    )
                """,
                "COMMENT ON TABLE users IS 'people who log in'",
                "COMMENT ON COLUMN users.email IS 'the user''s login'",
            ],
        },
    )


def test_types(spell: Spell) -> None:
    """Types are SQLAlchemy's own, for the target's version."""
    spell(
        lambda op: op.create_table(
            "samples",
            sa.Column("flag", sa.Boolean),
            sa.Column("small", sa.SmallInteger),
            sa.Column("big", sa.BigInteger),
            sa.Column("price", sa.Numeric(10, 2)),
            sa.Column("ratio", sa.Float),
            sa.Column("note", sa.Text),
            sa.Column("title", sa.Unicode(40)),
            sa.Column("born", sa.Date),
            sa.Column("seen", sa.DateTime),
            sa.Column("zoned", sa.DateTime(timezone=True)),
            sa.Column("photo", sa.LargeBinary),
            sa.Column("key", sa.Uuid),
            sa.Column("kind", sa.Enum("a", "b", name="kind")),
        ),
        {
            "postgresql": [
                "CREATE TYPE kind AS ENUM ('a', 'b')",
                """
                    CREATE TABLE samples (
                        flag BOOLEAN,
                        small SMALLINT,
                        big BIGINT,
                        price NUMERIC(10, 2),
                        ratio FLOAT,
                        note TEXT,
                        title VARCHAR(40),
                        born DATE,
                        seen TIMESTAMP WITHOUT TIME ZONE,
                        zoned TIMESTAMP WITH TIME ZONE,
                        photo BYTEA,
                        key UUID,
                        kind kind
                    )
                """,
            ],
            "mysql, mariadb 10.4": """
                CREATE TABLE samples (
                    flag BOOL,
                    small SMALLINT,
                    big BIGINT,
                    price NUMERIC(10, 2),
                    ratio FLOAT,
                    note TEXT,
                    title VARCHAR(40),
                    born DATE,
                    seen DATETIME,
                    zoned DATETIME,
                    photo BLOB,
                    `key` CHAR(32),
                    kind ENUM('a','b')
                )
            """,
            "mariadb": """
                CREATE TABLE samples (
                    flag BOOL,
                    small SMALLINT,
                    big BIGINT,
                    price NUMERIC(10, 2),
                    ratio FLOAT,
                    note TEXT,
                    title VARCHAR(40),
                    born DATE,
                    seen DATETIME,
                    zoned DATETIME,
                    photo BLOB,
                    `key` UUID,
                    kind ENUM('a','b')
                )
            """,
            "sqlite": """
                CREATE TABLE samples (
                    flag BOOLEAN,
                    small SMALLINT,
                    big BIGINT,
                    price NUMERIC(10, 2),
                    ratio FLOAT,
                    note TEXT,
                    title VARCHAR(40),
                    born DATE,
                    seen DATETIME,
                    zoned DATETIME,
                    photo BLOB,
                    "key" CHAR(32),
                    kind VARCHAR(1)
                )
            """,
            "mssql": """
                CREATE TABLE samples (
                    flag BIT NULL,
                    small SMALLINT NULL,
                    big BIGINT NULL,
                    price NUMERIC(10, 2) NULL,
                    ratio FLOAT NULL,
                    note VARCHAR(max) NULL,
                    title NVARCHAR(40) NULL,
                    born DATE NULL,
                    seen DATETIME NULL,
                    zoned DATETIMEOFFSET NULL,
                    photo VARBINARY(max) NULL,
                    [key] UNIQUEIDENTIFIER NULL,
                    kind VARCHAR(1) NULL
                )
            """,
            "oracle, oracle 12.2": """
                CREATE TABLE samples (
                    flag SMALLINT,
                    small SMALLINT,
                    big NUMBER(19),
                    price NUMERIC(10, 2),
                    ratio FLOAT,
                    note CLOB,
                    title VARCHAR2(40 CHAR),
                    born DATE,
                    seen DATE,
                    zoned DATE,
                    photo BLOB,
                    key CHAR(32),
                    kind VARCHAR(1 CHAR)
                )
            """,
            "oracle 23": """
                CREATE TABLE samples (
                    flag BOOLEAN,
                    small SMALLINT,
                    big NUMBER(19),
                    price NUMERIC(10, 2),
                    ratio FLOAT,
                    note CLOB,
                    title VARCHAR2(40 CHAR),
                    born DATE,
                    seen DATE,
                    zoned DATE,
                    photo BLOB,
                    key CHAR(32),
                    kind VARCHAR(1 CHAR)
                )
            """,
        },
    )


def test_json_and_time(spell: Spell) -> None:
    """A type that the target lacks is refused."""
    spell(
        lambda op: op.create_table("t", sa.Column("a", sa.JSON)),
        {
            "postgresql, mysql, mariadb, sqlite, oracle 21, oracle 23": """
                CREATE TABLE t (
                    a JSON
                )
            """,
            "mssql": """
                CREATE TABLE t (
                    a NVARCHAR(max) NULL
                )
            """,
            "oracle": """
                CREATE TABLE t (
                    a BLOB
                )
            """,
        },
    )
    spell(
        lambda op: op.create_table("t", sa.Column("a", sa.Time)),
        {
            "postgresql": """
                CREATE TABLE t (
                    a TIME WITHOUT TIME ZONE
                )
            """,
            "mysql, mariadb, sqlite": """
                CREATE TABLE t (
                    a TIME
                )
            """,
            "mssql": """
                CREATE TABLE t (
                    a TIME NULL
                )
            """,
            "oracle": refused("Oracle 19 cannot have columns of type TIME"),
        },
    )


def test_constraints(spell: Spell) -> None:
    """Named and unnamed constraints; deferrable and MATCH are tested by themselves."""
    spell(
        lambda op: op.create_table(
            "orders",
            sa.Column("id", sa.Integer, nullable=False),
            sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.id", ondelete="CASCADE")),
            sa.Column("code", sa.String(10), unique=True),
            sa.Column("pieces", sa.Integer),
            sa.PrimaryKeyConstraint("id", name="pk_orders"),
            sa.UniqueConstraint("pieces", "code", name="uq_orders_size"),
            sa.CheckConstraint("pieces > 0", name="ck_orders_size"),
        ),
        {
            "postgresql": """
                CREATE TABLE orders (
                    id SERIAL NOT NULL,
                    customer_id INTEGER,
                    code VARCHAR(10),
                    pieces INTEGER,
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, code),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0),
                    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
                    UNIQUE (code)
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE orders (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    customer_id INTEGER,
                    code VARCHAR(10),
                    pieces INTEGER,
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, code),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0),
                    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
                    UNIQUE (code)
                )
            """,
            "sqlite": """
                CREATE TABLE orders (
                    id INTEGER NOT NULL,
                    customer_id INTEGER,
                    code VARCHAR(10),
                    pieces INTEGER,
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, code),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0),
                    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
                    UNIQUE (code)
                )
            """,
            "mssql": """
                CREATE TABLE orders (
                    id INTEGER NOT NULL IDENTITY,
                    customer_id INTEGER NULL,
                    code VARCHAR(10) NULL,
                    pieces INTEGER NULL,
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, code),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0),
                    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
                    UNIQUE (code)
                )
            """,
            "oracle": """
                CREATE TABLE orders (
                    id INTEGER NOT NULL,
                    customer_id INTEGER,
                    code VARCHAR2(10 CHAR),
                    pieces INTEGER,
                    CONSTRAINT pk_orders PRIMARY KEY (id),
                    CONSTRAINT uq_orders_size UNIQUE (pieces, code),
                    CONSTRAINT ck_orders_size CHECK (pieces > 0),
                    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
                    UNIQUE (code)
                )
            """,
        },
    )


def test_boolean_check(spell: Spell) -> None:
    """A Boolean or Enum that asks for its CHECK gets one where the type is not the server's own."""
    spell(
        lambda op: op.create_table(
            "t",
            sa.Column("a", sa.Boolean(name="ck_t_a", create_constraint=True)),
            sa.Column("b", sa.Enum("x", "y", name="ck_t_b", create_constraint=True, native_enum=False)),
        ),
        {
            "postgresql": """
                CREATE TABLE t (
                    a BOOLEAN,
                    b VARCHAR(1),
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE t (
                    a BOOL,
                    b VARCHAR(1),
                    CONSTRAINT ck_t_a CHECK (a IN (0, 1)),
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
            "sqlite": """
                CREATE TABLE t (
                    a BOOLEAN,
                    b VARCHAR(1),
                    CONSTRAINT ck_t_a CHECK (a IN (0, 1)),
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
            "mssql": """
                CREATE TABLE t (
                    a BIT NULL,
                    b VARCHAR(1) NULL,
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
            "oracle": """
                CREATE TABLE t (
                    a SMALLINT,
                    b VARCHAR(1 CHAR),
                    CONSTRAINT ck_t_a CHECK (a IN (0, 1)),
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
            "oracle 23": """
                CREATE TABLE t (
                    a BOOLEAN,
                    b VARCHAR(1 CHAR),
                    CONSTRAINT ck_t_b CHECK (b IN ('x', 'y'))
                )
            """,
        },
    )


def test_indexes(spell: Spell) -> None:
    """Indexes follow, in the order of their columns."""
    spell(
        lambda op: op.create_table(
            "users",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("name", sa.String(50), index=True),
            sa.Column("email", sa.String(50)),
            sa.Index("uq_users_email", "email", unique=True),
            schema="app",
        ),
        {
            "postgresql": [
                """
                    CREATE TABLE app.users (
                        id SERIAL NOT NULL,
                        name VARCHAR(50),
                        email VARCHAR(50),
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX ix_app_users_name ON app.users (name)",
                "CREATE UNIQUE INDEX uq_users_email ON app.users (email)",
            ],
            "mysql, mariadb": [
                """
                    CREATE TABLE app.users (
                        id INTEGER NOT NULL AUTO_INCREMENT,
                        name VARCHAR(50),
                        email VARCHAR(50),
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX ix_app_users_name ON app.users (name)",
                "CREATE UNIQUE INDEX uq_users_email ON app.users (email)",
            ],
            "sqlite": [
                """
                    CREATE TABLE app.users (
                        id INTEGER NOT NULL,
                        name VARCHAR(50),
                        email VARCHAR(50),
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX app.ix_app_users_name ON users (name)",
                "CREATE UNIQUE INDEX app.uq_users_email ON users (email)",
            ],
            "mssql": [
                """
                    CREATE TABLE app.users (
                        id INTEGER NOT NULL IDENTITY,
                        name VARCHAR(50) NULL,
                        email VARCHAR(50) NULL,
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX ix_app_users_name ON app.users (name)",
                "CREATE UNIQUE INDEX uq_users_email ON app.users (email)",
            ],
            "oracle": [
                """
                    CREATE TABLE app.users (
                        id INTEGER NOT NULL,
                        name VARCHAR2(50 CHAR),
                        email VARCHAR2(50 CHAR),
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX app.ix_app_users_name ON app.users (name)",
                "CREATE UNIQUE INDEX app.uq_users_email ON app.users (email)",
            ],
        },
    )


def test_if_not_exists(spell: Spell) -> None:
    """What the server cannot say is asked of its catalogue; indexes and comments belong to the table."""
    spell(
        lambda op: op.create_table(
            "tags",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("it's", sa.String(20), server_default="it's", index=True),
            if_not_exists=True,
        ),
        {
            "postgresql": [
                """
                    CREATE TABLE IF NOT EXISTS tags (
                        id SERIAL NOT NULL,
                        "it's" VARCHAR(20) DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                'CREATE INDEX IF NOT EXISTS "ix_tags_it\'s" ON tags ("it\'s")',
            ],
            "mysql": [
                """
                    CREATE TABLE IF NOT EXISTS tags (
                        id INTEGER NOT NULL AUTO_INCREMENT,
                        `it's` VARCHAR(20) DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                """
                    SET @sqlgen = IF((
                        SELECT COUNT(*) FROM information_schema.statistics
                        WHERE table_schema = DATABASE() AND table_name = 'tags'
                          AND index_name = 'ix_tags_it''s'
                    ) = 0, 'CREATE INDEX `ix_tags_it''s` ON tags (`it''s`)', 'DO 0');
                    PREPARE sqlgen FROM @sqlgen;
                    EXECUTE sqlgen;
                    DEALLOCATE PREPARE sqlgen
                """,
            ],
            "mariadb": [
                """
                    CREATE TABLE IF NOT EXISTS tags (
                        id INTEGER NOT NULL AUTO_INCREMENT,
                        `it's` VARCHAR(20) DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                "CREATE INDEX IF NOT EXISTS `ix_tags_it's` ON tags (`it's`)",
            ],
            "sqlite": [
                """
                    CREATE TABLE IF NOT EXISTS tags (
                        id INTEGER NOT NULL,
                        "it's" VARCHAR(20) DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                'CREATE INDEX IF NOT EXISTS "ix_tags_it\'s" ON tags ("it\'s")',
            ],
            "mssql": [
                """
                    IF OBJECT_ID('[tags]', N'U') IS NULL
                    CREATE TABLE tags (
                        id INTEGER NOT NULL IDENTITY,
                        [it's] VARCHAR(20) NULL DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                """
                    IF INDEXPROPERTY(OBJECT_ID('[tags]'), 'ix_tags_it''s', 'IndexID') IS NULL
                        CREATE INDEX [ix_tags_it's] ON tags ([it's])
                """,
            ],
            "oracle": [
                """
                    BEGIN
                        EXECUTE IMMEDIATE ('CREATE TABLE tags (' || CHR(10) ||
                     '    id INTEGER NOT NULL,' || CHR(10) ||
                     '    "it''s" VARCHAR2(20 CHAR) DEFAULT ''it''''s'',' || CHR(10) ||
                     '    PRIMARY KEY (id)' || CHR(10) ||
                     ')');
                    EXCEPTION
                        WHEN OTHERS THEN
                            -- ORA-00955: name is already used by an existing object
                            IF SQLCODE != -955 THEN
                                RAISE;
                            END IF;
                    END;
                """,
                """
                    BEGIN
                        EXECUTE IMMEDIATE 'CREATE INDEX "ix_tags_it''s" ON tags ("it''s")';
                    EXCEPTION
                        WHEN OTHERS THEN
                            -- ORA-00955: name is already used by an existing object
                            IF SQLCODE != -955 THEN
                                RAISE;
                            END IF;
                    END;
                """,
            ],
            "oracle 23": [
                """
                    CREATE TABLE IF NOT EXISTS tags (
                        id INTEGER NOT NULL,
                        "it's" VARCHAR2(20 CHAR) DEFAULT 'it''s',
                        PRIMARY KEY (id)
                    )
                """,
                """
                    BEGIN
                        EXECUTE IMMEDIATE 'CREATE INDEX "ix_tags_it''s" ON tags ("it''s")';
                    EXCEPTION
                        WHEN OTHERS THEN
                            -- ORA-00955: name is already used by an existing object
                            IF SQLCODE != -955 THEN
                                RAISE;
                            END IF;
                    END;
                """,
            ],
        },
    )


def test_identity_and_computed(spell: Spell) -> None:
    """GENERATED AS IDENTITY and generated columns; VIRTUAL where the version has it."""
    spell(
        lambda op: op.create_table(
            "lines",
            sa.Column("id", sa.Integer, sa.Identity(start=100, increment=5), primary_key=True),
            sa.Column("price", sa.Integer),
            sa.Column("twice", sa.Integer, sa.Computed("price * 2", persisted=True)),
        ),
        {
            "postgresql": """
                CREATE TABLE lines (
                    id INTEGER GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5 START WITH 100),
                    price INTEGER,
                    twice INTEGER GENERATED ALWAYS AS (price * 2) STORED,
                    PRIMARY KEY (id)
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE `lines` (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    price INTEGER,
                    twice INTEGER GENERATED ALWAYS AS (price * 2) STORED,
                    PRIMARY KEY (id)
                )
            """,
            "sqlite": """
                CREATE TABLE lines (
                    id INTEGER NOT NULL,
                    price INTEGER,
                    twice INTEGER GENERATED ALWAYS AS (price * 2) STORED,
                    PRIMARY KEY (id)
                )
            """,
            "mssql": """
                CREATE TABLE lines (
                    id INTEGER NOT NULL IDENTITY(100,5),
                    price INTEGER NULL,
                    twice AS (price * 2) PERSISTED,
                    PRIMARY KEY (id)
                )
            """,
            "oracle": refused("Oracle 19 cannot store a computed column"),
            "oracle 23": refused("Oracle 23 cannot store a computed column"),
        },
    )
    spell(
        lambda op: op.create_table(
            "lines",
            sa.Column("a", sa.Integer),
            sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=False)),
        ),
        {
            "postgresql": refused("PostgreSQL 15 cannot compute a column when it is read"),
            "postgresql 18, sqlite, oracle": """
                CREATE TABLE lines (
                    a INTEGER,
                    b INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE `lines` (
                    a INTEGER,
                    b INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL
                )
            """,
            "mssql": """
                CREATE TABLE lines (
                    a INTEGER NULL,
                    b AS (a * 2)
                )
            """,
        },
    )


def test_options(spell: Spell) -> None:
    """Options of one product are written for it alone."""
    spell(
        lambda op: op.create_table(
            "events",
            sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
            mysql_engine="InnoDB",
            mysql_default_charset="utf8mb4",
            postgresql_with={"fillfactor": 70},
            sqlite_with_rowid=False,
            sqlite_strict=True,
            oracle_compress=True,
            prefixes=[],
        ),
        {
            "postgresql": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )
                 WITH (fillfactor = 70)
            """,
            "mysql": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
            """,
            "mariadb": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )
            """,
            "sqlite": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )
                 WITHOUT ROWID,
                 STRICT
            """,
            "mssql": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )
            """,
            "oracle": """
                CREATE TABLE events (
                    id INTEGER NOT NULL,
                    PRIMARY KEY (id)
                )
                 COMPRESS
            """,
        },
    )


def test_prefixes(spell: Spell) -> None:
    """A prefix is the author's own word."""
    spell(
        lambda op: op.create_table("t", sa.Column("a", sa.Integer), prefixes=["TEMPORARY"]),
        {
            "postgresql, mysql, mariadb, sqlite, oracle": """
                CREATE TEMPORARY TABLE t (
                    a INTEGER
                )
            """,
            "mssql": """
                CREATE TEMPORARY TABLE t (
                    a INTEGER NULL
                )
            """,
        },
    )


def test_mysql_on_update(spell: Spell) -> None:
    """Types and defaults of one product."""
    spell(
        lambda op: op.create_table(
            "t",
            sa.Column("a", sa.Integer().with_variant(mysql.INTEGER(unsigned=True), "mysql", "mariadb")),
            sa.Column("b", sa.TIMESTAMP, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        ),
        {
            "postgresql": """
                CREATE TABLE t (
                    a INTEGER,
                    b TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
                )
            """,
            "mysql, mariadb": """
                CREATE TABLE t (
                    a INTEGER UNSIGNED,
                    b TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
                )
            """,
            "sqlite, oracle": """
                CREATE TABLE t (
                    a INTEGER,
                    b TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
                )
            """,
            "mssql": """
                CREATE TABLE t (
                    a INTEGER NULL,
                    b TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
                )
            """,
        },
    )
