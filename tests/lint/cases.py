"""The cases of the rules: tests/lint/rules/<CODE>.case holds histories, <CODE>.snap what lint says of them.

A case has sections. ``== base`` is the first revision's body (without it: `BASE`), ``== found`` a second
one that the rule finds something in, ``== exempt`` one it must be silent about; ``== settings`` goes into
[lint]. Behind the word may stand the dialects that the section is for, each with ``@version`` if it matters;
a section without dialects is for all that have none of their own. ``== without mssql: why`` leaves one out.

python -m tests.lint.cases    writes the snapshots anew; read the difference as a user would
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlgen.compiler import Target
from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.lint.facts import load_locks
from sqlgen.lint.run import lint_range
from sqlgen.project.project import find_project
from sqlgen.report.text import text

FOLDER = Path(__file__).parent / "rules"
NOTHING = "(nothing)\n"
BASE = """
op.create_table("customer", sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("name", sa.String(50)), sa.Column("email", sa.String(50), nullable=False, server_default="-"),
    sa.Column("balance", sa.Numeric(10, 2)), sa.Column("points", sa.Integer),
    sa.Column("since", sa.DateTime()), sa.Column("parent_id", sa.BigInteger))
op.create_table("orders", sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("customer_id", sa.BigInteger, nullable=False), sa.Column("note", sa.String(200)),
    sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_customer"))
op.create_index("ix_orders_customer", "orders", ["customer_id"])
op.create_table("staging", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("name", sa.String(50)))
"""
REVISION = """import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision, down_revision = {own!r}, {down!r}


def upgrade():
{body}
"""


@dataclass(frozen=True)
class Section:
    kind: str
    dialects: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Case:
    """The history of one rule on one dialect."""

    code: str
    dialect: str
    version: str | None
    base: str
    found: str
    exempt: str
    settings: str
    exempt_settings: str


def sections(code: str) -> list[Section]:
    parts = re.split(r"^== (.*)\n", (FOLDER / f"{code}.case").read_text(), flags=re.M)
    made = []
    for head, body in zip(parts[1::2], parts[2::2], strict=True):
        kind, *dialects = head.split(":")[0].split()
        made.append(Section(kind, tuple(dialects), body))
    return made


def cases() -> Iterator[Case]:
    """Every rule on every dialect that it applies to."""
    for path in sorted(FOLDER.glob("*.case")):
        yield from cases_of(path.stem)


def cases_of(code: str) -> Iterator[Case]:
    all_sections = sections(code)
    left_out = {name for section in all_sections if section.kind == "without" for name in section.dialects}
    for dialect in known_dialects():
        found, version = _section(all_sections, "found", dialect)
        newest = load_locks(load_dialect(dialect, version))
        if code not in newest.rules or dialect in left_out:
            continue
        exempt, _ = _section(all_sections, "exempt", dialect)
        base, _ = _section(all_sections, "base", dialect)
        settings, _ = _section(all_sections, "settings", dialect)
        exempt_settings, _ = _section(all_sections, "exempt-settings", dialect)
        yield Case(code, dialect, version, base or BASE, found, exempt, settings, exempt_settings or settings)


def _section(all_sections: list[Section], kind: str, dialect: str) -> tuple[str, str | None]:
    general = ""
    for section in all_sections:
        if section.kind != kind:
            continue
        if not section.dialects:
            general = section.body
        for name in section.dialects:
            if name.partition("@")[0] == dialect:
                return section.body, name.partition("@")[2] or None
    return general, None


def left_out(code: str) -> set[str]:
    return {name for section in sections(code) if section.kind == "without" for name in section.dialects}


def exempt_version(case: Case) -> str | None:
    _, version = _section(sections(case.code), "exempt", case.dialect)
    return version or case.version


def findings(case: Case, body: str, settings: str, version: str | None) -> str:
    """Return what the user sees of the rule's findings in *body*."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        toml = f'name = "shop"\nversion_locations = ["versions"]\n\n[lint]\n{settings}'
        (folder / "sqlgen.toml").write_text(toml)
        (folder / "versions").mkdir()
        for own, down, code in (("r1", None, case.base), ("r2", "r1", body)):
            indented = "".join(f"    {line}\n" for line in code.strip().splitlines())
            (folder / "versions" / f"{own}.py").write_text(
                REVISION.format(own=own, down=down, body=indented.rstrip())
            )
        target = Target(case.dialect, server_version=version)
        found = lint_range(find_project(folder), "r1:r2", target)
    return text([one for one in found if one.code in (case.code, "A001", "A002")]) or NOTHING


def found(case: Case) -> str:
    return findings(case, case.found, case.settings, case.version)


def exempt(case: Case) -> str:
    return findings(case, case.exempt, case.exempt_settings, exempt_version(case))


def snapshot(code: str) -> str:
    """Return the whole text of the rule's snapshot."""
    return "".join(f"== {case.dialect}\n{found(case)}-- exempt\n{exempt(case)}\n" for case in cases_of(code))


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.case")):
        path.with_suffix(".snap").write_text(snapshot(path.stem))
