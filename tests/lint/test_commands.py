"""``sqlgen lint`` and ``sqlgen explain`` as users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sqlgen.lint.rule import all_rules
from tests.cli.command import sqlgen
from tests.lint.test_allows import FIRST, SECOND


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    (folder / "versions").mkdir(parents=True)
    (folder / "sqlgen.toml").write_text('version_locations = ["versions"]\ndialects = ["postgresql"]\n')
    (folder / "versions" / "r1.py").write_text(FIRST)
    (folder / "versions" / "r2.py").write_text(SECOND.format(body='    op.drop_column("t", "a")'))
    return folder


def test_findings_make_the_exit_code(shop):
    outcome = sqlgen("lint", "r1:r2", cwd=shop)
    assert outcome.code == 1
    assert "versions/r2.py:8: warning: revision r2: t.a is dropped with its values [D302]" in outcome.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("off", 0)])
def test_fail_on(shop, fail_on, code):
    assert sqlgen("lint", "r1:r2", "--fail-on", fail_on, cwd=shop).code == code


def test_the_configuration_says_what_fails(shop):
    with (shop / "sqlgen.toml").open("a") as file:
        file.write('[lint]\nfail_on = "error"\n')
    assert sqlgen("lint", "r1:r2", cwd=shop).code == 0


def test_nothing_found(shop):
    outcome = sqlgen("lint", "base:r1", "--fail-on", "warning", cwd=shop)
    assert (outcome.code, outcome.err) == (0, "")


def test_what_cannot_be_compiled_is_a_fault(shop):
    (shop / "versions" / "r2.py").write_text(
        SECOND.format(body="    op.get_bind().execute(sa.text('SELECT a FROM t')).all()")
    )
    outcome = sqlgen("lint", "r1:r2", cwd=shop)
    assert outcome.code == 2
    assert outcome.out == ""


def test_the_way_back(shop):
    outcome = sqlgen("lint", "r2:r1", "--downgrade", "--fail-on", "off", cwd=shop)
    assert outcome.code == 0
    assert "versions/r2.py:12: warning: revision r2: the comment allows D302, and nothing" in outcome.out
    assert "the lock on t (ACCESS EXCLUSIVE)" in outcome.out


def test_several_dialects_are_told_apart(shop):
    outcome = sqlgen("lint", "r1:r2", "-d", "mysql", "-d", "sqlite", cwd=shop)
    assert "mysql: t.a is dropped" in outcome.out
    assert "sqlite: t.a is dropped" in outcome.out


def test_forms_land_on_the_line_from_the_top_of_the_repository(shop):
    (shop.parent / ".git").mkdir()
    github = sqlgen("lint", "r1:r2", "--format", "github", cwd=shop).out
    assert "::warning file=shop/versions/r2.py,line=8,title=a column is dropped [D302]::" in github
    sarif = json.loads(sqlgen("lint", "r1:r2", "--format", "sarif", cwd=shop).out)
    results = {one["ruleId"]: one for one in sarif["runs"][0]["results"]}
    place = results["D302"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "shop/versions/r2.py"
    assert place["region"] == {"startLine": 8}
    found = json.loads(sqlgen("lint", "r1:r2", "--format", "json", cwd=shop).out)["findings"]
    assert ("versions/r2.py", 8, "D302") in {(one["path"], one["line"], one["code"]) for one in found}


def test_a_file_gets_the_findings(shop):
    outcome = sqlgen("lint", "r1:r2", "-o", "found.txt", cwd=shop)
    assert (outcome.code, outcome.out) == (1, "")
    assert "[D302]" in (shop / "found.txt").read_text()


def test_explain():
    outcome = sqlgen("explain", "l101")
    assert outcome.code == 0
    assert outcome.out.startswith("L101: an index is built while writes wait (warning)\n")
    assert "  PostgreSQL: CREATE INDEX CONCURRENTLY" in outcome.out


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_explained(rule):
    out = sqlgen("explain", rule.code).out
    assert "Exempt:" in out
    assert "The safer way:" in out


def test_explain_lists_all():
    out = sqlgen("explain").out
    assert [line.split()[0] for line in out.splitlines()] == [*(r.code for r in all_rules()), "A001", "A002"]


def test_explain_an_unknown_code():
    outcome = sqlgen("explain", "L1010")
    assert outcome.code == 2
    assert "Did you mean L1" in outcome.err


@pytest.mark.parametrize("code", ["A001", "a002"])
def test_findings_about_comments_are_explained(code):
    outcome = sqlgen("explain", code)
    assert outcome.code == 0
    assert "# sqlgen: allow" in outcome.out
