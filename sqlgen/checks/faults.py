"""What a history can have wrong about its own schema: one class a cause, with the line that caused it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlgen.errors import SqlgenError
from sqlgen.origin import Origin


class SchemaFault(SqlgenError):
    """A change that the server would refuse, because of what the history did before.

    *about* tells the fault from others: follow-ups of one cause have the same and are told once.
    """

    def __init__(self, what: str, origin: Origin, about: tuple[object, ...], hint: str | None = None) -> None:
        super().__init__(what, where=origin, hint=hint)
        self.about = about


class DoesNotExist(SchemaFault):
    """A table, column, index, constraint or type that is not there, or not any more."""


class ExistsAlready(SchemaFault):
    """What is to be made is there, or something else has its name."""


class BadForeignKey(SchemaFault):
    """A foreign key to what is not there, is no key, or is of another type."""


class StillUsed(SchemaFault):
    """What is to be dropped holds something up."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question for the nearest of *known*, or nothing."""
    import difflib

    near = difflib.get_close_matches(name, list(known), 1)
    return f'Did you mean "{near[0]}"?' if near else ""
