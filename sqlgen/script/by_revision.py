"""A script divided into one for each of its revisions, each with a guard of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.history.steps import RevisionStep
from sqlgen.script.guard import guard
from sqlgen.script.script import Script, Section


def by_revision(script: Script) -> Iterator[tuple[RevisionStep, Script]]:
    """Yield each step of *script* with a script of its own; what stands before the first is part of that."""
    preamble: tuple[Section, ...] | None = tuple(s for s in script.sections if s.step is None)
    for section in script.sections:
        step = section.step
        if step is None:
            continue
        before, after = step.heads_before, step.heads_after
        if preamble is None and script.guarded:
            halting = guard(script.version_table, before, after, script.direction, script.dialect)
            preamble = (Section(None, tuple(halting)),)
        yield step, replace(script, sections=(*(preamble or ()), section), start=before, end=after)
        preamble = None
