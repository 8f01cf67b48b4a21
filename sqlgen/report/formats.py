"""The forms of a report by their names, as ``--format`` takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sqlgen.report.as_json import as_json
from sqlgen.report.finding import Finding
from sqlgen.report.github import github
from sqlgen.report.gitlab import gitlab
from sqlgen.report.junit import junit
from sqlgen.report.sarif import sarif
from sqlgen.report.text import text

Writer = Callable[[Sequence[Finding]], str]

WRITERS: Mapping[str, Writer] = {
    "text": text,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "sarif": sarif,
    "json": as_json,
}

FROM_REPOSITORY = frozenset(("github", "gitlab", "sarif"))
"""Forms whose paths count from the top of the repository, not from the folder that the command runs in."""


def writer(name: str, checked: Sequence[str] = ()) -> Writer:
    """Return the writer called *name*, a key of WRITERS; *checked*: see `junit`."""
    return partial(junit, checked=checked) if name == "junit" else WRITERS[name]
