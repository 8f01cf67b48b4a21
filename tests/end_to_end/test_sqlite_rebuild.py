"""What Alembic's batches lose when they make a SQLite table anew, and sqlgen's scripts keep.

Each case is a history of two revisions; the database after both must equal one that was made by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import two_revisions
from tests.engines.databases import Database, ScriptFailed

pytestmark = pytest.mark.server("sqlite")

Build = Callable[..., Database]


@pytest.fixture
def build(tmp_path: Path, new_database: Callable[[], Database]) -> Build:
    """Give a function that runs two revisions' scripts on a new database, and SQL between them."""

    def run(first: str, second: str, rows: str = "") -> Database:
        database = new_database()
        two_revisions.run(tmp_path, database, first, second, rows)
        assert database.query("PRAGMA foreign_key_check") == []
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        return database

    return run


def expect(database: Database, new_database: Callable[[], Database], sql: str) -> None:
    """Compare with the database that *sql*, written by hand, makes."""
    two_revisions.expect(database, new_database(), sql)


def test_triggers_of_the_table_fire_again(build, new_database):
    database = build(
        """
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
op.create_table("log", sa.Column("what", sa.Text))
op.execute("CREATE TRIGGER t_log AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('in; ' || NEW.n); END;")
op.execute("CREATE TRIGGER t_gone AFTER DELETE ON t WHEN OLD.n > 1 BEGIN"
    " INSERT INTO log VALUES ('out'); DELETE FROM log WHERE what = ''; END")
op.execute("CREATE TRIGGER log_t AFTER INSERT ON log BEGIN UPDATE t SET n = n + 1 WHERE id = 1; END")
""",
        """op.alter_column("t", "n", nullable=False, server_default="5")""",
        "INSERT INTO t (n) VALUES (1), (2);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE t (id INTEGER NOT NULL, n INTEGER DEFAULT '5' NOT NULL, PRIMARY KEY (id));
CREATE TABLE log (what TEXT);
INSERT INTO t VALUES (1, 3), (2, 2);
INSERT INTO log VALUES ('in; 1'), ('in; 2');
CREATE TRIGGER t_log AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('in; ' || NEW.n); END;
CREATE TRIGGER t_gone AFTER DELETE ON t WHEN OLD.n > 1 BEGIN
    INSERT INTO log VALUES ('out'); DELETE FROM log WHERE what = ''; END;
CREATE TRIGGER log_t AFTER INSERT ON log BEGIN UPDATE t SET n = n + 1 WHERE id = 1; END;
""",
    )


def test_views_that_read_the_table_stay(build, new_database):
    database = build(
        """
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
op.execute("CREATE VIEW v AS SELECT id, n AS number FROM t WHERE n > 1")
op.execute("CREATE VIEW w AS SELECT v.number FROM v JOIN t USING (id)")
""",
        """op.alter_column("t", "n", type_=sa.String(9), nullable=False)""",
        "INSERT INTO t VALUES (1, 1), (2, 2);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE t (id INTEGER NOT NULL, n VARCHAR(9) NOT NULL, PRIMARY KEY (id));
INSERT INTO t VALUES (1, '1'), (2, '2');
CREATE VIEW v AS SELECT id, n AS number FROM t WHERE n > 1;
CREATE VIEW w AS SELECT v.number FROM v JOIN t USING (id);
""",
    )
    assert database.query("SELECT number FROM w") == [("2",)]


def test_numbering_goes_on(build, new_database):
    database = build(
        """
op.create_table(
    "t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer), sqlite_autoincrement=True
)
""",
        """op.alter_column("t", "n", nullable=False)""",
        "INSERT INTO t (n) VALUES (1), (2), (3); DELETE FROM t WHERE id > 1;",
    )
    expect(
        database,
        new_database,
        "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER NOT NULL);"
        "INSERT INTO t VALUES (3, 1); DELETE FROM t;"
        "INSERT INTO t VALUES (1, 1);",
    )
    database.query("INSERT INTO t (n) VALUES (4)")
    assert database.query("SELECT max(id) FROM t") == [(4,)]


def test_checks_stay_where_they_were_written(build, new_database):
    database = build(
        """
op.create_table(
    "t",
    sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0"), nullable=False),
    sa.Column("b", sa.Integer, sa.CheckConstraint("b <> 7", name="not_seven")),
    sa.Column("flag", sa.Boolean(create_constraint=True, name="is_flag")),
    sa.Column("kind", sa.Enum("x", "y", name="kinds", create_constraint=True)),
    sa.CheckConstraint("a < 100"),
    sa.CheckConstraint("b < a OR b IN ('a', 'b''c')", name="ck_b"),
)
op.add_column("t", sa.Column("c", sa.Integer, sa.CheckConstraint("c > 1", name="ck_c")))
""",
        """
op.alter_column("t", "b", new_column_name="bee")
op.alter_column("t", "a", server_default="1")
""",
        "INSERT INTO t VALUES (1, 0, 1, 'x', 2);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE t (
    a INTEGER DEFAULT '1' NOT NULL CHECK (a > 0),
    bee INTEGER CONSTRAINT not_seven CHECK (bee <> 7),
    flag BOOLEAN,
    kind VARCHAR(1),
    c INTEGER CONSTRAINT ck_c CHECK (c > 1),
    CHECK (a < 100),
    CONSTRAINT ck_b CHECK (bee < a OR bee IN ('a', 'b''c')),
    CONSTRAINT is_flag CHECK (flag IN (0, 1)),
    CONSTRAINT kinds CHECK (kind IN ('x', 'y'))
);
INSERT INTO t VALUES (1, 0, 1, 'x', 2);
""",
    )


def test_generated_columns_and_expression_indexes(build, new_database):
    database = build(
        """
op.create_table(
    "t",
    sa.Column("a", sa.Integer, nullable=False),
    sa.Column("stored", sa.Integer, sa.Computed("a * 2", persisted=True)),
    sa.Column("worked_out", sa.Integer, sa.Computed("a + 1", persisted=False)),
    sa.Column("name", sa.String(9)),
)
op.create_index("ix_lower", "t", [sa.text("lower(name)")], unique=True)
op.create_index("ix_part", "t", ["a"], sqlite_where=sa.text("name IS NOT NULL AND a > 0"))
op.create_index("ix_desc", "t", [sa.text("a DESC"), sa.text("name COLLATE NOCASE")])
""",
        """
op.alter_column("t", "name", nullable=False, server_default="it's")
op.alter_column("t", "a", new_column_name="b")
""",
        "INSERT INTO t (a, name) VALUES (1, 'x'), (2, 'y');",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE t (
    b INTEGER NOT NULL,
    stored INTEGER GENERATED ALWAYS AS (b * 2) STORED,
    worked_out INTEGER GENERATED ALWAYS AS (b + 1) VIRTUAL,
    name VARCHAR(9) DEFAULT 'it''s' NOT NULL
);
INSERT INTO t (b, name) VALUES (1, 'x'), (2, 'y');
CREATE UNIQUE INDEX ix_lower ON t (lower(name));
CREATE INDEX ix_part ON t (b) WHERE name IS NOT NULL AND b > 0;
CREATE INDEX ix_desc ON t (b DESC, name COLLATE NOCASE);
""",
    )


def test_tables_that_refer_to_it_keep_their_foreign_keys_and_rows(build, new_database):
    database = build(
        """
op.create_table(
    "parent",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("up", sa.Integer, sa.ForeignKey("parent.id")),
    sa.Column("n", sa.Integer),
)
op.create_table(
    "child",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("p", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False),
)
""",
        """op.alter_column("parent", "n", type_=sa.Text())""",
        "PRAGMA foreign_keys = ON; INSERT INTO parent VALUES (1, NULL, 1), (2, 1, 2);"
        "INSERT INTO child VALUES (1, 1), (2, 2);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE parent (
    id INTEGER NOT NULL, up INTEGER, n TEXT, PRIMARY KEY (id), FOREIGN KEY(up) REFERENCES parent (id)
);
CREATE TABLE child (
    id INTEGER NOT NULL, p INTEGER NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(p) REFERENCES parent (id) ON DELETE CASCADE
);
INSERT INTO parent VALUES (1, NULL, '1'), (2, 1, '2');
INSERT INTO child VALUES (1, 1), (2, 2);
""",
    )


def test_table_options_collations_and_defaults(build, new_database):
    database = build(
        """
op.create_table(
    "t",
    sa.Column("k", sa.String(9, collation="NOCASE"), primary_key=True),
    sa.Column("at", sa.DateTime, server_default=sa.func.now()),
    sa.Column("e", sa.Integer, server_default=sa.text("(1 + 2)")),
    sa.Column("s", sa.Text, server_default="a:b 'c' \\\\ %"),
    sa.Column("n", sa.Integer),
    sqlite_with_rowid=False,
)
""",
        """op.alter_column("t", "n", nullable=False, server_default=sa.text("-1"))""",
        "INSERT INTO t (k, at, n) VALUES ('x', '2024-01-01', 1);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE t (
    k VARCHAR(9) COLLATE "NOCASE" NOT NULL,
    at DATETIME DEFAULT (CURRENT_TIMESTAMP),
    e INTEGER DEFAULT (1 + 2),
    s TEXT DEFAULT 'a:b ''c'' \\ %',
    n INTEGER DEFAULT -1 NOT NULL,
    PRIMARY KEY (k)
) WITHOUT ROWID;
INSERT INTO t (k, at, n) VALUES ('x', '2024-01-01', 1);
""",
    )


def test_table_of_raw_sql(build, new_database):
    database = build(
        '''
op.execute("""
CREATE TABLE t (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "select" TEXT COLLATE NOCASE NOT NULL DEFAULT 'x;y' UNIQUE, -- a comment, with a comma
    n INT CHECK (n > 0) REFERENCES u (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    d DECIMAL(10, 2) DEFAULT (abs(-2)),
    CONSTRAINT uq UNIQUE (n, d)
)
""")
op.execute("CREATE TABLE u (id INTEGER PRIMARY KEY)")
op.execute('CREATE UNIQUE INDEX ix ON t (n DESC, lower("select")) WHERE d > 0')
''',
        """op.alter_column("t", "d", nullable=False)""",
        "INSERT INTO t (n) VALUES (NULL);",
    )
    expect(
        database,
        new_database,
        """
CREATE TABLE u (id INTEGER PRIMARY KEY);
CREATE TABLE t (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "select" TEXT COLLATE NOCASE NOT NULL DEFAULT 'x;y' UNIQUE,
    n INT CHECK (n > 0) REFERENCES u (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    d DECIMAL(10, 2) NOT NULL DEFAULT (abs(-2)),
    CONSTRAINT uq UNIQUE (n, d)
);
INSERT INTO t (n) VALUES (NULL);
CREATE UNIQUE INDEX ix ON t (n DESC, lower("select")) WHERE d > 0;
""",
    )


def test_script_that_would_break_a_foreign_key_changes_nothing(build):
    with pytest.raises(ScriptFailed, match=r"(?i)foreign key"):
        build(
            """
op.create_table("p", sa.Column("id", sa.Integer, primary_key=True))
op.create_table("c", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer))
""",
            """op.create_foreign_key("fk", "c", "p", ["p"], ["id"])""",
            "INSERT INTO c VALUES (1, 77);",
        )
