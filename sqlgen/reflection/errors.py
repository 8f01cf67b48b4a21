"""What a question about the schema is refused with; each says what is not known and the way out."""

from __future__ import annotations

from sqlgen.errors import SqlgenError
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName


class UnknownShape(SqlgenError):
    """A table, or a part of one, of which the replay does not know what the server would say."""

    def __init__(
        self, subject: ObjectName | str, why: str, *, where: Origin | None = None, hint: str | None = None
    ) -> None:
        super().__init__(
            f'what the server would say of "{subject}" is not known: {why}',
            where=where,
            hint=hint or "Give a baseline, so that the replay starts from what is there.",
        )
        self.subject = subject


class UnknownName(UnknownShape):
    """A constraint or index without a name, where the name that the server makes up cannot be told."""


class Unpredictable(UnknownShape):
    """A default, CHECK or expression that the server rewrites in a way that cannot be told for certain."""

    def __init__(self, subject: ObjectName | str, kind: str, sql: str, why: str) -> None:
        super().__init__(
            subject,
            f"it rewrites {kind} ({sql}), and {why}",
            hint="Do not ask for it, or write the expression as the server shows it.",
        )


class DatabasesOwn(UnknownShape):
    """Something that the history does not say, so that the database's own is taken."""

    def __init__(self, subject: ObjectName | str, what: str) -> None:
        super().__init__(
            subject,
            f"{what} is the database's own",
            hint=f"Say {what} in the script, or do not ask for it.",
        )
