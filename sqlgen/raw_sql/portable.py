"""Which parts of a statement mean the same on every engine, and the small changes that keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.origin import Origin
from sqlgen.raw_sql import names
from sqlgen.raw_sql.constructs import is_raw, type_of
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.raw_sql.split import statements
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.raw_sql.types import read_type
from sqlgen.schema import Schema


class NotPortable(Exception):
    """A part of a statement that may mean something else, or nothing, on the target."""


_BINARY = "this expression"
# Each kind of node, and those of its parts that may be there.
_PARTS = {
    "Select": "expressions from_ joins where group having order limit offset distinct with_",
    "Insert": "this expression conflict with_",
    "Update": "this expressions where from_ with_",
    "Delete": "this where with_",
    "Create": "this kind expression exists unique concurrently",
    "Drop": "this tables kind exists concurrently",
    "Alter": "this kind actions exists",
    "TruncateTable": "expressions",
    "With": "expressions recursive",
    "CTE": "this alias",
    "Subquery": "this alias",
    "Union": "this expression distinct by_name with_",
    "Intersect": "this expression distinct with_",
    "Except": "this expression distinct with_",
    "From": "this",
    "Join": "this on kind side using",
    "Where": "this",
    "Group": "expressions",
    "Having": "this",
    "Order": "expressions",
    "Ordered": "this desc nulls_first",
    "Limit": "expression",
    "Offset": "expression",
    "Distinct": "",
    "Schema": "this expressions",
    "Table": "this db alias",
    "TableAlias": "this columns",
    "Alias": "this alias",
    "Column": "this table db",
    "Identifier": "this quoted",
    "Literal": "this is_string",
    "Null": "",
    "Boolean": "this",
    "National": "this",
    "RawString": "this",
    "ILike": _BINARY,
    "Star": "",
    "Values": "expressions alias",
    "Tuple": "expressions",
    "Paren": "this",
    "In": "this expressions query",
    "Between": "this low high",
    "Exists": "this",
    "Not": "this",
    "Neg": "this",
    "Is": _BINARY,
    "Case": "this ifs default",
    "If": "this true",
    "Coalesce": "this expressions is_nvl is_null",
    "Nullif": _BINARY,
    "Cast": "this to",
    "DataType": "this expressions nested",
    "DataTypeParam": "this",
    "Upper": "this",
    "Lower": "this",
    "Trim": "this",
    "Replace": "this expression replacement",
    "Abs": "this",
    "Count": "this big_int distinct",
    "Sum": "this",
    "Min": "this",
    "Max": "this",
    "CurrentTimestamp": "",
    "CurrentDate": "",
    "DPipe": "this expression safe",
    "OnConflict": "conflict_keys action expressions where duplicate constraint",
    "Var": "this",
    "Index": "this table params unique",
    "IndexParameters": "columns where",
    "ColumnDef": "this kind constraints exists",
    "ColumnConstraint": "this kind",
    "NotNullColumnConstraint": "allow_null",
    "DefaultColumnConstraint": "this",
    "UniqueColumnConstraint": "this",
    "PrimaryKeyColumnConstraint": "",
    "CheckColumnConstraint": "this",
    "Reference": "this expressions options",
    "Constraint": "this expressions",
    "PrimaryKey": "expressions",
    "ForeignKey": "expressions reference",
    "AlterRename": "this",
    "RenameColumn": "this to",
    **dict.fromkeys(
        ("And", "Or", "EQ", "NEQ", "GT", "GTE", "LT", "LTE", "Add", "Sub", "Mul", "Like"), _BINARY
    ),
}
_ALLOWED = {name: frozenset(parts.split()) for name, parts in _PARTS.items()}
_ONLY_IN_RESULT = {
    "Concat": frozenset(("expressions", "safe", "coalesce")),
    "GetDate": frozenset(),
    "Fetch": frozenset(("direction", "count", "limit_options")),
    "LimitOptions": frozenset(("rows",)),
    "AlterColumn": frozenset(),
}
_CONDITIONS = (exp.Where, exp.Having, exp.And, exp.Or, exp.Not)


def check(tree: exp.Expression, target: Dialect, source: Dialect | None) -> None:
    """Raises: NotPortable: *tree* has a part that is not known to mean the same on *target*."""
    joins_with_plus = source is not None and source.facts.literal.concat.strip() == "+"
    for node in tree.walk():
        _check_node(node, _ALLOWED)
        _check_use(node, target)
        if joins_with_plus and isinstance(node, exp.Add) and not node.find(exp.Literal, bfs=True):
            raise NotPortable("+ may join texts")
        if (
            joins_with_plus
            and isinstance(node, exp.Add)
            and any(x.is_string for x in node.find_all(exp.Literal))
        ):
            raise NotPortable("+ joins texts")


def _adds_numbers(node: exp.Add) -> bool:
    literals = list(node.find_all(exp.Literal))
    return bool(literals) and not any(literal.is_string for literal in literals)


def check_result(tree: exp.Expression, target: Dialect) -> None:
    """Raises: NotPortable: *tree*, read as the target's SQL, has a part that was not meant to be made."""
    allowed = {**_ALLOWED, **_ONLY_IN_RESULT}
    for node in tree.walk():
        _check_node(node, allowed)
        if isinstance(node, exp.DataType):
            _check_type(node, target)
        if isinstance(node, exp.ILike) and "ilike" not in target.facts.transpile.supports:
            raise NotPortable("ILIKE")


def _check_node(node: Any, allowed: dict[str, frozenset[str]]) -> None:
    name = type(node).__name__
    parts = allowed.get(name)
    if parts is None:
        raise NotPortable(f"{_called(node)} is not known to mean the same there")
    for part, value in node.args.items():
        if value and part not in parts and not _says_nothing(value):
            raise NotPortable(f"{_called(node)} with {part.strip('_').upper().replace('_', ' ')}")


def _says_nothing(value: Any) -> bool:
    """An empty list of options, which the reader leaves behind a key."""
    return isinstance(value, exp.IndexParameters) and not any(value.args.values())


def _called(node: Any) -> str:
    if isinstance(node, exp.Anonymous):
        return f"the function {node.name}()"
    if isinstance(node, exp.Command):
        return f"{node.name} is not read by the translator, and so it"
    if isinstance(node, exp.Func):
        return f"the function {node.sql_name()}()"
    words = "".join(f" {c}" if c.isupper() else c for c in type(node).__name__).strip()
    return words.upper() if len(words) < 24 else words


def _check_use(node: Any, target: Dialect) -> None:
    supports = target.facts.transpile.supports
    if isinstance(node, exp.Update) and node.args.get("from_") and "update_from" not in supports:
        raise NotPortable("UPDATE ... FROM has no equal there")
    if isinstance(node, exp.Insert) and node.args.get("conflict"):
        _check_conflict(node, supports)
    if isinstance(node, exp.TruncateTable) and "truncate" not in supports:
        raise NotPortable("there is no TRUNCATE")
    if isinstance(node, exp.With) and node.args.get("recursive") and "recursive" not in supports:
        raise NotPortable("WITH RECURSIVE")
    if isinstance(node, exp.IndexParameters) and node.args.get("where") and "partial_index" not in supports:
        raise NotPortable("there are no partial indexes")
    if isinstance(node, exp.Ordered) and node.find_ancestor(exp.Index) and node.args.get("desc"):
        raise NotPortable("a descending index")
    if isinstance(node, (exp.Create, exp.Drop, exp.Alter)):
        _check_definition(node, target)
    if isinstance(node, exp.Literal) and node.is_string and not node.name and _reads_empty_as_null(target):
        raise NotPortable("an empty string is NULL there")
    if isinstance(node, exp.Is) and not isinstance(node.expression, exp.Null):
        raise NotPortable("IS TRUE and IS FALSE")
    if isinstance(node, (exp.Update, exp.Delete)) and node.this.args.get("joins"):
        raise NotPortable("a join in UPDATE or DELETE")
    if isinstance(node, (exp.Update, exp.Delete)) and node.this.args.get("alias"):
        raise NotPortable("another name for the table of UPDATE or DELETE")
    if isinstance(node, _PREDICATES) and "boolean_conditions" not in supports and not _may_be_predicate(node):
        raise NotPortable("a condition as a value")
    if isinstance(node, exp.Coalesce) and node.args.get("is_nvl"):
        node.set("is_nvl", None)


_PREDICATES = (exp.And, exp.Or, exp.Not, exp.Predicate)


def _may_be_predicate(node: Any) -> bool:
    parent = node.parent
    if isinstance(parent, exp.Paren):
        return _may_be_predicate(parent)
    if isinstance(parent, exp.Update):
        return isinstance(node, exp.EQ)
    if isinstance(parent, (exp.CheckColumnConstraint, exp.OnConflict)):
        return True
    return _is_condition(node)


def _reads_empty_as_null(target: Dialect) -> bool:
    return target.facts.transpile.empty_string_is_null


def _check_conflict(node: exp.Insert, supports: tuple[str, ...]) -> None:
    if "on_conflict" not in supports or node.args["conflict"].args.get("duplicate"):
        raise NotPortable("INSERT that copes with existing rows (ON CONFLICT, ON DUPLICATE KEY)")


def _check_definition(node: exp.Create | exp.Drop | exp.Alter, target: Dialect) -> None:
    kind = str(node.args.get("kind") or "").upper()
    if kind not in ("TABLE", "VIEW", "INDEX", "COLUMN"):
        raise NotPortable(f"{type(node).__name__.upper()} {kind}")
    if isinstance(node, exp.Drop) and kind == "INDEX" and target.facts.ddl.index_belongs_to_table:
        raise NotPortable("DROP INDEX has to name the table there")
    if isinstance(node, exp.Create) and kind == "TABLE" and node.expression is not None:
        raise NotPortable("CREATE TABLE ... AS")
    if isinstance(node, exp.Alter) and len(node.args["actions"]) != 1:
        raise NotPortable("several changes in one ALTER TABLE")
    name = f"{type(node).__name__.lower()}_{'table' if kind == 'VIEW' else kind.lower()}"
    if node.args.get("exists") and name not in target.facts.ddl.if_exists:
        raise NotPortable("IF EXISTS is not known there")


def _check_type(node: exp.DataType, target: Dialect) -> None:
    text = node.sql(dialect=target.facts.sqlglot)
    try:
        (statement,) = statements(text, target)
        reader = Reader(statement, Context(target, Origin("", 0), Schema()))
        spelled = read_type(reader)
        reader.expect_end()
        known = not is_raw(type_of(spelled, Schema(), target)) and spelled.numbered_as is None
        # Where truth is written 1, a BOOLEAN that is still called so has no type to be.
        known = known and not (spelled.words == "boolean" and target.facts.literal.true == "1")
    except (NotRead, ValueError):
        known = False
    if not known and not node.find_ancestor(exp.Cast):
        raise NotPortable(f"the type {text}")


def adapted(tree: exp.Expression, target: Dialect, source: Dialect | None) -> Iterator[exp.Expression]:
    """Yield *tree* with what *target* says differently, as several statements where it must be."""
    tree = tree.copy()
    for node in list(tree.walk()):
        _adapt_node(node, target, source)
    tree.set("concurrently", None) if isinstance(tree, (exp.Create, exp.Drop)) else None
    if "multi_row_values" in target.facts.transpile.supports or not isinstance(tree, exp.Insert):
        yield tree
        return
    values = tree.expression
    if not isinstance(values, exp.Values) or len(values.expressions) < 2:
        yield tree
        return
    for row in values.expressions:
        single = tree.copy()
        single.set("expression", exp.Values(expressions=[row.copy()]))
        yield single


def _adapt_node(node: Any, target: Dialect, source: Dialect | None) -> None:
    if isinstance(node, exp.Identifier):
        _adapt_name(node, target, source)
    elif isinstance(node, exp.Boolean):
        _adapt_boolean(node, target)
    elif isinstance(node, exp.Column) and "boolean_conditions" not in target.facts.transpile.supports:
        if _is_condition(node):
            node.replace(exp.NEQ(this=node.copy(), expression=exp.Literal.number(0)))
    elif isinstance(node, (exp.National, exp.RawString)) or (
        isinstance(node, exp.Literal) and node.is_string
    ):
        wide = not node.name.isascii() and target.facts.literal.unicode_string.startswith("N")
        node.replace(exp.National(this=node.name) if wide else exp.Literal.string(node.name))
    elif isinstance(node, exp.Ordered) and node.find_ancestor(exp.Index):
        node.replace(node.this.copy())
    elif (
        isinstance(node, exp.Select)
        and not node.args.get("from_")
        and target.facts.transpile.select_needs_from
    ):
        node.set("from_", exp.From(this=exp.to_table(target.facts.transpile.select_needs_from)))
    elif isinstance(node, exp.Update) and not node.args.get("from_"):
        _unqualify(node)


def _adapt_name(node: exp.Identifier, target: Dialect, source: Dialect | None) -> None:
    """Quote a name where SQLAlchemy would, so that it is the one that operations use."""
    name = node.name
    if source is not None:
        kind = TokenKind.QUOTED if node.args.get("quoted") else TokenKind.WORD
        value = name if kind is TokenKind.QUOTED else name.upper()
        name = names.folded(Token(kind, value, name, 0, 0), source)
    preparer = target.sqlalchemy.identifier_preparer
    node.set("this", name)
    node.set("quoted", preparer.quote(name) != name)


def _is_condition(node: Any) -> bool:
    parent = node.parent
    while isinstance(parent, exp.Paren):
        node, parent = parent, parent.parent
    if isinstance(parent, _CONDITIONS):
        return True
    if isinstance(parent, exp.If):
        return parent.this is node and parent.parent is not None and not parent.parent.this
    return isinstance(parent, exp.Join) and parent.args.get("on") is node


def _adapt_boolean(node: exp.Boolean, target: Dialect) -> None:
    if target.facts.literal.true.upper() == "TRUE":
        return
    number = exp.Literal.number(1 if node.this else 0)
    if _is_condition(node):
        node.replace(exp.EQ(this=number, expression=exp.Literal.number(1)))
    else:
        node.replace(number)


def _unqualify(node: exp.Update) -> None:
    """SET t.a = 1 becomes SET a = 1, which every engine reads."""
    own = node.this.alias_or_name
    for assignment in node.expressions:
        column = assignment.this
        if isinstance(column, exp.Column) and column.table == own:
            column.set("table", None)
