"""Reading is linear in the text, does not parse anything twice, and does not load the translator."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from sqlgen.raw_sql import split, tokens
from tests.raw_sql.reading import reader, schema_after


def calls(monkeypatch: pytest.MonkeyPatch, text: str, dialect: str = "postgresql") -> tuple[int, int]:
    """Return how many characters were divided into tokens, and how many Python calls reading took."""
    divided = 0
    tokenize = tokens.tokenize

    def counting(sql: str, quoting: object) -> object:
        nonlocal divided
        divided += len(sql)
        return tokenize(sql, quoting)  # type: ignore[arg-type]

    monkeypatch.setattr(split, "tokenize", counting)
    made = _counted(lambda: schema_after(dialect, text))
    monkeypatch.setattr(split, "tokenize", tokenize)
    return divided, made


def _counted(work: Callable[[], object]) -> int:
    count = 0

    def count_call(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    previous = sys.getprofile()
    sys.setprofile(count_call)
    try:
        work()
    finally:
        sys.setprofile(previous)
    return count


def columns(count: int) -> str:
    return (
        "CREATE TABLE t (" + ", ".join(f"c{n} varchar(50) NOT NULL DEFAULT 'x'" for n in range(count)) + ")"
    )


def alters(count: int) -> str:
    return "CREATE TABLE t (id int);" + "".join(
        f"ALTER TABLE t ALTER id SET DEFAULT {n};" for n in range(count)
    )


def inserts(count: int) -> str:
    return "".join(f"INSERT INTO t VALUES ({n}, 'a; b');\n" for n in range(count))


def block(count: int) -> str:
    statements = "".join(f"UPDATE t SET a = {n} WHERE b = 'x';" for n in range(count))
    return f"DO $$ BEGIN {statements} END $$"


@pytest.mark.parametrize("made", [columns, alters, inserts, block])
def test_reading_is_linear(made: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    reader("postgresql")
    calls(monkeypatch, made(50))
    few_divided, few = calls(monkeypatch, made(100))
    many_divided, many = calls(monkeypatch, made(800))
    assert many_divided <= 8.5 * few_divided
    assert many <= 9 * few


@pytest.mark.parametrize("dialect", ["mysql", "oracle", "mssql"])
def test_bodies_are_divided_in_linear_time(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def procedure(count: int) -> str:
        statements = "".join(f"UPDATE t SET a = {n} WHERE b = 'x';\n" for n in range(count))
        head = {"mysql": "()", "oracle": " IS", "mssql": " AS"}[dialect]
        return f"CREATE PROCEDURE p{head} BEGIN {statements} END;"

    reader(dialect)
    calls(monkeypatch, procedure(50), dialect)
    _, few = calls(monkeypatch, procedure(100), dialect)
    _, many = calls(monkeypatch, procedure(800), dialect)
    assert many <= 9 * few


def test_the_text_is_divided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = alters(50)
    divided, _ = calls(monkeypatch, text)
    assert divided == len(text)


def test_sqlglot_is_not_loaded() -> None:
    program = (
        "import sys\nfrom tests.raw_sql.reading import schema_after\n"
        "schema_after('postgresql', 'CREATE TABLE t (id int)', 'DO $$ BEGIN ALTER TABLE t ADD a int; END $$')\n"  # noqa: E501
        "assert 'sqlglot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
