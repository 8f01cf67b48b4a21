"""Little programs, each run on a real server and in a replay."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from tests.rows.worlds import Bulk, Do, Read, Step, Write

C = sa.Column
META = sa.MetaData()
Program = Callable[[], list[Step]]
PROGRAMS: dict[str, Program] = {}


def program(function: Program) -> Program:
    PROGRAMS[function.__name__] = function
    return function


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Upper(sa.types.TypeDecorator[str]):
    impl = sa.String(50)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else value.upper()

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else f"<{value}>"


def users(*more: Any) -> sa.Table:
    return sa.Table(
        "users",
        sa.MetaData(),
        C("id", sa.Integer, primary_key=True),
        C("name", sa.String(30), nullable=False),
        C("age", sa.Integer),
        *more,
    )


def posts(**key: Any) -> sa.Table:
    metadata = sa.MetaData()
    sa.Table("users", metadata, C("id", sa.Integer, primary_key=True))
    return sa.Table(
        "posts",
        metadata,
        C("id", sa.Integer, primary_key=True),
        C("user_id", sa.Integer, sa.ForeignKey("users.id", **key)),
        C("title", sa.String(30)),
    )


def make(*tables: sa.Table) -> list[Step]:
    return [Do(sa.schema.CreateTable(table)) for table in tables]


def three(table: sa.Table) -> list[Step]:
    return [Bulk(table, [{"name": n, "age": a} for n, a in (("anna", 30), ("bob", None), ("carl", 25))])]


# --- existence tests (200 of the census) ------------------------------------------------------------


@program
def existence_by_count_of_an_empty_table() -> list[Step]:
    t = users()
    return [*make(t), Read(sa.select(sa.func.count()).select_from(t)), Read("SELECT COUNT(*) FROM users")]


@program
def existence_by_first_row() -> list[Step]:
    t = users()
    return [
        *make(t),
        Read(sa.select(t.c.id).where(t.c.name == "anna").limit(1)),
        *three(t),
        Read(sa.select(t.c.id).where(t.c.name == "anna").limit(1)),
        Read(sa.text("SELECT id FROM users WHERE name = :n"), {"n": "zoe"}),
        Read(sa.text("SELECT id FROM users WHERE name = :n LIMIT 1"), {"n": "bob"}),
    ]


@program
def existence_by_select_one() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read("SELECT 1 FROM users WHERE name = 'bob'"),
        Read("SELECT 1 FROM users LIMIT 1"),
        Read("SELECT 1 FROM users WHERE age > 100 LIMIT 1"),
    ]


@program
def existence_by_exists() -> list[Step]:
    t = users()
    return [
        *make(t),
        Read(sa.select(sa.exists().where(t.c.name == "anna"))),
        *three(t),
        Read(sa.select(sa.exists().where(t.c.name == "anna"))),
        Read("SELECT EXISTS (SELECT 1 FROM users WHERE name = 'zoe')"),
        Read("SELECT EXISTS (SELECT * FROM users) AS found"),
    ]


@program
def insert_if_missing() -> list[Step]:
    t = users()
    missing = sa.select(sa.literal("dora"), sa.literal(40)).where(~sa.exists().where(t.c.name == "dora"))
    return [
        *make(t),
        *three(t),
        Write(
            "INSERT INTO users (name, age) SELECT 'dora', 40"
            " WHERE NOT EXISTS (SELECT 1 FROM users WHERE name = 'dora')"
        ),
        Write(
            "INSERT INTO users (name, age) SELECT 'dora', 41"
            " WHERE NOT EXISTS (SELECT 1 FROM users WHERE name = 'dora')"
        ),
        Read(sa.select(t.c.name, t.c.age).order_by(t.c.name), ordered=True),
        Read(missing),
    ]


# --- row loops (580) --------------------------------------------------------------------------------


@program
def loop_over_all_rows() -> list[Step]:
    t = users()
    return [*make(t), *three(t), Read(sa.select(t), ordered=True), Read(t.select(), ordered=True)]


@program
def loop_over_raw_rows() -> list[Step]:
    t = users()
    return [*make(t), *three(t), Read("SELECT id, name, age FROM users"), Read("SELECT * FROM users")]


@program
def loop_and_update_by_key() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write(t.update().where(t.c.id == 1).values(name="anne")),
        Write(t.update().where(t.c.id == 9).values(name="nobody")),
        Write(sa.text("UPDATE users SET age = :a WHERE id = :i"), {"a": 31, "i": 2}),
        Read(sa.select(t).order_by(t.c.id), ordered=True),
    ]


@program
def loop_over_nulls() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id).where(t.c.age.is_(None))),
        Read(sa.select(t.c.id).where(t.c.age.is_not(None))),
        Read("SELECT id FROM users WHERE age IS NULL"),
        Read("SELECT id FROM users WHERE age <> 30"),
        Read("SELECT id FROM users WHERE NOT (age = 30)"),
    ]


@program
def loop_until_rowcount_is_zero() -> list[Step]:
    t = users()
    batch = t.update().where(t.c.age.is_(None)).values(age=1)
    return [
        *make(t),
        *three(t),
        Write(batch),
        Write(batch),
        Write("DELETE FROM users WHERE age = 1"),
        Write("DELETE FROM users WHERE age = 1"),
    ]


@program
def loop_over_pages() -> list[Step]:
    t = users()
    page = sa.select(t.c.id, t.c.name).order_by(t.c.id)
    return [
        *make(t),
        *three(t),
        Read(page.limit(2), ordered=True),
        Read(page.limit(2).offset(2), ordered=True),
        Read(page.limit(2).offset(4), ordered=True),
        Read(sa.select(t.c.id).where(t.c.id > 1).order_by(t.c.id).limit(1), ordered=True),
    ]


@program
def loop_over_a_join() -> list[Step]:
    u, p = users(), posts()
    join = sa.select(u.c.name, p.c.title).join_from(u, p, u.c.id == p.c.user_id)
    return [
        *make(u, p),
        *three(u),
        Bulk(
            p,
            [
                {"user_id": 1, "title": "one"},
                {"user_id": 1, "title": "two"},
                {"user_id": 3, "title": "three"},
            ],
        ),
        Read(join),
        Read(sa.select(u.c.name, p.c.title).join_from(u, p, u.c.id == p.c.user_id, isouter=True)),
        Read("SELECT u.name, p.title FROM users u JOIN posts p ON p.user_id = u.id WHERE p.title = 'two'"),
        Read("SELECT u.name FROM users u, posts p WHERE p.user_id = u.id AND p.title = 'three'"),
        Read("SELECT users.id FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE posts.id IS NULL"),
    ]


@program
def rows_without_children_are_deleted() -> list[Step]:
    u, p = users(), posts()
    return [
        *make(u, p),
        *three(u),
        Bulk(p, [{"user_id": 1, "title": "one"}]),
        Write("DELETE FROM users WHERE id NOT IN (SELECT user_id FROM posts WHERE user_id IS NOT NULL)"),
        Read(sa.select(u.c.id)),
        Write("DELETE FROM posts WHERE EXISTS (SELECT 1 FROM users WHERE users.id = posts.user_id)"),
        Read(sa.select(sa.func.count(p.c.id))),
    ]


# --- a scalar that is used later (95) ---------------------------------------------------------------


@program
def scalar_of_a_maximum() -> list[Step]:
    t = users()
    return [
        *make(t),
        Read(sa.select(sa.func.max(t.c.id))),
        Read("SELECT MAX(id), MIN(age), COUNT(age), COUNT(*) FROM users"),
        *three(t),
        Read(sa.select(sa.func.max(t.c.id), sa.func.min(t.c.age))),
        Read("SELECT MAX(id), MIN(age), COUNT(age), COUNT(*) FROM users"),
        Read("SELECT COALESCE(MAX(id), 0) + 1 FROM users"),
        Read("SELECT COALESCE(MAX(age), 0) FROM users WHERE id > 100"),
    ]


@program
def scalar_of_a_sum() -> list[Step]:
    t = users()
    return [
        *make(t),
        Read(sa.select(sa.func.sum(t.c.age))),
        *three(t),
        Read("SELECT SUM(age) FROM users"),
        Read(sa.select(sa.func.sum(t.c.age))),
    ]


@program
def scalar_key_of_a_named_row() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id).where(t.c.name == "carl")),
        Read("SELECT id FROM users WHERE name = 'carl'"),
        Read(sa.text("SELECT name FROM users WHERE id = :id"), {"id": 2}),
    ]


@program
def scalar_subquery() -> list[Step]:
    u, p = users(), posts()
    return [
        *make(u, p),
        *three(u),
        Write("INSERT INTO posts (user_id, title) VALUES ((SELECT id FROM users WHERE id = 3), 'x')"),
        Write("INSERT INTO posts (user_id, title) SELECT id, name FROM users WHERE id = 2"),
        Read("SELECT user_id, title FROM posts ORDER BY id", ordered=True),
        Write("UPDATE posts SET title = (SELECT name FROM users WHERE users.id = posts.user_id)"),
        Read("SELECT user_id, title FROM posts ORDER BY id", ordered=True),
    ]


@program
def grouped_counts() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write(t.insert().values(name="anna", age=31)),
        Read(sa.select(t.c.name, sa.func.count()).group_by(t.c.name)),
        Read("SELECT name, COUNT(*) AS n FROM users GROUP BY name HAVING COUNT(*) > 1"),
        Read("SELECT name, MAX(age) FROM users GROUP BY name ORDER BY name", ordered=True),
        Read(sa.select(t.c.name).distinct()),
        Read(sa.select(sa.func.count(sa.distinct(t.c.name)))),
    ]


# --- keys -------------------------------------------------------------------------------------------


@program
def generated_keys() -> list[Step]:
    t = users()
    return [
        *make(t),
        Write(t.insert().values(name="a")),
        Write(t.insert().values(name="b", age=3)),
        Write(t.insert(), {"name": "c"}),
        Read(sa.select(t.c.id, t.c.name)),
    ]


@program
def explicit_keys_then_generated() -> list[Step]:
    t = users()
    return [
        *make(t),
        Write(t.insert().values(id=10, name="a")),
        Read(sa.select(t.c.id)),
        Do("DELETE FROM users WHERE id = 10"),
        Write(t.insert().values(name="b")),
        Read(sa.select(t.c.id)),
    ]


@program
def keys_after_deletes() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write("DELETE FROM users WHERE id = 3"),
        Write(t.insert().values(name="d")),
        Read(sa.select(t.c.id, t.c.name).order_by(t.c.id), ordered=True),
        Write("DELETE FROM users"),
        Write(t.insert().values(name="e")),
        Read(sa.select(t.c.id, t.c.name)),
    ]


@program
def keys_after_insert_select() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write("INSERT INTO users (name, age) SELECT name, age FROM users WHERE id = 1"),
        Write("INSERT INTO users (name) SELECT name FROM users WHERE id > 2"),
        Write(t.insert().values(name="last")),
        Read(sa.select(t.c.name, t.c.age)),
        Read(sa.select(t.c.id)),
    ]


@program
def several_rows_in_one_values() -> list[Step]:
    t = users()
    return [
        *make(t),
        Write("INSERT INTO users (name, age) VALUES ('a', 1), ('b', NULL), ('c', 3)"),
        Write(t.insert().values([{"name": "d", "age": 4}, {"name": "e", "age": 5}])),
        Read("SELECT id, name, age FROM users ORDER BY id", ordered=True),
    ]


@program
def autoincrement_on_sqlite() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("id", sa.Integer, primary_key=True),
        C("a", sa.Integer),
        sqlite_autoincrement=True,
    )
    return [
        *make(t),
        Write(t.insert().values(a=1)),
        Write(t.insert().values(a=2)),
        Do("DELETE FROM t"),
        Write(t.insert().values(a=3)),
        Read(sa.select(t.c.id, t.c.a)),
    ]


@program
def the_numbers_that_sqlite_keeps() -> list[Step]:
    """``sqlite_sequence``: the script reads and sets what AUTOINCREMENT goes on from."""
    t, other = (
        sa.Table(
            name,
            sa.MetaData(),
            C("id", sa.Integer, primary_key=True),
            C("a", sa.Integer),
            sqlite_autoincrement=True,
        )
        for name in ("t", "other")
    )
    kept = Read(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 't'"))
    both = Read("SELECT name, seq FROM sqlite_sequence WHERE name IN ('t', 'other') ORDER BY name")
    numbered = Read(sa.select(t.c.id, t.c.a))
    at_least = "UPDATE sqlite_sequence SET seq = MAX(COALESCE(seq, 0), 9) WHERE name = 't'"
    return [
        *make(t),
        *make(other),
        kept,
        Write(sa.text(at_least)),
        kept,
        Write(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('t', 4)")),
        kept,
        Write(t.insert().values(a=1)),
        numbered,
        Write(sa.text(at_least)),
        both,
        Write(t.insert().values(a=2)),
        numbered,
        Do("INSERT INTO other (a) SELECT a FROM other"),
        both,
        Do("DELETE FROM t"),
        Do("DELETE FROM sqlite_sequence WHERE name = 't'"),
        both,
        Write(t.insert().values(id=-3, a=3)),
        kept,
        Write(t.insert().values(a=4)),
        numbered,
        Do("DELETE FROM sqlite_sequence"),
        both,
        Write(t.insert().values(a=5)),
        numbered,
        Do("DROP TABLE other"),
        Do("ALTER TABLE t RENAME TO u"),
        Read("SELECT seq FROM sqlite_sequence WHERE name = 'u'"),
        Read("SELECT count(*) FROM sqlite_sequence WHERE name = 'T'"),
    ]


@program
def identity_that_starts_elsewhere() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("id", sa.Integer, sa.Identity(start=100, increment=10), primary_key=True),
        C("a", sa.Integer),
    )
    return [
        *make(t),
        Write(t.insert().values(a=1)),
        Write(t.insert().values(a=2)),
        Read(sa.select(t.c.id, t.c.a)),
    ]


@program
def big_keys() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        C("a", sa.Integer),
    )
    return [*make(t), Write(t.insert().values(a=1)), Read(sa.select(t))]


@program
def keys_that_are_not_numbered() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("code", sa.String(5), primary_key=True),
        C("n", sa.Integer, primary_key=True, autoincrement=False),
    )
    return [
        *make(t),
        Write(t.insert().values(code="x", n=1)),
        Write(t.insert().values(code="x", n=2)),
        Read(sa.select(t).order_by(t.c.n), ordered=True),
    ]


# --- defaults ---------------------------------------------------------------------------------------


@program
def constant_server_defaults() -> list[Step]:
    t = users(
        C("kind", sa.String(10), server_default="plain", nullable=False),
        C("active", sa.Boolean, server_default=sa.true()),
        C("idle", sa.Boolean, server_default=sa.text("false"), nullable=False),
        C("points", sa.Integer, server_default="7"),
        C("price", sa.Numeric(8, 2), server_default="1.5"),
    )
    return [*make(t), *three(t), Read(sa.select(t)), Read("SELECT kind, points FROM users WHERE points = 7")]


@program
def server_made_values_are_not_known() -> list[Step]:
    t = users(C("made", sa.DateTime, server_default=sa.func.now()))
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id, t.c.name)),
        Read(sa.select(sa.func.count()).select_from(t)),
        Write(t.update().where(t.c.id == 1).values(age=5)),
        Write(t.update().values(made=datetime(2020, 1, 2, 3, 4, 5))),
        Read(sa.select(t.c.id, t.c.made)),
    ]


@program
def python_side_values() -> list[Step]:
    t = users(C("key", sa.Uuid), C("note", Upper))
    key = uuid.UUID("12345678-1234-5678-1234-567812345678")
    return [
        *make(t),
        Write(t.insert().values(name="a", key=key, note="hello")),
        Read(sa.select(t.c.key, t.c.note)),
        Read(sa.select(t.c.id).where(t.c.key == key)),
        Read(sa.select(t.c.id).where(t.c.note == "Hello")),
    ]


# --- types ------------------------------------------------------------------------------------------


def typed(type_: Any, values: list[Any], *more: Step) -> list[Step]:
    t = sa.Table("t", sa.MetaData(), C("id", sa.Integer, primary_key=True), C("v", type_))
    steps = make(t)
    steps += [Write(t.insert().values(v=value)) for value in values]
    steps += [Read(sa.select(t.c.v).order_by(t.c.id), ordered=True)]
    steps += [Read(sa.select(t.c.id).where(t.c.v == value)) for value in values if value is not None]
    steps += [Read("SELECT id, v FROM t ORDER BY id", ordered=True)]
    return [*steps, *more]


for _name, _type, _values in (
    ("integers", sa.Integer, [0, -5, 2147483647, None]),
    ("small_integers", sa.SmallInteger, [1, -32768]),
    ("big_integers", sa.BigInteger, [2**62, -(2**62)]),
    (
        "strings",
        sa.String(40),
        ["a", "it's", "back\\slash", "100%", "a:b", "späß", "", "日本", 'say "x"', None],
    ),
    ("texts", sa.Text, ["line\nline", "tab\t.", "x" * 300, "emoji 🎉"]),
    ("chars", sa.CHAR(3), ["abc", "xyz"]),
    ("short_chars", sa.CHAR(5), ["abc"]),
    (
        "decimals",
        sa.Numeric(10, 3),
        [Decimal("1.5"), Decimal("-2.125"), Decimal("0"), Decimal("1234567.891"), 3, None],
    ),
    (
        "decimals_that_round",
        sa.Numeric(6, 1),
        [Decimal("0.25"), Decimal("0.35"), Decimal("-0.25"), Decimal("-0.04")],
    ),
    ("decimals_as_floats", sa.Numeric(10, 2, asdecimal=False), [1.5, 2.25]),
    ("floats", sa.Float, [1.5, -0.1, 1e10, 3.0]),
    ("doubles", sa.Double, [0.1, 1 / 3, 1e300, -1e-20]),
    ("booleans", sa.Boolean, [True, False, None]),
    ("dates", sa.Date, [date(2020, 2, 29), date(1970, 1, 1)]),
    ("timestamps", sa.DateTime, [datetime(2020, 1, 2, 3, 4, 5), datetime(1999, 12, 31)]),
    ("timestamps_with_fractions", sa.DateTime, [datetime(2020, 1, 2, 3, 4, 5, 123456)]),
    ("times", sa.Time, [time(12, 30), time(0, 0, 1)]),
    ("bytes", sa.LargeBinary, [b"\x00\xff", b"abc", b""]),
    ("uuids", sa.Uuid, [uuid.UUID(int=5), uuid.UUID(int=2**127)]),
    ("uuids_as_texts", sa.Uuid(as_uuid=False), ["12345678-1234-5678-1234-567812345678"]),
    ("enums", sa.Enum(Colour, name="colour", native_enum=False), [Colour.RED, Colour.GREEN, None]),
    ("enums_of_strings", sa.Enum("x", "y", name="xy", native_enum=False), ["x", "y"]),
    ("decorated", Upper, ["abc", None]),
    ("pickled", sa.PickleType, []),
):
    PROGRAMS[f"type_{_name}"] = lambda type_=_type, values=_values: typed(type_, values)  # type: ignore[misc]


@program
def json_documents() -> list[Step]:
    t = sa.Table("t", sa.MetaData(), C("id", sa.Integer, primary_key=True), C("v", sa.JSON))
    documents = [{"b": 1, "aa": [1, 2.5, None, True], "a": {"x": "y"}}, [1, "two"], "text", None, 5, {}]
    return [
        *make(t),
        *[Write(t.insert().values(v=document)) for document in documents],
        Read(sa.select(t.c.id, t.c.v).order_by(t.c.id), ordered=True),
        Read("SELECT id, v FROM t ORDER BY id", ordered=True),
    ]


@program
def native_enums() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("id", sa.Integer, primary_key=True),
        C("v", sa.Enum("low", "high", name="level")),
    )
    return [
        *make(t),
        Write(t.insert().values(v="high")),
        Write(t.insert().values(v="low")),
        Read(sa.select(t).order_by(t.c.id), ordered=True),
        Read(sa.select(t.c.id).where(t.c.v == "low")),
        Read(sa.select(t.c.id).order_by(t.c.v), ordered=True),
    ]


# --- texts that compare ----------------------------------------------------------------------------


@program
def case_of_letters() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": "Anna"}, {"name": "bob"}]),
        Read(sa.select(t.c.id).where(t.c.name == "anna")),
        Read(sa.select(t.c.id).where(t.c.name == "bob")),
        Read(sa.select(t.c.id).where(t.c.name != "carl")),
        Read(sa.select(t.c.name).order_by(t.c.name), ordered=True),
        Read(sa.select(sa.func.lower(t.c.name)).where(sa.func.lower(t.c.name) == "anna")),
        Read(sa.select(sa.func.upper(t.c.name))),
        Read(sa.select(t.c.name).distinct()),
    ]


@program
def accents_and_spaces() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": "café"}, {"name": "x"}]),
        Read(sa.select(t.c.id).where(t.c.name == "cafe")),
        Read(sa.select(t.c.id).where(t.c.name == "x ")),
        Read(sa.select(t.c.id).where(t.c.name == "café")),
    ]


@program
def likes() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": "alpha"}, {"name": "Alps"}, {"name": "10%"}, {"name": "a_b"}]),
        Read(sa.select(t.c.id).where(t.c.name.like("alp%"))),
        Read(sa.select(t.c.id).where(t.c.name.like("%pha"))),
        Read(sa.select(t.c.id).where(t.c.name.contains("%", autoescape=True))),
        Read(sa.select(t.c.id).where(t.c.name.ilike("ALP%"))),
        Read(sa.select(t.c.id).where(t.c.name.not_like("%a%"))),
        Read("SELECT id FROM users WHERE name LIKE 'a\\_b'"),
        Read(sa.select(t.c.id).where(t.c.name.startswith("a"))),
    ]


@program
def order_of_texts() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": n} for n in ("b", "a", "ab", "c10", "c9", "user_1", "user_2")]),
        Read(sa.select(t.c.name).order_by(t.c.name), ordered=True),
        Read(sa.select(t.c.name).where(t.c.name > "b")),
        Read(sa.select(sa.func.max(t.c.name))),
    ]


@program
def order_of_awkward_texts() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": n} for n in ("B", "a", "a b", "a-b", "ab", "_x")]),
        Read(sa.select(t.c.name).order_by(t.c.name), ordered=True),
        Read(sa.select(t.c.name).where(t.c.name < "a_")),
    ]


@program
def nulls_in_order() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id).order_by(t.c.age), ordered=True),
        Read(sa.select(t.c.id).order_by(t.c.age.desc()), ordered=True),
        Read("SELECT id FROM users ORDER BY age DESC, id", ordered=True),
    ]


@program
def joined_texts() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.name + "!").where(t.c.id == 1)),
        Write(t.update().where(t.c.id == 1).values(name=t.c.name + "?")),
        Read(sa.select(t.c.name).where(t.c.id == 1)),
        Read("SELECT LENGTH(name) FROM users WHERE id = 2"),
        Read("SELECT name || 'x' FROM users WHERE id = 2"),
    ]


# --- expressions ------------------------------------------------------------------------------------


@program
def arithmetic() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write("UPDATE users SET age = age + 1"),
        Read(sa.select(t.c.id, t.c.age * 2 - 1)),
        Read("SELECT age / 2 FROM users WHERE id = 1"),
        Read("SELECT age % 7 FROM users WHERE id = 1"),
        Read("SELECT -age FROM users WHERE id = 1"),
        Read("SELECT 1 + 1"),
        Read("SELECT 2147483647 + age FROM users WHERE id = 1"),
    ]


@program
def decimals_added() -> list[Step]:
    t = users(C("price", sa.Numeric(10, 2)))
    return [
        *make(t),
        Bulk(t, [{"name": "a", "price": Decimal("1.10")}, {"name": "b", "price": Decimal("2.25")}]),
        Read("SELECT SUM(price) FROM users"),
        Read(sa.select(sa.func.sum(t.c.price))),
        Read(sa.select(t.c.price + 1).order_by(t.c.id), ordered=True),
        Read(sa.select(t.c.price * t.c.price).order_by(t.c.id), ordered=True),
        Read(sa.select(t.c.id).where(t.c.price > 2)),
        Read("SELECT id FROM users WHERE price = 1.1"),
        Read(sa.select(t.c.price).order_by(t.c.price.desc()), ordered=True),
        Read("SELECT AVG(price) FROM users"),
        Write("UPDATE users SET price = price * 2"),
        Read(sa.select(t.c.price).order_by(t.c.id), ordered=True),
    ]


@program
def cases() -> list[Step]:
    t = users()
    label = sa.case((t.c.age > 26, "old"), (t.c.age.is_(None), "unknown"), else_="young")
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id, label)),
        Write(t.update().values(name=label)),
        Read(sa.select(t.c.name).order_by(t.c.id), ordered=True),
        Read("SELECT CASE name WHEN 'old' THEN 1 ELSE 0 END FROM users ORDER BY id", ordered=True),
        Read("SELECT COALESCE(age, 0), NULLIF(age, 30) FROM users ORDER BY id", ordered=True),
    ]


@program
def lists_and_ranges() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id).where(t.c.id.in_([1, 3, 9]))),
        Read(sa.select(t.c.id).where(t.c.name.in_(["anna", "x"]))),
        Read(sa.select(t.c.id).where(t.c.id.in_([]))),
        Read(sa.select(t.c.id).where(t.c.id.not_in([1]))),
        Read(sa.select(t.c.id).where(t.c.age.between(25, 29))),
        Read("SELECT id FROM users WHERE id NOT IN (SELECT id FROM users WHERE age IS NULL)"),
        Read("SELECT id FROM users WHERE age NOT IN (30, NULL)"),
        Read(sa.select(t.c.id).where(sa.or_(t.c.id == 1, sa.and_(t.c.age == 25, t.c.name == "carl")))),
    ]


@program
def booleans_as_conditions() -> list[Step]:
    t = users(C("active", sa.Boolean, nullable=False, server_default=sa.false()))
    return [
        *make(t),
        Bulk(t, [{"name": "a", "active": True}, {"name": "b", "active": False}]),
        Read(sa.select(t.c.id).where(t.c.active)),
        Read(sa.select(t.c.id).where(~t.c.active)),
        Read(sa.select(t.c.id).where(t.c.active.is_(True))),
        Read(sa.select(t.c.id).where(t.c.active == sa.false())),
        Read("SELECT id, active FROM users ORDER BY id", ordered=True),
        Read(sa.select(t.c.id, t.c.id > 1).order_by(t.c.id), ordered=True),
        Write("UPDATE users SET active = true WHERE name = 'b'"),
        Read("SELECT COUNT(*) FROM users WHERE active = true"),
    ]


@program
def unions_and_subqueries() -> list[Step]:
    t = users()
    sub = sa.select(t.c.id, t.c.name).where(t.c.id < 3).subquery()
    both = sa.union_all(sa.select(t.c.name).where(t.c.id == 1), sa.select(t.c.name).where(t.c.id == 2))
    part = sa.select(t.c.id).where(t.c.age > 1).cte("part")
    return [
        *make(t),
        *three(t),
        Read(sa.select(sub.c.name)),
        Read(both),
        Read("SELECT id FROM users UNION SELECT 1"),
        Read(sa.select(sa.func.count()).select_from(sub)),
        Read(sa.select(part.c.id)),
        Read("WITH a AS (SELECT id, name FROM users) SELECT name FROM a WHERE id = 2"),
        Read(sa.select(sa.func.count()).select_from(sa.select(t).subquery())),
    ]


@program
def dates_compared() -> list[Step]:
    t = users(C("at", sa.DateTime), C("day", sa.Date))
    return [
        *make(t),
        Bulk(
            t,
            [
                {"name": "a", "at": datetime(2020, 1, 1, 12), "day": date(2020, 1, 1)},
                {"name": "b", "at": datetime(2021, 1, 1), "day": date(2021, 1, 1)},
            ],
        ),
        Read(sa.select(t.c.id).where(t.c.at < datetime(2020, 6, 1))),
        Read(sa.select(t.c.id).where(t.c.day >= date(2020, 1, 1))),
        Read("SELECT id FROM users WHERE day = '2020-01-01'"),
        Read(sa.select(sa.func.max(t.c.at))),
        Read(sa.select(t.c.at, t.c.day).order_by(t.c.at.desc()), ordered=True),
        Read(sa.select(sa.func.max(t.c.day))),
    ]


# --- shapes that change -----------------------------------------------------------------------------


@program
def column_added() -> list[Step]:
    t = users()
    with_it = users(C("extra", sa.String(10)), C("n", sa.Integer))
    return [
        *make(t),
        *three(t),
        Do("ALTER TABLE users ADD COLUMN extra VARCHAR(10) DEFAULT 'x'"),
        Do("ALTER TABLE users ADD COLUMN n INTEGER"),
        Read(sa.select(with_it)),
        Write(with_it.insert().values(name="d")),
        Read(sa.select(with_it.c.extra, with_it.c.n)),
    ]


@program
def column_renamed_and_dropped() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Do("ALTER TABLE users RENAME COLUMN name TO title"),
        Read("SELECT title FROM users WHERE title = 'bob'"),
        Do("ALTER TABLE users DROP COLUMN age"),
        Read("SELECT * FROM users WHERE id = 1"),
    ]


@program
def table_renamed() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Do("ALTER TABLE users RENAME TO people"),
        Read("SELECT COUNT(*) FROM people"),
        Do(sa.schema.CreateTable(users())),
        Read("SELECT COUNT(*) FROM users"),
    ]


@program
def table_made_again() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Do("DROP TABLE users"),
        *make(t),
        Read(sa.select(sa.func.count()).select_from(t)),
        Write(t.insert().values(name="x")),
    ]


@program
def copied_to_a_new_table() -> list[Step]:
    t, new = (
        users(),
        sa.Table("people", sa.MetaData(), C("id", sa.Integer, primary_key=True), C("name", sa.String(30))),
    )
    return [
        *make(t),
        *three(t),
        *make(new),
        Write("INSERT INTO people (id, name) SELECT id, name FROM users"),
        Read(sa.select(new).order_by(new.c.id), ordered=True),
        Write(new.insert().from_select(["name"], sa.select(t.c.name).where(t.c.id == 1))),
        Read(sa.select(sa.func.count()).select_from(new)),
        Do("DROP TABLE users"),
        Do("ALTER TABLE people RENAME TO users"),
        Read("SELECT name FROM users WHERE id = 2"),
    ]


@program
def table_made_from_a_query() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Do("CREATE TABLE copies AS SELECT id, name FROM users"),
        Read("SELECT COUNT(*) FROM copies"),
        Read("SELECT id FROM users"),
    ]


# --- keys of other tables ---------------------------------------------------------------------------


@program
def deletes_that_cascade() -> list[Step]:
    u, p = users(), posts(ondelete="CASCADE")
    return [
        *make(u, p),
        *three(u),
        Bulk(
            p, [{"user_id": 1, "title": "a"}, {"user_id": 2, "title": "b"}, {"user_id": None, "title": "c"}]
        ),
        Write("DELETE FROM users WHERE id = 1"),
        Read(sa.select(p.c.title)),
        Read(sa.select(u.c.id)),
    ]


@program
def deletes_that_set_null() -> list[Step]:
    u, p = users(), posts(ondelete="SET NULL")
    return [
        *make(u, p),
        *three(u),
        Bulk(p, [{"user_id": 1, "title": "a"}, {"user_id": 2, "title": "b"}]),
        Write(u.delete().where(u.c.id == 1)),
        Read(sa.select(p.c.user_id, p.c.title)),
    ]


@program
def updates_that_cascade() -> list[Step]:
    u, p = users(), posts(onupdate="CASCADE")
    return [
        *make(u, p),
        *three(u),
        Bulk(p, [{"user_id": 1, "title": "a"}]),
        Write("UPDATE users SET id = 50 WHERE id = 1"),
        Read(sa.select(p.c.user_id)),
        Read(sa.select(u.c.id)),
        Read(sa.select(p.c.title)),
    ]


# --- conflicts and uniqueness -----------------------------------------------------------------------


@program
def updates_from_another_table() -> list[Step]:
    u, p = users(), posts()
    return [
        *make(u, p),
        *three(u),
        Bulk(p, [{"user_id": 1, "title": "a"}]),
        Write(
            u.update()
            .values(name=sa.select(p.c.title).where(p.c.id == 1).scalar_subquery())
            .where(u.c.id == 1)
        ),
        Read(sa.select(u.c.name).where(u.c.id == 1)),
        Write("UPDATE users SET age = 99 WHERE id IN (SELECT user_id FROM posts)"),
        Read(sa.select(u.c.age).where(u.c.id == 1)),
    ]


@program
def a_part_that_is_not_understood() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write("UPDATE users SET name = REPLACE(name, 'a', 'o')"),
        Read(sa.select(t.c.id, t.c.age)),
        Read(sa.select(t.c.name)),
        Write("UPDATE users SET name = 'z'"),
        Read(sa.select(t.c.id, t.c.name)),
    ]


@program
def unknown_tables_stay_unknown() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Do("DELETE FROM users WHERE SUBSTR(name, 2, 1) = 'o'"),
        Read(sa.select(sa.func.count()).select_from(t)),
        Write("DELETE FROM users"),
        Read(sa.select(sa.func.count()).select_from(t)),
        Write(t.insert().values(name="n")),
        Read(sa.select(t.c.name)),
    ]


@program
def literals_in_texts() -> list[Step]:
    t = users()
    return [
        *make(t),
        Write("INSERT INTO users (name, age) VALUES ('it''s', -3)"),
        Write("INSERT INTO users (name, age) VALUES ('a -- b', +4)"),
        Write("INSERT INTO users VALUES (7, 'all', NULL)"),
        Read("SELECT id, name, age FROM users"),
        Read(sa.text("SELECT name FROM users WHERE name = :n"), {"n": "it's"}),
    ]


@program
def columns_under_other_names() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.id.label("key"), sa.literal("x").label("tag"), sa.literal(5))),
        Read("SELECT u.id AS key_, u.name FROM users AS u WHERE u.id = 1"),
        Read("SELECT 'text', 1, NULL, 1.5"),
    ]


@program
def quoted_and_odd_names() -> list[Step]:
    t = sa.Table(
        "Order",
        sa.MetaData(),
        C("Id", sa.Integer, primary_key=True),
        C("group", sa.String(5)),
        C("a b", sa.Integer),
    )
    return [
        *make(t),
        Write(t.insert().values({"group": "g", "a b": 3})),
        Read(sa.select(t)),
        Read(sa.select(t.c.Id).where(t.c["a b"] == 3)),
    ]


@program
def deletes_everything() -> list[Step]:
    t = users()
    return [
        *make(t),
        *three(t),
        Write(t.delete()),
        Write(t.delete()),
        Read(sa.select(t)),
        Read("SELECT MAX(age) FROM users"),
    ]


@program
def aggregates_of_nothing() -> list[Step]:
    t = users(C("price", sa.Numeric(5, 2)))
    return [
        *make(t),
        Read("SELECT SUM(age), SUM(price), MIN(name), COUNT(*) FROM users"),
        Read("SELECT name, COUNT(*) FROM users GROUP BY name"),
        Read("SELECT COUNT(*) FROM users HAVING COUNT(*) > 0"),
        Read("SELECT COALESCE(SUM(age), 0) FROM users"),
        Write("UPDATE users SET age = 1"),
        Write("DELETE FROM users WHERE id = 1"),
    ]


@program
def executemany() -> list[Step]:
    t = users()
    return [
        *make(t),
        Do(t.insert(), [{"name": "a", "age": 1}, {"name": "b", "age": 2}]),
        Do(
            sa.text("INSERT INTO users (name, age) VALUES (:n, :a)"),
            [{"n": "c", "a": 3}, {"n": "d", "a": None}],
        ),
        Read(sa.select(t)),
    ]


@program
def functions_of_the_server() -> list[Step]:
    t = users(C("at", sa.DateTime))
    return [
        *make(t),
        Do(t.insert().values(name="a", at=sa.func.now())),
        Read(sa.select(t.c.name)),
        Read(sa.select(t.c.id).where(t.c.at.is_(None))),
        Write(t.update().values(at=None)),
        Read(sa.select(t.c.id).where(t.c.at.is_(None))),
    ]


@program
def unique_columns() -> list[Step]:
    t = sa.Table(
        "t",
        sa.MetaData(),
        C("id", sa.Integer, primary_key=True),
        C("code", sa.String(5), unique=True),
        C("n", sa.Integer),
    )
    return [
        *make(t),
        Bulk(t, [{"code": "a", "n": 1}, {"code": None, "n": 2}, {"code": None, "n": 3}]),
        Read(sa.select(t.c.n).where(t.c.code == "a")),
        Read(sa.select(t.c.n).where(t.c.code.is_(None))),
        Read("SELECT code FROM t WHERE n = (SELECT n FROM t WHERE code = 'a')"),
    ]


@program
def loops_that_copy_row_by_row() -> list[Step]:
    u, p = users(), posts()
    return [
        *make(u),
        *three(u),
        *make(p),
        *[Write(p.insert().values(user_id=n, title=f"post {n}")) for n in (1, 2, 3)],
        Read(sa.select(p).order_by(p.c.id), ordered=True),
        Read(sa.select(sa.func.count(), p.c.user_id).group_by(p.c.user_id)),
        Read(sa.select(u.c.name).where(u.c.id.in_(sa.select(p.c.user_id).where(p.c.title == "post 2")))),
        Read(sa.select(u.c.name, sa.select(sa.func.count()).where(p.c.user_id == u.c.id).scalar_subquery())),
    ]


@program
def aliases_of_one_table() -> list[Step]:
    t = users()
    other = t.alias()
    return [
        *make(t),
        *three(t),
        Read(sa.select(t.c.name, other.c.name).where(t.c.id < other.c.id)),
        Read("SELECT a.id FROM users a JOIN users b ON a.id = b.id AND b.age = 25"),
    ]


@program
def groups_of_letters_of_any_case() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": n} for n in ("A", "B", "a", "b", "é", "E")]),
        Read(sa.select(t.c.name, sa.func.count()).group_by(t.c.name)),
        Read(sa.select(t.c.name).distinct()),
        Read("SELECT name FROM users UNION SELECT 'B'"),
        Read("SELECT COUNT(DISTINCT name) FROM users"),
        Read("SELECT id FROM users WHERE name IN (SELECT name FROM users WHERE id > 3)"),
    ]


@program
def limits_that_are_not_in_order() -> list[Step]:
    t = users(C("tag", sa.String(5)))
    return [
        *make(t),
        Do("CREATE INDEX by_name ON users (name)"),
        Bulk(
            t,
            [
                {"id": 3, "name": "a", "tag": "z"},
                {"id": 1, "name": "c", "tag": "y"},
                {"id": 2, "name": "b", "tag": None},
            ],
        ),
        Read("SELECT name FROM users LIMIT 1"),
        Read("SELECT id FROM users LIMIT 2"),
        Read("SELECT tag FROM users WHERE id > 1 LIMIT 1"),
        Read("SELECT DISTINCT name, id FROM users ORDER BY name LIMIT 1", ordered=True),
        Read("SELECT name, COUNT(*) FROM users GROUP BY name LIMIT 1"),
        Read("SELECT id FROM users ORDER BY name LIMIT 1", ordered=True),
        Read("SELECT 'x' FROM users LIMIT 2"),
    ]


@program
def texts_cut_and_replaced() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"name": "Hello World"}, {"name": " padded "}, {"name": "späß"}]),
        Read("SELECT SUBSTR(name, 1, 3) FROM users ORDER BY id", ordered=True),
        Read(sa.select(sa.func.substr(t.c.name, 2, 100)).order_by(t.c.id), ordered=True),
        Read("SELECT REPLACE(name, 'l', 'L') FROM users ORDER BY id", ordered=True),
        Read("SELECT TRIM(name) FROM users ORDER BY id", ordered=True),
        Read("SELECT 7 / 2, -7 / 2, -7 % 3, 7 % -3"),
        Write("UPDATE users SET name = REPLACE(name, 'World', 'all')"),
        Read(sa.select(t.c.name).order_by(t.c.id), ordered=True),
        Write("UPDATE users SET name = CONCAT(name, '-', 'x')"),
        Read(sa.select(t.c.name).order_by(t.c.id), ordered=True),
    ]


@program
def limits_within_queries() -> list[Step]:
    t = users()
    return [
        *make(t),
        Bulk(t, [{"id": n, "name": f"n{n}", "age": n * 10} for n in range(1, 8)]),
        Read(
            "SELECT name FROM users WHERE id IN"
            " (SELECT id FROM (SELECT id FROM users ORDER BY age DESC LIMIT 2) AS q) ORDER BY id",
            ordered=True,
        ),
        Read("SELECT COUNT(*), MAX(q.age) FROM (SELECT age FROM users ORDER BY id LIMIT 3 OFFSET 1) AS q"),
        Read("SELECT (SELECT name FROM users ORDER BY id DESC LIMIT 1)"),
        Read("SELECT (SELECT u.name FROM users AS u WHERE u.id = users.id LIMIT 1) FROM users"),
        Read("SELECT id FROM users WHERE name = (SELECT name FROM users ORDER BY age LIMIT 1 OFFSET 2)"),
        Write("INSERT INTO users (id, name, age) SELECT id + 100, name, age FROM users ORDER BY age LIMIT 2"),
        Write(
            "UPDATE users SET name = 'cut' WHERE id IN"
            " (SELECT q.id FROM (SELECT id FROM users ORDER BY id DESC LIMIT 3) AS q)"
        ),
        Read(sa.select(t).order_by(t.c.id), ordered=True),
    ]
