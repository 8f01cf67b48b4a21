"""The directives of ``op``: each makes one operation value of what the script says and records it.

Signatures are Alembic's, old keyword names included; `sqlgen.replay.operations` joins them into the
class that scripts and plugins see.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.rendering import NotCompilable
from sqlgen.replay import constructs as make
from sqlgen.replay.compiled import refuse_own_spelling
from sqlgen.replay.errors import BadDirective
from sqlgen.replay.events import TableEvent, fire
from sqlgen.replay.plain_tables import later_table, plain_column, plain_index, plain_table
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import (
    column_checks,
    column_of,
    computed_of,
    constraint_of,
    default_of,
    identity_of,
    index_of,
    ordered_indexes,
    rendered_constraints,
    table_of,
    type_of,
)

F = TypeVar("F", bound=Callable[..., Any])


def old_names(**translations: str) -> Callable[[F], F]:
    """Accept keyword names of earlier Alembic versions: ``old_names(name="index_name")``."""

    def decorate(function: F) -> F:
        @wraps(function)
        def accept(*args: Any, **kw: Any) -> Any:
            for old, new in translations.items():
                if old in kw and new not in kw:
                    kw[new] = kw.pop(old)
            return function(*args, **kw)

        return accept  # type: ignore[return-value]

    return decorate


class Directives:
    """The directives that change the schema."""

    recorder: Recorder
    migration_context: Any

    def record(self, operation: o.Operation) -> None:
        """Take one operation; a batch keeps it back instead."""
        refuse_own_spelling(operation, self.recorder)
        self.recorder.record(operation)

    def _fire(self, event: TableEvent, table: sa.Table) -> None:
        """Let listeners of the project or of a plugin do what they do at this event of *table*."""
        if getattr(table.dispatch, event):
            context = self.migration_context
            fire(event, table, context.bind, context.impl)

    def _refuse_unknown(self, directive: str, keywords: Mapping[str, Any]) -> None:
        """Raise for a keyword that is a misspelt one; one that Alembic ignores is ignored, and noted."""
        for key in keywords:
            if "_" in key and key.split("_", 1)[0] not in ("if", "existing", "modify"):
                # A dialect's prefix explains it.
                continue
            text = f'{directive} takes no argument "{key}"'
            names = inspect.signature(getattr(Directives, directive)).parameters
            if get_close_matches(key, names, 1, 0.75):
                raise BadDirective(text, where=self.recorder.origin())
            ignored = f"{text}: it is ignored, as by Alembic"
            self.recorder.assume(o.Assumption(self.recorder.origin(), ignored))

    # --- tables ---

    @old_names(name="table_name")
    def create_table(
        self, table_name: str, *columns: Any, if_not_exists: bool | None = None, **kw: Any
    ) -> sa.Table:
        """Record CREATE TABLE and return the SQLAlchemy Table."""
        recorder = self.recorder
        origin = recorder.origin()
        plain = plain_table(recorder, table_name, columns, kw, origin)
        if plain is not None:
            self.record(o.CreateTable(origin, plain, bool(if_not_exists)))
            return later_table(recorder, table_name, columns, kw)
        table = make.new_table(recorder, table_name, *columns, **kw)
        make.resolve_types(table, recorder)
        self._fire("before_create", table)
        for enum in make.enums_to_create(list(table.columns), recorder, origin):
            self.record(enum)
        value = table_of(table, recorder.dialect, origin, just_created=True)
        self.record(o.CreateTable(origin, value, bool(if_not_exists), table))
        self._fire("after_create", table)
        return table

    @old_names(name="table_name")
    def drop_table(
        self, table_name: str, *, schema: str | None = None, if_exists: bool | None = None, **kw: Any
    ) -> None:
        """Record DROP TABLE."""
        listened = make.NOWHERE.dispatch.before_drop or make.NOWHERE.dispatch.after_drop
        table = make.small_table(self.recorder, table_name, (), schema) if listened else make.NOWHERE
        self._fire("before_drop", table)
        self.record(
            o.DropTable(
                self.recorder.origin(), s.ObjectName(table_name, schema), bool(if_exists), tuple(kw.items())
            )
        )
        self._fire("after_drop", table)

    def rename_table(self, old_table_name: str, new_table_name: str, *, schema: str | None = None) -> None:
        """Record a table's new name."""
        self.record(
            o.RenameTable(self.recorder.origin(), s.ObjectName(old_table_name, schema), new_table_name)
        )

    def create_table_comment(
        self,
        table_name: str,
        comment: str | None,
        *,
        existing_comment: str | None = None,
        schema: str | None = None,
    ) -> None:
        """Record a table's comment."""
        self.record(
            o.SetTableComment(
                self.recorder.origin(), s.ObjectName(table_name, schema), comment, existing_comment
            )
        )

    def drop_table_comment(
        self, table_name: str, *, existing_comment: str | None = None, schema: str | None = None
    ) -> None:
        """Record that a table's comment goes."""
        self.record(
            o.SetTableComment(
                self.recorder.origin(), s.ObjectName(table_name, schema), None, existing_comment
            )
        )

    # --- columns ---

    @old_names(tablename="table_name")
    def add_column(
        self,
        table_name: str,
        column: sa.Column[Any],
        *,
        schema: str | None = None,
        if_not_exists: bool | None = None,
        inline_references: bool | None = None,
        inline_primary_key: bool | None = None,
        insert_before: str | None = None,
        insert_after: str | None = None,
    ) -> None:
        """Record ADD COLUMN with the constraints and indexes that the column brings."""
        recorder = self.recorder
        origin = recorder.origin()
        known = plain_column(recorder, column)
        plain = make.plain_column(column, recorder) if known is None else None
        if known is not None or plain is not None:
            value = known if known is not None else column_of(column, recorder.dialect)
            self.record(
                o.AddColumn(
                    origin,
                    s.ObjectName(table_name, schema),
                    value,
                    if_not_exists=bool(if_not_exists),
                    insert_before=insert_before,
                    insert_after=insert_after,
                    construct=plain,
                )
            )
            return
        table = make.new_table(recorder, table_name, column, schema=schema)
        made = next(iter(table.columns))
        make.resolve_types(table, recorder)
        for enum in make.enums_to_create([made], recorder, origin, empty=False):
            self.record(enum)
        dialect = recorder.dialect
        constraints = tuple(
            constraint_of(c, dialect)
            for c in rendered_constraints(table, dialect)
            if inline_primary_key or not isinstance(c, sa.PrimaryKeyConstraint)
        )
        self.record(
            o.AddColumn(
                origin,
                s.ObjectName(table_name, schema),
                column_of(made, dialect),
                constraints,
                tuple(index_of(index, dialect) for index in ordered_indexes(table)),
                if_not_exists=bool(if_not_exists),
                inline_references=bool(inline_references),
                inline_primary_key=bool(inline_primary_key),
                checks=column_checks(made, dialect),
                insert_before=insert_before,
                insert_after=insert_after,
                construct=made,
            )
        )

    @old_names(tablename="table_name")
    def drop_column(
        self,
        table_name: str,
        column_name: str,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        **kw: Any,
    ) -> None:
        """Record DROP COLUMN."""
        # What the column was is known; scripts of Alembic's early days say it.
        kw = {key: value for key, value in kw.items() if not key.startswith("existing_")}
        self._refuse_unknown("drop_column", kw)
        self.record(
            o.DropColumn(
                self.recorder.origin(),
                s.ObjectName(table_name, schema),
                column_name,
                bool(if_exists),
                tuple(kw.items()),
            )
        )

    @old_names(tablename="table_name", name="new_column_name")
    def alter_column(
        self,
        table_name: str,
        column_name: str,
        *,
        nullable: bool | None = None,
        comment: str | bool | None = False,
        server_default: Any = False,
        new_column_name: str | None = None,
        type_: Any = None,
        existing_type: Any = None,
        existing_server_default: Any = False,
        existing_nullable: bool | None = None,
        existing_comment: str | None = None,
        schema: str | None = None,
        autoincrement: bool | None = None,
        existing_autoincrement: bool | None = None,
        insert_before: str | None = None,
        insert_after: str | None = None,
        **kw: Any,
    ) -> None:
        """Record a change of a column; False, here as in Alembic, leaves default and comment alone."""
        recorder, dialect = self.recorder, self.recorder.dialect
        origin = recorder.origin()
        self._refuse_unknown("alter_column", kw)
        using = kw.get(f"{dialect.facts.sqlalchemy.name}_using")
        if using is not None and type_ is None:
            raise BadDirective("a USING expression goes only with a new type_", where=origin)
        if type_ is not None:
            column = sa.Column(column_name, type_)
            for enum in make.enums_to_create([column], recorder, origin, empty=False):
                self.record(enum)
        operation = o.AlterColumn(
            origin,
            s.ObjectName(table_name, schema),
            column_name,
            type=type_of(type_, dialect) if type_ is not None else o.KEEP,
            nullable=bool(nullable) if nullable is not None else o.KEEP,
            default=self._server_default(server_default),
            comment=o.KEEP if comment is False else _text_or_none(comment),
            new_name=new_column_name if new_column_name not in (None, column_name) else o.KEEP,
            autoincrement=bool(autoincrement) if autoincrement is not None else o.KEEP,
            existing=o.Existing(
                type=self._existing_type(existing_type),
                nullable=existing_nullable if existing_nullable is not None else o.KEEP,
                default=self._server_default(existing_server_default),
                comment=existing_comment if existing_comment is not None else o.KEEP,
                autoincrement=existing_autoincrement if existing_autoincrement is not None else o.KEEP,
            ),
            using=using,
            insert_before=insert_before,
            insert_after=insert_after,
            options=tuple(kw.items()),
            checks_to_drop=tuple(
                c.name for c in self._checks_of(table_name, column_name, existing_type, schema) if c.name
            )
            if type_ is not None
            else (),
            checks_to_add=self._checks_of(table_name, column_name, type_, schema),
        )
        self.record(self._as_stated(self._numbering(operation)))

    def _existing_type(self, existing_type: Any) -> Any:
        """Return what the script says a column is; what cannot be spelled was never written."""
        if existing_type is None:
            return o.KEEP
        try:
            return type_of(existing_type, self.recorder.dialect)
        except NotCompilable:
            return o.KEEP

    def _numbering(self, operation: o.AlterColumn) -> o.AlterColumn:
        """Return *operation* keeping the one type in which a key numbers itself, on an engine that has one.

        Another type of whole numbers holds no more there, and rows would no longer get their numbers.
        """
        numbering = self.recorder.dialect.facts.ddl.numbering_type
        if not numbering or operation.type is o.KEEP or not isinstance(operation.type.construct, sa.Integer):
            return operation
        table = self.recorder.schema.table(operation.table)
        column = table.column(operation.column) if table is not None else None
        if column is None or not column.autoincrement or column.type.sql.upper() != numbering:
            return operation
        return replace(operation, type=column.type)

    def _as_stated(self, operation: o.AlterColumn) -> o.AlterColumn:
        """Return *operation* changing also what the script says the column is, and it is not.

        Where a change of one property writes the column's whole definition, a live run writes the type and
        the nullability that ``existing_type`` and ``existing_nullable`` say, true or not.
        """
        strategy = self.recorder.dialect.facts.strategy.alter_column
        said = operation.existing
        if strategy not in ("full_definition", "type_and_nullability") or said == o.Existing():
            return operation
        redefines: list[Any] = [operation.type, operation.nullable, operation.autoincrement]
        if strategy == "full_definition":
            redefines += [operation.comment, operation.new_name]
        if all(value is o.KEEP for value in redefines):
            return operation
        table = self.recorder.schema.table(operation.table)
        column = table.column(operation.column) if table is not None else None
        if column is None or self.recorder.schema.opaque_by(operation.table) is not None:
            return operation
        if operation.type is o.KEEP and said.type is not o.KEEP and said.type != column.type:
            # VARCHAR(80) said of a VARCHAR(80) COLLATE ... says less, not something else.
            less = column.type.sql.startswith(f"{said.type.sql} ")
            operation = operation if less else replace(operation, type=said.type)
        if operation.nullable is o.KEEP and said.nullable is not o.KEEP and said.nullable != column.nullable:
            operation = replace(operation, nullable=said.nullable)
        return operation

    def _server_default(self, value: Any) -> s.Default | s.Identity | s.Computed | o.Keep | None:
        dialect = self.recorder.dialect
        if value is False:
            return o.KEEP
        if value is None:
            return None
        if isinstance(value, sa.Identity):
            return identity_of(value)
        if isinstance(value, sa.Computed):
            return computed_of(value, dialect)
        return default_of(value, dialect)

    def _checks_of(
        self, table_name: str, column_name: str, type_: Any, schema: str | None
    ) -> tuple[s.Constraint, ...]:
        """Return the CHECKs that a Boolean or Enum brings with it, where the dialect would make them."""
        if type_ is None or not getattr(type_, "create_constraint", False):
            return ()
        table = make.new_table(self.recorder, table_name, sa.Column(column_name, type_), schema=schema)
        dialect = self.recorder.dialect
        return tuple(constraint_of(c, dialect) for c in rendered_constraints(table, dialect))

    # --- indexes ---

    @old_names(name="index_name", tablename="table_name")
    def create_index(
        self,
        index_name: str | None,
        table_name: str,
        columns: Sequence[Any],
        *,
        schema: str | None = None,
        unique: bool | None = False,
        if_not_exists: bool | None = None,
        **kw: Any,
    ) -> None:
        """Record CREATE INDEX."""
        recorder = self.recorder
        name = s.ObjectName(table_name, schema)
        columns = [columns] if isinstance(columns, (str, sa.sql.elements.ClauseElement)) else columns
        value = plain_index(recorder, index_name, name, columns, unique, kw)
        if value is None:
            index = make.index(recorder, index_name, name, columns, unique=unique, **kw)
            value = index_of(index, recorder.dialect)
        self.record(o.CreateIndex(recorder.origin(), name, value, bool(if_not_exists)))

    @old_names(name="index_name", tablename="table_name")
    def drop_index(
        self,
        index_name: str,
        table_name: str | None = None,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        **kw: Any,
    ) -> None:
        """Record DROP INDEX."""
        self.record(
            o.DropIndex(
                self.recorder.origin(),
                str(index_name),
                s.ObjectName(table_name, schema) if table_name is not None else None,
                schema,
                bool(if_exists),
                tuple(kw.items()),
            )
        )

    # --- constraints ---

    def _add_constraint(self, name: s.ObjectName, construct: Any) -> None:
        recorder = self.recorder
        value = constraint_of(construct, recorder.dialect)
        self.record(o.AddConstraint(recorder.origin(), name, value, construct))

    @old_names(name="constraint_name", source="source_table", referent="referent_table")
    def create_foreign_key(
        self,
        constraint_name: str | None,
        source_table: str,
        referent_table: str,
        local_cols: Sequence[str],
        remote_cols: Sequence[str],
        *,
        onupdate: str | None = None,
        ondelete: str | None = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        match: str | None = None,
        source_schema: str | None = None,
        referent_schema: str | None = None,
        **kw: Any,
    ) -> None:
        """Record a foreign key."""
        source = s.ObjectName(source_table, source_schema)
        construct = make.foreign_key(
            self.recorder,
            constraint_name,
            source,
            s.ObjectName(referent_table, referent_schema),
            _sequence(local_cols),
            _sequence(remote_cols),
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            initially=initially,
            match=match,
            **kw,
        )
        self._add_constraint(source, construct)

    @old_names(name="constraint_name", cols="columns")
    def create_primary_key(
        self,
        constraint_name: str | None,
        table_name: str,
        columns: Sequence[str],
        *,
        schema: str | None = None,
        **kw: Any,
    ) -> None:
        """Record a primary key."""
        self._over_columns(sa.PrimaryKeyConstraint, constraint_name, table_name, columns, schema, kw)

    @old_names(name="constraint_name", source="table_name", local_cols="columns")
    def create_unique_constraint(
        self,
        constraint_name: str | None,
        table_name: str,
        columns: Sequence[str],
        *,
        schema: str | None = None,
        **kw: Any,
    ) -> None:
        """Record a unique constraint."""
        self._over_columns(sa.UniqueConstraint, constraint_name, table_name, columns, schema, kw)

    def _over_columns(
        self,
        kind: Any,
        name: str | None,
        table_name: str,
        columns: Sequence[str],
        schema: str | None,
        kw: Any,
    ) -> None:
        columns = _sequence(columns)
        table = make.small_table(self.recorder, table_name, columns, schema)
        construct = kind(*(table.c[column] for column in columns), name=name, **kw)
        table.append_constraint(construct)
        self._add_constraint(s.ObjectName(table_name, schema), construct)

    @old_names(name="constraint_name", source="table_name")
    def create_check_constraint(
        self,
        constraint_name: str | None,
        table_name: str,
        condition: Any,
        *,
        schema: str | None = None,
        **kw: Any,
    ) -> None:
        """Record a CHECK."""
        table = make.small_table(self.recorder, table_name, (), schema)
        construct = sa.CheckConstraint(make.condition_text(condition), name=constraint_name, **kw)
        table.append_constraint(construct)
        self._add_constraint(s.ObjectName(table_name, schema), construct)

    def create_exclude_constraint(
        self, constraint_name: str, table_name: str, *elements: Any, **kw: Any
    ) -> None:
        """Record PostgreSQL's EXCLUDE."""
        from sqlalchemy.dialects.postgresql import ExcludeConstraint

        schema = kw.pop("schema", None)
        names = [column for column, _ in elements if isinstance(column, str)]
        table = make.small_table(self.recorder, table_name, names, schema)
        construct: Any = ExcludeConstraint(*elements, name=constraint_name, **kw)
        table.append_constraint(construct)
        self._add_constraint(s.ObjectName(table_name, schema), construct)

    @old_names(name="constraint_name", tablename="table_name")
    def drop_constraint(
        self,
        constraint_name: str | None,
        table_name: str,
        type_: str | None = None,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
    ) -> None:
        """Record DROP CONSTRAINT."""
        if type_ not in (None, "check", "foreignkey", "primary", "unique"):
            raise BadDirective(
                f'drop_constraint: type_ "{type_}" is none of check, foreignkey, primary, unique',
                where=self.recorder.origin(),
            )
        table = s.ObjectName(table_name, schema)
        name = None
        if constraint_name is not None:
            name = make.dropped_name(self.recorder, constraint_name, table, type_)
        self.record(
            o.DropConstraint(
                self.recorder.origin(),
                table,
                name,
                type_,  # type: ignore[arg-type]
                bool(if_exists),
            )
        )


def _sequence(value: Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _text_or_none(comment: str | bool | None) -> str | None:
    return None if comment is None else str(comment)
