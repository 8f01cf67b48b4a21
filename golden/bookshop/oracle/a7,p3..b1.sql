-- bookshop: upgrade a7, p3 -> b1                                                          Oracle 19
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: at a7 + p3
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('a7', 'p3');
    IF all_rows <> 2 OR right_rows <> 2 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3');
    END IF;
END;
/

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7'
/

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3'
/

COMMIT
/
