"""A table made anew keeps its rows and all that hangs on it; run on SQLite itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.compiler import Target, compile_range
from sqlgen.dialect import load_dialect
from sqlgen.lowering.errors import NotKnownHere, ShapeNeeded
from sqlgen.project.project import find_project
from tests.lowering.on_sqlite import OnSqlite, script
from tests.operations.spelling import statements


def shop(op: Any) -> None:
    """Tables with every kind of constraint and index, a trigger, a view, references both ways."""
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(10), nullable=False, unique=True),
        sa.Column("boss_id", sa.Integer, sa.ForeignKey("customer.id", name="fk_boss")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("twice", sa.Integer, sa.Computed("size * 2", persisted=True)),
        sa.Column("note", sa.Text, server_default="none"),
        sa.CheckConstraint("size > 0 AND code <> 'size'", name="ck_size"),
    )
    op.create_index("ix_big", "customer", ["note"], sqlite_where=sa.text("size > 10"))
    op.create_index("ix_lower", "customer", [sa.text("lower(code)"), "size"], unique=True)
    op.execute("CREATE INDEX ix_nocase ON customer (note COLLATE NOCASE DESC)")
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("customer", sa.Integer, sa.ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
        sa.Column("code", sa.String(10), sa.ForeignKey("customer.code")),
    )
    op.create_table("log", sa.Column("line", sa.Text))
    op.execute(
        "CREATE TRIGGER tr_size AFTER UPDATE OF size ON customer "
        "BEGIN INSERT INTO log VALUES (new.size || ';' || old.size); END"
    )
    op.execute("CREATE VIEW big AS SELECT id, size FROM customer WHERE size > 10")


ROWS = (
    "INSERT INTO customer (id, code, boss_id, size) VALUES (1, 'a', NULL, 5), (7, 'b', 1, 50)",
    "INSERT INTO invoice VALUES (3, 7, 'a')",
)
KEPT = [(1, "a", None, 5, 10, "none"), (7, "b", 1, 50, 100, "none")]


def assert_whole(database: OnSqlite, size: str = "size", code: str = "code") -> None:
    """All that `shop` made is there, and works."""
    assert database.rows("PRAGMA foreign_key_check") == []
    assert database.rows("PRAGMA integrity_check") == ["ok"]
    assert database.rows("SELECT id FROM invoice JOIN customer USING (id)") == []
    assert database.rows("SELECT customer FROM invoice") == [7]
    assert database.rows("SELECT * FROM big") == [(7, 50)]
    assert database.rows("SELECT name FROM sqlite_master WHERE name LIKE 'sqlgen%'") == []
    assert database.rows(f"SELECT {size} FROM customer") == [5, 50]
    database.run(f"UPDATE customer SET {size} = 6 WHERE id = 1")
    assert database.rows("SELECT line FROM log") == ["6;5"]
    assert "CHECK" in database.run(f"UPDATE customer SET {size} = -1")
    assert "UNIQUE" in database.run(
        f"INSERT INTO customer (id, {code}, {size}) VALUES (9, 'B', 50), (10, 'b', 50)"
    )
    assert database.rows("SELECT name FROM pragma_index_list('customer') WHERE origin = 'c' ORDER BY 1") == [
        "ix_big",
        "ix_lower",
        "ix_nocase",
    ]


def test_everything_is_kept(database: OnSqlite) -> None:
    database.prepare(shop, *ROWS)
    before = database.rows("SELECT name, sql FROM sqlite_master WHERE name <> 'customer' ORDER BY 1")
    error = database.apply(lambda op: op.alter_column("customer", "note", nullable=False), shop)
    assert error == ""
    assert database.rows("SELECT * FROM customer") == KEPT
    assert database.rows("SELECT name, sql FROM sqlite_master WHERE name <> 'customer' ORDER BY 1") == before
    assert "note TEXT DEFAULT 'none' NOT NULL" in database.sql_of("customer")
    assert "REFERENCES customer (id)" in database.sql_of("customer")
    assert_whole(database)


def rename_and_widen(op: Any) -> None:
    with op.batch_alter_table("customer") as batch:
        batch.alter_column("size", new_column_name="length")
        batch.alter_column("note", nullable=False)


def test_a_renamed_column_is_followed_everywhere(database: OnSqlite) -> None:
    """CHECK, generated column, indexes, trigger and view speak of the new name."""
    database.prepare(shop, *ROWS)
    assert database.apply(rename_and_widen, shop) == ""
    assert database.rows("SELECT * FROM customer") == KEPT
    assert "CHECK (length > 0 AND code <> 'size')" in database.sql_of("customer")
    assert "GENERATED ALWAYS AS (length * 2) STORED" in database.sql_of("customer")
    assert database.sql_of("ix_big").endswith("WHERE length > 10")
    assert "new.length || ';' || old.length" in database.sql_of("tr_size")
    assert_whole(database, "length")


def test_a_renamed_column_that_others_refer_to(database: OnSqlite) -> None:
    """Foreign keys of other tables, and a later rebuild of these."""

    def rename(op: Any) -> None:
        op.alter_column("customer", "code", new_column_name="Code's", nullable=False, type_=sa.String(20))
        op.alter_column("invoice", "code", type_=sa.String(20))

    database.prepare(shop, *ROWS)
    assert database.apply(rename, shop) == ""
    assert database.rows('SELECT "Code\'s" FROM customer') == ["a", "b"]
    assert 'REFERENCES customer ("Code\'s")' in database.sql_of("invoice")
    assert_whole(database, code='"Code\'s"')


def test_a_rename_into_a_word_of_sql_is_quoted(database: OnSqlite) -> None:
    database.prepare(shop, *ROWS)

    def rename(op: Any) -> None:
        op.alter_column("customer", "size", new_column_name="order")
        op.alter_column("customer", "note", nullable=False)

    assert database.apply(rename, shop) == ""
    assert "CHECK (\"order\" > 0 AND code <> 'size')" in database.sql_of("customer")
    assert_whole(database, '"order"')


def test_a_renamed_table_is_followed(database: OnSqlite) -> None:
    """By its indexes, triggers, references to itself and from others, when it is made anew later."""
    database.prepare(shop, *ROWS)

    def rename(op: Any) -> None:
        op.rename_table("customer", "client")
        op.alter_column("client", "note", nullable=False)

    assert database.apply(rename, shop) == ""
    assert database.rows("SELECT * FROM client") == KEPT
    assert database.rows("SELECT id FROM big") == [7]
    assert 'REFERENCES "client"' in database.sql_of("invoice") or "REFERENCES client" in database.sql_of(
        "invoice"
    )
    database.run("UPDATE client SET size = 6 WHERE id = 1")
    assert database.rows("SELECT line FROM log") == ["6;5"]
    assert "ON client" in database.sql_of("ix_nocase")


def test_a_dropped_column_takes_what_speaks_of_it(database: OnSqlite) -> None:
    """Its CHECK and its indexes, not those of others."""

    def given(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Integer),
            sa.Column("b", sa.Integer),
            sa.CheckConstraint("a > 0", name="ck_a"),
            sa.CheckConstraint("b <> 'a'", name="ck_b"),
        )
        op.create_index("ix_a", "t", ["a"])
        op.create_index("ix_b_where_a", "t", ["b"], sqlite_where=sa.text("a > 5"))
        op.create_index("ix_b", "t", ["b"])

    database.prepare(given, "INSERT INTO t VALUES (1, 2, 3)")
    assert database.apply(lambda op: op.drop_column("t", "a"), given) == ""
    assert database.rows("SELECT * FROM t") == [(1, 3)]
    assert database.sql_of("t").count("CHECK") == 1
    assert database.rows("SELECT name FROM pragma_index_list('t')") == ["ix_b"]


def test_a_free_column_is_dropped_in_place() -> None:
    """No new table where the engine's own DROP COLUMN does it, beside a partial index on another."""
    text = script(lambda op: op.drop_column("customer", "boss"), _with_free_column).text(plain=True)
    assert "ALTER TABLE customer DROP COLUMN boss" in text
    assert "sqlgen_new" not in text


def _with_free_column(op: Any) -> None:
    op.create_table("customer", sa.Column("boss", sa.Integer), sa.Column("size", sa.Integer))
    op.create_index("ix_big", "customer", ["size"], sqlite_where=sa.text("size > 10"))


def columns() -> tuple[sa.Column[Any], ...]:
    return sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text)


def test_numbering_goes_on(database: OnSqlite) -> None:
    """AUTOINCREMENT never gives a number twice, not even that of a row that is gone."""

    def given(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Text),
            sqlite_autoincrement=True,
        )

    database.prepare(given, "INSERT INTO t VALUES (1, 'x'), (90, 'y')", "DELETE FROM t WHERE id = 90")
    assert database.apply(lambda op: op.alter_column("t", "a", nullable=False), given) == ""
    database.run("INSERT INTO t (a) VALUES ('z')")
    assert database.rows("SELECT id FROM t") == [1, 91]
    assert database.rows("SELECT name FROM sqlite_sequence") == ["t"]


def test_numbering_of_an_empty_table(database: OnSqlite) -> None:
    """A table that never had a row has no number to keep."""

    def given(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Text),
            sqlite_autoincrement=True,
        )

    database.prepare(given)
    assert database.apply(lambda op: op.alter_column("t", "a", nullable=False), given) == ""
    database.run("INSERT INTO t (a) VALUES ('z')")
    assert database.rows("SELECT id FROM t") == [1]


@pytest.mark.parametrize(
    ("options", "words"),
    [({"sqlite_with_rowid": False}, "WITHOUT ROWID"), ({"sqlite_strict": True}, "STRICT")],
)
def test_options_of_the_table_are_kept(database: OnSqlite, options: dict[str, Any], words: str) -> None:
    def given(op: Any) -> None:
        op.create_table("t", *columns(), **options)

    database.prepare(given, "INSERT INTO t VALUES (1, 'x')")
    assert database.apply(lambda op: op.alter_column("t", "a", nullable=False), given) == ""
    assert database.sql_of("t").endswith(words)
    assert database.rows("SELECT * FROM t") == [(1, "x")]


def test_raw_tables_keep_what_they_were(database: OnSqlite) -> None:
    """A table made by raw SQL: AUTOINCREMENT, collations, conflict clauses."""

    def given(op: Any) -> None:
        op.execute(
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT COLLATE NOCASE, "
            "b INT DEFAULT (1 + 1))"
        )

    database.prepare(given, "INSERT INTO t (id, a) VALUES (5, 'x')")
    assert database.apply(lambda op: op.alter_column("t", "b", nullable=False), given) == ""
    database.run("INSERT INTO t (a) VALUES ('y')")
    assert database.rows("SELECT id, a, b FROM t WHERE a = 'Y'") == [(6, "y", 2)]


def test_a_name_that_is_taken_is_not_used(database: OnSqlite) -> None:
    def given(op: Any) -> None:
        op.create_table("t", sa.Column("id", sa.Integer), sa.Column("a", sa.Text))
        op.create_table("sqlgen_new_T", sa.Column("id", sa.Integer))

    database.prepare(given, "INSERT INTO t VALUES (1, 'x')", "INSERT INTO sqlgen_new_T VALUES (4)")
    assert database.apply(lambda op: op.alter_column("t", "a", nullable=False), given) == ""
    assert database.rows("SELECT * FROM t") == [(1, "x")]
    assert database.rows("SELECT * FROM sqlgen_new_T") == [4]


def test_an_attached_database(database: OnSqlite) -> None:
    def given(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Text),
            sa.Column("up", sa.Integer, sa.ForeignKey("app.t.id")),
            schema="app",
            sqlite_autoincrement=True,
        )
        op.create_index("ix_a", "t", ["a"], schema="app")

    attach = f"ATTACH '{database.path}.app' AS app;\n"
    assert database.run(attach + script(given).text()) == ""
    assert (
        database.run(
            attach + "INSERT INTO app.t VALUES (1, 'x', 1), (8, 'y', 1); DELETE FROM app.t WHERE id = 8;"
        )
        == ""
    )
    change = script(lambda op: op.alter_column("t", "a", nullable=False, schema="app"), given).text()
    assert database.run(attach + change) == ""
    assert database.run(attach + "INSERT INTO app.t (a) VALUES ('z');") == ""
    other = OnSqlite(database.path.with_name("test.db.app"), "module")
    assert other.rows("SELECT id, a FROM t") == [(1, "x"), (9, "z")]
    assert other.sql_of("ix_a") == "CREATE INDEX ix_a ON t (a)"
    assert database.rows("SELECT name FROM sqlite_master") == []


# --- rows -----------------------------------------------------------------------------------------


def numbers(op: Any) -> None:
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("at", sa.Text),
    )


def test_fractions_are_cut_where_numbers_become_whole(database: OnSqlite) -> None:
    """As a live run's CAST does; the engine itself would keep them in an INTEGER column."""
    database.prepare(numbers, "INSERT INTO t VALUES (1, 2.75, NULL), (2, 3, NULL)")
    assert database.apply(lambda op: op.alter_column("t", "price", type_=sa.Integer), numbers) == ""
    assert database.rows("SELECT price FROM t") == [2, 3]


def test_texts_are_not_cut_where_they_become_dates(database: OnSqlite) -> None:
    """A CAST to DATETIME would leave the year alone."""
    database.prepare(numbers, "INSERT INTO t VALUES (1, NULL, '2026-01-02 03:04:05')")
    assert database.apply(lambda op: op.alter_column("t", "at", type_=sa.DateTime), numbers) == ""
    assert database.rows("SELECT at FROM t") == ["2026-01-02 03:04:05"]


def test_a_default_fills_the_rows_before_it_goes(database: OnSqlite) -> None:
    """Add with a default, then drop the default: joined into one new table, the rows still have it."""

    def upgrade(op: Any) -> None:
        op.add_column("t", sa.Column("made", sa.Text, nullable=False, server_default=sa.text("(1 || 'x')")))
        op.alter_column("t", "made", server_default=None)

    database.prepare(numbers, "INSERT INTO t (id) VALUES (1)")
    assert database.apply(upgrade, numbers) == ""
    assert database.rows("SELECT made FROM t") == ["1x"]
    assert "DEFAULT" not in database.sql_of("t")


def test_a_column_dropped_and_added_again_is_a_new_one(database: OnSqlite) -> None:
    def upgrade(op: Any) -> None:
        with op.batch_alter_table("t", recreate="always") as batch:
            batch.drop_column("at")
            batch.add_column(sa.Column("at", sa.Text, server_default="new"))

    database.prepare(numbers, "INSERT INTO t VALUES (1, 1, 'old')")
    assert database.apply(upgrade, numbers) == ""
    assert database.rows("SELECT at FROM t") == ["new"]


def test_names_that_change_places(database: OnSqlite) -> None:
    """What cannot be done at once is done part by part."""

    def upgrade(op: Any) -> None:
        with op.batch_alter_table("t") as batch:
            batch.alter_column("price", new_column_name="spare")
            batch.alter_column("at", new_column_name="price", nullable=False)
            batch.alter_column("spare", new_column_name="at")

    database.prepare(numbers, "INSERT INTO t VALUES (1, 7, 'x')")
    assert database.apply(upgrade, numbers) == ""
    assert database.rows("SELECT at, price FROM t") == [(7, "x")]


def test_a_name_that_a_dropped_column_leaves(database: OnSqlite) -> None:
    def upgrade(op: Any) -> None:
        with op.batch_alter_table("t") as batch:
            batch.drop_column("at")
            batch.alter_column("price", new_column_name="at", nullable=False)

    database.prepare(numbers, "INSERT INTO t VALUES (1, 7, 'x')")
    assert database.apply(upgrade, numbers) == ""
    assert database.rows("SELECT * FROM t") == [(1, 7)]


# --- constraints in a batch -----------------------------------------------------------------------


def test_a_constraint_that_only_a_convention_for_batches_names(database: OnSqlite) -> None:
    """``naming_convention=`` names what has no name, in order to drop it."""

    def given(op: Any) -> None:
        op.create_table("foo", sa.Column("id", sa.Integer, primary_key=True))
        op.create_table(
            "bar",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("foo_id", sa.Integer, sa.ForeignKey("foo.id")),
            sa.Column("name", sa.Text, unique=True),
        )

    def upgrade(op: Any) -> None:
        convention = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}
        with op.batch_alter_table("bar", naming_convention=convention) as batch:
            batch.drop_constraint("fk_bar_foo_id_foo", type_="foreignkey")

    database.prepare(given)
    assert database.apply(upgrade, given) == ""
    assert "REFERENCES" not in database.sql_of("bar")
    assert "UNIQUE (name)" in database.sql_of("bar")


def test_a_described_table_is_made_anew(database: OnSqlite) -> None:
    """copy_from: the history does not know the table, the script does."""
    described = sa.Table("old", sa.MetaData(), *columns())

    def upgrade(op: Any) -> None:
        with op.batch_alter_table("old", copy_from=described) as batch:
            batch.alter_column("a", nullable=False)

    assert (
        database.run("CREATE TABLE old (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO old VALUES (1, 'x');")
        == ""
    )
    assert database.run(script(upgrade).text()) == ""
    assert database.rows("SELECT * FROM old") == [(1, "x")]
    assert "a TEXT NOT NULL" in database.sql_of("old")


def test_arguments_for_the_new_table(database: OnSqlite) -> None:
    """table_args: once, even where the history knows the constraint."""

    def upgrade(op: Any) -> None:
        checks = (
            sa.CheckConstraint("size > 0 AND code <> 'size'", name="ck_size"),
            sa.CheckConstraint("id > 0"),
        )
        with op.batch_alter_table("customer", table_args=checks) as batch:
            batch.alter_column("note", nullable=False)

    database.prepare(shop, *ROWS)
    assert database.apply(upgrade, shop) == ""
    assert database.sql_of("customer").count("CHECK") == 2


def test_what_a_batch_said_of_the_table_is_remembered(database: OnSqlite) -> None:
    """Options, order and CHECKs are still there when the table is made anew by a later batch."""

    def upgrade(op: Any) -> None:
        with op.batch_alter_table(
            "t",
            recreate="always",
            table_args=[
                sa.CheckConstraint("price > 0", name="ck_price"),
                sa.UniqueConstraint("at", name="uq_at"),
            ],
            table_kwargs={"sqlite_autoincrement": True},
            partial_reordering=[("at", "price", "id")],
        ):
            pass
        op.execute("UPDATE t SET price = price + 1")
        with op.batch_alter_table("t") as batch:
            batch.alter_column("at", nullable=False)

    database.prepare(numbers, "INSERT INTO t VALUES (1, 7, 'x')")
    assert database.apply(upgrade, numbers) == ""
    assert database.rows("SELECT * FROM t") == [("x", 8, 1)]
    text = database.sql_of("t")
    for said in ("AUTOINCREMENT", "CONSTRAINT ck_price CHECK (price > 0)", "CONSTRAINT uq_at UNIQUE"):
        assert said in text


def test_names_of_a_convention_stay_where_no_other_change_needs_a_new_table(database: OnSqlite) -> None:
    """A column that SQLite can drop by itself, in a batch of which a live run makes a new table."""

    def given(op: Any) -> None:
        op.create_table("t", sa.Column("a", sa.Integer, unique=True), sa.Column("b", sa.Integer))

    def upgrade(op: Any) -> None:
        with op.batch_alter_table("t", naming_convention={"uq": "uq_%(column_0_name)s"}) as batch:
            batch.drop_column("b")
        with op.batch_alter_table("t") as batch:
            batch.drop_constraint("uq_a", type_="unique")

    database.prepare(given)
    assert database.apply(lambda op: None, given) == ""
    assert database.apply(upgrade, given) == ""
    assert "UNIQUE" not in database.sql_of("t")


# --- foreign keys ---------------------------------------------------------------------------------


def orphans(op: Any) -> None:
    op.create_table("p", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text))
    op.create_table(
        "c", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, sa.ForeignKey("p.id"))
    )
    op.create_table("d", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer))


ORPHANS = (
    "INSERT INTO p VALUES (1, 'x')",
    "INSERT INTO c VALUES (1, 1), (2, 99)",
    "INSERT INTO d VALUES (1, 1), (2, 99)",
)


def test_children_survive_their_parents_rebuild(database: OnSqlite) -> None:
    """Enforcement is off while the parent is away, whatever the client had set."""
    database.prepare(orphans, *ORPHANS)
    change = script(lambda op: op.alter_column("p", "a", nullable=False), orphans).text()
    assert database.run("PRAGMA foreign_keys = ON;\n" + change) == ""
    assert database.rows("SELECT * FROM c") == [(1, 1), (2, 99)]


def test_rows_that_pointed_nowhere_before_are_no_fault(database: OnSqlite) -> None:
    database.prepare(orphans, *ORPHANS)
    assert database.apply(lambda op: op.alter_column("c", "p", nullable=False), orphans) == ""
    assert database.rows("SELECT * FROM c") == [(1, 1), (2, 99)]


def test_a_foreign_key_over_rows_that_point_nowhere_is_one(database: OnSqlite) -> None:
    """Nothing is left of the transaction, also where the client goes on after an error."""
    database.prepare(orphans, *ORPHANS)
    change = script(lambda op: op.create_foreign_key("fk_d", "d", "p", ["p"], ["id"]), orphans).text()
    for bail in (True, False):
        assert "a foreign key would point nowhere" in database.run(change, bail=bail)
        assert "REFERENCES" not in database.sql_of("d")
        assert database.rows("SELECT name FROM sqlite_master WHERE name LIKE 'sqlgen%'") == []


def test_a_failed_copy_leaves_the_table(database: OnSqlite) -> None:
    """NOT NULL over a NULL."""
    database.prepare(orphans, "INSERT INTO p VALUES (1, NULL)")
    assert "NOT NULL constraint failed" in database.apply(
        lambda op: op.alter_column("p", "a", nullable=False), orphans
    )
    assert database.rows("SELECT * FROM p") == [(1, None)]


# --- what cannot be done --------------------------------------------------------------------------


def test_a_trigger_whose_text_is_not_certain_is_refused() -> None:
    """The column's name is one of another table in the trigger, too."""

    def given(op: Any) -> None:
        op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
        op.create_table("log", sa.Column("a", sa.Integer))
        op.execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log (a) VALUES (new.a); END")

    def upgrade(op: Any) -> None:
        op.alter_column("t", "a", new_column_name="c")
        op.alter_column("t", "b", nullable=False)

    with pytest.raises(NotKnownHere, match='trigger "tr" goes with the old table'):
        script(upgrade, given)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ShapeNeeded, match="no revision creates it") as refusal:
        script(lambda op: op.alter_column("old", "a", nullable=False))
    assert "baseline" in str(refusal.value)


# --- transactions ---------------------------------------------------------------------------------


def test_enforcement_is_switched_off_again_for_each_transaction(database: OnSqlite) -> None:
    """A script's own PRAGMA between two rebuilds would let DROP TABLE delete the children."""

    def given(op: Any) -> None:
        op.create_table("p", *columns())
        key = sa.ForeignKey("p.id", ondelete="CASCADE")
        op.create_table("c", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, key))

    def upgrade(op: Any) -> None:
        op.alter_column("p", "a", nullable=False)
        op.execute("PRAGMA foreign_keys = ON")
        op.alter_column("p", "a", nullable=True)

    database.prepare(given, "INSERT INTO p VALUES (1, 'x')", "INSERT INTO c VALUES (1, 1)")
    assert database.apply(upgrade, given) == ""
    assert database.rows("SELECT * FROM c") == [(1, 1)]
    assert database.rows("SELECT name FROM sqlite_temp_master") == []


@pytest.mark.parametrize("per_revision", [False, True])
def test_each_transaction_checks_what_it_rebuilt(tmp_path: Path, per_revision: bool) -> None:
    """So that a revision with a fault is not committed before it is found."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "sqlgen.toml").write_text("")
    bodies = ['op.create_table("t", sa.Column("a", sa.Integer))', 'op.alter_column("t", "a", nullable=False)']
    bodies.append('op.create_table("u", sa.Column("a", sa.Integer))')
    for at, body in enumerate(bodies):
        before = f"r{at - 1}" if at else None
        (tmp_path / "versions" / f"r{at}.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f'revision = "r{at}"\ndown_revision = {before!r}\n\n\ndef upgrade():\n    {body}\n'
        )
    target = Target("sqlite", transaction_per_migration=per_revision)
    text = compile_range(find_project(tmp_path), "base:head", target).text(plain=True)
    assert text.count("BEGIN;") == text.count("COMMIT;") == (3 if per_revision else 1)
    checks = [at for at, line in enumerate(text.splitlines()) if "UPDATE OR ROLLBACK sqlgen_orphans" in line]
    commits = [at for at, line in enumerate(text.splitlines()) if line == "COMMIT;"]
    assert len(checks) == 1
    assert checks[0] < commits[1 if per_revision else 0]
    assert not per_revision or checks[0] > commits[0]
    database = OnSqlite(tmp_path / "test.db", "module")
    assert database.run(text) == ""
    assert database.rows("SELECT name FROM sqlite_master WHERE name IN ('t', 'u')") == ["t", "u"]


def test_without_transactions_the_whole_script_is_checked(database: OnSqlite) -> None:
    """transactional_ddl = False: each statement by itself, as the project asks."""
    database.prepare(numbers, "INSERT INTO t VALUES (1, 2, NULL)")
    text = script(lambda op: op.drop_column("t", "price"), numbers, transactional=False).text()
    assert "BEGIN" not in text
    change = script(lambda op: op.alter_column("t", "price", type_=sa.Text), numbers, transactional=False)
    assert database.run(change.text()) == ""
    assert database.rows("SELECT price FROM t") == ["2"]


# --- engines that need fewer new tables -----------------------------------------------------------


def test_newer_engines_change_null_and_checks_in_place() -> None:
    """SQLite 3.53 alters NOT NULL and CHECK, also of tables that the history does not know."""

    def upgrade(op: Any) -> None:
        op.alter_column("t", "at", nullable=False)
        op.alter_column("t", "at", nullable=True, new_column_name="made")
        op.create_check_constraint("ck_price", "t", "price > 0")
        op.drop_constraint("ck_price", "t", type_="check")

    expected = [
        "ALTER TABLE t ALTER COLUMN at SET NOT NULL",
        "ALTER TABLE t ALTER COLUMN at DROP NOT NULL",
        "ALTER TABLE t RENAME COLUMN at TO made",
        "ALTER TABLE t ADD CONSTRAINT ck_price CHECK (price > 0)",
        "ALTER TABLE t DROP CONSTRAINT ck_price",
    ]
    newer = load_dialect("sqlite", "3.53")
    for given in (numbers, None):
        assert [statement.sql for statement in statements(upgrade, newer, given)] == expected
    assert any(s.rebuilds for s in statements(upgrade, load_dialect("sqlite", "3.52"), numbers))


def test_newer_engines_still_rebuild_for_the_rest() -> None:
    newer = load_dialect("sqlite", "3.53")
    for upgrade in (
        lambda op: op.alter_column("t", "at", nullable=False, server_default="x"),
        lambda op: op.create_unique_constraint("uq", "t", ["at"]),
        lambda op: op.alter_column("t", "price", type_=sa.Text),
    ):
        assert any(s.rebuilds for s in statements(upgrade, newer, numbers))
