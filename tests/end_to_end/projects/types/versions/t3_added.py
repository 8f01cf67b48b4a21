"""The same types in columns that come later."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql as my
from sqlalchemy.dialects import postgresql as pg

revision = "t3"
down_revision = "t2"


def upgrade():
    # Alembic's ADD COLUMN makes no type.
    sa.Enum("round", "square", name="shape").create(op.get_bind(), checkfirst=True)
    op.create_table("added", sa.Column("id", sa.Integer, primary_key=True))
    for name, type_, default in (
        ("number", sa.Integer(), "7"),
        ("price", sa.Numeric(10, 2), sa.text("0.5")),
        ("flag", sa.Boolean(), sa.false()),
        ("name", sa.String(30), "it's"),
        ("moment", sa.DateTime(), sa.func.now()),
        ("day", sa.Date(), "2024-02-29"),
        ("shape", sa.Enum("round", "square", name="shape"), "round"),
    ):
        op.add_column("added", sa.Column(name, type_, server_default=default, nullable=False))
        op.add_column("added", sa.Column(f"{name}_or_null", type_))
    op.add_column("added", sa.Column("code", sa.String(5), unique=True))
    op.add_column("added", sa.Column("group_", sa.Integer, index=True))
    op.add_column(
        "added", sa.Column("generic_id", sa.Integer, sa.ForeignKey("generic.id", ondelete="SET NULL"))
    )
    op.add_column("added", sa.Column("positive", sa.Integer, sa.CheckConstraint("positive > 0")))
    op.add_column("added", sa.Column("checked", sa.Boolean(create_constraint=True, name="checked_is_bool")))
    op.add_column(
        "added",
        sa.Column("size", sa.Enum("S", "M", name="added_size", native_enum=False, create_constraint=True)),
    )
    if op.get_context().dialect.name == "postgresql":
        op.add_column("added", sa.Column("tags", pg.ARRAY(sa.String(9)), server_default="{}", nullable=False))
        op.add_column("added", sa.Column("data", pg.JSONB, server_default=sa.text("'{\"a\": 1}'::jsonb")))
    else:
        op.add_column("added", sa.Column("flags", my.SET("x", "y"), server_default="x,y", nullable=False))
        op.add_column(
            "added",
            sa.Column(
                "changed",
                my.TIMESTAMP(fsp=3),
                server_default=sa.text("CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)"),
                nullable=False,
            ),
        )


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.drop_column("added", "data")
        op.drop_column("added", "tags")
    else:
        op.drop_column("added", "changed")
        op.drop_column("added", "flags")
        op.drop_constraint("added_size", "added", type_="check")
        op.drop_constraint("checked_is_bool", "added", type_="check")
        op.drop_constraint("added_ibfk_1", "added", type_="foreignkey")
    op.drop_column("added", "size")
    op.drop_column("added", "checked")
    op.drop_column("added", "positive")
    op.drop_column("added", "generic_id")
    op.drop_column("added", "group_")
    op.drop_column("added", "code")
    op.drop_table("added")
    sa.Enum(name="shape").drop(op.get_bind(), checkfirst=True)
