"""Comments on tables and columns, with every awkward character."""

import sqlalchemy as sa
from alembic import op

revision = "m1"
down_revision = None

TEXT = 'it\'s "quoted" \\ 100% :name {x} $1 ; -- /* 🐘 žluť\nsecond\tline'


def upgrade():
    op.create_table(
        "c",
        sa.Column("a", sa.Integer, comment=TEXT),
        sa.Column("b", sa.String(5), comment="plain", nullable=False, server_default=TEXT[:5]),
        sa.Column("Weird Name", sa.Integer, comment=TEXT),
        comment=TEXT,
    )
    op.create_table("d", sa.Column("a", sa.Integer))
    op.create_table_comment("d", TEXT)
    op.add_column("d", sa.Column("z", sa.Integer, comment=TEXT))
    op.alter_column("d", "a", comment=TEXT, existing_type=sa.Integer(), existing_nullable=True)


def downgrade():
    op.alter_column(
        "d", "a", comment=None, existing_type=sa.Integer(), existing_comment=TEXT, existing_nullable=True
    )
    op.drop_column("d", "z")
    op.drop_table_comment("d", existing_comment=TEXT)
    op.drop_table("d")
    op.drop_table("c")
