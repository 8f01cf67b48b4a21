"""Columns dropped and renamed under constraints."""

import sqlalchemy as sa
from alembic import op

revision = "k4"
down_revision = "k3"


def upgrade():
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
