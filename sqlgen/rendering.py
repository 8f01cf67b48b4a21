"""SQLAlchemy constructs spelled as SQL of one dialect, every value a literal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.elements import TextClause

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.literals import literal, string_literal
from sqlgen.scan import fill_in


class UnboundParameter(SqlgenError):
    """A ``:name`` in SQL that was given no value; a NULL in its place would be wrong SQL."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'the parameter ":{name}" has no value',
            hint=f"Give it one, sa.text(...).bindparams({name}=...), or write \\:{name} if a colon is meant.",
        )
        self.name = name


class NotCompilable(SqlgenError):
    """A construct that SQLAlchemy cannot spell for this dialect."""


class _LiteralMixin:
    """What SQLAlchemy's statement compiler is told otherwise: values are literals, text is kept."""

    _sqlgen: Dialect

    def render_literal_value(self, value: Any, type_: Any, **_: Any) -> str:
        return literal(value, type_, self._sqlgen)

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        if bindparam.required and bindparam.value is None and bindparam.callable is None:
            raise UnboundParameter(bindparam.key)
        visited: str = super().visit_bindparam(bindparam, *args, **kw)  # type: ignore[misc]
        return visited

    def visit_textclause(self, textclause: TextClause, add_to_result_map: Any = None, **kw: Any) -> str:
        this: Any = self
        if not this.stack:
            this.isplaintext = True
        if add_to_result_map:
            add_to_result_map(None, None, (textclause,), sa.types.NULLTYPE)

        def value_of(name: str) -> str | None:
            bound = textclause._bindparams.get(name)
            if bound is None:
                raise UnboundParameter(name)
            value: str = this.process(bound, **kw)
            return value

        return fill_in(textclause.text, self._sqlgen.facts.quoting, value_of)


@lru_cache(maxsize=64)
def _literal_compiler(base: Any, dialect: Dialect) -> Any:
    return type(f"Literal{base.__name__}", (_LiteralMixin, base), {"_sqlgen": dialect})


def statement_sql(construct: Any, dialect: Dialect, parameters: Mapping[str, Any] | None = None) -> str:
    """Return a Core statement or expression as SQL with literal values, without terminator.

    Raises: UnboundParameter, NoLiteral, NotCompilable.
    """
    if parameters and isinstance(construct, TextClause):
        construct = construct.bindparams(
            **{key: value for key, value in parameters.items() if key in construct._bindparams}
        )
    compiler = _literal_compiler(dialect.sqlalchemy.statement_compiler, dialect)
    try:
        return str(compiler(dialect.sqlalchemy, construct, compile_kwargs={"literal_binds": True})).strip()
    except (exc.CompileError, exc.UnsupportedCompilationError, NotImplementedError) as error:
        raise NotCompilable(_reason(error)) from error


def ddl_sql(construct: ExecutableDDLElement, dialect: Dialect) -> str:
    """Return a DDL construct (CreateTable, CreateIndex, ...) as SQL, tidied, without terminator.

    Raises: NotCompilable.
    """
    try:
        return str(construct.compile(dialect=dialect.sqlalchemy)).strip()
    except (exc.CompileError, exc.UnsupportedCompilationError, NotImplementedError) as error:
        raise NotCompilable(_reason(error)) from error


def type_sql(type_: Any, dialect: Dialect) -> str:
    """Return a column type's spelling. Raises: NotCompilable."""
    try:
        text: str = dialect.sqlalchemy.type_compiler_instance.process(type_)
    except (exc.CompileError, exc.UnsupportedCompilationError, NotImplementedError) as error:
        raise NotCompilable(_reason(error)) from error
    return text


def expression_sql(expression: Any, dialect: Dialect) -> str:
    """Return an expression (of a default, a CHECK, an index) as SQL without table names."""
    if isinstance(expression, str):
        return string_literal(expression, dialect)
    if isinstance(expression, TextClause) and not expression._bindparams:
        return fill_in(expression.text, dialect.facts.quoting, lambda name: None)
    ddl = dialect.sqlalchemy.ddl_compiler(dialect.sqlalchemy, None)  # type: ignore[arg-type]
    try:
        return str(ddl.sql_compiler.process(expression, literal_binds=True, include_table=False))
    except (exc.CompileError, exc.UnsupportedCompilationError, NotImplementedError) as error:
        raise NotCompilable(_reason(error)) from error


def _reason(error: BaseException) -> str:
    return str(error).split("(Background on this error", 1)[0].strip() or type(error).__name__
