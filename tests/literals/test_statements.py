"""Whole statements with literal values: what SQLAlchemy puts together, and what it leaves open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import oracle

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.rendering import UnboundParameter, ddl_sql, expression_sql, statement_sql, value_sql

DIALECTS = {name: load_dialect(name) for name in known_dialects()}
ALL = pytest.mark.parametrize("name", DIALECTS)
POSTGRES = DIALECTS["postgresql"]

book = sa.table(
    "book", sa.column("id", sa.Integer), sa.column("title", sa.String), sa.column("extra", sa.JSON)
)


def line(construct: Any, name: str = "postgresql", parameters: dict[str, Any] | None = None) -> str:
    return " ".join(statement_sql(construct, DIALECTS[name], parameters).split())


@ALL
def test_text_with_parameters(name: str) -> None:
    text = sa.text("UPDATE book SET title = :title, note = ':title' WHERE id = :id")
    expected = "UPDATE book SET title = 'it''s', note = ':title' WHERE id = 5"
    assert line(text.bindparams(title="it's", id=5), name) == expected
    assert line(text, name, {"title": "it's", "id": 5, "other": 1}) == expected


@ALL
def test_a_parameter_without_value_is_refused(name: str) -> None:
    with pytest.raises(UnboundParameter, match=":id"):
        line(sa.text("DELETE FROM book WHERE id = :id"), name)
    with pytest.raises(UnboundParameter, match=":id"):
        line(sa.delete(book).where(book.c.id == sa.bindparam("id")), name)
    with pytest.raises(UnboundParameter, match=":id"):
        line(sa.text("SELECT :id::int"), name)


@ALL
def test_a_parameter_may_be_none(name: str) -> None:
    assert line(sa.text("UPDATE book SET title = :t"), name, {"t": None}) == "UPDATE book SET title = NULL"


def test_a_typed_parameter() -> None:
    text = sa.text("SELECT :day").bindparams(sa.bindparam("day", date(2024, 2, 29), sa.Date))
    assert line(text, "oracle") == "SELECT TO_DATE('2024-02-29', 'YYYY-MM-DD')"


@ALL
def test_lists(name: str) -> None:
    text = sa.text("DELETE FROM book WHERE id IN :ids").bindparams(
        sa.bindparam("ids", [1, 2], expanding=True)
    )
    assert line(text, name) == "DELETE FROM book WHERE id IN (1, 2)"
    assert line(sa.delete(book).where(book.c.title.in_(["a'", "b"])), name).endswith("IN ('a''', 'b')")
    assert "1 != 1" in line(sa.delete(book).where(book.c.id.in_([])), name).replace("1!=1", "1 != 1")


def test_tuples() -> None:
    where = sa.tuple_(book.c.id, book.c.title).in_([(1, "a"), (2, "b'")])
    assert line(sa.delete(book).where(where)).endswith(
        "WHERE (book.id, book.title) IN ((1, 'a'), (2, 'b'''))"
    )


@ALL
def test_functions_and_casts_compile(name: str) -> None:
    insert = book.insert().values(id=sa.cast("5", sa.Integer), title=sa.func.lower("A'"))
    assert " VALUES (CAST(5 AS " in line(insert, name)
    assert line(insert, name).endswith("lower('A'''))")


@ALL
def test_none_and_json_null(name: str) -> None:
    # SQLAlchemy 2.0 knows no JSON of Oracle's.
    null = "HEXTORAW('6e756c6c')" if name == "oracle" and hasattr(oracle, "JSON") else "'null'"
    assert line(book.insert().values(title=None, extra=None), name).endswith(f"VALUES (NULL, {null})")
    assert line(book.insert().values(title=sa.null(), extra=sa.null()), name).endswith("VALUES (NULL, NULL)")


def test_json_paths() -> None:
    select = sa.select(book.c.extra["it's"].as_string())
    assert "book.extra ->> 'it''s'" in line(select)
    assert """JSON_EXTRACT(book.extra, '$."it''s"')""" in line(select, "mysql")


def test_parameters_of_a_query() -> None:
    query = sa.select(book.c.id).where(book.c.title == sa.bindparam("t"))
    assert line(query, parameters={"t": "a"}) == "SELECT book.id FROM book WHERE book.title = 'a'"


class Encrypted(sa.types.TypeDecorator[str]):
    impl = sa.String
    cache_ok = True

    def bind_expression(self, bindparam: Any) -> Any:
        return sa.func.encrypt(bindparam, "key")


def test_a_types_own_expression_is_kept() -> None:
    assert value_sql("a", Encrypted(), POSTGRES) == "encrypt('a', 'key')"
    assert value_sql("a", sa.String(), POSTGRES) == "'a'"
    safe = sa.table("safe", sa.column("secret", Encrypted))
    assert line(safe.insert().values(secret="a")) == "INSERT INTO safe (secret) VALUES (encrypt('a', 'key'))"


@ALL
def test_percent_signs_stay_single(name: str) -> None:
    assert line(sa.text("SELECT '50%', x % 2, :p").bindparams(p="10%"), name) == "SELECT '50%', x % 2, '10%'"
    assert "'5%'" in line(sa.select(sa.literal_column("'5%'")), name)


def table(**column: Any) -> sa.Table:
    return sa.Table("t", sa.MetaData(), sa.Column("a", sa.String(9), **column))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("postgresql", "DEFAULT 'é\nb'"),
        ("mysql", "DEFAULT 'é\nb'"),
        ("mssql", "DEFAULT (N'é' + CHAR(10) + N'b')"),
        ("oracle", "DEFAULT ('é' || CHR(10) || 'b')"),
    ],
)
def test_defaults_in_ddl(name: str, expected: str) -> None:
    assert expected in ddl_sql(sa.schema.CreateTable(table(server_default="é\nb")), DIALECTS[name])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("postgresql", r"COMMENT ON COLUMN t.a IS 'é\'"),
        ("oracle", r"COMMENT ON COLUMN t.a IS 'é\'"),
        ("mssql", r"N'é\'"),
    ],
)
def test_comments_in_ddl_are_single_literals(name: str, expected: str) -> None:
    comment = sa.schema.SetColumnComment(table(comment="é\\").c.a)
    assert expected in ddl_sql(comment, DIALECTS[name])


def test_mysql_writes_comments_without_introducer() -> None:
    assert r"COMMENT 'é\\'" in ddl_sql(sa.schema.CreateTable(table(comment="é\\")), DIALECTS["mysql"])


def test_expressions_of_definitions() -> None:
    assert expression_sql(book.c.title != "é", DIALECTS["mysql"]) == "title != 'é'"
    assert expression_sql(sa.text(r"a <> ':b' AND c <> '\:d'"), POSTGRES) == "a <> ':b' AND c <> ':d'"
    assert expression_sql("it's", POSTGRES) == "'it''s'"
