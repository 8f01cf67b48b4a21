"""Batches as scripts write them, each on tables with rows: `PROGRAMS`, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from tests.batch.both import Program, Upgrade

PROGRAMS: list[Program] = []


def shop(op: Any) -> None:
    """Tables of which live Alembic keeps everything: constraints with names, plain indexes and defaults."""
    op.create_table(
        "maker",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_maker"),
        sa.UniqueConstraint("name", name="uq_maker_name"),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("maker_id", sa.Integer),
        sa.Column("parent_id", sa.Integer),
        sa.Column("price", sa.Numeric(10, 2), server_default="1.50"),
        sa.Column("pieces", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("code", name="uq_item_code"),
        sa.ForeignKeyConstraint(["maker_id"], ["maker.id"], name="fk_item_maker", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["parent_id"], ["item.id"], name="fk_item_parent"),
        sa.CheckConstraint("pieces >= 0", name="ck_item_pieces"),
    )
    op.create_index("ix_item_note", "item", ["note"])
    op.create_index("ix_item_price_pieces", "item", ["price", "pieces"], unique=True)
    op.create_table(
        "stock",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_stock_item", ondelete="CASCADE"),
    )


SHOP_ROWS = (
    "INSERT INTO maker VALUES (1, 'Ann'), (2, 'Ben')",
    "INSERT INTO item VALUES (1, 'a', 1, NULL, 2.5, 3, 'x'), (2, 'b', 2, 1, 4, 5, 'y')",
    "INSERT INTO item VALUES (9, 'c', 1, 2, 7, 9, NULL)",
    "INSERT INTO stock VALUES (1, 1), (2, 9)",
)


def program(
    given: Upgrade = shop, rows: Sequence[str] = SHOP_ROWS, *, convention: Mapping[str, str] | None = None
) -> Callable[[Upgrade], Upgrade]:
    """Put the decorated upgrade on the list."""

    def add(upgrade: Upgrade) -> Upgrade:
        PROGRAMS.append(Program(upgrade.__name__, upgrade, given, rows, convention))
        return upgrade

    return add


# --- columns --------------------------------------------------------------------------------------


@program()
def add_column(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("size", sa.Integer))


@program()
def add_column_not_null_with_default(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("size", sa.Integer, nullable=False, server_default="7"))


@program()
def add_column_with_expression_default(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("made", sa.Text, server_default=sa.text("(1 + 1)")))


@program()
def add_two_columns_and_index(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("size", sa.Integer))
        batch.add_column(sa.Column("weight", sa.Float))
        batch.create_index("ix_item_size", ["size", "weight"])


@program()
def add_column_with_foreign_key(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("second_maker", sa.Integer))
        batch.create_foreign_key("fk_item_second", "maker", ["second_maker"], ["id"])


@program()
def add_column_referring(op):
    with op.batch_alter_table("item", recreate="always") as batch:
        batch.add_column(
            sa.Column("second_maker", sa.Integer, sa.ForeignKey("maker.id", name="fk_item_second"))
        )


@program()
def add_unique_column(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("ean", sa.String(13)))
        batch.create_unique_constraint("uq_item_ean", ["ean"])


@program()
def add_indexed_column(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("ean", sa.String(13), index=True))


@program()
def insert_after(op):
    with op.batch_alter_table("item", recreate="always") as batch:
        batch.add_column(sa.Column("size", sa.Integer), insert_after="code")


@program()
def insert_before(op):
    with op.batch_alter_table("item", recreate="always") as batch:
        batch.add_column(sa.Column("size", sa.Integer), insert_before="id")


@program()
def insert_several(op):
    with op.batch_alter_table("item", recreate="always") as batch:
        batch.add_column(sa.Column("one", sa.Integer), insert_after="id")
        batch.add_column(sa.Column("two", sa.Integer), insert_after="one")
        batch.add_column(sa.Column("end", sa.Integer))


@program()
def partial_reordering(op):
    order = [("note", "pieces", "price", "parent_id", "maker_id", "code", "id")]
    with op.batch_alter_table("item", recreate="always", partial_reordering=order):
        pass


@program()
def partial_reordering_with_new_column(op):
    order = [("id", "size", "note", "code", "maker_id", "parent_id", "price", "pieces")]
    with op.batch_alter_table("item", recreate="always", partial_reordering=order) as batch:
        batch.add_column(sa.Column("size", sa.Integer))


@program()
def partial_reordering_of_some(op):
    order = [("note", "code"), ("pieces", "maker_id", "price")]
    with op.batch_alter_table("item", recreate="always", partial_reordering=order):
        pass


@program()
def partial_reordering_and_insert_after(op):
    order = [("note", "code")]
    with op.batch_alter_table("item", recreate="always", partial_reordering=order) as batch:
        batch.add_column(sa.Column("size", sa.Integer), insert_after="id")


@program()
def drop_column(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_column("maker_id")


@program()
def drop_column_of_self_reference(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_column("parent_id")


@program()
def drop_column_and_its_index(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_index("ix_item_note")
        batch.drop_column("note")


@program()
def drop_unique_column(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("uq_item_code", type_="unique")
        batch.drop_column("code")


@program()
def drop_and_add_again(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_index("ix_item_note")
        batch.drop_column("note")
        batch.add_column(sa.Column("note", sa.String(5), server_default="new"))


@program()
def rename_column(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("parent_id", new_column_name="belongs_to")


@program()
def rename_column_that_others_refer_to(op):
    with op.batch_alter_table("maker") as batch:
        batch.alter_column("name", new_column_name="title", existing_type=sa.String(30))


@program()
def rename_column_that_has_an_index(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", new_column_name="remark")


@program()
def rename_and_retype(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", new_column_name="remark", type_=sa.String(200), nullable=True)


@program()
def set_not_null(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("price", nullable=False)


@program()
def set_null(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("code", nullable=True, existing_type=sa.String(10))


@program()
def set_type(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("code", type_=sa.String(40), existing_type=sa.String(10))


@program()
def text_to_integer(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", type_=sa.Integer)


@program()
def integer_to_text(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("parent_id", type_=sa.Text)


@program()
def numeric_to_integer(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("price", type_=sa.Integer, server_default=None)


@program()
def integer_to_float(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("pieces", type_=sa.Float)


@program()
def set_default(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", server_default="none")


@program()
def set_expression_default(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", server_default=sa.func.current_timestamp())


@program()
def drop_default(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("price", server_default=None)


@program()
def change_everything_of_a_column(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column(
            "price",
            new_column_name="cost",
            type_=sa.Float(),
            nullable=False,
            server_default="0",
            existing_type=sa.Numeric(10, 2),
            existing_nullable=True,
            existing_server_default="1.50",
        )


@program()
def alter_several_columns(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("price", nullable=False)
        batch.alter_column("note", server_default="?")
        batch.alter_column("code", type_=sa.Text)


# --- constraints ----------------------------------------------------------------------------------


@program()
def create_unique_constraint(op):
    with op.batch_alter_table("item") as batch:
        batch.create_unique_constraint("uq_item_two", ["maker_id", "code"])


@program()
def create_check_constraint(op):
    with op.batch_alter_table("item") as batch:
        batch.create_check_constraint("ck_item_price", "price > 0")


@program()
def create_check_constraint_of_an_expression(op):
    with op.batch_alter_table("item") as batch:
        batch.create_check_constraint("ck_item_price", sa.column("price") > 0)


@program()
def create_foreign_key(op):
    with op.batch_alter_table("stock") as batch:
        batch.create_foreign_key("fk_stock_maker", "maker", ["id"], ["id"], ondelete="SET NULL")


@program()
def create_foreign_key_to_itself(op):
    with op.batch_alter_table("item") as batch:
        batch.create_foreign_key("fk_item_self", "item", ["maker_id"], ["id"])


@program()
def create_foreign_key_deferred(op):
    with op.batch_alter_table("stock") as batch:
        batch.create_foreign_key(
            "fk_stock_maker",
            "maker",
            ["id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
            onupdate="CASCADE",
        )


@program()
def replace_foreign_key(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("fk_item_maker", type_="foreignkey")
        batch.create_foreign_key("fk_item_maker", "maker", ["maker_id"], ["id"], ondelete="SET NULL")


@program()
def drop_foreign_key(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("fk_item_maker", type_="foreignkey")


@program()
def drop_foreign_key_without_kind(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("fk_item_parent")


@program()
def drop_unique_constraint(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("uq_item_code", type_="unique")


@program()
def drop_check_constraint(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("ck_item_pieces", type_="check")


@program()
def drop_all_kinds(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("ck_item_pieces", type_="check")
        batch.drop_constraint("uq_item_code", type_="unique")
        batch.drop_constraint("fk_item_parent", type_="foreignkey")


@program()
def replace_primary_key(op):
    with op.batch_alter_table("stock") as batch:
        batch.create_primary_key("pk_stock", ["id", "item_id"])


@program()
def drop_primary_key(op):
    op.create_table("key", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", name="pk_key"))
    with op.batch_alter_table("key") as batch:
        batch.drop_constraint("pk_key", type_="primary")


@program()
def drop_and_create_primary_key(op):
    with op.batch_alter_table("maker") as batch:
        batch.drop_constraint("pk_maker", type_="primary")
        batch.create_unique_constraint("uq_maker_id", ["id"])
        batch.create_primary_key("pk_maker_2", ["name"])


# --- indexes --------------------------------------------------------------------------------------


@program()
def create_index(op):
    with op.batch_alter_table("item") as batch:
        batch.create_index("ix_item_code_note", ["code", "note"])


@program()
def create_unique_index(op):
    with op.batch_alter_table("item") as batch:
        batch.create_index("ix_item_code", ["code"], unique=True)


@program()
def create_partial_index(op):
    with op.batch_alter_table("item") as batch:
        batch.create_index("ix_item_some", ["code"], sqlite_where=sa.text("pieces > 4"))


@program()
def drop_index(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_index("ix_item_note")


@program()
def replace_index_in_a_new_table(op):
    with op.batch_alter_table("item") as batch:
        batch.drop_index("ix_item_note")
        batch.create_index("ix_item_note", ["note", "code"])
        batch.alter_column("note", nullable=True, server_default="-")


@program()
def index_and_alter(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", type_=sa.String(99))
        batch.create_index("ix_item_new", ["note", "pieces"])


@program()
def drop_index_with_f(op):
    with op.batch_alter_table("item", schema=None) as batch:
        batch.drop_index(batch.f("ix_item_note"))
        batch.create_unique_constraint(batch.f("uq_item_note"), ["note"])


# --- the table ------------------------------------------------------------------------------------


@program()
def recreate_always(op):
    with op.batch_alter_table("item", recreate="always"):
        pass


@program()
def recreate_never(op):
    with op.batch_alter_table("item", recreate="never") as batch:
        batch.add_column(sa.Column("size", sa.Integer))
        batch.create_index("ix_item_size", ["size"])
        batch.drop_index("ix_item_note")


@program()
def recreate_asked(op):
    with op.batch_alter_table("item", None, "always") as batch:
        batch.add_column(sa.Column("size", sa.Integer))


@program()
def table_args(op):
    with op.batch_alter_table("item", table_args=(sa.CheckConstraint("price > 0", name="ck_more"),)) as batch:
        batch.alter_column("note", server_default="x")


@program()
def table_args_unique(op):
    with op.batch_alter_table(
        "item", recreate="always", table_args=[sa.UniqueConstraint("code", "note", name="uq_more")]
    ):
        pass


@program()
def table_kwargs_autoincrement(op):
    with op.batch_alter_table("stock", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass


@program()
def table_kwargs_without_rowid(op):
    with op.batch_alter_table("stock", recreate="always", table_kwargs={"sqlite_with_rowid": False}):
        pass


@program()
def empty(op):
    with op.batch_alter_table("item"):
        pass


@program()
def empty_table(op):
    with op.batch_alter_table("stock") as batch:
        batch.alter_column("item_id", nullable=True)


@program()
def table_comment(op):
    with op.batch_alter_table("item") as batch:
        batch.create_table_comment("what we sell")
        batch.alter_column("note", comment="for people")
        batch.drop_table_comment(existing_comment="what we sell")


@program()
def two_batches(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", server_default="x")
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint("uq_item_code", type_="unique")
    with op.batch_alter_table("maker") as batch:
        batch.alter_column("name", type_=sa.Text)


@program()
def batch_and_rows_between(op):
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("size", sa.Integer))
    op.execute("UPDATE item SET size = pieces * 2")
    with op.batch_alter_table("item") as batch:
        batch.alter_column("size", nullable=False)


@program()
def execute_within(op):
    with op.batch_alter_table("item") as batch:
        batch.alter_column("note", nullable=False, server_default="-")
        batch.execute("UPDATE item SET note = 'filled' WHERE note IS NULL")


@program()
def several_tables(op):
    for name in ("item", "maker", "stock"):
        with op.batch_alter_table(name, recreate="always") as batch:
            batch.add_column(sa.Column("changed", sa.DateTime))


@program()
def exception_within(op):
    try:
        with op.batch_alter_table("item") as batch:
            batch.drop_column("note")
            raise LookupError("not today")
    except LookupError:
        pass


@program()
def within_a_loop_over_directives(op):
    with op.batch_alter_table("item") as batch:
        for name in ("one", "two"):
            batch.add_column(sa.Column(name, sa.Integer))
            batch.create_check_constraint(f"ck_{name}", f"{name} > 0")
            batch.create_index(f"ix_{name}", [name])


# --- without names --------------------------------------------------------------------------------

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def unnamed(op: Any) -> None:
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a_id", sa.Integer, sa.ForeignKey("a.id")),
        sa.Column("b_id", sa.Integer, sa.ForeignKey("a.id", ondelete="CASCADE")),
        sa.Column("email", sa.String(50), unique=True),
        sa.Column("n", sa.Integer),
    )


UNNAMED_ROWS = (
    "INSERT INTO a VALUES (1), (2), (3)",
    "INSERT INTO t VALUES (1, 1, 1, 'x', 2), (5, 1, NULL, NULL, 3)",
)


@program(unnamed, UNNAMED_ROWS)
def convention_drops_foreign_key(op):
    with op.batch_alter_table("t", naming_convention=NAMES) as batch:
        batch.drop_constraint("fk_t_a_id_a", type_="foreignkey")


@program(unnamed, UNNAMED_ROWS)
def convention_drops_unique(op):
    with op.batch_alter_table("t", naming_convention=NAMES) as batch:
        batch.drop_constraint("uq_t_email", type_="unique")


@program(unnamed, UNNAMED_ROWS)
def convention_replaces_foreign_keys(op):
    with op.batch_alter_table("t", naming_convention=NAMES) as batch:
        batch.drop_constraint("fk_t_a_id_a", type_="foreignkey")
        batch.drop_constraint("fk_t_b_id_a", type_="foreignkey")
        batch.create_foreign_key("fk_new", "a", ["a_id"], ["id"])


@program(unnamed, UNNAMED_ROWS)
def convention_and_no_drop(op):
    with op.batch_alter_table("t", naming_convention=NAMES) as batch:
        batch.alter_column("n", nullable=False)


@program(unnamed, UNNAMED_ROWS, convention=NAMES)
def convention_of_the_project(op):
    with op.batch_alter_table("t") as batch:
        batch.create_unique_constraint(None, ["n"])
        batch.create_foreign_key(None, "a", ["n"], ["id"])


@program(unnamed, UNNAMED_ROWS)
def unnamed_stay(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("n", nullable=False)


@program(unnamed, UNNAMED_ROWS)
def unnamed_and_renamed_column(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("a_id", new_column_name="first_id")
        batch.alter_column("email", new_column_name="mail", type_=sa.String(90))


@program(unnamed, UNNAMED_ROWS)
def unnamed_column_dropped(op):
    with op.batch_alter_table("t") as batch:
        batch.drop_column("a_id")
        batch.drop_column("email")


@program(unnamed, UNNAMED_ROWS)
def unnamed_created(op):
    with op.batch_alter_table("t") as batch:
        batch.create_foreign_key(None, "a", ["n"], ["id"])


@program(unnamed, UNNAMED_ROWS)
def unnamed_dropped(op):
    with op.batch_alter_table("t") as batch:
        batch.drop_constraint(None, type_="unique")


# --- types that bring a CHECK ---------------------------------------------------------------------


def typed(op: Any) -> None:
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("flag", sa.Boolean(create_constraint=True, name="ck_flag"), nullable=False),
        sa.Column("kind", sa.Enum("x", "y", name="ck_kind", create_constraint=True)),
        sa.Column("plain", sa.Boolean()),
        sa.Column("word", sa.Enum("p", "q", name="words")),
        sa.Column("n", sa.Integer),
    )


TYPED_ROWS = ("INSERT INTO t VALUES (1, 1, 'x', 0, 'p', 1), (2, 0, 'y', NULL, 'q', 2)",)


@program(typed, TYPED_ROWS)
def type_checks_stay(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("n", nullable=False)


@program(typed, TYPED_ROWS)
def enum_gets_a_label(op):
    old = sa.Enum("x", "y", name="ck_kind", create_constraint=True)
    new = sa.Enum("x", "y", "z", name="ck_kind", create_constraint=True)
    with op.batch_alter_table("t") as batch:
        batch.alter_column("kind", existing_type=old, type_=new)


@program(typed, TYPED_ROWS)
def enum_without_check_gets_a_label(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column(
            "word",
            existing_type=sa.Enum("p", "q", name="words"),
            type_=sa.Enum("p", "q", "long", name="words"),
        )


@program(typed, TYPED_ROWS)
def boolean_to_integer(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column(
            "flag", existing_type=sa.Boolean(create_constraint=True, name="ck_flag"), type_=sa.Integer
        )


@program(typed, TYPED_ROWS)
def integer_to_boolean(op):
    with op.batch_alter_table("t") as batch:
        batch.drop_column("n")
        batch.alter_column("plain", type_=sa.Integer)


@program(typed, TYPED_ROWS)
def boolean_column_dropped(op):
    with op.batch_alter_table("t") as batch:
        batch.drop_column("flag", existing_type=sa.Boolean(create_constraint=True, name="ck_flag"))


@program(typed, TYPED_ROWS)
def boolean_column_renamed(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column(
            "flag",
            new_column_name="is_on",
            existing_type=sa.Boolean(create_constraint=True, name="ck_flag"),
        )


@program(typed, TYPED_ROWS)
def boolean_column_added(op):
    with op.batch_alter_table("t", recreate="always") as batch:
        batch.add_column(sa.Column("new", sa.Boolean(create_constraint=True, name="ck_new")))
        batch.add_column(sa.Column("kind2", sa.Enum("a", "b", name="ck_kind2", create_constraint=True)))


# --- copy_from ------------------------------------------------------------------------------------


def _described() -> sa.Table:
    return sa.Table(
        "stock",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_stock_item", ondelete="CASCADE"),
        sa.Index("ix_stock_item", "item_id"),
    )


@program()
def copy_from(op):
    op.create_index("ix_stock_item", "stock", ["item_id"])
    with op.batch_alter_table("stock", copy_from=_described()) as batch:
        batch.alter_column("item_id", nullable=True)


@program()
def copy_from_drops_constraint(op):
    op.create_index("ix_stock_item", "stock", ["item_id"])
    with op.batch_alter_table("stock", copy_from=_described()) as batch:
        batch.drop_constraint("fk_stock_item", type_="foreignkey")
        batch.drop_index("ix_stock_item")


@program()
def reflect_args(op):
    with op.batch_alter_table("item", reflect_args=[sa.Column("note", sa.String(77))]) as batch:
        batch.alter_column("code", nullable=True)


@program()
def reflect_kwargs_listener(op):
    def listen(inspector, table, column):
        if column["name"] == "note":
            column["type"] = sa.String(66)

    with op.batch_alter_table("item", reflect_kwargs={"listeners": [("column_reflect", listen)]}) as batch:
        batch.alter_column("code", nullable=True)


# --- what a live run loses ------------------------------------------------------------------------


def one(make: Callable[[], Sequence[Any]], **options: Any) -> Upgrade:
    """Return a history that makes a table ``t`` of an integer key, a text ``d`` and what *make* returns."""

    def given(op: Any) -> None:
        key = sa.Column("id", sa.Integer, primary_key=True)
        op.create_table("t", key, sa.Column("d", sa.Text), *make(), **options)

    return given


def not_null(op: Any) -> None:
    with op.batch_alter_table("t") as batch:
        batch.alter_column("d", nullable=False)


ONE_ROWS = ("INSERT INTO t (id, d) VALUES (1, 'x'), (40, 'y')", "DELETE FROM t WHERE id = 40")


def raw(op: Any) -> None:
    """A table that raw SQL made, with what no reflection tells."""
    op.execute(
        """CREATE TABLE t (
            id INTEGER PRIMARY KEY,
            a TEXT COLLATE NOCASE DEFAULT 'x' UNIQUE ON CONFLICT REPLACE,
            b INTEGER CHECK (b > 0) REFERENCES t (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
            UNIQUE (a, b)
        )"""
    )
    op.execute("CREATE INDEX ix_desc ON t (b DESC)")
    op.execute("CREATE INDEX ix_nocase ON t (a COLLATE NOCASE)")


RAW_ROWS = ("INSERT INTO t VALUES (1, 'p', NULL), (2, 'q', 1)",)


@program(raw, RAW_ROWS)
def raw_not_null(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("a", nullable=False)


@program(raw, RAW_ROWS)
def raw_rename(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("b", new_column_name="bb")


@program(raw, RAW_ROWS)
def raw_add_constraint(op):
    with op.batch_alter_table("t") as batch:
        batch.create_check_constraint("ck_a", "a <> ''")


def _one(name: str, given: Upgrade, upgrade: Upgrade = not_null) -> None:
    PROGRAMS.append(Program(name, upgrade, given, ONE_ROWS))


def _after(script: str) -> Upgrade:
    def given(op: Any) -> None:
        one(lambda: [number()])(op)
        op.create_table("log", sa.Column("line", sa.Text))
        op.execute(script)

    return given


def _expression_index(op: Any) -> None:
    one(lambda: [number()])(op)
    op.create_index("ix_lower", "t", [sa.text("lower(d)"), "n"], unique=True)


def _partial_index(op: Any) -> None:
    one(lambda: [number()])(op)
    op.create_index("ix_some", "t", ["n"], sqlite_where=sa.text("d <> 'x' AND n > 4"))


def _rename_n(op: Any) -> None:
    with op.batch_alter_table("t") as batch:
        batch.alter_column("n", new_column_name="number")


def _drop_d(op: Any) -> None:
    with op.batch_alter_table("t") as batch:
        batch.drop_column("d")
        batch.create_check_constraint("ck_id", "id > 0")


def number(*more: Any) -> sa.Column[Any]:
    return sa.Column("n", sa.Integer, *more, server_default="5")


_one("one_unnamed_check", one(lambda: [number(), sa.CheckConstraint("n > 4")]))
_one("one_unnamed_check_of_a_column", one(lambda: [number(sa.CheckConstraint("n > 4"))]))
_one("one_named_check_of_a_column", one(lambda: [number(sa.CheckConstraint("n > 4", name="ck_n"))]))
_one("one_unnamed_boolean", one(lambda: [sa.Column("n", sa.Boolean(create_constraint=True))]))
_one("one_unnamed_enum", one(lambda: [sa.Column("n", sa.Enum("a", "b", create_constraint=True, name=None))]))
_one("one_autoincrement", one(lambda: [number()], sqlite_autoincrement=True))
_one("one_without_rowid", one(lambda: [number()], sqlite_with_rowid=False))
_one("one_strict", lambda op: op.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, d TEXT) STRICT"))
_one("one_collation", one(lambda: [sa.Column("n", sa.String(9, collation="NOCASE"))]))
_one("one_stored_computed", one(lambda: [sa.Column("n", sa.Integer, sa.Computed("id * 2", persisted=True))]))
_one(
    "one_virtual_computed", one(lambda: [sa.Column("n", sa.Integer, sa.Computed("id * 2", persisted=False))])
)
_one("one_trigger", _after("CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.d); END"))
_one("one_view", _after("CREATE VIEW w AS SELECT id, n FROM t"))
_one("one_view_when_renamed", _after("CREATE VIEW w AS SELECT id, n FROM t"), _rename_n)
_one(
    "one_trigger_when_renamed",
    _after("CREATE TRIGGER tr AFTER UPDATE OF n ON t BEGIN INSERT INTO log VALUES (new.n); END"),
    _rename_n,
)
_one("one_expression_index", _expression_index)
_one("one_expression_index_when_renamed", _expression_index, _rename_n)
_one("one_partial_index", _partial_index)
_one("one_partial_index_when_renamed", _partial_index, _rename_n)
_one("one_check_when_renamed", one(lambda: [number(), sa.CheckConstraint("n > 4", name="ck_n")]), _rename_n)
_one("one_index_of_a_dropped_column", _expression_index, _drop_d)
_one("one_check_of_a_dropped_column", one(lambda: [sa.CheckConstraint("d <> 'q'", name="ck_d")]), _drop_d)
_one("one_descending_index", _after("CREATE INDEX ix ON t (n DESC)"))
_one("one_default_expression", one(lambda: [sa.Column("n", sa.Text, server_default=sa.text("(1 + 1)"))]))
_one("one_default_text", one(lambda: [sa.Column("n", sa.Text, server_default="it's 5 o'clock: %s \\ \"x\"")]))
_one("one_default_function", one(lambda: [sa.Column("n", sa.Text, server_default=sa.func.lower("X"))]))
_one(
    "one_foreign_key_actions",
    one(
        lambda: [
            sa.Column(
                "n",
                sa.Integer,
                sa.ForeignKey(
                    "t.id",
                    ondelete="SET NULL",
                    onupdate="CASCADE",
                    deferrable=True,
                    initially="DEFERRED",
                    name="fk_n",
                ),
            )
        ]
    ),
)
_one("one_unnamed_unique", one(lambda: [number(), sa.UniqueConstraint("n", "d")]))
_one(
    "one_names_in_quotes",
    one(
        lambda: [
            sa.Column("order", sa.Integer),
            sa.Column("Upper Case", sa.Integer),
            sa.CheckConstraint('"Upper Case" > 0', name="ck"),
        ]
    ),
)
