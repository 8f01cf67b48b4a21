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

-- guard: at p2
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('p2');
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
UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2'
/

COMMIT
/
