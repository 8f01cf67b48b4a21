"""Foreign keys that the server would refuse: to what is not there, is no key, or is of another type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.checks.faults import BadForeignKey, SchemaFault, StillUsed
from sqlgen.checks.known import Known
from sqlgen.schema import Column, ForeignKey, ObjectName, PrimaryKey, Table, Type, Unique

_ARGUMENTS = re.compile(r"\s*\([^)]*\)")
_CLAUSES = re.compile(r"\s+(COLLATE|CHARACTER SET|CHARSET)\b.*", re.IGNORECASE)


def foreign_key(
    key: ForeignKey, owner: ObjectName, columns: Table | None, known: Known
) -> Iterator[SchemaFault]:
    """Yield what is wrong with *key* of the table *owner*; *columns*: the table that has its columns."""
    facts = known.dialect.facts.checks
    if not facts.referred_key or known.doubts.keys_unchecked or _keyless(columns, known):
        return
    subject = f'foreign key "{key.name}"' if key.name else "a foreign key"
    referred = columns if key.referred == owner else known.shape_of(key.referred)
    if known.is_absent(key.referred) and key.referred != owner:
        yield known.missing(
            ("table", key.referred),
            f'{subject} of "{owner}" refers to a table that is not there: "{key.referred}"',
            "Create it before.",
        )
        return
    if referred is None:
        if key.referred != owner:
            why = f'{subject} of "{owner}" refers to a column that is not there: '
            yield from known.missing_columns(key.referred, key.referred_columns, why=why)
        return
    if _keyless(referred, known):
        return
    if key.referred == owner:
        names = [c.name for c in referred.columns]
        if any(all(not known.same(name, c) for name in names) for c in key.referred_columns):
            # A small table of the constraint's own columns does not tell; the table itself does.
            return
    else:
        why = f'{subject} of "{owner}" refers to a column that is not there: '
        faults = list(known.missing_columns(key.referred, key.referred_columns, why=why))
        if faults:
            yield from faults
            return
    yield from _no_key(key, owner, referred, subject, known)
    if columns is not None:
        yield from _mistyped(key, columns, referred, subject, known)


def _keyless(table: Table | None, known: Known) -> bool:
    """Tell whether the table's storage engine reads foreign keys and forgets them."""
    engine = known.dialect.facts.checks.engine_with_keys
    options = table.options if table is not None and engine else ()
    return any(key.endswith("_engine") and str(value).lower() != engine for key, value in options)


def _no_key(
    key: ForeignKey, owner: ObjectName, referred: Table, subject: str, known: Known
) -> Iterator[SchemaFault]:
    if known.doubts.parts(key.referred, known.schema) and key.referred != owner:
        return
    if _leads_to_key(key, referred, known):
        return
    columns = key.referred_columns
    shown = f"({', '.join(columns)})" if columns else "primary key"
    unique = known.dialect.facts.checks.referred_key == "unique"
    demanded = "unique" if unique else "the first of an index"
    yield BadForeignKey(
        f'{subject} of "{owner}" refers to "{key.referred}" {shown}, which is not {demanded}',
        known.origin,
        ("no key", key.referred, columns),
        f"{'Give it a primary key or a unique constraint over just these columns' if unique else 'Index it'} "
        "before.",
    )


def _leads_to_key(key: ForeignKey, referred: Table, known: Known) -> bool:
    primary = referred.primary_key
    columns = key.referred_columns or (primary.columns if primary is not None else ())
    if not columns:
        return False
    wanted = {c.lower() for c in columns}
    keys = [c.columns for c in referred.constraints if isinstance(c, (PrimaryKey, Unique))]
    if known.dialect.facts.checks.referred_key == "unique":
        keys += [i.columns for i in referred.indexes if i.unique]
        return any({c.lower() for c in found} == wanted for found in keys)
    keys += [c.columns for c in referred.foreign_keys] + [i.columns for i in referred.indexes]
    return any(found and found[0].lower() in wanted for found in keys)


def _mistyped(
    key: ForeignKey, columns: Table, referred: Table, subject: str, known: Known
) -> Iterator[SchemaFault]:
    primary = referred.primary_key
    targets = key.referred_columns or (primary.columns if primary is not None else ())
    for name, target in zip(key.columns, targets, strict=False):
        one, other = _column(columns, name, known), _column(referred, target, known)
        if one is None or other is None:
            continue
        groups = [_group(column.type, known) for column in (one, other)]
        if None not in groups and groups[0] != groups[1]:
            yield BadForeignKey(
                f'{subject} leads from "{columns.name}.{name}" {one.type.sql} to '
                f'"{referred.name}.{target}" {other.type.sql}, which cannot be compared',
                known.origin,
                ("mistyped", columns.name, name, referred.name, target),
                f"Give both columns one type{_made_at(referred)}.",
            )


def _made_at(table: Table) -> str:
    return f'; "{table.name}" was created at {table.origin}' if table.origin is not None else ""


def _column(table: Table, name: str, known: Known) -> Column | None:
    return next((c for c in table.columns if known.same(c.name, name)), None)


def _group(type_: Type, known: Known) -> int | None:
    """Return the number of the group of types that cannot refer to others; None for a type of no group."""
    spelled = _CLAUSES.sub("", _ARGUMENTS.sub("", type_.sql)).strip().upper()
    for number, group in enumerate(known.dialect.facts.checks.key_types):
        if spelled in (name.strip() for name in group.split(",")):
            return number
    return None


def referred_to(name: ObjectName, column: str | None, known: Known) -> Iterator[SchemaFault]:
    """Yield a fault if another table's foreign key keeps the table, or a column of it, from being dropped."""
    if known.dialect.facts.checks.drops_referred or known.doubts.keys_unchecked:
        return
    target = known.schema.table(name)
    if target is None or known.doubts.presence(name, known.schema) or _keyless(target, known):
        return
    primary = target.primary_key
    for other, key in known.register.referring_to(name):
        columns = key.referred_columns or (primary.columns if primary is not None else ())
        if other.name == name or (column is not None and column not in columns):
            continue
        if known.parts_of(other.name) is None or _keyless(other, known):
            continue
        subject = f'table "{name}"' if column is None else f'column "{name}.{column}"'
        called = f' "{key.name}"' if key.name else ""
        made_at = known.memory.where_made(("constraint", other.name, key.name), other)
        made = f", created at {made_at}," if made_at is not None else ""
        yield StillUsed(
            f'{subject} cannot be dropped: foreign key{called} of "{other.name}"{made} refers to it',
            known.origin,
            ("referred", name, column),
            "Drop the foreign key, or its table, before.",
        )
        return
