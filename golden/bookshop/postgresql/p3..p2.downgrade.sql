-- bookshop: downgrade p3 -> p2                                                        PostgreSQL 15
--
--   p3 -> p2   Every price list has a currency  (4 statements)
--
-- Halts before it touches anything, where the database is not at p3.
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

-- guard: at p3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p3')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades p3 to p2: this database is not at p3', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- p3 -> p2   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:40   book_price.amount: NUMERIC(12, 2) -> NUMERIC(10, 2)
ALTER TABLE book_price ALTER COLUMN amount TYPE NUMERIC(10, 2);

-- versions/p3_currencies.py:47   drop check ck_price_list_currency_known of price_list
ALTER TABLE price_list DROP CONSTRAINT ck_price_list_currency_known;

-- versions/p3_currencies.py:48   price_list.currency may be NULL
ALTER TABLE price_list ALTER COLUMN currency DROP NOT NULL;

-- versions/p3_currencies.py:48   price_list.currency loses its default
ALTER TABLE price_list ALTER COLUMN currency DROP DEFAULT;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p3';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p3, which becomes p2';
    END IF;
END
$version$;

COMMIT;
