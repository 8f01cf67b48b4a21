"""SQL of one engine written for another, or refused: nothing may be lost on the way.

sqlglot, even when strict, passes on much that it does not know to be different. So only statements made of
parts whose meaning is the same everywhere are let through (`portable`), and what comes out is read again as
the target's own SQL, by the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlgen.dialect import Dialect, UnknownDialect, dialect_called, load_dialect
from sqlgen.errors import SqlgenError
from sqlgen.raw_sql.quiet import sqlglot_quiet
from sqlgen.raw_sql.split import statements

if TYPE_CHECKING:
    from sqlglot import exp

_LONGEST_LINE = 100
_HINT = (
    "Write it with operations (op.create_table, op.alter_column, Core constructs), or once for each dialect: "
    'if op.get_bind().dialect.name == "...".'
)


class NotTranspilable(SqlgenError):
    """SQL that cannot be carried over to the target's dialect without loss. *reason*: one line."""

    def __init__(self, sql: str, source: str, target: Dialect, reason: str) -> None:
        line = next((line.strip() for line in sql.splitlines() if line.strip()), "")
        shown = line if len(line) <= 100 else f"{line[:97]}..."
        self.sql = sql
        self.reason = _one_line(reason)
        super().__init__(
            f"this {source} statement has no safe form in {target.title}: {shown}: {self.reason}", hint=_HINT
        )


def _one_line(text: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return " ".join(re.sub(r"<Token .*?text: (.*?), line: .*>", r'"\1"', plain).split())


def transpile(sql: str, source: str, target: Dialect) -> list[str]:
    """Return the statements of *sql*, which is written for *source*, as *target* says them.

    *source*: a dialect's name, ours or sqlglot's. Raises: NotTranspilable.
    """
    reading, read_as = _source(source, sql, target)
    if reading is None:
        divided = [sql]
    else:
        divided = [statement.sql for statement in statements(sql, reading)]
    if read_as == target.facts.sqlglot:
        return [statement.strip() for statement in divided]
    result: list[str] = []
    for statement in divided:
        result += _transpiled(statement, source, read_as, reading, target)
    return result


def _source(source: str, sql: str, target: Dialect) -> tuple[Dialect | None, str]:
    """Return our dialect of the source, if there is one, and sqlglot's name of it."""
    try:
        dialect = load_dialect(dialect_called(source))
    except UnknownDialect:
        import sqlglot

        if source in sqlglot.Dialects.__members__.values():
            return None, source
        raise NotTranspilable(sql, source, target, f'there is no dialect "{source}"') from None
    return dialect, dialect.facts.sqlglot


def _transpiled(
    sql: str, source: str, read_as: str, reading: Dialect | None, target: Dialect
) -> Iterator[str]:
    from sqlglot.errors import SqlglotError

    from sqlgen.raw_sql import portable

    written_as = target.facts.sqlglot
    try:
        for tree in _parsed(sql, read_as):
            portable.check(tree, target, reading)
            for part in portable.adapted(tree, target, reading):
                text = _generated(part, written_as)
                _read_again(text, written_as, target)
                yield text
    except SqlglotError as error:
        details = getattr(error, "errors", None)
        reason = details[0].get("description") if details else None
        raise NotTranspilable(sql, source, target, reason or str(error)) from error
    except portable.NotPortable as error:
        raise NotTranspilable(sql, source, target, str(error)) from error


def _parsed(sql: str, read_as: str) -> list[exp.Expression]:
    import sqlglot
    from sqlglot.errors import ErrorLevel

    with sqlglot_quiet():
        trees: list[Any] = sqlglot.parse(sql, read=read_as, error_level=ErrorLevel.RAISE)
    return [tree for tree in trees if tree is not None]


def _generated(tree: exp.Expression, written_as: str) -> str:
    from sqlglot.errors import ErrorLevel

    line = tree.sql(dialect=written_as, unsupported_level=ErrorLevel.RAISE)
    if len(line) <= _LONGEST_LINE and "\n" not in line:
        return line
    return tree.sql(dialect=written_as, unsupported_level=ErrorLevel.RAISE, pretty=True)


def _read_again(text: str, written_as: str, target: Dialect) -> None:
    """Raises: NotPortable, SqlglotError: the target's own reader does not understand what was made."""
    from sqlgen.raw_sql import portable

    trees = _parsed(text, written_as)
    if len(trees) != 1:
        raise portable.NotPortable("it became more than one statement")
    portable.check_result(trees[0], target)
    if _generated(trees[0], written_as) != text:
        raise portable.NotPortable("what it became reads differently a second time")
