"""``dialects``: what can be compiled for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sqlgen.cli.state import State


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dialects", epilog="Example: sqlgen dialects --format json")(dialects)


def dialects(
    context: typer.Context,
    format_: Annotated[str, typer.Option("--format", help="text or json.", metavar="text|json")] = "text",
    dialects_dir: Annotated[
        Path | None, typer.Option("--dialects-dir", help="Folder of dialect folders whose files win.")
    ] = None,
) -> None:
    """List the dialects with their default and oldest server versions."""
    from sqlgen.dialect import known_dialects, load_dialect

    state: State = context.obj
    with state.faults():
        found = [load_dialect(name, None, dialects_dir) for name in known_dialects()]
        if format_ == "json":
            rows = [
                {
                    "name": d.name,
                    "title": d.facts.title,
                    "default_version": d.facts.default_version,
                    "oldest_version": d.facts.oldest_version,
                    "transactional_ddl": d.facts.ddl.transactional,
                }
                for d in found
            ]
            typer.echo(json.dumps(rows, indent=2))
            return
        for d in found:
            typer.echo(
                f"{d.name:<12} {d.facts.title:<12} {d.facts.default_version:<8} "
                f"(oldest {d.facts.oldest_version})"
            )
