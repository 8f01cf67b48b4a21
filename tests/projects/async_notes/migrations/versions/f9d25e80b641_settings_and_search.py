"""Settings, and a search index

Revision ID: f9d25e80b641
Revises: c03b91f4e77a
Create Date: 2025-05-20 21:57:14.003981

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

revision: str = "f9d25e80b641"
down_revision: str | Sequence[str] | None = "c03b91f4e77a"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


notebook = sa.table(
    "notebook",
    sa.column("title", sa.String),
    sa.column("visibility", postgresql.ENUM(name="visibility", create_type=False)),
    sa.column("settings", postgresql.JSONB),
)


def upgrade() -> None:
    op.add_column(
        "notebook",
        sa.Column("settings", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    tenant = context.get_x_argument(as_dictionary=True).get("tenant", "everybody")
    op.execute(
        sa.insert(notebook).values(
            title=f"Welcome, {tenant}!",
            visibility="shared",
            settings={"colour": "#fa0", "pinned": True, "due": "12:30", "share": "100%"},
        )
    )
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_note_tags",
            "note",
            ["tags"],
            postgresql_using="gin",
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_note_tags", table_name="note", postgresql_concurrently=True, if_exists=True)
    op.execute("DELETE FROM notebook WHERE title LIKE 'Welcome, %'")
    op.drop_column("notebook", "settings")
