"""Run by the interpreter of a history's own environment: renders the leading part, tells of it as JSON.

    python -m tests.histories.render PROJECT DIALECT SCRIPT [--reads POLICY] [--range START:END]

SCRIPT is written where anything was rendered.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from sqlgen.compiler import Target, compile_range, load_graph
from sqlgen.errors import SqlgenError
from sqlgen.history.plan import plan_upgrade
from sqlgen.project import find_project


def main() -> None:
    """Print {revisions, rendered, until, stopped, fault, paths}."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("dialect")
    parser.add_argument("script", type=Path)
    parser.add_argument("--reads", default="refuse")
    parser.add_argument("--range", default="base:heads")
    asked = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        told = _render(asked.project, asked.dialect, asked.script, asked.reads, asked.range)
    print(json.dumps(told))


def _render(folder: Path, dialect: str, script: Path, reads: str, asked: str) -> dict[str, object]:
    project = find_project(folder)
    graph = load_graph(project)
    steps = plan_upgrade(graph, asked).steps
    start = asked.partition(":")[0]
    target = Target(dialect, data_reads=reads)  # type: ignore[arg-type]
    number, stopped, fault = len(steps), "", ""
    until: str | None = None
    while number:
        until = steps[number - 1].revision.id
        end = asked.partition(":")[2] if number == len(steps) else until
        try:
            made = compile_range(project, f"{start}:{end}", target, graph=graph)
            script.write_text(made.text(), "utf-8")
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
        "until": until if number else None,
        "stopped": stopped,
        "fault": fault,
        "paths": [str(step.revision.path) for step in steps[:number]],
    }


if __name__ == "__main__":
    main()
