"""A finished statement: its text without terminator, where it comes from, and how it must be run."""

from __future__ import annotations

from enum import Enum

from sqlgen.origin import Origin
from sqlgen.values import dataclass


class Kind(Enum):
    """What a statement is for."""

    DDL = "ddl"
    DML = "dml"
    VERSION = "version"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, or one batch that cannot be divided.

    *sql* has no terminator and no trailing blank. *description* is for the DBA: ``orders.price: INTEGER ->
    NUMERIC(10, 2)``. *transactional* False: it must run outside a transaction. *block*: its body holds
    semicolons of its own (a procedure, a trigger), so clients need to be told where it ends.
    """

    sql: str
    origin: Origin
    kind: Kind = Kind.DDL
    description: str = ""
    transactional: bool = True
    block: bool = False
    rebuilds: bool = False
    """Part of a table made anew: the script's frame switches foreign keys off and checks them at the end."""
    comment: str | None = None
    """Text printed as a comment above it, for instance the original of a transpiled statement."""
