"""Statements that run outside a transaction."""

import sqlalchemy as sa
from alembic import op

revision = "x2"
down_revision = "x1"


def upgrade():
    op.add_column("w", sa.Column("m", sa.Integer))
    with op.get_context().autocommit_block():
        op.create_index("ix_w_n", "w", ["n"], postgresql_concurrently=True)
        op.create_index("ix_w_m", "w", ["m"], postgresql_concurrently=True, if_not_exists=True)
        op.execute("ALTER TYPE state ADD VALUE 'c'")
        op.execute("VACUUM w")
    op.execute("UPDATE w SET state = 'c', m = n")
    op.create_check_constraint("ck_w", "w", "m > 0")
    with op.get_context().autocommit_block():
        op.drop_index("ix_w_m", table_name="w", postgresql_concurrently=True)
        op.execute("REINDEX INDEX CONCURRENTLY ix_w_n")


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_w_n", postgresql_concurrently=True, if_exists=True)
    op.drop_constraint("ck_w", "w", type_="check")
    op.drop_column("w", "m")
