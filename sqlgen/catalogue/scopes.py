"""The sources of a query, and small things that are asked of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.views import ShownColumn, View, find_view, is_system_schema
from sqlgen.dialect import Dialect

NAMES: dict[type[Any], str] = {
    exp.CurrentSchema: "current_schema",
    exp.CurrentDatabase: "current_database",
    exp.CurrentCatalog: "current_catalog",
    exp.CurrentVersion: "version",
    exp.CurrentUser: "current_user",
    exp.SessionUser: "session_user",
    exp.ObjectId: "object_id",
    exp.Format: "format",
}


@dataclass
class Source:
    """What stands in FROM under *alias*."""

    alias: str
    columns: tuple[ShownColumn, ...]
    view: View | None = None
    optional: bool = False
    exact: bool = False
    """Joined by what objects are called, and nothing else."""

    def column(self, name: str) -> ShownColumn | None:
        """Return the column called *name*."""
        return next((c for c in self.columns if c.name.lower() == name.lower()), None)


@dataclass
class Scope:
    """The sources of one SELECT, and the scopes around it."""

    outer: Scope | None = None
    sources: list[Source] = field(default_factory=list)
    queries: dict[str, tuple[ShownColumn, ...]] = field(default_factory=dict)
    """What WITH names."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Names of result columns, with their kinds."""
    given: frozenset[str] = frozenset()
    """Those that AS gives; in ORDER BY they come before the sources' columns."""


def called(node: Node) -> tuple[str, list[Node]]:
    """Return the name of a function or variable, lower case, and what it is given."""
    if type(node) in NAMES:
        given = [node.this, node.args.get("expression"), *node.expressions]
        return NAMES[type(node)], [_plain_text(each) for each in given if isinstance(each, exp.Expr)]
    if isinstance(node, (exp.SessionParameter, exp.Parameter)):
        inner = node.this
        while isinstance(inner, (exp.Parameter, exp.SessionParameter)):
            inner = inner.this
        return f"@@{inner.name.lower()}", []
    if isinstance(node, exp.Column):
        return node.name.lower(), []
    return str(node.this).lower(), [_plain_text(each) for each in node.expressions]


def _plain_text(node: Node) -> Node:
    """N'text' is text."""
    if isinstance(node, exp.National):
        node.replace(made := exp.Literal.string(node.name))
        return made
    return node


def may_refuse(node: Node) -> bool:
    """Tell whether evaluating *node* may end in a refusal."""
    return any(call.this == "certain" for call in node.find_all(exp.Anonymous))


def kind_of(node: Node) -> str:
    """Return the kind of value that *node* was found to give."""
    return str(node.meta.get("kind", ""))


def keep_meta(old: Node, new: Node) -> None:
    """Keep what is known of a column in its copy."""
    if isinstance(old, exp.Column):
        new.meta["pin"] = old.meta.get("pin")


def query_called(name: str, scope: Scope) -> tuple[ShownColumn, ...] | None:
    """Return the columns of the query that WITH calls *name*."""
    at: Scope | None = scope
    while at is not None:
        if name.lower() in at.queries:
            return at.queries[name.lower()]
        at = at.outer
    return None


def only_queries(scope: Scope) -> Scope:
    """Return a scope in which a subquery of FROM finds what WITH names, but not its neighbours."""
    return Scope(None, [], scope.queries)


def conjuncts(node: Node) -> list[Node]:
    """Return the conditions that AND joins."""
    if isinstance(node, exp.And):
        return [*conjuncts(node.left), *conjuncts(node.right)]
    if isinstance(node, exp.Paren) and isinstance(node.this, exp.And):
        return conjuncts(node.this)
    return [node]


def all_of(conditions: Sequence[Node]) -> Node:
    """Return all conditions as one."""
    made: Node | None = None
    for condition in conditions:
        made = condition if made is None else exp.And(this=made, expression=condition)
    return exp.Paren(this=made) if made is not None else exp.true()


def is_system(table: exp.Table, dialect: Dialect) -> bool:
    """Tell whether *table* is a relation of the server's own."""
    prefixes = dialect.facts.catalogue.system_prefixes
    return (
        is_system_schema(table.db, dialect)
        or find_view(table.db, table.name, dialect) is not None
        or (not table.db and table.name.lower().startswith(prefixes))
    )


def schemas_named(query: Node) -> tuple[str, ...]:
    """Return the constants of a rewritten *query* that stand for schemas."""
    found: list[str] = []
    for node in query.find_all(exp.EQ, exp.In):
        if any(column.meta.get("pin") == "schema" for column in node.find_all(exp.Column)):
            found += [each.name for each in node.find_all(exp.Literal) if each.is_string]
    for call in query.find_all(exp.Anonymous):
        if call.this in ("schema", "schema_or_null"):
            found += [each.name for each in call.expressions if isinstance(each, exp.Literal)]
    dotted = [each.name for each in query.find_all(exp.Literal) if each.is_string and "." in each.name]
    return (*found, *(name.partition(".")[0].strip('"[]') for name in dotted))
