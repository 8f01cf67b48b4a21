-- bookshop: upgrade a7, p3 -> b1                                                        SQLite 3.40
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: at a7 + p3
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a7', 'p3')) = 2 AND
    (SELECT COUNT(*) FROM alembic_version) = 2;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

BEGIN;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;
