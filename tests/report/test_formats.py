"""Each form of a report follows its vendor's rules, whatever characters the findings have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqlgen.report.finding import Finding, Place, Severity, ordered, rebased, repository_of
from sqlgen.report.formats import WRITERS, writer

PLAIN = Finding(
    code="golden-different",
    severity=Severity.ERROR,
    title="script differs",
    message="golden/shop/base..head.sql has another effect: column book.price",
    path="versions/a2_prices.py",
    line=18,
    column=5,
    hint="Read the diff, then: sqlgen golden update",
    detail="--- accepted\n+++ now\n-a\n+::error::b\n",
    revision="a2",
    related=(Place("golden/shop/base..head.sql", 40, "the statement"),),
    url="https://example.org/golden-different",
)
ODD = Finding(
    code="odd",
    severity=Severity.WARNING,
    title="a: title, 100%",
    message='50% <of> "these",\r\nall: & \x00\x1b\ufffe so on',
    path="ver sions/ä%20,:b.py",
)
TOLD = Finding(code="odd", severity=Severity.INFO, title="told", message="told", path="sqlgen.toml")
FINDINGS = (TOLD, PLAIN, ODD)

anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
findings = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(("one", "two")),
        severity=st.sampled_from(Severity),
        title=anything,
        message=anything,
        path=anything.filter(bool),
        line=st.none() | st.integers(1, 9),
        column=st.none() | st.integers(1, 9),
        hint=st.none() | anything,
        detail=st.none() | anything,
        revision=st.none() | anything,
        related=st.lists(
            st.builds(Place, anything.filter(bool), st.none() | st.integers(1, 9), anything)
        ).map(tuple),
    ),
    max_size=3,
)


def test_text() -> None:
    assert writer("text")(FINDINGS) == (
        "sqlgen.toml: info: told [odd]\n"
        'ver sions/ä%20,:b.py: warning: 50% <of> "these",\r\nall: & \x00\x1b\ufffe so on [odd]\n'
        "versions/a2_prices.py:18:5: error: revision a2: "
        "golden/shop/base..head.sql has another effect: column book.price [golden-different]\n"
        "  golden/shop/base..head.sql:40: the statement\n"
        "  Read the diff, then: sqlgen golden update\n"
        "    --- accepted\n    +++ now\n    -a\n    +::error::b\n"
    )


def test_github() -> None:
    token = "[0-9a-f]{64}"
    lines = writer("github")(FINDINGS).split("\n")
    assert lines[:4] == [
        "::notice file=sqlgen.toml,title=told [odd]::told",
        "::warning file=ver sions/ä%2520%2C%3Ab.py,title=a%3A title%2C 100%25 [odd]"
        '::50%25 <of> "these",%0D%0Aall: & \x00\x1b\ufffe so on',
        "::error file=versions/a2_prices.py,line=18,col=5,title=script differs [golden-different]"
        "::revision a2: golden/shop/base..head.sql has another effect: column book.price"
        "%0Agolden/shop/base..head.sql:40: the statement%0ARead the diff, then: sqlgen golden update",
        "::group::versions/a2_prices.py:18:5",
    ]
    stop = re.fullmatch(f"::stop-commands::({token})", lines[4])
    assert stop and lines[5:] == [
        "--- accepted",
        "+++ now",
        "-a",
        "+::error::b",
        f"::{stop[1]}::",
        "::endgroup::",
        "",
    ]


@given(findings)
def test_github_runs_no_other_command(several: list[Finding]) -> None:
    """Read as the runner reads it (ActionCommand.TryParseV2), there are the commands meant and no others."""
    commands: list[tuple[str, dict[str, str], str]] = []
    stopped: str | None = None
    for line in re.split("\r\n|\r|\n", writer("github")(several)):
        command = re.fullmatch(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line, re.DOTALL)
        if command is None:
            assert stopped is not None or line == ""
        elif stopped is not None:
            stopped = None if command[1] == stopped else stopped
        elif command[1] == "stop-commands":
            stopped = command[3]
        else:
            pairs = dict(pair.split("=", 1) for pair in (command[2] or "").split(",") if pair)
            commands.append(
                (
                    command[1],
                    {name: _unescaped(value) for name, value in pairs.items()},
                    _unescaped(command[3]),
                )
            )
    told = [one for one in commands if one[0] not in ("group", "endgroup")]
    assert [(one[0], one[1]["file"]) for one in told] == [
        ({"info": "notice"}.get(one.severity.value, one.severity.value), one.path) for one in ordered(several)
    ]
    assert all(one.message in command[2] for one, command in zip(ordered(several), told, strict=True))


def _unescaped(value: str) -> str:
    for escaped, plain in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(escaped, plain)
    return value


@given(findings)
def test_gitlab(several: list[Finding]) -> None:
    """The fields that GitLab asks for, with values that it knows; fingerprints are distinct."""
    report = json.loads(writer("gitlab")(several))
    assert len(report) == len(set(several))
    for entry, one in zip(report, ordered(several), strict=True):
        assert sorted(entry) == ["check_name", "description", "fingerprint", "location", "severity"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"] == {"path": one.path, "lines": {"begin": one.line or 1}}
    assert len({entry["fingerprint"] for entry in report}) == len(report)


def test_fingerprints_stay_as_lines_move() -> None:
    import dataclasses

    moved = dataclasses.replace(PLAIN, line=99, column=None, detail=None, hint="other")
    marks = [json.loads(writer("gitlab")([one]))[0]["fingerprint"] for one in (PLAIN, moved, ODD)]
    assert marks[0] == marks[1] != marks[2]


# Elements, their attributes (True: required) and children, of Jenkins' junit-10.xsd, as far as we write them.
JUNIT: Mapping[str, tuple[Mapping[str, bool], tuple[str, ...]]] = {
    "testsuites": (dict.fromkeys(("name", "time", "tests", "failures", "errors"), False), ("testsuite",)),
    "testsuite": (
        {"name": True, "tests": True, "failures": True, "errors": True, "skipped": False},
        ("testcase",),
    ),
    "testcase": ({"name": True, "classname": False, "time": False}, ("failure", "system-out")),
    "failure": ({"message": False, "type": False}, ()),
    "system-out": ({}, ()),
}


@given(findings)
def test_junit(several: list[Finding]) -> None:
    root = ElementTree.fromstring(writer("junit", ("golden/one.sql", "golden/one.sql"))(several).encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.keys()) <= set(attributes)
        assert {name for name, required in attributes.items() if required} <= set(element.keys())
        assert all(child.tag in children for child in element)
    cases = root.findall("testsuite/testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(cases) == int(root.attrib["tests"]) == len(set(several)) + 1
    assert len(failed) == int(root.attrib["failures"])
    assert len(failed) == sum(one.severity is Severity.ERROR for one in set(several))


def test_junit_has_no_character_that_xml_lacks() -> None:
    told = writer("junit")(FINDINGS)
    assert "\x00" not in told and "\x1b" not in told and "all: &amp; \ufffd\ufffd\ufffd so on" in told
    passed = writer("junit", ("versions/a2_prices.py", "golden/x.sql"))([PLAIN])
    assert 'tests="2" failures="1"' in passed and '<testcase name="golden/x.sql"' in passed


# Properties (True: required) of SARIF's schema for the objects that we write.
SARIF: Mapping[str, Mapping[str, bool]] = {
    "log": {"$schema": False, "version": True, "runs": True},
    "run": {"tool": True, "columnKind": False, "results": False},
    "result": {
        "ruleId": False,
        "ruleIndex": False,
        "level": False,
        "message": True,
        "locations": False,
        "relatedLocations": False,
        "partialFingerprints": False,
    },
    "location": {"id": False, "physicalLocation": False, "message": False},
    "region": {"startLine": False, "startColumn": False},
}


@given(findings)
def test_sarif(several: list[Finding]) -> None:
    log = json.loads(writer("sarif")(several))
    _has(log, "log")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    _has(run, "run")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules)) and run["tool"]["driver"]["name"] == "sqlgen"
    for result, one in zip(run["results"], ordered(several), strict=True):
        _has(result, "result")
        assert rules[result["ruleIndex"]] == result["ruleId"] == one.code
        assert result["level"] in ("none", "note", "warning", "error")
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            _has(location, "location")
            _has(location["physicalLocation"]["region"], "region")
            assert re.fullmatch(
                r"[A-Za-z0-9_.~/%-]*", location["physicalLocation"]["artifactLocation"]["uri"]
            )
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == one.path
        assert place["region"]["startLine"] == (one.line or 1)


def _has(value: Mapping[str, object], kind: str) -> None:
    assert set(value) <= set(SARIF[kind]), kind
    assert {name for name, required in SARIF[kind].items() if required} <= set(value), kind


def test_json() -> None:
    told = json.loads(writer("json")(FINDINGS))
    assert told["version"] == 1
    last = told["findings"][-1]
    assert last.pop("fingerprint")
    assert last == {
        "code": "golden-different",
        "severity": "error",
        "title": "script differs",
        "message": "golden/shop/base..head.sql has another effect: column book.price",
        "path": "versions/a2_prices.py",
        "line": 18,
        "column": 5,
        "hint": "Read the diff, then: sqlgen golden update",
        "detail": "--- accepted\n+++ now\n-a\n+::error::b\n",
        "revision": "a2",
        "related": [{"path": "golden/shop/base..head.sql", "line": 40, "message": "the statement"}],
        "url": "https://example.org/golden-different",
    }


@pytest.mark.parametrize("name", WRITERS)
@given(several=findings)
def test_the_order_of_findings_does_not_matter(name: str, several: list[Finding]) -> None:
    assert writer(name)(several) == writer(name)([*several[::-1], *several])


@pytest.mark.parametrize(
    ("name", "told"),
    [("text", ""), ("github", ""), ("gitlab", "[]\n"), ("json", '{\n  "version": 1,\n  "findings": []\n}\n')],
)
def test_nothing_found(name: str, told: str) -> None:
    assert writer(name)([]) == told


def test_paths_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    project = tmp_path / "repo" / "apps" / "shop"
    project.mkdir(parents=True)
    top = repository_of(project)
    assert top == tmp_path / "repo"
    assert repository_of(tmp_path) in (tmp_path, *tmp_path.parents)
    (moved,) = rebased([PLAIN], project, top)
    assert moved.path == "apps/shop/versions/a2_prices.py"
    assert moved.related[0].path == "apps/shop/golden/shop/base..head.sql"
