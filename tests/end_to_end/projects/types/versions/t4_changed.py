"""Types that change, rows in them."""

import sqlalchemy as sa
from alembic import op

revision = "t4"
down_revision = "t3"

CHANGES = (
    ("small", sa.SmallInteger(), sa.BigInteger(), "1", None),
    ("big", sa.BigInteger(), sa.Numeric(20, 0), "-9000000000", None),
    ("price", sa.Numeric(10, 2), sa.Numeric(12, 4), "0.50", None),
    ("short", sa.String(20), sa.Text(), None, None),
    ("varying", sa.VARCHAR(7), sa.VARCHAR(70), None, None),
    ("day", sa.Date(), sa.DateTime(), None, None),
    ("flag", sa.Boolean(), sa.Integer(), None, "flag::integer"),
    ("json_", sa.JSON(), sa.Text(), None, None),
)


def upgrade():
    op.alter_column(
        "generic", "short", server_default=None, existing_type=sa.String(20), existing_nullable=True
    )
    op.alter_column("generic", "day", server_default=None, existing_type=sa.Date(), existing_nullable=True)
    op.alter_column(
        "generic", "flag", server_default=None, existing_type=sa.Boolean(), existing_nullable=False
    )
    for name, old, new, default, using in CHANGES:
        op.alter_column(
            "generic",
            name,
            type_=new,
            existing_type=old,
            existing_nullable=name not in ("big", "flag"),
            existing_server_default=default if default is not None else False,
            postgresql_using=using,
        )


def downgrade():
    for name, old, new, default, _ in reversed(CHANGES):
        op.alter_column(
            "generic",
            name,
            type_=old,
            existing_type=new,
            existing_nullable=name not in ("big", "flag"),
            existing_server_default=default if default is not None else False,
            postgresql_using={"flag": "flag::boolean", "json_": "json_::json"}.get(name),
        )
    op.alter_column(
        "generic", "flag", server_default=sa.true(), existing_type=sa.Boolean(), existing_nullable=False
    )
    op.alter_column(
        "generic", "day", server_default="2024-02-29", existing_type=sa.Date(), existing_nullable=True
    )
    op.alter_column(
        "generic", "short", server_default="x", existing_type=sa.String(20), existing_nullable=True
    )
