"""Tables with what only SQLite has."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def tables(op: Any) -> None:
    op.create_table("s_rowless", sa.Column("id", sa.String(5), primary_key=True), sqlite_with_rowid=False)
    op.create_table("s_numbered", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True)
    op.create_table(
        "s_types",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.VARCHAR(3)),
        sa.Column("b", sa.BLOB),
        sa.Column("c", sa.NUMERIC(10, 2)),
        sa.Column("d", sa.Integer, server_default=sa.text("(1 + 2)")),
        sa.Column("e", sa.DateTime, server_default=sa.text("(datetime('now'))")),
        sa.Column("f", sa.Integer, sa.Computed("d + 1")),
    )
    op.create_index("ix_partial", "s_types", ["a"], sqlite_where=sa.text("c > 0"), unique=True)


def raw(op: Any) -> None:
    op.execute("CREATE TABLE s_raw (id INTEGER PRIMARY KEY AUTOINCREMENT, a nonsense, b, c DOUBLE)")
    op.execute("CREATE UNIQUE INDEX ix_raw ON s_raw (a, b)")
    op.execute("CREATE VIEW s_view AS SELECT id, a FROM s_raw")


def altered(op: Any) -> None:
    op.create_table("s_parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("s_old", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(20)))
    op.rename_table("s_old", "s_new")
    op.add_column("s_new", sa.Column("b", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("s_new") as batch:
        batch.alter_column("a", type_=sa.Text(), nullable=False, server_default="x")
        batch.add_column(sa.Column("c", sa.Integer))
        batch.create_foreign_key("fk_c", "s_parent", ["c"], ["id"], ondelete="CASCADE")
        batch.create_unique_constraint("uq_b", ["b"])
        batch.create_check_constraint("ck_b", "b > 0")
    op.alter_column("s_new", "b", new_column_name="d")
    op.create_index("ix_d", "s_new", ["d", "a"])


ALL = (tables, raw, altered)
