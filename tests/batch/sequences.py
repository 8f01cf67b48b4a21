"""Histories that leave constraints without names: `SEQUENCES`, by name; servers name what is in them.

A table or a column is renamed, or a constraint dropped, after the server has made a name up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

Sequence = Callable[[Any], object]
SEQUENCES: dict[str, Sequence] = {}
LONG_TABLE = "a_table_with_quite_a_long_name_that_is_near_the_limit"
LONG_COLUMN = "and_a_column_that_is_long_as_well_so_that_it_is_cut"


def sequence(function: Sequence) -> Sequence:
    """Put *function* on the list."""
    SEQUENCES[function.__name__] = function
    return function


def parents(op: Any) -> None:
    """Two tables to refer to."""
    op.create_table(
        "p",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.UniqueConstraint("a", "b", name="uq_p"),
    )
    op.create_table("q", sa.Column("id", sa.Integer, primary_key=True))


def child(op: Any, *more: Any) -> None:
    """A table without any constraint but *more*."""
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.Column("c", sa.String(30)),
        *more,
    )


def foreign_key(*columns: str) -> sa.ForeignKeyConstraint:
    """An unnamed reference of *columns* to ``p``."""
    targets = ["p.id"] if len(columns) == 1 else ["p.a", "p.b"]
    return sa.ForeignKeyConstraint(columns, targets)


# --- made with the table --------------------------------------------------------------------------


@sequence
def primary_key(op):
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))


@sequence
def primary_key_of_two(op):
    child(op, sa.PrimaryKeyConstraint("id", "c"))


@sequence
def one_foreign_key(op):
    child(op, foreign_key("a"))


@sequence
def foreign_key_of_a_column(op):
    op.create_table("t", sa.Column("up", sa.Integer, sa.ForeignKey("p.id")))


@sequence
def two_foreign_keys(op):
    child(op, foreign_key("a"), foreign_key("b"))


@sequence
def two_foreign_keys_of_one_column(op):
    child(op, foreign_key("a"), sa.ForeignKeyConstraint(["a"], ["q.id"]))


@sequence
def foreign_key_of_two_columns(op):
    child(op, foreign_key("a", "b"))


@sequence
def foreign_key_to_itself(op):
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("up", sa.Integer, sa.ForeignKey("t.id")),
    )


@sequence
def named_and_unnamed_foreign_keys(op):
    child(op, foreign_key("a"), sa.ForeignKeyConstraint(["b"], ["q.id"], name="fk_named"), foreign_key("b"))


@sequence
def one_unique(op):
    child(op, sa.UniqueConstraint("c"))


@sequence
def unique_column(op):
    op.create_table("t", sa.Column("mail", sa.String(50), unique=True))


@sequence
def unique_of_two(op):
    child(op, sa.UniqueConstraint("a", "c"))


@sequence
def uniques_that_begin_alike(op):
    child(op, sa.UniqueConstraint("a", "b"), sa.UniqueConstraint("a", "c"), sa.UniqueConstraint("a"))


@sequence
def one_check(op):
    child(op, sa.CheckConstraint("a > 0"))


@sequence
def check_of_two_columns(op):
    child(op, sa.CheckConstraint("a > b"))


@sequence
def several_checks(op):
    child(op, sa.CheckConstraint("a > 0"), sa.CheckConstraint("a < 90"), sa.CheckConstraint("b <> a"))


@sequence
def all_kinds(op):
    child(
        op,
        sa.PrimaryKeyConstraint("id"),
        foreign_key("a"),
        sa.UniqueConstraint("b"),
        sa.CheckConstraint("b > 0"),
    )


@sequence
def a_name_that_is_taken(op):
    child(op, sa.UniqueConstraint("a", name="t_c_key"), sa.UniqueConstraint("c"))


@sequence
def a_name_that_another_table_has(op):
    op.create_table("t_a", sa.Column("b", sa.Integer), sa.UniqueConstraint("b"))
    op.create_table("t", sa.Column("a_b", sa.Integer), sa.UniqueConstraint("a_b"))


@sequence
def names_that_are_cut(op):
    op.create_table(
        LONG_TABLE,
        sa.Column(LONG_COLUMN, sa.Integer),
        sa.Column("b", sa.Integer),
        sa.UniqueConstraint(LONG_COLUMN),
        sa.UniqueConstraint("b", LONG_COLUMN),
        sa.ForeignKeyConstraint([LONG_COLUMN], ["p.id"]),
        sa.CheckConstraint(f"{LONG_COLUMN} > 0"),
    )


# --- added later ----------------------------------------------------------------------------------


@sequence
def create_foreign_key(op):
    child(op)
    op.create_foreign_key(None, "t", "p", ["a"], ["id"])


@sequence
def create_two_foreign_keys(op):
    child(op, foreign_key("a"))
    op.create_foreign_key(None, "t", "p", ["b"], ["id"])
    op.create_foreign_key(None, "t", "q", ["b"], ["id"])


@sequence
def create_unique(op):
    child(op)
    op.create_unique_constraint(None, "t", ["c"])
    op.create_unique_constraint(None, "t", ["c", "a"])


@sequence
def create_unique_over_a_foreign_key(op):
    """Where the foreign key has brought an index of that name, which the new one then replaces."""
    child(op, foreign_key("a"), foreign_key("b"), sa.UniqueConstraint("b"))
    op.create_foreign_key(None, "t", "p", ["id"], ["id"])
    op.create_unique_constraint(None, "t", ["a"])
    op.create_unique_constraint(None, "t", ["id", "a"])


@sequence
def create_check(op):
    child(op)
    op.create_check_constraint(None, "t", "a > 0")
    op.create_check_constraint(None, "t", "a > 5")


@sequence
def create_primary_key(op):
    child(op)
    op.create_primary_key(None, "t", ["id"])


@sequence
def add_column_with_foreign_key(op):
    child(op, foreign_key("a"))
    op.add_column("t", sa.Column("d", sa.Integer, sa.ForeignKey("p.id")))


@sequence
def add_unique_column(op):
    child(op)
    op.add_column("t", sa.Column("d", sa.Integer, unique=True))


@sequence
def add_column_with_check(op):
    child(op)
    op.add_column("t", sa.Column("d", sa.Integer, sa.CheckConstraint("d > 0")))


@sequence
def in_a_batch(op):
    child(op, foreign_key("a"))
    with op.batch_alter_table("t") as batch:
        batch.create_unique_constraint(None, ["c"])
        batch.create_foreign_key(None, "q", ["b"], ["id"])
        batch.alter_column("c", new_column_name="d", existing_type=sa.String(30))
        batch.create_unique_constraint(None, ["d", "a"])


# --- renamed --------------------------------------------------------------------------------------


@sequence
def renamed_table(op):
    all_kinds(op)
    op.rename_table("t", "u")


@sequence
def renamed_table_and_one_more(op):
    child(op, foreign_key("a"), sa.UniqueConstraint("c"), sa.CheckConstraint("a > 0"))
    op.rename_table("t", "u")
    op.create_foreign_key(None, "u", "p", ["b"], ["id"])
    op.create_unique_constraint(None, "u", ["c", "b"])


@sequence
def renamed_table_and_a_new_one_of_that_name(op):
    all_kinds(op)
    op.rename_table("t", "u")
    all_kinds(op)


@sequence
def renamed_column(op):
    all_kinds(op)
    op.alter_column("t", "a", new_column_name="x", existing_type=sa.Integer)
    op.alter_column("t", "b", new_column_name="y", existing_type=sa.Integer)


@sequence
def renamed_column_and_a_new_one_of_that_name(op):
    child(op, foreign_key("a"), sa.UniqueConstraint("a"))
    op.alter_column("t", "a", new_column_name="x", existing_type=sa.Integer)
    op.add_column("t", sa.Column("a", sa.Integer, unique=True))
    op.create_foreign_key(None, "t", "p", ["a"], ["id"])


@sequence
def renamed_parent(op):
    child(op, foreign_key("a"))
    op.rename_table("p", "r")
    op.create_foreign_key(None, "t", "r", ["b"], ["id"])


# --- dropped --------------------------------------------------------------------------------------


@sequence
def dropped_first_foreign_key(op):
    child(op, foreign_key("a"), foreign_key("b"))
    with op.batch_alter_table("t") as batch:
        batch.drop_constraint(
            {"postgresql": "t_a_fkey", "mysql": "t_ibfk_1", "mariadb": "t_ibfk_1"}.get(
                op.get_bind().dialect.name, "t_a_fkey"
            ),
            type_="foreignkey",
        )
    op.create_foreign_key(None, "t", "q", ["a"], ["id"])


@sequence
def dropped_last_foreign_key(op):
    child(op, foreign_key("a"))
    op.create_foreign_key(None, "t", "p", ["b"], ["id"])
    op.drop_constraint(
        "t_b_fkey" if op.get_bind().dialect.name in ("postgresql", "sqlite") else "t_ibfk_2",
        "t",
        type_="foreignkey",
    )
    op.create_foreign_key(None, "t", "q", ["b"], ["id"])


@sequence
def dropped_as_an_index(op):
    """Where a unique constraint is an index it goes by either directive."""
    child(op, sa.UniqueConstraint("c"), sa.UniqueConstraint("a", "b"))
    op.create_index("ix_b", "t", ["b"], unique=True)
    if op.get_bind().dialect.name in ("mysql", "mariadb"):
        op.drop_index("c", "t")
        op.drop_constraint("ix_b", "t", type_="unique")
    else:
        op.drop_constraint("t_c_key", "t", type_="unique")
        op.drop_index("ix_b", "t")
    op.create_unique_constraint(None, "t", ["b"])


@sequence
def dropped_without_a_name(op):
    all_kinds(op)
    op.drop_constraint(None, "t", type_="foreignkey")
    op.drop_constraint(None, "t", type_="unique")
    op.drop_constraint(None, "t", type_="check")


@sequence
def dropped_and_made_again(op):
    child(op, sa.UniqueConstraint("c"), foreign_key("a"))
    op.drop_constraint(None, "t", type_="unique")
    op.drop_constraint(None, "t", type_="foreignkey")
    op.create_unique_constraint(None, "t", ["c"])
    op.create_foreign_key(None, "t", "p", ["a"], ["id"])


@sequence
def dropped_column(op):
    child(op, foreign_key("a"), foreign_key("b"), sa.UniqueConstraint("c"))
    op.drop_constraint(None, "t", type_="unique")
    op.drop_column("t", "c")
    op.create_foreign_key(None, "t", "q", ["b"], ["id"])


@sequence
def dropped_table_and_made_again(op):
    all_kinds(op)
    op.drop_table("t")
    all_kinds(op)
