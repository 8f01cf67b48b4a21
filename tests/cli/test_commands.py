"""Commands and options as a user calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sqlgen as package
from sqlgen.cli.app import command
from tests.bad_inputs.case import ALEMBIC, OWN, write
from tests.cli.command import BOOKSHOP, ROOT, process, sqlgen

SHOP = ("-C", str(BOOKSHOP))


def _commands() -> dict[str, Any]:
    """Return each command by what calls it: ``upgrade``, ``golden check``."""
    found = {}
    for name, one in command().commands.items():
        inner = getattr(one, "commands", None)
        found |= {f"{name} {sub}": each for sub, each in inner.items()} if inner else {name: one}
    return dict(sorted(found.items()))


COMMANDS = _commands()


def test_version() -> None:
    assert sqlgen("--version") == sqlgen("--version", "history")
    assert sqlgen("--version").out == f"sqlgen {package.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_has_examples_that_parse(name: str) -> None:
    """An example with a misspelt option would teach it."""
    words = name.split()
    text = sqlgen(*words, "--help").out
    assert "Examples:" in text
    examples = [line.strip() for line in text.splitlines() if line.strip().startswith("sqlgen ")]
    assert examples and all(one.split()[1 : 1 + len(words)] == words for one in examples)
    for example in examples:
        arguments = example.partition(" > ")[0].split()[1 + len(words) :]
        COMMANDS[name].make_context(name, arguments, resilient_parsing=False)


def test_every_option_has_a_help_text() -> None:
    for name in COMMANDS:
        for parameter in COMMANDS[name].params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_a_module_and_a_console_script_are_the_same() -> None:
    assert process("--version").stdout == sqlgen("--version").out.encode()


def test_history_as_json() -> None:
    rows = json.loads(sqlgen(*SHOP, "history", "--format", "json").out)
    assert [row["revision"] for row in rows][:3] == ["b2", "b1", "a7"]
    assert rows[0] == {
        "revision": "b2",
        "down_revisions": ["b1"],
        "depends_on": [],
        "branch_labels": rows[0]["branch_labels"],
        "message": "Prices come from the price lists",
        "path": "versions/b2_prices_from_price_lists.py",
        "head": True,
        "branch_point": False,
        "merge_point": False,
    }


def test_history_of_a_range_includes_its_start_as_alembic_does() -> None:
    listed = sqlgen(*SHOP, "history", "-r", "a1:a3").out.splitlines()
    assert [line.split()[2].rstrip(",") for line in listed] == ["a3", "a2", "a1"]


def test_show_heads_and_branches() -> None:
    assert sqlgen(*SHOP, "heads").out.split()[0] == "b2"
    assert sqlgen(*SHOP, "branches").out.splitlines()[1:] == ["  -> a4", "  -> p1"]
    shown = sqlgen(*SHOP, "show", "head").out
    assert shown.startswith("Rev: b2") and "Path: versions/b2_prices_from_price_lists.py" in shown


def test_listings_do_not_run_scripts(tmp_path: Path) -> None:
    text = "revision = 'a1'\ndown_revision = None\nraise SystemExit\n"
    write({**OWN, "versions/a1.py": text}, tmp_path)
    for name in ("history", "heads", "branches"):
        outcome = sqlgen(name, cwd=tmp_path)
        assert (outcome.code, outcome.err) == (0, "")


def test_stamp_moves_the_version_table_only(tmp_path: Path) -> None:
    write(OWN, tmp_path)
    plain = sqlgen("stamp", "a1:a2", "--plain", "--no-guard", cwd=tmp_path).out
    assert [line for line in plain.splitlines() if line not in ("BEGIN;", "COMMIT;")] == [
        "UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';"
    ]


def test_x_arguments_and_sections_reach_env_py(tmp_path: Path) -> None:
    env = """\
from alembic import context
context.configure(dialect_name="sqlite", version_table=context.get_x_argument(as_dictionary=True)["table"])
context.run_migrations()
"""
    ini = ALEMBIC["alembic.ini"].replace("[alembic]", "[tenant]")
    write({**ALEMBIC, "db/env.py": env, "alembic.ini": ini}, tmp_path)
    outcome = sqlgen("-n", "tenant", "-x", "table=shop_version", "upgrade", "base:head", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert "CREATE TABLE IF NOT EXISTS shop_version" in outcome.out


def test_no_env(tmp_path: Path) -> None:
    write({**ALEMBIC, "db/env.py": "raise SystemExit"}, tmp_path)
    outcome = sqlgen("upgrade", "head", "--no-env", "-d", "sqlite", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")


def test_one_transaction_or_one_a_revision() -> None:
    call = (*SHOP, "upgrade", "a1:a3", "-d", "postgresql", "--plain")
    assert sqlgen(*call, "--one-transaction").out.count("COMMIT;") == 1
    assert sqlgen(*call, "--transaction-per-revision").out.count("COMMIT;") == 2


def test_dialects_as_text_and_json() -> None:
    rows = json.loads(sqlgen("dialects", "--format", "json").out)
    listed = [line.split()[0] for line in sqlgen("dialects").out.splitlines()]
    assert (
        listed
        == [row["name"] for row in rows]
        == ["mariadb", "mssql", "mysql", "oracle", "postgresql", "sqlite"]
    )


def test_what_scripts_print_goes_to_stderr(tmp_path: Path) -> None:
    write({**OWN, "versions/a1.py": OWN["versions/a1.py"] + "\nprint('loading')\n"}, tmp_path)
    outcome = sqlgen("upgrade", "head", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "loading\n")
    assert outcome.out.startswith("-- ")


def test_listings_import_neither_sqlalchemy_nor_templates() -> None:
    code = f"import sys; from sqlgen.cli.app import run; run(['-C', {str(BOOKSHOP)!r}, 'heads'])\n"
    code += "print([name for name in ('sqlalchemy', 'sqlglot', 'jinja2', 'rich') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
