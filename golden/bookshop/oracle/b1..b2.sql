-- bookshop: upgrade b1 -> b2                                                              Oracle 19
--
--   b1 -> b2   Prices come from the price lists  (4 statements)
--
-- Halts before it touches anything, where the database is not at b1.
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

-- guard: at b1
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('b1');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades b1 to b2: this database is not at b1');
    END IF;
END;
/

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales
/

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative
/

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price
/

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold b1, which becomes b2');
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
