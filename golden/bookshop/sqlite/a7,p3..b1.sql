-- bookshop: upgrade a7, p3 -> b1                                                        SQLite 3.40
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a7 + p3
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a7', 'p3')) = 2 AND
    (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

BEGIN;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
