"""AUTO_INCREMENT given and taken; the type of an enum, changed."""

import sqlalchemy as sa
from alembic import op
from existing import existing
from sqlalchemy.dialects import mysql as my

revision = "c7"
down_revision = "c6"


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        wider = sa.Enum("a", "b", "c", name="wider_kind")
        wider.create(op.get_bind(), checkfirst=True)
        op.alter_column("item", "sort", server_default=None)
        op.alter_column("item", "sort", type_=wider, postgresql_using="sort::text::wider_kind")
        op.alter_column("item", "sort", server_default="c")
        op.execute("DROP TYPE kind")
        return
    op.create_table("counter", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
    op.alter_column("counter", "id", autoincrement=True, **existing(type=sa.Integer(), nullable=False))
    op.alter_column(
        "item",
        "sort",
        type_=sa.Enum("a", "b", "c", name="kind"),
        **existing(
            type=sa.Enum("a", "b", name="kind"), nullable=True, server_default="b", comment="Which kind"
        ),
    )
    op.alter_column(
        "special",
        "id",
        autoincrement=False,
        **existing(type=my.BIGINT(unsigned=True), nullable=False, comment="numbered on"),
    )


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE TYPE kind AS ENUM ('a', 'b')")
        op.alter_column("item", "sort", server_default=None)
        op.execute("ALTER TABLE item ALTER COLUMN sort TYPE kind USING sort::text::kind")
        op.alter_column("item", "sort", server_default="b")
        op.execute("DROP TYPE wider_kind")
        return
    op.alter_column(
        "special",
        "id",
        autoincrement=True,
        **existing(type=my.BIGINT(unsigned=True), nullable=False, comment="numbered on"),
    )
    op.alter_column(
        "item",
        "sort",
        type_=sa.Enum("a", "b", name="kind"),
        **existing(
            type=sa.Enum("a", "b", "c", name="kind"), nullable=True, server_default="b", comment="Which kind"
        ),
    )
    op.drop_table("counter")
