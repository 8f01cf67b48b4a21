"""Columns with indexes: renamed, dropped, the table renamed."""

import sqlalchemy as sa
from alembic import op

revision = "i3"
down_revision = "i2"


def upgrade():
    op.alter_column("t", "n", new_column_name="number", existing_type=sa.Integer(), existing_nullable=True)
    op.rename_table("t", "renamed")
    op.drop_index("ix_plain", table_name="renamed")
    op.create_index("ix_plain", "renamed", ["number", "id"])
    op.add_column("renamed", sa.Column("more", sa.Integer, index=True))
    op.add_column("renamed", sa.Column("most", sa.Integer, unique=True, index=True))
    if op.get_context().dialect.name != "postgresql":
        op.drop_index("uq_two", table_name="renamed")
    op.drop_column("renamed", "code")


def downgrade():
    op.add_column("renamed", sa.Column("code", sa.String(20)))
    op.create_index("ix_t_code", "renamed", ["code"], unique=True)
    op.create_index("uq_two", "renamed", ["code", "number"], unique=True)
    if op.get_context().dialect.name == "postgresql":
        op.create_index("ix_ops", "renamed", ["name", "code"], postgresql_ops={"name": "varchar_pattern_ops"})
    op.drop_column("renamed", "most")
    op.drop_column("renamed", "more")
    op.drop_index("ix_plain", "renamed")
    op.create_index("ix_plain", "renamed", ["number"])
    op.rename_table("renamed", "t")
    op.alter_column("t", "number", new_column_name="n", existing_type=sa.Integer(), existing_nullable=True)
