"""A script divided into one for each of its revisions, each with a guard of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlgen.history.steps import RevisionStep
from sqlgen.script.guard import guarded
from sqlgen.script.script import Script, Section


def by_revision(script: Script) -> Iterator[tuple[RevisionStep, Script]]:
    """Yield each step of *script* with a script of its own.

    Each file is run in a session of its own, as each revision is live: what env.py executes before and
    behind the revisions stands in each.
    """
    for run in _runs(script.sections):
        for section in run:
            step = section.step
            if step is None:
                continue
            before = [one for one in run if one.role == "before"]
            behind = [one for one in run if one.role == "behind"]
            table = next((one.version_table for one in run if one.version_table), script.version_table)
            alone = replace(
                script,
                sections=(*before, section, *behind),
                start=step.heads_before,
                end=step.heads_after,
                version_table=table,
            )
            yield step, guarded(alone)


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
