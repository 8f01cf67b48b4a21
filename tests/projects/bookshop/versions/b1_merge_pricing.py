"""Merge the pricing branch

Revision ID: b1
Revises: a7, p3

"""

revision = "b1"
down_revision = ("a7", "p3")
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
