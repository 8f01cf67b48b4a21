"""``alembic.operations.schemaobj``."""

from sqlgen.replay.schema_objects import SchemaObjects

__all__ = ["SchemaObjects"]
