"""Notes, gifts and longer references on orders

Revision ID: a7
Revises: a6

"""

import sqlalchemy as sa
from alembic import op

revision = "a7"
down_revision = "a6"
branch_labels = None
depends_on = None

order = sa.table("order", sa.column("reference", sa.String), sa.column("status", sa.String))


def upgrade() -> None:
    op.add_column("order", sa.Column("gift", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("order", sa.Column("note", sa.Text(), nullable=True))
    op.alter_column("order", "reference", type_=sa.String(length=40), nullable=True)
    op.execute(sa.update(order).where(order.c.reference == "").values(reference=None))
    op.create_unique_constraint(None, "order", ["reference"])
    op.create_table_comment("order", "A customer's order; its lines are in order_line")
    # A default alone: no engine needs the type for it. The view book_sales reads this column.
    op.alter_column("order_line", "quantity", server_default=sa.text("1"))


def downgrade() -> None:
    op.alter_column("order_line", "quantity", server_default=None)
    op.drop_table_comment("order", existing_comment="A customer's order; its lines are in order_line")
    op.drop_constraint("uq_order_reference", "order", type_="unique")
    op.alter_column("order", "reference", type_=sa.String(length=20), nullable=True)
    op.drop_column("order", "note")
    op.drop_column("order", "gift")
