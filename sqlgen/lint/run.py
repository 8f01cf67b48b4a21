"""A range linted: compiled, read into actions, judged by every rule that applies, its allows heeded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlgen.compiler import Direction, Target, compile_databases
from sqlgen.lint.allows import Allow, allows_in, unfit
from sqlgen.lint.facts import Locks, load_locks
from sqlgen.lint.judged import Judged
from sqlgen.lint.read import actions_of
from sqlgen.lint.rule import Hit, Rule, all_rules
from sqlgen.project.lint_settings import LintSettings
from sqlgen.report.finding import Finding, Severity, at, ordered

if TYPE_CHECKING:
    from sqlgen.history.graph import RevisionGraph
    from sqlgen.project.project import Project
    from sqlgen.script.script import Script


def lint_range(
    project: Project,
    range_text: str,
    target: Target | str | None = None,
    *,
    direction: Direction = "upgrade",
    graph: RevisionGraph | None = None,
) -> list[Finding]:
    """Return what the rules find in the scripts of *range_text*, by place; paths count from the project's
    root.

    *target* may be a dialect's name. Raises: SqlgenError: what cannot be compiled cannot be judged.
    """
    target = Target(dialect=target) if isinstance(target, str) else target or Target()
    scripts = compile_databases(
        project, range_text, replace(target, keep_changes=True), direction=direction, graph=graph
    )
    return ordered(finding for script in scripts for finding in lint_script(script, project))


def lint_script(script: Script, project: Project) -> list[Finding]:
    """Return what the rules find in *script*, which has been compiled with its changes kept, by place."""
    locks = load_locks(script.dialect)
    judged = Judged(script, locks, project.lint, actions_of(script, locks))
    rules = [rule for rule in all_rules() if rule.code in locks.rules and _level(rule, project.lint) != "off"]
    allows = allows_in(script, project.root)
    findings = []
    for rule in rules:
        for hit in rule.judge(judged):
            if not _allowed(hit, rule, allows):
                findings.append(_finding(hit, rule, locks, project.lint))
    applying = frozenset(rule.code for rule in rules)
    known = frozenset(rule.code for rule in all_rules())
    return ordered([*findings, *unfit(allows, applying, known)])


def _level(rule: Rule, settings: LintSettings) -> str:
    """Return how grave *rule* is here: as configured for the longest beginning of its code."""
    said = [code for code in settings.severity if rule.code.startswith(code)]
    return settings.severity[max(said, key=len)] if said else rule.severity.value


def _allowed(hit: Hit, rule: Rule, allows: list[Allow]) -> bool:
    """Tell whether a comment at the line allows it; the comment has then served."""
    found = False
    for allow in allows:
        if allow.covers(rule.code, hit.action.origin):
            allow.served = True
            found = found or bool(allow.reason)
    return found


def _finding(hit: Hit, rule: Rule, locks: Locks, settings: LintSettings) -> Finding:
    path, line = at(hit.action.origin)
    return Finding(
        code=rule.code,
        severity=Severity(_level(rule, settings)),
        title=rule.title,
        message=hit.message,
        path=path,
        line=line,
        hint=hit.hint or locks.rules[rule.code],
        revision=hit.action.origin.revision,
    )
