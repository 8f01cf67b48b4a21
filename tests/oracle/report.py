"""``python -m tests.oracle.report``: the table of cases, and on demand what two tools say about some of them.

python -m tests.oracle.report                       the table; exit code 1 where something is unexplained
python -m tests.oracle.report --ranges              the same of ranges, in seconds
python -m tests.oracle.report --show alter_*.mssql  both outputs of the cases that match
python -m tests.oracle.report --propose PATTERN     entries for differences.toml, their reason to be written
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from tests.oracle.case import DIALECTS, MODULES, all_cases
from tests.oracle.compare import canonical
from tests.oracle.differences import KINDS, kind_of
from tests.oracle.outcome import Refused
from tests.oracle.range_verdict import judge_ranges
from tests.oracle.verdict import BOTH_REFUSE, SAME, Verdict, explain, judge

CRASH = "crash"
COLUMNS = (SAME, BOTH_REFUSE, *KINDS)


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.report", description="Operations oracle.")
    parser.add_argument("--show", metavar="CASE.DIALECT", help="print both outputs of the cases that match")
    parser.add_argument("--propose", metavar="CASE.DIALECT", help="print entries for unexplained ones")
    parser.add_argument("--faults", action="store_true", help="print both outputs of all that is unexplained")
    parser.add_argument("--ranges", action="store_true", help="print the counts of ranges, and what is wrong")
    options = parser.parse_args(arguments)
    if options.ranges:
        return _ranges()
    pattern = options.show or options.propose or "*"
    verdicts, crashes = [], []
    with tempfile.TemporaryDirectory() as folder:
        for found in _verdicts(Path(folder), pattern):
            if isinstance(found, Verdict):
                verdicts.append(found)
            else:
                crashes.append(found)
    if options.propose:
        print("\n".join(_proposal(verdict) for verdict in verdicts if verdict.fault))
    elif options.show or options.faults:
        print("\n".join(explain(verdict) for verdict in verdicts if options.show or verdict.fault))
        print("\n".join(crashes))
    else:
        print(table(verdicts, len(crashes)))
    return 1 if crashes or any(verdict.fault for verdict in verdicts) else 0


def _ranges() -> int:
    with tempfile.TemporaryDirectory() as folder:
        verdicts = list(judge_ranges(Path(folder)))
    counts = Counter(verdict.status for verdict in verdicts)
    told = ", ".join(f"{counts[status]} {status}" for status in (SAME, BOTH_REFUSE, KINDS[0]))
    faults = [verdict.fault for verdict in verdicts if verdict.fault]
    print("\n".join((f"{len(verdicts)} ranges: {told}, {len(faults)} unexplained", *faults)))
    return 1 if faults else 0


def _verdicts(folder: Path, pattern: str) -> Iterator[Verdict | str]:
    for case in all_cases():
        for dialect in case.dialects:
            if not fnmatchcase(f"{case.name}.{dialect}", pattern):
                continue
            try:
                yield judge(case, dialect, folder / dialect / case.name)
            except Exception:  # a crash of ours is a finding of this report
                yield f"{case.name} on {dialect}: crash\n{traceback.format_exc()}"


def table(verdicts: Sequence[Verdict], crashes: int) -> str:
    """Return the counts by subject, and by dialect."""
    heads = ("", "cases", "outcomes", *COLUMNS, "unexplained")
    rows = [heads]
    groups = [(subject, [v for v in verdicts if v.case.subject == subject]) for subject in MODULES]
    groups += [(dialect, [v for v in verdicts if v.dialect == dialect]) for dialect in DIALECTS]
    groups.append(("all", list(verdicts)))
    for name, group in groups:
        counts = Counter(verdict.status for verdict in group)
        cases = len({verdict.case.name for verdict in group})
        known = [counts[column] for column in COLUMNS]
        cells = (cases, len(group), *known, len(group) - sum(known))
        rows.append((name, *(str(cell) for cell in cells)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    if crashes:
        lines.append(f"{crashes} crashes (not counted above)")
    return "\n".join(lines)


def _proposal(verdict: Verdict) -> str:
    lines = [
        f"[{verdict.case.name}.{verdict.dialect}]",
        f'kind = "{kind_of(verdict.alembic, verdict.ours)}"',
        'why = ""',
    ]
    if isinstance(verdict.ours, Refused):
        lines.append(f"refuses = {json.dumps(verdict.ours.message, ensure_ascii=False)}")
    else:
        texts = [_toml(text) for text in canonical(verdict.ours.statements, verdict.dialect)]
        lines.append("ours = [" + "".join(f"\n  {text}," for text in texts) + ("\n]" if texts else "]"))
    return "\n".join((*lines, ""))


def _toml(text: str) -> str:
    """A TOML string: literal where that is possible, since SQL is full of quotes."""
    if "'''" in text or any(ord(char) < 32 for char in text) or text.endswith("'"):
        return json.dumps(text, ensure_ascii=False)
    return f"'''{text}'''" if "'" in text else f"'{text}'"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
