"""The numbers that a server gives to new rows."""

from __future__ import annotations

from sqlgen.facts import RowsFacts
from sqlgen.rows.embedded import Embedded
from sqlgen.rows.state import TableRows
from sqlgen.schema import Table


def first_of_statement(rows: TableRows, facts: RowsFacts, embedded: Embedded) -> int | None:
    """Return the number that the next row gets, or None where it cannot be told.

    Under ``highest`` the greatest key that is there counts, else what was given out before.
    """
    numbered = rows.numbered
    if numbered is None or facts.numbering != "highest":
        return rows.next_key
    return rows.next_key if keeps_numbers(rows.table) else above_highest(rows, embedded)


def keeps_numbers(table: Table) -> bool:
    """Tell whether numbers are given out only once, also where ``highest`` counts elsewhere."""
    return any(option.endswith("_autoincrement") and value for option, value in table.options)


def above_highest(rows: TableRows, embedded: Embedded) -> int | None:
    """Return the number above the greatest key that is there, or None where it cannot be told."""
    numbered = rows.numbered
    if numbered is None or numbered.name in rows.unknowable:
        return None
    found = embedded.run(f"SELECT max(c{rows.at(numbered.name)}) FROM {rows.stored}")
    highest: int = found[0][0] or 0
    return highest + 1


def after_explicit(value: int | None, next_key: int | None, facts: RowsFacts) -> int | None:
    """Return the next number after a row whose key was given."""
    if next_key is None:
        return None
    if facts.numbering == "sequence":
        return next_key
    return max(next_key, value + 1) if value is not None else None


def after_query(next_key: int | None, facts: RowsFacts, numbered: bool) -> int | None:
    """Return the next number after INSERT ... SELECT; some engines reserve more than they need."""
    return None if numbered and facts.query_leaves_gaps else next_key


def after_conflicts(next_key: int | None, facts: RowsFacts, numbered: bool) -> int | None:
    """Return the next number after an INSERT that leaves out rows; some engines number these, too."""
    return None if numbered and facts.numbering == "highest_ever" else next_key
