"""Numbers that the server gives, and columns that it works out."""

import sqlalchemy as sa
from alembic import op

revision = "n1"
down_revision = None


def upgrade():
    op.create_table("serial", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer))
    op.create_table(
        "big",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        sa.Column("x", sa.Integer),
    )
    op.create_table("small", sa.Column("id", sa.SmallInteger, primary_key=True), sa.Column("x", sa.Integer))
    op.create_table("not_numbered", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
    op.create_table("textual", sa.Column("id", sa.String(9), primary_key=True))
    op.create_table(
        "pair",
        sa.Column("a", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("b", sa.Integer, primary_key=True),
        sa.Column("x", sa.Integer),
    )
    op.create_table(
        "keyed",
        sa.Column("id", sa.Integer, sa.Identity(start=100, increment=10), primary_key=True),
        sa.Column("x", sa.Integer),
    )
    op.create_table(
        "computed",
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, sa.Computed("a * 2 + 1", persisted=True)),
        sa.Column(
            "c",
            sa.String(40),
            sa.Computed("concat('x%', 'y:z')" if mysql() else "'x%' || 'y:z'", persisted=True),
        ),
    )
    op.create_table("child", sa.Column("id", sa.Integer, sa.ForeignKey("serial.id"), primary_key=True))


def mysql():
    return op.get_context().dialect.name != "postgresql"


def downgrade():
    for name in ("child", "computed", "keyed", "pair", "textual", "not_numbered", "small", "big", "serial"):
        op.drop_table(name)
