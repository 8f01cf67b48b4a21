"""Every rule finds something on each dialect that it applies to, and nothing in the exempted twin."""

from __future__ import annotations

import pytest

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.lint.facts import load_locks
from sqlgen.lint.rule import all_rules
from tests.lint.cases import FOLDER, NOTHING, Case, cases, cases_of, exempt, found, left_out, snapshot

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.dialect}")
def test_found_and_exempt(case: Case):
    seen = found(case)
    assert f"[{case.code}]" in seen
    silent = exempt(case)
    assert silent == NOTHING
    snap = (FOLDER / f"{case.code}.snap").read_text()
    assert f"== {case.dialect}\n{seen}-- exempt\n{silent}\n" in snap, (
        "what the user sees has changed: python -m tests.lint.cases"
    )


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_has_a_case_for_every_dialect(rule):
    covered = {case.dialect for case in cases_of(rule.code)} | left_out(rule.code)
    applies = {name for name in known_dialects() if rule.code in load_locks(load_dialect(name)).rules}
    assert applies, "no locks.toml has it"
    assert applies <= covered


@pytest.mark.parametrize("code", ["L101", "D302"])
def test_snapshots_hold_nothing_else(code: str):
    assert (FOLDER / f"{code}.snap").read_text() == snapshot(code)


def test_locks_files_name_no_unknown_rule():
    known = {rule.code for rule in all_rules()}
    for name in known_dialects():
        assert set(load_locks(load_dialect(name)).rules) <= known


def test_codes_and_names_of_files_agree():
    for rule in all_rules():
        module = rule.judge.__module__.rsplit(".", 1)[-1]
        assert module.startswith(f"{rule.code.lower()}_")
        assert "Exempt:" in rule.explanation
