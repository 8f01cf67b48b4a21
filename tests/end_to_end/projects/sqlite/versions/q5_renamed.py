"""A table renamed under its indexes and foreign keys, then changed again."""

import sqlalchemy as sa
from alembic import op
from changing import changing

revision = "q5"
down_revision = "q4"


def upgrade():
    op.rename_table("author", "writer")
    with changing("writer") as writer:
        writer.alter_column("flag", nullable=True, existing_type=sa.Boolean())
    with changing("book") as book:
        book.alter_column("author_id", nullable=False, server_default="1", existing_type=sa.Integer())
    op.execute("INSERT INTO writer (name, born) VALUES ('late', '2000-01-01')")


def downgrade():
    op.execute("DELETE FROM writer WHERE name = 'late'")
    with changing("book") as book:
        book.alter_column("author_id", nullable=True, server_default=None, existing_type=sa.Integer())
    with changing("writer") as writer:
        writer.alter_column("flag", nullable=False, existing_type=sa.Boolean())
    op.rename_table("writer", "author")
