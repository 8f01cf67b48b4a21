"""Comments changed, dropped, emptied."""

import sqlalchemy as sa
from alembic import op

revision = "m2"
down_revision = "m1"


def upgrade():
    op.create_table_comment("c", "new", existing_comment="old")
    op.create_table_comment("d", "")
    op.alter_column(
        "c", "a", comment="new", existing_type=sa.Integer(), existing_nullable=True, existing_comment="?"
    )
    op.alter_column(
        "c",
        "b",
        comment=None,
        existing_type=sa.String(5),
        existing_nullable=False,
        existing_server_default="it's ",
        existing_comment="plain",
    )
    op.alter_column("c", "Weird Name", comment="", existing_type=sa.Integer(), existing_nullable=True)


def downgrade():
    op.alter_column(
        "c",
        "b",
        comment="plain",
        existing_type=sa.String(5),
        existing_nullable=False,
        existing_server_default="it's ",
    )
    op.drop_table_comment("c", existing_comment="new")
    op.create_table_comment("d", "back")
