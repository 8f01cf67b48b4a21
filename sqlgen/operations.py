"""The operations of a history as frozen values, each with the line that asked for it.

The middle of the compiler: `replay` makes them, `apply` advances the schema by them, `lowering` turns
them into statements. Knows no dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum as PyEnum
from typing import Any, Literal, Protocol

from sqlgen.origin import Origin
from sqlgen.schema import (
    Column,
    Computed,
    Constraint,
    Default,
    Enum,
    Extension,
    Identity,
    Index,
    ObjectName,
    Options,
    Routine,
    Schema,
    Table,
    Trigger,
    Type,
    View,
)
from sqlgen.values import dataclass


class Keep(PyEnum):
    """The one value that says: leave it as it is (None means: take it away)."""

    KEEP = "keep"


KEEP = Keep.KEEP

ConstraintKind = Literal["check", "foreignkey", "primary", "unique"]


@dataclass(frozen=True, slots=True)
class Operation:
    """Anything that a revision asks for. *origin*: the script's line."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a script asked, and was told though nobody could know it. *text*: one sentence."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class CreateTable(Operation):
    """CREATE TABLE with its indexes and comments. *construct*: the SQLAlchemy Table, if there was one."""

    table: Table
    if_not_exists: bool = False
    construct: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DropTable(Operation):
    """DROP TABLE."""

    table: ObjectName
    if_exists: bool = False
    options: Options = ()


@dataclass(frozen=True, slots=True)
class RenameTable(Operation):
    """Rename a table within its schema."""

    table: ObjectName
    new_name: str


@dataclass(frozen=True, slots=True)
class AddColumn(Operation):
    """ADD COLUMN, then the constraints and indexes that the column brings.

    *construct*: the SQLAlchemy Column, attached to a Table that holds nothing else.
    """

    table: ObjectName
    column: Column
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    if_not_exists: bool = False
    inline_references: bool = False
    inline_primary_key: bool = False
    checks: tuple[Constraint, ...] = ()
    """CHECKs that are part of the column's definition."""
    insert_before: str | None = None
    insert_after: str | None = None
    construct: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DropColumn(Operation):
    """DROP COLUMN; *options* are dialect keywords such as ``mssql_drop_default``."""

    table: ObjectName
    column: str
    if_exists: bool = False
    options: Options = ()


@dataclass(frozen=True, slots=True)
class Existing:
    """What the script says about the column before an `AlterColumn`; KEEP where it says nothing."""

    type: Type | Keep = KEEP
    nullable: bool | Keep = KEEP
    default: Default | Identity | Computed | Keep | None = KEEP
    comment: str | Keep | None = KEEP
    autoincrement: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class AlterColumn(Operation):
    """Change some properties of a column; KEEP leaves one as it is, None takes it away."""

    table: ObjectName
    column: str
    type: Type | Keep = KEEP
    nullable: bool | Keep = KEEP
    default: Default | Identity | Computed | Keep | None = KEEP
    comment: str | Keep | None = KEEP
    new_name: str | Keep = KEEP
    autoincrement: bool | Keep = KEEP
    on_update: str | Keep | None = KEEP
    """What a whole definition (MODIFY) says of ON UPDATE; only effects of raw SQL set it."""
    existing: Existing = Existing()
    using: str | None = None
    insert_before: str | None = None
    insert_after: str | None = None
    options: Options = ()
    checks_to_drop: tuple[str, ...] = ()
    """Names of the CHECKs that the old type (Boolean, Enum) had brought."""
    checks_to_add: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class CreateIndex(Operation):
    """CREATE INDEX."""

    table: ObjectName
    index: Index
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex(Operation):
    """DROP INDEX; *table* None where the script did not say it (the schema then tells)."""

    name: str
    table: ObjectName | None
    schema: str | None = None
    if_exists: bool = False
    options: Options = ()


@dataclass(frozen=True, slots=True)
class AddConstraint(Operation):
    """ALTER TABLE ... ADD CONSTRAINT. *construct*: the SQLAlchemy constraint on its own small Table."""

    table: ObjectName
    constraint: Constraint
    construct: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DropConstraint(Operation):
    """DROP CONSTRAINT; *name* None or *kind* None are looked up in the schema."""

    table: ObjectName
    name: str | None
    kind: ConstraintKind | None = None
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class SetTableComment(Operation):
    """Set (or with None drop) a table's comment."""

    table: ObjectName
    comment: str | None
    existing_comment: str | None = None


@dataclass(frozen=True, slots=True)
class CreateEnum(Operation):
    """CREATE TYPE ... AS ENUM."""

    enum: Enum
    checkfirst: bool = True


@dataclass(frozen=True, slots=True)
class DropEnum(Operation):
    """DROP TYPE of an enum."""

    name: ObjectName
    checkfirst: bool = True


@dataclass(frozen=True, slots=True)
class AlterEnum(Operation):
    """An effect of raw SQL: the enum has these labels now (ALTER TYPE ... ADD VALUE, RENAME VALUE)."""

    enum: Enum


@dataclass(frozen=True, slots=True)
class MoveTable(Operation):
    """An effect of raw SQL: a table has another schema, and maybe another name."""

    table: ObjectName
    new_name: ObjectName


@dataclass(frozen=True, slots=True)
class Inherit(Operation):
    """An effect of raw SQL: a table inherits from another, or is its partition; or is so no more."""

    table: ObjectName
    parent: ObjectName
    inherits: bool = True


@dataclass(frozen=True, slots=True)
class ReplaceTable(Operation):
    """An effect of raw SQL: the table is as it stands here; one whose shape was not known stays so."""

    table: Table


@dataclass(frozen=True, slots=True)
class RenameConstraint(Operation):
    """An effect of raw SQL: a constraint has another name."""

    table: ObjectName
    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class RenameIndex(Operation):
    """An effect of raw SQL: an index has another name; *table* None where the schema does not know it."""

    name: str
    new_name: str
    table: ObjectName | None = None


@dataclass(frozen=True, slots=True)
class CreateSequence(Operation):
    """An effect of raw SQL: a sequence exists; it goes with the column that owns it."""

    name: ObjectName
    owned_by: tuple[ObjectName, str] | None = None


@dataclass(frozen=True, slots=True)
class DropSequence(Operation):
    """An effect of raw SQL: a sequence is gone."""

    name: ObjectName


@dataclass(frozen=True, slots=True)
class CreateView(Operation):
    """An effect of raw SQL: a view exists."""

    view: View


@dataclass(frozen=True, slots=True)
class DropView(Operation):
    """An effect of raw SQL: a view is gone."""

    name: ObjectName


@dataclass(frozen=True, slots=True)
class CreateTrigger(Operation):
    """An effect of raw SQL: a trigger exists."""

    trigger: Trigger


@dataclass(frozen=True, slots=True)
class DropTrigger(Operation):
    """An effect of raw SQL: a trigger is gone; *table* None where its name alone tells it."""

    name: ObjectName
    table: ObjectName | None = None


@dataclass(frozen=True, slots=True)
class CreateSchema(Operation):
    """An effect of raw SQL: a schema exists."""

    name: str


@dataclass(frozen=True, slots=True)
class DropSchema(Operation):
    """An effect of raw SQL: a schema is gone; what was in it is dropped by operations of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class CreateExtension(Operation):
    """An effect of raw SQL: an extension is there."""

    extension: Extension


@dataclass(frozen=True, slots=True)
class DropExtension(Operation):
    """An effect of raw SQL: an extension is gone."""

    name: str


@dataclass(frozen=True, slots=True)
class CreateRoutine(Operation):
    """An effect of raw SQL: a function, a procedure or a prepared text is there, with these definitions."""

    routine: Routine


@dataclass(frozen=True, slots=True)
class DropRoutine(Operation):
    """An effect of raw SQL: a function, a procedure or a prepared text is gone."""

    name: ObjectName


@dataclass(frozen=True, slots=True)
class MakeOpaque(Operation):
    """An effect of SQL that could not be read: these objects may now have any shape.

    *tables*: tables, views, types, sequences. Empty: all objects, also those that the schema does not know.
    *failed*: it is no statement but a revision that could not be replayed.
    """

    tables: tuple[ObjectName, ...]
    reason: str
    failed: bool = False


class Effects(Protocol):
    """Reads a raw SQL text into the operations that it amounts to; called at most once, on demand."""

    def __call__(self, sql: str, origin: Origin, schema: Schema) -> tuple[Operation, ...]:
        """Return the operations, `MakeOpaque` among them for what could not be read."""


@dataclass(frozen=True, slots=True)
class ExecuteSql(Operation):
    """SQL to be written as it stands. *original*: the author's text, where it was transpiled."""

    sql: str
    effects: Effects | None = field(default=None, compare=False, repr=False)
    original: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class InsertRows(Operation):
    """`bulk_insert`: finished INSERT statements, and the rows they insert for the schema to remember."""

    table: ObjectName
    statements: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...] = field(default=(), compare=False, repr=False)
    explicit_columns: tuple[str, ...] = ()
    """Columns that are given values, so that IDENTITY_INSERT can be decided."""


@dataclass(frozen=True, slots=True)
class NameConstraints(Operation):
    """Give names to unnamed constraints, as a rebuild with a naming convention does.

    Part of a batch only: it needs no statement of its own.
    """

    table: ObjectName
    names: tuple[tuple[Constraint, str], ...]


@dataclass(frozen=True, slots=True)
class ReshapeTable(Operation):
    """What a batch says of a table that is made anew as a whole.

    *order*: columns of which each stands before the next. *constraints*, *indexes*: those that it is to have,
    too. Part of a batch only: it needs no statement of its own.
    """

    table: ObjectName
    order: tuple[tuple[str, ...], ...] = ()
    options: Options = ()
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class AlterTable(Operation):
    """`batch_alter_table`: several changes of one table, as one where the engine gains by it.

    *copy_from*: the table as the script describes it.
    """

    table: ObjectName
    operations: tuple[Operation, ...]
    recreate: Literal["auto", "always", "never"] = "auto"
    copy_from: Table | None = None


class Moment:
    """A point between two operations of a replay; its schema is worked out when it is first asked for.

    A chain of moments, each made by one operation, so that a range whose statements need no knowledge
    of the schema never pays for it. Worked out once, a moment forgets its past.
    """

    __slots__ = ("_advance", "_first", "_operation", "_previous", "_schema")

    def __init__(self, previous: Moment | None, operation: Operation | None, advance: Any) -> None:
        """*advance(operation, schema)* returns the next schema; for the first moment, *advance()*."""
        self._previous = previous
        self._operation = operation
        self._advance = advance
        self._first: Moment = previous._first if previous is not None else self
        self._schema: Schema | None = None

    @property
    def is_known(self) -> bool:
        """Whether the schema can be had without replaying what came before the run."""
        return self._first._schema is not None

    def then(self, operation: Operation, advance: Any) -> Moment:
        """Return the moment after *operation*."""
        return Moment(self, operation, advance)

    @property
    def schema(self) -> Schema:
        """The schema of this moment. Raises: whatever replaying the baseline raises."""
        pending: list[Moment] = []
        at = self
        while at._schema is None and at._previous is not None:
            pending.append(at)
            at = at._previous
        if at._schema is None:
            at._schema = at._advance()
        schema: Schema = at._schema
        for moment in reversed(pending):
            schema = moment._advance(moment._operation, schema)
            moment._schema = schema
            moment._previous = None
        return schema


@dataclass(frozen=True, slots=True)
class Change:
    """An operation between two moments. *autocommit*: asked for outside the transaction."""

    operation: Operation
    _before: Moment
    _after: Moment
    autocommit: bool = False

    @property
    def moment_before(self) -> Moment:
        """The moment that the operation finds, for working out parts of it."""
        return self._before

    @property
    def moment_after(self) -> Moment:
        """The moment that the operation leaves, for joining it with what follows."""
        return self._after

    @property
    def before(self) -> Schema:
        """The schema that the operation finds."""
        return self._before.schema

    @property
    def after(self) -> Schema:
        """The schema that the operation leaves."""
        return self._after.schema
