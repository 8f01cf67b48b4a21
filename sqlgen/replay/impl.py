"""`DefaultImpl`: what scripts and plugins know as ``operations.impl``; each method records operations.

Classes derived from it are registered by their ``__dialect__``, as Alembic does, so that plugins for
other dialects can be imported and a project's own for the target is seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.replay import constructs as make
from sqlgen.replay import data
from sqlgen.replay.directives import Directives
from sqlgen.replay.errors import EnvironmentFailed
from sqlgen.replay.events import fire
from sqlgen.sa_bridge import column_of
from sqlgen.schema import ObjectName


class ImplMeta(type):
    """Registers each class that names a dialect."""

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        if "__dialect__" in namespace:
            _impls[namespace["__dialect__"]] = cls


_impls: dict[str, Any] = {}


class DefaultImpl(metaclass=ImplMeta):
    """Carries out what plugins ask of the database, by recording it.

    *connection* is the bind of the run, or a function that makes it. The constructor's arguments are
    Alembic's.
    """

    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"
    type_synonyms: tuple[Any, ...] = ()
    type_arg_extract: Sequence[str] = ()
    identity_attrs_ignore: tuple[str, ...] = ("order", "on_null")

    def __init__(
        self,
        dialect: Any,
        connection: Any,
        as_sql: bool,
        transactional_ddl: bool | None,
        output_buffer: Any,
        context_opts: dict[str, Any],
    ) -> None:
        self.dialect = dialect
        if type(self).__dialect__ == DefaultImpl.__dialect__:
            self.__dialect__ = dialect.name
        self._connection = connection
        self.as_sql = as_sql
        self.output_buffer = output_buffer
        self.memo: dict[Any, Any] = {}
        self.context_opts = context_opts
        self.literal_binds = bool(context_opts.get("literal_binds", False))
        if transactional_ddl is not None:
            self.transactional_ddl = transactional_ddl
        self._operations: Any = None

    @classmethod
    def get_by_dialect(cls, dialect: Any) -> Any:
        """Return the class registered for *dialect*, else this one."""
        return _impls.get(dialect.name, DefaultImpl)

    def copy_for(self, operations: Any) -> Any:
        """Return this impl, recording through *operations*."""
        made = copy(self)
        made._operations = operations
        return made

    @property
    def connection(self) -> Any:
        """The bind of the run."""
        return self._connection() if callable(self._connection) else self._connection

    bind = connection

    # --- SQL ---

    def execute(self, sql: Any, execution_options: Any = None) -> None:
        """Record SQL."""
        self._operations.execute(sql)

    def _exec(
        self,
        construct: Any,
        execution_options: Any = None,
        multiparams: Sequence[Mapping[str, Any]] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        values = list(multiparams) if multiparams else params
        return self.bind.execute(_as_executable(construct), *([values] if values else []))

    def static_output(self, text: str) -> None:
        """Record SQL that is written as it stands; a text of comments only adds nothing."""
        self._operations.execute(sa.text(text.replace(":", "\\:")))

    def bulk_insert(self, table: Any, rows: list[dict[str, Any]], multiinsert: bool = True) -> None:
        """Record INSERTs."""
        self._operations.bulk_insert(table, rows, multiinsert=multiinsert)

    # --- tables ---

    def create_table(self, table: sa.Table, **kw: Any) -> None:
        """Record CREATE TABLE with the table's indexes and comments."""
        fire("before_create", table, self.bind, self)
        self._record(sa.schema.CreateTable(table, **kw))
        fire("after_create", table, self.bind, self)

    def drop_table(self, table: sa.Table, **kw: Any) -> None:
        """Record DROP TABLE."""
        fire("before_drop", table, self.bind, self)
        self._record(sa.schema.DropTable(table, **kw))
        fire("after_drop", table, self.bind, self)

    def rename_table(self, old_table_name: str, new_table_name: Any, schema: Any = None) -> None:
        """Record a table's new name."""
        Directives.rename_table(self._operations, old_table_name, new_table_name, schema=schema)

    def create_table_comment(self, table: sa.Table) -> None:
        """Record a table's comment."""
        Directives.create_table_comment(self._operations, table.name, table.comment, schema=table.schema)

    def drop_table_comment(self, table: sa.Table) -> None:
        """Record that a table's comment goes."""
        Directives.drop_table_comment(self._operations, table.name, schema=table.schema)

    # --- columns ---

    def add_column(self, table_name: str, column: sa.Column[Any], **kw: Any) -> None:
        """Record ADD COLUMN, without the constraints and indexes that ``op.add_column`` adds."""
        add_column_alone(
            self._operations, table_name, column, kw.get("schema"), bool(kw.get("if_not_exists"))
        )

    def drop_column(self, table_name: str, column: Any, **kw: Any) -> None:
        """Record DROP COLUMN."""
        Directives.drop_column(self._operations, table_name, column.name, **kw)

    def alter_column(self, table_name: str, column_name: str, *, name: str | None = None, **kw: Any) -> None:
        """Record a change of a column."""
        Directives.alter_column(self._operations, table_name, column_name, new_column_name=name, **kw)

    def create_column_comment(self, column: sa.Column[Any]) -> None:
        """Record a column's comment."""
        self.alter_column(column.table.name, column.name, comment=column.comment, schema=column.table.schema)

    # --- constraints and indexes ---

    def add_constraint(self, const: Any, **kw: Any) -> None:
        """Record a constraint that is attached to a Table."""
        Directives._add_constraint(self._operations, _name(const.table), const)

    def drop_constraint(self, const: Any, **kw: Any) -> None:
        """Record DROP CONSTRAINT."""
        kind = _KINDS.get(type(const).__visit_name__)
        table = const.table
        Directives.drop_constraint(self._operations, const.name, table.name, kind, schema=table.schema, **kw)

    def create_index(self, index: sa.Index, **kw: Any) -> None:
        """Record CREATE INDEX."""
        self._record(sa.schema.CreateIndex(index, **kw))

    def drop_index(self, index: sa.Index, **kw: Any) -> None:
        """Record DROP INDEX."""
        self._record(sa.schema.DropIndex(index, **kw))

    def _record(self, construct: Any) -> None:
        for operation in data.operations_for(self._operations.recorder, construct):
            self._operations.record(operation)

    # --- asked by Alembic only; there is no database to ask, so plugins get the plain answers ---

    def start_migrations(self) -> None:
        """Do nothing."""

    def emit_begin(self) -> None:
        """Do nothing: transactions are the script's frame."""

    emit_commit = emit_begin

    def version_table_impl(
        self,
        *,
        version_table: str,
        version_table_schema: str | None = None,
        version_table_pk: bool = True,
        **kw: Any,
    ) -> sa.Table:
        """Return the version table."""
        column: sa.Column[Any] = sa.Column("version_num", sa.String(32), nullable=False)
        table = sa.Table(version_table, sa.MetaData(), column, schema=version_table_schema)
        if version_table_pk:
            table.append_constraint(sa.PrimaryKeyConstraint("version_num", name=f"{version_table}_pkc"))
        return table

    def requires_recreate_in_batch(self, batch_op: Any) -> bool:
        """Return False: that is decided elsewhere."""
        return False

    def prep_table_for_batch(self, batch_impl: Any, table: Any) -> None:
        """Do nothing."""

    def cast_for_batch_migrate(self, existing: Any, existing_transfer: Any, new_type: Any) -> None:
        """Do nothing."""

    def compare_type(self, inspector_column: Any, metadata_column: Any) -> bool:
        """Return False: there is nothing to compare with."""
        return False

    def compare_server_default(self, *_: Any) -> bool:
        """Return False: there is nothing to compare with."""
        return False

    def correct_for_autogen_constraints(self, *_: Any) -> None:
        """Do nothing."""

    def correct_for_autogen_foreignkeys(self, *_: Any) -> None:
        """Do nothing."""

    def autogen_column_reflect(self, inspector: Any, table: Any, column_info: Any) -> None:
        """Do nothing."""

    def compare_indexes(self, metadata_index: Any, reflected_index: Any) -> Any:
        """Refuse: there is nothing to compare with."""
        raise NotImplementedError("sqlgen compares nothing with a database")

    compare_unique_constraint = compare_check_constraint = compare_indexes

    def adjust_reflected_dialect_options(self, reflected_object: Any, kind: str) -> dict[str, Any]:
        """Return the options as they are."""
        return dict(reflected_object.get("dialect_options", {}))

    def render_ddl_sql_expr(self, expr: Any, is_server_default: bool = False, **kw: Any) -> str:
        """Return *expr* as SQL of the dialect, with literal values."""
        options = {"literal_binds": True, "include_table": False}
        return str(expr.compile(dialect=self.dialect, compile_kwargs=options))

    def render_type(self, type_obj: Any, autogen_context: Any) -> Any:
        """Return False: rendered as SQLAlchemy does."""
        return False


class BatchImpl:
    """``operations.impl`` within a batch: knows the table; the rest is *impl*, which records into it."""

    def __init__(self, impl: Any, table: ObjectName) -> None:
        self.table_name = table.name
        self.schema = table.schema
        self._impl = impl

    @property
    def impl(self) -> Any:
        """The run's impl."""
        return self._impl

    def __getattr__(self, name: str) -> Any:
        return getattr(self._impl, name)


_KINDS: dict[str, Any] = {
    "foreign_key_constraint": "foreignkey",
    "primary_key_constraint": "primary",
    "unique_constraint": "unique",
    "check_constraint": "check",
    "table_or_column_check_constraint": "check",
    "column_check_constraint": "check",
}

_EMITTING = (
    "_exec", "execute", "static_output", "bulk_insert", "create_table", "drop_table", "rename_table",
    "create_table_comment", "drop_table_comment", "add_column", "drop_column", "alter_column",
    "create_column_comment", "add_constraint", "drop_constraint", "create_index", "drop_index",
    "emit_begin", "emit_commit",
)  # fmt: skip
"""Methods whose results Alembic's own operations write to the script."""


def new_impl(dialect: Any, bind: Any, as_sql: bool, transactional: bool, opts: dict[str, Any]) -> Any:
    """Return the impl of a run: the project's own class for the dialect, else ours.

    Raises: EnvironmentFailed: the project's own class writes statements, which nothing here would ask for.
    """
    kind = _impls.get(dialect.name, DefaultImpl)
    if not _is_ours(kind):
        changed = [name for name in _EMITTING if not _is_ours(_definer(kind, name))]
        if changed:
            raise EnvironmentFailed(
                f"the project's {kind.__name__}, an Impl for {dialect.name}, has its own "
                f"{', '.join(changed)}; sqlgen does not write statements through Alembic's impl",
                hint="Say it with the operations of op, with @compiles on a DDL construct, or with a "
                "template of your own (--dialects-dir).",
            )
    return kind(dialect, bind, as_sql, transactional, None, opts)


_VERSION_TABLE_IMPL = DefaultImpl.version_table_impl


@contextmanager
def impls_of_one_project() -> Iterator[None]:
    """Forget behind the block what the project's env.py has put in place of our classes, or patched in them.

    Classes of installed packages stay: they are imported once.
    """
    before = dict(_impls)
    try:
        yield
    finally:
        for name, kind in list(_impls.items()):
            if not _is_ours(kind) and kind.__module__ not in sys.modules:
                del _impls[name]
                if name in before:
                    _impls[name] = before[name]
            elif _is_ours(kind) and not _is_ours(vars(kind).get("version_table_impl", kind)):
                del kind.version_table_impl
        DefaultImpl.version_table_impl = _VERSION_TABLE_IMPL  # type: ignore[method-assign]


def _definer(kind: Any, name: str) -> Any:
    return next(cls for cls in kind.__mro__ if name in vars(cls))


def _is_ours(kind: Any) -> bool:
    return str(kind.__module__).startswith(("sqlgen.", "alembic."))


def add_column_alone(
    operations: Any, table_name: str, column: sa.Column[Any], schema: str | None, if_not_exists: bool
) -> None:
    """Record ADD COLUMN through *operations*, and nothing that the column brings."""
    recorder = operations.recorder
    origin = recorder.origin()
    made = make.new_table(recorder, table_name, column, schema=schema).c[column.key]
    for enum in make.enums_to_create([made], recorder, origin):
        operations.record(enum)
    value, name = column_of(made, recorder.dialect), ObjectName(table_name, schema)
    operations.record(o.AddColumn(origin, name, value, if_not_exists=if_not_exists, construct=made))


def _name(table: Any) -> ObjectName:
    return ObjectName(table.name, table.schema)


def _as_executable(construct: Any) -> Any:
    return sa.text(construct.replace(":", "\\:")) if isinstance(construct, str) else construct
