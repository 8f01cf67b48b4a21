"""Adjacent rebuilds of one table are one, and only these."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from tests.lowering.on_sqlite import OnSqlite, script


def two_tables(op: Any) -> None:
    for name in ("s", "t"):
        op.create_table(
            name,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Text),
            sa.Column("b", sa.Integer),
            sa.Column("c", sa.Integer),
            sa.CheckConstraint("b > 0", name=f"ck_{name}_b"),
        )


def new_tables(upgrade: Any) -> int:
    text = script(upgrade, two_tables).text(plain=True)
    return text.count("CREATE TABLE")


def several(op: Any) -> None:
    op.drop_constraint("ck_t_b", "t", type_="check")
    op.alter_column("t", "a", nullable=False)
    op.add_column("t", sa.Column("d", sa.Integer))
    op.create_index("ix_d", "t", ["d"])
    op.alter_column("t", "b", new_column_name="e", server_default="5")


def test_changes_of_one_table_are_one_new_table() -> None:
    assert new_tables(several) == 1


def test_one_new_table_or_several_make_the_same_database(database: OnSqlite) -> None:
    """Rows and schema."""
    other = OnSqlite(database.path.with_name("other.db"), database.client)
    for each, apart in ((database, False), (other, True)):
        each.prepare(two_tables, "INSERT INTO t VALUES (1, 'x', 2, 3)")
        assert each.run(script(several, two_tables, apart=apart).text()) == ""
    ordered = "SELECT name, replace(sql, '\"', '') FROM sqlite_master ORDER BY 1"
    assert database.rows(ordered) == other.rows(ordered)
    assert database.rows("SELECT * FROM t") == other.rows("SELECT * FROM t") == [(1, "x", 2, 3, None)]


def test_lines_are_named() -> None:
    text = script(several, two_tables).text()
    assert "alter table t (lines 23): make t anew" in text


def between(what: Any) -> Any:
    def upgrade(op: Any) -> None:
        op.alter_column("t", "a", nullable=False)
        what(op)
        op.alter_column("t", "b", nullable=False)

    return upgrade


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda op: op.execute("UPDATE t SET b = 1"), id="sql"),
        pytest.param(lambda op: op.bulk_insert(sa.table("s", sa.column("id")), [{"id": 5}]), id="rows"),
        pytest.param(lambda op: op.alter_column("s", "a", nullable=False), id="another table"),
        pytest.param(lambda op: op.rename_table("s", "u"), id="a rename"),
    ],
)
def test_nothing_is_joined_over_something_else(what: Any) -> None:
    alone = new_tables(what)
    assert new_tables(between(what)) == alone + 2


def test_a_type_on_the_way_to_another_is_not_left_out() -> None:
    """Numbers that become whole and then text again have lost their fractions."""

    def upgrade(op: Any) -> None:
        op.alter_column("t", "b", type_=sa.Numeric)
        op.alter_column("t", "b", type_=sa.Text)

    assert new_tables(upgrade) == 2


def test_a_change_that_changes_nothing_makes_no_table() -> None:
    assert new_tables(lambda op: op.alter_column("t", "a", nullable=True, comment="said")) == 0


def test_batches_are_joined_with_what_stands_beside_them() -> None:
    def upgrade(op: Any) -> None:
        op.alter_column("t", "a", nullable=False)
        with op.batch_alter_table("t") as batch:
            batch.alter_column("b", nullable=False)
            batch.drop_column("c")

    assert new_tables(upgrade) == 1
