-- bookshop: upgrade a4 -> a5                                                          PostgreSQL 15
--
--   a4 -> a5   Customers have full names  (9 statements)
--
-- Halts before it touches anything, where the database is not at a4.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at a4
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a4 to a5: this database is not at a4', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer ALTER COLUMN name SET NOT NULL;

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer RENAME name TO full_name;

-- versions/a5_customer_names.py:29   customer.email: VARCHAR(120) -> VARCHAR(200)
ALTER TABLE customer ALTER COLUMN email TYPE VARCHAR(200);

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS 'Number printed on the customer''s card';

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX "uq_customer_loyaltyCard" ON customer ("loyaltyCard") WHERE "loyaltyCard" IS NOT NULL;

-- versions/a5_customer_names.py:52   comment on table customer
COMMENT ON TABLE customer IS 'People and companies that have an account';

-- versions/a5_customer_names.py:58   book.title: VARCHAR(200) -> VARCHAR(300)
ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(300);

-- versions/a5_customer_names.py:58   book.title must not be NULL
ALTER TABLE book ALTER COLUMN title SET NOT NULL;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a4, which becomes a5';
    END IF;
END
$version$;

COMMIT;
