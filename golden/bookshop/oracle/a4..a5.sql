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

-- guard: at a4
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('a4');
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
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4'
/

COMMIT
/
