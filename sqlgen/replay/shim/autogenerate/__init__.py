"""``alembic.autogenerate``: hooks can be registered; while scripts are compiled nothing calls them."""

from . import api, compare, render, rewriter
from .api import (
    RevisionContext,
    _render_migration_diffs,
    compare_metadata,
    produce_migrations,
    render_python_code,
)
from .compare import _produce_net_changes, comparators
from .render import render_op_text, renderers
from .rewriter import Rewriter

__all__ = [
    "RevisionContext",
    "Rewriter",
    "_produce_net_changes",
    "_render_migration_diffs",
    "api",
    "comparators",
    "compare",
    "compare_metadata",
    "produce_migrations",
    "render",
    "render_op_text",
    "render_python_code",
    "renderers",
    "rewriter",
]
