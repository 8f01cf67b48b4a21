"""What is quoted and what is code, per engine, and what is done with the code."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.scan import Quoting, UnclosedQuote, code_only, fill_in, pieces, split, without_terminator

QUOTING = {name: load_dialect(name).facts.quoting for name in known_dialects()}
POSTGRESQL, MYSQL, MSSQL = QUOTING["postgresql"], QUOTING["mysql"], QUOTING["mssql"]
ORACLE, SQLITE = QUOTING["oracle"], QUOTING["sqlite"]


def kinds(sql: str, quoting: Quoting) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(sql, quoting) if piece.text.strip()]


@pytest.mark.parametrize(
    ("quoting", "sql", "expected"),
    [
        (POSTGRESQL, "'it''s'", [("string", "'it''s'")]),
        (POSTGRESQL, r"'a\' b", [("string", r"'a\'"), ("code", " b")]),
        (POSTGRESQL, r"E'a\' b'", [("string", r"E'a\' b'")]),
        (POSTGRESQL, "$a$ '; $b$ $a$ x", [("string", "$a$ '; $b$ $a$"), ("code", " x")]),
        (POSTGRESQL, "$$ ' $$", [("string", "$$ ' $$")]),
        (POSTGRESQL, "a$b$ + $1", [("code", "a$b$ + $1")]),
        (POSTGRESQL, "/* a /* b */ c */ d", [("comment", "/* a /* b */ c */"), ("code", " d")]),
        (POSTGRESQL, "x[1] -- it's", [("code", "x[1] "), ("comment", "-- it's")]),
        (MYSQL, r"'a\' b'", [("string", r"'a\' b'")]),
        (MYSQL, """"it's" `it's`""", [("string", '''"it's"'''), ("identifier", "`it's`")]),
        (MYSQL, "5--3 # it's\n-- it's", [("code", "5--3 "), ("comment", "# it's"), ("comment", "-- it's")]),
        (MYSQL, "/* a /* b */ c", [("comment", "/* a /* b */"), ("code", " c")]),
        (
            MYSQL,
            "/*!40101 SET a='b' */",
            [("code", "/*!"), ("code", "40101 SET a="), ("string", "'b'"), ("code", " */")],
        ),
        (MSSQL, "[it's]]] 'x'", [("identifier", "[it's]]]"), ("string", "'x'")]),
        (MSSQL, r"N'a\' #t", [("code", "N"), ("string", r"'a\'"), ("code", " #t")]),
        (ORACLE, "q'[it's]' Q'!a'b!'", [("string", "q'[it's]'"), ("string", "Q'!a'b!'")]),
        (ORACLE, "nq'{it's}'", [("string", "nq'{it's}'")]),
        (
            SQLITE,
            "\"it's\" [it's] `it's`",
            [("identifier", '"it\'s"'), ("identifier", "[it's]"), ("identifier", "`it's`")],
        ),
    ],
)
def test_pieces(quoting: Quoting, sql: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(sql, quoting) == expected


@pytest.mark.parametrize("sql", ["it's", 'a "b', "/* a", "'a\\", "SELECT '"])
@pytest.mark.parametrize("name", known_dialects())
def test_an_open_quote_is_refused(name: str, sql: str) -> None:
    with pytest.raises(UnclosedQuote, match="line 2"):
        list(pieces(f"SELECT 1,\n{sql}", QUOTING[name]))


FRAGMENTS = [
    "'",
    "''",
    '"',
    "\\",
    "`",
    "[",
    "]",
    "$$",
    "$a$",
    "--",
    "\n",
    "/*",
    "*/",
    "#",
    "q'[",
    "e'",
    ";",
    ":x",
    "a",
    " ",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join), st.sampled_from(sorted(QUOTING)))
def test_pieces_joined_are_the_text(sql: str, name: str) -> None:
    with contextlib.suppress(UnclosedQuote):
        assert "".join(piece.text for piece in pieces(sql, QUOTING[name])) == sql


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join), st.sampled_from(sorted(QUOTING)))
def test_a_terminator_ends_every_statement(sql: str, name: str) -> None:
    quoting = QUOTING[name]
    with contextlib.suppress(UnclosedQuote):
        for statement in split(sql, quoting):
            if code_only(statement, quoting):
                assert list(pieces(f"{statement};", quoting))[-1].kind == "code"


def fill(sql: str, quoting: Quoting = POSTGRESQL, **values: str) -> str:
    return fill_in(sql, quoting, values.get)


def test_parameters_are_filled_in_outside_quotes_only() -> None:
    text = """:a ':a' ":a" /* :a */ $$ :a $$ -- :a\n:a"""
    assert fill(text, a="1") == """1 ':a' ":a" /* :a */ $$ :a $$ -- :a\n1"""


@pytest.mark.parametrize(
    "sql", ["a::int", "12:30", "x := 1", "b[1:n]", "b[1:n:2]", "'{\"a\":true}'", "a:b", "SELECT 1"]
)
def test_what_is_no_parameter_is_left(sql: str) -> None:
    def refuse(name: str) -> str:
        raise AssertionError(name)

    assert fill_in(sql, POSTGRESQL, refuse) == sql


def test_escaped_colons_lose_their_backslash_everywhere() -> None:
    assert fill(r"\:a '\:a' \:\:int /* \:a */", a="1") == ":a ':a' ::int /* :a */"


def test_a_parameter_may_be_cast() -> None:
    assert fill(":when::date", when="'x'") == "'x'::date"


def test_a_negative_number_makes_no_comment_and_is_cast_as_a_whole() -> None:
    assert fill("5 -:a, :a::int, 5 - :a", a="-1") == "5 -(-1), (-1)::int, 5 - -1"


def test_two_literals_side_by_side_stay_two() -> None:
    assert fill("'a':x'b'", x="'c'") == "'a' 'c' 'b'"


def test_a_name_is_taken_whole() -> None:
    asked: list[str] = []

    def ask(name: str) -> None:
        asked.append(name)

    fill_in(":alpha::int, :beta:", POSTGRESQL, ask)
    assert asked == ["alpha"]


def test_split_at_semicolons_outside_quotes() -> None:
    sql = "-- first\nINSERT INTO a VALUES (';');\nUPDATE a /* ; */ SET b = 1; -- done\n;"
    assert split(sql, POSTGRESQL) == [
        "-- first\nINSERT INTO a VALUES (';')",
        "UPDATE a /* ; */ SET b = 1\n/* done */",
    ]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1 ; ;\n", "SELECT 1"),
        ("SELECT 1", "SELECT 1"),
        ("SELECT ';'", "SELECT ';'"),
        ("SELECT 1; -- done", "SELECT 1 /* done */"),
        ("SELECT 1 -- it's */ done", "SELECT 1 /* it's * / done */"),
        ("SELECT 1; /* done */", "SELECT 1 /* done */"),
        ("SELECT 1 -- one\n + 2", "SELECT 1 -- one\n + 2"),
        ("-- nothing", "-- nothing"),
    ],
)
def test_without_terminator(sql: str, expected: str) -> None:
    assert without_terminator(sql, POSTGRESQL) == expected


def test_code_only_empties_strings_and_drops_comments() -> None:
    sql = "/* a */ INSERT INTO \"b\"\n VALUES ('c;', $$d$$) -- e"
    assert code_only(sql, POSTGRESQL) == "INSERT INTO \"b\" VALUES ('', '')"


def test_a_comment_behind_a_statement_keeps_its_distance() -> None:
    assert without_terminator("SELECT 5--# odd", MYSQL) == "SELECT 5--/* odd */"
