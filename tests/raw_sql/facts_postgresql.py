"""What a PostgreSQL database holds, one line a fact, asked of its catalogue."""

# ruff: noqa: E501 (a query)

from __future__ import annotations

from typing import Any

Row = tuple[Any, ...]

_ACTIONS = "CASE {} WHEN 'a' THEN '' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END"
_COLUMNS = """coalesce((SELECT string_agg(a.attname, ',' ORDER BY k.at) FROM unnest({keys}) WITH ORDINALITY k(n, at)
  JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.n), '')"""
_OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
_NAME = "CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || "

FACTS = f"""
SELECT 'schema ' || nspname FROM pg_namespace n WHERE {_OURS} AND nspname <> 'public'
UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT CASE typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' WHEN 'c' THEN 'composite ' ELSE 'range ' END
  || {_NAME} typname || coalesce(' ' || (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum e
     WHERE e.enumtypid = t.oid), '')
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid
  WHERE {_OURS} AND typtype IN ('e', 'd', 'c', 'r') AND (typtype <> 'c' OR c.relkind = 'c')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
UNION ALL SELECT CASE relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
  ELSE 'table ' END || {_NAME} relname
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE {_OURS} AND relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d
     JOIN pg_class o ON o.oid = d.refobjid
     LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.objid = c.oid AND c.relkind = 'S' AND (d.deptype = 'i' OR d.deptype = 'a' AND a.atthasdef AND c.relname ~ '_seq\\d*$'))
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
UNION ALL SELECT 'trigger ' || tgname || ' on ' || {_NAME} relname
  FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE NOT tgisinternal
UNION ALL SELECT 'routine ' || {_NAME} proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
  WHERE {_OURS} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype IN ('e', 'i'))
UNION ALL SELECT 'column ' || {_NAME} relname || ' ' || lpad(row_number() OVER (PARTITION BY c.oid ORDER BY attnum)::text, 2, '0')
  || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
  || CASE WHEN attgenerated <> '' THEN ' COMPUTED' WHEN attidentity = 'a' THEN ' ALWAYS' WHEN attidentity = 'd' THEN ' IDENTITY'
     WHEN pg_get_expr(adbin, adrelid) LIKE 'nextval(%' THEN ' SERIAL' WHEN adbin IS NOT NULL THEN ' DEFAULT' ELSE '' END
  || coalesce(' -- ' || col_description(c.oid, attnum), '')
  FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE {_OURS} AND relkind IN ('r', 'p', 'f') AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'comment ' || {_NAME} relname || ' -- ' || obj_description(c.oid, 'pg_class')
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE {_OURS} AND relkind IN ('r', 'p', 'f') AND obj_description(c.oid, 'pg_class') IS NOT NULL
UNION ALL SELECT CASE contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'c' THEN 'check ' WHEN 'x' THEN 'exclude '
  ELSE 'foreign key ' END || {_NAME} c.relname || ' ' || conname
  || CASE WHEN contype IN ('p', 'u', 'f') THEN ' (' || {_COLUMNS.format(keys="conkey", table="conrelid")} || ')' ELSE '' END
  || CASE WHEN contype = 'f' THEN ' to ' || CASE rn.nspname WHEN 'public' THEN '' ELSE rn.nspname || '.' END || r.relname
     || ' (' || {_COLUMNS.format(keys="confkey", table="confrelid")} || ') ' || {_ACTIONS.format("confdeltype")}
     || '/' || {_ACTIONS.format("confupdtype")} ELSE '' END
  || CASE WHEN condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN condeferred THEN ' DEFERRED' ELSE '' END
  FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class r ON r.oid = confrelid LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
  WHERE {_OURS} AND contype IN ('p', 'u', 'c', 'x', 'f')
UNION ALL SELECT CASE WHEN indisunique THEN 'unique index ' ELSE 'index ' END || {_NAME} c.relname || ' ' || i.relname || ' ('
  || {_COLUMNS.format(keys="(indkey::int2[])[0:indnkeyatts-1]", table="indrelid")} || ') ' || indnkeyatts || ' ' || amname
  || CASE WHEN indpred IS NOT NULL THEN ' WHERE' ELSE '' END
  FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am am ON am.oid = i.relam
  WHERE {_OURS} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
"""


def facts(connection: Any) -> list[str]:
    """Return the facts, sorted."""
    return sorted(row[0] for row in connection.execute(FACTS).fetchall())
