"""Prices as numeric

Revision ID: a2
Revises: a1

"""

import sqlalchemy as sa
from alembic import op

revision = "a2"
down_revision = "a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column(
        "book",
        "price",
        type_=sa.Numeric(10, 2),
        comment="In euros",
        existing_type=sa.Integer(),
        existing_nullable=False,
        existing_server_default=sa.text("0"),
        existing_comment="In cents",
    )
    op.execute("UPDATE book SET price = ROUND(price * 0.01, 2)")
    # The naming convention of the models makes this ck_book_price_not_negative.
    op.create_check_constraint("price_not_negative", "book", "price >= 0")


def downgrade() -> None:
    op.drop_constraint("price_not_negative", "book", type_="check")
    op.execute("UPDATE book SET price = price * 100")
    op.alter_column(
        "book",
        "price",
        type_=sa.Integer(),
        comment="In cents",
        existing_type=sa.Numeric(10, 2),
        existing_nullable=False,
        existing_server_default=sa.text("0"),
        existing_comment="In euros",
    )
