"""Shared notebooks

Revision ID: c03b91f4e77a
Revises: 8e47d2c6a130
Create Date: 2025-04-01 09:02:33.481200

"""

from collections.abc import Sequence

from alembic import op

revision: str = "c03b91f4e77a"
down_revision: str | Sequence[str] | None = "8e47d2c6a130"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE visibility ADD VALUE IF NOT EXISTS 'shared' BEFORE 'public'")


def downgrade() -> None:
    # PostgreSQL cannot take a label away: the type is made anew.
    op.execute("UPDATE notebook SET visibility = 'private' WHERE visibility = 'shared'")
    op.execute("ALTER TABLE notebook ALTER COLUMN visibility DROP DEFAULT")
    op.execute("ALTER TYPE visibility RENAME TO visibility_old")
    op.execute("CREATE TYPE visibility AS ENUM ('private', 'public')")
    op.execute("ALTER TABLE notebook ALTER COLUMN visibility TYPE visibility USING visibility::text::visibility")
    op.execute("ALTER TABLE notebook ALTER COLUMN visibility SET DEFAULT 'private'")
    op.execute("DROP TYPE visibility_old")
