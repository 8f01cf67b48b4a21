"""Types that bring a check, given to a column and taken from it.

Alembic's own DROP of the old check fails on MySQL.
"""

import sqlalchemy as sa
from alembic import op

revision = "z2"
down_revision = "z1"

SIZES = sa.Enum("small", "large", name="size_known", native_enum=False, create_constraint=True)
MORE = sa.Enum(
    "small", "large", "huge", name="size_known", native_enum=False, create_constraint=True, length=20
)
FLAG = sa.Boolean(create_constraint=True, name="i_flag")


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("base", "size", type_=MORE, existing_type=SIZES, existing_nullable=True)
    else:
        op.alter_column("base", "i", type_=FLAG, existing_type=sa.Integer(), existing_nullable=True)


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("base", "size", type_=SIZES, existing_type=MORE, existing_nullable=True)
    else:
        op.drop_constraint("i_flag", "base", type_="check")
        op.alter_column("base", "i", type_=sa.Integer(), existing_type=sa.Boolean(), existing_nullable=True)
