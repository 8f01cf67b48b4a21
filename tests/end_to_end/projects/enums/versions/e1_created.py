"""Enum types made by CREATE TABLE, shared by two tables, made by hand."""

import enum

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "e1"
down_revision = None


class Level(enum.Enum):
    low = 1
    high = 2


mood = pg.ENUM("sad", "it's ok", "žluť", name="mood")
status = sa.Enum("new", "done", name="status")


def upgrade():
    mood.create(op.get_bind(), checkfirst=True)
    op.create_table(
        "a",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", status, nullable=False, server_default="new"),
        sa.Column("mood", pg.ENUM("sad", "it's ok", "žluť", name="mood", create_type=False)),
        sa.Column("level", sa.Enum(Level, name="Level")),
        sa.Column(
            "level_by_value",
            sa.Enum(Level, name="level_value", values_callable=lambda e: [str(x.value) for x in e]),
        ),
    )
    op.create_table(
        "b",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", sa.Enum("new", "done", name="status"), server_default=sa.text("'done'::status")),
        sa.Column("statuses", pg.ARRAY(sa.Enum("new", "done", name="status"))),
        sa.Column("level", sa.Enum(Level, name="Level", create_type=False)),
        sa.Column("text_", sa.Enum("x", "y", name="never", native_enum=False)),
    )


def downgrade():
    op.drop_table("b")
    op.drop_table("a")
    bind = op.get_bind()
    for name in ("status", "Level", "level_value"):
        sa.Enum(name=name).drop(bind, checkfirst=False)
    mood.drop(bind, checkfirst=True)
