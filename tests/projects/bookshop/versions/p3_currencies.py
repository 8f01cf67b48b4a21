"""Every price list has a currency

Revision ID: p3
Revises: p2

"""

import sqlalchemy as sa
from alembic import op

revision = "p3"
down_revision = "p2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL")
    op.alter_column(
        "price_list",
        "currency",
        nullable=False,
        server_default="EUR",
        existing_type=sa.String(length=3),
        existing_nullable=True,
    )
    op.create_check_constraint(
        op.f("ck_price_list_currency_known"), "price_list", "currency IN ('EUR', 'GBP', 'USD')"
    )
    op.alter_column(
        "book_price",
        "amount",
        type_=sa.Numeric(12, 2),
        existing_type=sa.Numeric(10, 2),
        existing_nullable=False,
    )


def downgrade() -> None:
    op.alter_column(
        "book_price",
        "amount",
        type_=sa.Numeric(10, 2),
        existing_type=sa.Numeric(12, 2),
        existing_nullable=False,
    )
    op.drop_constraint(op.f("ck_price_list_currency_known"), "price_list", type_="check")
    op.alter_column(
        "price_list",
        "currency",
        nullable=True,
        server_default=None,
        existing_type=sa.String(length=3),
        existing_nullable=False,
        existing_server_default="EUR",
    )
