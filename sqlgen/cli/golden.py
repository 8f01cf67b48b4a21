"""``golden check`` and ``golden update``: expected scripts compared with today's, and accepted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sqlgen.cli.golden_lock import lock, locked, refuse_in_ci
from sqlgen.cli.state import State
from sqlgen.cli.terminal import colourful, print_result, result_only
from sqlgen.errors import SqlgenError

if TYPE_CHECKING:
    from sqlgen.golden.matrix import Matrix
    from sqlgen.golden.outcome import Outcome
    from sqlgen.report.finding import Finding

FINDINGS = 1
_DIFF_LINES = 40


class ReportFormat(StrEnum):
    """How findings are written."""

    text = "text"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"
    sarif = "sarif"
    json = "json"


class Only(StrEnum):
    """Which verdicts are accepted."""

    cosmetic = "cosmetic"
    equivalent = "equivalent"
    different = "different"
    missing = "missing"
    stale = "stale"


class NobodyAsked(SqlgenError):
    """There is no terminal to ask on."""

    def __init__(self) -> None:
        super().__init__(
            "nobody can be asked whether to accept: standard input is no terminal",
            hint="Look at the diff above, then add --yes.",
        )


ProcessesOption = Annotated[
    int | None,
    typer.Option(
        "--processes", min=1, metavar="N", help="How many processes compile; without it, one a processor."
    ),
]
FreezeOption = Annotated[
    bool,
    typer.Option(
        "--freeze",
        help="Pin clock, UUIDs and chance while revisions run, as freeze = true in the matrix does for all.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Golden files: expected scripts under review.", no_args_is_help=True)
    for function, examples in (
        (check, ("golden check", "golden check --format github")),
        (
            update,
            ("golden update", "golden update --only cosmetic --yes", "golden update --accept golden/shop"),
        ),
        (lock, ("golden lock", "golden lock --accept a1")),
    ):
        epilog = "\n\n".join(["Examples:", *(f"sqlgen {example}" for example in examples)])
        group.command(function.__name__, epilog=epilog)(function)
    app.add_typer(group, name="golden")


def check(
    context: typer.Context,
    format_: Annotated[
        ReportFormat, typer.Option("--format", help="How the findings are written.")
    ] = ReportFormat.text,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the findings there, and text to stdout."),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff/--no-diff", help="Show what differs in each file.")] = True,
    twice: Annotated[
        bool,
        typer.Option(
            "--twice/--once",
            help="Compile a second time, with another clock, other UUIDs, chance and variables, and say what "
            "comes out otherwise.",
        ),
    ] = True,
    freeze: FreezeOption = False,
    processes: ProcessesOption = None,
) -> None:
    """Compile the golden matrix and compare each file with the accepted one; exit 1 where one differs."""
    state: State = context.obj
    with state.faults():
        from sqlgen.golden.released import check_history
        from sqlgen.report.finding import Severity

        matrix, outcomes = _checked(state, processes, freeze)
        others = check_history(matrix)
        if twice:
            from sqlgen.golden.twice import check_twice

            with result_only():
                others += check_twice(matrix, outcomes, processes=processes)
        if output is not None:
            output.write_text(_report(matrix, outcomes, others, format_), encoding="utf-8", newline="\n")
        if output is not None or format_ is ReportFormat.text:
            from sqlgen.report.text import text

            lines = list(_text(matrix, outcomes, diff))
            print_result(text(others) + "".join(f"{line}\n" for line in lines))
        else:
            print_result(_report(matrix, outcomes, others, format_))
        broken = any(one.severity is not Severity.INFO for one in others)
        if broken or not all(outcome.clean for outcome in outcomes):
            raise typer.Exit(FINDINGS)


def update(
    context: typer.Context,
    only: Annotated[
        list[Only] | None,
        typer.Option("--only", metavar="VERDICT", help="Accept these verdicts only; may be repeated."),
    ] = None,
    accept: Annotated[
        list[Path] | None,
        typer.Option("--accept", metavar="PATH", help="Accept this file, or folder, only; may be repeated."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also in CI.")] = False,
    freeze: FreezeOption = False,
    processes: ProcessesOption = None,
) -> None:
    """Show what differs from the accepted files, ask, and write what is accepted; stale files go."""
    state: State = context.obj
    with state.faults():
        from sqlgen.golden.update import accept as write
        from sqlgen.golden.update import chosen

        refuse_in_ci(force)
        matrix, outcomes = _checked(state, processes, freeze)
        wanted = chosen(
            outcomes, only=[one.value for one in only or ()], paths=accept or (), root=matrix.root
        )
        for outcome in wanted:
            print_result("".join(f"{line}\n" for line in (*_shown(outcome, None), "")))
        if wanted and not yes and not _agreed(len(wanted)):
            print_result("nothing was accepted\n")
            raise typer.Exit(FINDINGS)
        changed = write(matrix, outcomes, wanted)
        left = sum(not outcome.clean for outcome in outcomes) - len(wanted)
        if not left:
            locked(matrix, ())
        print_result("".join(f"wrote {path}\n" for path in changed if (matrix.root / path).is_file()))
        print_result("".join(f"removed {path}\n" for path in changed if not (matrix.root / path).is_file()))
        print_result(f"{len(wanted)} of {len(outcomes)} goldens accepted, {left} still differ\n")
        if advice := _attributes(matrix):
            typer.echo(advice, err=True)


def _checked(state: State, processes: int | None, freeze: bool) -> tuple[Matrix, list[Outcome]]:
    from sqlgen.cli.memory import seldom_collected
    from sqlgen.golden.check import check as compiled
    from sqlgen.golden.matrix import frozen, load_matrix

    with result_only(), seldom_collected():
        matrix = load_matrix(
            state.directory, config=state.config, section=state.name, x_arguments=state.x_arguments
        )
        matrix = frozen(matrix) if freeze else matrix
        return matrix, compiled(matrix, processes=processes)


def _text(matrix: Matrix, outcomes: Sequence[Outcome], diff: bool) -> Iterator[str]:
    from sqlgen.golden.show import table

    for outcome in outcomes:
        if not outcome.clean:
            yield from _shown(outcome, _DIFF_LINES if diff else 0)
            yield ""
    yield from table(matrix, outcomes)
    if not all(outcome.clean for outcome in outcomes):
        yield "Are these meant? Read them as a DBA would, then: sqlgen golden update"


def _shown(outcome: Outcome, most: int | None) -> Iterator[str]:
    from sqlgen.golden.show import diff, paragraph

    bold = "\x1b[1m{}\x1b[0m" if colourful(sys.stdout) else "{}"
    for number, line in enumerate(paragraph(outcome)):
        yield bold.format(line) if not number else line
    if most != 0:
        yield from (_coloured(line) for line in diff(outcome, most=most))


def _coloured(line: str) -> str:
    if not colourful(sys.stdout):
        return line
    colour = {"+": "32", "-": "31", "@": "36"}.get(line[:1])
    return f"\x1b[{colour}m{line}\x1b[0m" if colour else line


def _report(
    matrix: Matrix, outcomes: Sequence[Outcome], history: Sequence[Finding], format_: ReportFormat
) -> str:
    from sqlgen.golden.findings import findings
    from sqlgen.report.finding import rebased, repository_of
    from sqlgen.report.formats import FROM_REPOSITORY, writer

    found = [*findings(matrix, outcomes), *history]
    if format_.value in FROM_REPOSITORY:
        found = rebased(found, matrix.root, repository_of(matrix.root))
    clean = [outcome.path for outcome in outcomes if outcome.clean]
    return writer(format_.value, clean)(found)


def _agreed(count: int) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise NobodyAsked
    return typer.confirm(f"Accept {count} {'file' if count == 1 else 'files'}?")


def _attributes(matrix: Matrix) -> str | None:
    """Return what to tell about line ends, where no .gitattributes says anything of the goldens."""
    from sqlgen.report.finding import repository_of

    top = repository_of(matrix.root)
    for folder in (matrix.folder, *matrix.folder.parents):
        file = folder / ".gitattributes"
        if file.is_file() and (folder == matrix.folder or matrix.folder.name in file.read_text("utf-8")):
            return None
        if folder == top:
            break
    pattern = f"{matrix.folder.relative_to(top).as_posix()}/**"
    return f'Keep Git from changing line ends: echo "{pattern} -text" >> .gitattributes'
