"""A new type for a new column, made before it, twice over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "e2"
down_revision = "e1"

colour = sa.Enum("red", "green", name="colour")


def upgrade():
    bind = op.get_bind()
    colour.create(bind)
    colour.create(bind, checkfirst=True)
    op.add_column("a", sa.Column("colour", colour, nullable=False, server_default="red"))
    op.add_column("b", sa.Column("colour", pg.ENUM("red", "green", name="colour", create_type=False)))
    op.add_column("b", sa.Column("status_again", sa.Enum("new", "done", name="status")))
    op.execute(sa.table("a", sa.column("colour", colour)).update().values(colour="green"))


def downgrade():
    op.drop_column("b", "status_again")
    op.drop_column("b", "colour")
    op.drop_column("a", "colour")
    colour.drop(op.get_bind(), checkfirst=True)
    colour.drop(op.get_bind(), checkfirst=True)
