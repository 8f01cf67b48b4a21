"""``history``, ``heads``, ``branches`` and ``show``: what the graph holds. Scripts are not run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sqlgen.cli.listings import Format, FormatOption, print_json
from sqlgen.cli.state import State
from sqlgen.cli.terminal import print_result

if TYPE_CHECKING:
    from sqlgen.history.listing import Listed

VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Tell all of each revision.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for function, examples in (
        (history, ("history", "history -r a1:head --format json", "history -v")),
        (heads, ("heads", "heads -v")),
        (branches, ("branches",)),
        (show, ("show head", "show pricing@head --format json")),
    ):
        epilog = "\n\n".join(["Examples:", *(f"sqlgen {example}" for example in examples)])
        app.command(function.__name__, epilog=epilog)(function)


def history(
    context: typer.Context,
    range_text: Annotated[
        str | None,
        typer.Option("--rev-range", "-r", help="List START:END only, START included.", metavar="RANGE"),
    ] = None,
    verbose: VerboseOption = False,
    format_: FormatOption = Format.text,
) -> None:
    """List the revisions, the newest first."""
    state: State = context.obj
    with state.faults():
        from sqlgen.history import listing

        found = listing.history(state.graph(state.project()), range_text)
        _print(found, verbose, format_, parents=True)


def heads(
    context: typer.Context,
    verbose: VerboseOption = False,
    resolve_dependencies: Annotated[
        bool, typer.Option("--resolve-dependencies", help="Leave out heads that another one depends on.")
    ] = False,
    format_: FormatOption = Format.text,
) -> None:
    """List the heads."""
    state: State = context.obj
    with state.faults():
        from sqlgen.history import listing

        found = listing.heads(state.graph(state.project()), effective=resolve_dependencies)
        _print(found, verbose, format_)


def branches(
    context: typer.Context, verbose: VerboseOption = False, format_: FormatOption = Format.text
) -> None:
    """List the revisions at which the history branches."""
    state: State = context.obj
    with state.faults():
        from sqlgen.history import listing

        found = listing.branches(state.graph(state.project()))
        if format_ is Format.json or verbose:
            _print(found, verbose, format_)
            return
        lines = []
        for branch in found:
            lines += [_line(branch, parents=True), *(f"  -> {child}" for child in branch.children)]
        print_result("".join(f"{line}\n" for line in lines))


def show(
    context: typer.Context,
    revision: Annotated[
        str,
        typer.Argument(
            metavar="REVISION", help="Id, beginning of one, head, branch@head ...", show_default=False
        ),
    ],
    format_: FormatOption = Format.text,
) -> None:
    """Tell all of a revision."""
    state: State = context.obj
    with state.faults():
        from sqlgen.history import listing

        _print(listing.show(state.graph(state.project()), revision), True, format_)


def _print(found: Sequence[Listed], verbose: bool, format_: Format, *, parents: bool = False) -> None:
    if format_ is Format.json:
        print_json([_values(one) for one in found])
        return
    print_result("".join(f"{_block(one) if verbose else _line(one, parents=parents)}\n" for one in found))


def _values(one: Listed) -> dict[str, Any]:
    return {
        "revision": one.revision.id,
        "down_revisions": list(one.parents),
        "depends_on": list(one.depends_on),
        "branch_labels": list(one.labels),
        "message": one.revision.message,
        "path": one.revision.where,
        "head": one.head,
        "branch_point": one.branch_point,
        "merge_point": one.merge_point,
    }


def _marks(one: Listed) -> str:
    marks = ""
    if one.labels:
        marks += f" ({', '.join(one.labels)})"
    if one.head:
        marks += " (head)" if one.effective_head else " (head, another depends on it)"
    if one.branch_point:
        marks += " (branchpoint)"
    if one.merge_point:
        marks += " (mergepoint)"
    return marks


def _line(one: Listed, *, parents: bool) -> str:
    before = f"{', '.join(one.parents) or '<base>'} -> " if parents else ""
    message = " ".join(one.revision.message.split())
    separator = ", " if message else ""
    return f"{before}{one.revision.id}{_marks(one)}{separator}{message}"


def _block(one: Listed) -> str:
    lines = [f"Rev: {one.revision.id}{_marks(one)}", f"Parent: {', '.join(one.parents) or '<base>'}"]
    if one.depends_on:
        lines.append(f"Depends on: {', '.join(one.depends_on)}")
    if one.children:
        lines.append(f"Followed by: {', '.join(one.children)}")
    lines.append(f"Path: {one.revision.where}")
    text = "\n".join(f"    {line}".rstrip() for line in one.revision.docstring.splitlines())
    return "\n".join(lines) + (f"\n\n{text}\n" if text else "\n")
