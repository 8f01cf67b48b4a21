"""From one hard name to another."""

import sqlalchemy as sa
from alembic import op

revision = "r2"
down_revision = "r1"


def upgrade():
    op.rename_table("order", "group by")
    op.rename_table("With Blank", "with 'quote'")
    for old, new in (
        ("select", "SELECT"),
        ("With Blank", "with:colon %"),
        ("quote'd", "it''s"),
        ("Mixed", "mixed"),
    ):
        op.alter_column("words", old, new_column_name=new, existing_type=sa.Integer(), existing_nullable=True)
    op.drop_column("words", 'double"d')
    op.drop_column("words", "percent%")


def downgrade():
    op.add_column("words", sa.Column("percent%", sa.Integer))
    op.add_column("words", sa.Column('double"d', sa.Integer))
    for old, new in (
        ("select", "SELECT"),
        ("With Blank", "with:colon %"),
        ("quote'd", "it''s"),
        ("Mixed", "mixed"),
    ):
        op.alter_column("words", new, new_column_name=old, existing_type=sa.Integer(), existing_nullable=True)
    op.rename_table("with 'quote'", "With Blank")
    op.rename_table("group by", "order")
