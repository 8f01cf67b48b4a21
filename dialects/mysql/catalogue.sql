-- What MySQL's catalogue says, over the tables of sqlgen/catalogue/shapes.py; words as in PostgreSQL's file.
-- https://dev.mysql.com/doc/refman/8.0/en/information-schema.html

CREATE VIEW "information_schema.schemata" AS
SELECT 'def' AS CATALOG_NAME, schema AS SCHEMA_NAME,
    unknown('DEFAULT_CHARACTER_SET_NAME') AS DEFAULT_CHARACTER_SET_NAME,
    unknown('DEFAULT_COLLATION_NAME') AS DEFAULT_COLLATION_NAME, NULL AS SQL_PATH, real AS _real
FROM _namespace;

CREATE VIEW "information_schema.tables" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, relation AS TABLE_NAME,
    CASE kind WHEN 'view' THEN 'VIEW' WHEN 'table' THEN 'BASE TABLE' ELSE unknown('TABLE_TYPE') END AS TABLE_TYPE,
    unknown('ENGINE') AS ENGINE, unknown('VERSION') AS VERSION, unknown('ROW_FORMAT') AS ROW_FORMAT,
    unknown('TABLE_ROWS') AS TABLE_ROWS, unknown('AVG_ROW_LENGTH') AS AVG_ROW_LENGTH,
    unknown('DATA_LENGTH') AS DATA_LENGTH, unknown('MAX_DATA_LENGTH') AS MAX_DATA_LENGTH,
    unknown('INDEX_LENGTH') AS INDEX_LENGTH, unknown('DATA_FREE') AS DATA_FREE,
    unknown('AUTO_INCREMENT') AS AUTO_INCREMENT, unknown('CREATE_TIME') AS CREATE_TIME,
    unknown('UPDATE_TIME') AS UPDATE_TIME, unknown('CHECK_TIME') AS CHECK_TIME,
    unknown('TABLE_COLLATION') AS TABLE_COLLATION, unknown('CHECKSUM') AS CHECKSUM,
    unknown('CREATE_OPTIONS') AS CREATE_OPTIONS,
    CASE kind WHEN 'view' THEN 'VIEW' ELSE COALESCE(comment, '') END AS TABLE_COMMENT, real AS _real
FROM _relation WHERE kind IS NULL OR kind IN ('table', 'view');

CREATE VIEW "information_schema.views" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, relation AS TABLE_NAME,
    unknown('VIEW_DEFINITION, which the server rewrites') AS VIEW_DEFINITION,
    unknown('CHECK_OPTION') AS CHECK_OPTION, unknown('IS_UPDATABLE') AS IS_UPDATABLE,
    unknown('DEFINER') AS DEFINER, unknown('SECURITY_TYPE') AS SECURITY_TYPE, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'view';

CREATE VIEW "information_schema.columns" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    position AS ORDINAL_POSITION, known(default_text) AS COLUMN_DEFAULT,
    CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS IS_NULLABLE, known(data_type) AS DATA_TYPE,
    known(characters) AS CHARACTER_MAXIMUM_LENGTH, known(octets) AS CHARACTER_OCTET_LENGTH,
    known(digits) AS NUMERIC_PRECISION, known(scale) AS NUMERIC_SCALE, known(fraction) AS DATETIME_PRECISION,
    CASE WHEN known(characters) IS NOT NULL THEN unknown('CHARACTER_SET_NAME') END AS CHARACTER_SET_NAME,
    CASE WHEN known(characters) IS NOT NULL THEN unknown('COLLATION_NAME') END AS COLLATION_NAME,
    known(full_type) AS COLUMN_TYPE, key AS COLUMN_KEY, known(extra) AS EXTRA,
    unknown('PRIVILEGES') AS PRIVILEGES, COALESCE(comment, '') AS COLUMN_COMMENT,
    known(computed) AS GENERATION_EXPRESSION, real AS _real
FROM _column;

CREATE VIEW "information_schema.statistics" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME,
    CASE is_unique WHEN 1 THEN 0 ELSE 1 END AS NON_UNIQUE, schema AS INDEX_SCHEMA,
    known(index_name) AS INDEX_NAME, position AS SEQ_IN_INDEX,
    column_name AS COLUMN_NAME, CASE descending WHEN 1 THEN 'D' ELSE 'A' END AS COLLATION,
    unknown('CARDINALITY') AS CARDINALITY, prefix AS SUB_PART, NULL AS PACKED,
    CASE nullable WHEN 1 THEN 'YES' ELSE '' END AS NULLABLE, UPPER(known(method)) AS INDEX_TYPE,
    '' AS COMMENT, unknown('INDEX_COMMENT') AS INDEX_COMMENT, real AS _real
FROM _index_part;

CREATE VIEW "information_schema.table_constraints" AS
SELECT 'def' AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    schema AS TABLE_SCHEMA, table_name AS TABLE_NAME,
    CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END
        AS CONSTRAINT_TYPE, real AS _real
FROM _constraint;

CREATE VIEW "information_schema.key_column_usage" AS
SELECT 'def' AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    position AS ORDINAL_POSITION, known(unique_position) AS POSITION_IN_UNIQUE_CONSTRAINT,
    referred_schema AS REFERENCED_TABLE_SCHEMA, referred_table AS REFERENCED_TABLE_NAME,
    known(referred_column) AS REFERENCED_COLUMN_NAME, real AS _real
FROM _key_column WHERE kind IS NULL OR kind IN ('p', 'u', 'f');

CREATE VIEW "information_schema.referential_constraints" AS
SELECT 'def' AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    'def' AS UNIQUE_CONSTRAINT_CATALOG, referred_schema AS UNIQUE_CONSTRAINT_SCHEMA,
    known(referred_constraint) AS UNIQUE_CONSTRAINT_NAME, 'NONE' AS MATCH_OPTION,
    on_update AS UPDATE_RULE, on_delete AS DELETE_RULE, table_name AS TABLE_NAME,
    referred_table AS REFERENCED_TABLE_NAME, real AS _real
FROM _constraint WHERE kind IS NULL OR kind = 'f';

CREATE VIEW "information_schema.check_constraints" AS
SELECT 'def' AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, known(constraint_name) AS CONSTRAINT_NAME,
    known(clause) AS CHECK_CLAUSE, real AS _real
FROM _constraint WHERE kind IS NULL OR kind = 'c';

CREATE VIEW "information_schema.triggers" AS
SELECT 'def' AS TRIGGER_CATALOG, schema AS TRIGGER_SCHEMA, trigger_name AS TRIGGER_NAME,
    unknown('EVENT_MANIPULATION') AS EVENT_MANIPULATION, 'def' AS EVENT_OBJECT_CATALOG,
    schema AS EVENT_OBJECT_SCHEMA, table_name AS EVENT_OBJECT_TABLE, unknown('ACTION_ORDER') AS ACTION_ORDER,
    unknown('ACTION_STATEMENT') AS ACTION_STATEMENT, unknown('ACTION_TIMING') AS ACTION_TIMING, real AS _real
FROM _trigger;

CREATE VIEW "information_schema.routines" AS
SELECT unknown('SPECIFIC_NAME') AS SPECIFIC_NAME, 'def' AS ROUTINE_CATALOG, schema AS ROUTINE_SCHEMA,
    routine AS ROUTINE_NAME, unknown('ROUTINE_TYPE') AS ROUTINE_TYPE,
    unknown('ROUTINE_DEFINITION') AS ROUTINE_DEFINITION, real AS _real
FROM _routine;

-- What SHOW gives: https://dev.mysql.com/doc/refman/8.0/en/show.html

CREATE VIEW "show.tables" AS
SELECT relation AS Name, CASE kind WHEN 'view' THEN 'VIEW' ELSE 'BASE TABLE' END AS Table_type, schema AS _schema,
    real AS _real
FROM _relation WHERE kind IS NULL OR kind IN ('table', 'view');

CREATE VIEW "show.columns" AS
SELECT column_name AS Field, known(full_type) AS Type, CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS "Null",
    key AS Key, known(default_text) AS "Default", known(extra) AS Extra, position AS _position, schema AS _schema,
    table_name AS _table, real AS _real
FROM _column;

CREATE VIEW "show.index" AS
SELECT table_name AS "Table", CASE is_unique WHEN 1 THEN 0 ELSE 1 END AS Non_unique,
    known(index_name) AS Key_name, position AS Seq_in_index, column_name AS Column_name,
    CASE descending WHEN 1 THEN 'D' ELSE 'A' END AS Collation, unknown('Cardinality') AS Cardinality,
    prefix AS Sub_part, NULL AS Packed, CASE nullable WHEN 1 THEN 'YES' ELSE '' END AS "Null",
    UPPER(known(method)) AS Index_type, '' AS Comment, unknown('Index_comment') AS Index_comment, 'YES' AS Visible,
    known(expression) AS Expression, schema AS _schema, real AS _real
FROM _index_part;
