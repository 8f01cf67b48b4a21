-- bookshop: downgrade a5 -> a4                                                        PostgreSQL 15
--
--   a5 -> a4   Customers have full names  (8 statements)
--
-- Halts before it touches anything, where the database is not at a5.
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

-- guard: at a5
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a5')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a5 to a4: this database is not at a5', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   book.title: VARCHAR(300) -> VARCHAR(200)
ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(200);

-- versions/a5_customer_names.py:62   book.title must not be NULL
ALTER TABLE book ALTER COLUMN title SET NOT NULL;

-- versions/a5_customer_names.py:63   comment on table customer
COMMENT ON TABLE customer IS 'People who have an account';

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX "uq_customer_loyaltyCard";

-- versions/a5_customer_names.py:69   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS NULL;

-- versions/a5_customer_names.py:77   customer.email: VARCHAR(200) -> VARCHAR(120)
ALTER TABLE customer ALTER COLUMN email TYPE VARCHAR(120);

-- versions/a5_customer_names.py:84   customer.full_name may be NULL
ALTER TABLE customer ALTER COLUMN full_name DROP NOT NULL;

-- versions/a5_customer_names.py:84   rename column customer.full_name to name
ALTER TABLE customer RENAME full_name TO name;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a5, which becomes a4';
    END IF;
END
$version$;

COMMIT;
