"""Rows inserted in every way that a script can."""

import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op

revision = "d1"
down_revision = None


class Colour(enum.Enum):
    red = "r"
    green = "g"


def upgrade():
    table = op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, server_default="none"),
        sa.Column("n", sa.Numeric(12, 3)),
        sa.Column("f", sa.Float(53)),
        sa.Column("b", sa.Boolean),
        sa.Column("d", sa.Date),
        sa.Column("dt", sa.DateTime),
        sa.Column("j", sa.JSON),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("colour", sa.Enum(Colour, name="row_colour")),
        sa.Column("uid", sa.Uuid),
        sa.Column("made_up", sa.Integer, default=42, key="key_of_its_own"),
        sa.Column("text_", sa.Text, default=lambda: "called"),
    )
    op.bulk_insert(
        table,
        [
            {
                "id": 1,
                "name": 'it\'s "q" \\ 100% :x {y} ;--\n\t🐘\r',
                "n": decimal.Decimal("12345.678"),
                "f": 0.1,
                "b": True,
                "d": datetime.date(2024, 2, 29),
                "dt": datetime.datetime(2024, 2, 29, 12, 30, 15),
                "j": {"a": [1, None, "ž'\"\\"], "b": {"c": True}},
                "raw": b"\x00\xff'\\",
                "colour": Colour.green,
                "uid": uuid.UUID("00000000-0000-0000-0000-0000000000ab"),
            },
            {
                "id": 2,
                "name": "",
                "n": None,
                "f": None,
                "b": False,
                "d": None,
                "dt": None,
                "j": None,
                "raw": None,
                "colour": "red",
                "uid": None,
            },
        ],
    )
    op.bulk_insert(table, [])
    op.bulk_insert(
        sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String)),
        [{"id": 10, "name": "untyped table"}, {"id": 11, "name": op.inline_literal("inline")}],
        multiinsert=False,
    )
    op.bulk_insert(
        sa.table("t", sa.column("id"), sa.column("name"), sa.column("b")),
        [{"id": 12, "name": "x", "b": True}],
    )


def downgrade():
    op.drop_table("t")
    sa.Enum(name="row_colour").drop(op.get_bind())
