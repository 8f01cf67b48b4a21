"""A value of each type: what each dialect writes, and what it refuses."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.literals import NoLiteral, literal

DIALECTS = {name: load_dialect(name) for name in known_dialects()}
ALL = pytest.mark.parametrize("name", DIALECTS)
UNTYPED = sa.types.NullType()
REFUSED = "refused"


def spelled(value: Any, type_: Any) -> dict[str, str]:
    written = {}
    for name, dialect in DIALECTS.items():
        try:
            written[name] = literal(value, type_, dialect)
        except NoLiteral:
            written[name] = REFUSED
    return written


def everywhere(text: str, **others: str) -> dict[str, str]:
    """Return *text* for all dialects but *others*; mysql speaks for mariadb."""
    if "mysql" in others:
        others.setdefault("mariadb", others["mysql"])
    return {name: others.get(name, text) for name in DIALECTS}


PLUS_TWO = timezone(timedelta(hours=2))
MOMENT = datetime(2024, 2, 29, 23, 59, 58)
AWARE = MOMENT.replace(tzinfo=PLUS_TWO)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, everywhere("0")),
        (-5, everywhere("-5")),
        (True, everywhere("1")),
        ("7", everywhere("7")),
        (2**63, everywhere(str(2**63), sqlite=REFUSED)),
        (-(2**63), everywhere(str(-(2**63)))),
        (10**38, everywhere(str(10**38))),
        (10**38 + 1, everywhere(str(10**38 + 1), sqlite=REFUSED, mssql=REFUSED, oracle=REFUSED)),
    ],
)
def test_integers(value: Any, expected: dict[str, str]) -> None:
    if value == 10**38:
        expected = {**expected, "sqlite": REFUSED, "mssql": REFUSED, "oracle": REFUSED}
    assert spelled(value, sa.BigInteger()) == expected


# The shortest text of this one lies half way to the next float.
DIGITS = "51.0115980928676365"
# Each step of these is exact, whatever the reader of long fractions does.
LARGE = f"(1 * 1.0{f' * {2**62}' * 11} * {2**18})"
SMALL = f"(1 * 1.0{f' / {2**62}' * 17} / {2**20})"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1, everywhere("0.1", mssql="0.1E0")),
        (1.0, everywhere("1.0", mssql="1.0E0")),
        (
            1 / 3,
            everywhere("0.3333333333333333", mssql="0.3333333333333333E0", sqlite="0.3333333333333333"),
        ),
        (51.01159809286764, everywhere("51.01159809286764", mssql="51.01159809286764E0", sqlite=DIGITS)),
        (1e22, everywhere("1e+22")),
        (9007199254740993.1, everywhere("9007199254740994.0", mssql="9007199254740994.0E0")),
        (2.0**700, everywhere("5.260135901548374e+210", oracle="5.260135901548374e+210D", sqlite=LARGE)),
        (5e-324, everywhere("5e-324", oracle="5e-324D", sqlite=SMALL)),
        (-0.0, everywhere("-0.0", postgresql="'-0'", mysql="-0e0")),
        (float("nan"), everywhere(REFUSED, postgresql="'NaN'")),
        (float("inf"), everywhere(REFUSED, postgresql="'Infinity'", sqlite="9e999")),
        (float("-inf"), everywhere(REFUSED, postgresql="'-Infinity'", sqlite="-9e999")),
    ],
)
def test_floats(value: float, expected: dict[str, str]) -> None:
    assert spelled(value, sa.Float()) == expected


def test_oracle_stores_infinity_in_binary_types() -> None:
    assert literal(float("inf"), oracle.BINARY_DOUBLE(), DIALECTS["oracle"]) == "BINARY_DOUBLE_INFINITY"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.10"), everywhere("1.10", sqlite="1.1")),
        (Decimal("1E+3"), everywhere("1000", sqlite="1000.0")),
        (Decimal("-1E-7"), everywhere("-0.0000001", sqlite="-1e-07")),
        ("12.30", everywhere("12.30", sqlite="12.3")),
        ("abc", everywhere("'abc'")),
        (Decimal("9" * 40), everywhere("9" * 40, sqlite="1e+40", mssql=REFUSED, oracle=REFUSED)),
        (Decimal("NaN"), everywhere(REFUSED, postgresql="'NaN'")),
        (Decimal("Infinity"), everywhere(REFUSED, postgresql="'Infinity'", sqlite="9e999")),
        (float("inf"), everywhere(REFUSED, postgresql="'Infinity'", sqlite="9e999")),
    ],
)
def test_decimals(value: Any, expected: dict[str, str]) -> None:
    assert spelled(value, sa.Numeric()) == expected


def test_postgresql_before_14_has_no_infinite_numeric() -> None:
    with pytest.raises(NoLiteral, match="NUMERIC in PostgreSQL 13"):
        literal(float("inf"), sa.Numeric(), load_dialect("postgresql", "13"))


def test_booleans() -> None:
    assert spelled(True, sa.Boolean()) == everywhere("true", sqlite="1", mssql="1", oracle="1")
    assert spelled(0, sa.Boolean()) == everywhere("false", sqlite="0", mssql="0", oracle="0")
    assert literal(True, sa.Boolean(), load_dialect("oracle", "23")) == "true"
    assert spelled("yes", sa.Boolean()) == everywhere(REFUSED)


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (
            MOMENT,
            sa.DateTime(),
            everywhere(
                "'2024-02-29 23:59:58'",
                sqlite="'2024-02-29 23:59:58.000000'",
                mssql="'2024-02-29T23:59:58'",
                oracle="TO_DATE('2024-02-29 23:59:58', 'YYYY-MM-DD HH24:MI:SS')",
            ),
        ),
        (
            MOMENT.replace(microsecond=5),
            sa.DateTime(),
            everywhere(
                "'2024-02-29 23:59:58.000005'",
                mssql="CAST('2024-02-29T23:59:58.000005' AS DATETIME2)",
                oracle="TO_TIMESTAMP('2024-02-29 23:59:58.000005', 'YYYY-MM-DD HH24:MI:SS.FF')",
            ),
        ),
        (
            AWARE,
            sa.DateTime(timezone=True),
            everywhere(
                "'2024-02-29 23:59:58'",
                postgresql="TIMESTAMP WITH TIME ZONE '2024-02-29 23:59:58+02:00'",
                sqlite="'2024-02-29 23:59:58.000000'",
                mssql="'2024-02-29T23:59:58+02:00'",
                # SQLAlchemy's DateTime is a DATE there, with or without zone.
                oracle="TO_DATE('2024-02-29 23:59:58', 'YYYY-MM-DD HH24:MI:SS')",
            ),
        ),
        (
            AWARE,
            sa.DateTime(),
            everywhere(
                "'2024-02-29 23:59:58'",
                postgresql="TIMESTAMP WITH TIME ZONE '2024-02-29 23:59:58+02:00'",
                sqlite="'2024-02-29 23:59:58.000000'",
                mssql="'2024-02-29T23:59:58'",
                oracle="TO_DATE('2024-02-29 23:59:58', 'YYYY-MM-DD HH24:MI:SS')",
            ),
        ),
        (
            date(2024, 2, 29),
            sa.DateTime(),
            everywhere(
                "'2024-02-29 00:00:00'",
                sqlite="'2024-02-29 00:00:00.000000'",
                mssql="'2024-02-29T00:00:00'",
                oracle="TO_DATE('2024-02-29 00:00:00', 'YYYY-MM-DD HH24:MI:SS')",
            ),
        ),
        (MOMENT, sa.Date(), everywhere("'2024-02-29'", oracle="TO_DATE('2024-02-29', 'YYYY-MM-DD')")),
        (
            "2024-02-29 23:59:58",
            sa.DateTime(),
            everywhere(
                "'2024-02-29 23:59:58'",
                sqlite=REFUSED,
                mssql="'2024-02-29T23:59:58'",
                oracle="TO_DATE('2024-02-29 23:59:58', 'YYYY-MM-DD HH24:MI:SS')",
            ),
        ),
        (
            time(1, 2, 3, 4),
            sa.Time(),
            everywhere("'01:02:03.000004'", oracle=REFUSED),
        ),
        (
            time(1, 2, 3, tzinfo=PLUS_TWO),
            sa.Time(timezone=True),
            everywhere(
                "'01:02:03'",
                postgresql="TIME WITH TIME ZONE '01:02:03+02:00'",
                sqlite="'01:02:03.000000'",
                oracle=REFUSED,
            ),
        ),
        (
            timedelta(days=-1, seconds=1),
            sa.Interval(),
            everywhere(
                "'1969-12-31 00:00:01'",
                postgresql="INTERVAL '-1 days 00:00:01'",
                sqlite="'1969-12-31 00:00:01.000000'",
                mssql="'1969-12-31T00:00:01'",
                oracle="NUMTODSINTERVAL(-86399.0, 'SECOND')",
            ),
        ),
    ],
)
def test_dates(value: Any, type_: Any, expected: dict[str, str]) -> None:
    assert spelled(value, type_) == expected


def test_an_offset_with_seconds_is_written_as_the_same_instant() -> None:
    paris = timezone(timedelta(minutes=9, seconds=21))
    written = literal(datetime(1900, 1, 1, 12, tzinfo=paris), sa.DateTime(timezone=True), DIALECTS["mssql"])
    assert written == "'1900-01-01T11:50:39+00:00'"


def test_a_zone_is_kept_where_the_type_has_one() -> None:
    written = literal(AWARE, sa.TIMESTAMP(timezone=True), DIALECTS["oracle"])
    assert written == "TIMESTAMP '2024-02-29 23:59:58 +02:00'"
    assert literal(AWARE, mssql.DATETIMEOFFSET(), DIALECTS["mssql"]) == "'2024-02-29T23:59:58+02:00'"


def test_mysql_durations() -> None:
    written = literal(timedelta(hours=-26, minutes=-30), mysql.TIME(), DIALECTS["mysql"])
    assert written == "'-26:30:00'"


def test_sqlite_follows_the_types_own_format() -> None:
    from sqlalchemy.dialects import sqlite

    type_ = sqlite.DATE(storage_format="%(year)04d%(month)02d%(day)02d", regexp=r"(\d{4})(\d\d)(\d\d)")
    assert literal(date(2024, 2, 29), type_, DIALECTS["sqlite"]) == "'20240229'"


@pytest.mark.parametrize(
    ("value", "none_as_null", "expected"),
    [
        (None, False, "'null'"),
        (None, True, "NULL"),
        (sa.null(), False, "NULL"),
        (sa.JSON.NULL, False, "'null'"),
        (sa.JSON.NULL, True, "'null'"),
        ({"a": [1, None, "it's"]}, False, """'{"a": [1, null, "it''s"]}'"""),
        ("text", False, """'"text"'"""),
    ],
)
def test_json(value: Any, none_as_null: bool, expected: str) -> None:
    assert spelled(value, sa.JSON(none_as_null=none_as_null)) == everywhere(
        expected, oracle=as_bytes(expected)
    )


def as_bytes(expected: str) -> str:
    """Oracle before 21 keeps JSON in a BLOB; SQLAlchemy 2.0 knows no JSON there."""
    if not hasattr(oracle, "JSON"):
        return expected
    text = expected[1:-1].replace("''", "'")
    return expected if expected == "NULL" else f"HEXTORAW('{text.encode().hex()}')"


def test_json_where_it_is_a_type() -> None:
    assert literal({"a": 1}, sa.JSON(), load_dialect("oracle", "21")) == """'{"a": 1}'"""


def test_json_escapes_survive_the_string() -> None:
    text = r"""'"\u00e9\n"'"""
    expected = everywhere(text, mysql=r"""'"\\u00e9\\n"'""", oracle=as_bytes(text))
    assert spelled("é\n", sa.JSON()) == expected


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}, MOMENT])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    assert spelled({"a": value}, sa.JSON()) == everywhere(REFUSED)


def test_jsonb_stores_no_nul() -> None:
    assert literal({"a": "\\u0000"}, postgresql.JSONB(), DIALECTS["postgresql"]) == r"""'{"a": "\\u0000"}'"""
    with pytest.raises(NoLiteral, match="NUL"):
        literal({"a": "\0"}, postgresql.JSONB(), DIALECTS["postgresql"])


def test_uuids() -> None:
    value = uuid.UUID("12345678123456781234567812345678")
    dashed, plain = "'12345678-1234-5678-1234-567812345678'", "'12345678123456781234567812345678'"
    # SQLAlchemy 2.0 knows no UUID of MariaDB.
    mariadb = dashed if DIALECTS["mariadb"].sqlalchemy.supports_native_uuid else plain
    native = everywhere(plain, postgresql=dashed, mariadb=mariadb, mssql=dashed)
    assert spelled(value, sa.Uuid()) == native
    assert spelled(str(value), sa.Uuid(as_uuid=False)) == native
    assert spelled(value, sa.Uuid(native_uuid=False)) == everywhere(plain)
    assert spelled(value, UNTYPED) == native
    assert spelled("no uuid", sa.Uuid()) == everywhere(REFUSED)


class Colour(enum.Enum):
    RED = "r"


class Fruit(str, enum.Enum):  # noqa: UP042 - as in many projects
    APPLE = "apple"


def test_enums() -> None:
    by_value = sa.Enum(Colour, values_callable=lambda members: [m.value for m in members])
    assert spelled(Colour.RED, sa.Enum(Colour)) == everywhere("'RED'")
    assert spelled(Colour.RED, by_value) == everywhere("'r'")
    assert spelled("RED", sa.Enum(Colour)) == everywhere("'RED'")
    assert spelled(Fruit.APPLE, sa.String()) == everywhere("'apple'")
    assert spelled(Fruit.APPLE, UNTYPED) == everywhere("'apple'")
    assert spelled(Colour.RED, UNTYPED) == everywhere(REFUSED)
    assert spelled(5, sa.Enum("a", "b")) == everywhere(REFUSED)


def test_a_set_is_written_in_the_order_of_its_labels() -> None:
    type_ = mysql.SET("c", "a", "b")
    assert literal({"b", "c"}, type_, DIALECTS["mysql"]) == "'c,b'"
    assert literal({"b", "c"}, mysql.SET("c", "a", "b", retrieve_as_bitwise=True), DIALECTS["mysql"]) == "5"
    with pytest.raises(NoLiteral, match="x: no labels"):
        literal({"x"}, type_, DIALECTS["mysql"])


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ([], sa.Text(), "ARRAY[]::TEXT[]"),
        (["it's", None, 'a"b\\'], sa.Text(), r"""ARRAY['it''s', NULL, 'a"b\']::TEXT[]"""),
        ([[1, 2], [3, 4]], sa.Integer(), "ARRAY[ARRAY[1, 2], ARRAY[3, 4]]::INTEGER[]"),
        ((1, 2), sa.Integer(), "ARRAY[1, 2]::INTEGER[]"),
        ("{1,2}", sa.Integer(), "'{1,2}'"),
        ([True], sa.Boolean(), "ARRAY[true]::BOOLEAN[]"),
    ],
)
def test_arrays(value: Any, type_: Any, expected: str) -> None:
    assert literal(value, postgresql.ARRAY(type_), DIALECTS["postgresql"]) == expected


def test_arrays_are_refused_where_there_are_none() -> None:
    expected = everywhere(REFUSED, postgresql="ARRAY[1]::INTEGER[]")
    assert spelled([1], sa.ARRAY(sa.Integer())) == expected


def test_values_of_postgresql_alone() -> None:
    postgres = DIALECTS["postgresql"]
    assert literal({'a"': None, "b": "\\"}, postgresql.HSTORE(), postgres) == r"""'"a\""=>NULL, "b"=>"\\"'"""
    assert literal(postgresql.Range(1, None), postgresql.INT8RANGE(), postgres) == "'[1,)'::INT8RANGE"
    assert literal(postgresql.Range(1, 5), UNTYPED, postgres) == "'[1,5)'::INT4RANGE"
    dates = postgresql.Range(MOMENT, None, bounds="(]")
    assert literal(dates, postgresql.TSRANGE(), postgres) == "'(\"2024-02-29 23:59:58\",]'::TSRANGE"


class Doubled(sa.types.TypeDecorator[int]):
    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: sa.Dialect) -> int:
        if value == 13:
            raise ValueError("unlucky")
        return -1 if value is None else value * 2


class Point(sa.types.UserDefinedType[Any]):
    cache_ok = True

    def literal_processor(self, dialect: sa.Dialect) -> Any:
        return lambda value: f"POINT({value[0]}, {value[1]})"


@ALL
def test_the_projects_own_types_decide(name: str) -> None:
    assert literal(4, Doubled(), DIALECTS[name]) == "8"
    assert literal(None, Doubled(), DIALECTS[name]) == "-1"
    assert literal((1, 2), Point(), DIALECTS[name]) == "POINT(1, 2)"
    assert literal(None, Point(), DIALECTS[name]) == "NULL"
    with pytest.raises(NoLiteral, match="unlucky"):
        literal(13, Doubled(), DIALECTS[name])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, everywhere("NULL")),
        ("a", everywhere("'a'")),
        (True, everywhere("true", sqlite="1", mssql="1", oracle="1")),
        (5, everywhere("5")),
        (Decimal("1.50"), everywhere("1.50", sqlite="1.5")),
        ([1, "a"], everywhere(REFUSED, postgresql="ARRAY[1, 'a']", mysql="(1, 'a')")),
        ((1, 2), everywhere(REFUSED, postgresql="(1, 2)", mysql="(1, 2)")),
        ([], everywhere(REFUSED)),
        ({"a": 1}, everywhere(REFUSED)),
        (object(), everywhere(REFUSED)),
        (1j, everywhere(REFUSED)),
        (sa.column("a"), everywhere(REFUSED)),
    ],
)
def test_values_without_a_type(value: Any, expected: dict[str, str]) -> None:
    assert spelled(value, UNTYPED) == expected
