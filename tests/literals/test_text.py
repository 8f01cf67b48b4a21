"""Strings and bytes: what each dialect writes, and what no script can hold."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.literals import NoLiteral, constant_literal, literal, string_literal

DIALECTS = {name: load_dialect(name) for name in known_dialects()}
ALL = pytest.mark.parametrize("name", DIALECTS)


def spelled(text: str, name: str) -> str:
    return string_literal(text, DIALECTS[name])


@ALL
@pytest.mark.parametrize(
    "text", ["", "plain", "50%", "%s %(a)s", ":name", "{}", "{text}", "tab\t", "-- /* ;"]
)
def test_harmless_text_stays_as_it_is(text: str, name: str) -> None:
    assert spelled(text, name) == f"'{text}'"


@ALL
def test_quotes_are_doubled(name: str) -> None:
    assert spelled("it's ''", name) == "'it''s '''''"


@ALL
@pytest.mark.parametrize("text", ["\0", "a\0b"])
def test_nul_is_refused(text: str, name: str) -> None:
    with pytest.raises(NoLiteral, match="NUL"):
        spelled(text, name)


@ALL
def test_half_a_surrogate_pair_is_refused(name: str) -> None:
    with pytest.raises(NoLiteral, match="surrogate"):
        spelled("a\ud83d", name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\\b",
            {
                "postgresql": r"'a\b'",
                "mysql": r"'a\\b'",
                "mariadb": r"'a\\b'",
                "sqlite": r"'a\b'",
                "mssql": r"'a\b'",
                "oracle": r"'a\b'",
            },
        ),
        (
            "é",
            {
                "postgresql": "'é'",
                "mysql": "_utf8mb4'é'",
                "mariadb": "_utf8mb4'é'",
                "sqlite": "'é'",
                "mssql": "N'é'",
                "oracle": "'é'",
            },
        ),
        (
            "a\nGO\n",
            {
                "postgresql": "'a\nGO\n'",
                "mysql": "'a\nGO\n'",
                "mariadb": "'a\nGO\n'",
                "sqlite": "'a\nGO\n'",
                "mssql": "('a' + CHAR(10) + 'GO' + CHAR(10))",
                "oracle": "('a' || CHR(10) || 'GO' || CHR(10))",
            },
        ),
        (
            "a\\\r\n",
            {
                "postgresql": "E'a\\\\\\r\n'",
                "mysql": "'a\\\\\\r\n'",
                "mariadb": "'a\\\\\\r\n'",
                "sqlite": "('a\\' || char(13) || '\n')",
                "mssql": "('a\\' + CHAR(13) + CHAR(10))",
                "oracle": "('a\\' || CHR(13) || CHR(10))",
            },
        ),
        (
            "\n",
            {
                "postgresql": "'\n'",
                "mysql": "'\n'",
                "mariadb": "'\n'",
                "sqlite": "'\n'",
                "mssql": "CHAR(10)",
                "oracle": "CHR(10)",
            },
        ),
        (
            "$(x) &y",
            {
                "postgresql": "'$(x) &y'",
                "mysql": "'$(x) &y'",
                "mariadb": "'$(x) &y'",
                "sqlite": "'$(x) &y'",
                "mssql": "('$' + '(x) &y')",
                "oracle": "'$(x) &y'",
            },
        ),
    ],
)
def test_spelling(text: str, expected: dict[str, str]) -> None:
    assert {name: spelled(text, name) for name in DIALECTS} == expected


def test_sql_server_writes_unicode_types_as_such() -> None:
    assert literal("a\nb", sa.Unicode(), DIALECTS["mssql"]) == "(N'a' + CHAR(10) + N'b')"
    assert literal("a", sa.String(), DIALECTS["mssql"]) == "'a'"


def test_sql_server_does_not_cut_a_long_concatenation_at_8000_bytes() -> None:
    first, second = "a" * 3000, "b" * 3000
    assert spelled(f"{first}\n{second}", "mssql") == (
        f"(CAST('{first}' AS NVARCHAR(MAX)) +\n CHAR(10) +\n '{second}')"
    )
    assert spelled(first + second, "mssql") == f"'{first}{second}'"


def test_oracle_divides_what_is_longer_than_a_literal_or_a_line_can_be() -> None:
    written = spelled("é'" * 1500, "oracle")
    assert written.startswith("(TO_CLOB('é''")
    assert all(len(line.encode()) < 2000 for line in written.splitlines())
    assert written.count("TO_CLOB") == 1


def test_oracle_keeps_a_varchar_what_fits_into_one() -> None:
    assert spelled("a" * 1500, "oracle") == f"('{'a' * 1000}' ||\n '{'a' * 500}')"


def test_many_line_breaks_make_no_deep_expression() -> None:
    written = spelled("\r" * 10_000, "sqlite")
    assert written.count("char(13)") == 10_000
    assert written.count("((") > 0


@pytest.mark.parametrize("text", ["a\nGO\nb", "GO", "go 5", "x\\\ny", "$(path)"])
def test_sql_server_refuses_a_comment_that_sqlcmd_would_break(text: str) -> None:
    with pytest.raises(NoLiteral, match="client"):
        constant_literal(text, DIALECTS["mssql"])


@pytest.mark.parametrize("text", ["a\n/\nb", "a\n\nb", "a\n .\nb", "a;\nb", "\n\na"])
def test_oracle_refuses_a_comment_that_sqlplus_would_break(text: str) -> None:
    with pytest.raises(NoLiteral, match="client"):
        constant_literal(text, DIALECTS["oracle"])


@pytest.mark.parametrize("text", ["", " ", "/", ".", "a\n", "\na", "a\n/", "a;", "a; b\nc"])
def test_oracle_takes_a_comment_whose_lines_are_never_alone(text: str) -> None:
    """The quotes stand on its first and its last line."""
    assert constant_literal(text, DIALECTS["oracle"]) == f"'{text}'"


def test_a_comment_is_one_literal() -> None:
    expected = dict.fromkeys(DIALECTS, "'é\nb'") | {"mssql": "N'é\nb'"}
    assert {name: constant_literal("é\nb", dialect) for name, dialect in DIALECTS.items()} == expected


def test_bytes() -> None:
    assert {name: literal(b"\0a'", sa.LargeBinary(), dialect) for name, dialect in DIALECTS.items()} == {
        "postgresql": r"'\x006127'::BYTEA",
        "mysql": "X'006127'",
        "mariadb": "X'006127'",
        "sqlite": "X'006127'",
        "mssql": "0x006127",
        "oracle": "HEXTORAW('006127')",
    }


@ALL
def test_bytes_of_other_classes(name: str) -> None:
    expected = literal(b"ab", sa.LargeBinary(), DIALECTS[name])
    assert literal(bytearray(b"ab"), sa.LargeBinary(), DIALECTS[name]) == expected
    assert literal(memoryview(b"ab"), sa.types.NullType(), DIALECTS[name]) == expected


@ALL
def test_text_is_not_bytes(name: str) -> None:
    with pytest.raises(NoLiteral, match="not bytes"):
        literal("ab", sa.LargeBinary(), DIALECTS[name])


def test_oracle_refuses_bytes_beyond_a_literal() -> None:
    with pytest.raises(NoLiteral, match="2001 bytes"):
        literal(b"a" * 2001, sa.LargeBinary(), DIALECTS["oracle"])
