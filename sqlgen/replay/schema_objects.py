"""`SchemaObjects`: what plugins call to get small SQLAlchemy constructs (``operations.schema_obj``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from sqlgen import schema as s
from sqlgen.replay import constructs as make


class _NoRun:
    """Stands in for the recorder where constructs are made outside a run."""

    def __init__(self) -> None:
        self.types: dict[Any, Any] = {}
        self.stubs: dict[str, Any] = {}

    def new_metadata(self) -> sa.MetaData:
        return sa.MetaData()

    def origin(self) -> None:
        return None


class SchemaObjects:
    """Makes constructs, each on a Table of its own, with the project's naming convention."""

    def __init__(self, migration_context: Any = None) -> None:
        self.migration_context = migration_context
        self._recorder: Any = migration_context.recorder if migration_context is not None else _NoRun()

    def metadata(self) -> sa.MetaData:
        """Return an empty MetaData with the project's naming convention."""
        metadata: sa.MetaData = self._recorder.new_metadata()
        return metadata

    def table(self, name: str, *columns: Any, **kw: Any) -> sa.Table:
        """Return a Table. ``_constraints_included``, Alembic's own keyword, says nothing here."""
        kw.pop("_constraints_included", None)
        return make.new_table(self._recorder, name, *columns, **kw)

    def column(self, name: str, type_: Any, **kw: Any) -> sa.Column[Any]:
        """Return a Column."""
        return sa.Column(name, type_, **kw)

    def index(
        self,
        name: str | None,
        tablename: str | None,
        columns: Sequence[Any],
        schema: str | None = None,
        **kw: Any,
    ) -> sa.Index:
        """Return an Index; its columns may be names, texts or expressions."""
        target = s.ObjectName(tablename or "no_table", schema)
        return make.index(self._recorder, name, target, columns, unique=kw.pop("unique", None), **kw)

    def primary_key_constraint(
        self, name: Any, table_name: str, cols: Sequence[str], schema: str | None = None, **dialect_kw: Any
    ) -> sa.PrimaryKeyConstraint:
        """Return a primary key."""
        made: sa.PrimaryKeyConstraint = self._over(
            sa.PrimaryKeyConstraint, name, table_name, cols, schema, dialect_kw
        )
        return made

    def unique_constraint(
        self, name: Any, source: str, local_cols: Sequence[str], schema: str | None = None, **kw: Any
    ) -> sa.UniqueConstraint:
        """Return a unique constraint."""
        made: sa.UniqueConstraint = self._over(sa.UniqueConstraint, name, source, local_cols, schema, kw)
        return made

    def check_constraint(
        self, name: Any, source: str, condition: Any, schema: str | None = None, **kw: Any
    ) -> sa.CheckConstraint:
        """Return a CHECK."""
        table = make.small_table(self._recorder, source, (), schema)
        made = sa.CheckConstraint(make.condition_text(condition), name=name, **kw)
        table.append_constraint(made)
        return made

    def foreign_key_constraint(
        self,
        name: Any,
        source: str,
        referent: str,
        local_cols: Sequence[str],
        remote_cols: Sequence[str],
        onupdate: str | None = None,
        ondelete: str | None = None,
        deferrable: bool | None = None,
        source_schema: str | None = None,
        referent_schema: str | None = None,
        initially: str | None = None,
        match: str | None = None,
        **dialect_kw: Any,
    ) -> sa.ForeignKeyConstraint:
        """Return a foreign key."""
        return make.foreign_key(
            self._recorder,
            name,
            s.ObjectName(source, source_schema),
            s.ObjectName(referent, referent_schema),
            local_cols,
            remote_cols,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            initially=initially,
            match=match,
            **dialect_kw,
        )

    def generic_constraint(
        self, name: Any, table_name: str, type_: str | None, schema: str | None = None, **kw: Any
    ) -> Any:
        """Return a constraint of which only name and kind are known, to be dropped."""
        table = make.small_table(self._recorder, table_name, (), schema)
        kinds: dict[str | None, Any] = {
            "foreignkey": lambda: sa.ForeignKeyConstraint([], [], name=name),
            "primary": lambda: sa.PrimaryKeyConstraint(name=name),
            "unique": lambda: sa.UniqueConstraint(name=name),
            "check": lambda: sa.CheckConstraint("", name=name),
            None: lambda: sa.schema.Constraint(name=name),
        }
        if type_ not in kinds:
            allowed = ", ".join(kind for kind in kinds if kind)
            raise TypeError(f"constraint type {type_!r} is none of {allowed}")
        made = kinds[type_]()
        table.append_constraint(made)
        return made

    def _over(
        self, kind: Any, name: Any, table_name: str, columns: Sequence[str], schema: str | None, options: Any
    ) -> Any:
        columns = [columns] if isinstance(columns, str) else list(columns)
        table = make.small_table(self._recorder, table_name, columns, schema)
        made = kind(*(table.c[column] for column in columns), name=name, **options)
        table.append_constraint(made)
        return made
