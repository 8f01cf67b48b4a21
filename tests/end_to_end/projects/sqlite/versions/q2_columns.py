"""Types, nullability, defaults and names of columns changed."""

import sqlalchemy as sa
from changing import changing

revision = "q2"
down_revision = "q1"


def upgrade():
    with changing("author") as author:
        author.alter_column("born", nullable=False, server_default="1900-01-01", existing_type=sa.Date())
    with changing("author") as author:
        author.alter_column("rank", type_=sa.Numeric(5, 1), existing_type=sa.Integer())
        author.alter_column("name", type_=sa.String(80), server_default=None, existing_type=sa.String(40))
    with changing("book") as book:
        book.alter_column("title", new_column_name="heading", existing_type=sa.String(100))
        book.alter_column("price", new_column_name="cost", nullable=False, existing_type=sa.Numeric(10, 2))
    with changing("pair") as pair:
        pair.alter_column("a", new_column_name="first", existing_type=sa.Integer())


def downgrade():
    with changing("pair") as pair:
        pair.alter_column("first", new_column_name="a", existing_type=sa.Integer())
    with changing("book") as book:
        book.alter_column("cost", new_column_name="price", nullable=True, existing_type=sa.Numeric(10, 2))
        book.alter_column("heading", new_column_name="title", existing_type=sa.String(100))
    with changing("author") as author:
        author.alter_column("name", type_=sa.String(40), server_default="it's", existing_type=sa.String(80))
        author.alter_column("rank", type_=sa.Integer(), existing_type=sa.Numeric(5, 1))
        author.alter_column("born", nullable=True, server_default=None, existing_type=sa.Date())
