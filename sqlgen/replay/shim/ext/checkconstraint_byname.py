"""``alembic.ext.checkconstraint_byname``: an autogenerate plugin; there is nothing to set up here."""

from typing import Any


def setup(plugin: Any) -> None:
    """Do nothing."""
