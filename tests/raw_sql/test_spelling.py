"""Blanks, comments, case and quotes, whatever they are, change nothing of what a statement does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqlgen.dialect import load_dialect
from sqlgen.operations import ObjectName
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.schema import Names, Schema
from tests.raw_sql.case_files import Case, cases
from tests.raw_sql.facts_read import started_from
from tests.raw_sql.reading import schema_after

QUOTES = {"postgresql": '""', "sqlite": '""', "mariadb": "``"}
BETWEEN = st.sampled_from([" ", "  ", "\n", "\t", "\r\n", " /* x; y */ ", " -- z; 'w'\n", "\n\n"])
_DOLLAR = re.compile(r"\$\w*\$|sqlgen:|/\*M?!|[#@]")


def plain(case: Case) -> bool:
    """Bodies in dollars and comments that are code keep their text."""
    return not any(_DOLLAR.search(call) for call in case.calls) and len(case.calls) == 1


CASES = {dialect: [case for case in cases(dialect) if plain(case)] for dialect in QUOTES}
# These are names in the starting tables, and no keywords: they may be quoted.
NAMES = ("book", "author", "price", "isbn", "meta", "born", "email", "ix_title", "pages")


def respelled(text: str, dialect: str, choices: st.DataObject) -> str:
    """Return *text* with other blanks, other case of its words, and quotes around some names."""
    facts = load_dialect(dialect).facts
    tokens = tokenize(text, facts.quoting)
    parts: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        glued = before is not None and before.end == token.start
        parts.append("" if before is None or glued else choices.draw(BETWEEN))
        parts.append(_word(token, before, dialect, choices))
    return "".join(parts)


def _word(token: Token, before: Token | None, dialect: str, choices: st.DataObject) -> str:
    if token.kind is not TokenKind.WORD:
        return token.text
    if token.text in NAMES and dialect != "mariadb" and (before is None or before.text != "'"):
        opening, closing = QUOTES[dialect]
        return choices.draw(st.sampled_from([token.text, f"{opening}{token.text}{closing}"]))
    if token.value in ("TABLE", "COLUMN", "ALTER", "CREATE", "DROP", "NOT", "NULL", "DEFAULT", "CONSTRAINT"):
        return choices.draw(st.sampled_from([token.text, token.text.lower(), token.text.title()]))
    return token.text


def told(schema: Schema) -> list[object]:
    """Return what the schema knows; texts that are kept as written are left out."""
    maps: tuple[Names, ...] = (schema.tables, schema.enums, schema.opaque, schema.dropped, schema.sequences)
    found: list[object] = [list(names) for names in (*maps, schema.views, schema.triggers, schema.routines)]
    for table in schema.tables.values():
        found.append([(c.name, c.type.sql.lower(), c.nullable, c.default is None) for c in table.columns])
        found.append([(type(c).__name__, c.name, c.columns) for c in table.constraints])
        found.append([(i.name, i.columns, i.unique, len(i.parts)) for i in table.indexes])
    return found


@pytest.mark.parametrize("dialect", sorted(QUOTES))
@settings(max_examples=150)
@given(choices=st.data())
def test_spelling_changes_no_effect(dialect: str, choices: st.DataObject) -> None:
    case = choices.draw(st.sampled_from(CASES[dialect]), label="case")
    text = respelled(case.calls[0], dialect, choices)
    start = started_from(dialect, True)
    expected = told(schema_after(dialect, case.calls[0], start=start))
    assert told(schema_after(dialect, text, start=start)) == expected, text


def test_a_type_loses_its_comments_but_no_blank_within_quotes() -> None:
    written = 'CREATE TABLE t (a VARCHAR (20) COLLATE /* x */ "no  case", b "my  type")'
    schema = schema_after("sqlite", written)
    found = [column.type.sql for column in schema.tables[ObjectName("t")].columns]
    assert found == ['VARCHAR (20) COLLATE "no  case"', '"my  type"']
