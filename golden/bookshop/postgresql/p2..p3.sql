-- bookshop: upgrade p2 -> p3                                                          PostgreSQL 15
--
--   p2 -> p3   Every price list has a currency  (5 statements)
--
-- Halts before it touches anything, where the database is not at p2.
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

-- guard: at p2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades p2 to p3: this database is not at p2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL;

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list ALTER COLUMN currency SET NOT NULL;

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list ALTER COLUMN currency SET DEFAULT 'EUR';

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'));

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price ALTER COLUMN amount TYPE NUMERIC(12, 2);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p2, which becomes p3';
    END IF;
END
$version$;

COMMIT;
