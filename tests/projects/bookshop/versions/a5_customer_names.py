"""Customers have full names

Revision ID: a5
Revises: a4

Companies order too, so a customer's name need not be a person's. Longer names, titles and e-mail addresses
come with the import from the old shop.
"""

import sqlalchemy as sa
from alembic import op

revision = "a5"
down_revision = "a4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = ''")
    op.alter_column(
        "customer",
        "name",
        new_column_name="full_name",
        nullable=False,
        existing_type=sa.String(length=120),
        existing_nullable=True,
    )
    op.alter_column(
        "customer",
        "email",
        type_=sa.String(length=200),
        existing_type=sa.String(length=120),
        existing_nullable=False,
    )
    op.alter_column(
        "customer",
        "loyaltyCard",
        comment="Number printed on the customer's card",
        existing_type=sa.String(length=20),
        existing_nullable=True,
    )
    op.create_index(
        "uq_customer_loyaltyCard",
        "customer",
        ["loyaltyCard"],
        unique=True,
        postgresql_where=sa.text('"loyaltyCard" IS NOT NULL'),
        sqlite_where=sa.text('"loyaltyCard" IS NOT NULL'),
        mssql_where=sa.text('"loyaltyCard" IS NOT NULL'),
    )
    op.create_table_comment(
        "customer",
        "People and companies that have an account",
        existing_comment="People who have an account",
    )
    # The new type says all there is to say: no existing_type.
    op.alter_column("book", "title", type_=sa.String(length=300), nullable=False)


def downgrade() -> None:
    op.alter_column("book", "title", type_=sa.String(length=200), nullable=False)
    op.create_table_comment(
        "customer",
        "People who have an account",
        existing_comment="People and companies that have an account",
    )
    op.drop_index("uq_customer_loyaltyCard", table_name="customer")
    op.alter_column(
        "customer",
        "loyaltyCard",
        comment=None,
        existing_type=sa.String(length=20),
        existing_nullable=True,
        existing_comment="Number printed on the customer's card",
    )
    op.alter_column(
        "customer",
        "email",
        type_=sa.String(length=120),
        existing_type=sa.String(length=200),
        existing_nullable=False,
    )
    op.alter_column(
        "customer",
        "full_name",
        new_column_name="name",
        nullable=True,
        existing_type=sa.String(length=120),
        existing_nullable=False,
    )
