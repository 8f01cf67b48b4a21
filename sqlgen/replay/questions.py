"""What the bind executes: statements go into the script, questions are answered or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.sql.elements import TextClause

from sqlgen.rendering import UnboundParameter, statement_sql
from sqlgen.replay import data
from sqlgen.replay.dbapi import Answer, Later
from sqlgen.replay.driver_text import text_of
from sqlgen.replay.errors import on_one_line
from sqlgen.replay.reads import Reads
from sqlgen.replay.recorder import Recorder
from sqlgen.scan import code_only

_READS = re.compile(r"\s*\(*\s*(SELECT|WITH|VALUES|TABLE|SHOW|PRAGMA|DESCRIBE|DESC|EXPLAIN)\b", re.IGNORECASE)
_WRITES_TOO = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
_LOCKS = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|REPLACE|WITH)\b", re.IGNORECASE)
_RETURNS = re.compile(r"\bRETURNING\b", re.IGNORECASE)


class Questions:
    """Takes what a run's connection executes. *recorder*: of that run; *database*: the declared name."""

    def __init__(self, recorder: Recorder, database: str | None = None) -> None:
        self.recorder = recorder
        self._reads = Reads(recorder, database)

    # --- what the DBAPI calls ---

    def execute(self, statement: str, parameters: Any, context: Any) -> Answer:
        """Take one execution; *context* is SQLAlchemy's, None for a raw cursor. Raises: NeedsDatabase, ..."""
        with self._as_autocommit(context), self.asked_by(getattr(context, "root_connection", None)):
            if context is None or context.compiled is None:
                return self._text(*self._from_driver(statement, parameters))
            if context.isddl:
                self._record(context.compiled.statement)
                return Answer()
            invoked = context.invoked_statement
            if isinstance(invoked, TextClause) or context.is_text:
                if context.compiled.post_compile_params:
                    return self._text(self._expanded(context), None)
                return self._text(getattr(invoked, "element", invoked), context.compiled_parameters)
            if context.isinsert or context.isupdate or context.isdelete:
                return self._change(context)
            return self._select(context)

    @contextmanager
    def asked_by(self, connection: Any) -> Iterator[None]:
        """Let *connection* be the one that executes within the block."""
        recorder = self.recorder
        before, recorder.apart = recorder.apart, getattr(connection, "sqlgen_apart", recorder.apart)
        try:
            yield
        finally:
            recorder.apart = before

    def _expanded(self, context: Any) -> TextClause:
        """Return what is executed as a text with its values in it."""
        from sqlgen.rows import finished_text

        sql = finished_text(context.compiled, context.compiled_parameters[0], self.recorder.dialect)
        return sa.text(sql.replace(":", "\\:"))

    @contextmanager
    def _as_autocommit(self, context: Any) -> Iterator[None]:
        level = context.execution_options.get("isolation_level") if context is not None else None
        before = self.recorder.autocommit
        self.recorder.autocommit = before or level == "AUTOCOMMIT"
        try:
            yield
        finally:
            self.recorder.autocommit = before

    def _record(self, construct: Any, parameters: Any = None) -> None:
        for operation in data.operations_for(self.recorder, construct, parameters):
            self.recorder.record(operation)

    # --- texts ---

    def _from_driver(self, statement: str, parameters: Any) -> tuple[TextClause, Any]:
        dialect = self.recorder.dialect
        style = getattr(dialect.sqlalchemy, "default_paramstyle", "named")
        return text_of(statement, parameters, style, dialect.facts.quoting)

    def _text(self, text: TextClause, parameters: Any) -> Answer:
        code = code_only(text.text, self.recorder.dialect.facts.quoting)
        if _READS.match(code) and not _WRITES_TOO.search(_LOCKS.sub("", code)):
            return self._read_text(text, parameters)
        returning = _RETURNS.search(code) is not None
        told = Answer()
        if _CHANGES.match(code):
            sql = data.finished_text(self.recorder, text, parameters)
            told = self._reads.effect(text, parameters, sql, (), returning=returning)
        self._record(text, parameters)
        return told

    def _read_text(self, text: TextClause, parameters: Any) -> Answer:
        sql = data.finished_text(self.recorder, text, parameters)
        answer = self._reads.catalogue(sql) or self._reads.query(text, parameters, sql, ())
        if isinstance(answer, Answer):
            return answer
        # It may be there for what its functions do.
        self._record(text, parameters)
        return self._unknown_rows(("?",), sql, answer)

    # --- constructs ---

    def _select(self, context: Any) -> Answer:
        compiled, parameters = context.compiled, context.compiled_parameters
        columns = tuple(column.keyname or "?" for column in compiled._result_columns) or ("?",)
        from sqlgen.rows import finished_text

        # The construct may not have the values: a lazy loader's are in no parameter of its own.
        asked = finished_text(compiled, parameters[0] if parameters else {}, self.recorder.dialect)
        construct = data.with_own_parameters(context.invoked_statement, parameters[0] if parameters else {})
        try:
            sql = statement_sql(construct, self.recorder.dialect)
        except UnboundParameter:
            construct, sql = self._expanded(context), asked
        found = self._reads.catalogue(sql)
        if found is not None:
            return replace(found, columns=columns)
        answer = self._reads.query(compiled, parameters, asked, columns)
        if isinstance(answer, Answer):
            return answer
        self._record(construct)
        return self._unknown_rows(columns, sql, answer)

    def _change(self, context: Any) -> Answer:
        compiled = context.compiled
        construct = compiled.compile_state.statement
        bound = [_bound(construct, parameters, compiled) for parameters in context.compiled_parameters]
        columns = tuple(column.keyname or "?" for column in compiled._result_columns)
        returning = bool(construct._returning)
        told = self._reads.effect(
            compiled,
            context.compiled_parameters,
            None,
            columns if returning else (),
            returning=returning,
        )
        for one in bound:
            self._record(one)
        return told

    # --- what is not known ---

    def _unknown_rows(self, columns: tuple[str, ...], sql: str, why: str) -> Answer:
        if self.recorder.policy == "silent":
            return Answer(columns, (), 0)

        def refuse() -> NoReturn:
            self.recorder.refuse(f"rows of {on_one_line(sql)}", why)

        return Answer(columns, refuse, self._reads.later(refuse))

    def unknown(self, question: str) -> Later:
        """Return a value that raises NeedsDatabase for *question* when it is looked at."""
        return self._reads.later(lambda: self.recorder.refuse(question))

    def refuse_rollback(self) -> None:
        """Raise NeedsDatabase where the revision has recorded anything: it is in the script already."""
        if self.recorder.recorded:
            self.recorder.refuse("rollback")

    # --- reflection ---

    def reflector(self, connection: Any) -> Any:
        """Return what answers reflection from the schema that *connection* sees at this moment."""
        from sqlgen.reflection.reflector import Reflector

        with self.asked_by(connection):
            return Reflector(self.recorder.schema_seen, self.recorder.dialect)


def _bound(construct: Any, parameters: Mapping[str, Any], compiled: Any) -> Any:
    """Return an INSERT, UPDATE or DELETE with the values of one execution in it, RETURNING taken away."""
    own = data.own_parameters(construct)
    construct = data.with_own_parameters(construct, parameters)
    if not (compiled.isdelete or getattr(construct, "_multi_values", None)):
        columns = construct.table.c
        filled = [c.key for c in (*compiled.insert_prefetch, *compiled.update_prefetch)]
        given = [key for key in (*(compiled.column_keys or ()), *filled) if key in columns and key not in own]
        values = {key: parameters[key] for key in dict.fromkeys(given) if key in parameters}
        if values:
            construct = construct.values(values)
    construct = construct._generate()
    # Nobody is there to fetch what it returns, and the mapper has had its say.
    construct._returning = ()
    construct._propagate_attrs = {}
    return construct
