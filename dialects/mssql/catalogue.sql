-- What SQL Server's catalogue says, over the tables of sqlgen/catalogue/shapes.py; words as in PostgreSQL's file.
-- https://learn.microsoft.com/sql/relational-databases/system-information-schema-views
-- https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql
-- real >= 0: the view lists no objects of the server's own.

CREATE VIEW "information_schema.schemata" AS
SELECT database_name() AS CATALOG_NAME, schema AS SCHEMA_NAME, unknown('SCHEMA_OWNER') AS SCHEMA_OWNER, real AS _real
FROM _namespace;

CREATE VIEW "information_schema.tables" AS
SELECT database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, relation AS TABLE_NAME,
    CASE kind WHEN 'view' THEN 'VIEW' ELSE 'BASE TABLE' END AS TABLE_TYPE, real AS _real
FROM _relation WHERE real >= 0 AND (kind IS NULL OR kind IN ('table', 'view'));

CREATE VIEW "information_schema.views" AS
SELECT database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, relation AS TABLE_NAME,
    unknown('VIEW_DEFINITION') AS VIEW_DEFINITION, real AS _real
FROM _relation WHERE real >= 0 AND (kind IS NULL OR kind = 'view');

CREATE VIEW "information_schema.columns" AS
SELECT database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    position AS ORDINAL_POSITION, known(default_text) AS COLUMN_DEFAULT,
    CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS IS_NULLABLE, known(data_type) AS DATA_TYPE,
    known(characters) AS CHARACTER_MAXIMUM_LENGTH, known(octets) AS CHARACTER_OCTET_LENGTH,
    known(digits) AS NUMERIC_PRECISION, known(scale) AS NUMERIC_SCALE, known(fraction) AS DATETIME_PRECISION,
    unknown('COLLATION_NAME') AS COLLATION_NAME, real AS _real
FROM _column WHERE real >= 0;

CREATE VIEW "information_schema.table_constraints" AS
SELECT database_name() AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME,
    CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END
        AS CONSTRAINT_TYPE, 'NO' AS IS_DEFERRABLE, 'NO' AS INITIALLY_DEFERRED, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind IN ('p', 'u', 'f', 'c'));

CREATE VIEW "information_schema.key_column_usage" AS
SELECT database_name() AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    position AS ORDINAL_POSITION, real AS _real
FROM _key_column WHERE real >= 0 AND (kind IS NULL OR kind IN ('p', 'u', 'f'));

-- Of a foreign key the columns on its own side, other than in PostgreSQL.
CREATE VIEW "information_schema.constraint_column_usage" AS
SELECT database_name() AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    database_name() AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    real AS _real
FROM _key_column WHERE real >= 0;

CREATE VIEW "information_schema.referential_constraints" AS
SELECT database_name() AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    database_name() AS UNIQUE_CONSTRAINT_CATALOG, referred_schema AS UNIQUE_CONSTRAINT_SCHEMA,
    known(referred_constraint) AS UNIQUE_CONSTRAINT_NAME, 'SIMPLE' AS MATCH_OPTION,
    on_update AS UPDATE_RULE, on_delete AS DELETE_RULE, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind = 'f');

CREATE VIEW "information_schema.check_constraints" AS
SELECT database_name() AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    known(clause) AS CHECK_CLAUSE, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind = 'c');

CREATE VIEW "sys.schemas" AS
SELECT schema AS name, id(schema_id) AS schema_id, unknown('principal_id') AS principal_id, real AS _real
FROM _namespace;

CREATE VIEW "sys.tables" AS
SELECT relation AS name, id(relation_id) AS object_id, id(schema_id) AS schema_id, 0 AS parent_object_id,
    'U ' AS type, 'USER_TABLE' AS type_desc, unknown('create_date') AS create_date,
    unknown('modify_date') AS modify_date, 0 AS is_ms_shipped, real AS _real
FROM _relation WHERE real >= 0 AND (kind IS NULL OR kind = 'table');

CREATE VIEW "sys.views" AS
SELECT relation AS name, id(relation_id) AS object_id, id(schema_id) AS schema_id, 0 AS parent_object_id,
    'V ' AS type, 'VIEW' AS type_desc, unknown('create_date') AS create_date,
    unknown('modify_date') AS modify_date, real AS _real
FROM _relation WHERE real >= 0 AND (kind IS NULL OR kind = 'view');

CREATE VIEW "sys.sequences" AS
SELECT relation AS name, id(relation_id) AS object_id, id(schema_id) AS schema_id,
    unknown('start_value') AS start_value, unknown('current_value') AS current_value, real AS _real
FROM _sequence WHERE real >= 0;

CREATE VIEW "sys.columns" AS
SELECT id(table_id) AS object_id, column_name AS name, place(position) AS column_id, known(type_id) AS system_type_id,
    known(type_id) AS user_type_id, known(max_bytes) AS max_length, unknown('precision') AS precision,
    unknown('scale') AS scale, unknown('collation_name') AS collation_name, nullable AS is_nullable,
    0 AS is_rowguidcol, CASE WHEN identity IS NOT NULL OR numbers_itself THEN 1 ELSE 0 END AS is_identity,
    CASE WHEN computed IS NULL THEN 0 ELSE 1 END AS is_computed,
    CASE has_default WHEN 1 THEN unknown('default_object_id') ELSE 0 END AS default_object_id, real AS _real
FROM _column;

CREATE VIEW "sys.types" AS
SELECT type_name AS name, type_id AS system_type_id, type_id AS user_type_id, id(schema_id) AS schema_id,
    real AS _real
FROM _type;

CREATE VIEW "sys.indexes" AS
SELECT id(table_id) AS object_id, known(index_name) AS name, id(index_id) AS index_id,
    unknown('type') AS type, unknown('type_desc') AS type_desc, is_unique AS is_unique, unknown('data_space_id') AS data_space_id,
    is_primary AS is_primary_key,
    CASE WHEN is_constraint AND NOT is_primary THEN 1 ELSE 0 END AS is_unique_constraint,
    0 AS is_disabled, CASE WHEN predicate IS NULL THEN 0 ELSE 1 END AS has_filter,
    known(predicate) AS filter_definition, real AS _real
FROM _index;

CREATE VIEW "sys.index_columns" AS
SELECT id(table_id) AS object_id, id(index_id) AS index_id, position AS index_column_id,
    place(column_position) AS column_id, position AS key_ordinal, descending AS is_descending_key,
    0 AS is_included_column, real AS _real
FROM _index_part;

CREATE VIEW "sys.foreign_keys" AS
SELECT known(constraint_name) AS name, id(constraint_id) AS object_id, id(schema_id) AS schema_id,
    id(table_id) AS parent_object_id, 'F ' AS type, 'FOREIGN_KEY_CONSTRAINT' AS type_desc,
    id(known(referred_id)) AS referenced_object_id, 0 AS is_disabled, 0 AS is_not_trusted,
    REPLACE(on_delete, ' ', '_') AS delete_referential_action_desc,
    REPLACE(on_update, ' ', '_') AS update_referential_action_desc, generated_name AS is_system_named, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind = 'f');

CREATE VIEW "sys.foreign_key_columns" AS
SELECT id(constraint_id) AS constraint_object_id, position AS constraint_column_id, id(table_id) AS parent_object_id,
    place(column_position) AS parent_column_id, id(referred_id) AS referenced_object_id,
    place(known(referred_position)) AS referenced_column_id, real AS _real
FROM _key_column WHERE real >= 0 AND (kind IS NULL OR kind = 'f');

CREATE VIEW "sys.key_constraints" AS
SELECT known(constraint_name) AS name, id(constraint_id) AS object_id, id(schema_id) AS schema_id,
    id(table_id) AS parent_object_id, CASE kind WHEN 'p' THEN 'PK' ELSE 'UQ' END AS type,
    CASE kind WHEN 'p' THEN 'PRIMARY_KEY_CONSTRAINT' ELSE 'UNIQUE_CONSTRAINT' END AS type_desc,
    id(index_id) AS unique_index_id, generated_name AS is_system_named, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind IN ('p', 'u'));

CREATE VIEW "sys.default_constraints" AS
SELECT known(constraint_name) AS name, id(constraint_id) AS object_id, id(schema_id) AS schema_id,
    id(table_id) AS parent_object_id, 'D ' AS type, 'DEFAULT_CONSTRAINT' AS type_desc,
    place(column_position) AS parent_column_id, known(definition) AS definition, generated_name AS is_system_named,
    real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind = 'd');

CREATE VIEW "sys.check_constraints" AS
SELECT known(constraint_name) AS name, id(constraint_id) AS object_id, id(schema_id) AS schema_id,
    id(table_id) AS parent_object_id, 'C ' AS type, 'CHECK_CONSTRAINT' AS type_desc,
    0 AS is_disabled, unknown('parent_column_id') AS parent_column_id, known(clause) AS definition,
    generated_name AS is_system_named, real AS _real
FROM _constraint WHERE real >= 0 AND (kind IS NULL OR kind = 'c');

CREATE VIEW "sys.triggers" AS
SELECT trigger_name AS name, id(trigger_id) AS object_id, id(table_id) AS parent_id, 'TR' AS type, 0 AS is_disabled,
    real AS _real
FROM _trigger WHERE real >= 0;
