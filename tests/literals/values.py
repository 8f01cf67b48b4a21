"""Kinds of values, each with a column type, a strategy for its values, and what reading back must give."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlalchemy.dialects import mysql, postgresql

ENGINES = ("postgresql", "mysql", "mariadb", "sqlite")


def same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Kind:
    """*stored*: what is read back, None where only the live run tells; *prepare*: SQL needed before."""

    name: str
    type: Any
    values: st.SearchStrategy[Any]
    engines: tuple[str, ...] = ENGINES
    stored: Callable[[Any], Any] | None = same
    prepare: str = ""
    oldest_version: int = 0


class Colour(enum.Enum):
    RED = "r'ed"
    GREEN = "grün\\"


class Shouting(sa.types.TypeDecorator[str]):
    """Stores another text than it is given, None included."""

    impl = sa.String(200)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str:
        return f"{dialect.name[:2]}:{value!r}!"


class Celsius(sa.types.UserDefinedType[float]):
    """A type outside SQLAlchemy with a processor of its own."""

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        return "VARCHAR(40)"

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[float], str]:
        return lambda value: f"{value!r} °C"


def long_text(kind: Any) -> Any:
    return kind.with_variant(mysql.LONGTEXT(), "mysql", "mariadb")


# Everything but NUL and halves of surrogate pairs, the traps more often than chance would have them.
TRAPS = [
    "'",
    "''",
    "\\",
    "\\'",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "%",
    "%s",
    ":name",
    "{}",
    "$(x)",
    "&x",
    "--",
    "/*",
    ";",
]
TRAPS += [
    "\nGO\n",
    "\n/\n",
    "\n\n",
    "\\\n",
    "\\.\n",
    "\x1a",
    "\b",
    '"',
    "`",
    "é",
    "📚",
    "\u2028",
    " ",
    "$$",
    "\n.quit\n",
]
TRAPS += ["\nDELIMITER //\n", "\n\\q\n", "\nquit\n", "\nexit;\n", "\n\\! ls\n", "\n#", "\\g", "//", "\x7f"]
TEXT = st.lists(
    st.sampled_from(TRAPS) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
    max_size=8,
).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EARLIEST, LATEST = datetime(1000, 1, 2), datetime(9999, 12, 30)
MOMENTS = st.datetimes(EARLIEST, LATEST)
AWARE = st.datetimes(EARLIEST, LATEST, timezones=OFFSETS)
FLOATS = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
DECIMALS = st.decimals(-(10**30), 10**30, allow_nan=False, places=20)
SHORT_SECONDS = st.integers(-(10**9), 10**9).map(lambda seconds: timedelta(seconds=seconds))

moment_type = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")

KINDS: dict[str, list[Kind]] = {
    "texts": [
        Kind("text", long_text(sa.Text()), TEXT),
        Kind("unicode", long_text(sa.UnicodeText()), TEXT),
        Kind("long text", long_text(sa.Text()), st.builds(lambda t, n: t * n, TEXT, st.integers(1, 4000))),
        Kind("null", sa.String(5), st.none()),
    ],
    "numbers": [
        Kind("integer", sa.BigInteger(), st.integers(-(2**63), 2**63 - 1)),
        Kind(
            "huge integer",
            sa.Numeric(60, 0),
            st.integers(-(10**59), 10**59),
            ("postgresql", "mysql", "mariadb"),
        ),
        Kind("float", sa.Double(), FLOATS),
        Kind("infinity", sa.Double(), st.sampled_from([math.inf, -math.inf]), ("postgresql", "sqlite")),
        Kind("nan", sa.Double(), st.just(math.nan), ("postgresql",)),
        Kind("decimal", sa.Numeric(55, 20), DECIMALS, ("postgresql", "mysql", "mariadb")),
        Kind(
            "any decimal",
            sa.Numeric(),
            st.decimals(allow_infinity=False, allow_nan=False, min_value=-(10**300), max_value=10**300),
            ("postgresql",),
        ),
        Kind("decimal as float", sa.Numeric(asdecimal=False), DECIMALS, ("sqlite",), float),
        Kind("boolean", sa.Boolean(), st.booleans()),
        Kind("bytes", sa.LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb"), st.binary()),
    ],
    "dates": [
        Kind("date", sa.Date(), st.dates(EARLIEST.date(), LATEST.date())),
        Kind("time", sa.Time().with_variant(mysql.TIME(fsp=6), "mysql", "mariadb"), st.times()),
        Kind("timestamp", moment_type, MOMENTS),
        Kind("aware timestamp", sa.DateTime(timezone=True), AWARE, ("postgresql",)),
        Kind(
            "timestamp without its zone",
            moment_type,
            AWARE,
            ("mysql", "mariadb", "sqlite"),
            lambda v: v.replace(tzinfo=None),
        ),
        Kind(
            "interval", sa.Interval(), st.timedeltas(timedelta(-400_000), timedelta(400_000)), ("postgresql",)
        ),
        Kind("interval as timestamp", sa.Interval(), SHORT_SECONDS, ("mysql", "mariadb", "sqlite")),
    ],
    "documents": [
        Kind("json", sa.JSON(), JSON),
        Kind("json without null", sa.JSON(none_as_null=True), JSON),
        Kind("jsonb", postgresql.JSONB(), JSON, ("postgresql",)),
    ],
    "others": [
        Kind("uuid", sa.Uuid(), st.uuids(version=4)),
        Kind("uuid as text", sa.Uuid(as_uuid=False), st.uuids(version=4).map(str)),
        Kind("uuid in characters", sa.Uuid(native_uuid=False), st.uuids(version=4)),
        Kind("enum", sa.Enum(Colour, name="colour", native_enum=False), st.sampled_from(Colour)),
        Kind(
            "enum of values",
            sa.Enum(Colour, name="colour", native_enum=False, values_callable=lambda c: [m.value for m in c]),
            st.sampled_from(Colour),
        ),
        Kind(
            "native enum",
            postgresql.ENUM("a", "b'c\\", name="letter", create_type=False),
            st.sampled_from(["a", "b'c\\"]),
            ("postgresql",),
            prepare="CREATE TYPE letter AS ENUM ('a', 'b''c\\')",
        ),
        Kind("pickle", sa.PickleType(), st.dictionaries(TEXT, st.integers(), max_size=3)),
        Kind("decorated", Shouting(), st.none() | st.text("ab'\\", max_size=9), stored=None),
        Kind("own type", Celsius(), st.floats(-300, 300), stored=lambda v: f"{v!r} °C"),
        Kind("set", mysql.SET("a", "b", "c"), st.sets(st.sampled_from("abc")), ("mysql", "mariadb")),
    ],
    "composites": [
        Kind(
            "array of text",
            postgresql.ARRAY(sa.Text()),
            st.lists(st.none() | TEXT, max_size=4),
            ("postgresql",),
        ),
        Kind(
            "array of arrays",
            sa.ARRAY(sa.Integer(), dimensions=2),
            st.sampled_from([[[1, 2], [3, None]], [[1]], []]),
            ("postgresql",),
        ),
        Kind(
            "array of json",
            postgresql.ARRAY(postgresql.JSONB()),
            st.lists(JSON.filter(lambda v: not isinstance(v, list)), max_size=3),
            ("postgresql",),
        ),
        Kind(
            "array of timestamps",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            st.lists(AWARE, max_size=3),
            ("postgresql",),
        ),
        Kind(
            "hstore",
            postgresql.HSTORE(),
            st.dictionaries(TEXT, st.none() | TEXT, max_size=4),
            ("postgresql",),
            prepare="CREATE EXTENSION hstore",
        ),
        Kind(
            "range of numbers",
            postgresql.NUMRANGE(),
            st.builds(lambda a, b: postgresql.Range(*sorted([a, b]), bounds="[]"), DECIMALS, DECIMALS),
            ("postgresql",),
        ),
        Kind(
            "open range",
            postgresql.INT4RANGE(),
            st.sampled_from(
                [postgresql.Range(None, 5), postgresql.Range(1, None), postgresql.Range(empty=True)]
            ),
            ("postgresql",),
            stored=None,
        ),
        Kind(
            "range of timestamps",
            postgresql.TSTZRANGE(),
            st.builds(lambda a, b: postgresql.Range(*sorted([a, b])), AWARE, AWARE).filter(
                lambda r: r.lower != r.upper
            ),
            ("postgresql",),
        ),
        Kind(
            "multirange",
            postgresql.INT4MULTIRANGE(),
            st.just([postgresql.Range(1, 3), postgresql.Range(5, 8)]),
            ("postgresql",),
            oldest_version=14,
        ),
        Kind("address", postgresql.INET(), st.ip_addresses(), ("postgresql",)),
    ],
}
