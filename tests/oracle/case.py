"""What an operation case is: the body of a revision, the history before it, and how env.py configures it.

A case is an ordinary function without arguments whose *source text* becomes the ``upgrade()`` of a revision
file; it is never called. The imports at the top of its module are copied into the revision too. So both
tools read the same files, and no tool sees the other.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

DIALECTS = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle")
MODULES = (
    "tables",
    "columns",
    "alter_column",
    "indexes",
    "constraints",
    "comments",
    "data",
    "execute",
    "enums",
    "batch",
    "names",
    "misc",
)

Body = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """One case; *given*: bodies of the revision before it; *prelude*: module-level code of its own."""

    name: str
    subject: str
    body: Body
    given: tuple[Body, ...] = ()
    dialects: tuple[str, ...] = DIALECTS
    naming_convention: Mapping[str, str] = field(default_factory=dict)
    configure: Mapping[str, Any] = field(default_factory=dict)
    prelude: str = ""


def case(
    given: Body | tuple[Body, ...] = (),
    *,
    dialects: tuple[str, ...] = DIALECTS,
    naming_convention: Mapping[str, str] | None = None,
    configure: Mapping[str, Any] | None = None,
    prelude: str = "",
) -> Callable[[Body], Case]:
    """Make the decorated function a `Case`; its name must be unique among all cases."""
    bodies = given if isinstance(given, tuple) else (given,)

    def decorate(body: Body) -> Case:
        return Case(
            name=body.__name__,
            subject=body.__module__.rpartition(".")[2],
            body=body,
            given=bodies,
            dialects=dialects,
            naming_convention=naming_convention or {},
            configure=configure or {},
            prelude=dedent(prelude).strip(),
        )

    return decorate


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, module by module, in the order written. Raises ValueError: a name is used twice."""
    found: dict[str, Case] = {}
    for module_name in MODULES:
        module = importlib.import_module(f"tests.oracle.cases.{module_name}")
        for value in vars(module).values():
            if isinstance(value, Case) and value.body.__module__ == module.__name__:
                if value.name in found:
                    raise ValueError(f"two cases are named {value.name}")
                found[value.name] = value
    return tuple(found.values())


@cache
def _source(path: str) -> tuple[ast.Module, tuple[str, ...]]:
    text = Path(path).read_text(encoding="utf-8")
    return ast.parse(text), tuple(text.split("\n"))


@cache
def _functions(path: str) -> Mapping[str, tuple[int, int]]:
    """The first and last line of each function's body, counted from 1."""
    tree, _ = _source(path)
    return {
        node.name: (node.body[0].lineno, node.end_lineno or 0)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def imports_of(body: Body) -> str:
    """Return the import block of the module that *body* stands in, without what belongs to the harness."""
    tree, lines = _source(inspect.getfile(body))
    kept = [
        "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in tree.body
        if isinstance(node, ast.Import)
        or (
            isinstance(node, ast.ImportFrom)
            and node.module != "__future__"
            and not (node.module or "").startswith("tests.")
        )
    ]
    return "\n".join(kept)


def body_text(body: Body) -> str:
    """Return the lines of *body* as they stand, indented by four."""
    path = inspect.getfile(body)
    first, last = _functions(path)[body.__name__]
    return "\n".join(_source(path)[1][first - 1 : last])
