-- bookshop: upgrade a3 -> p1                                                              Oracle 19
--
--   a3 -> p1   Price lists  (3 statements)
--
-- Halts before it touches anything, where the database is not at a3.
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

-- guard: at a3
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('a3');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a3 to p1: this database is not at a3');
    END IF;
END;
/

-- a3 -> p1   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:18   create table price_list
CREATE TABLE price_list (
    id SMALLINT NOT NULL,
    name VARCHAR2(60 CHAR) NOT NULL,
    currency VARCHAR2(3 CHAR),
    CONSTRAINT pk_price_list PRIMARY KEY (id)
)
/

-- versions/p1_price_lists.py:25   create table book_price
CREATE TABLE book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
)
/

-- versions/p1_price_lists.py:25   comment on table book_price
COMMENT ON TABLE book_price IS 'What a book costs on a price list'
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a3, which becomes p1');
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
