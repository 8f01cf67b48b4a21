"""Tables with what only PostgreSQL has."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg


def types(op: Any) -> None:
    op.create_table(
        "p_types",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("uuid", pg.UUID(as_uuid=True), server_default=sa.text("gen_random_uuid()")),
        sa.Column("json", pg.JSON, server_default="{}"),
        sa.Column("jsonb", pg.JSONB, server_default=sa.text('\'{"bb":1,"a":[1,2]}\'::jsonb')),
        sa.Column("ip", pg.INET),
        sa.Column("net", pg.CIDR),
        sa.Column("mac", pg.MACADDR),
        sa.Column("bytes", pg.BYTEA),
        sa.Column("bits", pg.BIT(3)),
        sa.Column("varbits", pg.BIT(5, varying=True)),
        sa.Column("stamp", pg.TIMESTAMP(precision=3)),
        sa.Column("stamptz", pg.TIMESTAMP(timezone=True, precision=0)),
        sa.Column("clock", pg.TIME(timezone=True)),
        sa.Column("clock3", pg.TIME(precision=3)),
        sa.Column("span", pg.INTERVAL),
        sa.Column("span2", pg.INTERVAL(fields="YEAR TO MONTH")),
        sa.Column("span3", pg.INTERVAL(precision=3)),
        sa.Column("money", pg.MONEY),
        sa.Column("search", pg.TSVECTOR),
        sa.Column("range", pg.INT4RANGE),
        sa.Column("dates", pg.DATERANGE),
        sa.Column("double", pg.DOUBLE_PRECISION),
        sa.Column("free", sa.String),
        sa.Column("collated", sa.String(10, collation="C")),
        sa.Column("oid", pg.OID),
    )
    op.create_table(
        "p_arrays",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ints", pg.ARRAY(sa.Integer), server_default="{}", nullable=False),
        sa.Column("texts", pg.ARRAY(sa.Text), server_default=sa.text("ARRAY[]::text[]")),
        sa.Column("strings", pg.ARRAY(sa.String(20)), server_default=sa.text("'{a,b}'")),
        sa.Column("square", pg.ARRAY(sa.Integer, dimensions=2)),
        sa.Column("numbers", pg.ARRAY(sa.Numeric(8, 2))),
        sa.Column("kinds", pg.ARRAY(pg.ENUM("x", "y", name="kind_in_array", create_type=True))),
    )


def enums(op: Any) -> None:
    op.execute("CREATE SCHEMA other")
    op.create_table(
        "p_enums",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Enum("new", "old", name="state"), server_default="new", nullable=False),
        sa.Column("b", sa.Enum("P", "q r", name="Mixed Case"), server_default=sa.text("'P'")),
        sa.Column("c", sa.Enum("u", "v", name="elsewhere", schema="other"), server_default="u"),
        sa.CheckConstraint("a = 'new' OR b IS NULL", name="ck_enum"),
    )
    op.execute("ALTER TYPE state ADD VALUE 'lost' AFTER 'new'")
    op.create_table(
        "p_enum_again",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", pg.ENUM("new", "lost", "old", name="state", create_type=False)),
        schema="other",
    )


def keys(op: Any) -> None:
    op.execute("CREATE SCHEMA shop")
    op.create_table("p_owner", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer))
    op.create_table(
        "p_parent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(10), unique=True),
        sa.Column("Order", sa.Integer, comment="it's quoted"),
        sa.UniqueConstraint("code", "Order", name="uq_pair", deferrable=True, initially="DEFERRED"),
        schema="shop",
        comment="a table's comment",
    )
    op.create_table(
        "p_child",
        sa.Column("id", sa.Integer, sa.ForeignKey("shop.p_parent.id", deferrable=True, initially="DEFERRED")),
        sa.Column("owner", sa.Integer, sa.ForeignKey("p_owner.id", ondelete="SET NULL", onupdate="CASCADE")),
        sa.Column("full", sa.Integer, sa.ForeignKey("p_owner.id", match="FULL", ondelete="SET DEFAULT")),
        sa.Column("self", sa.Integer, sa.ForeignKey("shop.p_child.id", name="fk_self")),
        sa.Column("not_def", sa.Integer, sa.ForeignKey("p_owner.id", deferrable=False)),
        sa.PrimaryKeyConstraint("id", postgresql_include=["owner"]),
        schema="shop",
    )
    op.create_table(
        "p_small",
        sa.Column("id", sa.SmallInteger, primary_key=True),
        sa.Column("Weird Name", sa.Integer),
        sa.UniqueConstraint("Weird Name", postgresql_nulls_not_distinct=True),
    )


def identities(op: Any) -> None:
    op.create_table("p_always", sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True))
    op.create_table(
        "p_identity",
        sa.Column(
            "id", sa.BigInteger, sa.Identity(start=10, increment=5, maxvalue=1000, cycle=True, cache=3)
        ),
        sa.Column("down", sa.SmallInteger, sa.Identity(increment=-1)),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer, sa.Computed("a * 2 + 1", persisted=True)),
        sa.Column("c", sa.Text, sa.Computed("lower(d)", persisted=True)),
        sa.Column("d", sa.String(20)),
    )
    op.create_table("Mixed", sa.Column("Id", sa.Integer, primary_key=True))
    op.execute("CREATE TABLE p_serial (a serial, b bigserial NOT NULL, c smallserial, PRIMARY KEY (b))")
    op.execute("CREATE SEQUENCE p_numbers")
    op.execute(
        "CREATE TABLE p_uses (a bigint DEFAULT nextval('p_numbers'),"
        " b int DEFAULT nextval('p_numbers'::regclass))"
    )


def defaults(op: Any) -> None:
    op.create_table(
        "p_defaults",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.DateTime, server_default=sa.text("timezone('utc', now())")),
        sa.Column("b", sa.DateTime, server_default=sa.text("(now() at time zone 'utc')")),
        sa.Column("c", sa.DateTime, server_default=sa.text("TIMEZONE('utc', CURRENT_TIMESTAMP)")),
        sa.Column("d", sa.DateTime, server_default="2020-01-02"),
        sa.Column("e", sa.Date, server_default=sa.text("CURRENT_DATE")),
        sa.Column("f", sa.DateTime, server_default=sa.text("statement_timestamp()")),
        sa.Column("g", sa.BigInteger, server_default=sa.text("-1")),
        sa.Column("h", sa.BigInteger, server_default=sa.text("0::bigint")),
        sa.Column("i", sa.Numeric(10, 2), server_default="1.50"),
        sa.Column("j", sa.Numeric, server_default="-1"),
        sa.Column("k", sa.Text, server_default=sa.text("'x'::character varying")),
        sa.Column("l", sa.String(10), server_default=sa.text("CAST('x' AS VARCHAR(10))")),
        sa.Column("m", sa.Text, server_default=sa.text("NULL")),
        sa.Column("n", pg.JSONB, server_default=sa.text("'[]'")),
        sa.Column("o", sa.Boolean, server_default="t"),
        sa.Column("p", sa.Boolean, server_default=sa.text("false")),
        sa.Column("q", sa.Text, server_default=sa.text("CURRENT_USER")),
        sa.Column("r", sa.Time, server_default="10:00"),
        sa.Column("s", pg.UUID, server_default="00000000-0000-0000-0000-00000000000A"),
        sa.Column("t", sa.Integer, server_default=sa.text("(5)")),
        sa.Column("u", sa.Double, server_default="1e3"),
        sa.Column("v", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP")),
    )


def indexes(op: Any) -> None:
    op.create_table(
        "p_indexes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20)),
        sa.Column("b", sa.Integer),
        sa.Column("c", pg.JSONB),
        sa.Column("d", sa.Boolean),
        sa.Column("e", sa.Text),
    )
    op.create_index("ix_partial", "p_indexes", ["a"], unique=True, postgresql_where=sa.text("b > 0"))
    op.create_index("ix_partial2", "p_indexes", ["b"], postgresql_where=sa.text("a IS NOT NULL AND d"))
    op.create_index("ix_partial3", "p_indexes", ["b"], postgresql_where=sa.text("a = 'x' OR b IN (1, 2)"))
    op.create_index("ix_expression", "p_indexes", [sa.text("lower(a)")])
    op.create_index("ix_expressions", "p_indexes", ["b", sa.text("lower(e)"), sa.text("(b + 1)")])
    op.create_index("ix_desc", "p_indexes", [sa.text("a DESC"), sa.text("b DESC NULLS LAST"), "id"])
    op.create_index("ix_first", "p_indexes", [sa.text("b ASC NULLS FIRST")])
    op.create_index("ix_gin", "p_indexes", ["c"], postgresql_using="gin")
    op.create_index(
        "ix_ops",
        "p_indexes",
        ["e"],
        postgresql_ops={"e": "text_pattern_ops"},
        postgresql_with={"fillfactor": 50},
    )
    op.create_index(
        "ix_paths", "p_indexes", ["c"], postgresql_using="gin", postgresql_ops={"c": "jsonb_path_ops"}
    )
    op.create_index("ix_covering", "p_indexes", ["b"], postgresql_include=["a"])
    op.create_index("ix_nulls", "p_indexes", ["b", "e"], unique=True, postgresql_nulls_not_distinct=True)
    op.execute("CREATE INDEX ON p_indexes (b)")
    op.execute("CREATE UNIQUE INDEX ix_raw ON p_indexes (lower(a)) WHERE b > 5")
    op.execute("CREATE INDEX ix_raw_desc ON p_indexes USING btree (a DESC, b)")
    op.create_unique_constraint(None, "p_indexes", ["a", "b"])


CHECKS = (
    "a > 0", "a >= 0 AND (b <= 100 OR b IS NULL)", "d IN ('new', 'old')", "t IN ('new', 'old')",
    "length(d) > 3", "length(t) > 3", "a <> 3 AND NOT b = 4", "a BETWEEN 1 AND 5", "d LIKE 'a%'",
    "t LIKE 'a%'", "d IS NOT NULL OR a = 1", "d = 'a' OR d NOT IN ('b', 'c')", "d != 'x' AND d = ''",
    "a = -1", "a IN (0, 1)", "(a > 1 OR b > 2) AND c > 3", "NOT (a > 1 AND b > 2)", "char_length(d) > 0",
    "bo = true", "NOT bo", "a - (b - 1) > 0 AND a - b - 1 > 0", "n > 0", "n >= 1.5", "f > 0", "f > 0.5",
    "c > 0", "c IN (1, 2)", "da > '2020-01-01'", "bo", "ch = 'ab'", "d = t", "a = c", "n = a",
    "lower(d) = 'x'", "bo IS TRUE", "bo IS NOT FALSE", "upper(t) = t", "n > a", "d NOT LIKE 'a%'",
    "t IN ('x')", "a NOT IN (1, 2)", "a IN (1, -2)", "a > 0 AND b > 0 AND c > 0", "n BETWEEN 0 AND 100",
    "ch IN ('a', 'b')", "a > 0 OR (b > 0 AND c > 0)", "a > 0 OR b > 0 AND c > 0", "NOT (a IS NULL)",
    "a >= 0.5", "c <> 3000000000", "'x' = d", "a + b = 5", "d IS NULL OR d = 'x'", "NOT bo OR a > 1",
    "a = 1 AND (b = 2 AND c = 3)", "n <= 1.0", "a * 2 + 1 < b", "num_nonnulls(a, b) = 1",
    "ts > '2020-01-01'", "a IN (1, 2) AND b > 0", "a < b", "5 > a", "(a IS NULL) = (b IS NULL)",
    "coalesce(a, b) > 0", "t ~ '^a'", "a % 2 = 0", "a BETWEEN 1 AND 5 OR b = 2",
    "NOT (a BETWEEN 1 AND 5)", "NOT (a IN (1, 2))", "a NOT BETWEEN 1 AND 2", "s > 1", "s IN (1, 2)",
    "r > 0", "r > 0.5", "n > -1", "n > -1.5", "f > -1", "n IN (1, 2)", "f IN (1, 2)",
    "d IN ('it''s', 'b')", "d > 'a'", "\"d\" <> ''", "D <> 'x'",
    "a IS NOT NULL AND (d IN ('a', 'b') OR c = 1)", "t ILIKE 'a%'", "n = 1 OR f = 2",
    "lower(d) IN ('a', 'b')", "length(d) BETWEEN 1 AND 5", "a + b > 0 OR a - b > 0", "a = b + 1",
    "b * (a + 1) > 0", "da BETWEEN '2020-01-01' AND '2021-01-01'", "s = a", "s + 1 > a", "a * c > 0",
    "bo = false", "bo <> bo2", "ts > da", "d LIKE 'a\\_%' ESCAPE '\\'", "f = f", "n < n",
    "uu = '00000000-0000-0000-0000-000000000000'", "j = '{}'",
)  # fmt: skip


def checks(op: Any) -> None:
    op.create_table(
        "p_checks",
        *(sa.Column(name, sa.Integer) for name in "ab"),
        sa.Column("c", sa.BigInteger),
        sa.Column("s", sa.SmallInteger),
        sa.Column("n", sa.Numeric(10, 2)),
        sa.Column("f", sa.Double),
        sa.Column("r", sa.REAL),
        sa.Column("d", sa.String(20)),
        sa.Column("t", sa.Text),
        sa.Column("ch", sa.CHAR(3)),
        sa.Column("bo", sa.Boolean),
        sa.Column("bo2", sa.Boolean),
        sa.Column("da", sa.Date),
        sa.Column("ts", sa.DateTime),
        sa.Column("uu", pg.UUID),
        sa.Column("j", pg.JSONB),
        *(sa.CheckConstraint(text, name=f"ck{number:03}") for number, text in enumerate(CHECKS)),
    )
    # The same, with all parentheses.
    for number, text in enumerate(CHECKS):
        op.create_index(f"ix{number:03}", "p_checks", ["a"], postgresql_where=sa.text(text))


def altered(op: Any) -> None:
    op.create_table("p_old", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(20)))
    op.rename_table("p_old", "p_new")
    op.alter_column(
        "p_new", "a", type_=sa.Text(), existing_type=sa.String(20), server_default="x", nullable=False
    )
    op.add_column("p_new", sa.Column("b", sa.Integer, nullable=False, server_default="0", comment="added"))
    op.alter_column("p_new", "b", new_column_name="c")
    op.create_foreign_key(None, "p_new", "p_new", ["c"], ["id"], ondelete="CASCADE")
    op.execute("ALTER TABLE p_new ADD COLUMN d varchar(10) DEFAULT 'q' CHECK (d <> ''), ADD CHECK (c > 0)")
    op.execute("COMMENT ON TABLE p_new IS 'said later'")
    op.execute(
        "CREATE TABLE p_raw (id int4 PRIMARY KEY, v varchar UNIQUE,"
        " at timestamptz(3) DEFAULT now(), f float8)"
    )
    op.execute("CREATE TABLE p_raw2 (a int REFERENCES p_raw, b decimal(5), c character varying(7) NOT NULL)")
    op.execute("CREATE VIEW p_view AS SELECT id FROM p_raw")
    op.execute("CREATE DOMAIN p_domain AS varchar(30) DEFAULT 'x' NOT NULL")


ALL = (types, enums, keys, identities, defaults, indexes, altered)


def refused(op: Any) -> None:
    op.create_table(
        "p_refused",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text, server_default=sa.text("md5('x')")),
        sa.CheckConstraint("md5(a) = a", name="ck_function"),
    )
