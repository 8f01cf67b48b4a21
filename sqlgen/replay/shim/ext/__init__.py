"""``alembic.ext``."""

from . import checkconstraint_byname

__all__ = ["checkconstraint_byname"]
