"""Notes with tags

Revision ID: 8e47d2c6a130
Revises: 5c1f0a9be2d7
Create Date: 2025-03-09 18:40:51.907316

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "8e47d2c6a130"
down_revision: str | Sequence[str] | None = "5c1f0a9be2d7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("notebook_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", sa.String(length=400), server_default="", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["notebook_id"], ["notebook.id"], name=op.f("fk_note_notebook_id_notebook"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    # Tags were a text with commas for one afternoon only.
    op.alter_column("note", "tags", server_default=None)
    op.alter_column(
        "note",
        "tags",
        type_=postgresql.ARRAY(sa.String(length=40)),
        existing_type=sa.String(length=400),
        existing_nullable=False,
        postgresql_using="string_to_array(tags, ',')",
    )
    op.alter_column("note", "tags", server_default=sa.text("'{}'"))


def downgrade() -> None:
    op.drop_table("note")
