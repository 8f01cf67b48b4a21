"""The reviewed table of differences, `differences.toml`: what ours says instead, and why that is right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle.case import all_cases
from tests.oracle.compare import canonical
from tests.oracle.outcome import Outcome, Refused, Rendered

TABLE = Path(__file__).with_name("differences.toml")
KINDS = ("ours is right", "ours refuses", "ours renders what Alembic refuses")


@dataclass(frozen=True)
class Difference:
    """One entry: *ours* are the statements we must say, or *refuses* a part of the message we must give."""

    kind: str
    why: str
    ours: tuple[str, ...] | None = None
    refuses: str | None = None

    def allows(self, ours: Outcome, dialect: str) -> bool:
        """Whether *ours* is literally what the table says."""
        match ours:
            case Rendered(statements):
                return self.ours is not None and canonical(statements, dialect) == canonical(
                    self.ours, dialect
                )
            case Refused(_, message):
                return self.refuses is not None and self.refuses in message


def kind_of(alembic: Outcome, ours: Outcome) -> str:
    """Return the kind that a difference between the two must be entered as."""
    if isinstance(ours, Refused):
        return "ours refuses"
    return "ours is right" if isinstance(alembic, Rendered) else "ours renders what Alembic refuses"


@cache
def differences() -> Mapping[tuple[str, str], Difference]:
    """Return the table by (case, dialect). Raises ValueError: an entry is malformed or names no case."""
    return read_differences(TABLE)


def read_differences(path: Path) -> Mapping[tuple[str, str], Difference]:
    """Return the table in *path*, by (case, dialect). Raises ValueError: as `differences`."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    reasons: dict[str, str] = table.pop("reasons", {})
    known = {case.name: case.dialects for case in all_cases()}
    used: set[str] = set()
    found: dict[tuple[str, str], Difference] = {}
    for name, entries in table.items():
        for dialect, entry in entries.items():
            if dialect not in known.get(name, ()):
                raise ValueError(f"{name}.{dialect}: there is no such case")
            used.update(entry.get("because", ()))
            found[name, dialect] = _difference(f"{name}.{dialect}", entry, reasons)
    if unused := sorted(set(reasons) - used):
        raise ValueError(f"reasons that no entry gives: {', '.join(unused)}")
    return found


def _difference(where: str, entry: Mapping[str, Any], reasons: Mapping[str, str]) -> Difference:
    if odd := sorted(set(entry) - {"kind", "why", "because", "ours", "refuses"}):
        raise ValueError(f"{where}: unknown keys {', '.join(odd)}")
    if entry.get("kind") not in KINDS:
        raise ValueError(f"{where}: kind is {entry.get('kind')!r}")
    if ("refuses" in entry) != (entry["kind"] == "ours refuses") or ("ours" in entry) == ("refuses" in entry):
        raise ValueError(f"{where}: what ours says does not go with {entry['kind']!r}")
    whys = [reasons[key] for key in entry.get("because", ())] + [
        entry[key] for key in ("why",) if key in entry
    ]
    if not whys or not all(why.strip() for why in whys):
        raise ValueError(f"{where}: no reason is given")
    ours = tuple(entry["ours"]) if "ours" in entry else None
    return Difference(entry["kind"], " ".join(whys), ours, entry.get("refuses"))
