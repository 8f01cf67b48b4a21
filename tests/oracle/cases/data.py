"""bulk_insert and inline_literal."""

import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, users


@case(users)
def bulk_insert_one_row():
    t = sa.table("users", sa.column("id", sa.Integer), sa.column("email", sa.String))
    op.bulk_insert(t, [{"id": 1, "email": "a@example.org"}])


@case(users)
def bulk_insert_rows():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.bulk_insert(t, [{"email": "a@x", "name": "A"}, {"email": "b@x", "name": "B"}])


@case(users)
def bulk_insert_keywords():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(table=t, rows=[{"email": "a@x"}], multiinsert=True)


@case(users)
def bulk_insert_one_by_one():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "a@x"}, {"email": "b@x"}], multiinsert=False)


@case(users)
def bulk_insert_rows_of_different_keys():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.bulk_insert(t, [{"email": "a@x", "name": "A"}, {"email": "b@x"}])


@case(users)
def bulk_insert_empty():
    op.bulk_insert(sa.table("users", sa.column("email", sa.String)), [])


@case(users)
def bulk_insert_none():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.bulk_insert(t, [{"email": "a@x", "name": None}])


@case(users)
def bulk_insert_untyped_columns():
    t = sa.table("users", sa.column("email"), sa.column("age"))
    op.bulk_insert(t, [{"email": "a@x", "age": 5}])


@case(users)
def bulk_insert_quotes_and_percent():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": 'it\'s 100% "sure"'}])


@case(users)
def bulk_insert_colon_and_braces():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": '{"a":true, "at":"12:30"}'}])


@case(users)
def bulk_insert_backslash():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "C:\\temp\\new"}])


@case(users)
def bulk_insert_tab():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "a\tb"}])


@case(users)
def bulk_insert_newline():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "two\nlines"}])


@case(users)
def bulk_insert_semicolon_and_go():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "a; DROP TABLE users -- x"}])


@case(users)
def bulk_insert_unicode():
    t = sa.table("users", sa.column("email", sa.Unicode), sa.column("name", sa.String))
    op.bulk_insert(t, [{"email": "zoë@例え", "name": "☃"}])


@case(users)
def bulk_insert_two_blanks():
    t = sa.table("users", sa.column("email", sa.String))
    op.bulk_insert(t, [{"email": "a  b ,  ( c )"}])


@case()
def bulk_insert_integers():
    t = op.create_table("n", sa.Column("a", sa.Integer), sa.Column("b", sa.BigInteger))
    op.bulk_insert(t, [{"a": 0, "b": 9223372036854775807}, {"a": -1, "b": -5}])


@case()
def bulk_insert_numbers():
    t = op.create_table("n", sa.Column("a", sa.Numeric(20, 4)), sa.Column("b", sa.Float))
    op.bulk_insert(t, [{"a": decimal.Decimal("12345678901234.5000"), "b": 0.5}])


@case()
def bulk_insert_boolean():
    t = op.create_table("n", sa.Column("a", sa.Boolean), sa.Column("b", sa.Boolean))
    op.bulk_insert(t, [{"a": True, "b": False}])


@case()
def bulk_insert_date():
    t = op.create_table("n", sa.Column("a", sa.Date))
    op.bulk_insert(t, [{"a": datetime.date(2024, 2, 29)}])


@case()
def bulk_insert_datetime():
    t = op.create_table("n", sa.Column("a", sa.DateTime))
    op.bulk_insert(t, [{"a": datetime.datetime(2024, 2, 29, 12, 30, 15)}])


@case()
def bulk_insert_datetime_microseconds():
    t = op.create_table("n", sa.Column("a", sa.DateTime))
    op.bulk_insert(t, [{"a": datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)}])


@case()
def bulk_insert_datetime_zone():
    t = op.create_table("n", sa.Column("a", sa.DateTime(timezone=True)))
    op.bulk_insert(t, [{"a": datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)}])


@case()
def bulk_insert_time():
    t = op.create_table("n", sa.Column("a", sa.Time))
    op.bulk_insert(t, [{"a": datetime.time(12, 30, 15)}])


@case()
def bulk_insert_interval():
    t = op.create_table("n", sa.Column("a", sa.Interval))
    op.bulk_insert(t, [{"a": datetime.timedelta(days=1, hours=2)}])


@case()
def bulk_insert_uuid():
    t = op.create_table("n", sa.Column("a", sa.Uuid))
    op.bulk_insert(t, [{"a": uuid.UUID("12345678-1234-5678-1234-567812345678")}])


@case()
def bulk_insert_json():
    t = op.create_table("n", sa.Column("a", sa.JSON))
    op.bulk_insert(t, [{"a": {"k": ["it's", 1, None, True]}}])


@case()
def bulk_insert_json_null():
    t = op.create_table("n", sa.Column("a", sa.JSON))
    op.bulk_insert(t, [{"a": None}])


@case(dialects=("postgresql",))
def bulk_insert_jsonb():
    t = op.create_table("n", sa.Column("a", postgresql.JSONB))
    op.bulk_insert(t, [{"a": {"k": "v"}}])


@case(dialects=("postgresql",))
def bulk_insert_array():
    t = op.create_table(
        "n", sa.Column("a", postgresql.ARRAY(sa.Integer)), sa.Column("b", postgresql.ARRAY(sa.String))
    )
    op.bulk_insert(t, [{"a": [1, 2], "b": ["x", "it's"]}])


@case()
def bulk_insert_bytes():
    t = op.create_table("n", sa.Column("a", sa.LargeBinary))
    op.bulk_insert(t, [{"a": b"\x00\xffabc"}])


@case()
def bulk_insert_enum_member():
    class Color(enum.Enum):
        RED = "r"
        BLUE = "b"

    t = op.create_table("n", sa.Column("a", sa.Enum(Color, name="color")))
    op.bulk_insert(t, [{"a": Color.RED}])


@case()
def bulk_insert_enum_string():
    t = op.create_table("n", sa.Column("a", sa.Enum("x", "y", name="xy")))
    op.bulk_insert(t, [{"a": "y"}])


@case()
def bulk_insert_nan():
    t = op.create_table("n", sa.Column("a", sa.Float))
    op.bulk_insert(t, [{"a": float("nan")}])


@case()
def bulk_insert_big_decimal():
    t = op.create_table("n", sa.Column("a", sa.Numeric(30, 0)))
    op.bulk_insert(t, [{"a": decimal.Decimal("1E+25")}])


@case(users)
def bulk_insert_inline_literal():
    t = sa.table("users", sa.column("email", sa.String), sa.column("age", sa.Integer))
    op.bulk_insert(t, [{"email": op.inline_literal("a@x"), "age": op.inline_literal(5)}], multiinsert=False)


@case(users)
def bulk_insert_sql_expression():
    t = sa.table("users", sa.column("email", sa.String), sa.column("age", sa.Integer))
    op.bulk_insert(t, [{"email": sa.func.lower("A@X"), "age": sa.text("1 + 1")}])


@case()
def bulk_insert_now():
    t = op.create_table("n", sa.Column("at", sa.DateTime))
    op.bulk_insert(t, [{"at": sa.func.now()}])


@case(app_users)
def bulk_insert_in_schema():
    t = sa.table("users", sa.column("email", sa.String), schema="app")
    op.bulk_insert(t, [{"email": "a@x"}])


@case(users)
def bulk_insert_table_object():
    t = sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120)),
    )
    op.bulk_insert(t, [{"id": 7, "email": "a@x"}])


@case(users)
def bulk_insert_table_object_without_key_value():
    t = sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120)),
    )
    op.bulk_insert(t, [{"email": "a@x"}])


@case(users)
def bulk_insert_python_default():
    t = sa.Table(
        "users", sa.MetaData(), sa.Column("email", sa.String(120)), sa.Column("age", sa.Integer, default=18)
    )
    op.bulk_insert(t, [{"email": "a@x"}])


@case(users)
def bulk_insert_unknown_column():
    op.bulk_insert(sa.table("users", sa.column("email", sa.String)), [{"nothing": 1}])


@case(users)
def bulk_insert_not_a_list():
    op.bulk_insert(sa.table("users", sa.column("email", sa.String)), {"email": "a@x"})


@case()
def bulk_insert_odd_names():
    t = op.create_table("Odd Table", sa.Column("order", sa.Integer), sa.Column("it's", sa.String(9)))
    op.bulk_insert(t, [{"order": 1, "it's": "x"}])


@case()
def bulk_insert_into_identity_column():
    t = op.create_table("n", sa.Column("id", sa.Integer, sa.Identity(always=False), primary_key=True))
    op.bulk_insert(t, [{"id": 5}])


@case()
def bulk_insert_into_table_without_key():
    t = op.create_table("n", sa.Column("x", sa.Integer))
    op.bulk_insert(t, [{"x": 5}])


@case(users)
def update_with_inline_literal():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(
        t.update().where(t.c.email == op.inline_literal("a@x")).values({"name": op.inline_literal("it's")})
    )


@case(users)
def inline_literal_typed():
    t = sa.table("users", sa.column("age", sa.Integer), sa.column("name", sa.String))
    op.execute(
        t.update().values(age=op.inline_literal(5, sa.Integer), name=op.inline_literal("x", sa.String()))
    )
