-- bookshop: upgrade a1 -> a2                                                              Oracle 19
--
--   a1 -> a2   Prices as numeric  (4 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: at a1
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('a1');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a1 to a2: this database is not at a1');
    END IF;
END;
/

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:18   book.price: INTEGER -> NUMERIC(10, 2)
ALTER TABLE book MODIFY price NUMERIC(10, 2)
/

-- versions/a2_prices_as_numeric.py:18   comment on book.price
COMMENT ON COLUMN book.price IS 'In euros'
/

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2)
/

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
/

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1'
/

COMMIT
/
