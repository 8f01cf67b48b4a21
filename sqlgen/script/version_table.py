"""The version table: Alembic's own, so that both tools can be used on one database."""

from __future__ import annotations

from collections.abc import Callable

from sqlgen.dialect import Dialect
from sqlgen.history.steps import RevisionStep, VersionDelete, VersionInsert, VersionUpdate
from sqlgen.literals import string_literal
from sqlgen.origin import Origin
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement
from sqlgen.values import dataclass

DEFAULT_NAME = "alembic_version"
LONGEST_ID = 32

CREATE_VERSION_TABLE = Spelling("create_version_table", "table table_quoted_literal type primary_key")
INSERT_VERSION = Spelling("insert_version", "table new")
UPDATE_VERSION = Spelling("update_version", "table new old")
DELETE_VERSION = Spelling("delete_version", "table old")

Moved = Callable[[str, str], str]


@dataclass(frozen=True)
class VersionTable:
    """Where the database keeps its revisions. *primary_key* False: without ``<name>_pkc``."""

    name: str = DEFAULT_NAME
    schema: str | None = None
    primary_key: bool = True

    def quoted(self, dialect: Dialect) -> str:
        """Return the name as written in statements."""
        preparer = dialect.sqlalchemy.identifier_preparer
        name: str = preparer.quote(self.name)
        return f"{preparer.quote_schema(self.schema)}.{name}" if self.schema else name

    def create(self, dialect: Dialect, origin: Origin) -> Statement:
        """Return CREATE TABLE, which does nothing where the table is there already."""
        preparer = dialect.sqlalchemy.identifier_preparer
        table = self.quoted(dialect)
        always = preparer.quote_identifier
        parts = [always(part) for part in (self.schema, self.name) if part]
        sql = CREATE_VERSION_TABLE.spell(
            dialect,
            table=table,
            table_quoted_literal=string_literal(".".join(parts), dialect),
            type=dialect.facts.script.version_type,
            primary_key=preparer.quote(f"{self.name}_pkc") if self.primary_key else "",
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

    def changes(
        self, step: RevisionStep, dialect: Dialect, origin: Origin, moved: Moved | None = None
    ) -> list[Statement]:
        """Return the statements that move the table's rows over *step*, in order.

        *moved* makes of each, and of what to say, one that halts the script where it does not find just the
        row that it moves.
        """
        table = self.quoted(dialect)
        block = moved is not None and dialect.facts.script.version_table_block
        statements = []
        for change in step.version_changes:
            match change:
                case VersionInsert():
                    sql = INSERT_VERSION.spell(dialect, table=table, new=string_literal(change.id, dialect))
                    statements.append(Statement(sql, origin, Kind.VERSION, "version table"))
                    continue
                case VersionUpdate():
                    sql = UPDATE_VERSION.spell(
                        dialect,
                        table=table,
                        new=string_literal(change.new, dialect),
                        old=string_literal(change.old, dialect),
                    )
                    lost = f"the version table does not hold {change.old}, which becomes {change.new}"
                case VersionDelete():
                    lost = f"the version table does not hold {change.id}, which leaves it"
                    sql = DELETE_VERSION.spell(dialect, table=table, old=string_literal(change.id, dialect))
            if moved is not None:
                sql = moved(sql, string_literal(lost, dialect))
            statements.append(Statement(sql, origin, Kind.VERSION, "version table", block=block))
        return statements
