"""Orders and their lines

Revision ID: a4
Revises: a3

"""

import sqlalchemy as sa
from alembic import op

revision = "a4"
down_revision = "a3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("new", "paid", "sent", "cancelled", name="order_status", create_constraint=True),
            server_default="new",
            nullable=False,
            comment="Where the order stands: new, paid, sent or cancelled",
        ),
        sa.Column("placed_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_order_customer_id_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order")),
    )
    op.create_index(op.f("ix_order_customer_id"), "order", ["customer_id"])
    op.create_index("ix_order_status_placed_at", "order", ["status", "placed_at"])
    op.create_table(
        "order_line",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("line_number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Numeric(10, 2), nullable=False, comment="Price of one copy when ordered"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_line_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["order.id"], name=op.f("fk_order_line_order_id_order"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_order_line_book_id_book")),
        sa.PrimaryKeyConstraint("order_id", "line_number", name=op.f("pk_order_line")),
    )
    op.create_index(op.f("ix_order_line_book_id"), "order_line", ["book_id"])


def downgrade() -> None:
    op.drop_table("order_line")
    op.drop_table("order")
    # A type of its own on PostgreSQL; elsewhere this does nothing.
    sa.Enum(name="order_status").drop(op.get_bind(), checkfirst=False)
