"""Rules as values: what each is called, how grave it is, how it judges; found by walking a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules

from sqlgen.lint import rules as folder
from sqlgen.lint.actions import Action
from sqlgen.lint.errors import UnknownRule
from sqlgen.lint.judged import Judged
from sqlgen.report.finding import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule has found: the action at fault, one sentence, and a way out, if not the dialect's usual."""

    action: Action
    message: str
    hint: str | None = None


Judge = Callable[[Judged], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. *explanation*: the docstring of its function: what goes wrong, and what is exempt."""

    code: str
    title: str
    severity: Severity
    judge: Judge
    explanation: str


def rule(code: str, title: str, severity: Severity = Severity.WARNING) -> Callable[[Judge], Rule]:
    """Make a rule of a function that yields what it finds."""

    def made(judge: Judge) -> Rule:
        return Rule(code, title, severity, judge, cleandoc(judge.__doc__ or ""))

    return made


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the codes."""
    found = []
    for module in iter_modules(folder.__path__):
        members = vars(import_module(f"{folder.__name__}.{module.name}"))
        found += [one for one in members.values() if isinstance(one, Rule)]
    return tuple(sorted(found, key=lambda one: one.code))


def rule_called(code: str) -> Rule:
    """Return the rule with *code*, in any case. Raises: UnknownRule."""
    for one in all_rules():
        if one.code == code.upper():
            return one
    raise UnknownRule(code, [one.code for one in all_rules()])
