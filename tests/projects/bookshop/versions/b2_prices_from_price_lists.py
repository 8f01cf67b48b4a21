"""Prices come from the price lists

Revision ID: b2
Revises: b1

"""

import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "b1"
branch_labels = None
depends_on = None

BOOK_SALES = """
    CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title
"""

BOOK_SALES_WITH_PRICE = """
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
    op.execute("DROP VIEW book_sales")
    op.drop_constraint(op.f("ck_book_price_not_negative"), "book", type_="check")
    op.drop_column("book", "price", mssql_drop_default=True)
    op.execute(BOOK_SALES)


def downgrade() -> None:
    op.execute("DROP VIEW book_sales")
    op.add_column(
        "book",
        sa.Column("price", sa.Numeric(10, 2), server_default=sa.text("0"), nullable=False, comment="In euros"),
    )
    op.execute(
        "UPDATE book SET price = (SELECT p.amount FROM book_price p WHERE p.book_id = book.id AND p.price_list_id = 1)"
        " WHERE id IN (SELECT book_id FROM book_price WHERE price_list_id = 1)"
    )
    op.create_check_constraint("price_not_negative", "book", "price >= 0")
    op.execute(BOOK_SALES_WITH_PRICE)
