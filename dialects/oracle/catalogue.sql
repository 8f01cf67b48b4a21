-- What Oracle's catalogue says, over the tables of sqlgen/catalogue/shapes.py; words as in PostgreSQL's file.
-- real >= 0: the view lists nothing of the server's own.
-- https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/static-data-dictionary-views.html

CREATE VIEW "sys.user_tables" AS
SELECT relation AS TABLE_NAME, unknown('TABLESPACE_NAME') AS TABLESPACE_NAME, unknown('NUM_ROWS') AS NUM_ROWS,
    'VALID' AS STATUS, real AS _real
FROM _relation WHERE real >= 0 AND schema = default_schema() AND (kind IS NULL OR kind = 'table');

CREATE VIEW "sys.all_tables" AS
SELECT schema AS OWNER, relation AS TABLE_NAME, unknown('TABLESPACE_NAME') AS TABLESPACE_NAME,
    unknown('NUM_ROWS') AS NUM_ROWS, 'VALID' AS STATUS, real AS _real
FROM _relation WHERE kind IS NULL OR kind = 'table';

CREATE VIEW "sys.user_views" AS
SELECT relation AS VIEW_NAME, unknown('TEXT') AS TEXT, real AS _real
FROM _relation WHERE real >= 0 AND schema = default_schema() AND (kind IS NULL OR kind = 'view');

CREATE VIEW "sys.user_tab_columns" AS
SELECT table_name AS TABLE_NAME, column_name AS COLUMN_NAME, known(data_type) AS DATA_TYPE,
    known(max_bytes) AS DATA_LENGTH, known(digits) AS DATA_PRECISION, known(scale) AS DATA_SCALE,
    CASE nullable WHEN 1 THEN 'Y' ELSE 'N' END AS NULLABLE, position AS COLUMN_ID,
    unknown('DATA_DEFAULT') AS DATA_DEFAULT, known(characters) AS CHAR_LENGTH,
    CASE WHEN identity IS NULL THEN 'NO' ELSE 'YES' END AS IDENTITY_COLUMN, real AS _real
FROM _column WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.all_tab_columns" AS
SELECT schema AS OWNER, table_name AS TABLE_NAME, column_name AS COLUMN_NAME, known(data_type) AS DATA_TYPE,
    known(max_bytes) AS DATA_LENGTH, known(digits) AS DATA_PRECISION, known(scale) AS DATA_SCALE,
    CASE nullable WHEN 1 THEN 'Y' ELSE 'N' END AS NULLABLE, position AS COLUMN_ID,
    unknown('DATA_DEFAULT') AS DATA_DEFAULT, known(characters) AS CHAR_LENGTH, real AS _real
FROM _column;

-- A NOT NULL is a constraint of its own, under a name of the server's.
CREATE VIEW "sys.user_constraints" AS
SELECT unknown('OWNER') AS OWNER, known(constraint_name) AS CONSTRAINT_NAME,
    CASE kind WHEN 'p' THEN 'P' WHEN 'u' THEN 'U' WHEN 'f' THEN 'R' ELSE 'C' END AS CONSTRAINT_TYPE,
    table_name AS TABLE_NAME,
    CASE kind WHEN 'n' THEN '"' || column_name || '" IS NOT NULL' ELSE known(clause) END AS SEARCH_CONDITION,
    CASE kind WHEN 'f' THEN unknown('R_OWNER') END AS R_OWNER, known(referred_constraint) AS R_CONSTRAINT_NAME,
    CASE kind WHEN 'f' THEN on_delete END AS DELETE_RULE, 'ENABLED' AS STATUS,
    CASE can_defer WHEN 1 THEN 'DEFERRABLE' ELSE 'NOT DEFERRABLE' END AS "DEFERRABLE", 'VALIDATED' AS VALIDATED,
    CASE generated_name WHEN 0 THEN 'USER NAME' ELSE 'GENERATED NAME' END AS "GENERATED",
    CASE WHEN kind IN ('p', 'u') THEN known(index_name) END AS INDEX_NAME, real AS _real
FROM _constraint WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.all_constraints" AS
SELECT schema AS OWNER, known(constraint_name) AS CONSTRAINT_NAME,
    CASE kind WHEN 'p' THEN 'P' WHEN 'u' THEN 'U' WHEN 'f' THEN 'R' ELSE 'C' END AS CONSTRAINT_TYPE,
    table_name AS TABLE_NAME, known(referred_constraint) AS R_CONSTRAINT_NAME,
    CASE kind WHEN 'f' THEN on_delete END AS DELETE_RULE, 'ENABLED' AS STATUS, real AS _real
FROM _constraint;

CREATE VIEW "sys.user_cons_columns" AS
SELECT unknown('OWNER') AS OWNER, known(constraint_name) AS CONSTRAINT_NAME, table_name AS TABLE_NAME,
    column_name AS COLUMN_NAME, CASE WHEN kind IN ('p', 'u', 'f') THEN position END AS POSITION, real AS _real
FROM _key_column WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.user_indexes" AS
SELECT known(index_name) AS INDEX_NAME, unknown('INDEX_TYPE') AS INDEX_TYPE, unknown('TABLE_OWNER') AS TABLE_OWNER,
    table_name AS TABLE_NAME, CASE is_unique WHEN 1 THEN 'UNIQUE' ELSE 'NONUNIQUE' END AS UNIQUENESS,
    'VALID' AS STATUS, real AS _real
FROM _index WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.user_ind_columns" AS
SELECT known(index_name) AS INDEX_NAME, table_name AS TABLE_NAME, known(column_name) AS COLUMN_NAME,
    position AS COLUMN_POSITION, CASE descending WHEN 1 THEN 'DESC' ELSE 'ASC' END AS DESCEND, real AS _real
FROM _index_part WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.user_sequences" AS
SELECT relation AS SEQUENCE_NAME, unknown('MIN_VALUE') AS MIN_VALUE, unknown('MAX_VALUE') AS MAX_VALUE,
    unknown('INCREMENT_BY') AS INCREMENT_BY, unknown('LAST_NUMBER') AS LAST_NUMBER, real AS _real
FROM _sequence WHERE real >= 0 AND schema = default_schema();

CREATE VIEW "sys.all_sequences" AS
SELECT schema AS SEQUENCE_OWNER, relation AS SEQUENCE_NAME, unknown('LAST_NUMBER') AS LAST_NUMBER, real AS _real
FROM _sequence;

CREATE VIEW "sys.user_triggers" AS
SELECT trigger_name AS TRIGGER_NAME, table_name AS TABLE_NAME, unknown('TRIGGER_TYPE') AS TRIGGER_TYPE,
    'ENABLED' AS STATUS, real AS _real
FROM _trigger WHERE real >= 0 AND schema = default_schema();
