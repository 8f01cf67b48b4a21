"""Histories that stand before a change, for live Alembic and for sqlgen alike."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def shop(op: Any) -> None:
    """Two tables with every kind of constraint, all named, and an index."""
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("city", sa.String(20), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("code", name="uq_code"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("customer_id", sa.Integer, nullable=True),
        sa.Column("pieces", sa.Integer, nullable=True),
        sa.Column("note", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_customer"),
        sa.UniqueConstraint("pieces", "id", name="uq_pieces"),
        sa.CheckConstraint("pieces > 0", name="ck_pieces"),
    )
    op.create_index("ix_note", "orders", ["note"])


def without_orders(op: Any) -> None:
    shop(op)
    op.drop_table("orders")


def renamed_orders(op: Any) -> None:
    shop(op)
    op.rename_table("orders", "purchases")


def renamed_note(op: Any) -> None:
    shop(op)
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("note", new_column_name="remark", existing_type=sa.String(80))


def without_note(op: Any) -> None:
    shop(op)
    with op.batch_alter_table("orders") as batch:
        batch.drop_index("ix_note")
        batch.drop_column("note")


def without_index(op: Any) -> None:
    shop(op)
    op.drop_index("ix_note", table_name="orders")


def without_unique(op: Any) -> None:
    shop(op)
    with op.batch_alter_table("orders") as batch:
        batch.drop_constraint("uq_pieces", type_="unique")


def items(op: Any) -> None:
    """A table whose key is no number, so that every engine lets it go."""
    op.create_table("items", sa.Column("code", sa.String(10), nullable=False), sa.Column("n", sa.Integer))


def two_keys(op: Any) -> None:
    """A table whose key has two columns, and one that is indexed alone."""
    op.create_table(
        "places",
        sa.Column("row_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("seat_no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("label", sa.String(10)),
        sa.PrimaryKeyConstraint("row_no", "seat_no", name="pk_places"),
    )
    op.create_index("ix_label", "places", ["label"])


def nothing(op: Any) -> None:
    """No table at all."""


def mood(op: Any) -> None:
    """A type, and a column of it."""
    op.execute("CREATE TYPE mood AS ENUM ('glad', 'sad')")
    from sqlalchemy.dialects.postgresql import ENUM

    op.create_table(
        "people",
        sa.Column("id", sa.Integer),
        sa.Column("mood", ENUM("glad", "sad", name="mood", create_type=False)),
    )


def moodless(op: Any) -> None:
    mood(op)
    op.drop_table("people")
    op.execute("DROP TYPE mood")
