"""SQLAlchemy constructs spelled as SQL of one dialect, every value a literal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.elements import TextClause

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.literals import constant_literal, literal, string_literal
from sqlgen.scan import fill_in

_CANNOT = re.compile(r"Compiler <.*> can't render element of type <?(?:class ')?([\w.]+).*", re.DOTALL)


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

    def render_literal_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        if _is_none(self, bindparam) and "render_literal_value" not in kw:
            # SQLAlchemy writes NULL without asking the type, which may store None as something else (JSON).
            return self.render_literal_value(None, bindparam.type)
        rendered: str = super().render_literal_bindparam(bindparam, *args, **kw)  # type: ignore[misc]
        return rendered

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        if bindparam.required and _is_none(self, bindparam):
            raise UnboundParameter(bindparam.key)
        # Some of SQLAlchemy's own parts forget to pass it on: ON DUPLICATE KEY UPDATE of MySQL.
        kw["literal_binds"] = True
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


def _is_none(compiler: Any, bindparam: Any) -> bool:
    # SQLAlchemy 2.1 keeps what .params() gave beside the parameters.
    given = getattr(compiler, "_collected_params", {})
    return bindparam.value is None and bindparam.callable is None and given.get(bindparam.key) is None


class _DdlMixin:
    """What SQLAlchemy's DDL compiler is told otherwise; *sql_compiler* writes the values in it."""

    _sqlgen: Dialect

    @cached_property
    def sql_compiler(self) -> Any:
        base: Any = self._sqlgen.sqlalchemy.statement_compiler
        return _compiler(_ConstantMixin, base, self._sqlgen)(self._sqlgen.sqlalchemy, None)

    def render_default_string(self, default: Any) -> str:
        if isinstance(default, str):
            return string_literal(default, self._sqlgen)
        rendered: str = super().render_default_string(default)  # type: ignore[misc]
        return rendered

    def visit_create_column(self, create: Any, first_pk: bool = False, **_: Any) -> str | None:
        """Return a column's definition, its CHECKs in a stable order; SQLAlchemy keeps them in a set."""
        this: Any = self
        column = create.element
        if column.system:
            return None
        specification = column_specification(column, this, self._sqlgen, first_pk=first_pk)
        if not column.constraints:
            return specification
        checks = sorted(this.process(constraint) for constraint in column.constraints)
        return " ".join((specification, *checks))


class _ConstantMixin(_LiteralMixin):
    """What DDL holds itself (comments, options) must be single literals; values in expressions need not."""

    _in_expression = False

    def render_literal_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        self._in_expression = True
        try:
            return super().render_literal_bindparam(bindparam, *args, **kw)
        finally:
            self._in_expression = False

    def render_literal_value(self, value: Any, type_: Any, **_: Any) -> str:
        if isinstance(value, str) and not self._in_expression:
            unicode_type = isinstance(type_, (sa.Unicode, sa.UnicodeText))
            return constant_literal(value, self._sqlgen, unicode_type=unicode_type)
        return literal(value, type_, self._sqlgen)


@lru_cache(maxsize=64)
def _compiler(mixin: Any, base: Any, dialect: Dialect) -> Any:
    return type(f"Literal{base.__name__}", (mixin, base), {"_sqlgen": dialect})


@lru_cache(maxsize=16)
def for_ddl(dialect: Dialect) -> Dialect:
    """Return *dialect* writing strings as a server shows them in definitions, without introducer."""
    literal_facts = replace(dialect.facts.literal, non_ascii_string="")
    return replace(dialect, facts=replace(dialect.facts, literal=literal_facts))


def statement_sql(construct: Any, dialect: Dialect, parameters: Mapping[str, Any] | None = None) -> str:
    """Return a Core statement or expression as SQL with literal values, without terminator.

    Raises: UnboundParameter, NoLiteral, NotCompilable.
    """
    return str(compiled_statement(construct, dialect, parameters)).strip()


def compiled_statement(construct: Any, dialect: Dialect, parameters: Mapping[str, Any] | None = None) -> Any:
    """Return what `statement_sql` writes, as SQLAlchemy's compiler, which knows the result's columns.

    Raises: UnboundParameter, NoLiteral, NotCompilable.
    """
    if parameters and isinstance(construct, TextClause):
        construct = construct.bindparams(
            **{key: value for key, value in parameters.items() if key in construct._bindparams}
        )
    elif parameters:
        construct = construct.params(dict(parameters))
    base: Any = dialect.sqlalchemy.statement_compiler
    compiler = _compiler(_LiteralMixin, base, dialect)
    try:
        return compiler(dialect.sqlalchemy, construct, compile_kwargs={"literal_binds": True})
    except (exc.SQLAlchemyError, NotImplementedError) as error:
        raise NotCompilable(reason(error, dialect)) from error


def value_sql(value: Any, type_: Any, dialect: Dialect) -> str:
    """Return *value* as an INSERT binds it: a literal, with the SQL of *type_* around it where it has some.

    Raises: NoLiteral, NotCompilable.
    """
    if type_.dialect_impl(dialect.sqlalchemy)._has_bind_expression:
        return statement_sql(sa.literal(value, type_), dialect)
    return literal(value, type_, dialect)


def ddl_sql(construct: ExecutableDDLElement, dialect: Dialect) -> str:
    """Return a DDL construct (CreateTable, CreateIndex, ...) as SQL, tidied, without terminator.

    Raises: NotCompilable.
    """
    base: Any = dialect.sqlalchemy.ddl_compiler
    compiler = _compiler(_DdlMixin, base, for_ddl(dialect))
    try:
        return str(compiler(dialect.sqlalchemy, construct)).strip()
    except (exc.SQLAlchemyError, NotImplementedError) as error:
        raise NotCompilable(reason(error, dialect)) from error


def ddl_compiler(dialect: Dialect) -> Any:
    """Return what spells the parts of DDL constructs as `ddl_sql` does: columns, constraints."""
    base: Any = dialect.sqlalchemy.ddl_compiler
    return _compiler(_DdlMixin, base, for_ddl(dialect))(dialect.sqlalchemy, None)


def type_sql(type_: Any, dialect: Dialect) -> str:
    """Return a column type's spelling. Raises: NotCompilable."""
    try:
        text: str = dialect.sqlalchemy.type_compiler_instance.process(type_)
    except (exc.CompileError, exc.UnsupportedCompilationError, NotImplementedError) as error:
        raise NotCompilable(reason(error, dialect)) from error
    return text


def expression_sql(expression: Any, dialect: Dialect) -> str:
    """Return an expression (of a default, a CHECK, an index) as SQL without table names."""
    if isinstance(expression, str):
        return string_literal(expression, for_ddl(dialect))
    if isinstance(expression, TextClause) and not expression._bindparams:
        return fill_in(expression.text, dialect.facts.quoting, lambda name: None)
    base: Any = dialect.sqlalchemy.statement_compiler
    compiler = _compiler(_LiteralMixin, base, for_ddl(dialect))
    try:
        return str(
            compiler(dialect.sqlalchemy, None).process(expression, literal_binds=True, include_table=False)
        )
    except (exc.SQLAlchemyError, NotImplementedError) as error:
        raise NotCompilable(reason(error, dialect)) from error


_PLAIN_VALUES = (int, str, bool, type(None))
_MEMOIZED = ("dispatch", "_static_cache_key", "_type_affinity", "dialect")
# What a listener keeps about a type's column is not known, save of a Boolean, which only makes CHECKs.
_LISTENING = (sqltypes.SchemaType, sa.types.TypeDecorator)


def type_key(type_: Any) -> Any:
    """Return what two types of SQLAlchemy's own have in common when they are the same; None for others."""
    kind = type(type_)
    if not kind.__module__.startswith("sqlalchemy."):
        return None  # what an application's or a plugin's type keeps about its column is not known
    if hasattr(kind, "_compiler_dispatcher"):
        return None  # @compiles: the project spells it its own way
    if isinstance(type_, sa.Boolean):
        if type_.create_constraint:
            return None
    elif isinstance(type_, _LISTENING):
        return None
    values = type_.__dict__
    if not values:
        return kind
    told = tuple([item for item in values.items() if item[0] not in _MEMOIZED])
    return (kind, told) if all(isinstance(value, _PLAIN_VALUES) for _, value in told) else None


def _specification_key(column: Any, dialect: Dialect) -> Any:
    """Return what a column's definition depends on besides its name; None where it may be on more."""
    values = column.__dict__
    if column.primary_key or values.get("dialect_options") or type(column) is not sa.Column:
        return None
    if column.computed is not None or column.identity is not None or isinstance(column.default, sa.Sequence):
        return None
    if column.comment is not None and dialect.sqlalchemy.inline_comments:
        return None
    default: Any = column.server_default
    if default is not None:
        argument = getattr(default, "arg", None)
        if type(default) is not sa.DefaultClause:
            return None
        if isinstance(argument, TextClause) and not argument._bindparams:
            default = (TextClause, argument.text)
        elif isinstance(argument, str):
            default = (str, argument)
        else:
            return None
    type_ = type_key(column.type)
    return None if type_ is None else (type_, column.nullable, column.autoincrement, default)


def column_specification(column: Any, compiler: Any, dialect: Dialect, **options: Any) -> str:
    """Return the definition of *column*, made by SQLAlchemy's *compiler* for *dialect*, CHECKs left out.

    Most columns of a history are of a few kinds, which are told apart by their names alone.
    """
    key = _specification_key(column, dialect)
    if key is None:
        specification: str = compiler.get_column_specification(column, **options)
        return specification
    known = dialect.column_specifications
    rest = known.get((type(compiler), key))
    name: str = compiler.preparer.format_column(column)
    if rest is None:
        specification = compiler.get_column_specification(column, **options)
        if not specification.startswith(f"{name} "):
            return specification
        rest = known[type(compiler), key] = specification[len(name) :]
    return name + rest


def reason(error: BaseException, dialect: Dialect) -> str:
    """Return what SQLAlchemy's error says, without its links and the addresses of its objects."""
    text = str(error).split("(Background on this error", 1)[0].strip() or type(error).__name__
    cannot = _CANNOT.fullmatch(text)
    return f"{dialect.title} has no {cannot[1]}" if cannot else text
