"""What can go wrong while env.py and the revision scripts run."""

from __future__ import annotations

import re
from pathlib import PurePath

from sqlgen.errors import SqlgenError
from sqlgen.origin import Origin


class CommandError(Exception):
    """``alembic.util.CommandError``: what scripts and env.py raise to give up, and catch."""


class ScriptFailed(SqlgenError):
    """A revision script raised an exception of its own."""

    def __init__(self, origin: Origin, error: BaseException, *, hint: str | None = None) -> None:
        super().__init__(f"the script {_what_happened(origin, error)}", where=origin, hint=hint)


def _what_happened(origin: Origin, error: BaseException) -> str:
    text = str(error).strip().split("\n(Background on this error")[0]
    if isinstance(error, SyntaxError) and PurePath(error.filename or "").name == PurePath(origin.path).name:
        return f"does not parse as Python: {error.msg}"
    if isinstance(error, SystemExit):
        return f"called sys.exit({'' if error.code is None else repr(error.code)})"
    if isinstance(error, ImportError) and error.path is not None:
        # Where the module lies on this machine.
        text = text.removesuffix(f" ({error.path})")
    if isinstance(error, TypeError):
        # The function's name as scripts know it, not the class of ours that holds it.
        text = _CALL.sub("", text)
    return f"raised {type(error).__name__}" + (f": {text}" if text else "")


_CALL = re.compile(r"^(?:\w+\.)+(?=\w+\(\) (?:missing|got|takes) )")


def misfit(error: BaseException) -> bool:
    """Return whether *error* says that a call's arguments do not fit the function."""
    return (
        isinstance(error, TypeError)
        and re.match(r"(?:\w+\.)*\w+\(\) (?:missing|got|takes) ", str(error)) is not None
    )


class MissingFunction(SqlgenError):
    """A revision script without the function that the range runs."""

    def __init__(self, origin: Origin, name: str) -> None:
        super().__init__(
            f"the script has no {name}()",
            where=origin,
            hint="Write one; its body is pass where there is nothing to do.",
        )


class MissingObject(SqlgenError):
    """``module:attribute`` in the settings names what the module does not have."""


class NotAnEngine(SqlgenError):
    """``redirect_engines`` names an object that leads to no database."""


class MissingModule(SqlgenError):
    """A script or env.py imports a module that cannot be found."""

    def __init__(self, origin: Origin, name: str) -> None:
        super().__init__(
            f'it imports "{name}", which is not installed or not on the path',
            where=origin,
            hint="If it is the application's own, set prepend_sys_path (for instance: prepend_sys_path = .) "
            "in alembic.ini or sqlgen.toml, relative to that file; else install it beside sqlgen.",
        )
        self.name = name


class EnvironmentFailed(SqlgenError):
    """env.py raised, or did not get as far as running the migrations."""


def on_one_line(sql: str) -> str:
    """Return *sql* as messages show it: on one line, cut where it is long."""
    line = " ".join(sql.split())
    return line if len(line) <= 100 else line[:97] + "..."


class NeedsDatabase(SqlgenError):
    """A question that only a database can answer."""

    def __init__(self, origin: Origin, question: str, *, why: str = "", hint: str | None = None) -> None:
        super().__init__(
            f"the script asks the database: {question}" + (f": {why}" if why else ""),
            where=origin,
            hint=hint
            or "sqlgen has no database. Write it as one set-based statement (INSERT ... SELECT, UPDATE ... "
            "FROM); or --data-reads empty, where no row can match; or --data-reads split, which leaves this "
            "revision to be run live between two scripts.",
        )
        self.question = question


class AbortsTransaction(SqlgenError):
    """What the server certainly refuses, in a script that goes on where the server would not."""

    def __init__(self, origin: Origin, fault: SqlgenError, title: str) -> None:
        super().__init__(
            f"{title} would refuse this, and whatever follows in the same transaction, though the script "
            f"catches the error: {fault.what}",
            where=origin,
            hint="Ask before: sa.inspect(op.get_bind()), if_exists=True. Or try it in a savepoint: "
            "with op.get_bind().begin_nested().",
        )


def own_connection(origin: Origin, place: str) -> NeedsDatabase:
    """Return the error for a connection that a script opens to *place* by itself."""
    return NeedsDatabase(
        origin,
        f"a connection of its own to {place}",
        hint="Use op.get_bind(), which is answered; or name the engine, or the function that gives it, in "
        'sqlgen.toml: redirect_engines = ["module:attribute"]. Where the script works on another database '
        "or on files: --data-reads split, which leaves this revision to be run live between two scripts.",
    )


class BadDirective(SqlgenError):
    """An op. call with arguments that make no sense."""


class UnknownDirective(SqlgenError):
    """An op. name that neither Alembic nor a plugin defines."""


class NotInBatch(SqlgenError, AttributeError):
    """A directive that ``batch_op`` does not have, though ``op`` does."""

    def __init__(self, directive: str, origin: Origin | None) -> None:
        super().__init__(
            f"a batch has no {directive}()",
            where=origin,
            hint=f"Say op.{directive}(...) before or after the batch.",
        )
