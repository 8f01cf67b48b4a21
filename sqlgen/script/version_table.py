"""The version table: Alembic's own, so that both tools can be used on one database."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.dialect import Dialect
from sqlgen.history.steps import RevisionStep, VersionDelete, VersionInsert, VersionUpdate
from sqlgen.literals import string_literal
from sqlgen.origin import Origin
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement
from sqlgen.values import dataclass

DEFAULT_NAME = "alembic_version"

CREATE_VERSION_TABLE = Spelling(
    "create_version_table", "table table_quoted_literal table_in_string lines lines_in_string"
)
INSERT_VERSION = Spelling("insert_version", "table new")
UPDATE_VERSION = Spelling("update_version", "table new old")
DELETE_VERSION = Spelling("delete_version", "table old")


@dataclass(frozen=True)
class VersionTable:
    """Where the database keeps its revisions. *primary_key* False: without ``<name>_pkc``.

    *lines*: the lines of its CREATE TABLE, where env.py gives it another shape than Alembic does.
    """

    name: str = DEFAULT_NAME
    schema: str | None = None
    primary_key: bool = True
    lines: tuple[str, ...] = ()

    def quoted(self, dialect: Dialect) -> str:
        """Return the name as written in statements."""
        preparer = dialect.sqlalchemy.identifier_preparer
        name: str = preparer.quote(self.name)
        return f"{preparer.quote_schema(self.schema)}.{name}" if self.schema else name

    def create(self, dialect: Dialect, origin: Origin) -> Statement:
        """Return CREATE TABLE, which does nothing where the table is there already."""
        table = self.quoted(dialect)
        lines = self.lines or tuple(self._own_lines(dialect))
        always = dialect.sqlalchemy.identifier_preparer.quote_identifier
        parts = [always(part) for part in (self.schema, self.name) if part]
        sql = CREATE_VERSION_TABLE.spell(
            dialect,
            table=table,
            table_quoted_literal=string_literal(".".join(parts), dialect),
            table_in_string=_in_string(table),
            lines=lines,
            lines_in_string=[_in_string(line) for line in lines],
        )
        block = dialect.facts.script.version_table_block
        return Statement(
            sql,
            origin,
            Kind.VERSION,
            "create the version table",
            # The guard reads it.
            transactional=dialect.facts.script.guard_in_transaction,
            block=block,
        )

    def _own_lines(self, dialect: Dialect) -> Iterator[str]:
        yield f"version_num {dialect.facts.script.version_type} NOT NULL"
        if self.primary_key:
            name = dialect.sqlalchemy.identifier_preparer.quote(f"{self.name}_pkc")
            yield f"CONSTRAINT {name} PRIMARY KEY (version_num)"

    def changes(self, step: RevisionStep, dialect: Dialect, origin: Origin) -> list[Statement]:
        """Return the statements that move the table's rows over *step*, one for each change, in order."""
        table = self.quoted(dialect)
        statements = []
        for change in step.version_changes:
            match change:
                case VersionInsert():
                    sql = INSERT_VERSION.spell(dialect, table=table, new=string_literal(change.id, dialect))
                case VersionUpdate():
                    sql = UPDATE_VERSION.spell(
                        dialect,
                        table=table,
                        new=string_literal(change.new, dialect),
                        old=string_literal(change.old, dialect),
                    )
                case VersionDelete():
                    sql = DELETE_VERSION.spell(dialect, table=table, old=string_literal(change.id, dialect))
            statements.append(Statement(sql, origin, Kind.VERSION, "version table"))
        return statements


def _in_string(sql: str) -> str:
    return sql.replace("'", "''")
