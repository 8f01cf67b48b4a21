"""Constraints added, dropped and changed."""

from changing import changing

revision = "q4"
down_revision = "q3"


def upgrade():
    with changing("author") as author:
        author.drop_constraint("uq_author_name", type_="unique")
        author.create_unique_constraint("uq_author_both", ["name", "born"])
    with changing("book") as book:
        book.drop_constraint("fk_book_author", type_="foreignkey")
        book.create_foreign_key("fk_book_author", "author", ["author_id"], ["id"], ondelete="SET NULL")
    with changing("pair") as pair:
        pair.drop_constraint("fk_pair_book", type_="foreignkey")
        pair.drop_constraint("pk_pair", type_="primary")
        pair.create_primary_key("pk_pair", ["b"])


def downgrade():
    with changing("pair") as pair:
        pair.drop_constraint("pk_pair", type_="primary")
        pair.create_primary_key("pk_pair", ["first", "b"])
        pair.create_foreign_key("fk_pair_book", "book", ["book_id"], ["id"], onupdate="CASCADE")
    with changing("book") as book:
        book.drop_constraint("fk_book_author", type_="foreignkey")
        book.create_foreign_key("fk_book_author", "author", ["author_id"], ["id"], ondelete="CASCADE")
    with changing("author") as author:
        author.drop_constraint("uq_author_both", type_="unique")
        author.create_unique_constraint("uq_author_name", ["name"])
