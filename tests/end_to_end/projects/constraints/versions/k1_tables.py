"""Constraints within CREATE TABLE, named, unnamed, and by the convention."""

import sqlalchemy as sa
from alembic import op

revision = "k1"
down_revision = None


def upgrade():
    op.create_table(
        "parent",
        sa.Column("a", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("b", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(10), unique=True, nullable=False),
        sa.Column("low", sa.Integer),
        sa.Column("high", sa.Integer),
        sa.CheckConstraint("high > low", name="order_"),
        sa.CheckConstraint("high < 1000", name=op.f("parent_high_limit")),
        sa.UniqueConstraint("low", "high"),
        sa.UniqueConstraint("high", name="uq_of_its_own"),
    )
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.Column(
            "code", sa.String(10), sa.ForeignKey("parent.code", onupdate="CASCADE", ondelete="SET NULL")
        ),
        sa.Column("self_id", sa.Integer, sa.ForeignKey("child.id", name="fk_child_self")),
        sa.ForeignKeyConstraint(["a", "b"], ["parent.a", "parent.b"], ondelete="CASCADE"),
        sa.UniqueConstraint("a", "b", "code", name=op.f("uq_named")),
    )
    op.create_table(
        "loose", sa.Column("x", sa.Integer, nullable=False), sa.Column("y", sa.Integer, nullable=False)
    )


def downgrade():
    op.drop_table("loose")
    op.drop_table("child")
    op.drop_table("parent")
