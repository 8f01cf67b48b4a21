"""Tables that every engine of the tests takes, each kind once, as revisions make them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def types(op: Any) -> None:
    """Every generic type, and a table for each of its sisters."""
    op.create_table(
        "t_integers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("small", sa.SmallInteger),
        sa.Column("big", sa.BigInteger, nullable=False),
        sa.Column("flag", sa.Boolean),
        sa.Column("flag_needed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "t_strings",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("short", sa.String(80)),
        sa.Column("exact", sa.CHAR(3)),
        sa.Column("long", sa.Text),
        sa.Column("uni", sa.Unicode(40)),
        sa.Column("uni_text", sa.UnicodeText),
        sa.Column("varchar", sa.VARCHAR(255), nullable=False),
    )
    op.create_table(
        "t_numbers",
        sa.Column("id", sa.SmallInteger, primary_key=True),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("whole", sa.Numeric(12, 0)),
        sa.Column("plain", sa.Numeric),
        sa.Column("decimal", sa.DECIMAL(8, 3)),
        sa.Column("ratio", sa.Float),
        sa.Column("ratio24", sa.Float(24)),
        sa.Column("ratio53", sa.Float(53)),
        sa.Column("real", sa.REAL),
        sa.Column("double", sa.Double),
    )
    op.create_table(
        "t_times",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date),
        sa.Column("clock", sa.Time),
        sa.Column("moment", sa.DateTime),
        sa.Column("aware", sa.DateTime(timezone=True)),
        sa.Column("stamp", sa.TIMESTAMP, nullable=True),
        sa.Column("span", sa.Interval),
    )
    op.create_table(
        "t_others",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("data", sa.JSON),
        sa.Column("blob", sa.LargeBinary),
        sa.Column("sized", sa.LargeBinary(200)),
        sa.Column("kind", sa.Enum("red", "green", "it's blue", name="colour")),
        sa.Column("word", sa.Enum("x", "yy", name="word_kind", native_enum=False, length=20)),
        sa.Column("uuid", sa.Uuid(native_uuid=False)),
    )


SINGLE: tuple[Any, ...] = (
    sa.Integer, sa.SmallInteger, sa.BigInteger, sa.Boolean, sa.String(7), sa.Unicode(9), sa.CHAR(4),
    sa.Text, sa.VARCHAR(1), sa.Numeric(5, 2), sa.Numeric(18, 6), sa.DECIMAL(38, 10), sa.Float, sa.REAL,
    sa.Double, sa.Date, sa.Time, sa.DateTime, sa.DateTime(timezone=True), sa.Interval, sa.Uuid,
    sa.Uuid(native_uuid=False), sa.JSON, sa.LargeBinary, sa.Enum("one", name="e_one"),
    sa.Enum("a", "b", "c", name="e_three"), sa.INTEGER, sa.BIGINT, sa.SMALLINT,
    sa.Enum("long", "longer", "longest", native_enum=False, name="e_text"), sa.DATE, sa.FLOAT,
)  # fmt: skip


def single_types(op: Any) -> None:
    """A table for each type: nullable, not nullable, with a comment."""
    for number, type_ in enumerate(SINGLE):
        made = type_() if isinstance(type_, type) else type_
        second = made.copy(name=f"{made.name}_2") if isinstance(made, sa.Enum) else made
        op.create_table(
            f"one_{number:02}",
            sa.Column("a", made),
            sa.Column("b", second, nullable=False, comment=f"number {number}"),
            sa.Column("id", sa.Integer, primary_key=True),
        )


def actions(op: Any) -> None:
    """Foreign keys with every action, with and without a name, inside CREATE TABLE and of columns."""
    op.create_table("a_parent", sa.Column("id", sa.Integer, primary_key=True))
    words = (None, "CASCADE", "SET NULL", "RESTRICT", "NO ACTION")
    for number, (ondelete, onupdate) in enumerate((one, other) for one in words for other in words):
        rules = {"ondelete": ondelete, "onupdate": onupdate}
        name = f"fk_{number:02}" if number % 2 else None
        op.create_table(
            f"a_child_{number:02}",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Integer, sa.ForeignKey("a_parent.id", name=name, **rules)),
            sa.Column("b", sa.Integer),
            sa.ForeignKeyConstraint(["b"], ["a_parent.id"], **rules),
        )


def defaults(op: Any) -> None:
    op.create_table(
        "d_strings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20), server_default="x", nullable=False),
        sa.Column("b", sa.String(20), server_default=""),
        sa.Column("c", sa.String(80), server_default="it's a \\ back\"slash % 100"),
        sa.Column("d", sa.String(20), server_default=sa.text("'literal'")),
        sa.Column("e", sa.CHAR(2), server_default="ab"),
        sa.Column("f", sa.String(20), server_default=sa.literal("bound")),
        sa.Column("g", sa.String(20), server_default=sa.text("NULL")),
        sa.Column("h", sa.String(20), server_default="größe"),
        sa.Column("i", sa.String(20), server_default=sa.null()),
    )
    op.create_table(
        "d_numbers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="0", nullable=False),
        sa.Column("b", sa.Integer, server_default=sa.text("7")),
        sa.Column("c", sa.BigInteger, server_default="12345678901"),
        sa.Column("d", sa.Integer, server_default=sa.text("-1")),
        sa.Column("e", sa.Integer, server_default="-5"),
        sa.Column("f", sa.SmallInteger, server_default="3"),
        sa.Column("g", sa.BigInteger, server_default=sa.text("0")),
        sa.Column("h", sa.Numeric(10, 2), server_default="0"),
        sa.Column("i", sa.Numeric(10, 2), server_default=sa.text("1.50")),
        sa.Column("j", sa.Float, server_default=sa.text("0.5")),
        sa.Column("k", sa.Float, server_default="0.5"),
        sa.Column("l", sa.Numeric(10, 2), server_default=sa.text("0")),
        sa.Column("m", sa.Float, server_default="1"),
    )
    op.create_table(
        "d_booleans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("b", sa.Boolean, server_default=sa.false()),
        sa.Column("c", sa.Boolean, server_default="1"),
        sa.Column("d", sa.Boolean, server_default="0"),
    )
    op.create_table(
        "d_times",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.DateTime, server_default=sa.func.now()),
        sa.Column("b", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("c", sa.DateTime, server_default=sa.func.current_timestamp()),
        sa.Column("d", sa.DateTime, server_default="2020-01-02 03:04:05"),
        sa.Column("e", sa.Date, server_default="2020-01-02"),
        sa.Column("f", sa.DateTime(timezone=True), server_default=sa.func.now()),
    )
    op.create_table(
        "d_others",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Enum("p", "q", name="pq"), server_default="p", nullable=False),
        sa.Column("b", sa.Enum("p", "q", name="pq2", native_enum=False), server_default="q"),
    )


def keys(op: Any) -> None:
    op.create_table("k_none", sa.Column("a", sa.Integer), sa.Column("b", sa.String(5)))
    op.create_table("k_named", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", name="pk_k_named"))
    op.create_table(
        "k_composite",
        sa.Column("b", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(30), primary_key=True),
        sa.Column("c", sa.Integer),
        sa.PrimaryKeyConstraint("a", "b"),
    )
    op.create_table("k_string", sa.Column("code", sa.String(10), primary_key=True))
    op.create_table("k_plain", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
    op.create_table(
        "k_unique",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20), unique=True),
        sa.Column("b", sa.Integer),
        sa.Column("c", sa.Integer),
        sa.UniqueConstraint("b", "c", name="uq_b_c"),
        sa.UniqueConstraint("c", "b"),
    )
    op.create_table(
        "Mixed Case", sa.Column("Id", sa.Integer, primary_key=True), sa.Column("order", sa.Integer)
    )
    op.create_index("ix Mixed", "Mixed Case", ["order"])
    op.create_index("ix_desc", "Mixed Case", [sa.text("Id DESC") if False else "Id", "order"], unique=True)


def foreign_keys(op: Any) -> None:
    op.create_table("f_parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer))
    op.create_table(
        "f_pair",
        sa.Column("a", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("b", sa.Integer, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "f_child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("f_parent.id")),
        sa.Column("cascade", sa.Integer, sa.ForeignKey("f_parent.id", ondelete="CASCADE", name="fk_cascade")),
        sa.Column("both", sa.Integer, sa.ForeignKey("f_parent.id", ondelete="SET NULL", onupdate="CASCADE")),
        sa.Column("no", sa.Integer, sa.ForeignKey("f_parent.id", ondelete="NO ACTION", onupdate="RESTRICT")),
        sa.Column("self", sa.Integer, sa.ForeignKey("f_child.id", ondelete="RESTRICT")),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.ForeignKeyConstraint(["a", "b"], ["f_pair.a", "f_pair.b"], name="fk_pair", ondelete="CASCADE"),
    )
    op.create_table(
        "f_indexed",
        sa.Column("id", sa.Integer, sa.ForeignKey("f_parent.id"), primary_key=True),
        sa.Column("u", sa.Integer, sa.ForeignKey("f_parent.id"), unique=True),
        sa.Column("i", sa.Integer, sa.ForeignKey("f_parent.id"), index=True),
        sa.Column("j", sa.Integer, sa.ForeignKey("f_parent.id", name="fk_j")),
        sa.Column("k", sa.Integer),
        sa.UniqueConstraint("j", "k", name="uq_j_k"),
    )
    op.create_table(
        "f_link",
        sa.Column("one", sa.Integer, sa.ForeignKey("f_parent.id"), primary_key=True),
        sa.Column("two", sa.Integer, sa.ForeignKey("f_child.id"), primary_key=True),
    )


def indexes(op: Any) -> None:
    op.create_table(
        "i_table",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20), index=True),
        sa.Column("b", sa.Integer, index=True, unique=True),
        sa.Column("c", sa.Integer),
        sa.Column("d", sa.Date),
        sa.Index("ix_c_d", "c", "d"),
        sa.Index("ix_unique", "d", "a", unique=True),
    )
    op.create_index("ix_later", "i_table", ["c"])
    op.create_index("A_first", "i_table", ["d"])


def checks(op: Any) -> None:
    op.create_table(
        "c_simple",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("price", sa.Integer, sa.CheckConstraint("price > 0", name="positive")),
        sa.Column("low", sa.Integer),
        sa.Column("high", sa.Integer),
        sa.Column("word", sa.String(20)),
        sa.CheckConstraint("low < high", name="ordered"),
        sa.CheckConstraint("low >= 0 AND high <= 100", name="in_range"),
        sa.CheckConstraint("word IS NOT NULL OR low = 1", name="either"),
    )
    op.create_table(
        "c_unnamed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("n", sa.Integer),
        sa.CheckConstraint("n <> 7"),
    )
    op.create_table(
        "c_words",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", sa.String(20)),
        sa.CheckConstraint("status IN ('new', 'old')", name="known_status"),
    )
    op.create_table(
        "c_types",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Enum("a", "b", name="ck_kind", native_enum=False, create_constraint=True)),
        sa.Column("flag", sa.Boolean(create_constraint=True, name="ck_flag")),
    )


def computed(op: Any) -> None:
    op.create_table(
        "g_stored",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("twice", sa.Integer, sa.Computed("a * 2", persisted=True)),
    )


ALL = (types, single_types, actions, defaults, keys, foreign_keys, indexes, checks, computed)
