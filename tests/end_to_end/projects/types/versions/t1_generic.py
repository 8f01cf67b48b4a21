"""Every generic type, with a default where it can have one."""

import enum

import sqlalchemy as sa
from alembic import op

revision = "t1"
down_revision = None


class Colour(enum.Enum):
    red = "r"
    green = "g"


def upgrade():
    op.create_table(
        "generic",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("small", sa.SmallInteger, server_default="1"),
        sa.Column("big", sa.BigInteger, nullable=False, server_default="-9000000000"),
        sa.Column("price", sa.Numeric(10, 2), server_default="0.50"),
        sa.Column("amount", sa.Numeric),
        sa.Column("ratio", sa.Float, server_default="0.25"),
        sa.Column("precise", sa.Float(53)),
        sa.Column("double_", sa.Double, server_default=sa.text("1e10")),
        sa.Column("real_", sa.REAL),
        sa.Column("decimal_", sa.DECIMAL(5, 1)),
        sa.Column("flag", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column(
            "flag_checked", sa.Boolean(create_constraint=True, name="flag_is_bool"), server_default=sa.false()
        ),
        sa.Column("flag_text", sa.Boolean, server_default=sa.text("true")),
        sa.Column("short", sa.String(20), server_default='it\'s "5" \\ %s :x'),
        sa.Column("fixed", sa.CHAR(3), server_default=""),
        sa.Column("wide", sa.Unicode(20), server_default="žluť 🐘"),
        sa.Column("long_", sa.Text),
        sa.Column("wide_long", sa.UnicodeText),
        sa.Column("varying", sa.VARCHAR(7)),
        sa.Column("day", sa.Date, server_default="2024-02-29"),
        sa.Column("clock", sa.Time, server_default="12:30:00"),
        sa.Column("moment", sa.DateTime, server_default=sa.func.now()),
        sa.Column("moment_text", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("moment_zone", sa.DateTime(timezone=True), server_default="2024-01-01 00:00:00"),
        sa.Column("stamp", sa.TIMESTAMP, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("lasting", sa.Interval),
        sa.Column("bytes_", sa.LargeBinary),
        sa.Column("bytes_sized", sa.LargeBinary(100)),
        sa.Column("pickled", sa.PickleType),
        sa.Column("json_", sa.JSON),
        sa.Column("uuid_", sa.Uuid),
        sa.Column("uuid_text", sa.Uuid(native_uuid=False)),
        sa.Column("colour", sa.Enum(Colour, name="colour"), server_default="red", nullable=False),
        sa.Column(
            "size",
            sa.Enum("S", "M's", "L", name="size_", native_enum=False, create_constraint=True, length=10),
        ),
        sa.Column("grade", sa.Enum("a", "b", name="grade", native_enum=False)),
        sa.Column("variant", sa.String().with_variant(sa.String(33), "mysql", "mariadb")),
    )


def downgrade():
    op.drop_table("generic")
    sa.Enum(name="colour").drop(op.get_bind(), checkfirst=True)
