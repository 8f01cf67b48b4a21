-- What PostgreSQL's catalogue says, over the tables of sqlgen/catalogue/shapes.py.
-- place, places: numbers of columns, in which those that were dropped leave gaps; their order is certain.
-- unknown('x'): only the server knows it. known(x): x, where that is certain. truth, id, array_of, vector: the column's type.
-- Rows that are not real (see there) pass every WHERE.
-- https://www.postgresql.org/docs/15/information-schema.html, https://www.postgresql.org/docs/15/catalogs.html

CREATE VIEW "information_schema.schemata" AS
SELECT database_name() AS catalog_name, schema AS schema_name, unknown('schema_owner') AS schema_owner,
    NULL AS default_character_set_catalog, NULL AS default_character_set_schema,
    NULL AS default_character_set_name, NULL AS sql_path, real AS _real
FROM _namespace;

CREATE VIEW "information_schema.tables" AS
SELECT database_name() AS table_catalog, schema AS table_schema, relation AS table_name,
    CASE kind WHEN 'view' THEN 'VIEW' ELSE 'BASE TABLE' END AS table_type,
    NULL AS self_referencing_column_name, NULL AS reference_generation, NULL AS user_defined_type_catalog,
    NULL AS user_defined_type_schema, NULL AS user_defined_type_name,
    CASE kind WHEN 'view' THEN unknown('is_insertable_into of a view') ELSE 'YES' END AS is_insertable_into,
    'NO' AS is_typed, NULL AS commit_action, real AS _real
FROM _relation WHERE kind IS NULL OR kind IN ('table', 'view');

CREATE VIEW "information_schema.views" AS
SELECT database_name() AS table_catalog, schema AS table_schema, relation AS table_name,
    unknown('view_definition, which the server rewrites') AS view_definition,
    unknown('check_option') AS check_option, unknown('is_updatable') AS is_updatable,
    unknown('is_insertable_into') AS is_insertable_into, unknown('is_trigger_updatable') AS is_trigger_updatable,
    unknown('is_trigger_deletable') AS is_trigger_deletable,
    unknown('is_trigger_insertable_into') AS is_trigger_insertable_into, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'view';

CREATE VIEW "information_schema.columns" AS
SELECT database_name() AS table_catalog, schema AS table_schema, table_name, column_name,
    place(position) AS ordinal_position,
    CASE WHEN computed IS NULL THEN known(default_text) END AS column_default,
    CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS is_nullable,
    known(data_type) AS data_type, known(characters) AS character_maximum_length,
    CASE WHEN known(octets) IS NOT NULL THEN unknown('character_octet_length') END AS character_octet_length,
    known(digits) AS numeric_precision, known(radix) AS numeric_precision_radix, known(scale) AS numeric_scale,
    known(fraction) AS datetime_precision,
    NULL AS interval_type, NULL AS interval_precision, NULL AS character_set_catalog,
    NULL AS character_set_schema, NULL AS character_set_name, unknown('collation_catalog') AS collation_catalog,
    unknown('collation_schema') AS collation_schema, unknown('collation_name') AS collation_name,
    NULL AS domain_catalog, NULL AS domain_schema, NULL AS domain_name, database_name() AS udt_catalog,
    known(type_schema) AS udt_schema, known(type_name) AS udt_name,
    NULL AS scope_catalog, NULL AS scope_schema, NULL AS scope_name,
    NULL AS maximum_cardinality, unknown('dtd_identifier') AS dtd_identifier,
    'NO' AS is_self_referencing,
    CASE WHEN identity IS NULL THEN 'NO' ELSE 'YES' END AS is_identity,
    identity AS identity_generation,
    known(identity_start) AS identity_start, known(identity_increment) AS identity_increment,
    known(identity_maximum) AS identity_maximum, known(identity_minimum) AS identity_minimum,
    CASE identity_cycle WHEN 1 THEN 'YES' ELSE 'NO' END AS identity_cycle,
    CASE WHEN computed IS NULL THEN 'NEVER' ELSE 'ALWAYS' END AS is_generated,
    known(computed) AS generation_expression,
    CASE relation_kind WHEN 'table' THEN 'YES' ELSE unknown('is_updatable of a view') END AS is_updatable,
    real AS _real
FROM _column WHERE (relation_kind IS NULL OR relation_kind IN ('table', 'view')) AND (position IS NULL OR position > 0);

CREATE VIEW "information_schema.table_constraints" AS
SELECT database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    database_name() AS table_catalog, schema AS table_schema, table_name,
    CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END
        AS constraint_type,
    CASE can_defer WHEN 1 THEN 'YES' ELSE 'NO' END AS is_deferrable,
    CASE deferred WHEN 1 THEN 'YES' ELSE 'NO' END AS initially_deferred,
    'YES' AS enforced, real AS _real
FROM _constraint WHERE kind IS NULL OR kind IN ('p', 'u', 'f', 'c', 'n');

-- since 15
CREATE VIEW "information_schema.table_constraints" AS
SELECT database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    database_name() AS table_catalog, schema AS table_schema, table_name,
    CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END
        AS constraint_type,
    CASE can_defer WHEN 1 THEN 'YES' ELSE 'NO' END AS is_deferrable,
    CASE deferred WHEN 1 THEN 'YES' ELSE 'NO' END AS initially_deferred,
    'YES' AS enforced, CASE kind WHEN 'u' THEN 'YES' END AS nulls_distinct, real AS _real
FROM _constraint WHERE kind IS NULL OR kind IN ('p', 'u', 'f', 'c', 'n');

CREATE VIEW "information_schema.key_column_usage" AS
SELECT database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    database_name() AS table_catalog, schema AS table_schema, table_name, column_name, position AS ordinal_position,
    known(unique_position) AS position_in_unique_constraint, real AS _real
FROM _key_column WHERE kind IS NULL OR kind IN ('p', 'u', 'f');

CREATE VIEW "information_schema.referential_constraints" AS
SELECT database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    database_name() AS unique_constraint_catalog, known(referred_schema) AS unique_constraint_schema,
    known(referred_constraint) AS unique_constraint_name,
    CASE match WHEN 'f' THEN 'FULL' WHEN 'p' THEN 'PARTIAL' ELSE 'NONE' END AS match_option,
    on_update AS update_rule, on_delete AS delete_rule, real AS _real
FROM _constraint WHERE kind IS NULL OR kind = 'f';

-- Of a foreign key, the columns that it refers to.
CREATE VIEW "information_schema.constraint_column_usage" AS
SELECT database_name() AS table_catalog,
    CASE kind WHEN 'f' THEN referred_schema ELSE schema END AS table_schema,
    CASE kind WHEN 'f' THEN referred_table ELSE table_name END AS table_name,
    CASE kind WHEN 'f' THEN known(referred_column) ELSE known(column_name) END AS column_name,
    database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    real AS _real
FROM _key_column WHERE kind IS NULL OR kind IN ('p', 'u', 'f', 'c');

CREATE VIEW "information_schema.constraint_table_usage" AS
SELECT database_name() AS table_catalog,
    CASE kind WHEN 'f' THEN referred_schema ELSE schema END AS table_schema,
    CASE kind WHEN 'f' THEN referred_table ELSE table_name END AS table_name,
    database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    real AS _real
FROM _constraint WHERE kind IS NULL OR kind IN ('p', 'u', 'f');

CREATE VIEW "information_schema.check_constraints" AS
SELECT database_name() AS constraint_catalog, schema AS constraint_schema, known(constraint_name) AS constraint_name,
    CASE kind WHEN 'n' THEN column_name || ' IS NOT NULL' ELSE known(clause) END AS check_clause, real AS _real
FROM _constraint WHERE kind IS NULL OR kind IN ('c', 'n');

CREATE VIEW "information_schema.sequences" AS
SELECT database_name() AS sequence_catalog, schema AS sequence_schema, relation AS sequence_name,
    unknown('data_type') AS data_type, unknown('numeric_precision') AS numeric_precision,
    2 AS numeric_precision_radix, 0 AS numeric_scale, unknown('start_value') AS start_value,
    unknown('minimum_value') AS minimum_value, unknown('maximum_value') AS maximum_value,
    unknown('increment') AS increment, unknown('cycle_option') AS cycle_option, real AS _real
FROM _sequence WHERE NOT real OR owned_by IS NULL OR owned_by <> 'identity';

CREATE VIEW "information_schema.triggers" AS
SELECT database_name() AS trigger_catalog, schema AS trigger_schema, trigger_name,
    unknown('event_manipulation') AS event_manipulation, database_name() AS event_object_catalog,
    schema AS event_object_schema, table_name AS event_object_table, unknown('action_order') AS action_order,
    unknown('action_condition') AS action_condition, unknown('action_statement') AS action_statement,
    unknown('action_orientation') AS action_orientation, unknown('action_timing') AS action_timing,
    unknown('several rows for several events') + real AS _real
FROM _trigger WHERE NOT real OR internal IS NULL;

CREATE VIEW "information_schema.routines" AS
SELECT database_name() AS specific_catalog, schema AS specific_schema, unknown('specific_name') AS specific_name,
    database_name() AS routine_catalog, schema AS routine_schema, routine AS routine_name,
    unknown('routine_type') AS routine_type, unknown('data_type') AS data_type,
    unknown('routine_definition') AS routine_definition, real AS _real
FROM _routine;

CREATE VIEW "pg_catalog.pg_namespace" AS
SELECT id(schema_id) AS oid, schema AS nspname, unknown('nspowner') AS nspowner, unknown('nspacl') AS nspacl,
    real AS _real
FROM _namespace;

CREATE VIEW "pg_catalog.pg_class" AS
SELECT id(relation_id) AS oid, relation AS relname, id(schema_id) AS relnamespace,
    id(known(type_id)) AS reltype, 0 AS reloftype, unknown('relowner') AS relowner, unknown('relam') AS relam,
    unknown('relfilenode') AS relfilenode, unknown('reltablespace') AS reltablespace,
    unknown('relpages') AS relpages, unknown('reltuples') AS reltuples,
    unknown('relallvisible') AS relallvisible, unknown('reltoastrelid') AS reltoastrelid,
    truth(known(has_indexes)) AS relhasindex, truth(0) AS relisshared, 'p' AS relpersistence,
    CASE kind WHEN 'table' THEN 'r' WHEN 'view' THEN 'v' WHEN 'materialized' THEN 'm' WHEN 'index' THEN 'i'
        WHEN 'sequence' THEN 'S' ELSE unknown('relkind') END AS relkind,
    known(columns) AS relnatts, known(checks) AS relchecks, truth(unknown('relhasrules')) AS relhasrules,
    truth(unknown('relhastriggers')) AS relhastriggers, truth(unknown('relhassubclass')) AS relhassubclass,
    truth(unknown('relrowsecurity')) AS relrowsecurity,
    truth(unknown('relforcerowsecurity')) AS relforcerowsecurity,
    truth(unknown('relispopulated')) AS relispopulated, unknown('relreplident') AS relreplident,
    truth(unknown('relispartition')) AS relispartition, real AS _real
FROM _relation;

CREATE VIEW "pg_catalog.pg_tables" AS
SELECT schema AS schemaname, relation AS tablename, unknown('tableowner') AS tableowner,
    unknown('tablespace') AS tablespace, truth(known(has_indexes)) AS hasindexes,
    truth(unknown('hasrules')) AS hasrules, truth(unknown('hastriggers')) AS hastriggers,
    truth(unknown('rowsecurity')) AS rowsecurity, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'table';

CREATE VIEW "pg_catalog.pg_views" AS
SELECT schema AS schemaname, relation AS viewname, unknown('viewowner') AS viewowner,
    unknown('definition, which the server rewrites') AS definition, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'view';

CREATE VIEW "pg_catalog.pg_matviews" AS
SELECT schema AS schemaname, relation AS matviewname, unknown('matviewowner') AS matviewowner,
    unknown('tablespace') AS tablespace, truth(known(has_indexes)) AS hasindexes,
    truth(unknown('ispopulated')) AS ispopulated,
    unknown('definition, which the server rewrites') AS definition, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'materialized';

CREATE VIEW "pg_catalog.pg_sequences" AS
SELECT schema AS schemaname, relation AS sequencename, unknown('sequenceowner') AS sequenceowner,
    unknown('data_type') AS data_type, unknown('start_value') AS start_value,
    unknown('min_value') AS min_value, unknown('max_value') AS max_value,
    unknown('increment_by') AS increment_by, truth(unknown('cycle')) AS cycle,
    unknown('cache_size') AS cache_size, unknown('last_value') AS last_value, real AS _real
FROM _sequence;

CREATE VIEW "pg_catalog.pg_indexes" AS
SELECT schema AS schemaname, table_name AS tablename, known(index_name) AS indexname,
    unknown('tablespace') AS tablespace, known(definition) AS indexdef, real AS _real
FROM _index;

-- All that the history made is valid: an index that failed would have ended it.
CREATE VIEW "pg_catalog.pg_index" AS
SELECT id(index_id) AS indexrelid, id(table_id) AS indrelid, known(column_count) AS indnatts,
    known(key_count) AS indnkeyatts, truth(is_unique) AS indisunique,
    truth(unknown('indnullsnotdistinct')) AS indnullsnotdistinct, truth(is_primary) AS indisprimary,
    truth(excludes) AS indisexclusion, truth(unknown('indimmediate')) AS indimmediate,
    truth(unknown('indisclustered')) AS indisclustered, truth(1) AS indisvalid,
    truth(unknown('indcheckxmin')) AS indcheckxmin, truth(1) AS indisready, truth(1) AS indislive,
    truth(unknown('indisreplident')) AS indisreplident, vector(known(positions)) AS indkey,
    unknown('indcollation') AS indcollation, unknown('indclass') AS indclass, unknown('indoption') AS indoption,
    CASE WHEN expressions THEN unknown('indexprs') END AS indexprs,
    CASE WHEN predicate IS NOT NULL THEN known(predicate) END AS indpred, real AS _real
FROM _index;

CREATE VIEW "pg_catalog.pg_attribute" AS
SELECT id(table_id) AS attrelid, column_name AS attname, id(known(type_id)) AS atttypid,
    unknown('attstattarget') AS attstattarget, known(type_length) AS attlen, place(position) AS attnum,
    known(array_depth) AS attndims, -1 AS attcacheoff, known(modifier) AS atttypmod,
    truth(unknown('attbyval')) AS attbyval, unknown('attalign') AS attalign, unknown('attstorage') AS attstorage,
    unknown('attcompression') AS attcompression, truth(NOT nullable) AS attnotnull,
    truth(has_default OR computed IS NOT NULL) AS atthasdef, truth(unknown('atthasmissing')) AS atthasmissing,
    CASE identity WHEN 'ALWAYS' THEN 'a' WHEN 'BY DEFAULT' THEN 'd' ELSE '' END AS attidentity,
    CASE WHEN computed IS NULL THEN '' WHEN stored THEN 's' ELSE 'v' END AS attgenerated,
    truth(0) AS attisdropped, truth(unknown('attislocal')) AS attislocal, unknown('attinhcount') AS attinhcount,
    unknown('attcollation') AS attcollation, real AS _real
FROM _column;

CREATE VIEW "pg_catalog.pg_attrdef" AS
SELECT unknown('oid') AS oid, id(table_id) AS adrelid, place(position) AS adnum,
    known(CASE WHEN computed IS NULL THEN default_text ELSE computed END) AS adbin, real AS _real
FROM _column WHERE NOT real OR has_default OR computed IS NOT NULL;

CREATE VIEW "pg_catalog.pg_constraint" AS
SELECT id(constraint_id) AS oid, known(constraint_name) AS conname, id(schema_id) AS connamespace,
    kind AS contype, truth(known(can_defer)) AS condeferrable, truth(known(deferred)) AS condeferred,
    truth(known(validated(definition))) AS convalidated, id(table_id) AS conrelid, 0 AS contypid,
    id(known(index_id)) AS conindid, 0 AS conparentid,
    id(known(referred_id)) AS confrelid,
    CASE kind WHEN 'f' THEN action_letter(on_update) ELSE ' ' END AS confupdtype,
    CASE kind WHEN 'f' THEN action_letter(on_delete) ELSE ' ' END AS confdeltype,
    CASE kind WHEN 'f' THEN match ELSE ' ' END AS confmatchtype, truth(1) AS conislocal, 0 AS coninhcount,
    truth(unknown('connoinherit')) AS connoinherit, places(known(positions)) AS conkey,
    places(known(referred_positions)) AS confkey, known(clause) AS conbin, real AS _real
FROM _constraint WHERE kind IS NULL OR kind <> 'n';

-- since 18
CREATE VIEW "pg_catalog.pg_constraint" AS
SELECT id(constraint_id) AS oid, known(constraint_name) AS conname, id(schema_id) AS connamespace,
    kind AS contype, truth(known(can_defer)) AS condeferrable, truth(known(deferred)) AS condeferred,
    truth(known(validated(definition))) AS convalidated, id(table_id) AS conrelid, 0 AS contypid,
    id(known(index_id)) AS conindid, 0 AS conparentid,
    id(known(referred_id)) AS confrelid,
    CASE kind WHEN 'f' THEN action_letter(on_update) ELSE ' ' END AS confupdtype,
    CASE kind WHEN 'f' THEN action_letter(on_delete) ELSE ' ' END AS confdeltype,
    CASE kind WHEN 'f' THEN match ELSE ' ' END AS confmatchtype, truth(1) AS conislocal, 0 AS coninhcount,
    truth(unknown('connoinherit')) AS connoinherit, places(known(positions)) AS conkey,
    places(known(referred_positions)) AS confkey, known(clause) AS conbin, real AS _real
FROM _constraint;

CREATE VIEW "pg_catalog.pg_type" AS
SELECT id(type_id) AS oid, type_name AS typname, id(schema_id) AS typnamespace, unknown('typowner') AS typowner,
    known(length) AS typlen, truth(unknown('typbyval')) AS typbyval, kind AS typtype, category AS typcategory,
    truth(unknown('typispreferred')) AS typispreferred, truth(1) AS typisdefined, ',' AS typdelim,
    id(relation_id) AS typrelid, id(element_id) AS typelem, id(known(array_id)) AS typarray, real AS _real
FROM _type;

CREATE VIEW "pg_catalog.pg_enum" AS
SELECT unknown('oid') AS oid, id(type_id) AS enumtypid, position AS enumsortorder, label AS enumlabel,
    real AS _real
FROM _enum_label;

CREATE VIEW "pg_catalog.pg_trigger" AS
SELECT id(trigger_id) AS oid, id(table_id) AS tgrelid, 0 AS tgparentid, trigger_name AS tgname,
    unknown('tgfoid') AS tgfoid, unknown('tgtype') AS tgtype, 'O' AS tgenabled, truth(COALESCE(internal, 0)) AS tgisinternal,
    real AS _real
FROM _trigger;

CREATE VIEW "pg_catalog.pg_proc" AS
SELECT unknown('oid') AS oid, routine AS proname, id(schema_id) AS pronamespace, unknown('proowner') AS proowner,
    unknown('prolang') AS prolang, unknown('prosrc') AS prosrc, unknown('prokind') AS prokind,
    unknown('pronargs') AS pronargs, unknown('prorettype') AS prorettype, real AS _real
FROM _routine;

CREATE VIEW "pg_catalog.pg_extension" AS
SELECT unknown('oid') AS oid, extension AS extname, unknown('extowner') AS extowner,
    id(schema_id) AS extnamespace, truth(unknown('extrelocatable')) AS extrelocatable,
    known(version) AS extversion, real AS _real
FROM _extension;
