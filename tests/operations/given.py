"""Histories that stand before an operation."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def users(op: Any) -> None:
    """A table with a NOT NULL column, one that may be NULL, defaults, a comment and a number."""
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, server_default="new"),
        sa.Column("score", sa.Integer, nullable=True, comment="points so far"),
    )


def app_users(op: Any) -> None:
    """The same in a schema, under names that need quotes."""
    op.create_table(
        "Users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("E-mail", sa.String(120), nullable=True),
        sa.Column("state", sa.String(20), nullable=False, server_default="new"),
        schema="app",
    )


def orders(op: Any) -> None:
    """Two tables with every kind of constraint, all named, and indexes."""
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("code", name="uq_customers_code"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=True),
        sa.Column("pieces", sa.Integer, nullable=True),
        sa.Column("note", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer"),
        sa.UniqueConstraint("pieces", "customer_id", name="uq_orders_size"),
        sa.CheckConstraint("pieces > 0", name="ck_orders_size"),
    )
    op.create_index("ix_orders_note", "orders", ["note"])


def unnamed(op: Any) -> None:
    """The same without names, which the server makes up."""
    op.create_table("customers", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.id"), nullable=True),
        sa.Column("pieces", sa.Integer, nullable=False, unique=True),
    )
