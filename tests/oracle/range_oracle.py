"""A range through Alembic and through sqlgen, as lines that can be compared."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from alembic import command
from alembic.config import Config
from alembic.runtime import migration
from alembic.script import ScriptDirectory
from sqlalchemy.util import OrderedSet

from sqlgen.errors import SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.plan import Plan, plan_downgrade, plan_stamp, plan_upgrade
from sqlgen.history.steps import RevisionStep, VersionDelete, VersionInsert, VersionUpdate
from tests.oracle.range_shapes import Spec

ENV = """
from alembic import context
several = context.config.attributes.get("starting_rev")
context.configure(dialect_name="sqlite", version_table_pk=False, starting_rev=several)
context.run_migrations()
"""


def write_history(specs: tuple[Spec, ...], folder: Path) -> None:
    """Write *specs* as revision files that load in their order."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (folder / "env.py").write_text(ENV)
    for number, spec in enumerate(specs):
        down = spec.down[0] if len(spec.down) == 1 else spec.down or None
        (versions / f"{number:03}_.py").write_text(
            f'"""Message of {spec.id}"""\nrevision = {spec.id!r}\ndown_revision = {down!r}\n'
            f"branch_labels = {spec.labels or None!r}\ndepends_on = {spec.depends_on or None!r}\n\n"
            "def upgrade():\n    pass\n\ndef downgrade():\n    pass\n"
        )


class Histories:
    """One history, as Alembic and as sqlgen read it."""

    def __init__(self, specs: tuple[Spec, ...], folder: Path) -> None:
        write_history(specs, folder)
        self.folder = folder
        self.script = ScriptDirectory(folder)
        self.graph = RevisionGraph.load([folder / "versions"], folder)
        order_dependencies(self.script.revision_map._revision_map, specs)

    def by_alembic(self, which: str, text: str) -> list[str]:
        """Return the statements and headings of Alembic, or one line that names its error.

        Several STARTs (``a1,c4:heads``) are given by configure(starting_rev=[...]); its command line has no
        way to say them.
        """
        config = Config(output_buffer=io.StringIO())
        run = getattr(command, which)
        start = text.partition(":")[0]
        if "," in start and ":" in text:
            config.attributes["starting_rev"] = start.split(",")
            text = text.replace(start, start.split(",")[0])
        argument = several_texts(text) if which == "stamp" else text
        with ordered_sets(), mock.patch.object(ScriptDirectory, "from_config", lambda _: self.script):
            try:
                run(config, argument, sql=True)
            except Exception as error:
                return [f"error: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"]
        return statements(config.output_buffer.getvalue())

    def by_sqlgen(self, which: str, text: str) -> list[str]:
        """Return the same of sqlgen."""
        try:
            return rendered(self.plan(which, text).steps)
        except SqlgenError as error:
            return [f"error: {type(error).__name__}: {str(error).splitlines()[0]}"]

    def plan(self, which: str, text: str) -> Plan:
        """Return sqlgen's plan of the command *which*."""
        if which == "stamp":
            return plan_stamp(self.graph, several_texts(text))
        return (plan_upgrade if which == "upgrade" else plan_downgrade)(self.graph, text)


def several_texts(text: str) -> list[str]:
    """Return the arguments of a stamp, which stand with "&" between them."""
    return text.split("&")


@contextlib.contextmanager
def ordered_sets() -> Iterator[None]:
    """Let Alembic choose version rows in the order written, where it leaves that to the order of a set."""
    with warnings.catch_warnings(), mock.patch.object(migration, "set", OrderedSet, create=True):
        warnings.simplefilter("ignore")
        yield


def order_dependencies(revision_map: dict, specs: tuple[Spec, ...]) -> None:
    """Put the dependencies of each of Alembic's revisions, which come from a set, in the order written."""
    for spec in specs:
        revision = revision_map[spec.id]
        kept = set(revision._normalized_resolved_dependencies)
        resolved = [revision_map[name].revision for name in spec.depends_on]
        revision._normalized_resolved_dependencies = tuple(one for one in resolved if one in kept)


def statements(output: str) -> list[str]:
    """Return the blocks of Alembic's output, CREATE TABLE without its columns."""
    blocks = [block.strip("\n").rstrip(";") for block in output.split("\n\n") if block.strip()]
    return ["CREATE TABLE" if block.startswith("CREATE TABLE") else block for block in blocks]


def rendered(steps: tuple[RevisionStep, ...]) -> list[str]:
    """Return the steps in the form of Alembic's output."""
    lines = []
    for step in steps:
        lines += [] if step.heads_before else ["CREATE TABLE"]
        lines.append(f"-- Running {step.heading}")
        for change in step.version_changes:
            match change:
                case VersionInsert(id=new):
                    lines.append(f"INSERT INTO alembic_version (version_num) VALUES ('{new}')")
                case VersionUpdate(old=old, new=new):
                    lines.append(
                        f"UPDATE alembic_version SET version_num='{new}' "
                        f"WHERE alembic_version.version_num = '{old}'"
                    )
                case VersionDelete(id=old):
                    lines.append(f"DELETE FROM alembic_version WHERE alembic_version.version_num = '{old}'")
    return lines


def shortened(lines: list[str]) -> str:
    """Return an outcome in one line: the error, or the steps and the rows that they leave."""
    if lines and lines[0].startswith("error: "):
        return lines[0]
    steps = "; ".join(line.removeprefix("-- Running ") for line in lines if line.startswith("-- Running "))
    rows: list[str] = []
    for line in lines:
        ids = line.split("'")[1::2]
        if line.startswith("INSERT"):
            rows.append(ids[0])
        elif line.startswith("UPDATE"):
            rows = [*(row for row in rows if row != ids[1]), ids[0]]
        elif line.startswith("DELETE"):
            rows = [row for row in rows if row != ids[0]]
    return f"{steps} | writes {', '.join(rows) or 'none'}" if steps else "nothing"
