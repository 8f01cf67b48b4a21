"""Judge one range: both tools, and the table of differences, `ranges_differences.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.oracle.range_oracle import Histories, shortened
from tests.oracle.range_shapes import RANGES, cases, specs
from tests.oracle.verdict import BOTH_REFUSE, SAME, STALE, UNEXPLAINED

TABLE: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("ranges_differences.toml").read_text(encoding="utf-8")
)["difference"]
EXPLAINED: Mapping[str, tuple[dict[str, Any], str]] = {
    case: (entry, value) for entry in TABLE for case, value in entry["cases"].items()
}


@dataclass(frozen=True)
class RangeVerdict:
    """*status* as of `tests.oracle.verdict`; *fault* is one line where the range has to be looked at."""

    status: str
    fault: str = ""


def judge_ranges(folder: Path) -> Iterator[RangeVerdict]:
    """Judge every range, the histories written below the empty *folder*."""
    for shape in RANGES:
        histories = Histories(specs(shape), folder / shape)
        for case_shape, command, text in cases():
            if case_shape == shape:
                yield judge_range(f"{shape} {command} {text}", histories, command, text)


def judge_range(case: str, histories: Histories, command: str, text: str) -> RangeVerdict:
    """Judge the range *text* of *command*; *case* is its name in the table."""
    theirs, ours = histories.by_alembic(command, text), histories.by_sqlgen(command, text)
    refused = is_error(theirs) and is_error(ours)
    same = theirs == ours or refused
    if case not in EXPLAINED:
        if same:
            return RangeVerdict(BOTH_REFUSE if refused else SAME)
        return RangeVerdict(
            UNEXPLAINED, f"{case}\n  alembic {shortened(theirs)}\n  sqlgen  {shortened(ours)}"
        )
    if same:
        return RangeVerdict(STALE, f"{case}: the difference is listed, and there is none any more")
    entry, value = EXPLAINED[case]
    if not shortened(theirs).startswith(entry["alembic"]):
        fault = f"{case}: alembic is listed with {entry['alembic']!r}, and says {shortened(theirs)}"
        return RangeVerdict(UNEXPLAINED, fault)
    if value.startswith("= "):
        expected, found = value[2:], shortened(ours)
    elif value.isidentifier():
        expected, found = f"error: {value}", shortened(ours)[: len(f"error: {value}")]
    else:
        expected, found = "\n".join(histories.by_alembic(command, value)), "\n".join(ours)
    if expected != found:
        return RangeVerdict(UNEXPLAINED, f"{case}: listed as {value!r} = {expected}\n  sqlgen {found}")
    return RangeVerdict(entry["kind"])


def is_error(lines: list[str]) -> bool:
    """Tell whether a tool refused."""
    return lines[:1] != [] and lines[0].startswith("error: ")
