-- bookshop: upgrade p2 -> p3                                                              Oracle 19
--
--   p2 -> p3   Every price list has a currency  (5 statements)
--
-- Halts before it touches anything, where the database is not at p2.
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

-- guard: at p2
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('p2');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades p2 to p3: this database is not at p2');
    END IF;
END;
/

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL
/

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list MODIFY currency NOT NULL
/

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list MODIFY currency DEFAULT 'EUR'
/

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'))
/

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price MODIFY amount NUMERIC(12, 2)
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold p2, which becomes p3');
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
