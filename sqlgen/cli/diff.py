"""``diff``: two scripts, or the scripts of two ranges, compared by what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sqlgen.cli.dialects import dialect_names
from sqlgen.cli.listings import Format, FormatOption, print_json
from sqlgen.cli.state import State
from sqlgen.cli.terminal import print_result
from sqlgen.errors import SqlgenError

if TYPE_CHECKING:
    from sqlgen.dialect import Dialect
    from sqlgen.golden.outcome import Comparison
    from sqlgen.schema import Schema

OTHER_EFFECT = 1
_HEADER = re.compile(r"-- (?:.*: )?(?P<direction>upgrade|downgrade|stamp) (?P<start>.+) -> (?P<end>.+?)   .*")
_TITLE = re.compile(r"   (?P<title>\S[^,]*?) (?P<version>[\d.]+)(?:, .*)?$")


class UnknownLanguage(SqlgenError):
    """A script whose first line does not tell its dialect."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "the first line of the script does not tell which dialect it is written in",
            where=path,
            hint="Add -d postgresql, or what `sqlgen dialects` lists.",
        )


@dataclass(frozen=True)
class _Script:
    """One side: *start* is the schema that it starts from, where that is known, *begins* its version rows."""

    text: str
    dialect: Dialect | None
    start: Schema | None
    begins: str | None


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    examples = ("diff migration.sql edited.sql", "diff a1:b2 a1:b3 -d postgresql", "diff a1:b2 delivered.sql")
    epilog = "\n\n".join(["Examples:", *(f"sqlgen {example}" for example in examples)])
    app.command("diff", epilog=epilog)(diff)


def diff(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="A script, or a range.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="A script, or a range.", show_default=False)],
    dialect: Annotated[
        str | None,
        typer.Option("--dialect", "-d", metavar="NAME", help="The dialect.", autocompletion=dialect_names),
    ] = None,
    server_version: Annotated[
        str | None, typer.Option("--server-version", metavar="VERSION", help="Version of the server.")
    ] = None,
    direction: Annotated[
        str, typer.Option("--direction", metavar="upgrade|downgrade", help="What ranges are.")
    ] = "upgrade",
    format_: FormatOption = Format.text,
) -> None:
    """Tell which statements differ, and whether the scripts do the same; exit 1 where they may not."""
    state: State = context.obj
    with state.faults():
        from sqlgen.golden.compare.compare import compare, stricter
        from sqlgen.golden.outcome import Verdict
        from sqlgen.schema import Schema

        sides = [_side(text, state, dialect, server_version, direction) for text in (one, other)]
        language = next((side.dialect for side in sides if side.dialect is not None), None)
        if language is None:
            raise UnknownLanguage(one)
        start = next((side.start for side in sides if side.start is not None), None) or Schema()
        found = compare(sides[0].text, sides[1].text, language, start)
        begins = {side.begins for side in sides if side.begins is not None}
        if len(begins) > 1:
            found = stricter(found, f"they start from different revisions: {' and '.join(sorted(begins))}")
        if format_ is Format.json:
            print_json(_values(found))
        else:
            print_result(_text(found))
        if found.verdict is Verdict.DIFFERENT:
            raise typer.Exit(OTHER_EFFECT)


def _side(
    text: str, state: State, dialect: str | None, server_version: str | None, direction: str
) -> _Script:
    if Path(text).is_file():
        return _of_file(Path(text), state, dialect, server_version)
    return _of_range(text, state, dialect, server_version, direction)


def _of_file(path: Path, state: State, dialect: str | None, server_version: str | None) -> _Script:
    from sqlgen.dialect import load_dialect

    text = path.read_bytes().decode("utf-8", "surrogateescape")
    first = text.partition("\n")[0].rstrip()
    language = load_dialect(dialect, server_version) if dialect else _told(first, server_version)
    header = _HEADER.fullmatch(first)
    start, begins = None, header["start"] if header else None
    if header is not None and language is not None:
        range_text = f"{header['start'].replace(', ', ',')}:{header['end'].replace(', ', ',')}"
        name, version = dialect or language.name, server_version or language.version_text
        try:
            start = _of_range(range_text, state, name, version, header["direction"]).start
        except SqlgenError:
            # The script may come from elsewhere; less is known then, and less is called the same.
            start = None
    return _Script(text, language, start, begins)


def _told(first: str, server_version: str | None) -> Dialect | None:
    """Return the dialect that the first line of a script names."""
    from sqlgen.dialect import load_dialect

    found = _TITLE.search(first)
    for name in dialect_names() if found is not None else ():
        language = load_dialect(name)
        if found is not None and language.facts.title == found["title"]:
            return load_dialect(name, server_version or found["version"])
    return None


def _of_range(
    range_text: str, state: State, dialect: str | None, server_version: str | None, direction: str
) -> _Script:
    from sqlgen.cli.terminal import result_only
    from sqlgen.compiler import Target, compile_range
    from sqlgen.golden.compile import start_of

    if direction not in ("upgrade", "downgrade", "stamp"):
        raise SqlgenError(f"--direction {direction} is none of upgrade, downgrade and stamp")
    project = state.project()
    with result_only():
        script = compile_range(
            project,
            range_text,
            Target(dialect, server_version, keep_changes=True),
            direction=direction,  # type: ignore[arg-type]  # one of the three
        )
        start = start_of(script)
    return _Script(script.text(), script.dialect, start, ", ".join(script.start) or "base")


def _text(found: Comparison) -> str:
    from sqlgen.golden.compare.frame import short

    lines = [found.verdict.value]
    lines += [f"  {text}" for text in (*found.effects, *found.notes)]
    for change in found.statements:
        places = [f"line {line}" for line in (change.old_line, change.new_line) if line is not None]
        lines.append(f"{change.edit.value}, {' -> '.join(places)}: {short(change.new or change.old or '')}")
        if change.old is not None and change.new is not None and change.old != change.new:
            lines.append(f"    was: {short(change.old)}")
    return "".join(f"{line}\n" for line in lines)


def _values(found: Comparison) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "effects": list(found.effects),
        "notes": list(found.notes),
        "statements": [
            {
                "edit": change.edit.value,
                "old": change.old,
                "new": change.new,
                "old_line": change.old_line,
                "new_line": change.new_line,
                "origin": str(change.origin) if change.origin is not None else None,
            }
            for change in found.statements
        ],
    }
