"""Something to work on."""

import sqlalchemy as sa
from alembic import op

revision = "x1"
down_revision = None


def upgrade():
    op.execute("CREATE TYPE state AS ENUM ('a', 'b')")
    op.create_table(
        "w",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.Enum("a", "b", name="state", create_type=False)),
        sa.Column("n", sa.Integer),
    )
    op.execute("INSERT INTO w (state, n) VALUES ('a', 1), ('b', 2)")


def downgrade():
    op.drop_table("w")
    op.execute("DROP TYPE state")
