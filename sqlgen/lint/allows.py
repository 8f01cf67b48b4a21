"""``# sqlgen: allow L101 because ...`` in a revision: what its author has looked at and stands by."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlgen.origin import Origin
from sqlgen.report.finding import Finding, Severity
from sqlgen.script.script import Script

NO_REASON = "A001"
FITS_NOTHING = "A002"
TITLES = {
    NO_REASON: "an allow without a reason",
    FITS_NOTHING: "an allow that fits nothing",
}
_ALLOW = re.compile(r"#\s*sqlgen:\s*allow\s+(?P<codes>[A-Za-z]\d+(?:\s*,\s*[A-Za-z]\d+)*)(?P<rest>.*)")
_BECAUSE = re.compile(r"\s*(?:because\b|--|:)?\s*(?P<reason>.*)")


@dataclass(slots=True)
class Allow:
    """A comment: the codes that it allows in the lines of the statement that it stands at, and why.

    *served*: a rule has found what it allows.
    """

    path: str
    line: int
    revision: str
    codes: tuple[str, ...]
    reason: str
    lines: range
    served: bool = False

    def covers(self, code: str, origin: Origin) -> bool:
        """Tell whether a finding of *code* at *origin* is meant."""
        return origin.path == self.path and code in self.codes and origin.line in self.lines


def allows_in(script: Script, root: Path) -> list[Allow]:
    """Return the comments in the revisions of *script*, those apart that stand in the other direction."""
    other = "upgrade" if script.direction == "downgrade" else "downgrade"
    return [
        allow
        for section in script.sections
        if section.step is not None
        for allow in _in_file(root, section.step.revision.where, section.step.revision.id, other)
    ]


def _in_file(root: Path, where: str, revision: str, other: str) -> Iterator[Allow]:
    try:
        text = (root / where).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return  # A compiled revision, or one in another encoding.
    if "sqlgen" not in text:
        return
    tree = ast.parse(text)
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        match = _ALLOW.match(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        number = token.start[0]
        alone = lines[number - 1].lstrip().startswith("#")
        meant = _statement_below(tree, lines, number) if alone else _statement_at(tree, number)
        meant = meant or range(number, number + 1)
        if _within(tree, other, number):
            continue
        codes = tuple(code.strip().upper() for code in match["codes"].split(","))
        because = _BECAUSE.match(match["rest"])
        reason = because["reason"].strip() if because is not None else ""
        yield Allow(where, number, revision, codes, reason, meant)


def _statement_below(tree: ast.Module, lines: list[str], number: int) -> range:
    """Return the lines of the statement that a comment on a line of its own stands above, or within."""
    within = _statement_at(tree, number, simple=True)
    if within is not None:
        return within
    below = number + 1
    while below <= len(lines) and (not lines[below - 1].strip() or lines[below - 1].lstrip().startswith("#")):
        below += 1
    return _statement_at(tree, below) or range(below, below + 1)


def _statement_at(tree: ast.Module, number: int, *, simple: bool = False) -> range | None:
    """Return the lines of the smallest statement at line *number*; of one that holds others, its head's.

    *simple*: only of one that holds no others.
    """
    best, size = None, None
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(node, ast.stmt) or (simple and isinstance(body, list)):
            continue
        end = body[0].lineno - 1 if isinstance(body, list) and body else (node.end_lineno or node.lineno)
        lines = range(node.lineno, max(end, node.lineno) + 1)
        if number in lines and (size is None or len(lines) < size):
            best, size = lines, len(lines)
    return best


def _within(tree: ast.Module, function: str, number: int) -> bool:
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name == function
        and node.lineno <= number <= (node.end_lineno or node.lineno)
        for node in tree.body
    )


def unfit(allows: list[Allow], applying: frozenset[str], known: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each comment that says no reason, or allows nothing that is there.

    *applying*: the codes that could have been found; of others nothing can be told here, but for a code that
    is not *known* at all.
    """
    for allow in allows:
        codes = ", ".join(allow.codes)
        if not allow.reason:
            yield _finding(
                allow,
                NO_REASON,
                f"the comment allows {codes} and says no reason, so it allows nothing",
                f"# sqlgen: allow {codes} because ...",
            )
        elif not allow.served and all(code in applying or code not in known for code in allow.codes):
            yield _finding(
                allow,
                FITS_NOTHING,
                f"the comment allows {codes}, and nothing of that kind is found here",
                "Take it away, or put it at the line of the operation.",
            )


def _finding(allow: Allow, code: str, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        title=TITLES[code],
        message=message,
        path=allow.path,
        line=allow.line,
        hint=hint,
        revision=allow.revision,
    )
