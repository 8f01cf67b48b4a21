"""Normalises pg_dump's schema, and reads the same facts from the catalogue where no pg_dump fits."""

from __future__ import annotations

import functools
import re
import subprocess
from typing import Any

import psycopg

OPTIONS = ("--schema-only", "--no-owner", "--no-privileges")

# What pg_dump says about itself and sets for itself, never about the schema. Each is bound to pg_dump's own
# spelling, because a function's body may hold comments and SET as well.
NOISE = re.compile(
    r"^--\n-- (?:PostgreSQL database dump|Name:|Data for Name:|TOC entry).*\n(?:-- .*\n)*--\n"
    r"|^-- (?:Dumped (?:from|by) |\*not\* creating schema).*\n"
    r"|^\\(?:un)?restrict .*\n"
    r"|^SET (?:\w+_timeout|client_encoding|standard_conforming_strings|check_function_bodies"
    r"|xmloption|client_min_messages|row_security|default_tablespace|default_table_access_method) = .*;\n"
    r"|^SELECT pg_catalog\.set_config\('search_path', '', false\);\n",
    re.MULTILINE,
)


@functools.cache
def major_version(command: tuple[str, ...]) -> int:
    """Return the major version that a PostgreSQL program names."""
    text = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"\d+", text)[0])


def cleaned(dumped: str) -> str:
    """Return pg_dump's text without its own comments, settings, and runs of empty lines."""
    return re.sub(r"\n{2,}", "\n\n", NOISE.sub("", dumped)).strip() + "\n"


def from_catalogue(connection: psycopg.Connection[Any]) -> str:
    """Return one fact a line from the catalogue of PostgreSQL 12 or later; column order is kept."""
    # With an empty search path every name in pg_get_...def() is written with its schema.
    connection.execute("SET search_path = ''")
    lines = []
    for kind, sql in CATALOGUE.items():
        rows = connection.execute(sql.format(own=OWN, relation=RELATION).encode()).fetchall()
        lines += [f"{kind} {row[0]}" for row in rows]
    return "".join(f"{line}\n" for line in lines)


# What is neither the system's nor an extension's own.
OWN = "n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
RELATION = f"""pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {OWN}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass
                    AND d.objid = c.oid AND d.deptype = 'e')"""

CATALOGUE = {
    "schema": "SELECT format('%I', nspname) FROM pg_namespace n WHERE {own} ORDER BY 1",
    "extension": """SELECT format('%I in %I', extname, nspname)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname <> 'plpgsql'
        ORDER BY 1""",
    "enum": """SELECT format('%I.%I (%s)', nspname, typname,
            string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder))
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace JOIN pg_enum ON enumtypid = t.oid
        WHERE {own} GROUP BY nspname, typname ORDER BY nspname, typname""",
    "domain": """SELECT format('%I.%I %s collate %s%s default %s', nspname, typname,
            format_type(typbasetype, typtypmod),
            COALESCE((SELECT collname FROM pg_collation l WHERE l.oid = typcollation), '-'),
            CASE WHEN typnotnull THEN ' not null' END, COALESCE(typdefault, '-'))
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
        WHERE {own} AND typtype = 'd' ORDER BY nspname, typname""",
    "range": """SELECT format('%I.%I of %s', nspname, typname, format_type(rngsubtype, NULL))
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace JOIN pg_range ON rngtypid = t.oid
        WHERE {own} ORDER BY nspname, typname""",
    # Kinds: r table, p partitioned, v view, m materialized, S sequence, f foreign table, c composite type.
    "relation": """SELECT format('%s %I.%I persistence=%s options=%s row_security=%s/%s replica_identity=%s'
            ' partition=%s %s', relkind, nspname, relname, relpersistence, reloptions, relrowsecurity,
            relforcerowsecurity, relreplident, CASE relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
            pg_get_expr(relpartbound, c.oid))
        FROM {relation} WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') ORDER BY nspname, relname""",
    "inherits": """SELECT format('%s from %s', inhrelid::regclass, inhparent::regclass)
        FROM pg_inherits JOIN {relation} ON c.oid = inhrelid ORDER BY nspname, relname, inhseqno""",
    "column": """SELECT format('%I.%I.%I %s%s collate %s identity=%s generated=%s storage=%s default %s',
            nspname, relname, attname, format_type(atttypid, atttypmod),
            CASE WHEN attnotnull THEN ' not null' END,
            COALESCE((SELECT collname FROM pg_collation l WHERE l.oid = attcollation), '-'),
            attidentity, attgenerated, attstorage, COALESCE(pg_get_expr(adbin, adrelid), '-'))
        FROM {relation} JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c') ORDER BY nspname, relname, attnum""",
    "constraint": """SELECT format('%s %I %s',
            COALESCE(NULLIF(conrelid, 0)::regclass::text, contypid::regtype::text), conname,
            pg_get_constraintdef(k.oid))
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE {own} ORDER BY 1""",
    "index": """SELECT format('%s valid=%s clustered=%s',
            pg_get_indexdef(indexrelid), indisvalid, indisclustered)
        FROM {relation} JOIN pg_index ON indexrelid = c.oid ORDER BY 1""",
    "view": """SELECT format('%I.%I %s', nspname, relname, pg_get_viewdef(c.oid)) FROM {relation}
        WHERE relkind IN ('v', 'm') ORDER BY nspname, relname""",
    "sequence": """SELECT format('%I.%I %s start %s increment %s min %s max %s cache %s cycle %s owned by %s',
            nspname, relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache,
            seqcycle, (SELECT pg_describe_object(refclassid, refobjid, refobjsubid) FROM pg_depend
                WHERE objid = c.oid AND classid = 'pg_catalog.pg_class'::regclass AND deptype IN ('a', 'i')
                AND refclassid = 'pg_catalog.pg_class'::regclass))
        FROM {relation} JOIN pg_sequence ON seqrelid = c.oid ORDER BY nspname, relname""",
    "function": """SELECT CASE WHEN prokind = 'a' THEN format('aggregate %s', p.oid::regprocedure)
            ELSE pg_get_functiondef(p.oid) END
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE {own} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass
            AND d.objid = p.oid AND d.deptype = 'e') ORDER BY 1""",
    "trigger": """SELECT format('%s enabled=%s', pg_get_triggerdef(t.oid), tgenabled)
        FROM pg_trigger t JOIN {relation} ON tgrelid = c.oid WHERE NOT tgisinternal ORDER BY 1""",
    "rule": """SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN {relation} ON ev_class = c.oid
        WHERE rulename <> '_RETURN' ORDER BY 1""",
    "policy": "SELECT format('%s', p) FROM pg_policies p ORDER BY schemaname, tablename, policyname",
    "statistics": "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext ORDER BY 1",
    # Objects of the system have an oid below 16384:
    # https://www.postgresql.org/docs/current/system-catalog-initial-data.html
    "comment": """SELECT format('%s: %s', pg_describe_object(classoid, objoid, objsubid), description)
        FROM pg_description WHERE objoid >= 16384 AND classoid <> 'pg_catalog.pg_extension'::regclass
        ORDER BY 1""",
}
