"""Constraints dropped that CREATE TABLE made, and made again otherwise."""

from alembic import op

revision = "k3"
down_revision = "k2"


def upgrade():
    op.drop_constraint("fk_child_a_parent", "child", type_="foreignkey")
    op.drop_constraint("fk_child_code_parent", "child", "foreignkey")
    op.drop_constraint(op.f("uq_parent_code"), "parent", type_="unique")
    op.drop_constraint("order_", "parent", type_="check")
    op.drop_constraint(op.f("parent_high_limit"), "parent", type_="check")
    op.drop_constraint("uq_of_its_own", "parent", type_="unique")
    op.drop_constraint("pk_parent", "parent", type_="primary")
    op.create_primary_key("pk_parent", "parent", ["code"])
    op.create_foreign_key(
        "fk_child_code_parent",
        "child",
        "parent",
        ["code"],
        ["code"],
        ondelete="CASCADE",
        onupdate="NO ACTION",
    )


def downgrade():
    op.drop_constraint("fk_child_code_parent", "child", type_="foreignkey")
    op.drop_constraint("pk_parent", "parent", type_="primary")
    op.create_primary_key("pk_parent", "parent", ["a", "b"])
    op.create_unique_constraint("uq_of_its_own", "parent", ["high"])
    op.create_check_constraint(op.f("parent_high_limit"), "parent", "high < 1000")
    op.create_check_constraint("order_", "parent", "high > low")
    op.create_unique_constraint(op.f("uq_parent_code"), "parent", ["code"])
    op.create_foreign_key(
        "fk_child_code_parent", "child", "parent", ["code"], ["code"], onupdate="CASCADE", ondelete="SET NULL"
    )
    op.create_foreign_key("fk_child_a_parent", "child", "parent", ["a", "b"], ["a", "b"], ondelete="CASCADE")
