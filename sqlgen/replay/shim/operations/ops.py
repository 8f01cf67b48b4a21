"""``alembic.operations.ops``: operation objects, for plugins, hooks and ``op.invoke``.

Each is carried out by ``replay(operations)``, which records it through the directive of the same name,
unless a plugin has registered something else for its class.
"""

from typing import Any

from .column_ops import AddColumnOp, AlterColumnOp, DropColumnOp
from .constraint_ops import (
    AddConstraintOp,
    CreateCheckConstraintOp,
    CreateForeignKeyOp,
    CreatePrimaryKeyOp,
    CreateUniqueConstraintOp,
    DropConstraintOp,
)
from .containers import DowngradeOps, MigrationScript, ModifyTableOps, OpContainer, UpgradeOps
from .exclude_op import CreateExcludeConstraintOp
from .index_ops import CreateIndexOp, DropIndexOp
from .migrate_op import AlterTableOp, MigrateOperation
from .table_ops import (
    BulkInsertOp,
    CreateTableCommentOp,
    CreateTableOp,
    DropTableCommentOp,
    DropTableOp,
    ExecuteSQLOp,
    RenameTableOp,
)

_ADDING = {
    "create_primary_key": CreatePrimaryKeyOp,
    "create_unique_constraint": CreateUniqueConstraintOp,
    "create_foreign_key": CreateForeignKeyOp,
    "create_check_constraint": CreateCheckConstraintOp,
    "create_exclude_constraint": CreateExcludeConstraintOp,
}

# Which directives a plugin takes over by registering an implementation for the class.
_DIRECTIVES: tuple[dict[str, Any], ...] = (
    _ADDING,
    {
        "create_table": CreateTableOp,
        "drop_table": DropTableOp,
        "rename_table": RenameTableOp,
        "create_table_comment": CreateTableCommentOp,
        "drop_table_comment": DropTableCommentOp,
        "add_column": AddColumnOp,
        "drop_column": DropColumnOp,
        "alter_column": AlterColumnOp,
        "create_index": CreateIndexOp,
        "drop_index": DropIndexOp,
        "drop_constraint": DropConstraintOp,
        "execute": ExecuteSQLOp,
        "bulk_insert": BulkInsertOp,
    },
)
for _directives in _DIRECTIVES:
    for _name, _class in _directives.items():
        _class.directives = {_name: _class}
AddConstraintOp.directives = _ADDING

__all__ = [
    "AddColumnOp",
    "AddConstraintOp",
    "AlterColumnOp",
    "AlterTableOp",
    "BulkInsertOp",
    "CreateCheckConstraintOp",
    "CreateForeignKeyOp",
    "CreateIndexOp",
    "CreatePrimaryKeyOp",
    "CreateTableCommentOp",
    "CreateTableOp",
    "CreateUniqueConstraintOp",
    "DowngradeOps",
    "DropColumnOp",
    "DropConstraintOp",
    "DropIndexOp",
    "DropTableCommentOp",
    "DropTableOp",
    "ExecuteSQLOp",
    "MigrateOperation",
    "MigrationScript",
    "ModifyTableOps",
    "OpContainer",
    "RenameTableOp",
    "UpgradeOps",
]
