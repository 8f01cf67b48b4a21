-- bookshop: upgrade a6 -> a7                                                              Oracle 19
--
--   a6 -> a7   Notes, gifts and longer references on orders  (7 statements)
--
-- Halts before it touches anything, where the database is not at a6.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: Oracle 19 or later, and no other run
DECLARE
    state NUMBER := 0;
BEGIN
    IF DBMS_DB_VERSION.VERSION * 100 + DBMS_DB_VERSION.RELEASE < 19 * 100 + 0 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script is written for Oracle 19 or later');
    END IF;
    BEGIN
        EXECUTE IMMEDIATE
            'BEGIN :state := DBMS_LOCK.REQUEST(DBMS_UTILITY.GET_HASH_VALUE(:name, 0, 1073741823), 6, 0); END;'
            USING OUT state, IN 'sqlgen ' || SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') || '.' || 'alembic_version';
    EXCEPTION
        WHEN OTHERS THEN
            -- ORA-06550: EXECUTE on DBMS_LOCK is not granted, so nothing can be locked
            IF SQLCODE != -6550 THEN
                RAISE;
            END IF;
    END;
    IF state = 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'another migration of this database is in progress');
    END IF;
END;
/

-- guard: at a6
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('a6');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a6 to a7: this database is not at a6');
    END IF;
END;
/

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift SMALLINT
ALTER TABLE "order" ADD gift SMALLINT DEFAULT 0 NOT NULL
/

-- versions/a7_order_notes.py:21   add column order.note CLOB
ALTER TABLE "order" ADD note CLOB
/

-- versions/a7_order_notes.py:22   order.reference: VARCHAR2(20 CHAR) -> VARCHAR2(40 CHAR)
ALTER TABLE "order" MODIFY reference VARCHAR2(40 CHAR)
/

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = ''
/

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE "order" ADD CONSTRAINT uq_order_reference UNIQUE (reference)
/

-- versions/a7_order_notes.py:25   comment on table order
COMMENT ON TABLE "order" IS 'A customer''s order; its lines are in order_line'
/

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line MODIFY quantity DEFAULT 1
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a6, which becomes a7');
    END IF;
END;
/

COMMIT
/

-- guard: the run is over
DECLARE
    state NUMBER;
BEGIN
    EXECUTE IMMEDIATE
        'BEGIN :state := DBMS_LOCK.RELEASE(DBMS_UTILITY.GET_HASH_VALUE(:name, 0, 1073741823)); END;'
        USING OUT state, IN 'sqlgen ' || SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') || '.' || 'alembic_version';
EXCEPTION
    WHEN OTHERS THEN
        -- ORA-06550: EXECUTE on DBMS_LOCK is not granted, so nothing was locked
        IF SQLCODE != -6550 THEN
            RAISE;
        END IF;
END;
/
