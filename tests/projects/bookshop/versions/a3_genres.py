"""Genres

Revision ID: a3
Revises: a2

"""

import sqlalchemy as sa
from alembic import op

revision = "a3"
down_revision = "a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    genre = op.create_table(
        "genre",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shelf", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("name"),
    )
    op.bulk_insert(
        genre,
        [
            {"code": "novel", "name": "Novels", "shelf": 1},
            {"code": "crime", "name": "Crime & mystery", "shelf": 2},
            {"code": "children", "name": "Children's books", "shelf": 3},
            {"code": "poetry", "name": "Poésie: 100 % verse", "shelf": 4},
        ],
    )
    op.add_column("book", sa.Column("genre_code", sa.String(length=12), nullable=True))
    op.create_foreign_key(None, "book", "genre", ["genre_code"], ["code"], ondelete="SET NULL")
    op.execute("UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%'")


def downgrade() -> None:
    op.drop_constraint("fk_book_genre_code_genre", "book", type_="foreignkey")
    op.drop_column("book", "genre_code")
    op.drop_table("genre")
