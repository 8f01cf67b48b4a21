-- What MariaDB says otherwise than MySQL: https://mariadb.com/kb/en/information-schema-tables/

CREATE VIEW "information_schema.schemata" AS
SELECT 'def' AS CATALOG_NAME, schema AS SCHEMA_NAME,
    unknown('DEFAULT_CHARACTER_SET_NAME') AS DEFAULT_CHARACTER_SET_NAME,
    unknown('DEFAULT_COLLATION_NAME') AS DEFAULT_COLLATION_NAME, NULL AS SQL_PATH, unknown('SCHEMA_COMMENT') AS SCHEMA_COMMENT, real AS _real
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
    CASE kind WHEN 'view' THEN 'VIEW' ELSE COALESCE(comment, '') END AS TABLE_COMMENT,
    unknown('MAX_INDEX_LENGTH') AS MAX_INDEX_LENGTH, unknown('TEMPORARY') AS TEMPORARY, real AS _real
FROM _relation WHERE kind IS NULL OR kind IN ('table', 'view');

CREATE VIEW "information_schema.columns" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME, column_name AS COLUMN_NAME,
    position AS ORDINAL_POSITION, 
    CASE WHEN default_text IS NULL AND nullable AND computed IS NULL AND NOT numbers_itself THEN 'NULL' ELSE known(default_text) END
        AS COLUMN_DEFAULT,
    CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS IS_NULLABLE, known(data_type) AS DATA_TYPE,
    known(characters) AS CHARACTER_MAXIMUM_LENGTH, known(octets) AS CHARACTER_OCTET_LENGTH,
    known(digits) AS NUMERIC_PRECISION, known(scale) AS NUMERIC_SCALE, known(fraction) AS DATETIME_PRECISION,
    CASE WHEN known(characters) IS NOT NULL THEN unknown('CHARACTER_SET_NAME') END AS CHARACTER_SET_NAME,
    CASE WHEN known(characters) IS NOT NULL THEN unknown('COLLATION_NAME') END AS COLLATION_NAME,
    known(full_type) AS COLUMN_TYPE, key AS COLUMN_KEY, known(extra) AS EXTRA,
    unknown('PRIVILEGES') AS PRIVILEGES, COALESCE(comment, '') AS COLUMN_COMMENT,
    CASE WHEN computed IS NULL THEN 'NEVER' ELSE 'ALWAYS' END AS IS_GENERATED,
    known(computed) AS GENERATION_EXPRESSION, real AS _real
FROM _column;

CREATE VIEW "information_schema.statistics" AS
SELECT 'def' AS TABLE_CATALOG, schema AS TABLE_SCHEMA, table_name AS TABLE_NAME,
    CASE is_unique WHEN 1 THEN 0 ELSE 1 END AS NON_UNIQUE, schema AS INDEX_SCHEMA,
    known(index_name) AS INDEX_NAME, position AS SEQ_IN_INDEX,
    column_name AS COLUMN_NAME, CASE descending WHEN 1 THEN 'D' ELSE 'A' END AS COLLATION,
    unknown('CARDINALITY') AS CARDINALITY, prefix AS SUB_PART, NULL AS PACKED,
    CASE nullable WHEN 1 THEN 'YES' ELSE '' END AS NULLABLE, UPPER(known(method)) AS INDEX_TYPE,
    '' AS COMMENT, unknown('INDEX_COMMENT') AS INDEX_COMMENT, 'NO' AS IGNORED, real AS _real
FROM _index_part;

CREATE VIEW "information_schema.check_constraints" AS
SELECT 'def' AS CONSTRAINT_CATALOG, schema AS CONSTRAINT_SCHEMA, table_name AS TABLE_NAME,
    known(constraint_name) AS CONSTRAINT_NAME, unknown('LEVEL') AS LEVEL, known(clause) AS CHECK_CLAUSE, real AS _real
FROM _constraint WHERE kind IS NULL OR kind = 'c';

CREATE VIEW "show.index" AS
SELECT table_name AS "Table", CASE is_unique WHEN 1 THEN 0 ELSE 1 END AS Non_unique,
    known(index_name) AS Key_name, position AS Seq_in_index, column_name AS Column_name,
    CASE descending WHEN 1 THEN 'D' ELSE 'A' END AS Collation, unknown('Cardinality') AS Cardinality,
    prefix AS Sub_part, NULL AS Packed, CASE nullable WHEN 1 THEN 'YES' ELSE '' END AS "Null",
    UPPER(known(method)) AS Index_type, '' AS Comment, unknown('Index_comment') AS Index_comment, 'NO' AS Ignored, schema AS _schema, real AS _real
FROM _index_part;

CREATE VIEW "show.columns" AS
SELECT column_name AS Field, known(full_type) AS Type, CASE nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS "Null",
    key AS Key, bare(known(default_text)) AS "Default", known(extra) AS Extra, position AS _position, schema AS _schema,
    table_name AS _table, real AS _real
FROM _column;
