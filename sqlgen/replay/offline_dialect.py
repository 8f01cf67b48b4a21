"""SQLAlchemy's dialect of the target on no database: reflection is answered from the schema of the moment.

Subclasses what the target's driver classes stand on: types, compilers and Inspector are SQLAlchemy's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import default, reflection

from sqlgen.dialect import Dialect
from sqlgen.replay.dbapi import Module
from sqlgen.schema import ObjectName


def offline_dialect(dialect: Dialect, ask: Callable[[Any], Any], savepoints: Any) -> Any:
    """Return a dialect whose questions *ask(connection)*, a Reflector of this moment, answers.

    *savepoints* has ``begin``, ``rollback`` and ``release``, each of a name.
    """
    base = _without_driver(type(dialect.sqlalchemy))
    kind = type(
        f"Offline{base.__name__}",
        (_Reflected, _Unconnected, base),
        {
            "execution_ctx_cls": _context(base),
            "supports_statement_cache": False,
            "driver": dialect.sqlalchemy.driver,
        },
    )
    made = kind(dbapi=Module, paramstyle="named")
    for attribute, value in vars(dialect.sqlalchemy).items():
        if attribute in dialect.facts.sqlalchemy.attributes:
            setattr(made, attribute, value)
    made._ask = ask
    made._savepoints = savepoints
    # Keys come from what is known of the rows, one INSERT at a time.
    for attribute in (
        "insert_returning", "update_returning", "delete_returning", "insert_executemany_returning",
        "update_executemany_returning", "delete_executemany_returning", "use_insertmanyvalues",
        "preexecute_autoincrement_sequences", "supports_sane_rowcount", "supports_sane_multi_rowcount",
        "favor_returning_over_lastrowid",
    ):  # fmt: skip
        setattr(made, attribute, False)
    made.postfetch_lastrowid = True
    return made


def _without_driver(kind: Any) -> Any:
    """Return the class nearest to *kind* that no driver has had its say in."""
    for cls in kind.__mro__:
        named = issubclass(cls, default.DefaultDialect) and getattr(cls, "name", None)
        if named and not any("driver" in vars(ancestor) for ancestor in cls.__mro__):
            return cls
    return kind


def _context(base: Any) -> Any:
    plain = default.DefaultExecutionContext
    parent = base.execution_ctx_cls
    return type(
        f"Offline{parent.__name__}",
        (_Context, parent),
        {
            # SQL Server's sends SET IDENTITY_INSERT, others fetch keys: all that is the script's own affair.
            "pre_exec": plain.pre_exec,
            "post_exec": plain.post_exec,
            "get_lastrowid": plain.get_lastrowid,
            "create_cursor": plain.create_cursor,
            "create_default_cursor": plain.create_default_cursor,
            # What yield_per and stream_results want: there is only one kind of cursor here.
            "create_server_side_cursor": plain.create_default_cursor,
        },
    )


class _Context:
    def get_result_processor(self, type_: Any, colname: str, coltype: Any) -> None:
        """Return None: rows are answered as the types give them already."""

    def fire_sequence(self, sequence: Any, type_: Any) -> Any:
        """Raise: nobody can tell the next value of a sequence."""
        this: Any = self
        return this.root_connection._next_value(sequence)

    def _execute_scalar(self, statement: str, type_: Any, parameters: Any = None) -> Any:
        this: Any = self
        return this.root_connection._default_value(statement)


class _Unconnected:
    """What a dialect does with connections, undone."""

    _savepoints: Any

    def initialize(self, connection: Any) -> None:
        """Do nothing: the target's version and schema are declared."""

    def on_connect(self) -> None:
        """Return None: there is nothing to set up."""

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        cursor.execute(statement, parameters, context)

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        cursor.execute(statement, None, context)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        cursor.executemany(statement, parameters, context)

    def do_begin(self, connection: Any) -> None:
        """Do nothing: transactions are the script's frame. So the two below."""

    def do_commit(self, connection: Any) -> None: ...

    def do_rollback(self, connection: Any) -> None: ...

    def do_close(self, connection: Any) -> None: ...

    def do_savepoint(self, connection: Any, name: str) -> None:
        self._savepoints.begin(name)

    def do_rollback_to_savepoint(self, connection: Any, name: str) -> None:
        self._savepoints.rollback(name)

    def do_release_savepoint(self, connection: Any, name: str) -> None:
        self._savepoints.release(name)

    def is_disconnect(self, *_: Any) -> bool:
        return False

    def get_isolation_level_values(self, connection: Any) -> tuple[str, ...]:
        return ("AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE")

    def get_isolation_level(self, connection: Any) -> str:
        return "READ COMMITTED"

    get_default_isolation_level = get_isolation_level

    def set_isolation_level(self, connection: Any, level: str) -> None:
        connection.autocommit = level == "AUTOCOMMIT"

    def reset_isolation_level(self, connection: Any) -> None:
        connection.autocommit = False

    def _get_server_version_info(self, connection: Any) -> Any:
        this: Any = self
        return this.server_version_info

    def _get_default_schema_name(self, connection: Any) -> Any:
        this: Any = self
        return this.default_schema_name


def _object(name: str, schema: str | None) -> ObjectName:
    return ObjectName(str(name), None if schema is None else str(schema))


def _answer(method: str) -> Any:
    """Return a reflection method for one table that hands the question to the Reflector."""

    def ask(self: Any, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> Any:
        return getattr(self._ask(connection), method)(_object(table_name, schema))

    ask.__name__ = f"get_{method}"
    return reflection.cache(ask)


def _list(method: str) -> Any:
    """Return a reflection method for the names in a schema."""

    def ask(self: Any, connection: Any, schema: str | None = None, **_: Any) -> Any:
        return getattr(self._ask(connection), method)(schema)

    ask.__name__ = f"get_{method}"
    return reflection.cache(ask)


class _Reflected:
    """Reflection, answered by the Reflector of this moment."""

    _ask: Any

    get_columns = _answer("columns")
    get_pk_constraint = _answer("pk_constraint")
    get_foreign_keys = _answer("foreign_keys")
    get_indexes = _answer("indexes")
    get_unique_constraints = _answer("unique_constraints")
    get_check_constraints = _answer("check_constraints")
    get_table_comment = _answer("table_comment")
    get_table_options = _answer("table_options")
    get_view_definition = _answer("view_definition")
    get_table_names = _list("table_names")
    get_view_names = _list("view_names")
    get_materialized_view_names = _list("materialized_view_names")
    get_sequence_names = _list("sequence_names")
    get_temp_table_names = _list("temp_table_names")
    get_temp_view_names = _list("temp_view_names")
    get_multi_columns = default.DefaultDialect.get_multi_columns
    get_multi_pk_constraint = default.DefaultDialect.get_multi_pk_constraint
    get_multi_foreign_keys = default.DefaultDialect.get_multi_foreign_keys
    get_multi_indexes = default.DefaultDialect.get_multi_indexes
    get_multi_unique_constraints = default.DefaultDialect.get_multi_unique_constraints
    get_multi_check_constraints = default.DefaultDialect.get_multi_check_constraints
    get_multi_table_comment = default.DefaultDialect.get_multi_table_comment
    get_multi_table_options = default.DefaultDialect.get_multi_table_options

    @reflection.cache
    def get_schema_names(self, connection: Any, **_: Any) -> Any:
        return self._ask(connection).schema_names()

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        return bool(self._ask(connection).has_table(_object(table_name, schema)))

    def has_multi_table(self, connection: Any, table_names: Any, schema: str | None = None, **_: Any) -> Any:
        return [((schema, name), self.has_table(connection, name, schema)) for name in table_names]

    def has_index(
        self, connection: Any, table_name: str, index_name: str, schema: str | None = None, **_: Any
    ) -> bool:
        if not self.has_table(connection, table_name, schema):
            return False
        return bool(self._ask(connection).has_index(_object(table_name, schema), str(index_name)))

    def has_sequence(self, connection: Any, sequence_name: str, schema: str | None = None, **_: Any) -> bool:
        return bool(self._ask(connection).has_sequence(_object(sequence_name, schema)))

    def has_schema(self, connection: Any, schema_name: str, **_: Any) -> bool:
        return bool(self._ask(connection).has_schema(str(schema_name)))

    def has_type(self, connection: Any, type_name: str, schema: str | None = None, **_: Any) -> bool:
        """Tell whether there is an enum or a domain of that name (PostgreSQL's Inspector asks)."""
        return bool(self._ask(connection).has_type(_object(type_name, schema)))

    def _load_enums(self, connection: Any, schema: str | None = None, **_: Any) -> Any:
        return self._ask(connection).enums(schema)

    def _load_domains(self, connection: Any, schema: str | None = None, **_: Any) -> Any:
        return self._ask(connection).domains(schema)
