"""Columns added and dropped, in all the ways that need a new table and in those that do not."""

import sqlalchemy as sa
from changing import changing

revision = "q3"
down_revision = "q2"


def upgrade():
    with changing("author") as author:
        author.add_column(sa.Column("plain", sa.Integer))
        author.add_column(sa.Column("with_default", sa.String(9), server_default="x", nullable=False))
    with changing("author") as author:
        author.drop_column("made")
    with changing("author") as author:
        author.add_column(sa.Column("at", sa.DateTime, server_default=sa.func.now()))
        author.add_column(sa.Column("code", sa.String(9)))
        author.create_unique_constraint("uq_author_code", ["code"])
    with changing("book") as book:
        book.add_column(sa.Column("editor_id", sa.Integer, sa.ForeignKey("author.id", name="fk_book_editor")))
    # Alembic's order of columns is arbitrary where a batch drops the last one and adds another.
    with changing("book") as book:
        book.drop_constraint("fk_book_part", type_="foreignkey")
        book.drop_column("part_of")
    with changing("book") as book:
        book.create_index("ix_book_editor", ["editor_id"])


def downgrade():
    with changing("book") as book:
        book.drop_index("ix_book_editor")
        book.drop_constraint("fk_book_editor", type_="foreignkey")
        book.drop_column("editor_id")
    with changing("book") as book:
        book.add_column(sa.Column("part_of", sa.Integer))
        book.create_foreign_key("fk_book_part", "book", ["part_of"], ["id"])
    with changing("author") as author:
        author.drop_constraint("uq_author_code", type_="unique")
        author.drop_column("code")
        author.drop_column("at")
        author.drop_column("with_default")
        author.drop_column("plain")
    with changing("author") as author:
        author.add_column(sa.Column("made", sa.DateTime, server_default=sa.func.now()))
