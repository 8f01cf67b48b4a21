"""``lint`` and ``explain``: what a range would do to a running server, and what a rule is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sqlgen.cli.dialects import DialectsDirOption
from sqlgen.cli.script import (
    DataReadsOption,
    DialectOption,
    NoCheckOption,
    NoEnvOption,
    RangeArgument,
    UnknownChoice,
    VersionOption,
)
from sqlgen.cli.state import State
from sqlgen.cli.terminal import print_result

if TYPE_CHECKING:
    from sqlgen.compiler import Target
    from sqlgen.project.project import Project
    from sqlgen.project.settings import DataReads
    from sqlgen.report.finding import Finding


class Form(StrEnum):
    """The forms of a report."""

    text = "text"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"
    sarif = "sarif"
    json = "json"


class Level(StrEnum):
    """The mildest finding that makes the command fail."""

    error = "error"
    warning = "warning"
    info = "info"
    off = "off"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for function, examples in (
        (
            lint,
            (
                "lint a1:head",
                "lint head-1:head -d postgresql -d mysql --format github",
                "lint a1:b2 --format sarif -o lint.sarif",
            ),
        ),
        (explain, ("explain", "explain L101")),
    ):
        epilog = "\n\n".join(["Examples:", *(f"sqlgen {example}" for example in examples)])
        app.command(function.__name__, epilog=epilog)(function)


def lint(
    context: typer.Context,
    range_text: RangeArgument,
    dialect: DialectOption = None,
    server_version: VersionOption = None,
    form: Annotated[Form, typer.Option("--format", help="How the findings are written.")] = Form.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the findings to this file.")
    ] = None,
    fail_on: Annotated[
        Level | None,
        typer.Option(
            "--fail-on",
            help="The mildest finding that makes the exit code 1; without it: what the configuration says.",
            show_default=False,
        ),
    ] = None,
    downgrade: Annotated[
        bool, typer.Option("--downgrade", help="Judge the way back from START to END.")
    ] = False,
    no_env: NoEnvOption = False,
    no_check: NoCheckOption = False,
    data_reads: DataReadsOption = None,
    dialects_dir: DialectsDirOption = None,
) -> None:
    """Judge what the script of START to END would do to a server in use: locks, rewrites, lost data.

    Exit codes: 0, nothing as grave as --fail-on; 1, findings; 2, a range that cannot be compiled.
    """
    state: State = context.obj
    with state.faults():
        project = state.project()
        if no_env:
            project = replace(project, use_env=False)
        reads = _data_reads(data_reads)
        targets = [
            _target(name, server_version, dialects_dir, no_check=no_check, data_reads=reads)
            for name in dict.fromkeys(dialect or project.dialects[:1] or (None,))
        ]
        findings = _findings(state, project, range_text, targets, downgrade=downgrade)
        _write(findings, project, form, output)
        if _fails(findings, fail_on.value if fail_on is not None else project.lint.fail_on):
            raise typer.Exit(1)


def _data_reads(asked: str | None) -> DataReads | None:
    match asked:
        case None | "refuse" | "empty" | "split":
            return asked
    raise UnknownChoice(f"--data-reads {asked} is none of refuse, empty and split")


def _target(
    name: str | None,
    server_version: str | None,
    dialects_dir: Path | None,
    *,
    no_check: bool,
    data_reads: DataReads | None,
) -> Target:
    """Return what to judge for, with paths that stay right in another current folder.

    Raises: UnknownDialect, BadServerVersion, BadDialectFile.
    """
    from sqlgen.compiler import Target
    from sqlgen.dialect import MANIFEST, load_dialect

    if name is not None:
        load_dialect(name, server_version, dialects_dir)
        if (Path(name) / MANIFEST).is_file():
            name = str(Path(name).absolute())
    folder = dialects_dir.absolute() if dialects_dir is not None else None
    return Target(name, server_version, folder, check=False if no_check else None, data_reads=data_reads)


def _findings(
    state: State, project: Project, range_text: str, targets: Sequence[Target], *, downgrade: bool
) -> list[Finding]:
    """Return the findings for all *targets*, each with its dialect where there are several."""
    from sqlgen.cli.terminal import result_only
    from sqlgen.lint.run import lint_range

    graph = state.graph(project)
    findings = []
    for target in targets:
        with result_only():
            found = lint_range(
                project, range_text, target, direction="downgrade" if downgrade else "upgrade", graph=graph
            )
        several = len(targets) > 1
        findings += [replace(f, message=f"{target.dialect}: {f.message}") if several else f for f in found]
    return findings


def _write(findings: Sequence[Finding], project: Project, form: Form, output: Path | None) -> None:
    from sqlgen.report.finding import rebased, repository_of
    from sqlgen.report.formats import FROM_REPOSITORY, writer

    if form.value in FROM_REPOSITORY:
        findings = rebased(findings, project.root, repository_of(project.root))
    text = writer(form.value)(findings)
    if output is None:
        print_result(text)
        return
    from sqlgen.cli.output import write_files

    write_files({output: text})


def _fails(findings: Sequence[Finding], fail_on: str) -> bool:
    """Tell whether one of *findings* is as grave as *fail_on*."""
    levels = [level.value for level in Level]
    grave = levels[: levels.index(fail_on) + 1]
    return fail_on != "off" and any(finding.severity.value in grave for finding in findings)


def explain(
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="A rule, such as L101; without it, all are listed.", show_default=False
        ),
    ] = None,
) -> None:
    """Tell what a rule of lint is about, what is exempt from it, and the safer way on each engine."""
    state: State = context.obj
    with state.faults():
        from sqlgen.lint.explain import listed, told

        print_result(told(code) if code is not None else listed())
