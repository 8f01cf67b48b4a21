"""The first price lists

Revision ID: p2
Revises: p1

"""

import sqlalchemy as sa
from alembic import op

revision = "p2"
down_revision = "p1"
branch_labels = None
depends_on = None

price_list = sa.table(
    "price_list",
    sa.column("id", sa.SmallInteger),
    sa.column("name", sa.String),
    sa.column("currency", sa.String),
)


def upgrade() -> None:
    op.execute(sa.insert(price_list).values(id=1, name="Shop", currency="EUR"))
    op.execute(sa.insert(price_list).values(id=2, name="Members' evening (-10 %)", currency=None))
    op.execute("INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book")


def downgrade() -> None:
    op.execute("DELETE FROM book_price WHERE price_list_id IN (1, 2)")
    op.execute(sa.delete(price_list).where(price_list.c.id.in_([1, 2])))
