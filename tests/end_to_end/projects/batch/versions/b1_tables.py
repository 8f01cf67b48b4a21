"""Tables to be changed in batches."""

import sqlalchemy as sa
from alembic import op

revision = "b1"
down_revision = None


def upgrade():
    op.create_table(
        "author",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("old", sa.Integer),
        sa.UniqueConstraint("name", name="uq_author_name"),
    )
    op.create_table(
        "book",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(40)),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("author.id", name="fk_book_author")),
        sa.Column("kind", sa.Enum("a", "b", name="book_kind", native_enum=False, create_constraint=True)),
        sa.CheckConstraint("title <> ''", name="ck_title"),
    )
    with op.batch_alter_table("book") as batch:
        batch.create_index("ix_book_title", ["title"])
        batch.create_index(batch.f("ix_book_kind"), ["kind", "title"], unique=True)


def downgrade():
    op.drop_table("book")
    op.drop_table("author")
