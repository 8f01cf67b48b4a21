"""``alembic.util.sqla_compat``: what plugins use of it, for SQLAlchemy 2.0 and 2.1."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import schema
from sqlalchemy.sql.base import _NoneName
from sqlalchemy.sql.elements import BindParameter, ClauseElement, TextClause, UnaryExpression

_vers = tuple(int(part) for part in re.findall(r"\d+", sa.__version__)[:3])
sqlalchemy_version = sa.__version__
sqla_2 = True
sqla_2_0_25 = _vers >= (2, 0, 25)
sqla_2_1 = _vers >= (2, 1)
AUTOINCREMENT_DEFAULT = "auto"


def constraint_name_defined(name: Any) -> bool:
    """Return whether a constraint has a name, given or by convention."""
    return isinstance(name, (str, _NoneName))


def constraint_name_string(name: Any) -> bool:
    """Return whether *name* is a text."""
    return isinstance(name, str)


def constraint_name_or_none(name: Any) -> str | None:
    """Return *name* where it is a text, else None."""
    return name if isinstance(name, str) else None


def _constraint_is_named(constraint: Any, dialect: Any) -> bool:
    if isinstance(constraint.name, str):
        return True
    return dialect.identifier_preparer.format_constraint(constraint) is not None


def _get_constraint_final_name(constraint: Any, dialect: Any) -> str | None:
    if constraint.name is None:
        return None
    name: str | None = dialect.identifier_preparer.format_constraint(constraint, _alembic_quote=False)
    return name


def _copy(schema_item: Any, **kw: Any) -> Any:
    return schema_item._copy(**kw)


def _table_for_constraint(constraint: Any) -> Any:
    return constraint.parent if isinstance(constraint, schema.ForeignKeyConstraint) else constraint.table


def _columns_for_constraint(constraint: Any) -> list[Any]:
    if isinstance(constraint, schema.ForeignKeyConstraint):
        return [element.parent for element in constraint.elements]
    if isinstance(constraint, schema.CheckConstraint):
        return _find_columns(constraint.sqltext)
    return list(constraint.columns)


def _find_columns(clause: Any) -> list[Any]:
    from sqlalchemy.sql import visitors

    return [element for element in visitors.iterate(clause) if isinstance(element, sa.Column)]


def _fk_spec(constraint: sa.ForeignKeyConstraint) -> tuple[Any, ...]:
    """Return a foreign key's schema, table, columns, their counterparts and its options."""
    tokens = [element._column_tokens for element in constraint.elements]
    target_schema, target_table, _ = tokens[0]
    source = constraint.parent
    return (
        source.schema,
        source.name,
        [element.parent.name for element in constraint.elements],
        target_schema,
        target_table,
        [column for _, _, column in tokens],
        constraint.onupdate,
        constraint.ondelete,
        constraint.deferrable,
        constraint.initially,
    )


def _fk_is_self_referential(constraint: sa.ForeignKeyConstraint) -> bool:
    target_schema, target_table, _ = constraint.elements[0]._column_tokens
    return (target_schema, target_table) == (constraint.parent.schema, constraint.parent.name)


def _is_type_bound(constraint: Any) -> bool:
    return bool(constraint._type_bound)


def _get_table_key(name: str, schema: str | None) -> str:
    return name if schema is None else f"{schema}.{name}"


def _server_default_is_computed(*server_default: Any) -> bool:
    return any(isinstance(default, sa.Computed) for default in server_default)


def _server_default_is_identity(*server_default: Any) -> bool:
    return any(isinstance(default, sa.Identity) for default in server_default)


def _nullability_might_be_unset(metadata_column: Any) -> bool:
    from sqlalchemy.sql.schema import NULL_UNSPECIFIED

    return metadata_column._user_defined_nullable is NULL_UNSPECIFIED


def is_expression(expr: Any) -> bool:
    """Return whether *expr* is more than a column in an order."""
    while isinstance(expr, UnaryExpression):
        expr = expr.element
    return not isinstance(expr, sa.Column)


def is_expression_index(index: sa.Index) -> bool:
    """Return whether an index covers an expression."""
    return any(is_expression(expression) for expression in index.expressions)


def _idx_table_bound_expressions(index: sa.Index) -> list[Any]:
    return list(index.expressions)


def _resolve_for_variant(type_: Any, dialect: Any) -> Any:
    return type_._variant_mapping.get(dialect.name, type_)


def _type_has_variants(type_: Any) -> bool:
    return bool(type_._variant_mapping)


def _get_variant_mapping(type_: Any) -> Any:
    return type_, type_._variant_mapping


def _connectable_has_table(connectable: Any, tablename: str, schemaname: str | None) -> bool:
    return bool(sa.inspect(connectable).has_table(tablename, schemaname))


def _get_connection_in_transaction(connection: Any) -> bool:
    return connection is not None and bool(connection.in_transaction())


@contextlib.contextmanager
def _ensure_scope_for_ddl(connection: Any) -> Iterator[None]:
    yield


class _literal_bindparam(BindParameter[Any]):  # noqa: N801 - Alembic's name
    """A parameter that is always written as its value."""

    inherit_cache = True


class _textual_index_element(ClauseElement):  # noqa: N801 - Alembic's name
    """Kept for imports; texts in indexes are spelled as they are."""

    def __init__(self, table: Any, text: TextClause) -> None:
        self.table = table
        self.text = text


def identity_has_dialect_kwargs() -> bool:
    """Return whether Identity takes dialect keywords."""
    return hasattr(sa.Identity, "dialect_kwargs")


def all_table_check_constraints(table: sa.Table) -> list[sa.CheckConstraint]:
    """Return the CHECKs of a table."""
    return [one for one in table._sorted_constraints if isinstance(one, sa.CheckConstraint)]
