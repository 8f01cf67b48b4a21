"""`Operations`, the class behind ``alembic.op``, and its batch twin; plugins register on both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import conv

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.replay import data
from sqlgen.replay.batch import Asked, alter_table, check_asked
from sqlgen.replay.compiled import refuse_own_spelling
from sqlgen.replay.directives import Directives
from sqlgen.replay.errors import NotInBatch, UnknownDirective
from sqlgen.replay.impl import BatchImpl
from sqlgen.replay.registry import Registration, registry
from sqlgen.replay.schema_objects import SchemaObjects


class AbstractOperations(Directives):
    """What ``op`` and ``batch_op`` share. *migration_context*: the `MigrationContext` of the run."""

    def __init__(self, migration_context: Any, impl: Any = None) -> None:
        self.migration_context = migration_context
        self.recorder = migration_context.recorder
        self.impl = (impl if impl is not None else migration_context.impl).copy_for(self)

    @classmethod
    def register_operation(cls, name: str, sourcename: str | None = None) -> Callable[[Any], Any]:
        """Make an operation class callable as ``op.<name>``; used as a decorator by plugins."""

        def register(op_class: Any) -> Any:
            function = getattr(op_class, sourcename or name)

            def directive(self: Any, *args: Any, **kw: Any) -> Any:
                # A class method of the plugin's: it takes the operations as its first argument.
                return function(self, *args, **kw)

            registry.add(Registration(cls, name, directive, op_class))
            return op_class

        return register

    @classmethod
    def implementation_for(cls, op_class: type[Any], replace: bool = False) -> Callable[[Any], Any]:
        """Say what an operation class does when it is invoked; used as a decorator by plugins."""

        def decorate(function: Any) -> Any:
            registry.add(Registration(None, op_class, function, function))
            return function

        return decorate

    @classmethod
    @contextmanager
    def context(cls, migration_context: Any) -> Iterator[Any]:
        """Make *migration_context* the one that ``alembic.op`` speaks to, within the block."""
        from sqlgen.replay import current

        operations = cls(migration_context)
        with current.operations(operations):
            yield operations

    def invoke(self, operation: Any) -> Any:
        """Carry out an operation object: a plugin's, or one of ``alembic.operations.ops``."""
        function = registry.implementation(operation)
        if function is not None:
            return function(self, operation)
        if hasattr(operation, "replay"):
            return operation.replay(self)
        raise UnknownDirective(
            f"no implementation is registered for {type(operation).__name__}",
            where=self.recorder.origin(),
            hint="Register one with @Operations.implementation_for(...).",
        )

    def execute(self, sqltext: Any, *, execution_options: Any = None, dialect: str | None = None) -> None:
        """Record SQL: a string, a text or a Core construct. *dialect*: the one that a text is written in."""
        for operation in data.operations_for(self.recorder, sqltext, None, dialect):
            self.recorder.record(operation)

    def bulk_insert(self, table: Any, rows: Any, *, multiinsert: bool = True) -> None:
        """Record one INSERT a row."""
        operation = data.bulk_insert(self.recorder, table, rows)
        if operation is not None:
            self.recorder.record(operation)

    def inline_literal(self, value: Any, type_: Any = None) -> Any:
        """Return *value* as an expression that is written as a literal."""
        return sa.literal(value, type_)

    @classmethod
    def f(cls, name: str) -> conv:
        """Return *name* marked as final, so that no naming convention is applied to it."""
        return conv(name)

    def get_bind(self) -> Any:
        """Return the bind that stands for the target database."""
        return self.migration_context.bind

    def get_context(self) -> Any:
        """Return the `MigrationContext`."""
        return self.migration_context

    def run_async(self, async_function: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Run *async_function(bind, ...)* to its end and return what it returns."""

        async def run() -> Any:
            return await async_function(self.get_bind(), *args, **kw)

        return asyncio.run(run())

    @property
    def schema_obj(self) -> Any:
        """A maker of small SQLAlchemy constructs, for plugins."""
        return SchemaObjects(self.migration_context)


class Operations(AbstractOperations):
    """The directives of ``alembic.op``."""

    @contextmanager
    def batch_alter_table(
        self,
        table_name: str,
        schema: str | None = None,
        recreate: Any = "auto",
        partial_reordering: Any = None,
        copy_from: Any = None,
        table_args: Any = (),
        table_kwargs: Any = None,
        reflect_args: Any = (),
        reflect_kwargs: Any = None,
        naming_convention: Any = None,
    ) -> Iterator[Any]:
        """Collect the changes of one table and record them as one operation."""
        asked = Asked(
            recreate=recreate,
            order=tuple(tuple(group) for group in partial_reordering or ()),
            copy_from=copy_from,
            table_args=tuple(table_args),
            table_kwargs=dict(table_kwargs or {}),
            reflect_args=tuple(reflect_args),
            reflect_kwargs=dict(reflect_kwargs or {}),
            naming_convention=naming_convention,
        )
        origin = self.recorder.origin()
        check_asked(asked, origin)
        batch = BatchOperations(self.migration_context, s.ObjectName(table_name, schema))
        yield batch
        self.recorder.record(alter_table(batch, asked, origin))


class BatchOperations(AbstractOperations):
    """The directives of ``batch_op``: the same without the table's name."""

    def __init__(self, migration_context: Any, table: s.ObjectName, impl: Any = None) -> None:
        super().__init__(migration_context, impl)
        self.impl = BatchImpl(self.impl, table)
        self.table = table
        self.collected: list[o.Operation] = []

    def record(self, operation: o.Operation) -> None:
        """Keep *operation* back until the batch ends; a type must exist before it."""
        refuse_own_spelling(operation, self.recorder)
        if isinstance(operation, o.CreateEnum):
            self.recorder.record(operation)
        else:
            self.collected.append(operation)


def _batch_form(directive: Any, table_at: int) -> Any:
    """Return *directive* without its table name, which stands at *table_at* among its arguments."""

    names = list(inspect.signature(directive).parameters)[1 : 1 + table_at]

    def batch_directive(self: BatchOperations, *args: Any, **kw: Any) -> Any:
        arguments = list(args)
        given = [
            kw.pop(name) if name in kw else arguments.pop(0) for name in names if name in kw or arguments
        ]
        kw.setdefault("schema", self.table.schema)
        return directive(self, *given, self.table.name, *arguments, **kw)

    batch_directive.__doc__ = directive.__doc__
    return batch_directive


for _name, _at in {
    "add_column": 0,
    "drop_column": 0,
    "alter_column": 0,
    "create_index": 1,
    "create_primary_key": 1,
    "create_unique_constraint": 1,
    "create_check_constraint": 1,
    "create_exclude_constraint": 1,
    "drop_constraint": 1,
    "create_table_comment": 0,
    "drop_table_comment": 0,
}.items():
    setattr(BatchOperations, _name, _batch_form(getattr(Directives, _name), _at))


def _batch_drop_index(self: BatchOperations, index_name: str, **kw: Any) -> None:
    """Record DROP INDEX."""
    kw.pop("table_name", None)
    kw.setdefault("schema", self.table.schema)
    Directives.drop_index(self, index_name, self.table.name, **kw)


def _batch_create_foreign_key(
    self: BatchOperations,
    constraint_name: str | None,
    referent_table: str,
    local_cols: Any,
    remote_cols: Any,
    *,
    referent_schema: str | None = None,
    **kw: Any,
) -> None:
    """Record a foreign key."""
    kw.setdefault("source_schema", self.table.schema)
    Directives.create_foreign_key(
        self,
        constraint_name,
        self.table.name,
        referent_table,
        local_cols,
        remote_cols,
        referent_schema=referent_schema,
        **kw,
    )


class _NotInBatch:
    """A directive that is none of a batch's."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, batch: Any, owner: Any) -> Any:
        raise NotInBatch(self.name, None if batch is None else batch.recorder.origin())


for _name in ("create_table", "drop_table", "rename_table", "bulk_insert"):
    setattr(BatchOperations, _name, _NotInBatch(_name))

BatchOperations.drop_index = _batch_drop_index  # type: ignore[method-assign,assignment]
BatchOperations.create_foreign_key = _batch_create_foreign_key  # type: ignore[method-assign,assignment]


def _replaceable(directive: Any, name: str, class_method: str) -> Any:
    """Return *directive* such that a plugin may carry out the operation behind it instead."""

    @wraps(directive)
    def call(self: Any, *args: Any, **kw: Any) -> Any:
        op_class = registry.replacing(name)
        if op_class is None:
            return directive(self, *args, **kw)
        return getattr(op_class, class_method)(self, *args, **kw)

    return call


DIRECTIVES = (
    "create_table", "drop_table", "rename_table", "create_table_comment", "drop_table_comment",
    "add_column", "drop_column", "alter_column", "create_index", "drop_index",
    "create_foreign_key", "create_primary_key", "create_unique_constraint", "create_check_constraint",
    "create_exclude_constraint", "drop_constraint", "execute", "bulk_insert",
)  # fmt: skip
for _name in DIRECTIVES:
    setattr(Operations, _name, _replaceable(getattr(AbstractOperations, _name), _name, _name))
    if not isinstance(vars(BatchOperations).get(_name), _NotInBatch):
        _directive = getattr(BatchOperations, _name)
        setattr(BatchOperations, _name, _replaceable(_directive, _name, f"batch_{_name}"))
