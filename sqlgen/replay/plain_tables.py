"""Tables of plain columns and keys, known as values without SQLAlchemy's Table, which is built if asked for.

Most tables of a history are such, and building a Table is most of what CREATE TABLE would cost. Whatever is
not plain to see from the columns and constraints alone is left to `constructs.new_table`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import schema as sa_schema
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.elements import TextClause

from sqlgen import schema as s
from sqlgen.origin import Origin
from sqlgen.rendering import type_key
from sqlgen.replay import constructs as make
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import default_of, type_of

# A default that SQLAlchemy and sqlgen write the same, whoever writes it.
_PLAIN_TEXT = re.compile(r"[\w .-]*", re.ASCII)
_PLAIN_SQL = re.compile(r"[^\\:%{}]*")
_KEYS = (sa.PrimaryKeyConstraint, sa.UniqueConstraint, sa.ForeignKeyConstraint)
_SPELLED = (*_KEYS, sa_schema.CreateTable, sa_schema.CreateColumn, sa_schema.CreateIndex)
_SAMPLES: tuple[Any, ...] = (
    make.NOWHERE,
    sa.Column("c"),
    *(kind() for kind in _KEYS[:2]),
    sa.ForeignKeyConstraint([], []),
    sa.Index("i"),
)
# These follow what is listened to later.
_LISTENERS = tuple(
    listeners
    for sample in _SAMPLES
    for listeners in (sample.dispatch.before_parent_attach, sample.dispatch.after_parent_attach)
)
_NO_CONVENTION = sa.MetaData().naming_convention


class LaterTable(sa.Table):
    """What ``op.create_table`` returns for a plain table: the Table, built when anything is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        get = object.__getattribute__
        if name != "__class__":
            build = get(self, "__dict__").pop("_build")
            object.__setattr__(self, "__class__", sa.Table)
            build(self)
        return get(self, name)


def later_table(
    recorder: Recorder, name: str, items: Sequence[Any], options: Mapping[str, Any]
) -> LaterTable:
    """Return the Table of a plain table; its columns belong to it from now on."""
    columns = [item for item in items if isinstance(item, sa.Column)]

    def build(table: Any) -> None:
        metadata = recorder.new_metadata()
        metadata._add_table(name, options.get("schema"), table)
        table.__init__(name, metadata, *columns, _no_init=False, **options)
        make.attach_constraints(table, items, recorder)

    table: LaterTable = object.__new__(LaterTable)
    vars_of = object.__getattribute__(table, "__dict__")
    vars_of["_build"] = build
    for column in columns:
        column.table = table
    return table


def plain_table(
    recorder: Recorder, name: str, items: Sequence[Any], options: Mapping[str, Any], origin: Origin
) -> s.Table | None:
    """Return the table as a value; None where it takes a Table to know it, or to say what is wrong."""
    if type(name) is not str or not name or not options.keys() <= {"schema"} or _is_watched(recorder):
        return None
    columns = [item for item in items if isinstance(item, sa.Column)]
    keys = [item for item in items if type(item) in _KEYS]
    if len(columns) + len(keys) != len(items) or not all(_is_plain_column(column) for column in columns):
        return None
    types = [type_key(column.type) for column in columns]
    names = {column.name: None for column in columns}
    longest = recorder.dialect.sqlalchemy.max_identifier_length
    if len(names) != len(columns) or None in types:
        return None
    if not all(_is_plain_key(key, names, longest) for key in keys):
        return None
    found = _primary_key(columns, keys)
    if found is None:
        return None
    primary, numbered = found
    others = [key for key in keys if not isinstance(key, sa.PrimaryKeyConstraint)]
    others.sort(key=lambda key: key._creation_order)
    return s.Table(
        name=s.ObjectName(name, options.get("schema")),
        columns=tuple(
            [
                _column_value(
                    column,
                    _shared_type(column, key, recorder),
                    numbered=column.name == numbered,
                    recorder=recorder,
                )
                for column, key in zip(columns, types, strict=True)
            ]
        ),
        constraints=(*((primary,) if primary.columns else ()), *map(_key_value, others)),
        origin=origin,
    )


def plain_column(recorder: Recorder, column: Any) -> s.Column | None:
    """Return a column to add as a value; None where it brings more, or takes a Table to know it."""
    if _is_watched(recorder) or not _is_plain_column(column) or column.primary_key:
        return None
    if not isinstance(column.type, sqltypes.SchemaType) and (
        column.dispatch.before_parent_attach or column.dispatch.after_parent_attach
    ):
        return None
    default = column.server_default
    if default is not None:
        argument: Any = default.arg
        is_text = isinstance(argument, str)
        if not (_PLAIN_TEXT.fullmatch(argument) if is_text else _PLAIN_SQL.fullmatch(argument.text)):
            return None
    key = type_key(column.type)
    if key is None:
        return None
    value = _column_value(column, _shared_type(column, key, recorder), numbered=False, recorder=recorder)
    column.table = make.NOWHERE
    return value


def plain_index(
    recorder: Recorder, name: Any, table: s.ObjectName, columns: Any, unique: Any, options: Mapping[str, Any]
) -> s.Index | None:
    """Return an index over plain columns as a value; None where it is more, or is named by a convention."""
    if options or type(name) is not str or not name or type(table.name) is not str or table.schema:
        return None
    if len(name) > recorder.dialect.sqlalchemy.max_identifier_length or not isinstance(
        columns, (list, tuple)
    ):
        return None
    if not columns or any(type(column) is not str or not column for column in columns):
        return None
    if len(set(columns)) != len(columns) or _is_watched(recorder):
        return None
    return s.Index(name, tuple([s.IndexPart(column, column) for column in columns]), bool(unique))


def _shared_type(column: Any, key: Any, recorder: Recorder) -> s.Type:
    """Give *column* the one object of its type, and return the type as a value, also one of its kind."""
    known: s.Type | None = recorder.types.get((s.Type, key))
    if known is None:
        make.share_type(column, recorder.types)
        known = recorder.types[s.Type, key] = type_of(column.type, recorder.dialect)
    column.type = known.construct
    return known


def _is_watched(recorder: Recorder) -> bool:
    """Tell whether something listens to tables, spells them its own way, or names what has no name."""
    if getattr(recorder.metadata, "naming_convention", _NO_CONVENTION) != _NO_CONVENTION:
        return True
    for kind in _SPELLED:
        if hasattr(kind, "_compiler_dispatcher"):
            return True
    if make.NOWHERE.dispatch.before_create or make.NOWHERE.dispatch.after_create:
        return True
    for listeners in _LISTENERS:
        for listener in listeners:
            # SQLAlchemy itself listens to constraints, to name them by convention.
            if not str(getattr(listener, "__module__", "")).startswith("sqlalchemy."):
                return True
    return False


def _is_plain_column(column: Any) -> bool:
    kind: Any = column.__class__
    if kind is not sa.Column or column.table is not None or not column.name:
        return False
    if column.key != column.name or column.name.quote is not None or column.system:
        return False
    if isinstance(column.type, sqltypes.NullType):
        return False
    if column.foreign_keys or column.constraints or column.unique or column.index or column.comment:
        return False
    if column.computed is not None or column.identity is not None or "dialect_options" in column.__dict__:
        return False
    if isinstance(column.default, sa.Sequence) or column.autoincrement not in ("auto", False):
        return False
    return column.server_default is None or _is_plain_default(column.server_default)


def _is_plain_default(default: Any) -> bool:
    if default.__class__ is not sa.DefaultClause or not isinstance(default.arg, (str, TextClause)):
        return False
    return not getattr(default.arg, "_bindparams", None)


def _is_plain_key(key: Any, names: Collection[str], longest: int) -> bool:
    """Tell whether a key is named in full, not attached, and about columns that are there."""
    if getattr(key, "parent", None) is not None or key._create_rule is not None:
        return False
    if "dialect_options" in key.__dict__ and tuple(key.dialect_kwargs):
        return False
    if key.name is not None and not (isinstance(key.name, str) and len(key.name) <= longest):
        return False
    if getattr(key.name, "quote", None) is not None:
        return False
    if key.deferrable is not None or key.initially is not None:
        return False
    columns = key._pending_colargs
    if not columns or any(type(column) is not str or column not in names for column in columns):
        return False
    if len(set(columns)) != len(columns):
        return False
    if isinstance(key, sa.ForeignKeyConstraint):
        return not key.use_alter and not key.link_to_name and all(map(_is_plain_reference, key.elements))
    return True


def _is_plain_reference(element: Any) -> bool:
    return isinstance(element._colspec, str) and element._column_tokens[2] is not None


def _primary_key(columns: Sequence[Any], keys: Sequence[Any]) -> tuple[s.PrimaryKey, str | None] | None:
    """Return the primary key, without columns where there is none, and the column that numbers itself.

    None where it takes SQLAlchemy to tell.
    """
    marked = tuple([str(column.name) for column in columns if column.primary_key])
    stated: list[Any] = [key for key in keys if isinstance(key, sa.PrimaryKeyConstraint)]
    if len(stated) > 1 or (stated and marked):
        return None
    key = s.PrimaryKey(tuple(stated[0]._pending_colargs), stated[0].name) if stated else s.PrimaryKey(marked)
    own = [column for column in columns if column.name in key.columns]
    if any(c.nullable or c.default is not None or c.server_default is not None for c in own):
        return None
    if len(own) != 1 or own[0].autoincrement is False:
        return key, None
    affinity = own[0].type._type_affinity
    refers = any(own[0].name in k._pending_colargs for k in keys if isinstance(k, sa.ForeignKeyConstraint))
    if refers or affinity is None or issubclass(affinity, sa.Numeric):
        return None
    return key, own[0].name if issubclass(affinity, sa.Integer) else None


def _column_value(column: Any, type_: s.Type, *, numbered: bool, recorder: Recorder) -> s.Column:
    default = column.server_default
    return s.Column(
        # SQLAlchemy's own kind of name carries a dict and a function with it.
        str(column.name),
        type_,
        bool(column.nullable),
        default_of(default, recorder.dialect) if default is not None else None,
        None,
        numbered,
    )


def _key_value(key: Any) -> s.Constraint:
    columns = tuple(key._pending_colargs)
    if key.__visit_name__ == "unique_constraint":
        return s.Unique(columns, key.name)
    schema, table, _ = key.elements[0]._column_tokens
    return s.ForeignKey(
        columns=columns,
        referred=s.ObjectName(table, schema),
        referred_columns=tuple([element._column_tokens[2] for element in key.elements]),
        name=key.name,
        ondelete=key.ondelete,
        onupdate=key.onupdate,
        match=key.match,
    )
