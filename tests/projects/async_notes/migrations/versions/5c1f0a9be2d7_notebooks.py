"""Notebooks

Revision ID: 5c1f0a9be2d7
Revises: 
Create Date: 2025-03-02 10:14:08.120332

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "5c1f0a9be2d7"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


visibility = postgresql.ENUM("private", "public", name="visibility", create_type=False)


def upgrade() -> None:
    visibility.create(op.get_bind(), checkfirst=True)
    op.create_table(
        "notebook",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("visibility", visibility, server_default="private", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook")),
    )


def downgrade() -> None:
    op.drop_table("notebook")
    visibility.drop(op.get_bind(), checkfirst=True)
