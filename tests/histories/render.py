"""Run by the interpreter of a history's own environment: renders the leading part, tells of it as JSON.

    python render.py PROJECT DIALECT SCRIPT [--reads POLICY] [--range START:END] [--down]

SCRIPT is written where anything was rendered.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import Literal

from sqlgen.compiler import Target, compile_range, load_graph
from sqlgen.errors import SqlgenError
from sqlgen.history.plan import plan_downgrade, plan_upgrade
from sqlgen.project import find_project

Direction = Literal["upgrade", "downgrade"]


def main() -> None:
    """Print {revisions, rendered, until, stopped, fault, paths, stops, assumed}.

    *until*: where the rendered part ends, None where nothing is rendered. *stops*: by step, the revision
    that the database stands at after it, empty where it stands at none or at several.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("dialect")
    parser.add_argument("script", type=Path)
    parser.add_argument("--reads", default="refuse")
    parser.add_argument("--range", default="base:heads")
    parser.add_argument("--down", action="store_true")
    parser.add_argument("--plan", action="store_true", help="render nothing")
    asked = parser.parse_args()
    direction: Direction = "downgrade" if asked.down else "upgrade"
    with contextlib.redirect_stdout(sys.stderr):
        told = _render(
            asked.project, asked.dialect, asked.script, asked.reads, asked.range, direction, asked.plan
        )
    print(json.dumps(told))


def _render(
    folder: Path, dialect: str, script: Path, reads: str, asked: str, direction: Direction, only_plan: bool
) -> dict[str, object]:
    project = find_project(folder)
    graph = load_graph(project)
    plan = plan_upgrade if direction == "upgrade" else plan_downgrade
    steps = plan(graph, asked).steps
    start, _, wanted = asked.partition(":")
    target = Target(dialect, data_reads=reads)  # type: ignore[arg-type]
    ends = [
        step.revision.id if direction == "upgrade" else ",".join(step.heads_after) or "base" for step in steps
    ]
    number, stopped, fault, assumed = len(steps), "", "", 0
    while number and not only_plan:
        end = wanted if number == len(steps) else ends[number - 1]
        try:
            made = compile_range(project, f"{start}:{end}", target, direction=direction, graph=graph)
            text = made.text()
            script.write_text(text, "utf-8")
            assumed = len(made.assumptions)
            break
        except SqlgenError as error:
            first = getattr(error, "errors", (error,))[0]
            at = getattr(first.where, "revision", None)
            place = next((i for i, step in enumerate(steps) if step.revision.id == at), None)
            stopped = stopped or str(first).splitlines()[0].rsplit("/", 1)[-1]
            if place is None or place >= number:
                number, fault = 0, str(error)
                break
            number = place
    return {
        "revisions": len(steps),
        "rendered": number,
        "until": ends[number - 1] if number else None,
        "stopped": stopped,
        "fault": fault,
        "paths": [str(step.revision.path) for step in steps[:number]],
        "stops": [
            step.heads_after[0] if len(step.heads_after) == 1 else "base" if not step.heads_after else ""
            for step in steps
        ],
        "assumed": assumed,
    }


if __name__ == "__main__":
    main()
