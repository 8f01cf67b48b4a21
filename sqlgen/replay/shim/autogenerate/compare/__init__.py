"""``alembic.autogenerate.compare``."""

from ...inert import inert
from ...runtime.plugins import Plugin
from ...util.langhelpers import PriorityDispatcher

comparators = PriorityDispatcher()
"""What plugins register comparators on."""

_populate_migration_script = inert("alembic.autogenerate.compare", "_populate_migration_script")
_produce_net_changes = inert("alembic.autogenerate.compare", "_produce_net_changes")

__all__ = ["Plugin", "comparators"]
