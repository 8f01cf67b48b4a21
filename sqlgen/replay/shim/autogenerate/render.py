"""``alembic.autogenerate.render``."""

from typing import Any

from ..inert import inert
from ..util.langhelpers import Dispatcher

MAX_PYTHON_ARGS = 255

renderers = Dispatcher()
"""What plugins register renderers on."""

default_renderers = renderers

_NAMES = (
    "_add_check_constraint", "_add_column", "_add_fk_constraint", "_add_index", "_add_pk_constraint",
    "_add_table", "_add_unique_constraint", "_alembic_autogenerate_prefix", "_alter_column",
    "_drop_column", "_drop_constraint", "_drop_index", "_drop_table", "_execute_sql", "_fk_colspec",
    "_get_index_rendered_expressions", "_ident", "_indent", "_populate_render_fk_opts",
    "_render_ARRAY_type", "_render_Variant_type", "_render_check_constraint", "_render_cmd_body",
    "_render_column", "_render_computed", "_render_constraint", "_render_create_table_comment",
    "_render_dialect_kwargs_items", "_render_drop_table_comment", "_render_fetched_value",
    "_render_foreign_key", "_render_gen_name", "_render_identity", "_render_modify_table",
    "_render_potential_expr", "_render_primary_key", "_render_python_into_templatevars",
    "_render_server_default", "_render_type_w_subtype", "_render_unique_constraint", "_repr_type",
    "_should_render_server_default_positionally", "_sqlalchemy_autogenerate_prefix", "_uq_constraint",
    "_user_autogenerate_prefix", "_user_defined_render",
)  # fmt: skip


class _f_name:  # noqa: N801 - Alembic's name
    """A name that no naming convention applies to, as written in revision files."""

    def __init__(self, prefix: str, name: Any) -> None:
        self.prefix = prefix
        self.name = name

    def __repr__(self) -> str:
        return f"{self.prefix}f({str(self.name)!r})"


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return inert("alembic.autogenerate.render", name)
    raise AttributeError(f"module 'alembic.autogenerate.render' has no attribute {name!r}")


def render_op(autogen_context: Any, op: Any) -> list[str]:
    """Return what the renderer of a plugin's operation writes. Raises: ValueError: it has none."""
    lines = renderers.dispatch(op)(autogen_context, op)
    return [lines] if isinstance(lines, str) else list(lines)


def render_op_text(autogen_context: Any, op: Any) -> str:
    """Return what the renderer of a plugin's operation writes, as one text."""
    return "\n".join(render_op(autogen_context, op))
