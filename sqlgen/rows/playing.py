"""The log played: each change of the script is done to the known tables, or those are forgotten."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen import operations as o
from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.operations import Change, Operation
from sqlgen.raw_sql.split import RawStatement, statements
from sqlgen.rows import cascades, numbers, shaping
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.nothing import Emptiness
from sqlgen.rows.reading import (
    QUERIES,
    WRITES,
    called,
    mentioned,
    parsed_statement,
    tables_written,
    touches_sequences,
)
from sqlgen.rows.select import Translator
from sqlgen.rows.state import State, empty_rows
from sqlgen.rows.transaction import undone_on_refusal
from sqlgen.rows.updating import set_places, updated_columns
from sqlgen.rows.writing import Writer
from sqlgen.rows.written import Outcome
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import ObjectName

_ROUTINE = re.compile(
    r"^CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:DEFINER\s*=\s*\S+\s+)?(?:FUNCTION|PROCEDURE|PROC)\s+"
    r"(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w\"`\[\]]+\.)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)
_CALLS = re.compile(r"\b(execute|perform|call|exec|sp_executesql|dbms_sql|prepare)\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"\b(inherits?|partition\s+of|attach\s+partition|create\s+(or\s+replace\s+)?rule|force\s+row\s+level)\b",
    re.IGNORECASE,
)
_DML = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "WITH", "SELECT", "COPY", "LOAD")
_ROUTINE_CALLS = ("CALL", "EXEC", "EXECUTE", "DO", "DECLARE", "BEGIN", "IF", "WHILE", "PREPARE")
_HARMLESS_BEGIN = re.compile(
    r"^(BEGIN|START)(\s+(TRAN|TRANSACTION|WORK|DEFERRED|IMMEDIATE|EXCLUSIVE)\b.*)?;?$", re.I | re.S
)


class Player:
    """Plays changes on a state."""

    def __init__(self, state: State, dialect: Dialect) -> None:
        self.state = state
        self.dialect = dialect
        self.facts = dialect.facts.rows

    def play(self, change: Change) -> None:
        """Do *change* to the state; what cannot be done makes the tables unknown that it may touch."""
        self.operation(change.operation, change)

    def operation(self, operation: Operation, change: Change | None = None) -> None:
        """Do one operation."""
        if isinstance(operation, o.ExecuteSql):
            self.text(operation.sql, operation)
        elif isinstance(operation, o.InsertRows):
            for statement in operation.statements:
                self.statement(statement)
        elif isinstance(operation, o.AlterTable):
            for part in operation.operations:
                self.operation(part)
        else:
            self.shape(operation, change)

    def shape(self, operation: Operation, change: Change | None = None) -> None:
        """Do an operation on the shape of things, and keep the schema."""
        before = self.state.schema
        after = apply(operation, before)
        shaping.reshape(operation, self.state, self.dialect, after, change)
        self.state.schema = after
        for name in list(self.state.known):
            unread = after.opaque_by(name)
            if unread is not None:
                self.state.forget(name, f"{unread.reason} ({unread.origin})")

    # --- texts ------------------------------------------------------------------------------------

    def text(self, sql: str, operation: o.ExecuteSql) -> None:
        """Do a text of one or more statements."""
        try:
            divided = statements(sql, self.dialect)
        except UnclosedQuote as error:
            self.state.forget_all(error.what)
            return
        for statement in divided:
            self._one_of_text(statement, operation)

    def _one_of_text(self, statement: RawStatement, operation: o.ExecuteSql) -> None:
        word = statement.tokens[0].value.upper()
        sql = statement.sql
        self._note_sequences(sql)
        if word not in _DML:
            numbers.forget_mentioned(sql, self.state, self.dialect)
        if word in _DML or word == "(":
            self.statement(sql)
            if word not in ("SELECT", "WITH", "("):
                return
        elif word in _ROUTINE_CALLS and not _HARMLESS_BEGIN.match(sql):
            self._forget_body(sql, "a block or routine may have written it")
        elif word == "ROLLBACK":
            self.state.forget_all("a ROLLBACK may have undone what was written")
        routine = _ROUTINE.match(sql)
        if routine is not None:
            self.state.routines[routine[1].lower()] = sql
        if _UNSEEN.search(sql):
            self._taint(sql)
        if operation.effects is not None and word not in ("INSERT", "UPDATE", "DELETE"):
            for effect in operation.effects(sql, operation.origin, self.state.schema):
                self.shape(effect)
                if isinstance(effect, o.CreateTable) and _takes_rows(sql):
                    self._fill(sql, effect)

    def _fill(self, sql: str, effect: o.CreateTable) -> None:
        """CREATE TABLE AS, SELECT INTO: its rows come from a query."""
        self.state.forget(effect.table.name, "its rows came from a query")

    def _note_sequences(self, sql: str) -> None:
        if touches_sequences(sql) or re.search(r"\b(alter\s+sequence|restart|auto_increment\s*=)", sql, re.I):
            numbers.forget(self.state)

    def _taint(self, sql: str) -> None:
        for name in self.state.schema.tables:
            if name.name.lower() in sql.lower():
                self.state.forget(name, "something may write it unseen")
                self.state.tainted.add(name)

    def _forget_body(self, body: str, reason: str) -> None:
        if _CALLS.search(body):
            self.state.forget_all(reason)
            return
        for name in mentioned(body, self.state):
            self.state.forget(name, reason)
            for child in list(self.state.referring(name)):
                self.state.forget(child.table.name, reason)

    # --- one statement ----------------------------------------------------------------------------

    def statement(self, sql: str) -> Outcome | None:
        """Do one DML statement, or see what a query calls; return what it did, where it is known."""
        try:
            tree = parsed_statement(sql, self.dialect)
        except NotEvaluable as refusal:
            for name in mentioned(sql, self.state):
                self._forget_written(name, refusal.reason)
            numbers.forget_mentioned(sql, self.state, self.dialect)
            return None
        with numbers.followed(tree, self.state, self.dialect):
            return self._parsed(tree, sql)

    def _parsed(self, tree: Any, sql: str) -> Outcome | None:
        self._called(tree, sql)
        if isinstance(tree, exp.TruncateTable):
            self._truncate(tree)
            return None
        if isinstance(tree, WRITES):
            return self._write(tree)
        if isinstance(tree, QUERIES):
            for name in tables_written(tree, self.state, self.dialect):
                self._forget_written(name, "a query wrote it")
            return None
        for name in mentioned(sql, self.state):
            self._forget_written(name, "it was not understood")
        return None

    def _called(self, tree: Any, sql: str) -> None:
        """See to the functions that a statement calls: those of the script, and those that nobody knows."""
        for name in called(tree):
            body = self.state.routines.get(name)
            if body is not None:
                self._forget_body(body, f"the function {name} may have written it")
            elif name in self.facts.harmless_functions:
                continue
            elif isinstance(tree, exp.Select) and not tree.args.get("from_"):
                for table in mentioned(sql, self.state):
                    self.state.forget(table, f"the function {name} may have changed it")
                    self.state.tainted.add(table)

    def _write(self, tree: Any) -> Outcome | None:
        written = tables_written(tree, self.state, self.dialect)
        if isinstance(tree, exp.Insert):
            for name in written:
                rows = self.state.known.get(name)
                if rows is not None:
                    self.state.known[name] = replace(rows, entered=True)
        triggered = [name for name in written if self._has_trigger(name)]
        if triggered:
            for name in triggered:
                self._forget_triggered(name)
            return None
        if Emptiness(self.state, self.dialect, frozenset()).of_write(tree):
            return None
        views = [view for name, view in self.state.schema.views.items() if name in written]
        for view in views:
            for name in (*view.refers_to, *mentioned(view.sql, self.state)):
                self.state.forget(name, "it was written through a view")
        if self._emptied(tree, written):
            return None
        try:
            with undone_on_refusal(self.state):
                return cascades.written(tree, self.state, self.dialect)
        except NotEvaluable as refusal:
            self._half_known(tree, written, refusal)
            return None

    def _emptied(self, tree: Any, written: tuple[ObjectName, ...]) -> bool:
        """See to a DELETE of everything in a table whose rows are not known: they are known then."""
        if not isinstance(tree, exp.Delete) or {k for k, v in tree.args.items() if v} != {"this"}:
            return False
        if len(written) != 1 or written[0] in self.state.known:
            return False
        for child in list(self.state.referring(written[0])):
            if cascades.acts(child.table, written[0]):
                self.state.forget(child.table.name, "rows that it refers to were deleted")
        self._make_empty(written[0], None)
        return True

    def _make_empty(self, name: ObjectName, next_key: int | None, *, restarts: bool = False) -> None:
        table = self.state.schema.table(name)
        if table is None or name in self.state.tainted or self.state.schema.opaque_by(name):
            return
        rows = empty_rows(table, self.state, self.dialect)
        self.state.known[name] = rows if restarts else replace(rows, next_key=next_key)
        self.state.reasons.pop(name, None)

    def _half_known(self, tree: Any, written: tuple[ObjectName, ...], refusal: NotEvaluable) -> None:
        """An UPDATE that is not evaluated leaves all but the columns that it sets as they were."""
        if isinstance(tree, exp.Update) and len(written) == 1:
            rows = self.state.known.get(written[0])
            if rows is not None:
                writer = Writer(Translator(self.state, self.dialect))
                try:
                    places = set_places(tree, rows, writer.place)
                except NotEvaluable:
                    places = None
                keys = {name for c in rows.table.constraints for name in getattr(c, "referred_columns", ())}
                if places is not None and not keys & {rows.names[at] for at in places}:
                    hidden = {rows.names[at] for at in places} | set(rows.unknowable)
                    hidden |= {column.name for column in rows.table.columns if column.on_update}
                    unsure = updated_columns(rows, places, [], False)
                    self.state.known[written[0]] = replace(
                        unsure, unknowable=frozenset(hidden), in_order=False
                    )
                    cascades.forget_updated(written[0], [rows.names[at] for at in places], self.state)
                    return
        for name in written:
            self._forget_written(name, refusal.reason)

    def _forget_written(self, name: ObjectName, reason: str) -> None:
        """Forget a table that was written in a way that is not known, and those that follow it."""
        if self._has_trigger(name):
            self._forget_triggered(name)
        pending = [name]
        while pending:
            at = pending.pop()
            self.state.forget(at, reason)
            for child in list(self.state.referring(at)):
                if child.table.name != at and cascades.acts(child.table, at):
                    pending.append(child.table.name)

    def _has_trigger(self, name: ObjectName) -> bool:
        return any(trigger.table == name for trigger in self.state.schema.triggers.values())

    def _forget_triggered(self, name: ObjectName) -> None:
        self.state.forget(name, "a trigger stands on it")
        for trigger in list(self.state.schema.triggers.values()):
            if trigger.table == name:
                self._forget_body(trigger.sql, f"a trigger on {name} may have written it")

    def _truncate(self, tree: exp.TruncateTable) -> None:
        from sqlgen.rows.scope import table_called

        names = [table_called(table, self.state, self.dialect) for table in tree.expressions]
        if str(tree.args.get("option") or "").upper() == "CASCADE":
            for name in names:
                names += [c.table.name for c in self.state.referring(name) if c.table.name not in names]
        restarts = self.facts.truncate_restarts or str(tree.args.get("identity") or "").upper() == "RESTART"
        for name in names:
            rows = self.state.known.get(name)
            keep = rows.next_key if rows is not None else None
            self.state.forget(name, "it was emptied")
            fresh = self.state.schema.table(name)
            if fresh is not None:
                self._make_empty(name, keep, restarts=restarts)


def _takes_rows(sql: str) -> bool:
    return re.search(r"\bselect\b|\bas\s*\(?\s*(values|table|execute|with)\b", sql, re.I) is not None
