"""What cannot be written in a dialect, or not without knowing more."""

from __future__ import annotations

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName, Unread


class UnsupportedOperation(SqlgenError):
    """The dialect has no such thing."""

    def __init__(self, what: str, dialect: Dialect, origin: Origin, nearest: str = "") -> None:
        super().__init__(
            f"{dialect.title} cannot {what}",
            where=origin,
            hint=f"The nearest that it has: {nearest}." if nearest else None,
        )
        self.dialect = dialect.name


GIVE_BASELINE = (
    'Give the schema that the history starts from, once: baseline = "schema.sql" or '
    'baseline = "app.models:Base.metadata" in sqlgen.toml.'
)
SAY_WHAT_IS_TOUCHED = (
    "If that statement leaves the table as it was, say so in a comment in it: -- sqlgen: touches nothing, "
    "or -- sqlgen: touches other_table."
)
MAKE_ANEW = (
    "Else write it as plain CREATE and ALTER statements; a table dropped and made anew is known again."
)

MEND_THE_REVISION = (
    "Mend that revision, so that it can be replayed, or say here what has to be known (existing_type, ...)."
)


class ShapeNeeded(SqlgenError):
    """A statement needs to know a table that the history never created, or that raw SQL changed unread."""

    def __init__(self, table: ObjectName, why: str, origin: Origin, *, unread: Unread | None = None) -> None:
        cause, hint = "no revision creates it", GIVE_BASELINE
        if unread is not None:
            cause = f"{unread.reason} ({unread.origin})"
            hint = MEND_THE_REVISION if unread.failed else f"{SAY_WHAT_IS_TOUCHED} {MAKE_ANEW}"
        super().__init__(
            f'{why}, and the shape of table "{table}" is not known: {cause}', where=origin, hint=hint
        )
        self.table = table


class UnknownColumn(SqlgenError):
    """A known table has no such column."""

    def __init__(self, table: ObjectName, column: str, known: tuple[str, ...], origin: Origin) -> None:
        import difflib

        near = difflib.get_close_matches(column, known, 1)
        guess = f' Did you mean "{near[0]}"?' if near else ""
        super().__init__(
            f'table "{table}" has no column "{column}" at this point',
            where=origin,
            hint=f"Its columns: {', '.join(known)}.{guess}",
        )


class UnknownConstraint(SqlgenError):
    """A constraint that has to be found, and is not there or not the only one."""


class NotKnownHere(SqlgenError):
    """Something that the script leaves out and that the schema cannot tell."""
