"""The facts of `facts_read` as the engines without schemas tell them."""

from __future__ import annotations

import re

from sqlgen.dialect import Dialect
from sqlgen.schema import Check, ForeignKey, PrimaryKey, Schema, Unique
from tests.raw_sql import facts_read


def of_sqlite(schema: Schema, dialect: Dialect, spelled: facts_read.TypeSpeller) -> list[str]:
    """Return the facts; constraints have no names there, and numbering is no default."""
    found = []
    for fact in facts_read.facts(schema, dialect, spelled):
        kind = fact.split()[0]
        if kind in ("column", "index", "table", "view", "trigger") or fact.startswith("unique index"):
            found.append(re.sub(r" SERIAL$", "", fact))
    for name, table in schema.tables.items():
        if {"TEMP", "TEMPORARY"} & set(table.prefixes):
            continue
        for constraint in table.constraints:
            columns = ",".join(constraint.columns)
            match constraint:
                case PrimaryKey():
                    found.append(f"primary key {name} ({columns})")
                case Unique():
                    found.append(f"unique {name} ({columns})")
                case ForeignKey():
                    referred = f"to {constraint.referred} ({','.join(constraint.referred_columns)})"
                    actions = f"{constraint.ondelete or ''}/{constraint.onupdate or ''}"
                    found.append(f"foreign key {name} ({columns}) {referred} {actions}")
        found.append(f"checks {name} {sum(isinstance(c, Check) for c in table.constraints)}")
    return sorted(found)


def of_mariadb(schema: Schema, dialect: Dialect, spelled: facts_read.TypeSpeller) -> list[str]:
    """Return the facts; a unique index is a unique constraint there, a key has no name."""
    found = []
    for told in facts_read.facts(schema, dialect, spelled):
        fact = told
        if fact.startswith("primary key"):
            fact = re.sub(r"^(primary key \S+) \S+ ", r"\1 ", fact)
        elif fact.startswith(("unique index", "index")):
            fact = re.sub(r"^unique index", "unique", fact).rpartition(")")[0] + ")"
        elif fact.startswith("foreign key"):
            fact = fact.replace("RESTRICT", "")
        found.append(fact)
    for name, table in schema.tables.items():
        # A CHECK of a column is known by the column's name.
        own = [c.columns[0] for c in table.checks if c.of_column and c.name is None]
        found = [fact for fact in found if fact != f"check {name} None"] + [f"check {name} {c}" for c in own]
        for column in table.columns:
            if column.on_update is not None:
                found = [_with_on_update(fact, f"column {name} ", f" {column.name} ") for fact in found]
    return sorted(found)


def _with_on_update(fact: str, start: str, column: str) -> str:
    if not (fact.startswith(start) and column in fact):
        return fact
    head, mark, comment = fact.partition(" -- ")
    return f"{head} ON UPDATE{mark}{comment}"


def without_indexes_of_foreign_keys(server: list[str], ours: list[str]) -> list[str]:
    """The server makes an index for a foreign key that has none; it is no object of the script's."""
    # Those of the starting tables' keys stay when the keys go.
    columns = {"fk_author", "book_id"}
    columns |= {fact.split()[3] if fact.startswith("foreign key") else "" for fact in server}
    listed = {found[1] for fact in server if (found := re.match(r"foreign key \S+ \S+ (\(\S+\))", fact))}
    kept = set(ours)
    return [
        fact
        for fact in server
        if fact in kept
        or not fact.startswith("index ")
        or not (fact.split()[2] in columns or fact.split()[3] in listed)
    ]
