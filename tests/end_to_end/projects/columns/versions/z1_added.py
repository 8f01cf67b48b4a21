"""Columns added with everything that they can bring, names by a convention, some too long."""

import enum

import sqlalchemy as sa
from alembic import op

revision = "z1"
down_revision = None


class Size(enum.Enum):
    small = 1
    large = 2


def upgrade():
    op.create_table("base", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer))
    op.create_table("other", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("base", sa.Column("u", sa.Integer, unique=True))
    op.add_column("base", sa.Column("i", sa.Integer, index=True))
    op.add_column("base", sa.Column("ui", sa.Integer, unique=True, index=True))
    op.add_column(
        "base", sa.Column("other_id", sa.Integer, sa.ForeignKey("other.id", ondelete="CASCADE"), index=True)
    )
    op.add_column("base", sa.Column("same", sa.Integer, sa.ForeignKey("other.id")))
    op.add_column("base", sa.Column("flag", sa.Boolean(create_constraint=True, name="flag_known")))
    op.add_column(
        "base", sa.Column("size", sa.Enum(Size, name="size_known", native_enum=False, create_constraint=True))
    )
    op.add_column("base", sa.Column("d1", sa.String(40), server_default=sa.literal("it's :x %")))
    op.add_column("base", sa.Column("d2", sa.Integer, server_default=sa.literal(5), nullable=False))
    op.add_column(
        "base", sa.Column("d3", sa.Boolean, server_default=sa.sql.expression.false(), nullable=False)
    )
    op.add_column("base", sa.Column("d4", sa.Boolean, server_default=sa.text("1" if mysql() else "true")))
    op.add_column(
        "base", sa.Column("d5", sa.DateTime, server_default=sa.func.current_timestamp(), nullable=False)
    )
    op.add_column("base", sa.Column("d6", sa.Integer, default=5))
    op.add_column("base", sa.Column("d7", sa.String(9), server_default=""))
    op.add_column("base", sa.Column("d8", sa.String(9), server_default="null"))
    op.add_column("base", sa.Column("d9", sa.String(9), server_default=sa.null()))
    op.add_column(
        "base", sa.Column("c1", sa.Integer, sa.Computed("x + 1", persisted=True), comment="computed")
    )
    op.add_column("base", sa.Column("system", sa.Integer, system=False, quote=True))
    op.create_table(
        "a_table_with_a_name_that_is_really_quite_long_but_fits",
        sa.Column("a_column_with_a_name_that_is_long_as_well", sa.Integer, index=True),
        sa.Column("another_column_with_a_name_that_is_long", sa.Integer, sa.ForeignKey("other.id")),
        sa.UniqueConstraint(
            "a_column_with_a_name_that_is_long_as_well", "another_column_with_a_name_that_is_long"
        ),
    )


def mysql():
    return op.get_context().dialect.name != "postgresql"


def downgrade():
    op.drop_table("a_table_with_a_name_that_is_really_quite_long_but_fits")
    for name in ("system", "c1", "d9", "d8", "d7", "d6", "d5", "d4", "d3", "d2", "d1"):
        op.drop_column("base", name)
    op.drop_constraint("size_known", "base", type_="check")
    op.drop_column("base", "size")
    if mysql():
        op.drop_constraint("flag_known", "base", type_="check")
    op.drop_column("base", "flag")
    op.drop_constraint("fk_base_same_other", "base", type_="foreignkey")
    op.drop_column("base", "same")
    op.drop_constraint("fk_base_other_id_other", "base", type_="foreignkey")
    op.drop_index("ix_base_base_other_id", "base")
    for name in ("other_id", "ui", "i", "u"):
        op.drop_column("base", name)
    op.drop_table("other")
    op.drop_table("base")
