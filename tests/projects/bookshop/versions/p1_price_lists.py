"""Price lists

Revision ID: p1
Revises: a3

"""

import sqlalchemy as sa
from alembic import op

revision = "p1"
down_revision = "a3"
branch_labels = ("pricing",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "price_list",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list")),
    )
    op.create_table(
        "book_price",
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.Numeric(10, 2), nullable=False),
        sa.Column("updated_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("book_id", "price_list_id"),
        comment="What a book costs on a price list",
    )


def downgrade() -> None:
    op.drop_table("book_price")
    op.drop_table("price_list")
