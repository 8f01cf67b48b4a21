"""``golden lock``: which revisions are released, written down."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from sqlgen.cli.state import State
from sqlgen.cli.terminal import print_result
from sqlgen.errors import SqlgenError

if TYPE_CHECKING:
    from sqlgen.golden.matrix import Matrix


class NotInCI(SqlgenError):
    """Goldens and the lock are written by people who have read what changes."""

    def __init__(self) -> None:
        super().__init__(
            "goldens are accepted by people who have read them, and this is CI (the variable CI is set)",
            hint="Run it on your machine and commit what it writes; --force does it all the same.",
        )


def refuse_in_ci(force: bool) -> None:
    """Raise NotInCI where the variable CI is set, unless *force*."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false") and not force:
        raise NotInCI


def lock(
    context: typer.Context,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="REVISION",
            help="Take this released revision as it is now, edited, removed or moved; may be repeated.",
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Take every revision as it is now, released or not.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also in CI.")] = False,
) -> None:
    """Lock the revisions that are new; a released one that was changed only where that is accepted."""
    state: State = context.obj
    with state.faults():
        from sqlgen.golden.matrix import load_matrix
        from sqlgen.golden.released import check_history
        from sqlgen.report.finding import Severity
        from sqlgen.report.text import text

        refuse_in_ci(force)
        matrix = load_matrix(
            state.directory, config=state.config, section=state.name, x_arguments=state.x_arguments
        )
        locked(matrix, None if all_ else tuple(accept or ()))
        left = [one for one in check_history(matrix) if one.severity is Severity.ERROR]
        print_result(text(left))
        if left:
            raise typer.Exit(1)


def locked(matrix: Matrix, accepted: tuple[str, ...] | None) -> None:
    """Write the lock with all new revisions, and say so; *accepted*: see `new_lock`."""
    from sqlgen.golden.released import write_new_lock

    for path in write_new_lock(matrix, accepted):
        print_result(f"wrote {path}\n")
