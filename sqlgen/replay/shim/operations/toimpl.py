"""``alembic.operations.toimpl``: what each built-in operation does, for plugins to call."""

from typing import Any


def _recorded(operations: Any, operation: Any) -> Any:
    """Carry out *operation* as if no plugin had replaced what its class does."""
    return operation.replay(operations)


create_table = drop_table = rename_table = create_table_comment = drop_table_comment = _recorded
add_column = drop_column = alter_column = create_index = drop_index = _recorded
create_constraint = drop_constraint = bulk_insert = execute_sql = _recorded
