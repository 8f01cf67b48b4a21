"""Writes what is generated in the documentation: docs/cli.md, docs/lint.md, and the example in README.md.

python docs/generate.py           write
python docs/generate.py --check   only say what is out of date; exit code 1 if anything is
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from sqlgen.cli.app import command  # noqa: E402
from sqlgen.cli.faults import EXIT_CODES  # noqa: E402
from sqlgen.lint.explain import GROUPS, ways  # noqa: E402
from sqlgen.lint.rule import all_rules  # noqa: E402

README_CALL = "sqlgen -C tests/projects/bookshop upgrade a1:a2 --dialect postgresql"
BEGIN, END = "<!-- example:begin -->\n", "<!-- example:end -->"


def pages() -> dict[Path, str]:
    """Return each generated file with the text that it should have."""
    docs = ROOT / "docs"
    return {docs / "cli.md": cli_page(), docs / "lint.md": lint_page(), ROOT / "README.md": readme()}


def readme() -> str:
    """Return README.md with the example's output as it is now."""
    text = (ROOT / "README.md").read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"README.md: {BEGIN.strip()} or {END} is missing")
    return f"{before}{BEGIN}{example()}{END}{after}"


def example() -> str:
    """Return the example: the call, and the script that it writes."""
    arguments = README_CALL.split()[1:]
    script = subprocess.run(
        [sys.executable, "-m", "sqlgen", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    # The guards' bodies would fill the first screen.
    script = re.sub(r"(?<=DO \$guard\$\n).*?(?=\n\$guard\$;)", "    ...", script, flags=re.DOTALL)
    return f"```console\n$ {README_CALL}\n```\n\n```sql\n{script.rstrip()}\n```\n"


def cli_page() -> str:
    """Return docs/cli.md: docs/cli.in.md with what the application itself tells."""
    text = (ROOT / "docs" / "cli.in.md").read_text("utf-8")
    for place, lines in (("commands", _commands()), ("exit codes", _exit_codes())):
        text = text.replace(f"<!-- {place} -->\n", "".join(f"{line}\n" for line in lines))
    return text


def lint_page() -> str:
    """Return docs/lint.md: docs/lint.in.md with what the rules themselves tell."""
    text = (ROOT / "docs" / "lint.in.md").read_text("utf-8")
    return text.replace("<!-- rules -->\n", "".join(f"{line}\n" for line in _rules()).rstrip("\n") + "\n")


def _rules() -> Iterator[str]:
    for letter, title in GROUPS.items():
        rules = [rule for rule in all_rules() if rule.code.startswith(letter)]
        if not rules:
            continue
        yield from (f"### {title}", "", "| Code | Level | What |", "|---|---|---|")
        yield from (f"| [{r.code}](#{r.code.lower()}) | {r.severity.value} | {r.title} |" for r in rules)
        yield ""
        for rule in rules:
            yield from (f"#### {rule.code}", "", f"*{rule.title}*", "", rule.explanation, "")
            yield from (f"- {', '.join(titles)}: {way}" for way, titles in ways(rule))
            yield ""


def _commands() -> Iterator[str]:
    group = command()
    context = group.make_context("sqlgen", [], resilient_parsing=True)
    yield from ("```console", "$ sqlgen [OPTIONS] COMMAND [ARGS]...", "```", "")
    yield from _options(group, context)
    for name in group.list_commands(context):
        yield from _command(group.commands[name])


def _exit_codes() -> Iterator[str]:
    yield from ("| Code | Meaning |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    yield ""


def _command(one: Any, group: str = "sqlgen") -> Iterator[str]:
    if hasattr(one, "commands"):
        for name in one.commands:
            yield from _command(one.commands[name], f"{group} {one.name}")
        return
    context = one.make_context(f"{group} {one.name}", [], resilient_parsing=True)
    yield f"## {group} {one.name}"
    yield ""
    yield one.help.strip()
    yield ""
    yield "```console"
    yield f"$ {_usage(context)}"
    yield "```"
    yield ""
    yield from _options(one, context)
    yield "Examples:"
    yield ""
    yield "```console"
    yield from (f"$ {line}" for line in one.epilog.split("\n\n")[1:])
    yield "```"
    yield ""


def _usage(context: Any) -> str:
    return " ".join(context.get_usage().split()).removeprefix("Usage: ")


def _options(one: Any, context: Any) -> Iterator[str]:
    yield "| Argument or option | Meaning |"
    yield "|---|---|"
    for parameter in [*one.params, one.get_help_option(context)]:
        names = [*parameter.opts, *parameter.secondary_opts]
        if parameter.param_type_name == "argument":
            names = [parameter.make_metavar(context)]
        # Long names are told last by the application and read first by people.
        shown = ", ".join(f"`{name}`" for name in sorted(names, key=lambda name: name.startswith("--")))
        if parameter.param_type_name == "option" and not parameter.is_flag:
            shown += f" `{parameter.make_metavar(context)}`"
        default = f" Default: `{parameter.default}`." if _has_default(parameter) else ""
        # A table takes a bar for the end of a cell, also in code.
        shown = shown.replace("|", "\\|")
        yield f"| {shown} | {_cell(parameter.help or '')}{default} |"
    yield ""


def _has_default(parameter: Any) -> bool:
    return (
        parameter.param_type_name == "option"
        and not parameter.is_flag
        and bool(parameter.show_default)
        and (parameter.default not in (None, [], ()))
        and not isinstance(parameter.default, Path)
    )


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` compare, and return the exit code."""
    stale = 0
    for path, text in pages().items():
        old = path.read_text("utf-8") if path.exists() else ""
        if old == text:
            continue
        stale = 1
        name = path.relative_to(ROOT).as_posix()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{name}: written\n")
            continue
        sys.stdout.writelines(
            difflib.unified_diff(
                old.splitlines(True), text.splitlines(True), name, f"{name}, as it should be"
            )
        )
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
