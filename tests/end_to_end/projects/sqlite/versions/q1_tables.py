"""Tables that refer to each other."""

import sqlalchemy as sa
from alembic import op

revision = "q1"
down_revision = None


def upgrade():
    op.create_table(
        "author",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, server_default="it's"),
        sa.Column("born", sa.Date),
        sa.Column("rank", sa.Integer, server_default=sa.text("7"), nullable=False),
        sa.Column("flag", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("made", sa.DateTime, server_default=sa.func.now()),
        sa.UniqueConstraint("name", name="uq_author_name"),
    )
    op.create_table(
        "book",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(100), index=True),
        sa.Column(
            "author_id", sa.Integer, sa.ForeignKey("author.id", name="fk_book_author", ondelete="CASCADE")
        ),
        sa.Column("price", sa.Numeric(10, 2), server_default="0"),
        sa.Column("part_of", sa.Integer, sa.ForeignKey("book.id", name="fk_book_part")),
    )
    op.create_table(
        "pair",
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.String(9), nullable=False),
        sa.Column("book_id", sa.Integer),
        sa.PrimaryKeyConstraint("a", "b", name="pk_pair"),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name="fk_pair_book", onupdate="CASCADE"),
    )
    op.create_index("ix_book_price", "book", ["price", "title"], unique=False)
    op.create_index("ix_book_some", "book", ["price"], sqlite_where=sa.text("author_id > 1"))


def downgrade():
    op.drop_table("pair")
    op.drop_table("book")
    op.drop_table("author")
