"""What a MariaDB database holds, one line a fact, asked of information_schema."""

# ruff: noqa: E501 (queries)

from __future__ import annotations

from typing import Any

_QUERIES = (
    "SELECT concat(CASE table_type WHEN 'VIEW' THEN 'view ' WHEN 'SEQUENCE' THEN 'sequence ' ELSE 'table ' END, table_name) FROM information_schema.tables WHERE table_schema = database()",
    "SELECT concat('comment ', table_name, ' -- ', table_comment) FROM information_schema.tables WHERE table_schema = database() AND table_comment <> '' AND table_type = 'BASE TABLE'",
    "SELECT concat('trigger ', trigger_name, ' on ', event_object_table) FROM information_schema.triggers WHERE trigger_schema = database()",
    "SELECT concat('routine ', routine_name) FROM information_schema.routines WHERE routine_schema = database()",
    """SELECT concat('column ', table_name, ' ', lpad(ordinal_position, 2, '0'), ' ', column_name, ' ', column_type,
       IF(is_nullable = 'NO', ' NOT NULL', ''),
       CASE WHEN generation_expression IS NOT NULL THEN ' COMPUTED' WHEN extra LIKE '%auto_increment%' THEN ' SERIAL'
            WHEN column_default IS NOT NULL AND column_default <> 'NULL' THEN ' DEFAULT' ELSE '' END,
       IF(extra LIKE '%on update%', ' ON UPDATE', ''), IF(column_comment = '', '', concat(' -- ', column_comment)))
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = database() AND table_type = 'BASE TABLE'""",
    """SELECT concat('foreign key ', k.table_name, ' ', k.constraint_name, ' (', group_concat(k.column_name ORDER BY k.ordinal_position),
       ') to ', k.referenced_table_name, ' (', group_concat(k.referenced_column_name ORDER BY k.ordinal_position), ') ',
       IF(r.delete_rule IN ('RESTRICT', 'NO ACTION'), '', r.delete_rule), '/', IF(r.update_rule IN ('RESTRICT', 'NO ACTION'), '', r.update_rule))
       FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
       ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
       WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL GROUP BY k.table_name, k.constraint_name""",
    "SELECT concat('check ', table_name, ' ', constraint_name) FROM information_schema.check_constraints WHERE constraint_schema = database() AND check_clause NOT LIKE 'json_valid%'",
    """SELECT concat(CASE WHEN index_name = 'PRIMARY' THEN concat('primary key ', table_name) WHEN non_unique = 0 THEN concat('unique ', table_name, ' ', index_name)
       ELSE concat('index ', table_name, ' ', index_name) END, ' (', group_concat(column_name ORDER BY seq_in_index), ')')
       FROM information_schema.statistics WHERE table_schema = database() GROUP BY table_name, index_name, non_unique""",
)


def facts(cursor: Any) -> list[str]:
    """Return the facts, sorted."""
    found = []
    for query in _QUERIES:
        cursor.execute(query)
        found += [row[0] for row in cursor.fetchall()]
    return sorted(found)
