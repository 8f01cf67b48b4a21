"""``dialects``: what can be compiled for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sqlgen.cli.listings import Format, FormatOption, print_json
from sqlgen.cli.state import State
from sqlgen.cli.terminal import print_result

DialectsDirOption = Annotated[
    Path | None,
    typer.Option(
        "--dialects-dir",
        metavar="FOLDER",
        help="Folder of dialect folders of your own, whose facts and templates win one by one.",
    ),
]


def dialect_names() -> list[str]:
    """Return the bundled dialects' names, for the shell to complete."""
    from sqlgen.dialect import known_dialects

    return list(known_dialects())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dialects", epilog="Examples:\n\nsqlgen dialects\n\nsqlgen dialects --format json")(dialects)


def dialects(
    context: typer.Context, format_: FormatOption = Format.text, dialects_dir: DialectsDirOption = None
) -> None:
    """List the dialects with their default and oldest server versions."""
    from sqlgen.dialect import load_dialect

    state: State = context.obj
    with state.faults():
        found = [load_dialect(name, None, dialects_dir) for name in dialect_names()]
        if format_ is Format.json:
            print_json(
                [
                    {
                        "name": d.name,
                        "title": d.facts.title,
                        "default_version": d.facts.default_version,
                        "oldest_version": d.facts.oldest_version,
                        "transactional_ddl": d.facts.ddl.transactional,
                    }
                    for d in found
                ]
            )
            return
        print_result(
            "".join(
                f"{d.name:<12} {d.facts.title:<12} {d.facts.default_version:<8} "
                f"(oldest {d.facts.oldest_version})\n"
                for d in found
            )
        )
