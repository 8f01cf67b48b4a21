"""Types in a schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "e5"
down_revision = "e4"


def upgrade():
    op.execute("CREATE SCHEMA side")
    op.create_table("x", sa.Column("k", sa.Enum("p", "q", name="kind", schema="side")), schema="side")
    op.create_table("y", sa.Column("k", sa.Enum("p", "q", name="kind", inherit_schema=True)), schema="side")
    op.create_table("z", sa.Column("k", sa.Enum("p", "q", name="kind")), schema="side")
    pg.ENUM("u", name="other", schema="side").create(op.get_bind())
    op.add_column(
        "z", sa.Column("o", pg.ENUM("u", name="other", schema="side", create_type=False)), schema="side"
    )


def downgrade():
    for name in "zyx":
        op.drop_table(name, schema="side")
    pg.ENUM(name="kind", schema="side").drop(op.get_bind())
    sa.Enum(name="kind").drop(op.get_bind())
    op.execute("DROP SCHEMA side CASCADE")
