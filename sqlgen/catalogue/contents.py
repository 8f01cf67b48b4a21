"""The schema written out as rows of the tables of `shapes`: relations, columns, types, and all the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlgen.catalogue.columns import column_row
from sqlgen.catalogue.shapes import FIRST_ID, SHAPES, UNKNOWN
from sqlgen.catalogue.types import unknown
from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.schema import Column, ObjectName, Schema, Table

Row = dict[str, Any]


@dataclass
class Contents:
    """Rows by table, as they are gathered, and the ids that are given out."""

    schema: Schema
    dialect: Dialect
    default_schema: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SHAPES})
    ids: dict[tuple[str, ...], int] = field(default_factory=dict)
    refused: list[ObjectName] = field(default_factory=list)
    """Tables of which too little is known."""

    def id(self, *what: str) -> int:
        """Return the made-up id of an object, the same one each time."""
        return self.ids.setdefault(what, FIRST_ID + len(self.ids))

    def schema_of(self, name: ObjectName) -> str:
        """Return the schema in which *name* lies."""
        return name.schema or self.default_schema

    def add(self, shape: str, **values: Any) -> None:
        """Add a row; what is not given is NULL."""
        self.rows[shape].append(values)

    def place(self, name: ObjectName) -> Row:
        """Return the columns that each row about the table *name* begins with."""
        schema = self.schema_of(name)
        return {
            "real": 1,
            "schema": schema,
            "schema_id": self.id("schema", schema),
            "table_name": name.name,
            "table_id": self.id("relation", schema, name.name),
        }

    def relation(self, name: ObjectName, kind: str, table: ObjectName | None = None, **values: Any) -> None:
        """Add a table, view, index or sequence."""
        schema = self.schema_of(name)
        self.add(
            "_relation",
            real=1,
            schema=schema,
            schema_id=self.id("schema", schema),
            relation=name.name,
            relation_id=self.id("relation", schema, name.name),
            kind=kind,
            table_name=(table or name).name,
            table_id=self.id("relation", self.schema_of(table or name), (table or name).name),
            **values,
        )


def gather(schema: Schema, dialect: Dialect, default_schema: str) -> Contents:
    """Return all that is known for certain; what is opaque is left out."""
    from sqlgen.catalogue.keys import add_keys

    contents = Contents(schema, dialect, default_schema)
    _add_schemas(contents)
    _add_types(contents)
    for name, table in schema.tables.items():
        if schema.opaque_by(name) is not None:
            continue
        before = {shape: len(rows) for shape, rows in contents.rows.items()}
        try:
            _add_table(contents, table)
            add_keys(contents, table)
        except SqlgenError:
            contents.refused.append(name)
            for shape, rows in contents.rows.items():
                del rows[before[shape] :]
    for name, view in schema.views.items():
        if schema.opaque_by(name) is None:
            kind = (
                "materialized"
                if " MATERIALIZED " in f" {' '.join(view.sql.split()[:6]).upper()} "
                else "view"
            )
            contents.relation(
                name,
                kind,
                definition=view.sql,
                has_indexes=unknown("whether it has indexes"),
                columns=unknown("the columns of a view"),
                checks=0,
                type_id=contents.id("type", contents.schema_of(name), name.name),
            )
            # Its columns are those of a query, which is not evaluated.
            contents.add("_column", **{**contents.place(name), "real": 0}, relation_kind=kind)
    for name in schema.sequences:
        if schema.opaque_by(name) is None:
            _add_sequence(contents, name, None)
    for name, trigger in schema.triggers.items():
        if schema.opaque_by(trigger.table) is None:
            place = contents.place(trigger.table)
            trigger_id = contents.id("trigger", *name_of(trigger.table), name.name)
            contents.add(
                "_trigger", **place, trigger_name=name.name, trigger_id=trigger_id, definition=trigger.sql
            )
    for built_in, version in dialect.facts.catalogue.extensions.items():
        system = dialect.facts.catalogue.system_schemas[0]
        contents.add(
            "_extension",
            real=1,
            extension=built_in,
            version=version,
            schema=system,
            schema_id=contents.id("schema", system),
        )
    for extension in schema.extensions.values():
        within = extension.schema or default_schema
        contents.add("_extension", real=1, extension=extension.name, schema=within,
                     version=extension.version or unknown("the version of an extension"),
                     schema_id=contents.id("schema", within))  # fmt: skip
    for name in schema.routines:
        within = contents.schema_of(name)
        schema_id = contents.id("schema", within)
        contents.add("_routine", real=1, schema=within, schema_id=schema_id, routine=name.name)
    if dialect.facts.ddl.identifier_case == "upper":
        _shown_as_folded(contents)
    return contents


_NAMES = [
    "schema",
    "relation",
    "table_name",
    "column_name",
    "constraint_name",
    "index_name",
    "referred_schema",
    "referred_table",
    "referred_column",
    "referred_constraint",
    "trigger_name",
    "routine",
]


def _shown_as_folded(contents: Contents) -> None:
    """Write names as the server keeps them: lower case is how SQLAlchemy writes one that is not quoted."""
    preparer = contents.dialect.sqlalchemy.identifier_preparer

    def kept(name: str) -> str:
        if not name or name.startswith(UNKNOWN) or name != name.lower() or preparer.quote(name) != name:
            return name
        return name.upper()

    for rows in contents.rows.values():
        for row in rows:
            for column in _NAMES:
                if isinstance(row.get(column), str):
                    row[column] = kept(row[column])


def name_of(name: ObjectName) -> tuple[str, str]:
    """Return *name* as a key of ids."""
    return (name.schema or "", name.name)


def _add_schemas(contents: Contents) -> None:
    schema, facts = contents.schema, contents.dialect.facts.catalogue
    found = {contents.default_schema: None, **dict.fromkeys(facts.system_schemas)}
    for names in (schema.tables, schema.views, schema.enums, schema.sequences):
        found.update(dict.fromkeys(contents.schema_of(name) for name in names))
    found.update(dict.fromkeys(name.name for name in schema.schemas))
    for name in found:
        contents.add("_namespace", real=1, schema=name, schema_id=contents.id("schema", name))


def _add_types(contents: Contents) -> None:
    system = next(iter(contents.dialect.facts.catalogue.system_schemas), "")
    for type_name, facts in contents.dialect.facts.catalogue.types.items():
        if "id" not in facts:
            return
        _add_type(
            contents,
            system,
            type_name,
            facts["id"],
            "b",
            facts.get("category"),
            facts.get("length"),
            facts.get("array"),
        )
    for name in (*contents.schema.tables, *contents.schema.views):
        # A relation has the type of its rows.
        within = contents.schema_of(name)
        at = contents.id("relation", within, name.name)
        if contents.schema.opaque_by(name) is None:
            _add_type(contents, within, name.name, contents.id("type", within, name.name), "c", "C", -1,
                      contents.id("type", within, f"_{name.name}"), at)  # fmt: skip
    for enum in contents.schema.enums.values():
        if contents.schema.opaque_by(enum.name) is not None:
            continue
        within = contents.schema_of(enum.name)
        kind = "e" if enum.labels else "d"
        length: Any = 4 if enum.labels else unknown("the length of a domain")
        category = "E" if enum.labels else unknown("the category of a domain")
        type_id = contents.id("type", within, enum.name.name)
        array = contents.id("type", within, f"_{enum.name.name}")
        _add_type(contents, within, enum.name.name, type_id, kind, category, length, array)
        for at, label in enumerate(enum.labels, 1):
            contents.add(
                "_enum_label",
                real=1,
                schema=within,
                type_name=enum.name.name,
                type_id=type_id,
                label=label,
                # ALTER TYPE ... BEFORE takes a number between; the order is the same.
                position=float(at),
            )


def _add_type(
    contents: Contents,
    schema: str,
    name: str,
    type_id: int,
    kind: str,
    category: str | None,
    length: Any,
    array: int | None,
    relation: int = 0,
) -> None:
    place = {"real": 1, "schema": schema, "schema_id": contents.id("schema", schema)}
    contents.add(
        "_type",
        **place,
        type_name=name,
        type_id=type_id,
        kind=kind,
        category=category,
        element_id=0,
        array_id=array,
        relation_id=relation,
        length=length,
    )
    if array is None:
        return
    contents.add(
        "_type",
        **place,
        type_name=f"_{name}",
        type_id=array,
        kind="b",
        category="A",
        element_id=type_id,
        array_id=0,
        relation_id=0,
        length=-1,
    )


def _add_table(contents: Contents, table: Table) -> None:
    checks = len(table.checks)
    schema = contents.schema_of(table.name)
    contents.relation(
        table.name,
        "table",
        comment=table.comment,
        columns=unknown("the number of columns, among them dropped ones"),
        checks=checks,
        has_indexes=int(bool(table.indexes)) or unknown("whether it has indexes"),
        type_id=contents.id("type", schema, table.name.name),
    )
    for position, column in enumerate(table.columns, 1):
        contents.add("_column", **contents.place(table.name), **column_row(contents, table, column, position))
    for at, system in enumerate(contents.dialect.facts.catalogue.system_columns, 1):
        name, type_name = system.split()
        unsaid = unknown(f"of the system's column {name}")
        contents.add(
            "_column",
            **contents.place(table.name),
            relation_kind="table",
            column_name=name,
            position=-at,
            nullable=0,
            has_default=0,
            type_id=contents.dialect.facts.catalogue.types[type_name]["id"],
            **dict.fromkeys(("modifier", "type_length", "array_depth"), unsaid),
        )
    facts = contents.dialect.facts.ddl
    for column in table.columns:
        if "sequence" in facts.made_up_names and (column.autoincrement or column.identity):
            _add_own_sequence(contents, table, column)


def _add_own_sequence(contents: Contents, table: Table, column: Column) -> None:
    from sqlgen.reflection.made_up_names import sequence_of_column

    name = sequence_of_column(table, column, contents.schema, contents.dialect)
    owner = "identity" if column.identity else "column"
    _add_sequence(contents, ObjectName(name, table.name.schema), owner)
    contents.ids[("sequence of", *name_of(table.name), column.name)] = contents.id(
        "relation", contents.schema_of(table.name), name
    )


def _add_sequence(contents: Contents, name: ObjectName, owner: str | None) -> None:
    contents.relation(name, "sequence", checks=0, has_indexes=0, columns=3, type_id=0)
    within = contents.schema_of(name)
    contents.add(
        "_sequence",
        real=1,
        schema=within,
        schema_id=contents.id("schema", within),
        relation=name.name,
        relation_id=contents.id("relation", within, name.name),
        owned_by=owner,
    )
