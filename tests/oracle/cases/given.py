"""Histories that stand before a case: tables plain enough for every dialect."""

import sqlalchemy as sa
from alembic import op


def users():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120), nullable=False),
        sa.Column("name", sa.String(50), nullable=True),
        sa.Column("age", sa.Integer, nullable=True),
    )


def posts():
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, nullable=True),
        sa.Column("title", sa.String(200), nullable=True),
        sa.Column("score", sa.Integer, nullable=True),
    )


def rich():
    op.create_table(
        "rich",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("label", sa.String(30), nullable=False, server_default="none", comment="what it says"),
        sa.Column("amount", sa.Numeric(10, 2), nullable=False, server_default=sa.text("0")),
        sa.Column("note", sa.Text, nullable=True),
        schema="app",
    )


def app_users():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120), nullable=False),
        sa.Column("name", sa.String(50), nullable=True),
        schema="app",
    )


def app_posts():
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, nullable=True),
        schema="app",
    )


def defaulted():
    op.create_table(
        "defaulted",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(20), nullable=False, server_default="new"),
        sa.Column("count", sa.Integer, nullable=True, server_default=sa.text("0")),
    )


def stamped():
    op.create_table(
        "stamped",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=True, server_default=sa.func.now()),
    )


def indexed():
    op.create_table(
        "indexed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=True),
        sa.Column("b", sa.Integer, nullable=True),
    )
    op.create_index("ix_indexed_a", "indexed", ["a"])
    op.create_index("ix_indexed_ab", "indexed", ["a", "b"], unique=True)


def constrained():
    op.create_table(
        "owners",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_owners"),
        sa.UniqueConstraint("code", name="uq_owners_code"),
    )
    op.create_table(
        "things",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=True),
        sa.Column("size", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_things"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name="fk_things_owner"),
        sa.UniqueConstraint("size", "owner_id", name="uq_things_owner_size"),
        sa.CheckConstraint("size > 0", name="ck_things_size"),
    )


def keyless():
    op.create_table(
        "keyless", sa.Column("a", sa.Integer, nullable=False), sa.Column("b", sa.Integer, nullable=False)
    )


def logged():
    op.create_table(
        "log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Date, nullable=True),
        sa.Column("active", sa.Boolean, nullable=True),
        sa.Column("seen", sa.DateTime, nullable=True),
    )
