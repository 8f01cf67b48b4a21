"""A view of what each book has sold

Revision ID: a6
Revises: a5

"""

from alembic import op

revision = "a6"
down_revision = "a5"
branch_labels = None
depends_on = None

BOOK_SALES = """
    CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           b.price,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title, b.price
"""


def upgrade() -> None:
    op.execute(BOOK_SALES)


def downgrade() -> None:
    op.execute("DROP VIEW book_sales")
