"""Types of one engine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql as my
from sqlalchemy.dialects import postgresql as pg

revision = "t2"
down_revision = "t1"

POSTGRESQL = {
    "jsonb_": pg.JSONB,
    "inet_": pg.INET,
    "cidr_": pg.CIDR,
    "macaddr_": pg.MACADDR,
    "bit_": pg.BIT(3),
    "bits": pg.BIT(8, varying=True),
    "words": pg.TSVECTOR,
    "question": pg.TSQUERY,
    "months": pg.INTERVAL(fields="YEAR TO MONTH"),
    "seconds": pg.INTERVAL(precision=2),
    "range_": pg.INT4RANGE,
    "days": pg.DATERANGE,
    "moments": pg.TSTZRANGE,
    "money_": pg.MONEY,
    "oid_": pg.OID,
    "class_": pg.REGCLASS,
    "uuid_": pg.UUID,
    "bytea_": pg.BYTEA,
    "stamp": pg.TIMESTAMP(precision=3),
    "stamp_zone": pg.TIMESTAMP(timezone=True, precision=0),
    "clock_zone": pg.TIME(timezone=True, precision=1),
    "double_": pg.DOUBLE_PRECISION,
    "numbers": pg.ARRAY(sa.Integer),
    "grid": pg.ARRAY(sa.String(5), dimensions=2),
    "moods": pg.ARRAY(sa.Enum("sad", "ok", name="mood")),
    "array_": sa.ARRAY(sa.Numeric(5, 2)),
    "char_": sa.CHAR(4, collation="C"),
    "text_": sa.Text(collation="C"),
    "domain_": pg.DOMAIN(
        "positive", sa.Integer, check=sa.text("VALUE > 0"), not_null=True, default=sa.text("1")
    ),
}

MYSQL = {
    "tiny": my.TINYINT(1),
    "tiny_unsigned": my.TINYINT(unsigned=True),
    "medium": my.MEDIUMINT(unsigned=True),
    "big": my.BIGINT(unsigned=True, zerofill=True),
    "int_": my.INTEGER(display_width=5),
    "decimal_": my.DECIMAL(12, 4, unsigned=True),
    "double_": my.DOUBLE(10, 2),
    "float_": my.FLOAT(7, 3),
    "bit_": my.BIT(3),
    "year_": my.YEAR,
    "stamp": my.TIMESTAMP(fsp=3),
    "moment": my.DATETIME(fsp=6),
    "clock": my.TIME(fsp=2),
    "tinytext_": my.TINYTEXT,
    "mediumtext_": my.MEDIUMTEXT(charset="latin1"),
    "longtext_": my.LONGTEXT(collation="utf8mb4_bin"),
    "varchar_": my.VARCHAR(20, charset="latin1", collation="latin1_german1_ci"),
    "ascii_": my.VARCHAR(20, ascii=True),
    "binary_text": my.CHAR(5, charset="utf8mb4", binary=True),
    "national": my.NVARCHAR(9),
    "tinyblob_": my.TINYBLOB,
    "mediumblob_": my.MEDIUMBLOB,
    "longblob_": my.LONGBLOB,
    "binary_": sa.BINARY(16),
    "varbinary_": sa.VARBINARY(255),
    "enum_": my.ENUM("a", "it's", "c", charset="latin1"),
    "set_": my.SET("x", "y", "z"),
    "json_": my.JSON,
    "string": sa.String(10, collation="utf8mb4_bin"),
}


def upgrade():
    types = POSTGRESQL if op.get_context().dialect.name == "postgresql" else MYSQL
    op.create_table(
        "own", sa.Column("id", sa.Integer, primary_key=True), *[sa.Column(n, t) for n, t in types.items()]
    )


def downgrade():
    op.drop_table("own")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP DOMAIN positive")
        op.execute("DROP TYPE mood")
