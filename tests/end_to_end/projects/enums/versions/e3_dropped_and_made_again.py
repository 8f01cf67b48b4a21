"""A type dropped and made again with other labels, by a table each time."""

import sqlalchemy as sa
from alembic import op

revision = "e3"
down_revision = "e2"


def upgrade():
    op.create_table("c", sa.Column("size", sa.Enum("S", "M", name="size_")))
    op.drop_table("c")
    sa.Enum(name="size_").drop(op.get_bind())
    sa.Enum("S", "M", "L", name="size_").create(op.get_bind(), checkfirst=True)
    op.create_table("c", sa.Column("size", sa.Enum("S", "M", "L", name="size_", create_type=False)))


def downgrade():
    op.drop_table("c")
    op.execute("DROP TYPE size_")
    sa.Enum("x", name="size_").create(op.get_bind())
    sa.Enum("x", name="size_").drop(op.get_bind())
