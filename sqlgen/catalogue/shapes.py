"""The tables that every dialect's catalogue is made of: names and order of their columns.

``dialects/<name>/catalogue.sql`` says over them what the engine's own relations hold. A row whose `real` is
0 stands for an object that may be there with any shape, -1 for one of the server's own: a question that it
would take part in is refused.
"""

from __future__ import annotations

UNKNOWN = "\ue000"
"""Begins a text that stands for what the server alone knows."""

MADE_UP = "\ue001"
"""Ends a text of which the server alone knows some digits: it can be compared, but not given out."""

FIRST_ID = 4_000_000_000_000
"""Object ids are made up from here on; no server has such numbers, and none may leave."""

TABLE = "real schema schema_id table_name table_id"

_COLUMNS = {
    "_namespace": "real schema schema_id",
    "_relation": "real schema schema_id relation relation_id kind table_name table_id comment definition "
    "columns checks has_indexes has_triggers type_id",
    "_column": f"{TABLE} relation_kind column_name position type_name type_schema type_id modifier data_type "
    "full_type characters octets digits radix scale fraction array_depth nullable has_default default_text "
    "identity identity_start identity_increment identity_minimum identity_maximum identity_cycle computed "
    "stored comment numbers_itself key extra type_length unsigned max_bytes",
    "_constraint": f"{TABLE} constraint_name constraint_id kind index_id index_name referred_schema "
    "referred_table referred_id referred_constraint on_update on_delete match can_defer deferred definition "
    "clause positions referred_positions column_name column_position generated_name",
    "_key_column": f"{TABLE} constraint_name constraint_id kind column_name position column_position "
    "referred_schema referred_table referred_id referred_column referred_position unique_position",
    "_index": f"{TABLE} index_name index_id is_unique is_primary is_constraint method predicate definition "
    "positions key_count column_count number expressions excludes",
    "_index_part": f"{TABLE} index_name index_id is_unique is_primary position column_name column_position "
    "expression descending prefix nullable method",
    "_type": "real schema schema_id type_name type_id kind category element_id array_id relation_id length",
    "_enum_label": "real schema type_name type_id label position",
    "_trigger": f"{TABLE} trigger_name trigger_id definition internal",
    "_sequence": "real schema schema_id relation relation_id owned_by",
    "_extension": "real extension version schema schema_id",
    "_routine": "real schema schema_id routine",
}
SHAPES: dict[str, tuple[str, ...]] = {name: tuple(columns.split()) for name, columns in _COLUMNS.items()}

_PINS = (
    "schema schema_id table_name table_id relation relation_id index_name index_id constraint_name "
    "constraint_id trigger_name trigger_id type_name type_id routine"
)
PINS = frozenset(_PINS.split())
"""Columns that tell which object a row is about; in a row that is not real they are true all the same."""
SCHEMA_PINS = frozenset({"schema", "schema_id"})
OTHERS = frozenset({"referred_id", "referred_table", "referred_schema"})
"""Columns that are NULL in rows about the server's own objects: these refer to nothing of anybody else's."""
TEXTS = frozenset({"default_text", "definition", "computed", "clause", "constraint_name", "index_name"})
"""Columns that are NULL where there is nothing, and only there, however little is known of the text."""
