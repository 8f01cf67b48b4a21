"""SQL and rows that the script wrote itself."""

from __future__ import annotations

import re

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.fragments import literal, quoted_literal, statement, table_name
from sqlgen.lowering.known import known_table
from sqlgen.operations import Change
from sqlgen.scan import code_only, split, without_terminator
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement

IDENTITY_INSERT = Spelling("identity_insert", "table table_quoted_literal column_literals on certain")

_DML = re.compile(r"(?i)\s*(INSERT|UPDATE|DELETE|MERGE|REPLACE|TRUNCATE|SELECT|WITH|COPY)\b")


def execute_sql(change: Change, op: o.ExecuteSql, dialect: Dialect) -> list[Statement]:
    """Write SQL as it stands, without its last semicolon; told apart where a client must be told."""
    facts = dialect.facts
    text = without_terminator(op.sql, facts.quoting)
    texts = split(text, facts.quoting) if facts.script.split_statements else [text]
    block = len(texts) > 1 and any(_is_one_of(facts.ddl.blocks, part, dialect) for part in texts)
    if block:
        texts = [text]
    statements = []
    for part in texts:
        alone = _is_one_of(facts.ddl.non_transactional, part, dialect)
        statements.append(
            statement(
                change,
                part,
                op.description or "",
                kind=Kind.DML if _DML.match(code_only(part, facts.quoting)) else Kind.DDL,
                transactional=not alone,
                block=block,
                comment=op.original if part is texts[0] else None,
            )
        )
    return statements


def _is_one_of(patterns: tuple[str, ...], sql: str, dialect: Dialect) -> bool:
    code = code_only(sql, dialect.facts.quoting)
    return any(re.search(pattern, code, re.IGNORECASE | re.DOTALL) for pattern in patterns)


def insert_rows(change: Change, op: o.InsertRows, dialect: Dialect) -> list[Statement]:
    """Write INSERTs; where the engine numbers a column that they give, it is told to let them."""
    description = f"insert into {op.table}"
    statements = [statement(change, sql, description, kind=Kind.DML) for sql in op.statements]
    if dialect.facts.strategy.explicit_identity != "identity_insert":
        return statements
    gives = _gives_identity(change, op)
    if gives is False or not op.explicit_columns:
        return statements
    before, after = (
        IDENTITY_INSERT.spell(
            dialect,
            table=table_name(op.table, dialect),
            table_quoted_literal=quoted_literal(op.table, dialect),
            column_literals=[literal(column, dialect) for column in op.explicit_columns],
            on=on,
            certain=gives is not None,
        )
        for on in (True, False)
    )
    return [
        statement(change, before, f"give {op.table} its numbers", kind=Kind.DML),
        *statements,
        statement(change, after, kind=Kind.DML),
    ]


def _gives_identity(change: Change, op: o.InsertRows) -> bool | None:
    """Tell whether the rows give a column that the server numbers; None where the table is not known."""
    table = known_table(change, op.table)
    if table is None:
        return None
    numbered = {c.name for c in table.columns if c.autoincrement or c.identity is not None}
    return any(column in numbered for column in op.explicit_columns)
