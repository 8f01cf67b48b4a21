"""Constraints that come later."""

import sqlalchemy as sa
from alembic import op

revision = "k2"
down_revision = "k1"


def upgrade():
    op.create_primary_key(None, "loose", ["x"])
    op.create_unique_constraint(None, "loose", ["y"])
    op.create_unique_constraint("uq_loose_both", "loose", ["x", "y"])
    op.create_check_constraint("positive", "loose", "x > 0 AND y < 100")
    op.create_check_constraint(op.f("literally"), "loose", sa.text("y <> 13"))
    op.create_check_constraint("expression", "loose", sa.column("y") != sa.column("x"))
    op.add_column("child", sa.Column("loose_x", sa.Integer))
    op.create_foreign_key(None, "child", "loose", ["loose_x"], ["x"], onupdate="CASCADE", ondelete="RESTRICT")
    op.add_column("child", sa.Column("other_id", sa.Integer, sa.ForeignKey("child.id")))
    op.add_column("loose", sa.Column("child_id", sa.Integer))
    op.create_foreign_key("fk_loop", "loose", "child", ["child_id"], ["id"])


def downgrade():
    op.drop_constraint("fk_loop", "loose", type_="foreignkey")
    op.drop_column("loose", "child_id")
    op.drop_constraint("fk_child_other_id_child", "child", type_="foreignkey")
    op.drop_column("child", "other_id")
    op.drop_constraint(op.f("fk_child_loose_x_loose"), "child", type_="foreignkey")
    op.drop_column("child", "loose_x")
    op.drop_constraint("expression", "loose", type_="check")
    op.drop_constraint(op.f("literally"), "loose", type_="check")
    op.drop_constraint("positive", "loose", type_="check")
    op.drop_constraint("uq_loose_both", "loose", type_="unique")
    op.drop_constraint("uq_loose_y", "loose", type_="unique")
    op.drop_constraint("pk_loose", "loose", type_="primary")
