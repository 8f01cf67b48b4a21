"""Findings as a JUnit report, which every CI server shows as tests.

The elements are those of Jenkins' schema, which others read too:
https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from sqlgen.report.finding import Finding, Severity, ordered
from sqlgen.report.text import text

# What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Sequence[Finding], checked: Sequence[str] = ()) -> str:
    """Return the report as XML: each finding a test that failed, or passed with a word where it is no error.

    *checked* names what was looked at (paths); what has no finding among them is a test that passed.
    """
    findings = ordered(findings)
    blamed = {one.path for one in findings}
    passed = [name for name in dict.fromkeys(checked) if name not in blamed]
    failures = sum(one.severity is Severity.ERROR for one in findings)
    count = {"tests": str(len(findings) + len(passed)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "sqlgen", **count})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "sqlgen", **count, "skipped": "0"})
    for name in passed:
        ElementTree.SubElement(suite, "testcase", {"name": _xml(name), "classname": _xml(name), "time": "0"})
    for one in findings:
        _add(suite, one)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add(suite: ElementTree.Element, one: Finding) -> None:
    named = {"name": _xml(f"{one.place} {one.code}"), "classname": _xml(one.path), "time": "0"}
    case = ElementTree.SubElement(suite, "testcase", named)
    if one.severity is Severity.ERROR:
        said = {"message": _xml(one.message), "type": _xml(one.code)}
        ElementTree.SubElement(case, "failure", said).text = _xml(text([one]))
    else:
        ElementTree.SubElement(case, "system-out").text = _xml(text([one]))


def _xml(value: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value)
