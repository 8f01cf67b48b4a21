"""What people read of a rule: what goes wrong, what is exempt, and the safer way in each engine's words."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.dialect import Dialect, known_dialects, load_dialect
from sqlgen.lint.allows import FITS_NOTHING, NO_REASON, TITLES
from sqlgen.lint.facts import load_locks
from sqlgen.lint.rule import Rule, all_rules, rule_called

GROUPS = {
    "L": "Locks",
    "R": "Rewrites",
    "D": "Data that may go",
    "C": "Programs that run meanwhile",
    "V": "Rows that are there",
    "T": "Transactions",
    "E": "What the engine refuses or forgets",
    "S": "The shape of the schema",
    "A": "Comments that allow",
}
"""What the first letter of a code stands for."""


def explained(rule: Rule) -> str:
    """Return all that is to be said of *rule*, as text for a terminal."""
    lines = [f"{rule.code}: {rule.title} ({rule.severity.value})", "", rule.explanation, "", "The safer way:"]
    lines += [f"  {', '.join(titles)}: {way}" for way, titles in ways(rule)]
    return "\n".join(lines) + "\n"


def told(code: str) -> str:
    """Return all that is to be said of *code*, also of a finding about a comment. Raises: UnknownRule."""
    if code.upper() in TITLES:
        shown = "# sqlgen: allow L101 because the table is small"
        return f"{code.upper()}: {TITLES[code.upper()]} (warning)\n\nA finding is allowed so: {shown}\n"
    return explained(rule_called(code))


def ways(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways out with the titles of the engines that each is for."""
    found: dict[str, list[str]] = {}
    for dialect in _dialects():
        way = load_locks(dialect).rules.get(rule.code)
        if way is not None:
            found.setdefault(way, []).append(title_of(dialect))
    yield from found.items()


def _dialects() -> list[Dialect]:
    return [load_dialect(name) for name in known_dialects()]


def title_of(dialect: Dialect) -> str:
    """Return the product's name without its version."""
    version = ".".join(str(part) for part in dialect.version)
    return dialect.title.removesuffix(f" {version}")


def listed() -> str:
    """Return every code with its title, as text for a terminal."""
    lines = [f"{rule.code}  {rule.severity.value:<8} {rule.title}" for rule in all_rules()]
    lines += [f"{code}  {'warning':<8} {TITLES[code]}" for code in (NO_REASON, FITS_NOTHING)]
    return "\n".join(lines) + "\n"
