"""Columns dropped and renamed under constraints."""

import sqlalchemy as sa
from alembic import op

revision = "k4"
down_revision = "k3"


def upgrade():
    # MySQL renames no column that a check speaks of.
    for name in ("positive", "literally", "expression"):
        op.drop_constraint(op.f(name) if name == "literally" else name, "loose", type_="check")
    op.alter_column("loose", "y", new_column_name="why", existing_type=sa.Integer(), existing_nullable=False)
    op.alter_column(
        "child", "code", new_column_name="parent_code", existing_type=sa.String(10), existing_nullable=True
    )
    op.rename_table("loose", "tight")
    op.drop_constraint(op.f("fk_child_self"), "child", type_="foreignkey")
    op.drop_column("child", "self_id")


def downgrade():
    op.add_column("child", sa.Column("self_id", sa.Integer, sa.ForeignKey("child.id", name="fk_child_self")))
    op.rename_table("tight", "loose")
    op.alter_column(
        "child", "parent_code", new_column_name="code", existing_type=sa.String(10), existing_nullable=True
    )
    op.alter_column("loose", "why", new_column_name="y", existing_type=sa.Integer(), existing_nullable=False)
    op.create_check_constraint("expression", "loose", "x <> y")
    op.create_check_constraint(op.f("literally"), "loose", "y <> 13")
    op.create_check_constraint("positive", "loose", "x > 0")
