-- What SQLite's catalogue says, over the tables of sqlgen/catalogue/shapes.py; words as in PostgreSQL's file.
-- https://www.sqlite.org/schematab.html

CREATE VIEW "main.sqlite_master" AS
SELECT kind AS type, relation AS name, table_name AS tbl_name, unknown('rootpage') AS rootpage,
    known(definition) AS sql, real AS _real
FROM _relation;

CREATE VIEW "main.sqlite_schema" AS
SELECT kind AS type, relation AS name, table_name AS tbl_name, unknown('rootpage') AS rootpage,
    known(definition) AS sql, real AS _real
FROM _relation;
