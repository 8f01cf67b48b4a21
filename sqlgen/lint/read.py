"""A script's changes read into actions, raw SQL through its reader, each with its transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.lint.actions import Action
from sqlgen.lint.facts import Locks
from sqlgen.lint.kinds import Sort, sorts_of
from sqlgen.operations import Change, Operation
from sqlgen.raw_sql import effects_of
from sqlgen.scan import UnclosedQuote, code_only
from sqlgen.schema import ObjectName, Schema
from sqlgen.script.script import Script, Section
from sqlgen.statement import Statement

_GROUP = re.compile(r"\([^()]*\)")


def actions_of(script: Script, locks: Locks) -> tuple[Action, ...]:
    """Return all that *script* does, in order; it must have been compiled with its changes kept."""
    reader = _Reader(script, locks)
    return tuple(replace(action, number=number) for number, action in enumerate(reader.actions()))


class _Reader:
    def __init__(self, script: Script, locks: Locks) -> None:
        self._script = script
        self._dialect = script.dialect
        self._locks = locks
        self._effects = effects_of(script.dialect)
        self._unchecked: set[tuple[ObjectName | None, str]] = set()
        self._transactions = dict(_transactions(script))

    def actions(self) -> Iterator[Action]:
        for section in self._script.sections:
            transaction = self._first(section)
            for change, statements in section.changes:
                for action in self._of_change(change, statements):
                    transaction = self._transactions.get(id(action.statement), transaction)
                    yield self._known(replace(action, transaction=transaction))

    def _first(self, section: Section) -> int:
        return next((self._transactions[id(s)] for s in section.statements), 0)

    def _known(self, action: Action) -> Action:
        """Keep in mind what has been added unchecked: it proves nothing until it is validated."""
        match action.operation, action.kind:
            case o.AddConstraint(constraint=constraint), "add_check_not_valid" if constraint.name:
                self._unchecked.add((action.table, constraint.name))
            case None, "validate_constraint" if action.other is not None:
                self._unchecked.discard((action.table, action.other.name))
            case _, "set_not_null_prechecked" if any(table == action.table for table, _ in self._unchecked):
                return replace(action, kind="set_not_null")
        return action

    def _of_change(self, change: Change, statements: Sequence[Statement]) -> Iterator[Action]:
        if isinstance(change.operation, o.ExecuteSql):
            yield from self._of_sql(change, statements)
            return
        if not statements:
            return
        codes = [self._code(statement) for statement in statements]
        schema = change.before
        for operation in _parts(change.operation):
            sorts = list(sorts_of(operation, schema, " ; ".join(codes), False, self._locks))
            after = apply(operation, schema)
            for at, sort in enumerate(sorts):
                number = at if len(sorts) == len(statements) else _naming(sort, codes)
                statement = statements[number]
                yield _action(sort, operation, statement, codes[number], schema, after, raw=False)
            schema = after

    def _of_sql(self, change: Change, statements: Sequence[Statement]) -> Iterator[Action]:
        schema = change.before
        for statement in statements:
            code = self._code(statement)
            yield from self._read(statement, code, schema)
            for operation in self._effects(statement.sql, statement.origin, schema):
                after = apply(operation, schema)
                for sort in sorts_of(operation, schema, code, True, self._locks):
                    yield _action(sort, operation, statement, code, schema, after, raw=True)
                schema = after

    def _read(self, statement: Statement, code: str, schema: Schema) -> Iterator[Action]:
        """Yield what the text alone tells: what changes no shape, and locks all the same."""
        yield _action(Sort("statement", None), None, statement, code, schema, schema, raw=True)
        flat = without_groups(code)
        seen = set()
        for reading in self._locks.statements:
            match = reading.pattern.search(flat) or reading.pattern.search(code)
            if match is None or reading.kind in seen:
                continue
            seen.add(reading.kind)
            named = match.groupdict()
            table = named_object(named.get("table"), schema, self._dialect)
            other = named_object(named.get("other"), schema, self._dialect)
            kind = reading.kind
            if kind == "validate_constraint":
                kind = _validated(table, other, schema)
            action = _action(Sort(kind, table), None, statement, code, schema, schema, raw=True)
            yield replace(action, other=other)
            if reading.kind == "validate_constraint" and other is not None:
                self._unchecked.discard((table, other.name))

    def _code(self, statement: Statement) -> str:
        try:
            return code_only(statement.sql, self._dialect.facts.quoting)
        except UnclosedQuote:
            return " ".join(statement.sql.split())


def _validated(table: ObjectName | None, constraint: ObjectName | None, schema: Schema) -> str:
    known = schema.table(table) if table is not None else None
    found = known.constraint(constraint.name) if known is not None and constraint is not None else None
    return "validate_fk" if hasattr(found, "referred") else "validate_check"


def _parts(operation: Operation) -> Sequence[Operation]:
    return operation.operations if isinstance(operation, o.AlterTable) else (operation,)


def _naming(sort: Sort, codes: Sequence[str]) -> int:
    """Return the place of the first statement that names what *sort* is about, or of the first one."""
    if sort.column is not None:
        for at, code in enumerate(codes):
            if re.search(rf"(?<!\w){re.escape(sort.column)}(?!\w)", code, re.I):
                return at
    return 0


def _action(
    sort: Sort,
    operation: Operation | None,
    statement: Statement,
    code: str,
    before: Schema,
    after: Schema,
    *,
    raw: bool,
) -> Action:
    return Action(
        kind=sort.kind,
        operation=operation,
        statement=statement,
        code=code,
        before=before,
        after=after,
        table=sort.table,
        column=sort.column,
        raw=raw,
        rebuilds=statement.rebuilds,
        lossy=sort.lossy,
    )


def without_groups(code: str) -> str:
    """Return *code* with all that stands in parentheses left out, so that only its own clauses are seen."""
    while (shorter := _GROUP.sub(" ", code)) != code:
        code = shorter
    return " ".join(code.split())


def named_object(text: str | None, schema: Schema, dialect: Dialect) -> ObjectName | None:
    """Return the object that *text* names, as the schema spells it where it knows it."""
    if text is None:
        return None
    words = [word.strip('"`[]') for word in re.findall(r'"[^"]+"|`[^`]+`|\[[^\]]+\]|[^.]+', text)]
    name = ObjectName(words[-1], words[-2] if len(words) > 1 else None)
    if name.schema == dialect.facts.ddl.default_schema:
        name = ObjectName(name.name)
    for names in (schema.tables, schema.views):
        if name in names:
            return name
        for known in names:
            if str(known).casefold() == str(name).casefold():
                return known
    return name


def _transactions(script: Script) -> Iterator[tuple[int, int]]:
    """Yield each statement's identity with the number of its transaction; outside of one, its own number."""
    number, is_open = 0, False
    for section in script.sections:
        for statement in section.statements:
            if not (script.transactions.enabled and statement.transactional and is_open):
                number += 1
            is_open = script.transactions.enabled and statement.transactional
            yield id(statement), number
        is_open = is_open and not (script.transactions.per_revision and section.step is not None)
