"""What the columns of an answer are called where the text does not say: each engine has its custom."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.projections import projections_as_written

_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")
_OTHERWISE = {"trim": "btrim"}


def headings(sql: str, tree: Any, names: tuple[str, ...], dialect: Dialect) -> tuple[str, ...]:
    """Return the names of the columns of *tree*, which was read from *sql*; *names*: those it says itself."""
    custom = dialect.facts.catalogue.headings
    nodes = tree.selects if hasattr(tree, "selects") else []
    if len(nodes) != len(names) or any(node.is_star for node in nodes):
        return names
    texts = projections_as_written(sql, dialect)
    if len(texts) != len(nodes):
        texts = [node.sql(dialect=dialect.facts.sqlglot) for node in nodes]
    folds = dialect.facts.ddl.identifier_case in ("lower", "upper")
    found = []
    for node, name, text in zip(nodes, names, texts, strict=True):
        identifier = node.args.get("alias") if isinstance(node, exp.Alias) else node.this
        if isinstance(node, (exp.Alias, exp.Column)):
            quoted = isinstance(identifier, exp.Identifier) and identifier.args.get("quoted")
            found.append(name.lower() if folds and not quoted else name)
        elif custom == "function_name":
            called = _CALL.match(text) if isinstance(node, exp.Func) else None
            own = called[1].lower() if called is not None else _of_function(node, dialect)
            found.append(_OTHERWISE.get(own, own) or "?column?")
        elif custom == "nothing":
            found.append("")
        elif isinstance(node, exp.Literal) and node.is_string and not dialect.facts.catalogue.embedded:
            found.append(str(node.this))
        else:
            found.append(text)
    return tuple(found)


def _of_function(node: Any, dialect: Dialect) -> str:
    """FigureColname in PostgreSQL's src/backend/parser/parse_target.c."""
    if isinstance(node, exp.Column):
        return str(node.name)
    if isinstance(node, exp.Paren):
        return _of_function(node.this, dialect)
    if isinstance(node, exp.Cast):
        inner = _of_function(node.this, dialect)
        return inner or str(node.to.sql(dialect=dialect.facts.sqlglot)).lower()
    if isinstance(node, exp.Subquery):
        return _of_function(node.this.selects[0].unalias(), dialect) if node.this.selects else ""
    if isinstance(node, exp.Case):
        default = node.args.get("default")
        inner = _of_function(default, dialect) if isinstance(default, exp.Column) else ""
        return inner or "case"
    if isinstance(node, exp.Exists):
        return "exists"
    if isinstance(node, exp.Func) and not isinstance(node, (exp.And, exp.Or, exp.Like, exp.ILike)):
        return str(node.sql(dialect=dialect.facts.sqlglot)).partition("(")[0].strip().lower()
    return ""
