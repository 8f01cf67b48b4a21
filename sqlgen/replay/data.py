"""SQL and rows that scripts hand over: strings, text, Core constructs, `bulk_insert`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.sql import ddl as sa_ddl
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import ClauseElement, TextClause
from sqlalchemy.sql.selectable import SelectBase

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.errors import SqlgenError
from sqlgen.literals import literal
from sqlgen.operations import Operation
from sqlgen.origin import Origin
from sqlgen.rendering import NotCompilable, UnboundParameter, ddl_sql, expression_sql, statement_sql
from sqlgen.replay import constructs as make
from sqlgen.replay.compiled import spelled_by_project
from sqlgen.replay.directives import Directives
from sqlgen.replay.errors import BadDirective
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import index_of, table_of
from sqlgen.scan import code_only, fill_in

_DIALECT_COMMENT = re.compile(r"^\s*--\s*sqlgen:\s*dialect\s*=\s*(\w+)[^\n]*\n", re.IGNORECASE)


def operations_for(
    recorder: Recorder, construct: Any, parameters: Any = None, source_dialect: str | None = None
) -> Iterator[Operation]:
    """Yield the operations that executing *construct* amounts to.

    *parameters*: None, a mapping, or a list of mappings (one statement each). *source_dialect*: the
    dialect that a raw text is written in, where it is not the target's.
    Raises: UnboundParameter, NoLiteral, NotCompilable, BadDirective.
    """
    origin = recorder.origin()
    if isinstance(construct, str):
        construct = _PlainText(construct)
    try:
        if isinstance(construct, (_PlainText, TextClause)):
            yield from _raw(recorder, origin, construct, parameters, source_dialect)
        elif isinstance(construct, (Insert, Update, Delete)):
            yield from _dml(recorder, origin, construct, parameters)
        elif isinstance(construct, sa_ddl.ExecutableDDLElement):
            yield from _ddl(recorder, origin, construct)
        elif isinstance(construct, (ClauseElement, SelectBase)):
            yield _execute(recorder, origin, statement_sql(construct, recorder.dialect, _one(parameters)))
        else:
            raise BadDirective(f"execute takes SQL, not {type(construct).__name__}", where=origin)
    except SqlgenError as error:
        error.where = error.where or origin
        raise


class _PlainText:
    """A string given to execute: what SQLAlchemy would make a text of."""

    def __init__(self, text: str) -> None:
        self.text = text


def _execute(recorder: Recorder, origin: Origin, sql: str, original: str | None = None) -> o.ExecuteSql:
    return o.ExecuteSql(origin, sql, recorder.effects, original)


def _raw(
    recorder: Recorder, origin: Origin, text: _PlainText | TextClause, parameters: Any, source: str | None
) -> Iterator[Operation]:
    sql = text.text
    commented = _DIALECT_COMMENT.match(sql)
    if commented is not None:
        source = source or commented[1]
        sql = sql[commented.end() :]
        text = sa.text(sql).bindparams(*text._bindparams.values()) if isinstance(text, TextClause) else text
        text.text = sql
    source = source or recorder.source_dialect
    for values in _each(parameters):
        filled = _filled(recorder, text, values)
        if not _says_something(recorder, filled):
            continue
        if source is None or source == recorder.dialect.name:
            yield _execute(recorder, origin, filled)
            continue
        from sqlgen.raw_sql import transpile

        original: str | None = filled
        for statement in transpile(filled, source, recorder.dialect):
            # A text that comes out as it went in needs no second reading.
            shown = original if original is not None and original.strip().rstrip(";") != statement else None
            yield _execute(recorder, origin, statement, shown)
            original = None


def _says_something(recorder: Recorder, sql: str) -> bool:
    return bool(code_only(sql, recorder.dialect.facts.quoting).strip("; "))


def _filled(recorder: Recorder, text: _PlainText | TextClause, values: Mapping[str, Any] | None) -> str:
    if isinstance(text, TextClause):
        return statement_sql(text, recorder.dialect, values)

    def value_of(name: str) -> str | None:
        if values and name in values:
            return literal(values[name], sa.literal(values[name]).type, recorder.dialect)
        if name.upper() in rows:
            return None
        raise UnboundParameter(name)

    facts = recorder.dialect.facts
    code = code_only(text.text, facts.quoting) if facts.ddl.row_variables else ""
    is_block = any(re.search(block, code, re.IGNORECASE | re.DOTALL) for block in facts.ddl.blocks)
    rows = facts.ddl.row_variables if is_block else ()
    return fill_in(text.text, facts.quoting, value_of)


def finished_text(recorder: Recorder, text: TextClause, parameters: Any) -> str:
    """Return a text with its (first) parameters as literals."""
    return _filled(recorder, text, _one(parameters))


def _each(parameters: Any) -> Iterable[Mapping[str, Any] | None]:
    if isinstance(parameters, (list, tuple)):
        return parameters or [None]
    return [parameters]


def _one(parameters: Any) -> Mapping[str, Any] | None:
    return next(iter(_each(parameters)))


# --- INSERT, UPDATE, DELETE -----------------------------------------------------------------------


def _dml(recorder: Recorder, origin: Origin, construct: Any, parameters: Any) -> Iterator[Operation]:
    for values in _each(parameters):
        statement = construct
        if values:
            statement = _bound(construct, values)
        if isinstance(statement, (Insert, Update)):
            statement = with_python_defaults(statement)
        if isinstance(statement, Insert):
            # No RETURNING of the key: nobody is there to fetch it.
            statement = statement.inline()
            texts = tuple(statement_sql(part, recorder.dialect) for part in _parts(statement, recorder))
            yield o.InsertRows(origin, _name(statement.table), texts, (), _given(statement))
        else:
            yield _execute(
                recorder, origin, _with_in_place(statement_sql(statement, recorder.dialect), recorder)
            )


def _with_in_place(sql: str, recorder: Recorder) -> str:
    """Return an UPDATE or DELETE as it is. Raises: NotCompilable: WITH stands before it, and must not."""
    dialect = recorder.dialect
    nearest = dialect.facts.ddl.unsupported.get("with_before_change")
    if nearest and sql[:5].upper() == "WITH ":
        raise NotCompilable(
            f"{dialect.title} cannot say WITH before UPDATE and DELETE",
            hint=f"The nearest that it has: {nearest}.",
        )
    return sql


def _parts(statement: Insert, recorder: Recorder) -> list[Insert]:
    """Return *statement*, or one INSERT a row where the engine takes no more in one VALUES."""
    if not statement._multi_values or recorder.dialect.sqlalchemy.supports_multivalues_insert:
        return [statement]
    alone, table = statement._generate(), cast(sa.Table, statement.table)
    alone._multi_values = ()
    rows = [_keyed(row, table) for chunk in statement._multi_values for row in chunk]
    return [alone.values(row) for row in rows]


def _bound(construct: Any, values: Mapping[str, Any]) -> Any:
    """Return *construct* with *values* for its own bind parameters, the rest for its columns."""
    own = own_parameters(construct)
    columns = {key: value for key, value in values.items() if key not in own}
    construct = with_own_parameters(construct, values)
    if columns and isinstance(construct, (Insert, Update)):
        construct = construct.values(columns)
    return construct


def own_parameters(construct: Any) -> set[str]:
    """Return the names of the parameters that *construct* was written with and that want a value."""
    from sqlalchemy.sql import visitors

    return {p.key for p in visitors.iterate(construct) if isinstance(p, sa.BindParameter) and p.required}


def with_own_parameters(construct: Any, given: Mapping[str, Any]) -> Any:
    """Return *construct* with what is *given* for its `own_parameters`.

    Its own ``params()`` refuses INSERT, UPDATE and DELETE.
    """
    from sqlalchemy.sql import visitors

    own = own_parameters(construct)
    values = {key: value for key, value in given.items() if key in own}
    if not values:
        return construct

    def fill(parameter: Any) -> None:
        if parameter.key in values:
            parameter.value, parameter.callable, parameter.required = values[parameter.key], None, False

    return visitors.cloned_traverse(construct, {}, {"bindparam": fill})


def _name(table: Any) -> s.ObjectName:
    return s.ObjectName(table.name, getattr(table, "schema", None))


def _given(statement: Insert) -> tuple[str, ...]:
    keys: Iterable[Any] = ()
    if statement._values:
        keys = statement._values
    elif statement._multi_values:
        first = statement._multi_values[0][0]
        keys = first if isinstance(first, Mapping) else statement.table.c
    elif statement.select is not None:
        keys = statement._select_names or ()
    return tuple(key if isinstance(key, str) else key.key for key in keys)


def with_python_defaults(statement: Any) -> Any:
    """Return an INSERT or UPDATE with the values that SQLAlchemy would fill in while executing it.

    ``Column(default=...)`` and ``Column(onupdate=...)``; a live run sends them, so the script must.
    """
    table = statement.table
    if not isinstance(table, sa.Table) or getattr(statement, "select", None) is not None:
        return statement
    attribute = "default" if isinstance(statement, Insert) else "onupdate"
    columns = [c for c in table.columns if python_value(getattr(c, attribute)) is not None]
    if not columns:
        return statement
    if isinstance(statement, Insert) and statement._multi_values:
        rows = [
            {**_keyed(row, table), **_missing(columns, attribute, _keyed(row, table))}
            for chunk in statement._multi_values
            for row in chunk
        ]
        return table.insert().values(rows)
    given = {key if isinstance(key, str) else key.key for key in statement._values or ()}
    given |= (
        {key if isinstance(key, str) else key.key for key, _ in statement._ordered_values or ()}
        if getattr(statement, "_ordered_values", None)
        else set()
    )
    missing = _missing(columns, attribute, dict.fromkeys(given))
    return statement.values(missing) if missing else statement


def _keyed(row: Any, table: sa.Table) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return {key if isinstance(key, str) else key.key: value for key, value in row.items()}
    return dict(zip((c.key for c in table.columns), row, strict=False))


def _missing(columns: Sequence[Any], attribute: str, given: Mapping[str, Any]) -> dict[str, Any]:
    missing = {}
    for column in columns:
        if column.key not in given:
            make_value = python_value(getattr(column, attribute))
            assert make_value is not None
            missing[column.key] = make_value()
    return missing


def python_value(default: Any) -> Any:
    """Return a function that gives the Python-side value of a column default, or None if it has none."""
    if default is None or not (
        getattr(default, "is_scalar", False) or getattr(default, "is_callable", False)
    ):
        return None
    return (lambda: default.arg) if default.is_scalar else (lambda: default.arg(None))


# --- DDL constructs -------------------------------------------------------------------------------


def _ddl(recorder: Recorder, origin: Origin, construct: Any) -> Iterator[Operation]:
    element = getattr(construct, "element", None)
    if hasattr(construct, "replay") and not spelled_by_project(
        type(construct), recorder.dialect.facts.sqlalchemy.name
    ):
        # One of Alembic's own: what an operation of op. does, written as that is.
        collected = _Collected(recorder)
        construct.replay(collected)
        yield from collected.operations
    elif type(construct) is sa_ddl.CreateTable and isinstance(element, sa.Table):
        yield from make.enums_to_create(list(element.columns), recorder, origin)
        table = table_of(element, recorder.dialect, origin, just_created=True)
        yield o.CreateTable(origin, table, bool(construct.if_not_exists), element)
    elif type(construct) is sa_ddl.DropTable and isinstance(element, sa.Table):
        yield o.DropTable(origin, _name(element), bool(construct.if_exists))
    elif (
        type(construct) is sa_ddl.CreateIndex and isinstance(element, sa.Index) and element.table is not None
    ):
        index = index_of(element, recorder.dialect)
        yield o.CreateIndex(origin, _name(element.table), index, bool(construct.if_not_exists))
    elif type(construct) is sa_ddl.DropIndex and isinstance(element, sa.Index) and element.table is not None:
        table_name = _name(element.table)
        yield o.DropIndex(origin, str(element.name), table_name, table_name.schema, bool(construct.if_exists))
    else:
        _refuse_unsupported(construct, recorder)
        yield _execute(recorder, origin, ddl_sql(construct, recorder.dialect))


def _refuse_unsupported(construct: Any, recorder: Recorder) -> None:
    """Refuse CREATE and DROP of what the engine lacks altogether (SEQUENCE, SCHEMA)."""
    verb, _, kind = construct.__visit_name__.partition("_")
    nearest = recorder.dialect.facts.ddl.unsupported.get(f"create_{kind}")
    if nearest and verb in ("create", "drop"):
        raise NotCompilable(
            f"{recorder.dialect.title} cannot {verb} a {kind}",
            hint=f"The nearest that it has: {nearest}.",
        )


class _Collected(Directives):
    """Directives whose operations are kept."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.operations: list[Operation] = []

    def record(self, operation: Operation) -> None:
        self.operations.append(operation)


# --- bulk_insert ----------------------------------------------------------------------------------


def bulk_insert(recorder: Recorder, table: Any, rows: Any) -> o.InsertRows | None:
    """Return the INSERTs of *rows*, one a row, or None where there are none.

    Raises: BadDirective: rows that are not a list of mappings, or a key that is no column.
    """
    origin = recorder.origin()
    if not isinstance(rows, (list, tuple)):
        raise BadDirective("bulk_insert takes a list of rows", where=origin)
    if not all(isinstance(row, Mapping) for row in rows):
        raise BadDirective("bulk_insert takes rows as dictionaries", where=origin)
    if not rows:
        return None
    dialect = recorder.dialect
    preparer = dialect.sqlalchemy.identifier_preparer
    target = preparer.format_table(table)
    defaults = [c for c in table.c if python_value(getattr(c, "default", None)) is not None]
    statements = []
    names: dict[str, None] = {}
    for row in rows:
        values = _keyed(row, table)
        values.update(_missing(defaults, "default", values))
        for key in values:
            if key not in table.c:
                known = ", ".join(c.key for c in table.c)
                raise BadDirective(
                    f'bulk_insert: "{key}" is no column of "{table.name}" ({known})', where=origin
                )
        columns = [c for c in table.c if c.key in values]
        names.update(dict.fromkeys(c.name for c in columns))
        try:
            texts = [_value(values[c.key], c.type, recorder) for c in columns]
        except SqlgenError as error:
            error.where = error.where or origin
            raise
        names_text = ", ".join(preparer.format_column(c) for c in columns)
        statements.append(f"INSERT INTO {target} ({names_text}) VALUES ({', '.join(texts)})")
    return o.InsertRows(origin, _name(table), tuple(statements), tuple(rows), tuple(names))


def _value(value: Any, type_: Any, recorder: Recorder) -> str:
    if isinstance(value, sa.BindParameter):
        value, type_ = value.effective_value, value.type
    if isinstance(value, ClauseElement):
        return expression_sql(value, recorder.dialect)
    if isinstance(type_, sa.types.NullType) and value is not None:
        type_ = sa.literal(value).type
    if type_.dialect_impl(recorder.dialect.sqlalchemy)._has_bind_expression:
        # ST_GeomFromEWKT('POINT(1 2)'): the type wraps its values.
        return expression_sql(sa.literal(value, type_), recorder.dialect)
    return literal(value, type_, recorder.dialect)
