-- bookshop: upgrade a4 -> a5                                                              Oracle 19
--
--   a4 -> a5   Customers have full names  (8 statements)
--
-- Halts before it touches anything, where the database is not at a4.
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

-- guard: at a4
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('a4');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a4 to a5: this database is not at a4');
    END IF;
END;
/

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = ''
/

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer MODIFY name NOT NULL
/

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer RENAME COLUMN name TO full_name
/

-- versions/a5_customer_names.py:29   customer.email: VARCHAR2(120 CHAR) -> VARCHAR2(200 CHAR)
ALTER TABLE customer MODIFY email VARCHAR2(200 CHAR)
/

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS 'Number printed on the customer''s card'
/

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX "uq_customer_loyaltyCard" ON customer ("loyaltyCard")
/

-- versions/a5_customer_names.py:52   comment on table customer
COMMENT ON TABLE customer IS 'People and companies that have an account'
/

-- versions/a5_customer_names.py:58   book.title: VARCHAR2(200 CHAR) -> VARCHAR2(300 CHAR)
ALTER TABLE book MODIFY title VARCHAR2(300 CHAR)
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a4, which becomes a5');
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
