"""A range in parts: scripts, and between them the revisions that must be run live because they read rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlgen.errors import SqlgenError
from sqlgen.history.plan import Plan
from sqlgen.history.steps import RevisionStep
from sqlgen.origin import Origin
from sqlgen.replay.errors import NeedsDatabase
from sqlgen.script.script import LiveStep, Script

Compile = Callable[[Plan], list[Script]]


class NothingToSplit(SqlgenError):
    """Every revision of the range must be run live."""


def in_parts(plan: Plan, compile_plan: Compile) -> list[Script]:
    """Return the scripts of *plan*, divided at each revision that asks for rows nobody knows offline.

    A script that is followed by such a revision says so, and the next runs only where that has been run.
    Raises: NothingToSplit, and what *compile_plan* raises for other reasons.
    """
    parts: list[list[Script]] = []
    rest: Plan | None = plan
    while rest is not None and rest.steps:
        try:
            parts.append(compile_plan(rest))
            break
        except SqlgenError as error:
            number, needs = _asking(rest, error)
            if number is None or needs is None:
                raise
        live = _live(rest.steps[number], needs)
        parts.append(_before(rest, number, live, compile_plan))
        rest = _after(rest, number)
    if not any(script.sections for part in parts for script in part):
        raise NothingToSplit(
            "every revision of the range reads rows, so nothing is left for a script",
            hint=f"Run it live: alembic {plan.direction} {plan.range_text.rpartition(':')[2]}",
        )
    count = len(parts)
    return [
        replace(script, part=(number, count)) if count > 1 else script
        for number, part in enumerate(parts, 1)
        for script in part
    ]


def _asking(plan: Plan, error: SqlgenError) -> tuple[int | None, NeedsDatabase | None]:
    """Return the number of the step that asked, and what; None where *error* has another cause, too."""
    faults = getattr(error, "errors", (error,))
    asked = [fault for fault in faults if isinstance(fault, NeedsDatabase)]
    if len(asked) != len(faults) or not asked:
        return None, None
    where = asked[0].where
    revision = where.revision if isinstance(where, Origin) else None
    numbers = [number for number, step in enumerate(plan.steps) if step.revision.id == revision]
    return (numbers[0], asked[0]) if numbers else (None, None)


def _before(plan: Plan, number: int, live: LiveStep, compile_plan: Compile) -> list[Script]:
    """Return the scripts of the steps before *number*, each with *live* at its end."""
    step = plan.steps[number]
    before = replace(
        plan,
        end=step.heads_before,
        steps=plan.steps[:number],
        range_text=_text(plan.start, step.heads_before),
    )
    return [replace(script, live=live) for script in compile_plan(before)]


def _after(plan: Plan, number: int) -> Plan | None:
    step = plan.steps[number]
    steps = plan.steps[number + 1 :]
    if not steps:
        return None
    return replace(plan, start=step.heads_after, steps=steps, range_text=_text(step.heads_after, plan.end))


def _text(start: tuple[str, ...], end: tuple[str, ...]) -> str:
    return f"{','.join(start) or 'base'}:{','.join(end) or 'base'}"


def _live(step: RevisionStep, needs: NeedsDatabase) -> LiveStep:
    if step.direction == "downgrade":
        command = f"alembic downgrade {', '.join(step.to) or 'base'}"
    else:
        command = f"alembic upgrade {step.revision.id}"
    return LiveStep(step.revision.id, step.revision.message, command, str(needs.where), needs.question)
