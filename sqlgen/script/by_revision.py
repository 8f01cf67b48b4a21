"""A script divided into one for each of its revisions, each with a guard of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlgen.history.steps import RevisionStep
from sqlgen.script.guard import guard
from sqlgen.script.script import Script, Section
from sqlgen.script.version_table import VersionTable


def by_revision(script: Script) -> Iterator[tuple[RevisionStep, Script]]:
    """Yield each step of *script* with a script of its own.

    Each file is run in a session of its own, as each revision is live: what env.py executes before and
    behind the revisions stands in each.
    """
    for run in _runs(script.sections):
        first = True
        for section in run:
            step = section.step
            if step is None:
                continue
            start = [one for one in run if one.role == "start"]
            if not first:
                start = [_guard(script, step, one.version_table) for one in start if one.version_table]
            first = False
            before = [one for one in run if one.role == "before"]
            behind = [one for one in run if one.role == "behind"]
            sections = (*before, *start, section, *behind)
            yield step, replace(script, sections=sections, start=step.heads_before, end=step.heads_after)


def _runs(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Divide *sections* where env.py has begun anew, as for another schema of the same database."""
    run: list[Section] = []
    for section in sections:
        if section.role in ("before", "start") and any(one.step is not None for one in run):
            yield run
            run = []
        run.append(section)
    if run:
        yield run


def _guard(script: Script, step: RevisionStep, table: VersionTable) -> Section:
    if not script.guarded:
        return Section(None, (), role="start")
    halting = guard(table, step.heads_before, step.heads_after, script.direction, script.dialect)
    return Section(None, tuple(halting), role="start", version_table=table)
