"""A finding's mark, by which a tool knows it again in another run: it does not change as lines move."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from sqlgen.report.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a distinct mark for each of *findings*: of code, path, revision and message, not of the line.

    Findings that are alike in all of these are numbered in their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for one in findings:
        key = (one.code, one.path, one.revision or "", one.message)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        marks.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return marks
